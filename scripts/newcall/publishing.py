"""A competition that was left as a draft is given its day and hour."""

import datetime

from asking.asker import Asker, Screen
from asking.changes import difference
from asking.files import Kept, write_all
from asking.opening import links
from asking.running import Talk
from commandline import Refused
from language import said
from pydantic_core import to_json

from grantpages.desk import typed
from grantpages.desk.announcement import GAP, has_gap
from grantpages.desk.insertion import changed, inserted, removed, reworded
from grantpages.desk.records import MINUTE
from grantpages.faults import quoted
from grantpages.model import Call
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import long_date, plain
from grantpages.yamlfile import parse_document
from newcall import words
from newcall.arguments import Asked
from newcall.dialogue import Desk, Drafted, apply_asked, publication_asked
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
        after = _filled(asker, _published(before, call, moment, desk.now), call)
        drafted = Drafted(asked.publish, _read(after), None)
        shown = preview(drafted, items_of(desk, drafted, ledger))
        changes = difference(path.as_posix(), before, after)
        lead = Message(*(f"{text}\n\n{changes}" for text in shown))
        return after, drafted.call, asker.ask(question("ready", read=typed.yes, default="no", lead=lead))

    talk = Talk(asked.lang, screen, Kept(asked.data / f".new-call-{asked.publish}.yml"))
    after, published, ready = talk.hold(conversation, asked.answers)
    talk.kept.drop()
    if not ready:
        print(said(words.DRAFT.fill(id=asked.publish), asked.lang))
        return 0
    write_all({path: after.encode()})
    for message in closing(desk, Drafted(asked.publish, published, None), [path]):
        print(said(message, asked.lang))
    return 0


def _filled(asker: Asker, text: str, call: Call) -> str:
    """The text with what was left to be written into the announcement, if anything was."""
    announced = call.announcement.text if call.announcement else None
    apply = apply_asked(asker) if announced and has_gap(announced) else None
    for language in LANGUAGES if apply else ():
        said = plain(apply, language) if apply else ""
        text = reworded(text, ("announcement", "text", language), getattr(GAP, language), said)
    return text


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
