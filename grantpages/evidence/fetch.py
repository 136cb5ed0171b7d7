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
from http.client import HTTPResponse, IncompleteRead
from urllib.parse import urlsplit

from requests import PreparedRequest, Request  # noqa: TID251 - this is the module
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar  # noqa: TID251
from requests.utils import DEFAULT_CA_BUNDLE_PATH  # noqa: TID251

from grantpages.evidence.answer import Answer, Failure
from grantpages.evidence.body import Body, Garbled
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
from grantpages.evidence.target import PORTS, Target, next_target, read_target

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
        self._template = lru_cache(maxsize=64)(self._made_template)
        self._played = {host.lower(): _played(server) for host, server in settings.base_url_map.items()}

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made when the first secure address is asked: the certificates take time and memory."""
        return secure_context(self._settings.ca_file or DEFAULT_CA_BUNDLE_PATH)

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
        return self._chased(_Call(self._limits(within), kept, http=http), url, follow=follow)

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Send a form over https, with the headers as they are; never raises, follows no redirect."""
        return self._chased(_Call(self._limits(), dict(headers), dict(data)), url, follow=False)

    def _limits(self, within: float = math.inf) -> Limits:
        return Limits(self._clock, self._clock() + min(within, self._settings.deadline), 0)

    def _chased(self, call: "_Call", url: str, *, follow: bool) -> Answer:
        answer, seen = Answer(url, url), set[tuple[str, str]]()
        while True:
            try:
                target = self._allowed(call, url)
                route = self._route(call, target)
                request = self._prepared(call, target)
                step = (target.url, str(request.headers.get("Cookie", "")))
                if step in seen or len(answer.hops) > self._settings.max_redirects:
                    return replace(answer, failure="redirects")
                seen.add(step)
                answer = replace(answer, hops=(*answer.hops, target.url))
                answer, location = self._exchanged(call, answer, target, request, route)
            except Exception as error:  # never raises: whatever a server makes http.client stumble over included
                return replace(answer, failure=failure_of(error))
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
        limits = replace(call.limits, room=self._settings.max_body + HEADERS_ROOM)
        if played := self._played.get(target.host):
            return Route((played.host,), played.port, self._tls if played.scheme == "https" else None, limits)
        addresses = (target.host,) if target.address else resolve_within(self._resolve, target.host, call.limits.left())
        if any(is_forbidden(address) for address in addresses):
            raise Stopped("forbidden_address")
        return Route(addresses, target.port, self._tls if target.scheme == "https" else None, limits)

    def _prepared(self, call: "_Call", target: Target) -> PreparedRequest:
        """The address is written by requests; what all requests of a platform have in common is prepared once."""
        request: PreparedRequest = self._template(tuple(call.headers.items())).copy()
        request.headers["Host"] = target.authority
        request.prepare_url(target.url, None)
        if call.data is not None:
            request.method = "POST"
            request.prepare_body(call.data, None)
        if len(call.cookies):
            request.prepare_cookies(call.cookies)
        return request

    def _made_template(self, named: tuple[tuple[str, str], ...]) -> PreparedRequest:
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": self._settings.accept_language,
            **dict(named),
            "Accept-Encoding": "gzip, deflate",
        }
        return Request("GET", "https://example.invalid/", headers).prepare()

    def _exchanged(
        self, call: "_Call", answer: Answer, target: Target, request: PreparedRequest, route: Route
    ) -> tuple[Answer, str | None]:
        """The answer of one hop, and where it redirects to; raises whatever goes wrong before the headers are whole."""
        channel = self._channels.take(target.host, route, new=call.data is not None)
        keeps = False
        try:
            with channel.ask(request) as response:
                headers = _headers_of(response)
                if "set-cookie" in headers:
                    extract_cookies_to_jar(call.cookies, request, _Original(response))
                location = headers.get("location") if response.status in MOVED else None
                # A redirect's own body says nothing, and may be as long or as slow as its server likes.
                body, failure = self._body(response, headers) if location is None else (Body(0), None)
                keeps = failure is None and not body.cut and channel.may_be_kept(response)
        finally:
            self._channels.give_back(channel) if keeps else channel.close()
        return Answer(
            answer.asked, target.url, response.status, headers, body.content, body.cut,
            answer.hops, retry_after(headers), failure,
        ), location  # fmt: skip

    def _body(self, response: HTTPResponse, headers: Mapping[str, str]) -> tuple[Body, Failure | None]:
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


def _headers_of(response: HTTPResponse) -> dict[str, str]:
    """Names in lower case; what stands twice is joined (RFC 9110, 5.3). Raises Garbled for two lengths (8.6)."""
    headers: dict[str, str] = {}
    for name, value in response.headers.items():
        known = headers.get(name := name.lower())
        headers[name] = value if known is None else f"{known}, {value}"
    lengths = headers.get("content-length", "").split(",")
    if len({length.strip() for length in lengths}) > 1 and not response.chunked:
        raise Garbled("two lengths")
    return headers


@dataclass(frozen=True, slots=True)
class _Original:
    """A response as requests looks at it for cookies."""

    _original_response: HTTPResponse


@dataclass(frozen=True, slots=True)
class _Call:
    """What holds for all the hops of one call; the limits' `until` is the link's."""

    limits: Limits
    headers: Mapping[str, str]
    data: Mapping[str, str] | None = None
    http: bool = False
    cookies: RequestsCookieJar = field(default_factory=RequestsCookieJar)


def _played(server: str) -> Target:
    target = read_target(server)
    if not target.address or urlsplit(server).path not in ("", "/") or urlsplit(server).query:
        raise ValueError(f"not http://ADDRESS:PORT: {server}")
    return target
