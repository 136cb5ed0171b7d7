"""The conversation: what is asked, in which order, and what follows from the answers."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from asking.asker import Asker
from asking.question import Choice, Question, numbered

from grantpages.checks.steps import MIN_INTAKE_DAYS
from grantpages.desk import proposals, typed
from grantpages.desk.announcement import announcement_text
from grantpages.desk.typed import Wrong
from grantpages.faults import quoted
from grantpages.load import Dataset
from grantpages.model import Announcement, Call, Intake, Lot, Order, Organization, Text
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import catalogue, long_date, plain, sort_key
from grantpages.workdays import PUBLICATION_DAYS, is_working_day, nth_working_day
from newcall import words
from newcall.questions import question

NEW = "new"
MOST_LOTS = 999


@dataclass(frozen=True)
class Desk:
    """What is there before anything is asked. now: the time in Astana, without a zone."""

    dataset: Dataset
    templates: Mapping[Language, str]
    now: datetime.datetime

    @property
    def intake_days(self) -> int:
        """How many calendar days an intake lasts at least, as the operator has it."""
        return self.dataset.operator.intake_days or MIN_INTAKE_DAYS

    def works(self, day: datetime.date) -> bool:
        """Whether it is a working day."""
        return is_working_day(day, self.dataset.holidays)

    def last_day(self, notice: datetime.date) -> datetime.date:
        """The last day on which the Rules let a competition be announced."""
        return nth_working_day(notice, PUBLICATION_DAYS, self.dataset.holidays)


@dataclass(frozen=True)
class Drafted:
    """A competition ready to be written. funder: a new state body's id and record, or None."""

    id: str
    call: Call
    funder: tuple[str, Organization] | None


@dataclass(frozen=True)
class _Funder:
    id: str
    record: Organization
    is_new: bool


def dialogue(desk: Desk, shown: Callable[["Drafted"], Message]) -> Callable[[Asker], Drafted]:
    """The conversation about one competition. shown: what is said of it before it is asked whether it is ready."""

    def conversation(asker: Asker) -> Drafted:
        funder = _funder(asker, desk)
        order = Order(
            number=asker.ask(question("order.number")), date=asker.ask(question("order.date", read=typed.day))
        )
        notice = asker.ask(question("notice", read=lambda written: _not_after(typed.day(written), desk.now.date())))
        lots = _lots(asker, desk)
        last = _last_call(desk, funder.id)
        earlier = desk.dataset.calls[last] if last else None
        territory = _pair(asker, "territory", earlier.territory if earlier else None)
        region = asker.ask(_region("region", desk, default=funder.record.region or (earlier.region if earlier else "")))
        moment = publication_asked(asker, desk, notice)
        intake = _intake(asker, desk, moment.date())
        year = moment.year
        proposed = proposals.call_id(territory, year, desk.dataset.calls, last)
        id = asker.ask(_free_id("id", proposed, desk.dataset.calls))
        titles = {one.title.kk for one in desk.dataset.calls.values()}
        title = _pair(asker, "title", proposals.call_title(territory, year, order.number, titles))
        apply = desk.dataset.operator.apply or apply_asked(asker)
        confirmed = asker.ask(question("confirmed", read=typed.yes, default="no"))
        call = Call(
            title=title, funder=funder.id, region=region, territory=territory, order=order, notice_received=notice,
            announcement=Announcement(date=moment.date()), intake=intake, lots=lots,
            translation="confirmed" if confirmed else "working",
        )  # fmt: skip
        text = announcement_text(call, funder.record, desk.dataset, apply, desk.templates)
        call = call.model_copy(update={"announcement": Announcement(date=moment.date(), text=text)})
        new = (funder.id, funder.record) if funder.is_new else None
        return _finished(asker, Drafted(id, call, new), moment, desk, shown)

    return conversation


def _finished(
    asker: Asker, drafted: Drafted, moment: datetime.datetime, desk: Desk, shown: Callable[[Drafted], Message]
) -> Drafted:
    """The competition as a draft or with its minute. A new funder is seen when the first record that names it is."""

    def with_state(ready: bool) -> Drafted:
        state = {"draft": not ready, "publish_at": moment if ready and moment > desk.now else None}
        return replace(drafted, call=drafted.call.model_copy(update=state))

    lead = shown(with_state(True))
    return with_state(asker.ask(question("ready", read=typed.yes, default="no", lead=lead)))


def _funder(asker: Asker, desk: Desk) -> _Funder:
    """The state body that orders the grants: one of the records, or a new one."""
    organizations = desk.dataset.organizations
    bodies = {id: one for id, one in organizations.items() if one.kind == "state_body"}
    order = sorted(bodies, key=lambda id: sort_key(plain(bodies[id].name, asker.language), asker.language))
    choices = (*numbered([(id, _name(bodies[id])) for id in order]), Choice("0", NEW, words.NEW_BODY))
    id = asker.ask(question("funder", choices=choices, read=str))
    if id != NEW:
        return _Funder(id, bodies.get(id) or next(iter(organizations.values())), False)
    name = _pair(asker, "funder.name")
    kinds = [(kind, _said(f"organization-kind.{kind}")) for kind in words.KINDS]
    kind = asker.ask(question("funder.kind", choices=numbered(kinds), default="state_body", read=str))
    region = asker.ask(_region("funder.region", desk))
    new = asker.ask(_free_id("funder.id", proposals.organization_id(name, organizations), organizations))
    return _Funder(new, Organization(kind=kind, name=name, region=region, translation="working"), True)


