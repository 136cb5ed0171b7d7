"""Rules on cited links: for each the cases that must fire and those that must not."""

import datetime
from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task
from grantpages.checks import evidence

# Codes of Instagram name the moment they were minted.
MARCH_5 = "https://www.instagram.com/p/DGzq05tNPl_/"  # 2025-03-05
JULY_10 = "https://www.instagram.com/reel/DL7zdXgs3vG/"  # 2025-07-10
JULY_16 = "https://www.instagram.com/p/DMLbr3nT-nB/"  # 2025-07-16
NOVEMBER_8 = "https://www.instagram.com/p/DQy0N9BDDgs/"  # 2025-11-08
VIDEO = "https://youtu.be/jNQXAC9IVRw"
PAGE = "https://example.kz/news/a-long-name-of-a-page"
FUTURE = "https://www.instagram.com/p/D_zq05tNPl_/"


def works(count: int, kind: str = "items") -> dict[str, Any]:
    return {"figures": [{"kind": kind, "actual": count}]}


ONE = [  # (rule, an activity, the paths inside the project at which it must fire)
    (evidence.link_malformed, activity(VIDEO, PAGE), []),
    (evidence.link_malformed, activity("ht!tp//nothing"), ["evidence.0.url"]),
    (evidence.link_malformed, activity("https://youtu.be/short"), ["evidence.0.url"]),
    (evidence.link_malformed, activity(VIDEO, "https://www.instagram.com/p/abc$/"), ["evidence.1.url"]),
    (evidence.link_unlikely_id, activity(VIDEO), []),
    (evidence.link_unlikely_id, activity("https://youtu.be/jNQXAC9IVRx"), ["evidence.0.url"]),
    (evidence.link_unlikely_id, activity("https://youtu.be/short"), []),
    (evidence.link_stray_tail, activity(PAGE, JULY_10), []),
    (evidence.link_stray_tail, activity(PAGE + "/x"), ["evidence.0.url"]),
    (evidence.link_stray_tail, activity("https://example.kz/a/b"), []),
    (evidence.link_private, activity(VIDEO, "https://t.me/channel/5"), []),
    (evidence.link_private, activity("https://t.me/c/1234/5"), ["evidence.0.url"]),
    (evidence.link_private, activity("https://t.me/+AbCdEf"), ["evidence.0.url"]),
    (evidence.link_truncated, activity(JULY_10 + "?igsh=MTBtMWhw", JULY_16 + "?igsh=MTBt"), []),
    (evidence.link_truncated, activity(JULY_10 + "?igsh="), ["evidence.0.url"]),
    (evidence.link_truncated, activity(JULY_10 + "?igsh=MTBt", JULY_10 + "?igsh=MTBtMWhw"), ["evidence.0.url"]),
    (evidence.link_share, activity("https://www.facebook.com/reel/123456789012345"), []),
    (evidence.link_share, activity("https://www.facebook.com/share/v/1BDc5hAFNU/"), ["evidence.0.url"]),
    (evidence.link_share, activity("https://fb.watch/abcdef/"), ["evidence.0.url"]),
    (evidence.link_profile, activity(JULY_10, VIDEO), []),
    (evidence.link_profile, activity("https://www.instagram.com/eco.fondast/"), ["evidence.0.url"]),
    (evidence.link_profile, activity("https://www.youtube.com/@somebody"), ["evidence.0.url"]),
    (evidence.link_twice, activity(JULY_10, JULY_16), []),
    (evidence.link_twice, activity(JULY_10, JULY_10 + "?igsh=x", JULY_10), ["evidence.1.url", "evidence.2.url"]),
    (evidence.link_twice, activity(VIDEO, "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=5"), ["evidence.1.url"]),
    (evidence.link_before_activity, activity(JULY_10, days=["2025-07-10"]), []),
    (evidence.link_before_activity, activity(JULY_10, days=["2025-07-11"]), []),  # a day's slack
    (evidence.link_before_activity, activity(JULY_10, days=["2025-07-12", "2025-09-01"]), ["evidence.0.url"]),
    (evidence.link_before_activity, activity(JULY_10, days=["2025-06-01", "2025-09-01"]), []),
    (evidence.link_before_activity, activity(JULY_10), []),
    (evidence.link_before_activity, activity(VIDEO, days=["2025-07-12"]), []),
    (evidence.link_outside_period, activity(JULY_10, NOVEMBER_8, VIDEO), []),
    (evidence.link_outside_period, activity(MARCH_5), ["evidence.0.url"]),
    (evidence.link_in_future, activity(NOVEMBER_8), []),
    (evidence.link_in_future, activity(FUTURE), ["evidence.0.url"]),
    (evidence.activity_without_evidence, activity(VIDEO), []),
    (evidence.activity_without_evidence, activity(), [""]),
    (evidence.fewer_links_than_claimed, activity(VIDEO, **works(1)), []),
    (evidence.fewer_links_than_claimed, activity(VIDEO, **works(2)), ["figures.0.actual"]),
    (evidence.fewer_links_than_claimed, activity(VIDEO, VIDEO, **works(2, "publications")), ["figures.0.actual"]),
    (evidence.fewer_links_than_claimed, activity(**works(5)), []),  # the missing evidence is said elsewhere
    (evidence.fewer_links_than_claimed, activity(VIDEO, **works(5, "events")), []),
]


