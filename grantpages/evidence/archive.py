"""Copies of cited pages in the Wayback Machine: the closest one there is, or asking for a new one.

Only the address of a copy is an archive; a request that was taken is not. What is found is a copy
of a login page often enough to be looked at twice. Requests and answers: the evidence research, section 5.
"""

import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import urldefrag, urlencode, urlsplit

from grantpages.evidence.answer import Answer
from grantpages.evidence.identity import Identity, identify
from grantpages.evidence.ledger import Snapshot

Get = Callable[..., Answer]
"""`get(url, *, follow=False)`, as of the fetcher; never raises."""
Post = Callable[[str, Mapping[str, str], Mapping[str, str]], Answer]
"""`post(url, fields, headers)`; never raises."""
Submission = Literal["submitted", "limited", "refused", "bad_key", "failed", "unsuitable"]
"""What came of asking for a copy. `submitted`: taken, no copy yet. `limited`: not today. `refused`:
not this page. `bad_key`: the key is not known. `failed`: no clear answer. `unsuitable`: not asked."""

WAYBACK = "https://web.archive.org/web/"
AVAILABILITY = "https://archive.org/wayback/available?"
"""Asks the Wayback Machine for the copy of an address that is nearest to a moment; answers in JSON."""
SAVE = "https://web.archive.org/save"
"""Where the archive is asked for a new copy (Save Page Now)."""
COPY = re.compile(r"(?:https?://web\.archive\.org)?/web/([0-9]{14})(?:[a-z]{2}_)?/(\S+)")
WALL = re.compile(r"/(accounts/)?(login|challenge|checkpoint)(\.php)?(/|$)", re.IGNORECASE)
MOST_HOPS = 3
# What the archive answers with status 200 where it refuses.
QUOTAS = frozenset((
    "too-many-daily-captures", "too-many-requests", "user-session-limit", "host-session-limit",
    "bandwidth-limit-exceeded",
))  # fmt: skip
PERMANENT = frozenset((
    "blocked", "blocked-url", "blocked-client-ip", "no-access", "not-found", "invalid-url-syntax",
    "invalid-host-resolution", "filesize-limit",
))  # fmt: skip


def worth_archiving(identity: Identity) -> bool:
    """Whether a copy can show the page: news pages and YouTube's videos; of other networks it shows a login."""
    if identity.platform == "youtube":
        return identity.kind in ("video", "short", "live") and "bad-id" not in identity.doubts
    return identity.platform == "web" and identity.kind == "page"


def closest(url: str, get: Get, day: datetime.date) -> Snapshot | None:
    """The copy of `url` taken closest to `day`; None says that none was found, not that there is none.

    The redirect is asked first: the availability service often knows of nothing.
    """
    if not identify(url).key:
        return None
    meant = _address(url)
    answer = get(f"{WAYBACK}{day:%Y%m%d}/{meant}", follow=False)
    if answer.failure is None and answer.status == 404:
        return None
    copy = _opened(answer, get) or _available(meant, get, day)
    return None if copy and copy.kind == "page" and _is_home(copy.url) and not _is_home(meant) else copy


def save(url: str, post: Post, key: tuple[str, str]) -> Submission:
    """Ask for a copy of `url`, unless there is one of the last 30 days. key: the archive's access and secret keys."""
    if not worth_archiving(identify(url)):
        return "unsuitable"
    headers = {"Accept": "application/json", "Authorization": f"LOW {key[0]}:{key[1]}"}
    fields = {"url": _address(url), "if_not_archived_within": "30d", "skip_first_archive": "1"}
    answer = post(SAVE, fields, headers)
    if answer.status == 401:
        return "bad_key"
    if answer.status == 429 or answer.failure == "deferred":
        return "limited"
    said = _json(answer) if answer.status == 200 else {}
    if said.get("job_id") and said.get("status") != "error":
        return "submitted"
    reason = str(said.get("status_ext", "")).removeprefix("error:")
    return "limited" if reason in QUOTAS else "refused" if reason in PERMANENT else "failed"


def _address(url: str) -> str:
    """The spelling under which an archive knows a page."""
    identity = identify(url)
    if identity.platform == "youtube" and identity.key.startswith("yt:video:"):
        return f"https://www.youtube.com/watch?v={identity.key.removeprefix('yt:video:')}"
    return urldefrag(identity.url).url


def _is_home(url: str) -> bool:
    """Whether an address, or what a copy is of, is a site's first page: there many sites send for a lost one."""
    copied = COPY.fullmatch(url)
    return urlsplit(copied[2] if copied else url).path in ("", "/")


def _opened(answer: Answer, get: Get) -> Snapshot | None:
    """The copy that a redirect names, once it has been opened: a copy may itself lead on to a login."""
    copy = None
    for _ in range(MOST_HOPS):
        if answer.failure or answer.status not in (301, 302, 303, 307, 308):
            break
        copy = _snapshot(answer.headers.get("location", ""))
        if copy is None or copy.kind == "login":
            return copy
        answer = get(copy.url, follow=False)
    return copy if copy and answer.failure is None and answer.status == 200 else None


def _available(url: str, get: Get, day: datetime.date) -> Snapshot | None:
    """The copy that the availability service names; it says with which status the page was copied."""
    said = _json(get(AVAILABILITY + urlencode({"url": url, "timestamp": f"{day:%Y%m%d}"})))
    found = _mapping(_mapping(said.get("archived_snapshots")).get("closest"))
    if found.get("available") is not True or str(found.get("status")) != "200":
        return None
    return _snapshot(str(found.get("url", "")))


def _snapshot(url: str) -> Snapshot | None:
    """The copy at an address of the archive: when it was taken, and whether of a wall before the page."""
    match = COPY.fullmatch(url)
    if match is None:
        return None
    stamp, original = match.groups()
    try:
        taken = datetime.datetime.strptime(stamp, "%Y%m%d%H%M%S").date()
        parts = urlsplit(original)
    except ValueError:
        return None
    walled = bool(WALL.search(parts.path)) or (parts.hostname or "").startswith("consent.")
    return Snapshot(f"{WAYBACK}{stamp}/{original}", taken, "login" if walled else "page")


def _json(answer: Answer) -> dict[str, Any]:
    """The object in a whole answer of status 200; empty where there is none."""
    if answer.failure or answer.cut or answer.status != 200:
        return {}
    try:
        return _mapping(json.loads(answer.body))
    except (ValueError, RecursionError):
        return {}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
