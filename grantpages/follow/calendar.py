"""Deadlines of competitions as calendar files (iCalendar, RFC 5545).

Hours are written in UTC: a telephone whose time zones are older than March 2024, when all of Kazakhstan
moved to UTC+5, would place «18:30 in Asia/Almaty» an hour off.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from grantpages.astana import in_astana
from grantpages.follow.news import Key, steps_of
from grantpages.load import Dataset
from grantpages.model import Call, Intake
from grantpages.problem import Language
from grantpages.wording import catalogue, long_date, money, plain

OCTETS = 75
"""Bytes of one line of the file, its end not counted (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Deadline:
    """A day of a competition's intake: `opens` or `closes`, and the hour where it is known, both Astana's."""

    call: str
    step: str
    day: datetime.date
    hour: datetime.time | None


@dataclass(frozen=True)
class Calendar:
    """Writes the calendars of one language.

    address: the site's address in that language, ending in `/`. changed: when each record was last changed,
    where that is known; versions: how often it was.
    """

    dataset: Dataset
    language: Language
    address: str
    changed: Mapping[Key, datetime.datetime]
    versions: Mapping[Key, int]

    def text(self, name: str, calls: Iterable[str]) -> str:
        """A calendar file of some competitions. name: what the calendar is called."""
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//Grantpages//Grantpages//{self.language.upper()}",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"NAME:{escaped(name)}",
            f"X-WR-CALNAME:{escaped(name)}",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            "X-PUBLISHED-TTL:P1D",
        ]
        for call in calls:
            for deadline in deadlines(call, self.dataset.calls[call]):
                lines.extend(self.event(deadline))
        return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))

    def event(self, deadline: Deadline) -> Iterator[str]:
        """The lines of one deadline."""
        call = self.dataset.calls[deadline.call]
        title, words = plain(call.title, self.language), catalogue(self.language)
        host = urlsplit(self.dataset.operator.website).hostname or "grantpages"
        yield "BEGIN:VEVENT"
        yield f"UID:{deadline.call}-{deadline.step}@{host}"
        yield f"DTSTAMP:{self.stamp(deadline.call, call, deadline.day)}"
        yield f"SEQUENCE:{max(0, self.versions.get(('calls', deadline.call), 1) - 1)}"
        yield from _when(deadline)
        yield f"SUMMARY:{escaped(words.say(f'calendar.{deadline.step}', title=title))}"
        yield f"DESCRIPTION:{escaped(self.description(call))}"
        yield f"URL:{self.address}calls/{deadline.call}/"
        yield f"CATEGORIES:{escaped(plain(self.dataset.regions[call.region].name, self.language))}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"

    def description(self, call: Call) -> str:
        """Who gives, how much, where, and until when."""
        words, intake = catalogue(self.language), call.intake
        lines = [
            words.say("calendar.funder", name=plain(self.dataset.organizations[call.funder].name, self.language)),
            words.say("calendar.amount", amount=money(sum(lot.amount for lot in call.lots))),
            words.say("calendar.territory", territory=plain(call.territory, self.language)),
        ]
        if intake:
            lines.append(until(intake, self.language))
        return "\n".join(lines)

    def stamp(self, id: str, call: Call, day: datetime.date) -> str:
        """When the entry was last made new: the record's last change, or the last step that has a day."""
        if moment := self.changed.get(("calls", id)):
            return utc_text(moment)
        known = [*steps_of(call).values(), *([call.order.date] if call.order else ())]
        return utc_text(in_astana(datetime.datetime.combine(max(known, default=day), datetime.time())))


def deadlines(id: str, call: Call) -> Iterator[Deadline]:
    """The days of a competition that an applicant must not miss."""
    intake = call.intake
    if intake and intake.opens:
        yield Deadline(id, "opens", intake.opens, None)
    if intake:
        hour = datetime.time.fromisoformat(intake.closes_at) if intake.closes_at else None
        yield Deadline(id, "closes", intake.closes, hour)


def until(intake: Intake, language: Language) -> str:
    """Until when applications are accepted, with the hour where it is known."""
    words, day = catalogue(language), long_date(intake.closes, language)
    if not intake.closes_at:
        return words.say("calendar.until-day", date=day)
    return words.say("calendar.until", date=day, time=intake.closes_at)


def _when(deadline: Deadline) -> Iterator[str]:
    """The minute, or the whole day where no hour is known."""
    if deadline.hour:
        yield f"DTSTART:{utc_text(in_astana(datetime.datetime.combine(deadline.day, deadline.hour)))}"
    else:
        yield f"DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{deadline.day + datetime.timedelta(days=1):%Y%m%d}"


def utc_text(moment: datetime.datetime) -> str:
    """`20250401T133000Z` of an aware moment."""
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    for plain_, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain_, written)
    return text


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which cuts a letter (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])
