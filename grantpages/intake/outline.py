"""The document is cut at the form's headings: which part of the form, of which grantee, holds which blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from grantpages.intake.form import APPENDIX_1, APPENDIX_2, NUMBER, REPORT, SURE, place_of
from grantpages.intake.headings import is_numbered
from grantpages.intake.mending import sentence_end
from grantpages.intake.source import Block, Paragraph, Row, Source, Table

Scope = Literal["cover", "report", "app1", "app2"]
_SIGNATURE = re.compile(
    r"(?:[^.!?]|[мМиИ]\.\s?[аАоО]\.)*?(?:төраға|басшы|директор|бухгалтер|руководител|председател)[^.!?:]*?[_\s]{2,}"
    r"(?:[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+\s+[А-ЯӘҒҚҢӨҰҮҺІ]\.|[А-ЯӘҒҚҢӨҰҮҺІ]\.\s?[А-ЯӘҒҚҢӨҰҮҺІ]\.).{0,40}$",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"^\W*(?:(?:приложение|қосымша)\s*(?:№\s*)?(?P<a>[12])|(?P<b>[12])\s*[-–.]?\s*(?:қосымша|приложение))"
    r"(?:\s+к\s+отч[её]ту)?\W*$|^\W*есепке\s+(?P<c>[12])\s*-?\s*қосымша\W*$",
    re.IGNORECASE,
)
SHORT_LABEL = 0.8
"""Likeness from which a text in running print, not set off and without a number, is a heading."""


@dataclass
class Part:
    """One part of the form. index: which grantee or project, from 0. label: the form's words, as printed."""

    scope: Scope
    index: int
    place: str
    label: Paragraph | None = None
    body: list[Block] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs without its tables."""
        return [block for block in self.body if isinstance(block, Paragraph)]

    @property
    def text(self) -> str:
        """Its paragraphs as one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs).strip()

    @property
    def value(self) -> tuple[str, tuple[int, ...]]:
        """What a field of one line holds, with its lines: its first paragraph and what goes on without a gap."""
        first, *rest = self.paragraphs or [Paragraph((0,), "")]
        whole = [first, *takewhile(lambda one: one.tight and ":" not in one.text, rest)]
        return " ".join(one.text for one in whole).strip(), tuple(line for one in whole for line in one.lines)


