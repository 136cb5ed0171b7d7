"""What a text may have done to the files of a site: each is read by a parser that nobody here wrote."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.parsers import expat

import feedparser
import icalendar
from lxml import etree, html

from corpora.filling import one_line
from grantpages.opendata.inert import revived

RECORDS = ("projects", "calls", "organizations", "reports")
COMPUTED = frozenset("=+-@\t\r\n\0＝＋－＠")
LEADS = frozenset(
    (
        "href",
        "src",
        "action",
        "formaction",
        "poster",
        "srcset",
        "data",
        "cite",
        "background",
        "ping",
        "xlink:href",
        "manifest",
    )
)
RUNS = re.compile(r"(?i)[\x00-\x20]*(java|vb|live)script[\s:]|[\x00-\x20]*data:")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
FIELDS = re.compile(rb"<w:(instrText|fldSimple|altChunk|object|pict)[ >]")


@dataclass
class Judged:
    """What was looked at, by kind of file, and all that is wrong."""

    files: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def judge(site: Path, harmless: Path, texts: Mapping[str, str], shown: Judged | None = None) -> Judged:
    """Compare a site whose records hold `texts` (by the beginning of their ids) with one that holds harmless texts."""
    judged = shown or Judged()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        inside = path.relative_to(site)
        kind = inside.suffix[1:]
        if kind not in JUDGES:
            continue
        judged.files[kind] = judged.files.get(kind, 0) + 1
        other = harmless / inside
        if not other.is_file() and not _named_by_contents(inside):
            judged.wrong.append(f"{inside}: the harmless site has no such file")
            continue
        mark = next((part.split("-")[0] for part in inside.parts if re.match("t[0-9]+-", part)), "")
        plain = other.read_bytes() if other.is_file() else b""
        try:
            found = list(JUDGES[kind](path.read_bytes(), plain, texts.get(mark, ""), inside))
        except Exception as error:  # a file that a parser refuses is what is looked for
            found = [f"{type(error).__name__}: {error}"]
        judged.wrong += [f"{inside}: {what} [{texts.get(mark, '')[:60]!r}]" for what in found]
    only = {path.relative_to(harmless) for path in harmless.rglob("*.html")} - {
        path.relative_to(site) for path in site.rglob("*.html")
    }
    judged.wrong += [f"{inside}: is not there" for inside in sorted(only)]
    return judged


def _named_by_contents(inside: Path) -> bool:
    return inside.parts[0] == "search"


DRAWN = ("a", "circle", "desc", "g", "line", "path", "polygon", "rect", "text", "title", "tspan")
"""What a drawing consists of; how many lines a label takes depends on its length."""
BONES = etree.XSLT(
    etree.XML("""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
    <xsl:output method="text"/>
    <xsl:param name="letters" select="false()"/>
    <xsl:template match="text()|comment()|processing-instruction()"/>
    <xsl:template match="*"><xsl:if test="not($letters and self::nav and @class = 'gp-filters')">
        <xsl:value-of select="name()"/>
        <xsl:for-each select="@*[not($letters and name() = 'id' and name(..) = 'tr')]">
            <xsl:value-of select="concat(' ', name())"/>
        </xsl:for-each>
        <xsl:text>&#10;</xsl:text>
        <xsl:if test="not(self::svg)"><xsl:apply-templates/></xsl:if>
    </xsl:if></xsl:template>
    </xsl:stylesheet>""")
)
UNWANTED = etree.XPath(
    "//comment() | //processing-instruction() | //svg//*[not({})]".format(
        " or ".join(f"self::{name}" for name in DRAWN)
    )
)
ATTRIBUTES = etree.XPath(
    f"""//@*[starts-with(name(), 'on') or contains(' {" ".join(sorted(LEADS))} ', concat(' ', name(), ' '))
    and (contains(translate(., 'SCRIPT', 'script'), 'script') or contains(translate(., 'DAT', 'dat'), 'data:'))]"""
)
"""Handlers, and addresses that `RUNS` may match."""
FACTS = etree.XPath("//script[@type = 'application/ld+json']")


def skeleton(page: Any, letters: bool = False) -> str:
    """A line for each element of a page with the names of its attributes, in the order of the document.

    Left out are the insides of drawings, and where a list may be parted by `letters`, these.
    """
    tree = html.document_fromstring(page) if isinstance(page, bytes) else page
    return str(BONES(tree, letters="true()" if letters else "false()"))


@lru_cache(maxsize=6_000)
def _meant(plain: bytes, letters: bool) -> str:
    """The skeleton of a page of the harmless site, which is asked for again with each batch of one shape."""
    return skeleton(plain, letters)


def _page(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    tree, letters = html.document_fromstring(data), "browse" in inside.parts
    bones, meant = skeleton(tree, letters), _meant(plain, letters)
    if bones != meant:
        yield _difference(bones.splitlines(), meant.splitlines())
    for element in UNWANTED(tree):
        if isinstance(element.tag, str):
            yield f"{element.tag} in a drawing"
        else:
            yield f"a comment or an instruction: {etree.tostring(element)[:60]!r}"
    for value in ATTRIBUTES(tree):
        if value.attrname.startswith("on"):
            yield f"a handler: {value.attrname}"
        elif RUNS.match(value):
            yield f"an address that runs: {value.attrname}={value[:60]}"
    for script in FACTS(tree):
        json.loads(script.text_content())
    if text and inside.name == "index.html" and inside.parts[-3] in RECORDS:
        read = _squeezed(tree.text_content())
        yield from (f"the text is not read back: {part[:60]!r}" for part in _parts(text) if part not in read)


def _difference(bones: list[str], meant: list[str]) -> str:
    alike = (place for place, (one, other) in enumerate(zip(bones, meant, strict=False)) if one != other)
    place = next(alike, min(len(bones), len(meant)))
    return f"other elements from {bones[place : place + 2]}, not {meant[place : place + 2]}"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _parts(text: str) -> list[str]:
    return [_squeezed(part) for part in re.split(r"\n\s*\n", text)]


def _json(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    value = json.loads(data)
    if (
        text
        and inside.parts[0] in ("projects", "calls", "organizations", "reports")
        and text not in set(_strings(value))
    ):
        yield "the text is not read back"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def _xml(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    expat.ParserCreate().Parse(data, True)
    tags = [element.tag for element in tree.iter()]
    if sorted(map(str, tags)) != sorted(str(element.tag) for element in etree.fromstring(plain).iter()):
        yield "other elements"
    if "feeds" in inside.parts:
        fed = feedparser.parse(data)
        if fed.bozo or len(fed.entries) != tags.count("{http://www.w3.org/2005/Atom}entry"):
            yield f"a second reader sees another feed: {fed.get('bozo_exception')}"


def _calendar(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    names, meant = [sorted(event.keys()) for event in events], _properties(plain)
    if len(names) != len(meant):
        yield "another number of events"
    if names != meant:
        yield "other properties"
    if text and events and not any(one_line(text) in _squeezed(str(event["SUMMARY"])) for event in events):
        yield f"the text is not read back: {events[0]['SUMMARY']!r}"


@lru_cache(maxsize=2_000)
def _properties(calendar: bytes) -> list[list[str]]:
    """What each event of a calendar has."""
    return [sorted(event.keys()) for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")]


def _csv(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    meant = list(csv.reader(io.StringIO(plain.decode("utf-8-sig"), newline="")))
    if [len(row) for row in rows] != [len(row) for row in meant]:
        yield "other rows or columns"
    for row in rows:
        for cell in row:
            if cell[:1] and cell[0] in COMPUTED and not NUMBER.fullmatch(cell):
                yield f"a cell that may be computed: {cell[:60]!r}"
            revived(cell)


def _workbook(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and any(
                True for _ in etree.fromstring(archive.read(name)).iter(FORMULA)
            ):
                yield f"{name} has a formula"


def _document(data: bytes, plain: bytes, text: str, inside: Path) -> Iterator[str]:
    meant = _fields(plain)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.namelist() != list(meant):
            yield "other parts"
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = archive.read(name)
            tree = etree.fromstring(part)
            if len(FIELDS.findall(part)) != meant.get(name):
                yield f"{name} has other fields"
            if name == "word/document.xml" and text and inside.parts[0] == "reports":
                read = _squeezed("".join(_word(tree)))
                yield from (f"the text is not read back: {part[:60]!r}" for part in _parts(text) if part not in read)


@lru_cache(maxsize=2_000)
def _fields(document: bytes) -> dict[str, int]:
    """How many fields each part of a document has."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: len(FIELDS.findall(archive.read(name))) for name in archive.namelist()}


def _word(tree: Any) -> Iterator[str]:
    for element in tree.iter(*(f"{{{tree.nsmap['w']}}}{name}" for name in ("t", "tab", "br", "p"))):
        yield element.text or "" if element.tag.endswith("}t") else " "


JUDGES = {
    "html": _page,
    "json": _json,
    "xml": _xml,
    "svg": _xml,
    "ics": _calendar,
    "csv": _csv,
    "xlsx": _workbook,
    "docx": _document,
}
