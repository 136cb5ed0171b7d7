"""The organizations a report names: each once, recognised by its BIN or its name, however it is printed."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from grantpages.intake import words
from grantpages.intake.desk import Desk, line_of, without_contacts
from grantpages.intake.regions import region_of
from grantpages.model import Organization
from grantpages.model.organization import has_check_digit
from grantpages.wording import slug

# Kind and legal form by the words or letters of a name (glossary of the reference, section 2).
_FORMS = tuple(
    (kind, form, re.compile(pattern))
    for kind, form, pattern in (
        ("company", "llp", r"\bЖШС\b|\bТОО\b|[Жж]ауапкершілігі шектеулі серіктест|[Тт]оварищество с ограниченной"),
        ("ngo", "public_foundation", r"[Ққ]оғамдық [Ққ]ор|[Оо]бщественн\w+ фонд|\bҚҚ\b|\bОФ\b"),
        ("ngo", "public_association", r"[Ққ]оғамдық [Бб]ірлест|[Оо]бщественн\w+ объединени|\bР?ҚБ\b|\bР?ОО\b"),
        ("ngo", "private_institution", r"[Жж]еке мекеме|[Чч]астн\w+ учреждени|\bЖМ\b|\bЧУ\b"),
        ("other", "njsc", r"\bКЕАҚ\b|\bНАО\b|[Кк]оммерциялық емес акционер|[Нн]екоммерческ\w+ акционер"),
        ("state_body", "state_institution", r"\bК?ММ\b|\bК?ГУ\b|[Мм]емлекеттік мекеме|[Гг]осударственн\w+ учреждени"),
        ("state_body", "", r"бөлімі\b|басқармасы\b|әкімдігі|министрліг|отдел\b|[Уу]правление|[Аа]кимат|[Мм]инистерств"),
        ("ngo", "other", r"[Ққ]ауымдастық|[Аа]ссоциаци|[Оо]дағ?|[Сс]оюз|[Бб]ірлестік|[Фф]онд|[Ққ]оры?\b"),
        ("company", "other", r"\bЖК\b|\bИП\b|\bАҚ\b|\bАО\b"),
    )
)  # fmt: skip
_FORM_WORDS = re.compile(
    r"\b(?:ЖШС|ТОО|ҚҚ|ОФ|ҚБ|ОО|ЖМ|ЧУ|КЕАҚ|НАО|ММ|КММ|ГУ|КГУ|РҚБ|РОО|қоғамдық\s+(?:қоры?|бірлестігі)|общественн\w+\s+(?:фонд|объединение)"
    r"|частное\s+учреждение|жеке\s+мекеме(?:сі)?|мемлекеттік\s+мекеме(?:сі)?|государственное\s+учреждение"
    r"|товарищество\s+с\s+ограниченной\s+ответственностью|жауапкершілігі\s+шектеулі\s+серіктестігі)\b",
    re.IGNORECASE,
)
_BIN = re.compile(r"(?:БСН|БИН)\W{0,3}(\d{12})")
LONGEST_ID = 48
ALIKE = 0.88
"""Likeness of two names, letter by letter, from which they are one organization's: a slip of the pen, not a word."""


