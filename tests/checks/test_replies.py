"""Replies and findings find each other by code and place, and nothing else becomes of a finding that is answered."""

from collections.abc import Sequence
from typing import Any

import pytest

from checks.cases import TODAY, dataset, project, text
from grantpages.checks import sums
from grantpages.checks.asking import ask, questions
from grantpages.checks.audit import RULES, audit, checks_run
from grantpages.checks.catalogue import message_of, severity_of
from grantpages.checks.finding import Finding
from grantpages.checks.replies import CODE, replies_of
from grantpages.checks.rule import Rule, rules_of
from grantpages.load import Dataset

SUMS = rules_of(sums)
SUM = "participants-age-sum"
PEOPLE = {"total": 600, "ages": {"13-16": 300, "17-22": 301}}


def reply(code: str = SUM, field: str = "participants.ages", date: str = "2026-01-12") -> dict[str, Any]:
    return {"code": code, "field": field, "text": text("жауап", "ответ"), "date": date, "by": "Сынақов Ә."}


def data(*replies: dict[str, Any], **fields: Any) -> Dataset:
    return dataset(project(**({"participants": PEOPLE, "replies": replies} | fields)), signed="2025-12-01")


def stray(given: Dataset, rules: Sequence[Rule] = SUMS, *, all_of_them: bool = True) -> list[Finding]:
    """What is found of replies, as if these were all the rules there are, or some of them."""
    found = ask(given, TODAY, questions(rules, all_of_them=all_of_them))
    return [finding for finding in found if finding.code == CODE]


CASES = [
    ([], []),
    ([reply()], []),
    ([reply(), reply(date="2026-02-01")], []),  # a second answer to the same
    ([reply(code="participants-gender-sum")], ["replies.0"]),  # a rule that finds nothing here
    ([reply(code="no-such-rule")], ["replies.0"]),
    ([reply(field="participants")], ["replies.0"]),
    ([reply(field="participants.total")], ["replies.0"]),
    ([reply(), reply(field="participants"), reply(), reply(code="x")], ["replies.1", "replies.3"]),
    ([reply(code=CODE, field="replies.0")], ["replies.0"]),  # of itself
]


@pytest.mark.parametrize(("replies", "fields"), CASES)
def test_a_reply_to_what_is_not_found_is_found_itself(replies: list[dict[str, Any]], fields: list[str]) -> None:
    assert [finding.field for finding in stray(data(*replies))] == fields


def test_a_reply_outlives_its_finding_as_a_notice_that_names_both() -> None:
    mended = {"total": 601, "ages": {"13-16": 300, "17-22": 301}}
    (left,) = stray(data(reply(), participants=mended))
    assert severity_of(left) == "notice"
    assert (left.kind, left.id, left.path) == ("projects", "won", ("replies", 0))
    assert all(SUM in said and "participants.ages" in said for said in message_of(left))


def test_a_reply_takes_no_finding_away() -> None:
    def found(*replies: dict[str, Any]) -> list[tuple[str, str]]:
        return [(finding.code, finding.field) for finding in audit(data(*replies), TODAY, SUMS)]

    assert found(reply()) == found()
    assert (SUM, "participants.ages") in found()


def test_a_reply_in_another_record_answers_nothing() -> None:
    other = project(participants={"total": 0}, replies=[reply()])
    left = stray(dataset(project(participants=PEOPLE), projects={"q": other}))
    assert [(finding.id, finding.field) for finding in left] == [("q", "replies.0")]


def test_rules_that_did_not_look_say_nothing_against_a_reply() -> None:
    others = [rule for rule in SUMS if rule.code != SUM]
    assert stray(data(reply()), others, all_of_them=False) == []
    assert stray(data(reply()), others) != []
    assert stray(data(reply(field="participants")), all_of_them=False) != []


def test_replies_to_one_finding_stand_in_the_order_of_their_days() -> None:
    record = data(reply(date="2026-03-01"), reply(date="2026-01-12"), reply(code="x")).projects["won"]
    days = {key: [str(reply.date) for reply in replies] for key, replies in replies_of(record).items()}
    assert days == {
        (SUM, "participants.ages"): ["2026-01-12", "2026-03-01"],
        ("x", "participants.ages"): ["2026-01-12"],
    }


def test_a_check_is_one_rule_at_one_record() -> None:
    of_projects = [rule for rule in RULES if rule.of == "projects"]
    both = dataset(project(), projects={"q": project()})
    assert checks_run(both, of_projects) == 2 * len(of_projects)
    assert checks_run(both) == sum({"projects": 2, "organizations": 0}.get(rule.of, 1) for rule in RULES)
