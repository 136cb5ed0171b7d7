"""What pydantic says of a record that does not fit its model, said as located problems."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from grantpages.faults import LONGEST_QUOTE, described, fault, instead, nearest, quoted
from grantpages.model.values import CONTACT, ISO_DATE, MINUTE
from grantpages.problem import Message, Problem
from grantpages.shapes import annotation_at, keys_of
from grantpages.yamlfile import Document

# Every error type of pydantic that the models can raise, and the fault it is.
CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "model_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "tuple_type": "not-a-list",
    "string_type": "not-text",
    "int_type": "not-a-number",
    "bool_type": "not-yes-or-no",
    "date_type": "not-a-date",
    "date_parsing": "not-a-date",
    "literal_error": "not-in-list",
    "string_pattern_mismatch": "wrong-form",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-big",
    "too_short": "too-few",
    "string_too_short": "too-short",
    "string_too_long": "too-long",
}
FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "zhanaozen-2025",
    r"^[0-9]{12}$": "991240999991",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "18:30",
    r"^20[0-9]{2}$": "2025",
    MINUTE: "2025-03-05 10:00",
    CONTACT: "https://cisc.kz/",
    r"^[a-z0-9]+([._-][a-z0-9]+)*\.(pdf|docx)$": "protocol.pdf",
    r"^[0-9]{1,2}(-[0-9])?$": "13-1",
    r"^KZ-[0-9]{2}$": "KZ-47",
}
"""By pattern, an example of what fits it."""
MEANINGS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Message(
        "латынның кіші әріптері, цифрлар және жалғыз дефистер", "строчные латинские буквы, цифры и одиночные дефисы"
    ),
    r"^[0-9]{12}$": Message("12 цифр", "12 цифр"),
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": Message("сағат пен минут", "час и минуты"),
    r"^20[0-9]{2}$": Message("жыл", "год"),
    CONTACT: Message("https:// беті не mailto: мекенжайы", "страница https:// или адрес mailto:"),
    MINUTE: Message("күнтізбедегі күн мен сағат, Астана уақыты", "день календаря и час, время Астаны"),
    r"^[a-z0-9]+([._-][a-z0-9]+)*\.(pdf|docx)$": Message(
        "PDF не DOCX файлының кіші латын әріптерімен жазылған аты",
        "имя файла PDF или DOCX строчными латинскими буквами",
    ),
    r"^[0-9]{1,2}(-[0-9])?$": Message("Заң тармақшасының нөмірі", "номер подпункта Закона"),
    r"^KZ-[0-9]{2}$": Message("өңірдің ISO 3166-2 коды", "код региона по ISO 3166-2"),
    r"^\S(.*\S)?$": Message("бір жол, басы-аяғында бос орынсыз", "одна строка, без пробелов по краям"),
    r"^\S": Message("бос орыннан басталмайтын мәтін", "текст, который начинается не с пробела"),
    r"^\S+$": Message("бос орынсыз мекенжай", "адрес без пробелов"),
}
"""By pattern, what a value that fits it is called."""
LIMITS = ("ge", "le", "min_length", "max_length")
ONE_OF = {"text", "date", "number"}
EXAMPLE_NUMBER = Message("мысалы, 10997580", "например 10997580")
OLDEST = 1900  # 25-05-06 may be any of three days
EXAMPLE_DATE = Message("мысалы, 2025-05-06", "например 2025-05-06")


@dataclass
class _Misfit:
    """One of pydantic's errors, where it stands in the file."""

    detail: Any
    path: tuple[str | int, ...]
    shape: Any
    document: Document

    @property
    def where(self) -> str:
        return _dotted(self.path)

    @property
    def code(self) -> str:
        """The fault it is: a name of `FAULTS`."""
        kind, found = self.detail["type"], self.detail["input"]
        if kind == "value_error":  # the models' own rules name it themselves
            code = str(self.detail["ctx"]["error"])
            return "no-value" if code == "one-value" and not ONE_OF & found.keys() else code
        if kind == "date_parsing" and ISO_DATE.fullmatch(found):
            return "no-such-day"
        if kind == "literal_error" and self.detail["loc"][-1] == "[key]":
            return "unknown-field"
        return "empty-value" if found == "" and kind == "string_too_short" else CODES.get(kind, "invalid")

    def follows(self, refused: frozenset[str]) -> bool:
        """Whether it only comes of another problem: at this place, above, or within its parts."""
        if self.code == "too-few" and len(self.detail["input"]) >= self._limit():
            return True  # pydantic counts the items that are right
        above = (_dotted(self.path[:length]) for length in range(1, len(self.path) + 1))
        within = self.where + "." if self.detail["type"] == "value_error" else None
        return any(where in refused for where in above) or bool(
            within and any(where.startswith(within) for where in refused)
        )

    def meant(self) -> str:
        """The place of the field whose name an unknown field's resembles; empty where there is none."""
        near = nearest(str(self.path[-1]), keys_of(self.shape, self.path[:-1]))
        return _dotted((*self.path[:-1], near)) if near else ""

    def problem(self, file: str) -> Problem:
        """It as a problem of `file`."""
        values = {"found": self._found(), "limit": self._limit(), "hint": self._hint()}
        return fault(self.code, file, self.document.lines.at(self.path), self.where, **values)

    def _found(self) -> object:
        value = self.detail["input"]
        if self.where in self.document.written:
            return quoted(self.document.written[self.where])
        if self.code in ("too-few", "too-short", "too-long"):
            return len(value)
        if self.code == "not-a-number" and isinstance(value, str) and value.isdecimal():
            return Message(f"тырнақшадағы {quoted(value)}", f"{quoted(value)} в кавычках")
        return described(value)

    def _limit(self) -> int:
        return next((limit for name, limit in self.detail.get("ctx", {}).items() if name in LIMITS), 0)

    def _hint(self) -> object:
        written = self.document.written.get(self.where, self.detail["input"])
        match self.code:
            case "unknown-field":
                return instead(str(self.path[-1]), keys_of(self.shape, self.path[:-1]))
            case "missing":
                return _said(annotation_at(self.shape, self.path[:-1]), str(self.path[-1]))
            case "not-a-mapping":
                return ", ".join(keys_of(self.shape, self.path)) or "…"
            case "not-in-list":
                listed = tuple(re.findall("'([^']*)'", self.detail["ctx"]["expected"]))
                return instead(str(written), listed)
            case "wrong-form":
                return _form(self.detail["ctx"]["pattern"])
            case "not-text":
                return _as_text(written)
            case "not-a-number":
                return _as_number(str(written))
            case "not-a-date":
                return _as_date(str(written))
        return ""


