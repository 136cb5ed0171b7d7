"""What a person decided about a link: seen by hand on a day, why, who, and until when that holds.

A platform that shows nothing without an account leaves a link `unverifiable` for ever. Somebody
may open it and say so, for a time: past that the decision is a finding.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ValidationError
from pydantic_core import to_json

from grantpages.evidence.identity import identify
from grantpages.faults import quoted
from grantpages.misfits import explain
from grantpages.model.values import Day, Line, Shape, Text, Url, said
from grantpages.problem import Message, Problem
from grantpages.yamlfile import Document, read_document

FAULTS = {
    "exception-no-link": Message(
        "мұнда сілтеменің мекенжайы болуы керек, ал {found} – сілтеме емес. Оны есепте басылғандай көшіріп жазыңыз.",
        "здесь должен стоять адрес ссылки, а {found} – не ссылка. Перепишите его так, как он напечатан в отчете.",
    ),
    "exception-twice": Message(
        "бір сілтеме туралы бір ғана шешім болуы керек, ал ол {first}-жолда да бар. Ескісін өшіріңіз.",
        "об одной ссылке должно быть одно решение, а оно есть и в строке {first}. Удалите старое.",
    ),
    "exception-backwards": Message(
        "until күні seen күнінен ({seen}) ерте болмауы керек, ал мұнда {found} тұр. Екі күнді тексеріңіз.",
        "дата until не должна быть раньше даты seen ({seen}), а стоит {found}. Проверьте обе даты.",
    ),
    "exception-expired": Message(
        "шешім күшінде болуы керек, ал оның мерзімі {found} күні бітті. Сілтемені қайта ашып көріңіз де, seen мен until"
        " күндерін жаңартыңыз; ашылмаса, шешімді өшіріңіз.",
        "решение должно действовать, а его срок истек {found}. Откройте ссылку еще раз и обновите даты seen и until;"
        " если она не открывается, удалите решение.",
    ),
}
"""What is said of an entry of `exceptions.yml`, by code; the places in braces are filled."""


class Sighting(Shape):
    """One link that a person has seen with their own eyes."""

    url: Url = said("Сілтеме, есепте басылғанындай.", "Ссылка, как напечатана в отчете.", example="https://…")
    seen: Day = said(
        "Сілтеме қолмен ашылып, көрілген күн.", "Когда ссылку открыли и увидели сами.", example="2026-11-20"
    )
    reason: Text = said(
        "Не көрінді және бағдарлама оны неге өзі көре алмайды.",
        "Что было видно и почему программа не может увидеть этого сама.",
    )
    who: Line = said("Кім көрді: лауазымы немесе аты-жөні.", "Кто видел: должность или имя.", example="…")
    until: Day = said(
        "Шешім қай күнге дейін (сол күнді қоса) жарамды.", "По какой день решение действует.", example="2027-05-20"
    )


class Sightings(Shape):
    """The file `evidence/exceptions.yml`."""

    decisions: tuple[Sighting, ...] = said("Шешімдер; жоқ болса, [].", "Решения; если их нет, [].")


@dataclass(frozen=True)
class Exceptions:
    """The decisions by the key of their link; `file` and `lines` (of each `until`) say where they stand."""

    file: str
    decisions: Mapping[str, Sighting] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def in_force(self, key: str, today: datetime.date) -> Sighting | None:
        """The decision about a link, where there is one whose time has not passed; its last day counts."""
        decision = self.decisions.get(key)
        return decision if decision and today <= decision.until else None


def read_exceptions(path: Path, shown: str) -> tuple[Exceptions, list[Problem]]:
    """The decisions of a file, or none and all that is wrong with it; no file, no decisions.

    `shown` is the file's name in messages. Never raises for what a file can hold.
    """
    none = Exceptions(shown)
    if not path.exists():
        return none, []
    document = read_document(path, shown)
    if document.value is None:
        return none, document.problems
    try:
        read = Sightings.model_validate_json(to_json(document.value))
    except ValidationError as error:
        return none, sorted([*document.problems, *explain(error, Sightings, document, shown)])
    if problems := sorted([*document.problems, *_misplaced(read, document, shown)]):
        return none, problems
    keyed = {identify(decision.url).key: decision for decision in read.decisions}
    lines = {key: document.lines.at(("decisions", place, "until")) for place, key in enumerate(keyed)}
    return Exceptions(shown, keyed, lines), []


def expired(exceptions: Exceptions, today: datetime.date) -> list[Problem]:
    """A warning for each decision whose time has passed, in the order of the file."""
    return [
        _problem(
            "exception-expired",
            exceptions.file,
            exceptions.lines[key],
            f"decisions.{place}.until",
            found=decision.until,
        )
        for place, (key, decision) in enumerate(exceptions.decisions.items())
        if decision.until < today
    ]


def _misplaced(read: Sightings, document: Document, file: str) -> Iterator[Problem]:
    """What the model cannot see: links that are none or stand twice, and times that end before they begin."""
    first: dict[str, int] = {}
    for place, decision in enumerate(read.decisions):
        where = f"decisions.{place}"
        line, end = (document.lines.at(("decisions", place, name)) for name in ("url", "until"))
        key = identify(decision.url).key
        if not key:
            yield _problem("exception-no-link", file, line, f"{where}.url", found=quoted(decision.url))
        elif first.setdefault(key, line) != line:
            yield _problem("exception-twice", file, line, f"{where}.url", first=first[key])
        if decision.until < decision.seen:
            yield _problem("exception-backwards", file, end, f"{where}.until", seen=decision.seen, found=decision.until)


def _problem(code: str, file: str, line: int, where: str, **values: object) -> Problem:
    severity: Literal["error", "warning"] = "warning" if code == "exception-expired" else "error"
    return Problem(file, line, where, code, FAULTS[code].fill(**values), severity)
