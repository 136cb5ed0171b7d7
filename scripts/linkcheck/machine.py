"""The report for machines: JSON, JUnit, GitHub's annotations."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from language import said

from grantpages.evidence.ledger import Entry
from grantpages.problem import Problem
from linkcheck.report import Report, Row
from linkcheck.textreport import named
from linkcheck.words import CHECKED

SCHEMA = 1
"""Of the JSON; it changes where a field is renamed, removed or changes its meaning."""
# What XML 1.0 cannot hold.
CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_of(report: Report) -> str:
    """The fields are listed in `--help`."""
    plain = {
        "schema": SCHEMA,
        "day": report.asked.today,
        "offline": report.asked.offline,
        "exit": report.exit,
        "base_url_map": dict(report.asked.base_url_map),
        "counts": _counts(report),
        "run": _run(report),
        "links": [_link(report, row) for row in report.rows],
        "findings": [vars(finding) | {"message": finding.message._asdict()} for finding in report.findings],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, default=str) + "\n"


def _counts(report: Report) -> Mapping[str, Any]:
    return {
        "citations": report.citations,
        "pages": len(report.rows),
        "dated": report.dated,
        "by_platform": {platform: kinds.total() for platform, kinds in report.by_kind.items()},
        "by_kind": report.by_kind,
        "by_state": report.by_state,
        "by_reason": report.by_reason,
    }


def _run(report: Report) -> Mapping[str, Any] | None:
    outcome = report.outcome
    if outcome is None:
        return None
    return {
        "requests": outcome.asked,
        "answered": outcome.answered,
        "seen": len(outcome.seen),
        "left": outcome.left,
        "misjudged": sorted(outcome.misjudged),
        "unreachable": outcome.unreachable,
        "errors": list(report.errors),
        "untrusted": {name: {"pages": every, "unseen": unseen} for name, (every, unseen) in report.untrusted.items()},
        "archive": vars(report.archived) if report.archived else None,
    }


def _link(report: Report, row: Row) -> Mapping[str, Any]:
    identity, now, decision = row.page.identity, row.now, row.decision
    return {
        "key": row.page.key,
        "url": identity.url,
        "platform": identity.platform,
        "kind": identity.kind,
        "created": identity.created_on,
        **_held(row.entry),
        "now": {"state": now.state, "reason": now.reason, "sign": now.sign, "status": now.status} if now else None,
        "left": row.left,
        "broken": report.fails(row),
        "decision": {
            "seen": decision.seen,
            "who": decision.who,
            "until": decision.until,
            "reason": {"kk": decision.reason.kk, "ru": decision.reason.ru},
        }
        if decision
        else None,
        "places": [vars(place) for place in report.places.of(row.page)],
    }


def _held(entry: Entry | None) -> Mapping[str, Any]:
    """What the ledger holds of a link."""
    names = (
        "state", "reason", "sign", "status", "grade", "first_alive", "last_alive", "last_tried", "last_result",
    )  # fmt: skip
    held = {name: getattr(entry, name, None) for name in names}
    archive = entry.archive if entry else None
    return held | {
        "state": entry.state if entry else "unchecked",
        "failures": [{"day": each.day, "state": each.state} for each in entry.failures] if entry else [],
        "archive": {"url": archive.url, "taken": archive.taken, "kind": archive.kind} if archive else None,
    }


def junit_of(report: Report) -> str:
    """A test case for each page, and one for each finding that gives exit code 1."""
    cases = [_case(report, row) for row in report.rows]
    cases += [_finding_case(report, finding) for finding in report.findings if report.fails_by(finding)]
    tags = {"failures": "failure", "skipped": "skipped"}
    counts = {name: str(sum(case.find(tag) is not None for case in cases)) for name, tag in tags.items()}
    suites = ElementTree.Element("testsuites")
    numbers = {"name": "links", "tests": str(len(cases)), "errors": "0", **counts}
    suite = ElementTree.SubElement(suites, "testsuite", numbers)
    suite.extend(cases)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(report: Report, row: Row) -> ElementTree.Element:
    place = report.places.of(row.page)[0]
    case = ElementTree.Element(
        "testcase",
        classname=row.page.identity.platform,
        name=_clean(row.page.key),
        file=_clean(place.file),
        line=str(place.line),
    )
    words = named(row, report.asked.lang)
    if report.fails(row):
        failure = ElementTree.SubElement(case, "failure", type=row.trouble, message=words)
        failure.text = _clean(f"{place.file}:{place.line}: {place.printed}")
    elif row.state in ("unverifiable", "transient", "unchecked"):
        ElementTree.SubElement(case, "skipped", message=words)
    return case


def _finding_case(report: Report, finding: Problem) -> ElementTree.Element:
    name = f"{finding.file}:{finding.line}: {finding.field}"
    case = ElementTree.Element(
        "testcase", classname="finding", name=_clean(name), file=_clean(finding.file), line=str(finding.line)
    )
    message = _clean(said(finding.message, report.asked.lang))
    ElementTree.SubElement(case, "failure", type=finding.code, message=message)
    return case


def _clean(text: str) -> str:
    return CONTROL.sub("�", text)


def github_of(report: Report) -> str:
    """A mark on the line of each link that is missing, suspected or no link, and of each finding."""
    return "".join(f"{line}\n" for line in _annotations(report))


def _annotations(report: Report) -> Iterator[str]:
    language = report.asked.lang
    for finding in report.findings:
        level = "error" if report.fails_by(finding) else finding.severity
        yield _annotation(level, finding.file, finding.line, finding.code, said(finding.message, language))
    for row in report.troubled:
        level = "error" if report.fails(row) else "notice" if row.is_suspected else "warning"
        for place in report.places.of(row.page):
            message = f"{named(row, language)}: {place.printed}"
            yield _annotation(level, place.file, place.line, f"link-{row.trouble}", message)
    if report.outcome:
        yield f"::notice::{_escaped(said(CHECKED.fill(seen=len(report.outcome.seen)), language))}"


def _annotation(level: str, file: str, line: int, title: str, message: str) -> str:
    """GitHub's workflow command; its own escapes keep a text from starting a second command."""
    return f"::{level} file={_property(file)},line={line},title={_property(title)}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(",", "%2C").replace(":", "%3A")


FORMS: Mapping[str, Callable[[Report], str]] = {"json": json_of, "junit": junit_of, "github": github_of}
