"""Tables of what supports the records and what speaks against them: cited links, findings of the audit."""

from collections.abc import Iterator, Sequence
from typing import get_args

from grantpages.checks.catalogue import message_of
from grantpages.checks.replies import replies_of
from grantpages.evidence.citations import Citation
from grantpages.evidence.ledger import Entry
from grantpages.evidence.naming import Kind, Platform
from grantpages.evidence.verdict import STATES
from grantpages.model import Link, Reply
from grantpages.opendata.basis import KINDS, Grounds, Subject
from grantpages.opendata.table import TAIL, Cell, Row, Table, day, of, pair, text, whole
from grantpages.problem import Message

_KIND = text("record_kind", "Жазбаның түрі.", "Вид записи.", required=True, values=KINDS)
_RECORD = text("record", "Жазбаның белгісі.", "Обозначение записи.", required=True)


def _evidence(grounds: Grounds, subject: Subject) -> Iterator[Row]:
    for citation in subject.cited:
        yield (subject.kind, subject.id, *_place(citation), *_link(citation, grounds.seen(citation)))


def _place(citation: Citation) -> Row:
    """Task, activity and number of the link, each from 1; an announcement's links have no task."""
    numbers = [int(step) + 1 for step in citation.path if isinstance(step, int)]
    return tuple(numbers) if citation.activity else (0, 0, *numbers)


def _link(citation: Citation, entry: Entry | None) -> Row:
    link, identity = citation.link, citation.identity
    state = (
        (entry.state, entry.reason, entry.last_alive, entry.last_tried) if entry else ("unchecked", None, None, None)
    )
    return (
        link.url, identity.platform, identity.kind,
        *((link.shows.kk, link.shows.ru) if link.shows else (None, None)), link.language, identity.created_on,
        *state, entry.archive.url if entry and entry.archive and entry.archive.kind == "page" else None,
    )  # fmt: skip


def _findings(grounds: Grounds, subject: Subject) -> Iterator[Row]:
    replies = replies_of(subject.record) if subject.noted else {}
    for number, finding in enumerate(subject.noted, 1):
        said, answers = message_of(finding), replies.get((finding.code, finding.field), ())
        yield (subject.kind, subject.id, number, finding.code, finding.field, *said, len(answers), *_last(answers))


def _last(answers: Sequence[Reply]) -> tuple[Cell, ...]:
    """The operator's latest reply."""
    reply = answers[-1] if answers else None
    return (reply.date, reply.by, reply.text.kk, reply.text.ru) if reply else (None,) * 4


EVIDENCE = Table(
    "evidence",
    Message("Келтірілген сілтемелер және олардың күйі", "Приведенные ссылки и их состояние"),
    (
        _KIND,
        _RECORD,
        whole("task", "Міндеттің реті; 0 – хабарландыру.", "Место задачи; 0 – объявление.", required=True),
        whole("activity", "Іс-шараның реті; 0 – хабарландыру.", "Место мероприятия; 0 – объявление.", required=True),
        whole("link", "Сілтеменің реті, 1-ден бастап.", "Место ссылки, от 1.", required=True),
        of(Link, "url"),
        text("platform", "Платформа.", "Платформа.", required=True, values=get_args(Platform)),
        text("kind", "Сілтеме нені атайды.", "Что называет ссылка.", required=True, values=get_args(Kind)),
        *pair(Link, "shows"),
        of(Link, "language"),
        day("created", "Жазба жүктелген күн, нөмірінен көрінсе.", "День загрузки записи, если он виден из ее номера."),
        text("state", "Тексеруші көрген күйі.", "Состояние, которое увидела проверка.", required=True, values=STATES),
        text("reason", "Күйдің себебі.", "Причина состояния."),
        day("last_alive", "Соңғы рет ашылған күні.", "День, когда открывалась в последний раз."),
        day("last_tried", "Соңғы тексерілген күні.", "День последней проверки."),
        text("archive", "Веб-архивтегі көшірме.", "Копия в веб-архиве."),
        *TAIL,
    ),
    ("record_kind", "record", "task", "activity", "link"),
    kinds=("calls", "projects"),
    of=_evidence,
)
"""A row for each link as it is cited, with its state."""
FINDINGS = Table(
    "findings",
    Message("Тексеру ескертпелері және оператордың жауаптары", "Примечания проверки и ответы оператора"),
    (
        _KIND,
        _RECORD,
        whole("number", "Ескертпенің жазбадағы реті.", "Место примечания в записи.", required=True),
        of(Reply, "code"),
        text("field", "Қай өріс туралы; бос болса, бүкіл жазба.", "О каком поле; если пусто, о всей записи."),
        text("message_kk", "Не анықталды. Қазақша.", "Что обнаружено. На казахском языке.", required=True),
        text("message_ru", "Не анықталды. Орысша.", "Что обнаружено. На русском языке.", required=True),
        whole("replies", "Оператор жауаптарының саны.", "Количество ответов оператора.", required=True),
        of(Reply, "date", "reply_date", "date"),
        of(Reply, "by", "reply_by"),
        text("reply_kk", "Соңғы жауап. Қазақша.", "Последний ответ. На казахском языке."),
        text("reply_ru", "Соңғы жауап. Орысша.", "Последний ответ. На русском языке."),
        *TAIL,
    ),
    ("record_kind", "record", "number"),
    kinds=tuple(sorted(KINDS)),
    of=_findings,
)
"""A row for each warning of the audit, with what the operator replied."""
