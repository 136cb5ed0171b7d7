"""The one reading of an address that the fetcher acts on: what can be read in two ways is refused."""

import re
from collections.abc import Container
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

LONGEST = 8192  # characters; what servers commonly take
LONGEST_NAME = 253  # RFC 1035, 2.3.4
PORTS = {"http": 80, "https": 443}
"""The schemes that are asked, each with the port it has where none is named."""
# The last label begins with a letter: 127.1, 0x7f.1 and 2130706433 are no names (WHATWG URL, «ends in a number»).
_NAME = re.compile(r"([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
_QUAD = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}")
_BRACKETED = re.compile(r"\[[^\]]*\](:[0-9]*)?")
_DEVIANT = re.compile("[ßẞς\u200c\u200d]")  # what Python's IDNA reads otherwise than browsers do (UTS 46, 4.1)
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


class Refused(ValueError):
    """No address that can be asked."""


@dataclass(frozen=True, slots=True)
class Target:
    """One address to ask: host in lower case and ASCII, `url` written from the parts, without a fragment.

    address: whether the host is an IP address. authority: what the Host header says.
    """

    url: str
    scheme: str
    host: str
    port: int
    address: bool

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port; IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def path(self) -> str:
        """What follows the authority: the path, and the query if there is one."""
        return self.url[len(f"{self.scheme}://{self.authority}") :]


def read_target(url: str, known: Container[str] = ()) -> Target:
    """The address in `url`; Refused for whatever is not plainly http(s), a host, and a path.

    Refused are a user's name, a host that two standards read differently, an IPv4 address not written as four decimal
    numbers, a zone, a host without a dot, and any space or control character. known: hosts that are taken as they are.
    """
    try:
        url.encode()
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(str(error)) from error
    if len(url) > LONGEST or _CONTROL.search(url) or parts.scheme not in PORTS or "@" in parts.netloc:
        raise Refused(url)
    host, address = _host(parts, known)
    target = Target(url, parts.scheme, host, PORTS[parts.scheme] if port is None else port, address)
    written = urlunsplit((parts.scheme, target.authority, parts.path or "/", parts.query, ""))
    return Target(written, target.scheme, host, target.port, address)


def next_target(target: Target, location: str) -> str:
    """Where a redirect leads, from its Location header as http.client reads it (Latin-1 for any byte)."""
    try:
        meant = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        meant = location
    try:
        return urljoin(target.url, meant.strip().replace(" ", "%20"))
    except ValueError:
        return meant


def _host(parts: SplitResult, known: Container[str]) -> tuple[str, bool]:
    """The host, and whether it is an IP address."""
    host = (parts.hostname or "").removesuffix(".")
    if len(host) > LONGEST_NAME:  # before IDNA, whose time grows with the square
        raise Refused(host)
    try:
        if parts.netloc.startswith("["):
            if "%" in host or not _BRACKETED.fullmatch(parts.netloc):
                raise Refused(host)
            return IPv6Address(host).compressed, True
        if not host.isascii():
            if _DEVIANT.search(host):
                raise Refused(host)
            host = host.encode("idna").decode("ascii").lower().removesuffix(".")
        if _QUAD.fullmatch(host):
            return str(IPv4Address(host)), True
    except ValueError as error:
        raise Refused(host) from error
    if host not in known and (len(host) > LONGEST_NAME or not _NAME.fullmatch(host)):
        raise Refused(host)
    return host, False
