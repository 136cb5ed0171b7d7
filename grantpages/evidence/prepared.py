"""What requests knows better: an address with odd letters, and cookies.

Loaded when the first of them comes: requests weighs 12 MiB, a run without it 35.
"""

from dataclasses import dataclass
from http.client import HTTPMessage

from requests import PreparedRequest  # noqa: TID251 - it prepares, and opens no socket
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar, get_cookie_header  # noqa: TID251
from requests.exceptions import InvalidURL  # noqa: TID251

from grantpages.evidence.response import Response
from grantpages.evidence.target import Refused, Target


def path_of(target: Target) -> str:
    """The path and the query as they are sent, ASCII. Raises Refused."""
    return _request(target).path_url


class Cookies:
    """The cookies of one call."""

    def __init__(self) -> None:
        self._jar = RequestsCookieJar()

    def take(self, target: Target, response: Response) -> None:
        """Keep those that an answer sets, as far as its host may."""
        extract_cookies_to_jar(self._jar, _request(target), _Answered(_Original(response.message())))

    def sent_to(self, target: Target) -> str:
        """The header Cookie, empty where there is none for this address."""
        return get_cookie_header(self._jar, _request(target)) or ""


@dataclass(frozen=True, slots=True)
class _Original:
    msg: HTTPMessage


@dataclass(frozen=True, slots=True)
class _Answered:
    """A response as requests looks at it for cookies."""

    _original_response: _Original


def _request(target: Target) -> PreparedRequest:
    request = PreparedRequest()
    request.prepare_headers({"Host": target.authority})
    try:
        request.prepare_url(target.url, None)
    except InvalidURL as error:
        raise Refused(target.url) from error
    return request
