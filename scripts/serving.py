"""A local server of one folder that packs what it sends and heeds its `_headers`, as a web host does."""

import fnmatch
import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

UTF_8 = "; charset=utf-8"
KINDS = {
    ".css": "text/css" + UTF_8,
    ".csv": "text/csv" + UTF_8,
    ".html": "text/html" + UTF_8,
    ".ics": "text/calendar" + UTF_8,
    ".js": "text/javascript" + UTF_8,
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain" + UTF_8,
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yml": "text/yaml" + UTF_8,
}
PACKED = (".css", ".csv", ".html", ".ics", ".js", ".json", ".jsonl", ".svg", ".txt", ".xml", ".yml")


class _Web(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page breaks its connections, which is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass
class Server:
    """A folder, the server that sends it, and how many bytes of bodies were sent since `sent` was last set."""

    root: Path
    sent: int = 0
    packed: dict[Path, bytes] = field(default_factory=dict)

    @cached_property
    def web(self) -> ThreadingHTTPServer:
        """The socket, bound to a free port of this machine."""
        return _Web(("127.0.0.1", 0), handler(self))

    @property
    def address(self) -> str:
        """Where the folder stands, ending in `/`."""
        return f"http://127.0.0.1:{self.web.server_port}/"

    @cached_property
    def rules(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The rules of the folder's `_headers`: a pattern of addresses and its headers."""
        file, rules = self.root / "_headers", list[tuple[str, list[tuple[str, str]]]]()
        for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
            if line.startswith("/"):
                rules.append((line, []))
            elif line.strip():
                name, _, value = line.strip().partition(": ")
                rules[-1][1].append((name, value))
        return rules

    def headers(self, asked: str) -> dict[str, str]:
        """The headers of an address. Of several rules all values are sent, as by most of the hosts."""
        found: dict[str, str] = {}
        for pattern, headers in self.rules:
            if fnmatch.fnmatchcase(asked, pattern):
                for name, value in headers:
                    found[name] = f"{found[name]}, {value}" if name in found else value
        return found

    def body(self, path: Path) -> bytes:
        """A file as it is sent; packed once, so that the clock measures the network and not the packing."""
        if path not in self.packed:
            body = path.read_bytes()
            self.packed[path] = gzip.compress(body, 6) if path.suffix in PACKED else body
        return self.packed[path]


@contextmanager
def served(root: Path) -> Iterator[Server]:
    """Serve a folder, which may yet be empty, until the end of the block."""
    server = Server(root)
    thread = Thread(target=server.web.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.web.shutdown()
        server.web.server_close()
        thread.join()


def handler(server: Server) -> type[BaseHTTPRequestHandler]:
    """What answers the requests of a server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = unquote(urlsplit(self.path).path).lstrip("/")
            path, missing = server.root / asked, server.root / "404.html"
            if path.is_dir() and asked and not asked.endswith("/"):
                self._answer(301, b"", {"Location": f"/{asked}/"})
                return
            path = path / "index.html" if path.is_dir() else path
            if path.is_file() and ".." not in path.parts:
                self._send(200, path)
            elif missing.is_file():
                self._send(404, missing)
            else:
                self._answer(404, b"", {})

        do_HEAD = do_GET

        def _send(self, status: int, path: Path) -> None:
            packed = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"} if path.suffix in PACKED else {}
            kind = KINDS.get(path.suffix, "application/octet-stream")
            self._answer(status, server.body(path), {"Content-Type": kind, **packed})

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**server.headers(urlsplit(self.path).path), **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                server.sent += len(body)
                with suppress(ConnectionError):  # a reader who has left the page
                    self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    return Handler
