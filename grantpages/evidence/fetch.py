"""Asks one address, guarded, and says what came of it.

Every hop of a redirect is read strictly (target.py), its host resolved once and each of its
addresses checked (forbidden.py); the connection is made to a checked address (guard.py). Nothing
is sent that says who asks beyond the User-Agent; proxies and files of passwords are not looked at.
"""

import math
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from http.client import IncompleteRead
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from grantpages.evidence import question
from grantpages.evidence.answer import Answer, Failure
from grantpages.evidence.body import Body
from grantpages.evidence.channels import Channels
from grantpages.evidence.failure import Stopped, failure_of, retry_after
from grantpages.evidence.forbidden import is_forbidden
from grantpages.evidence.guard import (
    Clock,
    Limits,
    Resolve,
    Route,
    TooMuch,
    resolve_within,
    secure_context,
    system_resolve,
)
from grantpages.evidence.response import Response
from grantpages.evidence.target import PORTS, Target, next_target, read_target

if TYPE_CHECKING:
    from grantpages.evidence.prepared import Cookies

MOVED = frozenset((301, 302, 303, 307, 308))
SECRETS = frozenset(("authorization", "cookie", "proxy-authorization", "host"))
HEADERS_ROOM = 256 * 1024  # bytes of status line, headers and framing, beyond the body


@dataclass(frozen=True)
class Settings:
    """How to ask. user_agent: honest, with a contact address. deadline: seconds for a link in all, redirects too.

    max_body: bytes, unpacked. base_url_map: host → server that plays it (`http://127.0.0.1:8000`,
    or https), an IP address and a port; such a server is exempt from the table of networks, since the person
    who runs this named it. ca_file: certificates to trust instead of certifi's.
    """

    user_agent: str
    accept_language: str = "en"
    https_only: bool = True
    max_redirects: int = 5
    deadline: float = 10.0
    max_body: int = 256 * 1024
    base_url_map: Mapping[str, str] = field(default_factory=dict)
    ca_file: str | None = None


