"""What one answer shows without any sign: its failure, what kind of file it is, where it led."""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from grantpages.evidence.answer import Answer
from grantpages.evidence.markup import Page
from grantpages.evidence.naming import HOSTS, TRACKING, host_of

# How a file of each type begins: the registrations of the media types.
MAGIC: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/zip": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument": (b"PK\x03\x04",),
    "application/msword": (b"\xd0\xcf\x11\xe0",),
    "application/vnd.ms-excel": (b"\xd0\xcf\x11\xe0",),
}
LEAST_TEXT = 40
"""Letters a reader must see, the title left out, for a page to be more than a shell."""
ROOTS = re.compile(r"(index|default|home|main)(\.\w{1,5})?|kk|kz|qaz|ru|rus|en|eng", re.IGNORECASE)


def facts_of(answer: Answer, page: Page) -> frozenset[str]:
    """The failure's name; `html`, `file`, `shell`; `as-asked`, `led-to-root`, `-section`, `-elsewhere`; `at-once`.

    at-once: what went wrong did so at the address asked, before any answer of another.
    """
    found: set[str] = {answer.failure} if answer.failure else _form(answer, page)
    if answer.failure and answer.status is None and answer.asked == answer.url:
        found.add("at-once")
    if answer.asked == answer.url:  # of most answers; the rest compares addresses part by part
        return frozenset(found | {"as-asked"})
    return frozenset(found | _landing(parts_of(answer.asked), parts_of(answer.url)))


def parts_of(url: str) -> SplitResult:
    """The parts of an address; empty ones where it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname
    except ValueError:
        return urlsplit("")
    return parts


def _form(answer: Answer, page: Page) -> set[str]:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if (
        kind in ("text/html", "application/xhtml+xml")
        or not kind
        and re.match(rb"\s*<(!doctype|html)", answer.body, re.I)
    ):
        return {"html", "shell"} if len(page.text) < LEAST_TEXT else {"html"}
    starts = next((magic for name, magic in MAGIC.items() if kind.startswith(name)), ())
    return {"file"} if starts and answer.body.startswith(starts) else set()


def _landing(asked: SplitResult, final: SplitResult) -> set[str]:
    """How the place that answered stands to the place asked. A root asked leads nowhere else by its path."""
    found: set[str] = set()
    if _steps(asked) == _steps(final) and _query(asked) == _query(final) and _related(asked, final):
        return {"as-asked"}
    same_path = _steps(asked) == _steps(final) != []
    if not _related(asked, final) and not same_path or host_of(final) in HOSTS:
        found.add("led-elsewhere")
    if not is_root(asked) and is_root(final):
        found.add("led-to-root")
    elif len(_steps(final)) < len(_steps(asked)) and _steps(asked)[: len(_steps(final))] == _steps(final):
        found.add("led-to-section")
    return found


def is_root(parts: SplitResult) -> bool:
    """Whether an address is a site's front page, of one language perhaps."""
    steps = _steps(parts)
    return not _query(parts) and (not steps or len(steps) == 1 and bool(ROOTS.fullmatch(steps[0])))


def _steps(parts: SplitResult) -> list[str]:
    return [step for step in parts.path.split("/") if step]


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    return sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0]))


def _related(one: SplitResult, other: SplitResult) -> bool:
    """Whether two hosts are one site: the same name, or one a part of the other, `www.` and `m.` aside."""
    first, second = (re.sub(r"^(www|m)\.", "", parts.hostname or "") for parts in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")
