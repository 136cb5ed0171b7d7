"""Goes through a real record and makes an invented one of the same shape."""

from random import Random
from typing import Any

from sampling import invented
from sampling.changes import Changes, invented_url
from sampling.sentences import Pool, is_text

NARRATIVE = ("overview", "goals", "facts", "plan", "change", "groups", "long_term", "sustainability", "effect")
FIELDS = frozenset(("account", *NARRATIVE))
"""The fields whose texts are put together anew; shorter texts keep their words."""

DATES = frozenset(("date", "start", "end", "opens", "closes", "notice_received"))
SOURCE = {"kk": "Ойдан құралған үлгі (scripts/make_sample.py)", "ru": "Вымышленный образец (scripts/make_sample.py)"}

Plain = dict[str, Any]


class Shaper:
    """Goes through a real record and returns an invented one of the same shape."""

    def __init__(self, changes: Changes, pool: Pool, rng: Random) -> None:
        self.changes, self.pool, self.rng = changes, pool, rng
        self.urls: dict[str, str] = {}
        self.decks = {field: pool.deck(field, rng) for field in sorted(FIELDS)}

    def record(self, real: Plain) -> Plain:
        """The invented record; who and what it refers to is the caller's to say."""
        return {**self.mapping(real), **({"sources": [{"title": SOURCE}]} if "sources" in real else {})}

    def mapping(self, value: Plain) -> Plain:
        """Each field by what it holds."""
        exact = value.get("kind") in ("percent", "tenge")
        return {
            key: inner if exact and isinstance(inner, int) else self.value(key, inner) for key, inner in value.items()
        }

    def value(self, key: str, value: Any) -> Any:
        """A field's value changed."""
        if isinstance(value, dict):
            return self.text(key, value) if is_text(value) else self.mapping(value)
        if isinstance(value, list):
            return [self.value(key, inner) for inner in value]
        if isinstance(value, int):
            return self.changes.number(value)
        if key == "url":
            return self.urls.setdefault(value, invented_url(value, self.rng, self.changes.later))
        if key == "name":
            return invented.person(self.rng)
        return self.changes.date(value) if key in DATES else value

    def text(self, key: str, text: Plain) -> Plain:
        """A text in both languages: prose from others' sentences, a short text as it is, both with the changes."""
        kk, ru = self.pool.recombine(text, self.decks[key]) if key in FIELDS else (text["kk"], text["ru"])
        return {**text, "kk": self.changes.text(kk), "ru": self.changes.text(ru)}