def _name(organization: Organization) -> Message:
    return Message(organization.name.kk, organization.name.ru)


def _said(key: str) -> Message:
    return Message(*(catalogue(language).say(key) for language in LANGUAGES))


def _lots(asker: Asker, desk: Desk) -> tuple[Lot, ...]:
    lots: list[Lot] = []
    while len(lots) < MOST_LOTS:
        number = len(lots) + 1
        lots.append(_lot(asker, desk, number))
        follows = any(key.startswith(f"lots.{number + 1}.") for key in asker.answers)
        more = question("lots.more", lot=number, read=typed.yes, default="yes" if follows else "no")
        if not asker.ask(more):
            break
    return tuple(lots)


def _lot(asker: Asker, desk: Desk, number: int) -> Lot:
    spheres = tuple(Choice(id, id, _text(one.name)) for id, one in desk.dataset.spheres.items())
    types = numbered([(id, _text(one.name)) for id, one in desk.dataset.grant_types.items()])
    return Lot(
        number=number,
        direction=Text(
            kk=asker.ask(question("lots.direction.kk", number)), ru=asker.ask(question("lots.direction.ru", number))
        ),
        sphere=asker.ask(question("lots.sphere", number, choices=spheres, read=str)),
        grant_type=asker.ask(question("lots.type", number, choices=types, read=str)),
        grants=asker.ask(question("lots.grants", number, read=typed.count, default="1")),
        amount=asker.ask(question("lots.amount", number, read=typed.amount)),
    )


def _text(text: Text) -> Message:
    return Message(text.kk, text.ru)


def _pair(asker: Asker, name: str, default: Text | None = None) -> Text:
    """A text in both languages."""
    kk = asker.ask(question(f"{name}.kk", default=default.kk if default else ""))
    ru = asker.ask(question(f"{name}.ru", default=default.ru if default else ""))
    return Text(kk=kk, ru=ru)


def apply_asked(asker: Asker) -> Text | None:
    """How an application is made; None where the officer leaves that open."""
    kk = asker.ask(question("apply.kk", optional=True))
    ru = asker.ask(question("apply.ru")) if kk else None
    return Text(kk=kk, ru=ru) if kk and ru else None


def _last_call(desk: Desk, funder: str) -> str:
    """The id of the same customer's last competition, or nothing."""

    def announced(id: str) -> datetime.date:
        announcement = desk.dataset.calls[id].announcement
        return announcement.date if announcement else datetime.date.min

    return max((id for id, call in desk.dataset.calls.items() if call.funder == funder), key=announced, default="")


def _region(key: str, desk: Desk, default: str = "") -> Question:
    regions = numbered([(id, _text(one.name)) for id, one in desk.dataset.regions.items()])
    return question(key, choices=regions, default=default, read=str)


def _free_id(key: str, proposed: str, taken: Mapping[str, object]) -> Question:
    def read(written: str) -> str:
        id = typed.identifier(written)
        if id in taken:
            raise Wrong(words.TAKEN.fill(found=quoted(id), free=proposals.free_id(id, taken)))
        return id

    return question(key, read=read, default=proposed)


def publication_asked(
    asker: Asker, desk: Desk, notice: datetime.date | None, wanted: datetime.date | None = None
) -> datetime.datetime:
    """When the announcement is published. wanted: the day to propose, if there is one already."""
    last = desk.last_day(notice) if notice else None
    proposed = proposals.publication(desk.now, last or datetime.date.max, desk.works)
    lead = (words.LAST_DAY_OVER if last < desk.now.date() else words.LAST_DAY) if last else None

    def read(written: str) -> datetime.date:
        day = typed.day(written)
        if notice and day < notice:
            raise Wrong(words.BEFORE_NOTICE.fill(found=_long(day), notice=_long(notice)))
        return day

    default = f"{wanted or proposed:%d.%m.%Y}"
    said = lead.fill(day=_long(last), n=PUBLICATION_DAYS) if lead and last else None
    day = asker.ask(question("publish.day", read=read, default=default, lead=said))
    hour = f"{proposed:%H:%M}" if day == proposed.date() else f"{proposals.OPENING_HOUR:%H:%M}"
    clock = asker.ask(question("publish.hour", read=typed.clock, default=hour))
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock))


def _intake(asker: Asker, desk: Desk, opens: datetime.date) -> Intake:
    proposed = proposals.intake_close(opens, desk.intake_days, desk.works)

    def read(written: str) -> datetime.date:
        day = typed.day(written)
        if day <= opens:
            raise Wrong(words.CLOSES_EARLY.fill(found=_long(day), opens=_long(opens)))
        return day

    default = f"{proposed:%d.%m.%Y}"
    closes = asker.ask(question("closes.day", days=desk.intake_days, read=read, default=default))
    hour = asker.ask(question("closes.hour", read=typed.clock, default=proposals.CLOSING_HOUR))
    return Intake(opens=opens, closes=closes, closes_at=hour)


def _long(day: datetime.date) -> Message:
    return Message(*(long_date(day, language) for language in LANGUAGES))


def _not_after(day: datetime.date, today: datetime.date) -> datetime.date:
    if day > today:
        raise Wrong(words.IN_FUTURE.fill(found=_long(day), today=_long(today)))
    return day
