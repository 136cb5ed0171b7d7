"""The conversation about a decision: the protocol, the applications, the winners lot by lot."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asking.asker import Asker
from asking.question import Choice, Question, numbered

from decision import words
from decision.questions import question
from grantpages.desk import proposals, typed
from grantpages.desk.typed import Wrong
from grantpages.faults import quoted
from grantpages.load import Dataset
from grantpages.model import Call, Grant, Head, Lot, Organization, Project, Text
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import long_date, money, plain, sort_key

NEW = "new"


@dataclass(frozen=True)
class Desk:
    """What is there before anything is asked: the records, one competition's id, today in Astana."""

    dataset: Dataset
    id: str
    today: datetime.date

    @property
    def call(self) -> Call:
        """The competition."""
        return self.dataset.calls[self.id]


@dataclass
class Decided:
    """What the answers come to: plain fields for the call's file, new records by id."""

    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)


def decided(asker: Asker, desk: Desk) -> Decided:
    """Ask for what the record of a call does not hold yet."""
    outcome = Decided()
    if desk.call.decision is None:
        number = asker.ask(question("protocol.number"))
        date = asker.ask(question("protocol.date", read=past(desk)))
        outcome.fields["decision"] = {"protocol": number, "date": date.isoformat()}
    if desk.call.applications is None and (applications := _applications(asker, desk)):
        outcome.fields["applications"] = applications
    for lot in desk.call.lots:
        _lot(asker, desk, lot, outcome)
    if outcome.projects:
        ready = asker.ask(question("ready", read=typed.yes, default="no"))
        shown = {id: one.model_copy(update={"draft": not ready}) for id, one in outcome.projects.items()}
        outcome.projects = shown
    return outcome


def past(desk: Desk) -> Any:
    """Reads a day that is not in the future."""

    def read(written: str) -> datetime.date:
        day = typed.day(written)
        if day > desk.today:
            raise Wrong(words.IN_FUTURE.fill(found=long(day), today=long(desk.today)))
        return day

    return read


def long(day: datetime.date) -> Message:
    """A day in words."""
    return Message(*(long_date(day, language) for language in LANGUAGES))


def _applications(asker: Asker, desk: Desk) -> dict[str, Any]:
    def number(written: str) -> int:
        return typed.count(written, 0, 100_000)

    received = asker.ask(question("applications.received", read=number, optional=True))

    def admitted(written: str) -> int:
        count = number(written)
        if received is not None and count > received:
            raise Wrong(words.OVER_RECEIVED.fill(found=count, received=received))
        return count

    values = {
        "received": received,
        "admitted": asker.ask(question("applications.admitted", read=admitted, optional=True)),
        "checked": asker.ask(question("applications.checked", read=past(desk), optional=True)),
    }
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in values.items()
        if value is not None
    }


def places_left(desk: Desk, lot: Lot) -> list[str]:
    """The ids of the projects that a lot may still have."""
    there = sum(one.call == desk.id and one.lot == lot.number for one in desk.dataset.projects.values())
    free = proposals.project_ids(desk.id, lot.number, lot.grants, desk.dataset.projects)
    return free[: max(lot.grants - there, 0)]


def is_complete(desk: Desk) -> bool:
    """Whether nothing can be added: the decision and all winners are there."""
    return desk.call.decision is not None and not any(places_left(desk, lot) for lot in desk.call.lots)


def _lot(asker: Asker, desk: Desk, lot: Lot, outcome: Decided) -> None:
    free = places_left(desk, lot)
    for place, id in enumerate(free, 1):
        at = f"winners.{lot.number}.{place}."
        grantee = _grantee(asker, desk, lot, at, outcome)
        if grantee is None:
            return
        outcome.projects[id] = _project(asker, desk, lot, at, grantee)
        last = place == len(free)
        follows = any(key.startswith(f"winners.{lot.number}.{place + 1}.") for key in asker.answers)
        more = question("more", at, read=typed.yes, default="yes" if follows else "no")
        if last or not asker.ask(more):
            return


def _grantee(asker: Asker, desk: Desk, lot: Lot, at: str, outcome: Decided) -> str | None:
    """The winner's id: an organization of the records, or one that is made here; None where nobody has won."""
    known = {**desk.dataset.organizations, **outcome.organizations}
    bodies = {id: one for id, one in known.items() if one.kind != "state_body"}
    order = sorted(bodies, key=lambda id: sort_key(plain(bodies[id].name, asker.language), asker.language))
    choices = tuple(
        Choice(str(number), id, text(bodies[id].name), (bodies[id].bin or "",)) for number, id in enumerate(order, 1)
    )
    new = Choice("0", NEW, words.NEW_ORGANIZATION)
    said = {"lot": lot.number, "direction": text(lot.direction)}
    id: str | None = asker.ask(question("grantee", at, said, choices=(*choices, new), read=str, optional=True))
    if id != NEW:
        return id
    name = Text(kk=asker.ask(question("name.kk", at)), ru=asker.ask(question("name.ru", at)))
    bin = asker.ask(question("bin", at, read=_own_bin(known), optional=True))
    region = asker.ask(_region(desk, at))
    head = asker.ask(question("head", at, read=typed.person, optional=True))
    made = asker.ask(_free_id(at, proposals.organization_id(name, known), known))
    outcome.organizations[made] = Organization(
        kind="ngo", name=name, bin=bin, region=region, head=Head(name=head) if head else None, translation="working"
    )
    return str(made)


def text(said: Text) -> Message:
    """A text of the records as a message."""
    return Message(said.kk, said.ru)


def _own_bin(known: Mapping[str, Organization]) -> Any:
    def read(written: str) -> str:
        number = typed.bin_number(written)
        for id, one in known.items():
            if one.bin == number:
                raise Wrong(words.TAKEN_BIN.fill(found=quoted(number), id=id))
        return number

    return read


def _region(desk: Desk, at: str) -> Question:
    regions = numbered([(id, text(one.name)) for id, one in desk.dataset.regions.items()])
    return question("region", at, choices=regions, default=desk.call.region, read=str)


def _free_id(at: str, proposed: str, taken: Mapping[str, object]) -> Question:
    def read(written: str) -> str:
        id = typed.identifier(written)
        if id in taken:
            raise Wrong(words.TAKEN.fill(found=quoted(id), free=proposals.free_id(id, taken)))
        return id

    return question("id", at, read=read, default=proposed)


def _project(asker: Asker, desk: Desk, lot: Lot, at: str, grantee: str) -> Project:
    """The winner's project, which has no contract yet."""

    def amount(written: str) -> int:
        sum_ = typed.amount(written)
        if sum_ > lot.amount:
            raise Wrong(words.OVER_LOT.fill(found=money(sum_), lot=money(lot.amount)))
        return sum_

    title = Text(kk=asker.ask(question("title.kk", at)), ru=asker.ask(question("title.ru", at)))
    share = money(lot.amount // lot.grants)
    grant = Grant(amount=asker.ask(question("amount", at, read=amount, default=share)))
    return Project(title=title, call=desk.id, lot=lot.number, grantee=grantee, grant=grant, translation="working")