class Fetcher:
    """Asks addresses; one serves any number of threads. Raises ValueError for settings that cannot be."""

    def __init__(self, settings: Settings, *, clock: Clock, resolve: Resolve = system_resolve) -> None:
        self._settings = settings
        self._clock = clock
        self._resolve = resolve
        self._channels = Channels()
        self._headers = lru_cache(maxsize=64)(self._written_headers)
        self._played = {host.lower(): _played(server) for host, server in settings.base_url_map.items()}

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made when the first secure address is asked: the certificates take time and memory."""
        import certifi

        return secure_context(self._settings.ca_file or certifi.where())

    def close(self) -> None:
        """Close the connections that were kept."""
        self._channels.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        follow: bool = True,
        http: bool = False,
        within: float = math.inf,
    ) -> Answer:
        """Ask `url`; never raises. http: whether plain http may be asked, here and where redirects lead.

        within: seconds, where less than the deadline is left for the link.

        Only ports 80 and 443 are asked (any other is `forbidden_address`). Cookies live as long
        as the call. Headers that would log in are left out.
        """
        kept = {name: value for name, value in (headers or {}).items() if name.lower() not in SECRETS}
        return self._chased(_Call(self._until(within), kept, http=http), url, follow=follow)

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Send a form over https, with the headers as they are; never raises, follows no redirect."""
        return self._chased(_Call(self._until(), headers, data), url, follow=False)

    def _until(self, within: float = math.inf) -> float:
        return self._clock() + min(within, self._settings.deadline)

    def _chased(self, call: "_Call", url: str, *, follow: bool) -> Answer:
        answer, seen = Answer(url, url), set[tuple[str, str]]()
        hops: tuple[str, ...] = ()
        while True:
            try:
                target = self._allowed(call, url)
                route = self._route(call, target)
                cookie = call.cookies.sent_to(target) if call.cookies else ""
                if (target.url, cookie) in seen or len(hops) > self._settings.max_redirects:
                    return replace(answer, failure="redirects", hops=hops)
                seen.add((target.url, cookie))
                hops = (*hops, target.url)
                asked = self._question(call, target, cookie)
                answer, location = self._exchanged(call, _Hop(answer.asked, target, hops), asked, route)
            except Exception as error:  # never raises: whatever a server makes http.client stumble over included
                return replace(answer, failure=failure_of(error), hops=hops)
            if answer.failure or not follow or location is None:
                return answer
            url = next_target(target, location)

    def _allowed(self, call: "_Call", url: str) -> Target:
        target = read_target(url, self._played)
        if target.scheme == "http" and self._settings.https_only and not call.http:
            raise Stopped("insecure_scheme")
        if target.port not in PORTS.values() and target.host not in self._played:
            raise Stopped("forbidden_address")
        return target

    def _route(self, call: "_Call", target: Target) -> Route:
        limits = Limits(self._clock, call.until, self._settings.max_body + HEADERS_ROOM)
        if played := self._played.get(target.host):
            return Route((played.host,), played.port, self._tls if played.scheme == "https" else None, limits)
        addresses = (target.host,) if target.address else resolve_within(self._resolve, target.host, limits.left())
        if any(is_forbidden(address) for address in addresses):
            raise Stopped("forbidden_address")
        return Route(addresses, target.port, self._tls if target.scheme == "https" else None, limits)

    def _question(self, call: "_Call", target: Target, cookie: str) -> bytes:
        """What all requests of a platform have in common is written once."""
        headers = self._headers(tuple(call.headers.items()))
        if call.data is None:
            return question.get(target, headers, cookie)
        return question.post(target, headers, call.data, cookie)

    def _written_headers(self, named: tuple[tuple[str, str], ...]) -> bytes:
        usual = {
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": self._settings.accept_language,
        }
        asked = {name.lower() for name, _ in named}
        kept = {name: value for name, value in usual.items() if name.lower() not in asked}
        return question.written({**kept, **dict(named), "Accept-Encoding": "gzip, deflate"})

    def _exchanged(self, call: "_Call", hop: "_Hop", asked: bytes, route: Route) -> tuple[Answer, str | None]:
        """The answer of one hop, and where it redirects to; raises whatever goes wrong before the headers are whole."""
        channel = self._channels.take(hop.target.host, route, new=call.data is not None)
        keeps = False
        try:
            with channel.ask(asked) as response:
                headers = response.named
                if "set-cookie" in headers:
                    call.take_cookies(hop.target, response)
                location = headers.get("location") if response.status in MOVED else None
                # A redirect's own body says nothing, and may be as long or as slow as its server likes.
                body, failure = self._body(response, headers) if location is None else (Body(0), None)
                keeps = failure is None and not body.cut and channel.may_be_kept(response)
        finally:
            self._channels.give_back(channel) if keeps else channel.close()
        return Answer(
            hop.asked, hop.target.url, response.status, headers, body.content, body.cut,
            hop.all, retry_after(headers), failure,
        ), location  # fmt: skip

    def _body(self, response: Response, headers: Mapping[str, str]) -> tuple[Body, Failure | None]:
        body = Body(self._settings.max_body)
        try:
            body.read(response, headers.get("content-encoding", ""))
            if response.length and not body.cut:
                raise IncompleteRead(b"", response.length)
        except TooMuch:
            body.cut = True
        except Exception as error:
            return body, failure_of(error)
        return body, None


class _Hop(NamedTuple):
    """asked: the address as given. all: every address asked, this one is the last."""

    asked: str
    target: Target
    all: tuple[str, ...]


@dataclass(slots=True)
class _Call:
    """What holds for all the hops of one call; until: when the link's time is over."""

    until: float
    headers: Mapping[str, str]
    data: Mapping[str, str] | None = None
    http: bool = False
    cookies: "Cookies | None" = None

    def take_cookies(self, target: Target, response: Response) -> None:
        from grantpages.evidence.prepared import Cookies  # weighs more than a run without cookies

        self.cookies = self.cookies or Cookies()
        self.cookies.take(target, response)


def _played(server: str) -> Target:
    target = read_target(server)
    if not target.address or urlsplit(server).path not in ("", "/") or urlsplit(server).query:
        raise ValueError(f"not http://ADDRESS:PORT: {server}")
    return target
