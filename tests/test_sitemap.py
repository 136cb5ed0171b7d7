"""The days in the sitemap: of a record's last change, never of the build."""

import datetime
import re
import subprocess

import pytest
from builtsite import REPOSITORY, VALID, BuiltSite

from grantpages.astana import ZONE
from grantpages.history.records import KINDS, Edit, History, Past
from grantpages.load import load_folder
from grantpages.site.sitemap import last_changes, write_sitemap

ENTRY = re.compile(r"<url><loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?")
RECORD = re.compile(rf"(?:ru/)?((?:{'|'.join(KINDS)})/[a-z0-9-]+/)(?:history/)?")


def _entries(site: BuiltSite) -> dict[str, str]:
    text = (site.root / "sitemap.xml").read_text(encoding="utf-8")
    return {address.removeprefix(site.address): day for address, day in ENTRY.findall(text)}


def test_a_records_pages_have_the_moment_of_a_commit_that_changed_it(real_site: BuiltSite) -> None:
    """The repository is no export and no clone of one commit: CI fetches the whole history, too."""
    entries = {address: day for address, day in _entries(real_site).items() if RECORD.fullmatch(address)}
    assert len(entries) > 20
    for address, day in entries.items():
        kind, id = RECORD.fullmatch(address)[1].strip("/").split("/")
        command = ["git", "log", "--format=%ct", "--", f"data/{kind}/{id}.yml"]
        commits = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split()
        assert str(int(datetime.datetime.fromisoformat(day).timestamp())) in commits, address


def test_without_git_a_record_has_the_last_day_it_names(small_site: BuiltSite) -> None:
    dataset, _ = load_folder(small_site.data)
    assert dataset is not None
    entries = _entries(small_site)
    for id, project in dataset.projects.items():
        days = [event.date for task in project.tasks for part in task.activities for event in part.events if event.date]
        days += [project.grant.contract.date] if project.grant.contract else []
        days += [reply.date for reply in project.replies]
        days += [project.publish_at.date()] if project.publish_at else []
        assert entries[f"projects/{id}/"] == max(days).isoformat()
        assert entries[f"ru/projects/{id}/"] == max(days).isoformat()


def test_no_other_page_has_a_day(site: BuiltSite) -> None:
    """A list changes with what it lists, a page written by hand with its text; neither is known, so nothing is said."""
    others = {address: day for address, day in _entries(site).items() if not RECORD.fullmatch(address)}
    assert {"", "ru/", "projects/", "about/"} <= set(others)
    assert [address for address, day in others.items() if day] == []


AT_NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=ZONE)
LAST = [
    (None, None, "2025-06-01", "2025-06-01"),
    (None, None, "", None),
    (AT_NOON, None, "2025-06-01", "2026-03-05T12:00:00+05:00"),
    (AT_NOON, datetime.datetime(2026, 3, 4, 10), "2025-06-01", "2026-03-05T12:00:00+05:00"),
    (AT_NOON, datetime.datetime(2026, 3, 6, 10), "2025-06-01", "2026-03-06T10:00:00+05:00"),
]


@pytest.mark.parametrize(("edited", "out", "day", "said"), LAST)
def test_the_last_change_is_the_last_commit_or_the_hour_a_record_came_out(
    edited: datetime.datetime | None, out: datetime.datetime | None, day: str, said: str | None
) -> None:
    dataset, _ = load_folder(VALID)
    assert dataset is not None
    id, call = next(iter(dataset.calls.items()))
    vars(dataset)["calls"] = {**dataset.calls, id: call.model_copy(update={"publish_at": out})}
    histories = {("calls", id): History((Edit("c", edited, ()),))} if edited else {}
    assert last_changes(dataset, Past(histories), {("calls", id): day}).get(f"calls/{id}/") == said


def test_the_history_of_a_record_changes_with_it(tmp_path) -> None:
    write_sitemap(tmp_path, "https://x.kz/", ["calls/a/", "calls/a/history/", "calls/"], {"calls/a/": "2026-03-05"})
    found = ENTRY.findall((tmp_path / "sitemap.xml").read_text(encoding="utf-8"))
    assert found[::2] == [
        ("https://x.kz/calls/a/", "2026-03-05"),
        ("https://x.kz/calls/a/history/", "2026-03-05"),
        ("https://x.kz/calls/", ""),
    ]
