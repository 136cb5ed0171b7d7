"""One line of the ledger, read strictly: the entry that it holds, or all that is wrong with it."""

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import to_json

from grantpages.evidence.ledger import Entry, Failure, Snapshot, is_sound
from grantpages.evidence.naming import Kind, Platform
from grantpages.evidence.verdict import REASONS, STATES, Grade, Reason, State
from grantpages.faults import described, instead, quoted, visible
from grantpages.model.values import Day, Shape, said
from grantpages.problem import Message, Problem
from grantpages.shapes import annotation_at, keys_of

CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
RESULTS = {*STATES, *(f"{state}:{reason}" for state in STATES for reason in REASONS)}
MEND = Message(
    "Жолды git тарихынан қалпына келтіріңіз немесе өшіріңіз: өшірілсе, келесі тексеру жазбаны басынан бастайды.",
    "Верните строку из истории git или удалите ее: тогда следующая проверка начнет запись заново.",
)
FAULTS = {
    "ledger-conflict": Message(
        "жолда бір сілтеменің жазбасы болуы керек, ал мұнда git біріктіруінен қалған {found} белгісі тұр."
        " Белгілер тұрған жолдарды ғана өшіріңіз, екі жақтың жазбаларын қалдырыңыз:"
        " келесі тексеру оларды өзі біріктіреді.",
        "в строке должна стоять запись одной ссылки, а стоит метка {found} незаконченного слияния git. Удалите только"
        " строки с метками, а записи обеих сторон оставьте: следующая проверка соединит их сама.",
    ),
    "ledger-not-json": Message(
        "жолда бір сілтеменің жазбасы, бір JSON нысаны болуы керек, ал мұнда {found} тұр. {mend}",
        "в строке должна стоять запись одной ссылки, один объект JSON, а стоит {found}. {mend}",
    ),
    "ledger-twice": Message(
        "жазбада әр өріс бір рет қана тұруы керек, ал {found} қайталанған. {mend}",
        "каждое поле записи должно стоять один раз, а {found} повторяется. {mend}",
    ),
    "ledger-unknown": Message(
        "жазбада белгілі өрістер ғана болуы керек, ал {found} деген өріс жоқ. {hint} {mend}",
        "в записи должны быть только известные поля, а поля {found} нет. {hint} {mend}",
    ),
    "ledger-missing": Message(
        "жазбада бұл өріс болуы керек, ал ол жоқ. Онда не тұрады: {what} {mend}",
        "это поле в записи должно быть, а его нет. Что в нем стоит: {what} {mend}",
    ),
    "ledger-value": Message(
        "өрісте мынадай мән болуы керек: {what} Ал мұнда {found} тұр. {mend}",
        "в поле должно стоять вот что: {what} А стоит {found}. {mend}",
    ),
    "ledger-contradiction": Message(
        "сілтеменің күйі жазбадағы күндерден шығуы керек, ал {found} күйі олармен сәйкес келмейді. {mend}",
        "состояние ссылки должно следовать из дат записи, а {found} с ними не сходится. {mend}",
    ),
}
SIGN = said("Күйді анықтаған белгі, signs.yml ішінен.", "Признак, по которому определено состояние, из signs.yml.", "")
REASON = said("Күйдің себебі, белгілі себептердің бірі.", "Причина состояния, одна из известных.", None)
STATUS = said("HTTP жауабының коды, 100–999.", "Код ответа HTTP, 100–999.", None, ge=100, le=999)


class FailureLine(Shape):
    """A day on which the link showed a negative sign."""

    day: Day = said("Сәтсіз тексеру күні, ЖЖЖЖ-АА-КК.", "День неудачной проверки, ГГГГ-ММ-ДД.")
    state: Literal["gone", "private", "gone_or_private"] = said(
        "Сол күні не көрінді: gone, private немесе gone_or_private.",
        "Что было видно в тот день: gone, private или gone_or_private.",
    )
    reason: Reason | None = REASON
    sign: str = SIGN
    status: int | None = STATUS
    grade: Grade | None = said("Белгінің сенімділігі: A, B, C немесе G.", "Надежность признака: A, B, C или G.", None)


class SnapshotLine(Shape):
    """A copy in a web archive."""

    url: str = said("Мұрағаттағы көшірменің мекенжайы.", "Адрес копии в архиве.", min_length=1)
    taken: Day = said("Көшірме жасалған күн, ЖЖЖЖ-АА-КК.", "День, когда снята копия, ГГГГ-ММ-ДД.")
    kind: Literal["page", "login"] = said(
        "Көшірмеде не бар: page – беттің өзі, login – кіру беті.",
        "Что в копии: page – сама страница, login – страница входа.",
    )


