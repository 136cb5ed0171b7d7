"""A table of the open data: its columns in words, its key, what it refers to, where its rows come from."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from grantpages.model import Shape
from grantpages.opendata.basis import Basis, Grounds, Subject
from grantpages.problem import Message

VERSION = "1.0"
"""Of the public data format; CHANGELOG.md says what each version changed."""
LICENCE = "CC-BY-4.0"
"""The licence of the data (SPDX)."""
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
"""Where its text is."""

Type = Literal["string", "integer", "date"]
"""What a column holds (Table Schema)."""
Cell = str | int | datetime.date | None
"""A value; None is an empty cell, which says «not stated»."""
Row = tuple[Cell, ...]
"""A value for each column, in the order of the columns."""
_LANGUAGE = {"kk": Message("Қазақша.", "На казахском языке."), "ru": Message("Орысша.", "На русском языке.")}


@dataclass(frozen=True)
class Column:
    """One column. said: what stands in it. values: the closed list it is chosen from. money: whole tenge."""

    name: str
    type: Type
    said: Message
    required: bool = False
    values: tuple[str, ...] = ()
    money: bool = False


@dataclass(frozen=True)
class Reference:
    """Columns whose values are the key of a row of another table."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


def _none(*given: object) -> Iterator[Row]:
    return iter(())


@dataclass(frozen=True)
class Table:
    """A set of rows that is written in every format; its files are called by its name.

    The rows are those that each record of `kinds` gives by itself (`of`), kind after kind, then those of the whole
    (`rows`). `of` leaves out the last cells, which are the record's `tail`.
    """

    name: str
    title: Message
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Basis], Iterator[Row]] = _none
    references: tuple[Reference, ...] = ()
    kinds: tuple[str, ...] = ()
    of: Callable[[Grounds, Subject], Iterator[Row]] = _none


def text(name: str, kk: str, ru: str, required: bool = False, values: tuple[str, ...] = ()) -> Column:
    """A column of texts."""
    return Column(name, "string", Message(kk, ru), required, values)


def whole(name: str, kk: str, ru: str, required: bool = False, money: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", Message(kk, ru), required, money=money)


def day(name: str, kk: str, ru: str) -> Column:
    """A column of days."""
    return Column(name, "date", Message(kk, ru))


def of(shape: type[Shape], field: str, name: str = "", kind: Type = "string", money: bool = False) -> Column:
    """A column that shows a field of the records as it is, and is described in the model's own words.

    A named column shows a field of a part that a record may lack, so it may be empty.
    """
    info = shape.model_fields[field]
    required = not name and info.is_required()
    return Column(name or field, kind, _words(shape, field), required, _values(info.annotation), money)


def pair(shape: type[Shape], field: str, name: str = "") -> tuple[Column, Column]:
    """Two columns for a field that holds a text in both languages."""
    required, said = shape.model_fields[field].is_required(), _words(shape, field)
    return _worded(name or field, said, required)


def names(kk: str, ru: str) -> tuple[Column, Column]:
    """`name_kk` and `name_ru`: what a row is about."""
    return _worded("name", Message(kk, ru), required=True)


def _worded(name: str, said: Message, required: bool) -> tuple[Column, Column]:
    kk, ru = (
        Column(f"{name}_{code}", "string", Message(f"{said.kk} {more.kk}", f"{said.ru} {more.ru}"), required)
        for code, more in _LANGUAGE.items()
    )
    return kk, ru


def _words(shape: type[Shape], field: str) -> Message:
    extra = shape.model_fields[field].json_schema_extra
    assert isinstance(extra, dict), field
    return Message(str(extra["x-kk"]), str(extra["x-ru"]))


def _values(annotation: object) -> tuple[str, ...]:
    """The values of a field with a fixed list, `| None` or not."""
    for part in (annotation, *get_args(annotation)):
        chosen = get_args(part)
        if chosen and all(isinstance(value, str) for value in chosen):
            return chosen
    return ()


TAIL = (
    text("record_url", "Жазбаның беті.", "Страница записи.", required=True),
    text("source_file", "Жазбаның дереккөз файлы.", "Файл, из которого взята запись.", required=True),
    day("record_date", "Жазбада аталған ең соңғы күн.", "Последняя дата, названная в записи."),
    text("licence", "Деректердің лицензиясы (SPDX).", "Лицензия данных (SPDX).", required=True, values=(LICENCE,)),
    text("format_version", "Деректер форматының нұсқасы.", "Версия формата данных.", required=True, values=(VERSION,)),
)
"""The last columns of every table of records: where a row comes from and under what terms."""