@lru_cache(maxsize=65_536)
def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without quotes and legal form."""
    return tuple(re.findall(r"[^\W_]+", _FORM_WORDS.sub(" ", name).lower().replace("ё", "е")))


def key_of(name: str) -> str:
    """What is left of a name when quotes, case, spaces and legal form are taken away."""
    return "".join(words_of_name(name))


def form_of(name: str) -> tuple[str, str]:
    """Kind and legal form that a name tells; `other` and nothing where it tells none."""
    return next(((kind, form) for kind, form, pattern in _FORMS if pattern.search(name)), ("other", ""))


@dataclass
class Party:
    """One organization. copied: its record is at hand. guessed: it has another name there, nearly this one."""

    id: str
    key: str
    name: str
    line: int
    record: dict[str, Any] = field(default_factory=dict)
    copied: bool = False
    guessed: bool = False


class Parties:
    """All organizations of one report."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: dict[str, Party] = {}
        self.names = {id_: _names(record) for id_, record in desk.known.organizations.items()}

    def take(self, printed: str, lines: tuple[int, ...], kind: str = "", place: str = "cover") -> Party:
        """The organization printed here, a new one where none is like it. place: of the form."""
        name = re.sub(r"\(\s*\)", "", _BIN.sub("", self.desk.public(printed, lines)))
        name = line_of(name).strip(" ,;.")
        key = key_of(name) or key_of("x" + name)
        party = self._known(name, key) or self._at_hand(printed, name, key, lines)
        if party is None:
            party = self._new(name, key, lines, kind)
            if found := _BIN.search(printed):
                self._number(party, found[1], lines[0])
        self.found[party.id] = party
        if party.key != key and not party.copied:
            self.desk.mark(party.record, "name", words.NAME_TWICE.fill(found=name), lines[0])
        self.desk.place(f"organizations/{party.id}.yml", lines)
        if not party.copied:
            self._also(party, name, lines, place)
        return party

    def _also(self, party: Party, name: str, lines: tuple[int, ...], place: str) -> None:
        """Keep another way the name is printed, with its place."""
        others = [also["text"][self.desk.language] for also in party.record.get("also_printed", ())]
        if name and name not in (party.record["name"][self.desk.language], *others):
            also = {"field": "name", "text": self.desk.pair(name, lines), "printed": place}
            party.record.setdefault("also_printed", []).append(also)

    def _number(self, party: Party, number: str, line: int) -> None:
        if has_check_digit(number):
            party.record["bin"] = number
        else:
            self.desk.mark(party.record, "", words.BIN_WRONG.fill(found=number), line)

    def describe(self, party: Party, head: str, address: str, lines: tuple[int, ...], contacts: str = "") -> None:
        """Add who heads it and where it is; telephones and mail go to the private folder."""
        self.desk.keep_contacts(party.id, f"{address}; {contacts}")
        head, where = line_of(self.desk.public(head)).strip(" ,;"), without_contacts(address)
        file = f"organizations/{party.id}.yml"
        if party.copied:
            texts = str(self.desk.known.organizations[party.id].model_dump())
            if all(text in texts for text in (head, where) if text):
                self.desk.place(file, lines)
            return
        self.desk.place(file, lines)
        if head and "head" not in party.record:
            party.record["head"] = {"name": head}
        if where and "address" not in party.record:
            party.record["address"] = self.desk.pair(where, lines)
            if region := region_of(where, self.desk.known):
                party.record["region"] = region
                self.desk.mark(party.record, "region", words.REGION_GUESSED, lines[0])

    def _known(self, name: str, key: str) -> Party | None:
        """An organization the report has named before, by its key or by a name with a slip of the pen."""
        same = next((party for party in self.found.values() if party.key == key), None)
        return same or next((party for party in self.found.values() if _alike(party.name, name)), None)

    def _at_hand(self, printed: str, name: str, key: str, lines: tuple[int, ...]) -> Party | None:
        """An organization of the records at hand; another BIN is another organization, whatever the name."""
        number = _BIN.search(printed)
        known = self.desk.known.organizations
        same = [id_ for id_, record in known.items() if number and record.bin == number[1]]
        others = {id_ for id_, record in known.items() if number and record.bin not in (None, number[1])}
        same += [id_ for id_, names in self.names.items() if key in map(key_of, names) and id_ not in others]
        near = (
            id_ for id_, names in self.names.items() if id_ not in others and any(_alike(one, name) for one in names)
        )
        id_ = same[0] if same else next(near, None)
        return Party(id_, key, name, lines[0], copied=True, guessed=not same) if id_ else None

    def _new(self, name: str, key: str, lines: tuple[int, ...], kind: str) -> Party:
        core = re.search(r"«([^«»]+)»?|\"([^\"]+)\"", name)
        wished = (
            _short(slug((core[1] or core[2]) if core else _FORM_WORDS.sub(" ", name), 200, self.desk.language))
            or "organization"
        )
        id_ = self._free(wished)
        told, form = form_of(name)
        record: dict[str, Any] = {}
        self.desk.mark(record, "", words.ID_GUESSED)
        record["kind"] = kind or told
        self.desk.mark(record, "kind", words.KIND_GUESSED, lines[0])
        record["name"] = self.desk.pair(name, lines)
        if form:
            record["legal_form"] = form
        return Party(id_, key, name, lines[0], record)

    def _free(self, wished: str) -> str:
        taken = {*self.found, *self.desk.known.organizations}
        return next(
            name for name in (wished, *(f"{wished}-{at}" for at in range(2, len(taken) + 3))) if name not in taken
        )


def _short(id_: str) -> str:
    """An id of whole words."""
    while len(id_) > LONGEST_ID:
        id_ = id_.rpartition("-")[0] or id_[:LONGEST_ID]
    return id_


def _names(record: Organization) -> tuple[str, ...]:
    others = [also.text for also in record.also_printed if also.field == "name" and also.text]
    return tuple(dict.fromkeys(name for text in (record.name, *others) for name in (text.kk, text.ru)))


def _alike(one: str, other: str) -> bool:
    """Whether two names differ by no more than a slip of the pen in each word: another word is another name."""
    pairs = list(zip(words_of_name(one), words_of_name(other), strict=False))
    if len(words_of_name(one)) != len(words_of_name(other)) or sum(len(word) for word, _ in pairs) < 8:
        return False
    return all(a == b or min(len(a), len(b)) > 5 and SequenceMatcher(None, a, b).ratio() >= ALIKE for a, b in pairs)
