"""Whether one competition may be published: what is there, what is wrong, what somebody has to look at.

Rules are not written twice: where the audit has one, its finding stands here with its own words and remedy.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from grantpages.checks.audit import RULES
from grantpages.checks.catalogue import catalogue as rules
from grantpages.checks.catalogue import message_of, severity_of
from grantpages.checks.finding import Finding
from grantpages.checks.rule import Case, Kind, world_of
from grantpages.checks.steps import MIN_INTAKE_DAYS
from grantpages.desk import readywords as words
from grantpages.desk.announcement import GAPS, has_gap
from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Entry
from grantpages.evidence.verdict import NEGATIVE
from grantpages.load import Dataset
from grantpages.model import Call, Published, Text
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import catalogue, long_date, money, number_text, plain
from grantpages.workdays import PUBLICATION_DAYS, nth_working_day, publication

State = Literal["done", "wrong", "open"]
"""There and right; to be mended before publication; for the officer to look at."""
STEPS = ("announcement-before-order", "intake-before-announcement", "intake-reversed", "decision-before-intake-end")
SAID_HERE = frozenset(
    (*STEPS, "intake-short", "lot-amount-outside-type", "notice-date-not-given", "closing-hour-not-given")
    + ("intake-not-given", "announcement-not-given")
)


@dataclass(frozen=True)
class Item:
    """One line of the check. group: a key of `readywords.GROUPS`. remedy: None where there is nothing to mend."""

    group: str
    state: State
    text: Message
    remedy: Message | None = None


@dataclass(frozen=True)
class Question:
    """What is checked: one call, the audit's findings on it, the ledger of links, the minute in Astana."""

    id: str
    dataset: Dataset
    findings: Sequence[Finding]
    ledger: Mapping[str, Entry]
    now: datetime.datetime

    @property
    def call(self) -> Call:
        """The call itself."""
        return self.dataset.calls[self.id]

    def of(self, *codes: str) -> list[Finding]:
        """The findings of some rules."""
        return [finding for finding in self.findings if finding.code in codes]


def findings_of(dataset: Dataset, kind: Kind, id: str, today: datetime.date) -> list[Finding]:
    """What the audit's rules find in one record."""
    case = Case(world_of(dataset, today), id, getattr(dataset, kind)[id])
    return [finding for rule in RULES if rule.of == kind for finding in rule.findings(case)]


def readiness(asked: Question) -> list[Item]:
    """Every line of the check, group by group."""
    parts = (_order, _notice, _announcement, _intake, _lots, _languages, _steps, _term, _length, _sums)
    return [item for part in (*parts, _links, _documents, _state, _others) for item in part(asked)]


def is_ready(items: Sequence[Item]) -> bool:
    """Whether nothing has to be mended before publication."""
    return not any(item.state == "wrong" for item in items)


def _order(asked: Question) -> Iterator[Item]:
    if order := asked.call.order:
        yield Item("parts", "done", words.ORDER.fill(number=order.number, day=_day(order.date)))
    else:
        yield Item("parts", "wrong", words.NO_ORDER, words.REMEDIES["order"])


def _notice(asked: Question) -> Iterator[Item]:
    if notice := asked.call.notice_received:
        yield Item("parts", "done", words.NOTICE.fill(day=_day(notice)))
    else:
        yield Item("parts", "wrong", words.NO_NOTICE, words.REMEDIES["notice"])


def _announcement(asked: Question) -> Iterator[Item]:
    announcement = asked.call.announcement
    if announcement is None:
        yield Item("parts", "wrong", words.NO_ANNOUNCEMENT, words.REMEDIES["announcement"])
    elif announcement.text is None:
        yield Item("parts", "wrong", words.NO_TEXT, words.REMEDIES["announcement"])
    elif has_gap(announcement.text):
        gap = Message(*(_gap(plain(announcement.text, language)) for language in LANGUAGES))
        yield Item("parts", "wrong", words.GAP.fill(gap=gap), words.REMEDIES["gap"])
    else:
        yield Item("parts", "done", words.ANNOUNCED.fill(day=_day(announcement.date)))


def _gap(text: str) -> str:
    """The first gap of a text; the other language may be the one that has it."""
    starts = [text.find(gap) for gap in GAPS if gap in text]
    return text[min(starts) :].partition("]")[0] + "]" if starts else "…"


def _intake(asked: Question) -> Iterator[Item]:
    intake = asked.call.intake
    if intake is None:
        yield Item("parts", "wrong", words.NO_INTAKE, words.REMEDIES["intake"])
    elif intake.closes_at is None:
        yield Item("parts", "wrong", words.NO_HOUR.fill(day=_day(intake.closes)), words.REMEDIES["intake"])
    else:
        yield Item("parts", "done", words.CLOSES.fill(day=_day(intake.closes), hour=intake.closes_at))


def _lots(asked: Question) -> Iterator[Item]:
    """A record without lots, their parts or the territory is refused by the loader."""
    lots = asked.call.lots
    counts = {"lots": len(lots), "grants": number_text(sum(lot.grants for lot in lots))}
    yield Item("parts", "done", words.LOTS.fill(**counts, amount=money(sum(lot.amount for lot in lots))))
    yield Item("parts", "done", words.TERRITORY.fill(name=_text(asked.call.territory)))


def _languages(asked: Question) -> Iterator[Item]:
    if asked.call.translation == "working":
        yield Item("languages", "open", words.WORKING, words.REMEDIES["working"])
    else:
        yield Item("languages", "done", words.CONFIRMED)