@pytest.mark.parametrize(
    ("rule", "one", "paths"), ONE, ids=[f"{row[0].code}-{number}" for number, row in enumerate(ONE)]
)
def test_a_rule_fires_where_it_must_and_nowhere_else(rule: Any, one: dict[str, Any], paths: list[str]) -> None:
    fired = [
        finding.field.removeprefix("tasks.0.activities.0").strip(".")
        for finding in findings(rule, dataset(project(task(one))))
    ]
    assert fired == paths


CLOSING = task(activity(days=["2025-09-22"]), kind="closing")
WHOLE = [
    (evidence.link_in_several, project(task(activity(VIDEO), activity(PAGE))), []),
    (evidence.link_in_several, project(task(activity(VIDEO), activity(PAGE, VIDEO))), ["tasks.0.activities.1.evidence.1.url"]),
    (evidence.link_in_several, project(task(activity(VIDEO, VIDEO))), []),
    (evidence.link_after_closing, project(task(activity(NOVEMBER_8)), CLOSING), ["tasks.0.activities.0.evidence.0.url"]),
    (evidence.link_after_closing, project(task(activity(NOVEMBER_8, NOVEMBER_8)), CLOSING), ["tasks.0.activities.0.evidence.0.url"]),
    (evidence.link_after_closing, project(task(activity(NOVEMBER_8, days=["2025-10-24"])), CLOSING), []),
    (evidence.link_after_closing, project(task(activity(JULY_10)), CLOSING), []),
    (evidence.link_after_closing, project(task(activity(NOVEMBER_8))), []),
    (evidence.link_after_closing, project(task(activity(NOVEMBER_8), kind="information"), CLOSING), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "one", "fields"), WHOLE)
def test_a_rule_on_the_whole_project(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(one))] == fields


@pytest.mark.parametrize(
    ("signed", "fires"), [(None, False), ("2025-12-25", False), ("2025-11-07", False), ("2025-11-06", True)]
)
def test_no_post_is_younger_than_the_signed_report(signed: str | None, fires: bool) -> None:
    data = dataset(project(task(activity(NOVEMBER_8))), signed=signed)
    assert bool(findings(evidence.link_after_report, data)) == fires


@pytest.mark.parametrize(
    ("url", "tail", "malformed"), [(PAGE, False, False), (PAGE + "/x", True, False), ("no-address", False, True)]
)
def test_the_links_of_an_announcement(url: str, tail: bool, malformed: bool) -> None:
    data = dataset(competition=call(url))
    assert bool(findings(evidence.announcement_stray_tail, data)) == tail
    assert bool(findings(evidence.announcement_malformed, data)) == malformed


def test_the_day_of_the_audit_is_the_day_that_is_given() -> None:
    data = dataset(project(task(activity(NOVEMBER_8))))
    assert findings(evidence.link_in_future, data, datetime.date(2025, 11, 6))
    assert not findings(evidence.link_in_future, data, datetime.date(2025, 11, 7))
