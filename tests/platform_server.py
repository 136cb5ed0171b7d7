"""Plays what the platforms answer, as `recorded/` has it: as a `get` without any network, or over loopback.

One row of a recorded file is one link with an identifier of its own, so that all rows can be played
at once from one table.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml

from grantpages.evidence.answer import Answer, Failure

RECORDED = Path(__file__).parent / "recorded"
MOST_REDIRECTS = 5
NUMBERED = {
    "youtube": lambda n: f"row{n:07}A",
    "instagram": lambda n: f"drow{n:07}",
    "facebook": lambda n: f"{10**15 + n}",
    "tiktok": lambda n: f"{7234567890123450000 + n}",
    "telegram": lambda n: f"{100 + n}",
    "web": lambda n: f"host{n}",
}


@dataclass(frozen=True)
class Played:
    """One answer. `failure` stands for no whole answer at all, `url` for the address it came from."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    failure: Failure | None = None
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One link, what its addresses answer in the order in which they are to be asked, and the verdict."""

    name: str
    platform: str
    link: str
    meta_oembed: bool
    asked: tuple[str, ...]
    verdict: tuple[str, str | None, str, str]
    answers: tuple[tuple[str, Played], ...]


@cache
def rows() -> tuple[Row, ...]:
    """Every row of every recorded file."""
    return tuple(row for platform in NUMBERED for row in _rows(platform))


@cache
def table() -> dict[str, Played]:
    """Address → answer; `https://host/*` for any other address of a host."""
    found: dict[str, Played] = {}
    for platform in NUMBERED:
        for url, answer in recorded(platform)["elsewhere"].items():
            found[url] = played(answer, "")
    for row in rows():
        for url, answer in row.answers:
            assert found.setdefault(url, answer) == answer, url
    return found


@cache
def recorded(platform: str) -> Any:
    """A recorded file as it stands."""
    value = yaml.safe_load((RECORDED / f"{platform}.yml").read_text(encoding="utf-8"))
    return {"elsewhere": {}} | value


def played(answer: Mapping[str, Any], id: str) -> Played:
    """An answer as recorded, for the link with this identifier."""
    headers = {name: value.replace("{id}", id) for name, value in answer.get("headers", {}).items()}
    if "type" in answer:
        headers["content-type"] = answer["type"]
    body = answer.get("body", "").replace("{id}", id).encode(answer.get("encoding", "utf-8"))
    body = bytes.fromhex(answer["hex"]) if "hex" in answer else body
    return Played(answer.get("status"), headers, body, answer.get("failure"), answer.get("url", ""))


def _rows(platform: str) -> Iterator[Row]:
    file = recorded(platform)
    for number, row in enumerate(file["rows"]):
        id = row.get("id") or NUMBERED[platform](number)
        state, _, reason = row["is"].partition(":")
        places = {place: file["places"][place].replace("{id}", id) for place in file["places"]}
        answered = (row["gets"] | row.get("leads", {})).items()
        yield Row(
            f"{platform} {number} {' '.join(row['gets'].values()) or row['link']}",
            platform,
            file["links"][row["link"]].replace("{id}", id),
            row.get("meta", False),
            (*(places[place] for place in row["gets"]), *row.get("also", ())),
            (state, reason or None, row["by"], row["grade"]),
            tuple((places[place], played(file["answers"][answer], id)) for place, answer in answered),
        )


class Player:
    """A `get` that answers from a table and remembers what was asked. What is not in it is a mistake."""

    def __init__(self, answers: Mapping[str, Played]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []

    def __call__(
        self, url: str, *, headers: Mapping[str, str] | None = None, follow: bool = True, http: bool = False
    ) -> Answer:
        assert http or url.startswith("https:"), url
        self.headers.append(headers or {})
        hops = [url]
        place, answer = self.find(url)
        self.asked.append(place)
        while follow and "location" in answer.headers and not answer.failure and len(hops) <= MOST_REDIRECTS:
            hops.append(urljoin(hops[-1], answer.headers["location"]))
            _, answer = self.find(hops[-1])
        final = answer.url or hops[-1]
        return Answer(url, final, answer.status, answer.headers, answer.body, hops=tuple(hops), failure=answer.failure)

    def find(self, url: str) -> tuple[str, Played]:
        """The place in the table that an address falls on, and its answer."""
        parts = urlsplit(url)
        place = url if url in self.answers else f"{parts.scheme}://{parts.netloc.removeprefix('www.')}/*"
        return place, self.answers[place]


class _Handler(BaseHTTPRequestHandler):
    """Finds the answer by the Host header. Says nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = self.headers["Host"].removesuffix(":443").removesuffix(":80")
        try:
            _, answer = Player(table()).find(f"https://{host}{self.path}")
        except KeyError:
            answer = Played(404)
        self.send_response_only(answer.status or 500)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[dict[str, str]]:
    """Every host of the table → the address at which this machine plays it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    hosts = {urlsplit(url).netloc for url in table()}
    try:
        yield {host: f"http://127.0.0.1:{server.server_port}" for host in hosts}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