class Outline:
    """A document's parts in the order of print."""

    def __init__(self, source: Source) -> None:
        self.parts: list[Part] = [Part("cover", 0, "cover")]
        self.forms: list[Paragraph] = []
        for block in source.blocks:
            for one in _unfolded(block):
                self._take(one)

    @property
    def here(self) -> Part:
        """The part being filled."""
        return self.parts[-1]

    def places(self, scope: Scope) -> set[str]:
        """The places of one scope that were found."""
        return {part.place for part in self.parts if part.scope == scope}

    def of(self, scope: Scope, index: int | None = None) -> list[Part]:
        """The parts of a scope, of one grantee where `index` says so."""
        return [part for part in self.parts if part.scope == scope and index in (None, part.index)]

    def indices(self, scope: Scope) -> list[int]:
        """The grantees or projects that a scope holds."""
        return sorted({part.index for part in self.of(scope)})

    def _take(self, block: Block) -> None:
        free = isinstance(block, Paragraph) and not is_numbered(block.text)
        found = self._place(block) if free and isinstance(block, Paragraph) else None
        if found is None or not isinstance(block, Paragraph):
            self._keep(block)
            return
        place, length = found
        scope, index = self._scope(place)
        label = replace(block, text=block.text[:length].strip())
        self.forms.append(label)
        self.parts.append(Part(scope, index, place, label))
        if rest := block.after(length):
            self.here.body.append(rest)

    def _keep(self, block: Block) -> None:
        """Running text, a table, a task: a task or a signature opens a part that print does not name."""
        here = self.here
        if isinstance(block, Paragraph) and here.scope == "app2" and here.place != "signatures":
            if is_numbered(block.text) and here.place in ("title-app2", "app2-grantee", "app2-direction"):
                self.parts.append(Part("app2", here.index, "app2-activities"))
            elif is_signature(block.text):
                self.parts.append(Part("report", 0, "signatures"))
        self.here.body.append(block)

    def _scope(self, place: str) -> tuple[Scope, int]:
        """Which scope a place opens, and whether another grantee or project begins with it."""
        if place.startswith("title-"):
            scope: Scope = "app1" if place == "title-app1" else "app2"
            return scope, self._next(scope)
        if place.startswith("app1-"):
            return "app1", self._next("app1") if self._begins("app1", place) else self._last("app1")
        if place.startswith("app2-"):
            return "app2", self._next("app2") if self._begins("app2", place) else self._last("app2")
        return "report", 0

    def _last(self, scope: Scope) -> int:
        return max((part.index for part in self.of(scope)), default=0)

    def _next(self, scope: Scope) -> int:
        """The index of a grantee that begins here: a title alone does not use one up."""
        filled = [part.index for part in self.of(scope) if not part.place.startswith("title-")]
        return max(filled, default=-1) + 1

    def _begins(self, scope: Scope, place: str) -> bool:
        last = self._last(scope)
        had = {part.place for part in self.of(scope, last)}
        opening = {"app1": ("app1-1",), "app2": ("app2-grantee", "app2-activities")}[scope]
        if place == "app2-direction" and "app2-activities" in had:
            return True
        return place in had and place in opening

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The place a paragraph opens and the length of its label, None for running text."""
        if appendix := _APPENDIX.match(paragraph.text):
            number = appendix["a"] or appendix["b"] or appendix["c"]
            return f"title-app{number}", len(paragraph.text)
        open_ = self._open(bool(re.match(r"\d+\.", paragraph.text)))
        for length in _labels(paragraph):
            text = paragraph.text[:length]
            place, score = place_of(text, open_)
            if score >= self._needed(paragraph, length, place):
                return self._title(place) or place, length
        return None

    def _open(self, numbered: bool) -> tuple[str, ...]:
        """The places that may come now."""
        return tuple(
            place for place in (*REPORT, *APPENDIX_1, *APPENDIX_2) if self._title(place) or self._fits(place, numbered)
        )

    def _needed(self, paragraph: Paragraph, length: int, place: str) -> float:
        """The likeness asked for: less where print marks a heading, more in running text."""
        number = NUMBER.match(paragraph.text)
        numbered = number is not None and number["number"] == place.partition("-")[2]
        marked = paragraph.heading or 0 < paragraph.lead <= length + 2 or number is not None
        if self.here.scope == "cover" and place in REPORT[4:] and not numbered:
            return 0.98  # the cover says who the operator is in the words of later points
        if place in ("report-12", "report-13"):
            return 0.5 if numbered else 0.75
        if numbered and marked:
            return 0.5
        if marked:
            return SURE
        ends = paragraph.text[:length].rstrip().endswith(":") or not paragraph.text.rstrip().endswith(".")
        return SHORT_LABEL if ends else 0.9

    def _title(self, place: str) -> str:
        """The title of an appendix says what points 9 and 10 say: it is the title once they have been."""
        in_appendix, had = self.here.scope in ("app1", "app2"), self.places("report")
        if place == "report-9" and (in_appendix or "report-10" in had):
            return "title-app1"
        if place == "report-10" and (in_appendix or had & {"report-10", "report-13"}):
            return "title-app2"
        return ""

    def _fits(self, place: str, numbered: bool = False) -> bool:
        """Whether a place may begin here: each point once, and within a project nothing it already has.

        numbered: print gives the text a number with a full stop, as it does to activities.
        """
        here = self.here
        if place.startswith("report-"):
            return here.scope in ("cover", "report") and place not in self.places("report")
        if place.startswith("app1-"):
            return here.scope != "app2" and (here.scope == "app1" or place == "app1-1" or self._after_points())
        if place in ("app2-grantee", "app2-direction", "app2-activities"):
            return here.scope in ("app1", "app2") or self._after_points() or place == "app2-activities"
        if here.scope != "app2" or place == here.place:
            return False
        if place == "app2-overview" and numbered:
            return False
        had = {part.place: part for part in self.of("app2", self._last("app2"))}
        return place not in had or place == "app2-effect" and here.place == "app2-sustainability"

    def _after_points(self) -> bool:
        return bool(self.places("report") & {"report-10", "report-11", "report-12", "report-13"})


def is_signature(text: str) -> bool:
    """Whether a paragraph is a position and a name with initials, and nothing else."""
    return len(text) < 120 and bool(_SIGNATURE.match(text))


def _labels(paragraph: Paragraph) -> Iterator[int]:
    """How long the label may be, the likeliest first: what is emphasised, up to a colon, a sentence, all."""
    text = paragraph.text
    seen: set[int] = set()
    colon = [match.end() for match in re.finditer(r":(?=\s|$)", text[:700])]
    bracket = re.match(r"[^()]{5,400}\([^()]*\)\s*:?", text)
    lead = paragraph.lead
    if lead and colon and lead < colon[0] and not re.search(r"\w", text[lead : colon[0] - 1]):
        lead = colon[0]
    if lead and re.match(r"\s*\([^()]*\)\s*:?", text[lead:]):
        lead += len(re.match(r"\s*\([^()]*\)\s*:?", text[lead:])[0])  # type: ignore[index]
    whole = [len(text)] if len(text) < 700 else []
    for length in (lead, *colon[:2], bracket.end() if bracket else 0, sentence_end(text), *whole):
        if length >= 4 and length not in seen and length < 700:
            seen.add(length)
            yield length


def _unfolded(block: Block) -> Iterator[Block]:
    """A table that only lays out labels and their values becomes paragraphs."""
    if isinstance(block, Table) and (rows := [_label_and_value(row) for row in block.rows]):
        known = [row for row in rows if row and place_of(row.text[: row.lead], APPENDIX_1)[1] >= SURE]
        narrow = len(block.rows[0].cells) <= 3
        if narrow and len(known) * 2 >= len(rows) and len(known) >= 2:
            yield from (row for row in rows if row)
            return
    yield block


def _label_and_value(row: Row) -> Paragraph | None:
    cells = [cell for cell in dict.fromkeys(row.cells) if cell]
    if not cells:
        return None
    number = f"{cells.pop(0).rstrip('.)')}. " if re.fullmatch(r"[IVX\d]+[.)]?", cells[0]) and len(cells) > 1 else ""
    label = number + cells[0].rstrip(": ") + ":"
    return Paragraph(row.lines, " ".join([label, *cells[1:]]), len(label))
