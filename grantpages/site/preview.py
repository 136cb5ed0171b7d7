"""A live preview: mistakes are told above the pages of the last site without any."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from grantpages.site.chrome import with_problems

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A program that serves, as WSGI has it (PEP 3333)."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n?')


def telling(serve: Application, told: Callable[[str], Sequence[str]]) -> Application:
    """The same program, its pages with what is told: lines for the address of a page, none if nothing is wrong.

    The server writes a script of its own into a page, which no policy made beforehand could know: so it has none.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        started: list[Any] = []
        body = serve(environ, lambda *said: started.append(said))
        status, headers = started[0][:2]
        if not any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers):
            start_response(status, headers)
            return body
        page = _POLICY.sub("", _whole(body).decode(), count=1)
        if lines := told(environ["PATH_INFO"]):
            page = with_problems(page, lines)
        shown = page.encode()
        headers = [pair for pair in headers if pair[0].lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(shown)))])
        return [shown]

    return answer


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