def explain(error: ValidationError, shape: type[BaseModel], document: Document, file: str) -> Iterator[Problem]:
    """Every misfit of a record of `shape` as a problem at its line in `file`.

    What only follows from a problem of the document, or from a misspelt field, is left out.
    """
    refused = frozenset(problem.field for problem in document.problems if problem.code != "duplicate-key")
    misfits = []
    for detail in error.errors(include_url=False):
        path = tuple(step for step in detail["loc"] if step != "[key]")
        misfits.append(_Misfit(detail, path, shape, document))
    meant = {misfit.meant() for misfit in misfits if misfit.code == "unknown-field"}
    for misfit in misfits:
        known_already = misfit.code == "also-printed-field" or (misfit.code == "missing" and misfit.where in meant)
        if not known_already and not misfit.follows(refused):
            yield misfit.problem(file)
    for path, name in _printed_names(document.value):
        known = keys_of(shape, path[:-3])
        if "also_printed" in known and name.split(".")[0] not in known and _dotted(path) not in refused:
            values = {"found": quoted(name), "hint": instead(name, known)}
            yield fault("also-printed-field", file, document.lines.at(path), _dotted(path), **values)


def _printed_names(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every field that something is said to be printed for; the model looks only where all else is right."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from _printed_names(inner, (*path, step))
        if path[-1:] == ("also_printed",) and isinstance(inner, dict) and isinstance(inner.get("field"), str):
            yield (*path, step, "field"), inner["field"]


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(map(str, path))


def _said(holder: Any, name: str) -> Message:
    """What the model says of a field, in both languages."""
    extra = holder.model_fields[name].json_schema_extra
    return Message(extra["x-kk"], extra["x-ru"])


def _form(pattern: str) -> Message:
    """What a value of a pattern is, and an example."""
    meaning = MEANINGS.get(pattern, Message("үлгідегідей", "как в образце"))
    example = FORMS.get(pattern)
    return Message(f"{meaning.kk}, мысалы, {example}", f"{meaning.ru}, например {example}") if example else meaning


def _as_text(written: object) -> Message:
    if isinstance(written, dict | list):
        return Message("Бір мәтін жазыңыз.", "Напишите один текст.")
    plain = str(written).lower() if isinstance(written, bool) else str(written)[:LONGEST_QUOTE]
    return Message(f'Тырнақшаға алыңыз: "{plain}".', f'Возьмите в кавычки: "{plain}".')


def _as_number(written: str) -> str | Message:
    """The same number as it must be written, where it is one."""
    digits = "".join(re.sub(r"(тг|тенге|теңге|₸)?\.?$", "", written).split())
    return str(int(digits)) if re.fullmatch("[0-9]{1,15}", digits) else EXAMPLE_NUMBER


def _as_date(written: str) -> str | Message:
    """The same day as it must be written, where the order of its parts is plain."""
    parts = [int(digits) for digits in re.findall("[0-9]{1,4}", written[:10])]
    if len(parts) == 3 and parts[2] > 31:
        parts.reverse()
    try:
        day = datetime.date(*parts)
        return day.isoformat() if day.year >= OLDEST else EXAMPLE_DATE
    except (TypeError, ValueError):
        return EXAMPLE_DATE
