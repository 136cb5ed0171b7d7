"""What every builder of records shares: the document, its language, where each line went, the marks of guesses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from grantpages.intake import words
from grantpages.intake.source import Block, Paragraph, Source
from grantpages.load import Dataset
from grantpages.model import Text
from grantpages.problem import Language, Message

MARK = "#"
"""A key that begins so holds the marks of the key named after it; of the record itself where nothing follows."""
KAZAKH = 0.06
"""Share of Kazakh letters from which a text is Kazakh: those have 0.12 and more, Russian ones with names 0.03."""
LONGEST_TEXT = 60_000
LONGEST_LINE = 2_000
_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_TELEPHONE = re.compile(r"(?<![\d/=])(?:\+?\s?7|8)[\s(–-]{0,3}\d{3}[\s)–-]{0,3}\d{3}[\s–-]?\d{2}[\s–-]?\d{2}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSON_NUMBER = re.compile(r"(?:ЖСН|ИИН)\W{0,3}\d{12}", re.IGNORECASE)
_FLAT = re.compile(
    r",?\s*(?:\d+\s?-?\s?(?:пәтер|пәт\.)|(?:пәтер|пәт\.|кв\.|квартира)\s?№?\s?\d+[а-я]?)(?!\w)", re.IGNORECASE
)
_WORD_TELEPHONE = re.compile(
    r"(?:байланыс\s+)?(?:тел(?:ефон(?:ы)?)?|e-?mail|эл\.?\s*почта|моб)(?!\w)\s*[.:]*\s*(?=[,;]|$)", re.IGNORECASE
)
HIDDEN = "[…]"


@dataclass
class Desk:
    """The work on one document. placed: by line its files. labels: by line the form's words.

    hidden: lines with contacts. cut: lines of texts longer than a record may hold.
    """

    source: Source
    language: Language
    year: int
    known: Dataset
    memory: Mapping[str, str] = field(default_factory=dict)
    placed: dict[int, set[str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    labels: dict[int, str] = field(default_factory=dict)
    cut: set[int] = field(default_factory=set)
    contacts: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def say(self, message: Message) -> str:
        """A message in the document's language."""
        return message.kk if self.language == "kk" else message.ru

    def place(self, file: str, *blocks: Block | Iterable[int] | None) -> None:
        """Note in which file the blocks, or the lines, are found again."""
        for block in blocks:
            for line in block.lines if hasattr(block, "lines") else block or ():  # type: ignore[union-attr]
                self.placed.setdefault(line, set()).add(file)

    def label(self, line: int, text: str) -> None:
        """Note words of a line that a field says by being there: a label, a column's heading."""
        self.labels[line] = f"{self.labels.get(line, '')} {text}"

    def pair(self, text: str, lines: Iterable[int] = ()) -> dict[str, str]:
        """The text in both languages: the other one as known from earlier records, or the placeholder."""
        text = self.public(tidy(text), lines)
        if len(text) > LONGEST_TEXT:
            self.cut.update(lines)
            text = text[:LONGEST_TEXT].rstrip()
        other = self.memory.get(text, words.PLACEHOLDER)
        return {"kk": text, "ru": other} if self.language == "kk" else {"kk": other, "ru": text}

    def public(self, text: str, lines: Iterable[int] = ()) -> str:
        """The text without telephones, mail, numbers of persons and of flats; their lines are noted."""
        bare = _FLAT.sub("", _PERSON_NUMBER.sub(HIDDEN, _MAIL.sub(HIDDEN, _TELEPHONE.sub(HIDDEN, text))))
        if bare != text:
            self.hidden.update(lines)
        return bare

    def mark(self, record: dict[str, Any], key: str, message: Message, line: int = 0) -> None:
        """Mark a field of a record as a guess, or with an empty key the record."""
        what = self.say(message)
        text = self.say(words.AT.fill(line=line, what=what)) if line else what
        marks = record.setdefault(MARK + key, [])
        if text not in marks:
            marks.append(text)

    def unknown(self, record: dict[str, Any], key: str) -> dict[str, str]:
        """A text that the report does not give, marked."""
        self.mark(record, key, words.NOT_FOUND)
        return {"kk": words.UNKNOWN.kk, "ru": words.UNKNOWN.ru}

    def keep_contacts(self, organization: str, text: str) -> None:
        """Keep an organization's telephones and mail for the private folder."""
        kept = self.contacts.setdefault(organization, {"phones": [], "emails": [], "flat": []})
        kept["phones"] += [one for one in _TELEPHONE.findall(text) if one not in kept["phones"]]
        kept["emails"] += [one for one in _MAIL.findall(text) if one not in kept["emails"]]
        address = re.sub(r"[\s;,.]+$", "", _WORD_TELEPHONE.sub("", _MAIL.sub("", _TELEPHONE.sub("", text))))
        if _FLAT.search(text) and address not in kept["flat"]:
            kept["flat"].append(address)


def without_contacts(text: str) -> str:
    """An address without telephones, mail and flat."""
    bare = _FLAT.sub("", _PERSON_NUMBER.sub("", _MAIL.sub("", _TELEPHONE.sub("", text))))
    bare = re.sub(r"[;,]\s*(?:байланыс деректері|контактные данные)\s*:.*$", "", bare, flags=re.IGNORECASE)
    bare = _WORD_TELEPHONE.sub("", bare)
    return re.sub(r"(?:\s*[,;])+\s*$", "", re.sub(r"\s+", " ", bare)).strip(" ,;:–—-")


def tidy(text: str) -> str:
    """No space at either end, none at the end of a line."""
    return re.sub(r"[ \t]+(?=\n)", "", text).strip()


def line_of(text: str) -> str:
    """One line that the model takes for a name or a number."""
    return re.sub(r"\s+", " ", text).strip()[:LONGEST_LINE].strip()


def prose(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as one text, a blank line between them."""
    return "\n\n".join(paragraph.text.strip() for paragraph in paragraphs if paragraph.text.strip())


def language_of_text(text: str) -> Language:
    """The language a text is in: Kazakh has letters that Russian does not."""
    letters = sum(letter.isalpha() for letter in text) or 1
    return "kk" if len(_KAZAKH.findall(text)) / letters > KAZAKH else "ru"


def memory_of(known: Dataset, language: Language) -> dict[str, str]:
    """Every text of the records at hand and its other language: what is said again need not be translated again."""
    folders = (known.organizations, known.calls, known.projects, known.reports)
    pairs = {
        (text.kk, text.ru) if language == "kk" else (text.ru, text.kk)
        for records in folders
        for record in records.values()
        for text in _texts(record)
    }
    return {one: other for one, other in sorted(pairs) if words.PLACEHOLDER not in (one, other)}


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