def _steps(asked: Question) -> Iterator[Item]:
    """The order of the days; the day of the notice is compared here, for no rule of the audit does."""
    call, found = asked.call, asked.of(*STEPS)
    yield from (_finding("dates", finding) for finding in found)
    notice, announcement = call.notice_received, call.announcement
    early = call.order and notice and notice < call.order.date
    late = notice and announcement and announcement.date < notice
    if early and call.order and notice:
        said = {"notice": _day(notice), "order": _day(call.order.date)}
        yield Item("dates", "open", words.NOTICE_EARLY.fill(**said), words.REMEDIES["steps"])
    if late and announcement and notice:
        said = {"notice": _day(notice), "announcement": _day(announcement.date)}
        yield Item("dates", "wrong", words.NOTICE_LATE.fill(**said), words.REMEDIES["steps"])
    if not found and not early and not late:
        yield Item("dates", "done", words.STEPS)


def _term(asked: Question) -> Iterator[Item]:
    """Five working days after the notice (point 29 of the Rules, as the report quotes it)."""
    notice, announcement = asked.call.notice_received, asked.call.announcement
    if notice is None:
        return
    held = publication(notice, announcement.date, asked.dataset.holidays) if announcement else None
    if held and held.late:
        said = {"last": _day(held.last), "late": held.late}
        yield Item("dates", "wrong", words.LATE.fill(**said), words.REMEDIES["late"])
    elif held:
        said = {"number": held.number, "n": PUBLICATION_DAYS, "last": _day(held.last)}
        yield Item("dates", "done", words.IN_TERM.fill(**said))
    elif not announcement:
        last = nth_working_day(notice, PUBLICATION_DAYS, asked.dataset.holidays)
        yield Item(
            "dates", "open", words.PUBLISH_BY.fill(last=_day(last), n=PUBLICATION_DAYS), words.REMEDIES["publish"]
        )


def _length(asked: Question) -> Iterator[Item]:
    intake, announcement = asked.call.intake, asked.call.announcement
    found = asked.of("intake-short")
    yield from (_finding("dates", finding) for finding in found)
    first = intake and (intake.opens or (announcement.date if announcement else None))
    if intake and first and not found and intake.closes >= first:
        least = asked.dataset.operator.intake_days or MIN_INTAKE_DAYS
        yield Item("dates", "done", words.INTAKE.fill(days=(intake.closes - first).days, least=least))


def _sums(asked: Question) -> Iterator[Item]:
    found = asked.of("lot-amount-outside-type")
    yield from (_finding("lots", finding) for finding in found)
    if not found:
        yield Item("lots", "done", words.SUMS)


def _links(asked: Question) -> Iterator[Item]:
    """What the ledger last saw of each link; nothing is asked from here."""
    links = asked.call.announcement.links if asked.call.announcement else ()
    if not links:
        yield Item("links", "open", words.NO_LINKS, words.REMEDIES["links"])
    for link in links:
        entry = asked.ledger.get(identify(link.url).key)
        if entry is None or entry.last_tried is None or entry.state == "unchecked":
            yield Item("links", "open", words.LINK_UNCHECKED.fill(url=link.url), words.REMEDIES["link"])
        elif entry.state == "alive" and entry.last_alive:
            yield Item("links", "done", words.LINK_ALIVE.fill(url=link.url, day=_day(entry.last_alive)))
        else:
            dead = entry.state in NEGATIVE
            text = words.LINK_OTHER.fill(url=link.url, state=_said(f"state.{entry.state}"), day=_day(entry.last_tried))
            yield Item("links", "wrong" if dead else "open", text, words.REMEDIES["dead" if dead else "link"])


def _documents(asked: Question) -> Iterator[Item]:
    """The loader has seen that each is there."""
    for document in asked.call.documents:
        name = _text(document.title) if document.title else _said(f"document-kind.{document.kind}")
        yield Item("documents", "done", words.DOCUMENT.fill(name=name, file=document.file))
    if not asked.call.documents:
        yield Item("documents", "open", words.NO_DOCUMENTS, words.REMEDIES["documents"].fill(id=asked.id))


def _state(asked: Question) -> Iterator[Item]:
    call, funder = asked.call, asked.dataset.organizations[asked.call.funder]
    if call.draft:
        yield Item("state", "wrong", words.DRAFT, words.REMEDIES["draft"].fill(id=asked.id))
    elif call.publish_at and call.publish_at > asked.now:
        moment = {"day": _day(call.publish_at.date()), "hour": f"{call.publish_at:%H:%M}"}
        yield Item("state", "done", words.WAITS.fill(**moment))
    else:
        yield Item("state", "done", words.VISIBLE)
    if not call.draft and _hidden_from(funder) > _hidden_from(call):
        named = {"funder": call.funder}
        yield Item("state", "wrong", words.FUNDER_HIDDEN.fill(**named), words.REMEDIES["funder"].fill(**named))


def _hidden_from(record: Published) -> datetime.datetime:
    """Until when a record is hidden: for ever while it is a draft."""
    return datetime.datetime.max if record.draft else record.publish_at or datetime.datetime.min


def _others(asked: Question) -> Iterator[Item]:
    yield from (_finding("audit", finding) for finding in asked.findings if finding.code not in SAID_HERE)


def _finding(group: str, finding: Finding) -> Item:
    remedy = rules()[finding.code].remedy
    text = message_of(finding)
    where = f"{finding.field}: " if group == "audit" else ""
    placed = Message(f"{where}{text.kk} ({finding.code})", f"{where}{text.ru} ({finding.code})")
    return Item(group, "wrong" if severity_of(finding) == "error" else "open", placed, Message(remedy.kk, remedy.ru))


def _day(day: datetime.date) -> Message:
    return Message(*(long_date(day, language) for language in LANGUAGES))


def _text(text: Text) -> Message:
    return Message(text.kk, text.ru)


def _said(key: str) -> Message:
    return Message(*(catalogue(language).say(key) for language in LANGUAGES))