class EntryLine(Shape):
    """One entry; the fields are those of `Entry`, in their order."""

    key: str = said(
        "Сілтеменің ортақ белгісі, мысалы yt:video:….", "Общее обозначение ссылки, например yt:video:….", min_length=1
    )
    url: str = said("Сілтеменің мекенжайы.", "Адрес ссылки.", min_length=1)
    platform: Platform = said("Платформа, мысалы youtube.", "Платформа, например youtube.")
    kind: Kind = said("Сілтеменің түрі, мысалы video.", "Вид ссылки, например video.")
    state: State = said("Күйі, белгілі күйлердің бірі, мысалы alive.", "Состояние, одно из известных, например alive.")
    reason: Reason | None = REASON
    sign: str = SIGN
    status: int | None = STATUS
    grade: Grade | None = said("Белгінің сенімділігі: A, B, C немесе G.", "Надежность признака: A, B, C или G.", None)
    first_alive: Day | None = said("Алғаш ашылған күн, ЖЖЖЖ-АА-КК.", "Когда впервые открылась, ГГГГ-ММ-ДД.", None)
    last_alive: Day | None = said(
        "Соңғы рет ашылған күн, ЖЖЖЖ-АА-КК.", "Когда открылась в последний раз, ГГГГ-ММ-ДД.", None
    )
    last_tried: Day | None = said("Соңғы тексеру күні, ЖЖЖЖ-АА-КК.", "День последней проверки, ГГГГ-ММ-ДД.", None)
    last_result: str = said(
        "Соңғы тексерудің нәтижесі: күй немесе «күй:себеп».",
        "Итог последней проверки: состояние или «состояние:причина».",
        "",
    )
    failures: tuple[FailureLine, ...] = said(
        "Қатарынан сәтсіз күндер, ең көбі үшеу.", "Неудачные дни подряд, не больше трех.", ()
    )
    archive: SnapshotLine | None = said("Мұрағаттағы көшірме.", "Копия в архиве.", None)


def read_line(text: str, file: str, line: int) -> tuple[Entry | None, list[Problem]]:
    """The entry that a line holds, or all that is wrong with it. Never raises."""

    def refuse(code: str, field: str = "", **values: object) -> Problem:
        return Problem(file, line, visible(field), code, FAULTS[code].fill(mend=MEND, **values))

    if CONFLICT.match(text):
        return None, [refuse("ledger-conflict", found=quoted(text))]
    twice: list[str] = []
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, twice), parse_constant=_no_number)
        plain = to_json(value)  # half a character, such as \ud800, has no bytes
    except (ValueError, RecursionError):
        value = None
    if twice:
        return None, [refuse("ledger-twice", name, found=quoted(name)) for name in sorted(set(twice))]
    if not isinstance(value, dict):
        found = quoted(text) if text.strip() else Message("бос жол", "пустая строка")
        return None, [refuse("ledger-not-json", found=found)]
    try:
        entry = _entry(EntryLine.model_validate_json(plain))
    except ValidationError as error:
        return None, [refuse(code, field, **values) for code, field, values in _misfits(error)]
    if entry.last_result and entry.last_result not in RESULTS:
        what = _what(EntryLine, "last_result")
        return None, [refuse("ledger-value", "last_result", what=what, found=quoted(entry.last_result))]
    return (
        (entry, []) if is_sound(entry) else (None, [refuse("ledger-contradiction", "state", found=quoted(entry.state))])
    )


def _once(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice.extend(name for name in names if names.count(name) > 1)
    return dict(pairs)


def _no_number(written: str) -> None:
    raise ValueError(written)


def _entry(line: EntryLine) -> Entry:
    values = dict(line)
    values["failures"] = tuple(Failure(**dict(failure)) for failure in line.failures)
    values["archive"] = Snapshot(**dict(line.archive)) if line.archive else None
    return Entry(**values)


def _misfits(error: ValidationError) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Each misfit as the code of a fault, the dotted field and what fills the message."""
    for detail in error.errors(include_url=False):
        path = detail["loc"]
        holder, name = path[:-1], str(path[-1])
        if detail["type"] == "extra_forbidden":
            values: dict[str, object] = {"found": quoted(name), "hint": instead(name, keys_of(EntryLine, holder))}
            yield "ledger-unknown", ".".join(map(str, path)), values
            continue
        named = path if isinstance(path[-1], str) else holder  # an item is told by its list
        what = _what(annotation_at(EntryLine, named[:-1]), str(named[-1]))
        code = "ledger-missing" if detail["type"] == "missing" else "ledger-value"
        yield code, ".".join(map(str, path)), {"what": what, "found": described(detail["input"])}


def _what(shape: Any, name: str) -> Message:
    """What the model says of a field, in both languages."""
    extra = shape.model_fields[name].json_schema_extra
    return Message(extra["x-kk"], extra["x-ru"])
