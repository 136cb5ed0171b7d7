"""What has exactly one right repair in a record's file, and the file as it would be after it.

Nothing is corrected that the source prints. Repaired are only

- the encoding as such (UTF-16, BOM), line ends, letters written as two characters, and spaces at the ends of lines
  outside texts;
- what an officer types in a form of ours: numbers, dates, ids, values of lists, the BIN, quotes round digits;
  and these only where the loader refuses them and they can be read in one way;
- look-alike letters in the Russian of a working translation, which is typed by the operator.

Left alone are every Kazakh text, for it is the authentic print; names and other lines of one language;
`also_printed`, `as_printed` and `amount_in_words`, which are there to show the print; a word that the Kazakh
text has as well, for then the slip may be printed. Links are kept exactly as printed, so that tracking
parameters are part of them and are NOT removed. Encodings other than UTF-16 can only be guessed.
"""

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from grantpages.checks.edits import SHAPES, Edit, Known, Path, Repair, edits_of
from grantpages.model import Shape
from grantpages.problem import Problem
from grantpages.textfile import composed, decode, in_two
from grantpages.yamlfile import Document, parse_document

BOM = b"\xef\xbb\xbf"
_LINK = re.compile("://|www")


@dataclass(frozen=True)
class Mended:
    """A file's text before and after, line ends as `\\n`, and every repair in the order of lines."""

    before: str
    after: str
    repairs: tuple[Repair, ...]


def mended(data: bytes, kind: str, problems: Sequence[Problem], known: Known) -> Mended | None:
    """A file of a kind of record (`projects`) after its repairs; None where there is nothing to repair.

    problems: what the loader refuses in this file. The result has been parsed and compared: at the places of
    its repairs the record is right, everywhere else it is what it was.
    """
    text, of_file = _text(data)
    if text is None:
        return None
    after, repairs = _edited(text, kind, problems, known)
    every = (*of_file, *repairs)
    return Mended(text, after, tuple(sorted(every, key=lambda repair: repair.line))) if every else None


def _text(data: bytes) -> tuple[str | None, list[Repair]]:
    repairs = []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError:
            return None, []
        repairs.append(Repair("utf16", 0, "", "", ""))
    elif data.startswith(BOM):
        repairs.append(Repair("bom", 0, "", "", ""))
    if count := data.count(b"\r\n"):
        repairs.append(Repair("line-ends", 0, "", str(count), ""))
    data, count = _composed(data)
    if count:
        repairs.append(Repair("composed", 0, "", str(count), ""))
    text, problems = decode(data, "")
    return (None, []) if problems else (text, repairs)


def _composed(data: bytes) -> tuple[bytes, int]:
    """The file with each letter as one character, and how many were two; lines with a link are left as they are."""
    try:
        lines = data.decode().split("\n")
    except UnicodeError:
        return data, 0
    count = 0
    for place, line in enumerate(lines):
        if not _LINK.search(line) and (found := sum(1 for _ in in_two(line))):
            count += found
            lines[place] = composed(line)
    return "\n".join(lines).encode(), count


def _edited(text: str, kind: str, problems: Sequence[Problem], known: Known) -> tuple[str, tuple[Repair, ...]]:
    """The text with all edits that hold: all together, or those that do one by one."""
    document = parse_document(text, "")
    if document.value is None or any(problem.code != "empty-value" for problem in document.problems):
        return text, ()  # a value that is not read for certain cannot be compared
    edits = list(edits_of(text, document.value, kind, problems, known))
    if edits and not _holds(text, document, SHAPES[kind], edits):
        edits = reduce(
            lambda held, edit: [*held, edit] if _holds(text, document, SHAPES[kind], [*held, edit]) else held,
            edits,
            list[Edit](),
        )
    return _apply(text, edits), tuple(repair for edit in edits for repair in edit.repairs)


def _apply(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _holds(text: str, before: Document, shape: type[Shape], edits: Sequence[Edit]) -> bool:
    """Whether the edited text reads as the same record but for the values that were to change, and these are right."""
    after = parse_document(_apply(text, edits), "")
    expected = copy.deepcopy(before.value)
    changed = [edit for edit in edits if edit.path]
    for edit in changed:
        *above, last = edit.path or ()
        reduce(lambda here, step: here[step], above, expected)[last] = edit.value
    return (
        after.problems == before.problems
        and to_json(after.value) == to_json(expected)
        and not {edit.path for edit in changed} & _refused(shape, after.value)
    )


def _refused(shape: type[Shape], value: Any) -> set[Path]:
    try:
        shape.model_validate_json(to_json(value))
    except ValidationError as error:
        return {detail["loc"] for detail in error.errors(include_url=False, include_context=False)}
    return set()
