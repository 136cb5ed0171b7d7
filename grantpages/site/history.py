"""A record's history in words: each version with the fields it changed, named and formatted as the page does."""

import datetime
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_origin

from pydantic import BaseModel

from grantpages import wording
from grantpages.follow.news import title_of
from grantpages.history.changes import Change, Plain, Step
from grantpages.history.records import Edit, Past
from grantpages.load import FOLDERS, Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.shapes import annotation_at
from grantpages.site.page import Page
from grantpages.site.voice import MONEY, Voice

LONG = 120
"""Characters; a longer text is shown by its differing words alone."""
WORDS = 3_000  # of both texts; more would take the comparison seconds
AROUND = 6  # words that are shown before and after a difference
_SPACE = re.compile(r"(\s+)")


@dataclass(frozen=True)
class Piece:
    """A piece of a text: `same`, `old` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """One changed field. Of a long text `pieces` say what differs, and `old` and `new` are empty.

    language: of the values, where they are one side of a pair.
    """

    label: str
    old: str
    new: str
    language: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One version as the page has it. rows: None where it cannot be read."""

    commit: str
    moment: datetime.datetime
    address: str
    rows: list[Row] | None


def has_history(past: Past, kind: str, id: str) -> bool:
    """Whether a record has changed since its first version."""
    history = past.of(kind, id)
    return bool(history and len(history.edits) > 1)


def history_page(dataset: Dataset, past: Past, voice: Voice, kind: str, id: str) -> Page | None:
    """The page of a record that has changed since its first version."""
    history = past.of(kind, id)
    if not history or not has_history(past, kind, id):
        return None
    name = voice.text(title_of(dataset, kind, id))
    title, description = voice.t("title.history", title=name), voice.t("describe.history", title=name)
    versions = list(shown(history.edits, kind, dataset.files[kind, id], voice, past.repository))
    values = {"title": title, "record": f"{kind}/{id}/", "versions": versions}
    return Page(f"{kind}/{id}/history/", kind, "history.html", title, description, values)


def shown(edits: tuple[Edit, ...], kind: str, file: str, voice: Voice, repository: str) -> Iterator[Shown]:
    """Every version, the newest first. repository: a web address with `{commit}` and `{path}`, or empty."""
    for edit in edits:
        rows = None if edit.changes is None else [row(change, kind, voice) for change in edit.changes]
        address = repository.format(commit=edit.commit, path=file) if repository else ""
        yield Shown(edit.commit, edit.moment, address, rows)


def row(change: Change, kind: str, voice: Voice) -> Row:
    """One change in words."""
    label = label_of(kind, change.path, voice)
    old, new = (_said(change, value, voice) for value in (change.old, change.new))
    if old and new and max(len(old), len(new)) > LONG and len(old.split()) + len(new.split()) <= WORDS:
        return Row(label, "", "", _language(change.path), tuple(differing(old, new)))
    return Row(label, _cut(old), _cut(new), _language(change.path))


def label_of(kind: str, path: tuple[Step, ...], voice: Voice) -> str:
    """What a field is called, from the record's part to the field: «Лоттар 2 › Лоттың сомасы»."""
    shape, language = FOLDERS[kind], _language(path)
    labels: list[str] = []
    for length, step in enumerate(path[:-1] if language else path):
        if isinstance(step, int):
            labels[-1] = f"{labels[-1]} {step}"
        else:
            labels.append(_name(shape, path[:length], step, voice.language))
    told = " › ".join(labels)
    return f"{told} ({voice.t(f'language.{language}')})" if language else told


def _language(path: tuple[Step, ...]) -> str:
    """The side of a pair that a path leads to."""
    return str(path[-1]) if len(path) > 1 and path[-1] in LANGUAGES else ""


def _name(shape: type[BaseModel], path: tuple[Step, ...], step: str, language: Language) -> str:
    """What the model says of a field, as far as its first stop; an older format's field by its key."""
    holder = annotation_at(shape, path)
    if isinstance(holder, type) and issubclass(holder, BaseModel):
        info = holder.model_fields.get(step)
        extra = info.json_schema_extra if info else None
        return re.split(r"[.,;:]", str(extra[f"x-{language}"]))[0] if isinstance(extra, dict) else step
    if get_origin(holder) is dict:
        return _key(step, language)
    return step


@cache
def _key(step: str, language: Language) -> str:
    """A key of a mapping: a section of the report, a category, an age."""
    words = wording.catalogue(language).messages
    keys = (f"categories.{step}", f"ages.{step}", f"form.report-{step}")
    return next((str(words[key]) for key in keys if key in words), step)


def _said(change: Change, value: Plain | None, voice: Voice) -> str:
    """A value as the page would print it; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return voice.t("yes" if value else "no")
    if isinstance(value, int):
        return voice.money(value) if change.path[-1] in MONEY else voice.number(value)
    try:
        return voice.day(datetime.date.fromisoformat(value)) if len(value) == 10 else value
    except ValueError:
        return value


def _cut(text: str) -> str:
    """The beginning of a text that is too long for a table."""
    return text if len(text) <= 3 * LONG else f"{text[: 3 * LONG].rsplit(' ', 1)[0]} …"


def differing(old: str, new: str) -> Iterator[Piece]:
    """The words that differ, with some that do not before and after."""
    before, after = (_SPACE.split(text) for text in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    for place, (code, start, end, new_start, new_end) in enumerate(codes):
        if code == "equal":
            yield Piece("same", _around(before[start:end], place > 0, place + 1 < len(codes)))
            continue
        if end > start:
            yield Piece("old", "".join(before[start:end]))
        if new_end > new_start:
            yield Piece("new", "".join(after[new_start:new_end]))


def _around(words: list[str], after: bool, before: bool) -> str:
    """The words next to a difference: at the beginning where one comes before, at the end where one follows."""
    kept = 2 * AROUND  # a word and the space that follows it
    if len(words) <= kept * (after + before):
        return "".join(words)
    return "".join([*(words[:kept] if after else []), " … ", *(words[-kept:] if before else [])])
