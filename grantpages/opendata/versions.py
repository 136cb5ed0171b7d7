"""The versions of the public data format, newest first; CHANGELOG.md has the same list."""

import datetime
from dataclasses import dataclass

from grantpages.opendata.table import VERSION
from grantpages.problem import Message


@dataclass(frozen=True)
class Version:
    """A version: a new second number adds columns or tables, a new first one changes or takes away."""

    number: str
    day: datetime.date
    said: Message


VERSIONS = (
    Version(
        VERSION,
        datetime.date(2026, 11, 24),
        Message(
            "Бірінші нұсқа: CSV, XLSX, JSON кестелер, әр жазбаның JSON файлы, datapackage.json, 360giving.json.",
            "Первая версия: таблицы в CSV, XLSX и JSON, файл JSON каждой записи, datapackage.json, 360giving.json.",
        ),
    ),
)
"""The versions of the public data format, from the first; CHANGELOG.md says the same of each."""
