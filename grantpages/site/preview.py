"""A live preview: mistakes are told above the pages of the last site without any, and an edited record costs no more
than what shows it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
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


def stamp(*places: Path) -> frozenset[tuple[str, int, int]]:
    """By what it is seen that nothing in some files and folders has changed: names, sizes, times of writing."""
    files = (path for place in places for path in (place.rglob("*") if place.is_dir() else (place,)))
    seen = ((path, path.stat()) for path in files if path.suffix != ".pyc" and path.is_file())
    return frozenset((str(path), status.st_size, status.st_mtime_ns) for path, status in seen)


def files_in(site: Path) -> frozenset[Path]:
    """Every file of a site."""
    return frozenset(path for path in site.rglob("*") if path.is_file())


def clear(site: Path, own: Collection[Path]) -> None:
    """Remove what was poured: every file of a site that is not among MkDocs' own, but for names with a dot."""
    for path in files_in(site).difference(own):
        if not path.relative_to(site).parts[0].startswith("."):
            path.unlink()
