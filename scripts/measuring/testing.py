"""Tests of the repository as measures: how many cases there were, and which did not hold."""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from grantpages.problem import Message
from measuring.building import ROOT
from measuring.measure import Measure, Unavailable

ABSENT = Message("сынақтар іске қосылмады: {why}", "проверки не запустились: {why}")
BROKEN = Message("бұзылғаны – {failed}, барлығы – {all}", "нарушено – {failed}, всего – {all}")
RAN = Message("{file}, сынақ: {cases}", "{file}, проверок: {cases}")


@dataclass
class Tested:
    """What a run of pytest came to. cases, failed: of each function; told: what tests told of themselves."""

    cases: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Row:
    """A measure that some functions of a file hold. told: what they call the number of things they looked at."""

    code: str
    name: Message
    goal: Message
    functions: tuple[str, ...]
    told: tuple[str, ...] = ()


def measured(file: str, rows: Sequence[Row]) -> Iterator[Measure]:
    """The rows of one file of tests. Raises Unavailable where the file could not be run."""
    found = tested(file)
    for row in rows:
        cases = sum(found.cases[name] for name in row.functions)
        if not all(found.cases[name] for name in row.functions):
            raise Unavailable(ABSENT.fill(why=f"{file}: {', '.join(row.functions)}"))
        failed = sum(found.failed[name] for name in row.functions)
        things = sum(found.told[name] for name in row.told) if row.told else cases
        reached = BROKEN.fill(failed=failed, all=things)
        yield Measure(row.code, row.name, row.goal, reached, not failed, RAN.fill(file=file, cases=cases))


def tested(*arguments: str) -> Tested:
    """Run pytest. Raises Unavailable where it could not collect the tests."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        # Of the families of reports only this one holds what tests tell.
        told = ["-o", "junit_family=xunit1", f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *told, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise Unavailable(ABSENT.fill(why=(done.stdout or done.stderr).strip().splitlines()[-1]))
        return _read(ElementTree.parse(report))


def _read(report: "ElementTree.ElementTree[ElementTree.Element]") -> Tested:
    found = Tested()
    for case in report.iter("testcase"):
        name = case.get("name", "").partition("[")[0]
        found.cases[name] += 1
        found.failed[name] += case.find("failure") is not None or case.find("error") is not None
        for told in case.iter("property"):
            found.told[told.get("name", "")] += int(told.get("value", "0"))
    return found
