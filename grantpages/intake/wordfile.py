"""A report from a word processor (DOCX) becomes paragraphs and tables, read within bounds.

Tracked changes count as accepted; text boxes and notes stand where they are anchored; automatic
numbers are written out.
Only the package's XML is read (ECMA-376); nothing in it is run and nothing outside it is opened.
"""

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from grantpages.intake import words
from grantpages.intake.source import Block, NoReport, Paragraph, Row, Source, Table
from grantpages.intake.wordnumbers import Numbering
from grantpages.textfile import FORBIDDEN, composed

MAX_PART = 24 * 2**20
"""Bytes of XML read from one part; a report of 500 pages has about 3 MB."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"')
_URL = re.compile(r"(?:https?://|www\.)\S+")


@dataclass
class _Package:
    """The parts a reader needs, each read once."""

    body: ET.Element
    targets: dict[str, str]
    notes: dict[tuple[str, str], str]
    numbering: Numbering
    heads: frozenset[str]
    bold: frozenset[str]


@dataclass
class _Walk:
    """Where the reader is: each paragraph and row is one line."""

    package: _Package
    line: int = 0
    lines: dict[int, str] = field(default_factory=dict)
    aside: list[Block] = field(default_factory=list)

    def next(self, text: str) -> int:
        """Count one line on."""
        self.line += 1
        if text.strip():
            self.lines[self.line] = text
        return self.line


def read_word(data: bytes, name: str) -> Source:
    """The document's blocks. data: the file's bytes; name: as shown in messages. Raises NoReport."""
    walk = _Walk(_open(data))
    blocks = tuple(_body(walk.package.body, walk))
    return Source(name, blocks, walk.lines)


def _open(data: bytes) -> _Package:
    if data.startswith(OLE):
        raise NoReport(words.PROTECTED)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        document = _part(archive, "word/document.xml")
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise NoReport(words.NOT_WORD) from None
    if document is None:
        raise NoReport(words.NOT_WORD)
    body = document.find(f"{W}body")
    relations = _part(archive, "word/_rels/document.xml.rels")
    styles = _part(archive, "word/styles.xml")
    return _Package(
        body=document if body is None else body,
        targets={one.get("Id", ""): one.get("Target", "") for one in (relations if relations is not None else ())},
        notes=dict(_notes(archive)),
        numbering=Numbering(_part(archive, "word/numbering.xml")),
        heads=frozenset(_styles(styles, lambda style: style.find(f".//{W}outlineLvl") is not None)),
        bold=frozenset(_styles(styles, lambda style: _on(style.find(f"{W}rPr/{W}b")))),
    )


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    """One part's XML, None where there is none. Reads no more than MAX_PART, whatever the file claims."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_PART + 1)
    except KeyError:
        return None
    except RuntimeError:  # a password of the archive's own
        raise NoReport(words.PROTECTED) from None
    except zipfile.BadZipFile:
        raise NoReport(words.NOT_WORD) from None
    except Exception as error:  # zlib.error and its like: a broken stream
        raise NoReport(words.NOT_WORD) from error
    if len(data) > MAX_PART:
        raise NoReport(words.TOO_LARGE.fill(part=name, limit=MAX_PART // 2**20))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no word processor writes them: expansion bombs do
        raise NoReport(words.NOT_WORD)
    try:
        return ET.fromstring(data)
    except ET.ParseError:
        raise NoReport(words.NOT_WORD) from None


def _styles(styles: ET.Element | None, fits: "type[bool] | object") -> Iterator[str]:
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if callable(fits) and fits(style):
            yield style.get(f"{W}styleId", "")


def _on(mark: ET.Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "none")


def _notes(archive: zipfile.ZipFile) -> Iterator[tuple[tuple[str, str], str]]:
    for kind in ("footnote", "endnote"):
        part = _part(archive, f"word/{kind}s.xml")
        for note in part if part is not None else ():
            text = " ".join("".join(one.itertext()) for one in note.iter(f"{W}p")).strip()
            if text and note.get(f"{W}type") is None:
                yield (kind, note.get(f"{W}id", "")), text


def _body(element: ET.Element, walk: _Walk) -> Iterator[Block]:
    for child in element:
        if child.tag == f"{W}p":
            if paragraph := _paragraph(child, walk):
                yield paragraph
        elif child.tag == f"{W}tbl":
            if rows := tuple(_rows(child, walk)):
                yield Table(rows)
        elif child.tag in _WRAPPERS:
            yield from _body(child, walk)
        if walk.aside:
            yield from walk.aside
            walk.aside.clear()


def _paragraph(element: ET.Element, walk: _Walk) -> Paragraph | None:
    label = walk.package.numbering.label(element)
    boxes: list[ET.Element] = []
    runs = list(_runs(element, walk.package, boxes))
    text, lead = _joined(([(f"{label} ", True)] if label and any(run.strip() for run, _ in runs) else []) + runs)
    number = walk.next(text)
    for box in boxes:
        walk.aside += list(_body(box, walk))
    style = element.find(f"{W}pPr/{W}pStyle")
    style_id = style.get(f"{W}val", "") if style is not None else ""
    heading = style_id in walk.package.heads or style_id.lower().startswith(("heading", "title"))
    if style_id in walk.package.bold:
        lead = len(text)
    real_lead = lead if lead > len(label) + 1 else 0
    item = bool(label) and not any(letter.isdigit() for letter in label)
    return Paragraph((number,), text, real_lead, heading, item) if text else None


def _joined(runs: list[tuple[str, bool]]) -> tuple[str, int]:
    """The text with white space as one space, and how much of its start is emphasised."""
    text, lead, leading = "", 0, True
    for piece, strong in runs:
        piece = composed(FORBIDDEN.sub("", re.sub(r"\s+", " ", piece)))
        piece = piece.lstrip() if not text or text.endswith(" ") else piece
        leading = leading and (strong or not piece.strip())
        text += piece
        lead = len(text) if leading and strong else lead
    text = text.rstrip()
    return text, min(lead, len(text))


def _runs(element: ET.Element, package: _Package, boxes: list[ET.Element], url: str = "") -> Iterator[tuple[str, bool]]:
    """The paragraph's texts, each with whether it is emphasised; deleted text is no text."""
    field = ""
    for child in element:
        tag = child.tag
        if tag == f"{W}r":
            code = "".join(one.text or "" for one in child.iter(f"{W}instrText"))
            if found := _FIELD.search(code):
                field = found[1]
            if any(one.get(f"{W}fldCharType") == "end" for one in child.iter(f"{W}fldChar")) and field:
                yield f" {field} ", False
                field = ""
            boxes += [box for box in _anchored(child)]
            text = "".join(_texts(child, package))
            yield ("" if field and _URL.match(text.strip()) else text), _on(child.find(f"{W}rPr/{W}b"))
        elif tag == f"{W}fldSimple" and (found := _FIELD.search(child.get(f"{W}instr", ""))):
            yield f" {found[1]} ", False
        elif tag == f"{W}hyperlink":
            yield from _link(child, package, boxes)
        elif tag not in (f"{W}del", f"{W}moveFrom", f"{W}pPr"):
            yield from _runs(child, package, boxes, url)


def _link(element: ET.Element, package: _Package, boxes: list[ET.Element]) -> Iterator[tuple[str, bool]]:
    runs = list(_runs(element, package, boxes))
    shown = "".join(text for text, _ in runs).strip()
    target = package.targets.get(element.get(f"{R}id", ""), "")
    if not _URL.match(target):
        yield from runs
    elif not shown or _URL.match(shown):
        yield f" {target} ", False
    else:
        yield from runs
        yield f" {target} ", False


def _anchored(run: ET.Element) -> Iterator[ET.Element]:
    """Text boxes of a run, each once: what old readers fall back to is a copy."""
    for child in run:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag != FALLBACK:
            yield from _anchored(child)


def _texts(run: ET.Element, package: _Package) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = child.tag.removeprefix(W).removesuffix("Reference")
            note = package.notes.get((kind, child.get(f"{W}id", "")))
            yield f" ({note}) " if note else ""


def _rows(table: ET.Element, walk: _Walk) -> Iterator[Row]:
    """Rows with every grid column a cell: a cell that spans columns is repeated, one merged downwards is empty."""
    for row in _inside(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:  # a deleted row, not yet accepted
            continue
        cells: list[str] = []
        for cell in _inside(row, f"{W}tc"):
            boxes: list[ET.Element] = []
            within = [one for inner in _inside(cell, f"{W}tbl") for one in inner.iter(f"{W}p")]
            paragraphs = [*_inside(cell, f"{W}p"), *within]
            texts = [_joined(list(_runs(one, walk.package, boxes)))[0] for one in paragraphs]
            texts += [_joined(list(_runs(one, walk.package, [])))[0] for box in boxes for one in box.iter(f"{W}p")]
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            text = " ".join(filter(None, texts))
            cells += [text] + [text if width < 50 else ""] * (min(width, 50) - 1)
        number = walk.next(" | ".join(cells))
        if any(cells):
            yield Row((number,), tuple(cells))


def _inside(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, through what a word processor wraps around them, but not of a table within."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
