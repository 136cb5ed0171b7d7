"""A local server of one folder, which packs what it sends as a web host does, and the pages a browser opens there."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json"}
PACKED = (".html", ".js", ".json", ".css")
LATENCY, SPEED = 150, 1.6e6 / 8  # the slow network: milliseconds a request, bytes a second

Pages = Callable[[], Any]


@dataclass
class Server:
    """An address, ending in `/`, and how many bytes were sent since `sent` was last set."""

    address: str
    sent: int = 0
    packed: dict[Path, bytes] = field(default_factory=dict)


@contextmanager
def served(root: Path) -> Iterator[Server]:
    """Serve a folder until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = root / unquote(urlsplit(self.path).path).lstrip("/")
            if not path.is_file():
                self.send_error(404)
                return
            body = _packed(server, path)
            server.sent += len(body)
            self.send_response(200)
            self.send_header("Content-Type", KINDS.get(path.suffix, "application/octet-stream"))
            if path.suffix in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    server = Server(f"http://127.0.0.1:{web.server_port}/")
    thread = Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()
        thread.join()


def _packed(server: Server, path: Path) -> bytes:
    """A file as it is sent; packed once, so that the clock measures the network and not the packing."""
    if path not in server.packed:
        body = path.read_bytes()
        server.packed[path] = gzip.compress(body, 6) if path.suffix in PACKED else body
    return server.packed[path]


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
