"""Rows of a spreadsheet, XLSX or CSV, whose headings are in either language."""

# ruff: noqa: E501 - sentences are not broken

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from grantpages.faults import quoted
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import short_date

Headings = Mapping[str, Message]
"""The known headings by the key of the answer below them."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 1_000
_LOST = re.compile(r"[а-яё]\?[а-яё]|\?[а-яё]{2}", re.IGNORECASE)
WIDTH = 24
"""Columns of a sample are so many letters wide."""

UNREADABLE = Message(
    "{file}: мұнда XLSX не CSV кестесі болуы керек, ал ол оқылмады. Кестені осы түрлердің бірінде қайта сақтаңыз.",
    "{file}: здесь должна быть таблица XLSX или CSV, а она не читается. Сохраните таблицу заново в одном из этих видов.",
)
LOST = Message(
    "{file}: қазақ әріптері сақталуы керек, ал олардың орнында сұрау белгілері тұр. Кестені XLSX не «CSV UTF-8» түрінде қайта сақтаңыз.",
    "{file}: казахские буквы должны сохраниться, а вместо них стоят знаки вопроса. Сохраните таблицу заново как XLSX или «CSV UTF-8».",
)
TOO_LARGE = Message(
    "{file}: кесте {limit} жолдан және 10 МБ-тан аспауы керек, ал бұл одан үлкен. Керек жолдарды бөлек файлға көшіріңіз.",
    "{file}: в таблице должно быть не больше {limit} строк и 10 МБ, а она больше. Перенесите нужные строки в отдельный файл.",
)
UNKNOWN = Message(
    "{file}: кестенің бірінші жолында белгілі бағандар тұруы керек, ал мыналар белгісіз: {found}. Белгілі бағандар: {known}.",
    "{file}: в первой строке таблицы должны стоять известные столбцы, а эти неизвестны: {found}. Известные столбцы: {known}.",
)
TWICE = Message(
    "{file}: әр баған бір рет тұруы керек, ал {found} екі рет тұр. Біреуін өшіріңіз.",
    "{file}: каждый столбец должен стоять один раз, а {found} стоит дважды. Удалите один из двух.",
)
EMPTY = Message(
    "{file}: кестеде бағандар мен кемінде бір жол болуы керек, ал ол бос. Үлгі жасап алыңыз: --sample.",
    "{file}: в таблице должны быть столбцы и хотя бы одна строка, а она пуста. Образец можно получить так: --sample.",
)


class BadSheet(Exception):
    """The table cannot be taken; `message` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


@dataclass(frozen=True)
class Row:
    """One row: its number as the spreadsheet shows it, and what stands in its cells that are not empty, by key."""

    number: int
    cells: Mapping[str, str]


def read_rows(path: Path, headings: Headings) -> list[Row]:
    """The rows of a table below its headings, empty ones passed over. Raises BadSheet, OSError."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise BadSheet(TOO_LARGE.fill(file=path.name, limit=MAX_ROWS))
    try:
        table = list(_xlsx(data) if data.startswith(b"PK") else _csv(data))
    except _LettersLost:
        raise BadSheet(LOST.fill(file=path.name)) from None
    except (InvalidFileException, zipfile.BadZipFile, csv.Error, UnicodeError, KeyError, ValueError):
        raise BadSheet(UNREADABLE.fill(file=path.name)) from None
    filled = [(number, cells) for number, cells in enumerate(table, 1) if any(cells)]
    if len(filled) < 2:
        raise BadSheet(EMPTY.fill(file=path.name))
    if len(filled) > MAX_ROWS:
        raise BadSheet(TOO_LARGE.fill(file=path.name, limit=MAX_ROWS))
    keys = _keys(filled[0][1], headings, path.name)
    return [
        Row(number, {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell})
        for number, cells in filled[1:]
    ]


def _keys(found: Sequence[str], headings: Headings, file: str) -> list[str]:
    """The key of each column; empty where the column has neither heading nor meaning."""
    known = {_bare(said): key for key, message in headings.items() for said in (*message, key)}
    if unknown := [heading for heading in found if heading and _bare(heading) not in known]:
        listed = Message(*("; ".join(message[place] for message in headings.values()) for place in (0, 1)))
        raise BadSheet(UNKNOWN.fill(file=file, found=", ".join(map(quoted, unknown)), known=listed))
    keys = [known[_bare(heading)] if heading else "" for heading in found]
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            raise BadSheet(TWICE.fill(file=file, found=quoted(found[place])))
    return keys


def _bare(heading: str) -> str:
    return " ".join(heading.casefold().replace("ё", "е").split()).rstrip(" :*")


def _xlsx(data: bytes) -> Iterator[list[str]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2):
        yield [_cell(value) for value in row]
    book.close()


def _cell(value: Any) -> str:
    """A cell as an officer would have typed it."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return short_date(value.date()) + (f" {value:%H:%M}" if value.time() != datetime.time() else "")
    if isinstance(value, datetime.date):
        return short_date(value)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    mark = max(";\t,", key=first.count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
        yield [cell.strip() for cell in row]


class _LettersLost(Exception):
    """The spreadsheet has saved question marks in the place of letters that its encoding does not have."""


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else Windows-1251, read as KZ-1048, which has the Kazakh letters besides.

    Raises _LettersLost, UnicodeError.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    text = data.decode("kz1048")
    if _LOST.search(text):
        raise _LettersLost
    return text


def sample(headings: Headings, rows: Sequence[Mapping[str, str]], language: Language) -> bytes:
    """An XLSX with the headings in one language and rows to write over."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    place = LANGUAGES.index(language)
    sheet.append([message[place] for message in headings.values()])
    for row in rows:
        sheet.append([row.get(key, "") for key in headings])
    for number, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
