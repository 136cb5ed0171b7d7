"""A live preview tells of mistakes above the pages of the last site without any."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from grantpages.site.chrome import with_problems

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A program that serves, as WSGI has it (PEP 3333)."""


def telling(serve: Application, told: Callable[[str], Sequence[str]]) -> Application:
    """The same program, its pages with what is told: lines for the address of a page, none if nothing is wrong."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        lines = told(environ["PATH_INFO"])
        if not lines:
            return serve(environ, start_response)
        started: list[Any] = []
        body = _whole(serve(environ, lambda *said: started.append(said)))
        status, headers = started[0][:2]
        if any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers):
            body = with_problems(body.decode(), lines).encode()
            headers = [pair for pair in headers if pair[0].lower() != "content-length"]
            headers.append(("Content-Length", str(len(body))))
        start_response(status, headers)
        return [body]

    return answer


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
