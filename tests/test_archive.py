"""Copies in the Wayback Machine: answers as the evidence research, section 5, documents them; made by hand."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

import pytest

from grantpages.evidence.answer import Answer, Failure
from grantpages.evidence.archive import AVAILABILITY, SAVE, closest, save, worth_archiving
from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Snapshot

DAY = datetime.date(2025, 3, 5)
PAGE = "https://example.kz/news/1"
POST = "https://www.instagram.com/p/DGzq05tNPl_/"
WEB = "https://web.archive.org/web/"
COPY = f"{WEB}20250307101112/{PAGE}"
OLDER = f"{WEB}20240101000000/{PAGE}"


def _to(location: str, status: int = 302) -> dict[str, Any]:
    return {"status": status, "headers": {"location": location}}


def _body(value: object) -> dict[str, Any]:
    return {"status": 200, "body": json.dumps(value).encode()}


def _closest(url: str, status: str = "200", available: bool = True) -> dict[str, Any]:
    found = {"available": available, "url": url, "timestamp": "20240101000000", "status": status}
    return _body({"url": PAGE, "archived_snapshots": {"closest": found}})


OPEN = {"status": 200, "body": b"<html>"}
NONE = _body({"url": PAGE, "archived_snapshots": {}})
LIMITED = {"status": 429}
NO_ANSWER: dict[str, Any] = {"failure": "timeout"}


class _Wayback:
    """Answers each address from a table and notes what was asked; an address that is not there is a mistake."""

    def __init__(
        self, url: str, redirect: dict[str, Any], available: dict[str, Any], copies: dict[str, dict[str, Any]]
    ) -> None:
        self.asked: list[str] = []
        self._table = {f"{WEB}20250305/{url}": redirect, **copies}
        self._available = available

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, follow: bool = True, http: bool = False
    ) -> Answer:
        self.asked.append(url)
        if url.startswith(AVAILABILITY):
            return Answer(url, url, **self._available)
        assert not follow
        return Answer(url, url, **self._table[url])


# (what it is, the answer to the redirect form, that of the availability service, those of copies, what is found, requests)
FOUND: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, dict[str, Any]], Snapshot | None, int]] = [
    ("a copy", _to(COPY), NONE, {COPY: OPEN}, Snapshot(COPY, datetime.date(2025, 3, 7), "page"), 2),
    ("a copy told by its path", _to(f"/web/20250307101112/{PAGE}"), NONE, {COPY: OPEN}, Snapshot(COPY, datetime.date(2025, 3, 7), "page"), 2),
    ("a copy told by http", _to(COPY.replace("https://web", "http://web"), 301), NONE, {COPY: OPEN}, Snapshot(COPY, datetime.date(2025, 3, 7), "page"), 2),
    ("a copy that moved", _to(COPY), NONE, {COPY: _to(OLDER), OLDER: OPEN}, Snapshot(OLDER, datetime.date(2024, 1, 1), "page"), 3),
    ("no copy", {"status": 404}, _closest(OLDER), {}, None, 1),
    # a wall before the page
    ("a login", _to(f"{WEB}20250307101112/https://www.instagram.com/accounts/login/?next=/p/x/"), NONE, {},
     Snapshot(f"{WEB}20250307101112/https://www.instagram.com/accounts/login/?next=/p/x/", datetime.date(2025, 3, 7), "login"), 1),
    ("a copy that leads to a login", _to(COPY), NONE, {COPY: _to(f"{WEB}20250307101113/https://www.facebook.com/login.php?next=x")},
     Snapshot(f"{WEB}20250307101113/https://www.facebook.com/login.php?next=x", datetime.date(2025, 3, 7), "login"), 2),
    ("a copy that leads to a consent", _to(COPY), NONE, {COPY: _to(f"{WEB}20250307101113/https://consent.youtube.com/m?x")},
     Snapshot(f"{WEB}20250307101113/https://consent.youtube.com/m?x", datetime.date(2025, 3, 7), "login"), 2),
    ("a login in the second answer", LIMITED, _closest(f"{WEB}20240101000000/https://www.facebook.com/login/?next=x"), {},
     Snapshot(f"{WEB}20240101000000/https://www.facebook.com/login/?next=x", datetime.date(2024, 1, 1), "login"), 2),
    ("a copy that leads home", _to(COPY), NONE, {COPY: _to(f"{WEB}20250307101113/https://example.kz/"), f"{WEB}20250307101113/https://example.kz/": OPEN}, None, 3),
    # the first way says nothing
    ("a limit, then a copy", LIMITED, _closest(OLDER), {}, Snapshot(OLDER, datetime.date(2024, 1, 1), "page"), 2),
    ("no answer, then a copy", NO_ANSWER, _closest(OLDER.replace("https://web", "http://web")), {}, Snapshot(OLDER, datetime.date(2024, 1, 1), "page"), 2),
    ("a copy that does not open, then another", _to(COPY), _closest(OLDER), {COPY: {"status": 503}}, Snapshot(OLDER, datetime.date(2024, 1, 1), "page"), 3),
    ("a copy of an error, then none", _to(COPY), NONE, {COPY: {"status": 404}}, None, 3),
    ("copies in a circle", _to(COPY), NONE, {COPY: _to(COPY)}, None, 5),
    ("a redirect to elsewhere", _to("https://archive.org/"), NONE, {}, None, 2),
    ("a redirect to nowhere", {"status": 302}, NONE, {}, None, 2),
    ("a redirect to no address", _to("//["), NONE, {}, None, 2),
    ("a redirect to a copy of no address", _to(f"{WEB}20250307101112/https://[::1"), NONE, {}, None, 2),
    ("a redirect to no day", _to(f"{WEB}20251307101112/{PAGE}"), NONE, {}, None, 2),
    ("nothing, then nothing", LIMITED, NONE, {}, None, 2),
    ("nothing, then a limit", LIMITED, LIMITED, {}, None, 2),
    ("nothing, then no answer", NO_ANSWER, NO_ANSWER, {}, None, 2),
    ("nothing, then a copy of an error", LIMITED, _closest(OLDER, "404"), {}, None, 2),
    ("nothing, then a copy that is away", LIMITED, _closest(OLDER, available=False), {}, None, 2),
    ("nothing, then no JSON", LIMITED, {"status": 200, "body": b"<html>"}, {}, None, 2),
    ("nothing, then other JSON", LIMITED, _body({"archived_snapshots": [1]}), {}, None, 2),
    ("nothing, then a list", LIMITED, _body([]), {}, None, 2),
    ("nothing, then half a JSON", LIMITED, {**_closest(OLDER), "cut": True}, {}, None, 2),
    ("nothing, then another address", LIMITED, _closest("https://example.kz/"), {}, None, 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("redirect", "available", "copies", "expected", "requests"),
    [row[1:] for row in FOUND],
    ids=[row[0] for row in FOUND],
)
def test_the_closest_copy_is_found_and_looked_at(
    redirect: dict[str, Any],
    available: dict[str, Any],
    copies: dict[str, Any],
    expected: Snapshot | None,
    requests: int,
) -> None:
    wayback = _Wayback(PAGE, redirect, available, copies)
    assert closest(PAGE, wayback.get, DAY) == expected
    assert len(wayback.asked) == requests


# (the link as printed, what the archive is asked for)
ASKED = [
    ("https://youtu.be/06e7Avey5Gw?si=x", "https://www.youtube.com/watch?v=06e7Avey5Gw"),
    ("https://www.youtube.com/shorts/06e7Avey5Gw", "https://www.youtube.com/watch?v=06e7Avey5Gw"),
    (" https://example.kz/a?b=1&amp;c=2#d ", "https://example.kz/a?b=1&c=2"),
]


@pytest.mark.parametrize(("printed", "meant"), ASKED)
def test_a_page_is_asked_for_as_the_archive_knows_it(printed: str, meant: str) -> None:
    wayback = _Wayback(meant, {"status": 429}, {"status": 429}, {})
    closest(printed, wayback.get, DAY)
    assert wayback.asked[0] == f"{WEB}20250305/{meant}"
    assert wayback.asked[1].startswith("https://archive.org/wayback/available?url=https%3A%2F%2F")
    assert wayback.asked[1].endswith("&timestamp=20250305")


@pytest.mark.parametrize("printed", ["no link", "https://[::1", "javascript:alert(1)"])
def test_what_is_no_link_is_not_asked_for(printed: str) -> None:
    wayback = _Wayback(printed, OPEN, OPEN, {})
    assert closest(printed, wayback.get, DAY) is None
    assert wayback.asked == []


WORTH = {
    PAGE: True,
    "https://youtu.be/06e7Avey5Gw": True,
    "https://www.youtube.com/shorts/06e7Avey5Gw": True,
    "https://youtu.be/06e7": False,
    "https://www.youtube.com/@Qor": False,
    POST: False,
    "https://www.facebook.com/qor/posts/1": False,
    "https://www.tiktok.com/@qor/video/7234567890123456789": False,
    "https://t.me/Qor/12": False,
    "no link": False,
}


@pytest.mark.parametrize(("url", "worth"), WORTH.items())
def test_only_news_pages_and_videos_are_worth_a_copy(url: str, worth: bool) -> None:
    assert worth_archiving(identify(url)) == worth
    asked: list[str] = []

    def post(to: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        asked.append(to)
        return Answer(to, to, **_body({"url": url, "job_id": "spn2-1"}))

    assert save(url, post, ("a", "b")) == ("submitted" if worth else "unsuitable")
    assert asked == ([SAVE] if worth else [])


def _refusal(reason: str) -> dict[str, Any]:
    return _body({"status": "error", "status_ext": f"error:{reason}", "message": "…"})


SAVED: list[tuple[str, dict[str, Any], str]] = [
    ("taken", _body({"url": PAGE, "job_id": "spn2-a1"}), "submitted"),
    ("taken, and no job", _body({"url": PAGE}), "failed"),
    ("taken, and yet an error", _body({"job_id": "spn2-a1", "status": "error"}), "failed"),
    ("its day is full, with 200", _refusal("too-many-daily-captures"), "limited"),
    ("the session is full", _refusal("user-session-limit"), "limited"),
    ("too many requests", {"status": 429}, "limited"),
    ("put off", {"failure": "deferred"}, "limited"),
    ("blocked", _refusal("blocked-url"), "refused"),
    ("not there", _refusal("not-found"), "refused"),
    ("no such host", _refusal("invalid-host-resolution"), "refused"),
    ("a proxy", _refusal("proxy-error"), "failed"),
    ("an unknown reason", _refusal("something-new"), "failed"),
    ("a wrong key", {"status": 401, "body": b'{"message": "x"}'}, "bad_key"),
    ("forbidden", {"status": 403}, "failed"),
    ("a failure there", {"status": 502}, "failed"),
    ("no answer", NO_ANSWER, "failed"),
    ("a page", {"status": 200, "body": b"<html>"}, "failed"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "expected"), [row[1:] for row in SAVED], ids=[row[0] for row in SAVED])
def test_what_was_taken_is_told_from_what_was_refused(answer: dict[str, Any], expected: str) -> None:
    sent: list[tuple[Mapping[str, str], Mapping[str, str]]] = []

    def post(to: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        sent.append((fields, headers))
        return Answer(to, to, **answer)

    assert (
        save("https://youtu.be/06e7Avey5Gw?si=x" if expected == "submitted" else PAGE, post, ("access", "secret"))
        == expected
    )
    ((fields, headers),) = sent
    assert fields["url"] == ("https://www.youtube.com/watch?v=06e7Avey5Gw" if expected == "submitted" else PAGE)
    assert fields["if_not_archived_within"] == "30d"
    assert headers == {"Accept": "application/json", "Authorization": "LOW access:secret"}


@pytest.mark.parametrize("failure", ["timeout", "tls", "garbled", "forbidden_address"])
def test_a_failure_with_a_status_is_no_copy(failure: Failure) -> None:
    wayback = _Wayback(PAGE, _to(COPY), NONE, {COPY: {"status": 200, "failure": failure}})
    assert closest(PAGE, wayback.get, DAY) is None
