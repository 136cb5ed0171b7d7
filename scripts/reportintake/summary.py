"""What the command says of the drafts it has written: what was found, what is doubtful or left, what comes next."""

from collections.abc import Iterator

from language import said

from grantpages.intake.reading import Drafts
from grantpages.intake.writing import marks_in, placeholders_in
from grantpages.problem import Language
from grantpages.wording import number_text
from reportintake import words
from reportintake.arguments import Asked

LISTED = 40
"""Lines without a place that are shown; the file has them all."""
WIDTH = 100


def summary_of(asked: Asked, drafts: Drafts, language: Language) -> str:
    """The summary as text."""
    return "\n".join(_lines(asked, drafts, language)) + "\n"


def counts_of(drafts: Drafts) -> dict[str, int]:
    """How many of each thing were found, by the keys of `words.COUNTS`."""
    records = drafts.records
    tasks = [task for project in records["projects"].values() for task in project.get("tasks", ())]
    activities = [activity for task in tasks for activity in task["activities"]]
    people = [project.get("participants", {}) for project in records["projects"].values()]
    calls, reports = list(records["calls"].values()), list(records["reports"].values())
    return {
        "organizations": len(records["organizations"]) + len(drafts.copied),
        "copied": len(drafts.copied),
        "lots": sum(len(call["lots"]) for call in calls),
        "projects": len(records["projects"]),
        "tasks": len(tasks),
        "activities": len(activities),
        "events": sum(len(one.get("events", ())) for one in activities),
        "figures": sum(len(one.get("figures", ())) for one in activities),
        "evidence": sum(len(one.get("evidence", ())) for one in activities)
        + sum(len(call.get("announcement", {}).get("links", ())) for call in calls),
        "tables": sum(name in one for one in people for name in ("gender", "categories", "ages")),
        "sections": sum(len(report["sections"]) for report in reports),
        "signers": sum(len(report.get("signers", ())) for report in reports),
    }


def _lines(asked: Asked, drafts: Drafts, language: Language) -> Iterator[str]:
    read = words.READ if drafts.language == "kk" else words.READ_RU
    yield said(read.fill(file=asked.file), language)
    yield said(words.FOUND, language)
    for key, number in counts_of(drafts).items():
        yield f"  {said(words.COUNTS[key], language)}: {number_text(number)}"
    texts = [text for name, text in drafts.files.items() if name.endswith(".yml")]
    yield f"{said(words.CHECKS, language)}: {number_text(sum(map(marks_in, texts)))}"
    yield f"{said(words.UNTRANSLATED, language)}: {number_text(sum(map(placeholders_in, texts)))}"
    yield f"{said(words.UNPLACED, language)}: {number_text(len(drafts.account.unplaced))}"
    for number in drafts.account.unplaced[:LISTED]:
        line = " ".join(drafts.lines[number].split())
        yield f"  {number}: {line if len(line) <= WIDTH else line[: WIDTH - 1] + '…'}"
    if len(drafts.account.unplaced) > LISTED:
        yield "  " + said(
            words.MORE.fill(n=len(drafts.account.unplaced) - LISTED, file=asked.out / "unplaced.md"), language
        )
    if drafts.account.partly:
        partly = words.PARTLY.fill(n=number_text(len(drafts.account.partly)), file=asked.out / "unplaced.md")
        yield said(partly, language)
    yield said(words.WRITTEN.fill(out=asked.out), language)
    yield said(words.NEXT.fill(out=asked.out), language)
