"""The site served over TLS, as a host does: a certificate of its own authority, plain requests redirected, one port."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from serving import Server, handler

NAME = "127.0.0.1"
HELLO = b"\x16"
"""The first byte of a TLS connection: a handshake record (RFC 8446, 5.1)."""


class _Redirect(BaseHTTPRequestHandler):
    """Sends whoever asks without TLS to the same address with it."""

    def do_GET(self) -> None:
        self.send_response(301)
        self.send_header("Location", f"https://{self.headers['Host']}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


class _Both(ThreadingHTTPServer):
    """Listens to TLS and to plain requests on one port."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext, answering: type[BaseHTTPRequestHandler]) -> None:
        super().__init__((NAME, 0), answering)
        self.context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        if request.recv(1, socket.MSG_PEEK) != HELLO:
            _Redirect(request, client_address, self)
            return
        with self.context.wrap_socket(request, server_side=True) as secured:
            self.RequestHandlerClass(secured, client_address, self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error of the server's."""


class SecureServer(Server):
    """A `Server` with a certificate for this machine. keys: the folder that `certify` filled."""

    def __init__(self, root: Path, keys: Path) -> None:
        super().__init__(root)
        self.keys = keys

    @cached_property
    def web(self) -> ThreadingHTTPServer:
        """The socket, bound to a free port of this machine."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.keys / "site.pem", self.keys / "site.key")
        return _Both(context, handler(self))


def certify(keys: Path) -> None:
    """An authority (`ca.pem`) and a certificate of this machine by it. Raises CalledProcessError, FileNotFoundError."""
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    _run(keys, *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Measures")
    named = ["-CA", "ca.pem", "-CAkey", "ca.key", "-addext", f"subjectAltName=IP:{NAME}"]
    _run(keys, *new, "-keyout", "site.key", "-out", "site.pem", "-subj", f"/CN={NAME}", *named)


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@contextmanager
def secured(root: Path, keys: Path) -> Iterator[str]:
    """Serve a folder; gives the host and port."""
    certify(keys)
    server = SecureServer(root, keys)
    thread = Thread(target=server.web.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{NAME}:{server.web.server_port}"
    finally:
        server.web.shutdown()
        server.web.server_close()
        thread.join()
