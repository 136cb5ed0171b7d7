"""A proxy through which any tool meets the played hosts under their own names; it lets nothing out of the machine.

What a tool asks of a host that nobody plays is refused with 502.
"""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
MADE = b"HTTP/1.1 200 Connection established\r\n\r\n"
TLS_HOSTS = "tls.example.kz"
REFUSED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LONGEST = 60.0  # seconds a connection may be silent


def make_contexts(folder: Path, hosts: list[str]) -> dict[str, ssl.SSLContext]:
    """Contexts for TLS: `good` for these hosts, `expired` and `self-signed` for any name.

    `ca.pem` in the folder is the authority. Needs the command `openssl`.
    """
    authority = ("-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=compare", "-days", "2")
    _openssl(folder, "req", "-x509", *NEW_KEY, *authority, "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    return {
        "good": _context(folder, "good", hosts, "2", signed),
        "expired": _context(folder, "expired", [f"expired.{TLS_HOSTS}"], "-1", signed),
        "self-signed": _context(
            folder, "self-signed", [f"self-signed.{TLS_HOSTS}"], "2", ("-signkey", "self-signed.key")
        ),
    }


def _context(folder: Path, name: str, hosts: list[str], days: str, signer: tuple[str, ...]) -> ssl.SSLContext:
    named = ",".join(f"DNS:{host}" for host in hosts)
    (folder / "extensions").write_text(f"subjectAltName={named}\nauthorityKeyIdentifier=keyid\n", encoding="ascii")
    _openssl(folder, "req", *NEW_KEY, "-keyout", f"{name}.key", "-out", "request", "-subj", "/CN=played")
    asked = ("-in", "request", "-out", f"{name}.pem", "-days", days, "-extfile", "extensions")
    _openssl(folder, "x509", "-req", *asked, *signer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(("openssl", *arguments), cwd=folder, check=True, capture_output=True)


@dataclass(frozen=True)
class Place:
    """A port of this machine, and the TLS that the proxy speaks before it; None: whatever comes is passed on."""

    port: int
    tls: ssl.SSLContext | None = None


class Proxy:
    """route: `host:port` → where it is played; None: nowhere."""

    def __init__(self, route: "Callable[[str], Place | None]") -> None:
        self._route = route
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, ValueError):
            connection.settimeout(LONGEST)
            method, target, _ = _head(connection).split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            found = self._route(target) if method == "CONNECT" else None
            if found is None:
                connection.sendall(REFUSED)
                return
            connection.sendall(MADE)
            if found.tls is None:
                with _connected(found.port) as behind:
                    _tunnel(connection, behind)
                return
            with found.tls.wrap_socket(connection, server_side=True) as secure:
                while True:
                    _exchange(secure, found.port)


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.settimeout(LONGEST)
    return connection


def _exchange(secure: socket.socket, port: int) -> None:
    """One request and its answer. The server closes after each; this connection stays.

    linkchecker, behind a proxy, cannot look at the certificate of a connection that closes.
    """
    head = _head(secure)
    with _connected(port) as behind:
        behind.sendall(head)
        answer, end, body = _head(behind).partition(b"\r\n\r\n")
        secure.sendall(answer.replace(b"\r\nConnection: close", b"") + end + body)
        while piece := behind.recv(65536):
            secure.sendall(piece)


def _head(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and len(data) < 65536:
        if not (piece := connection.recv(65536)):
            raise OSError("left")
        data += piece
    return data


def _tunnel(one: socket.socket, other: socket.socket) -> None:
    back = threading.Thread(target=_copy, args=(other, one), daemon=True)
    back.start()
    _copy(one, other)
    back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    """Until the source has no more; then the target is told so."""
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
