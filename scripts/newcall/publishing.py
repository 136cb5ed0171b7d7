"""A competition that was left as a draft is given its day and hour."""

import datetime

from asking import words as asking
from asking.arguments import Refused
from asking.asker import Asker, Screen, Unanswered
from asking.changes import difference
from asking.files import write_all
from asking.opening import links
from asking.words import said
from pydantic_core import to_json

from grantpages.desk import typed
from grantpages.desk.insertion import changed, inserted, removed, reworded
from grantpages.desk.records import MINUTE
from grantpages.faults import quoted
from grantpages.model import Call
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import long_date
from grantpages.yamlfile import parse_document
from newcall import words
from newcall.arguments import Asked
from newcall.dialogue import Desk, Drafted, publication_asked
from newcall.outcome import closing, items_of, preview
from newcall.questions import question


def publish(asked: Asked, desk: Desk, screen: Screen | None) -> int:
    """Ask when, show what changes, write. Returns the exit code. Raises Refused, CannotInsert, Unwritten."""
    call = desk.dataset.calls.get(asked.publish)
    if call is None:
        raise Refused(words.NO_CALL.fill(found=quoted(asked.publish), known=", ".join(desk.dataset.calls) or "—"))
    if not call.draft:
        raise Refused(words.NO_DRAFT.fill(found=quoted(asked.publish)))
    path = asked.data / desk.dataset.files["calls", asked.publish]
    before = path.read_text(encoding="utf-8")
    ledger = links(asked.data)

    def conversation(asker: Asker) -> tuple[str, Call, bool]:
        moment = publication_asked(asker, desk, call.notice_received, _wanted(call, desk.now))
        after = _published(before, call, moment, desk.now)
        drafted = Drafted(asked.publish, _read(after), None)
        shown = preview(drafted, items_of(desk, drafted, ledger))
        changes = difference(path.as_posix(), before, after)
        lead = Message(*(f"{text}\n\n{changes}" for text in shown))
        return after, drafted.call, asker.ask(question("ready", read=typed.yes, default="no", lead=lead))

    asker = Asker(asked.lang, dict(asked.answers), screen)
    try:
        after, published, ready = asker.hold(conversation)
    except Unanswered as error:
        for line in (asking.MISSING, *error.lines):
            print(said(line, asked.lang))
        return 2
    if not ready:
        print(said(words.DRAFT.fill(id=asked.publish), asked.lang))
        return 0
    write_all({path: after.encode()})
    for message in closing(desk, Drafted(asked.publish, published, None), [path]):
        print(said(message, asked.lang))
    return 0


def _wanted(call: Call, now: datetime.datetime) -> datetime.date | None:
    """The day that the draft has in mind, while it is not over."""
    day = call.announcement.date if call.announcement else None
    return day if day and day >= now.date() else None


def _published(text: str, call: Call, moment: datetime.datetime, now: datetime.datetime) -> str:
    """The file of the draft with its minute, and the day of the announcement wherever that stands in it."""
    text = removed(text, "draft")
    if moment > now and call.publish_at:
        text = changed(text, ("publish_at",), f"{moment:{MINUTE}}")
    elif moment > now:
        text = inserted(text, Call, ("publish_at",), f"{moment:{MINUTE}}")
    day, announcement = moment.date(), call.announcement
    if announcement is None:
        return inserted(text, Call, ("announcement",), {"date": day.isoformat()})
    if announcement.date == day:
        return text
    text = changed(text, ("announcement", "date"), day.isoformat())
    if call.intake and call.intake.opens == announcement.date:
        text = changed(text, ("intake", "opens"), day.isoformat())
    for language in LANGUAGES if announcement.text else ():
        old, new = long_date(announcement.date, language), long_date(day, language)
        text = reworded(text, ("announcement", "text", language), old, new)
    return text


def _read(text: str) -> Call:
    return Call.model_validate_json(to_json(parse_document(text, "").value))
