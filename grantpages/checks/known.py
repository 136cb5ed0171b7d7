"""Names in a bare form, in which spellings of one name are the same."""

import re
from collections.abc import Iterable
from functools import lru_cache

from grantpages.model import Printed, Text

Name = tuple[str, ...]
"""A name in its bare form."""
WORDS = re.compile(r"\w+")
# What an organization or a work is, in contrast to what it is called.
FORMS = frozenset(
    (
        "қоғамдық", "қоры", "қор", "қорының", "бірлестігі", "бірлестік", "жеке", "мекемесі", "мекеме", "мемлекеттік",
        "жшс", "мм", "кмм", "кеақ", "ақ", "ққ", "қб", "жм", "жобасы", "жоба", "әлеуметтік", "атты",
        "общественный", "общественное", "объединение", "фонд", "частное", "учреждение", "государственное",
        "тоо", "гу", "кгу", "нао", "ао", "оф", "оо", "чу", "проект", "социальный",
    )
)  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and marks."""
    return tuple(WORDS.findall(text.casefold()))


@lru_cache(maxsize=65_536)
def bare(name: str) -> Name:
    """The words of a name without case, marks and legal form; all its words where nothing else is left."""
    words = words_of(name)
    return tuple(word for word in words if word not in FORMS) or words


def names_of(record: Printed, field: str) -> Iterable[Text]:
    """A record's name (`title` or `name`) and what the source prints in its place elsewhere."""
    yield getattr(record, field)
    yield from (also.text for also in record.also_printed if also.field == field and also.text)
