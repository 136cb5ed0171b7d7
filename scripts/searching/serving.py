"""The pages a browser opens on the local server, over a network as slow as a phone's."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from serving import Server

LATENCY, SPEED = 150, 1.6e6 / 8  # the slow network: milliseconds a request, bytes a second


@contextmanager
def opened(browser: Any, server: Server, slow: bool = False) -> Iterator[Any]:
    """An empty page of a browser that has kept nothing; `slow` gives it the slow network."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.address}page.html")
    if slow:
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        conditions = {"offline": False, "latency": LATENCY, "downloadThroughput": SPEED, "uploadThroughput": SPEED}
        network.send("Network.emulateNetworkConditions", conditions)
    try:
        yield page
    finally:
        context.close()


def write_json(path: Path, value: object) -> None:
    """A JSON file, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
