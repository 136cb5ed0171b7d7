"""What the source prints twice, where, and whether two printed numbers can both be right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from grantpages.checks.finding import Step
from grantpages.model import AlsoPrinted, Call, Figure, Participants, Printed, Project
from grantpages.model.values import Place
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import catalogue, number_text

NEAR = 10
"""«About 100» may be a tenth more or less."""


MAIN: Mapping[str, Place] = {
    "gender": "app2-gender",
    "categories": "app2-categories",
    "ages": "app2-ages",
    "grant": "app1-6",
    "period": "app1-5",
}
"""Where the form asks for a field, by its first name."""


@dataclass(frozen=True, slots=True)
class Twice:
    """A value of a record and another one that the source prints for it; `path` leads to the second."""

    path: tuple[Step, ...]
    holder: Any
    also: AlsoPrinted

    @property
    def value(self) -> Any:
        """The recorded value, or None where the record has none."""
        here = self.holder
        for step in self.also.field.split("."):
            here = here.get(step) if isinstance(here, dict) else getattr(here, step, None)
        return here

    @property
    def main(self) -> Place:
        """The place of the form where the recorded value is printed."""
        if isinstance(self.holder, Figure):
            return self.holder.printed or "app2-activities"
        field = self.also.field.split(".")[0]
        return MAIN.get(field, "app2-gender" if isinstance(self.holder, Participants) else "report-2")

    @property
    def qualifier(self) -> str | None:
        """How exact the recorded number claims to be."""
        return getattr(self.holder, f"{self.also.field}_is", None)


def printed_twice(record: Project | Call | Printed) -> Iterator[Twice]:
    """Every second printed value of a record, in the order of its parts."""
    for path, holder in _holders(record):
        for place, also in enumerate(holder.also_printed):
            yield Twice((*path, "also_printed", place), holder, also)


def _holders(record: Any) -> Iterator[tuple[tuple[Step, ...], Printed]]:
    yield (), record
    for number, lot in enumerate(getattr(record, "lots", ())):
        yield ("lots", number), lot
    if isinstance(record, Project):
        if record.participants:
            yield ("participants",), record.participants
        for index, figure in enumerate(record.figures):
            yield ("figures", index), figure
        for number, task in enumerate(record.tasks):
            for place, activity in enumerate(task.activities):
                for index, figure in enumerate(activity.figures):
                    yield ("tasks", number, "activities", place, "figures", index), figure


def agree(one: int, one_is: str | None, other: int, other_is: str | None) -> bool:
    """Whether both numbers can be right: «more than 160» and 190 can, «more than 190» and «more than 160» differ."""
    if one_is == other_is == "at_least" or one_is is None and other_is is None:
        return one == other
    if one_is == "at_least" or other_is == "at_least":
        bound, value, loose = (one, other, other_is) if one_is == "at_least" else (other, one, one_is)
        return value * (100 + NEAR * (loose == "about")) >= bound * 100
    return abs(one - other) * 100 <= max(one, other) * NEAR


@cache
def printed_at(place: str) -> Message:
    """The name of a place of the form."""
    return Message(*(catalogue(language).say(f"place.{place}") for language in LANGUAGES))


def quantity(value: int, exactness: str | None) -> Message:
    """A number as a sentence shows it: `1 047`, «190-нан астам» without its ending, so a sign: «> 190», «≈ 100»."""
    sign = {"at_least": ">\u00a0", "about": "≈\u00a0"}.get(exactness or "", "")
    return Message(*(f"{sign}{number_text(value)}" for _ in LANGUAGES))
