"""The audit's frame: every rule has its words, findings get their lines, the real report's faults are found."""

import datetime
import re
from collections import Counter
from dataclasses import replace
from string import Formatter

import pytest
from builtsite import REAL

from grantpages.checks import replies
from grantpages.checks.audit import RULES, audit
from grantpages.checks.catalogue import catalogue, message_of
from grantpages.checks.locate import located
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES

DAY = datetime.date(2026, 11, 24)
PARTS = ("title", "message", "meaning", "source", "remedy")


@pytest.fixture(scope="module")
def real() -> tuple:
    dataset, _ = load_folder(REAL)
    assert dataset
    return dataset, list(audit(dataset, DAY))


def test_every_rule_has_one_entry_and_every_entry_a_rule() -> None:
    codes = [rule.code for rule in RULES]
    assert sorted([*codes, replies.CODE]) == sorted(catalogue())  # replies are compared after all rules
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_explained_in_both_languages(rule) -> None:
    entry = catalogue()[rule.code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert rule.find.__doc__
    for part in PARTS:
        said = getattr(entry, part)
        assert re.search("[а-я]", said.ru)
        assert re.search("[а-яәғқңөұүһі]", said.kk)
        assert not re.search("[әғқңөұүһі]", said.ru), said.ru
        assert "ё" not in said.ru
    names = [
        {name for _, name, _, _ in Formatter().parse(getattr(entry.message, language)) if name}
        for language in LANGUAGES
    ]
    assert names[0] == names[1]


def test_the_real_report_speaks_for_itself(real: tuple) -> None:
    counted = Counter(finding.code for finding in real[1])
    assert counted == {
        "account-of-another-topic": 1,
        "announcement-stray-tail": 2,
        "activity-without-evidence": 11,
        "fewer-links-than-claimed": 6,
        "group-not-as-in-table": 4,
        "paragraph-of-another-activity": 1,
        "quotes-not-closed": 1,
        "same-percentage": 2,
        "small-cell": 2,
        "unsupported-figure": 5,
        "link-after-closing": 2,
        "link-profile": 1,
        "link-share": 4,
        "link-truncated": 2,
        "link-twice": 4,
        "link-unlikely-id": 1,
        "no-deviation-claimed": 1,
        "plan-by-another-measure": 1,
        "plan-exceeded": 2,
        "plan-surpassed": 3,
        "plan-without-actual": 2,
        "experts-named": 1,
        "made-and-published": 1,
        "title-and-activities": 1,
        "organization-name-spelling": 4,
        "project-name-spelling": 1,
        "project-second-name": 2,
        "direction-wording": 1,
        "funder-kind": 1,
        "report-funder-kind": 1,
        "sphere-spelling": 1,
        "closing-date-not-given": 1,
        "closing-hour-not-given": 1,
        "dates-not-given": 2,
        "forms-not-given": 2,
        "notice-date-not-given": 1,
        "partners-total-not-given": 1,
        "places-not-given": 2,
        "signed-date-not-given": 1,
        "place-outside-territory": 1,
        "children-none": 1,
        "closing-before-events": 1,
        "event-outside-printed-period": 1,
        "number-printed-twice": 2,
        "older-over-ages": 1,
        "participants-age-sum": 1,
        "period-printed-twice": 1,
        "period-year-missing": 1,
        "report-contracts-sum": 1,
        "staff-over-table": 1,
    }


def test_every_message_is_filled_in_both_languages(real: tuple) -> None:
    for finding in real[1]:
        for said in message_of(finding):
            assert "{" not in said


def test_a_finding_stands_at_its_line(real: tuple) -> None:
    dataset, findings = real
    problems = located(findings, dataset, REAL, "data")
    assert len(problems) == len(findings)
    assert problems == sorted(problems)
    for problem in problems:
        line = (REAL / problem.file.removeprefix("data/")).read_text(encoding="utf-8").splitlines()[problem.line - 1]
        last = problem.field.rpartition(".")[2]
        assert last in line or last.isdigit() and line.lstrip().startswith("-"), (problem.field, line)


OF_THE_DAY = {"event-in-future", "link-in-future", "dates-and-title", "title-and-activities", "plan-without-actual"}
"""What is found until a day comes, or when a period is over. Two builds differ only by these, or by `publish_at`."""
DAYS = [datetime.date(2025, month, 1) for month in (1, 5, 8, 11)] + [datetime.date(2026, 3, 1)]


@pytest.mark.parametrize("reported", [True, False])
def test_the_day_of_the_build_decides_only_what_waits_for_a_day(real: tuple, reported: bool) -> None:
    dataset = real[0] if reported else replace(real[0], reports={})

    def on(day: datetime.date) -> set[tuple[str, str, str]]:
        return {(finding.code, finding.id, finding.field) for finding in audit(dataset, day)}

    today = on(DAY)
    assert on(DAY + datetime.timedelta(days=3650)) == today
    moved = {code for day in DAYS for code, _, _ in on(day) ^ today}
    assert {"event-in-future"} <= moved <= OF_THE_DAY
