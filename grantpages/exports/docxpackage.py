"""The parts of a DOCX file: read from a template, cleaned of whoever saved it, packed the same way each time.

Open Packaging Conventions (ECMA-376, part 2): a ZIP of named parts, with relations between them.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO

from lxml import etree

from grantpages.problem import Language

MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of relations in a WordprocessingML document (ECMA-376, part 1)."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "document.xml.rels"
"""The file's name of the main part's relations, below `word/_rels/`."""
TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
# What tells of the person, the machine or the programme that saved the template, and is no part of the text.
_DROPPED = re.compile(
    r"docProps/|customXml/|_rels/\.rels|word/(_rels/settings\.xml\.rels|comments|people|stylesWithEffects)"
)
_OWN = re.compile(r"word/(document|styles|settings|header\d*|footer\d*)\.xml")
_TO_DROPPED = re.compile(rb'<Relationship [^>]*Target="[^"]*(?:customXml/|comments|people|stylesWithEffects)[^>]*/>')
_LANGUAGES = {"kk": "kk-KZ", "ru": "ru-RU"}
_LEVEL = 4  # a fifth larger than at 6, and three times as fast
_EPOCH = (1980, 1, 1, 0, 0, 0)

Package = Mapping[str, bytes]
"""The parts of a document: contents by name."""


@dataclass(frozen=True)
class Properties:
    """What a word processor shows as a document's properties."""

    title: str
    author: str


def unpack(data: bytes) -> Package:
    """The parts of a template by name. Raises BadZipFile, KeyError or XMLSyntaxError for what is no DOCX."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist() if not _DROPPED.match(name)}
    if _MAIN_TYPE not in parts[TYPES]:
        raise KeyError("word/document.xml")
    parts[TYPES] = _types(parts[TYPES])
    relations = f"word/_rels/{RELATIONS}"
    parts[relations] = _TO_DROPPED.sub(b"", parts[relations])
    for name in filter(_OWN.fullmatch, list(parts)):
        parts[name] = _anonymous(parts[name])
    return parts


def _types(xml: bytes) -> bytes:
    """The list of parts without the dropped ones, with the properties that `pack` writes."""
    root = etree.fromstring(xml)
    for part in root.findall("{*}Override"):
        if _DROPPED.match(part.get("PartName", "").lstrip("/")):
            root.remove(part)
    etree.SubElement(root, f"{{{root.nsmap[None]}}}Override", PartName=f"/{CORE}", ContentType=_CORE_TYPE)
    return _text(root)


def _anonymous(xml: bytes) -> bytes:
    """A part without languages, which `pack` sets, and without the ways to files of the machine it was saved on."""
    root = etree.fromstring(xml)
    unwanted = ("lang", "attachedTemplate", "mailMerge", "rsids", "proofErr", "commentRangeStart", "commentRangeEnd")
    for element in list(root.iter(*(_W + name for name in unwanted))):
        element.getparent().remove(element)
    for reference in list(root.iter(_W + "commentReference")):
        reference.getparent().remove(reference)
    return _text(root)


def pack(parts: Package, language: Language, properties: Properties) -> bytes:
    """The parts as a ZIP file with the language and the properties set; equal parts give equal bytes."""
    made = {
        **parts,
        "_rels/.rels": _ROOT_RELATIONS.encode(),
        CORE: _core(properties, language).encode(),
        "word/styles.xml": _speaking(parts["word/styles.xml"], language),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        for name in sorted(made, key=lambda name: (name != TYPES, name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            file.writestr(info, made[name], compresslevel=_LEVEL)
    return buffer.getvalue()


_ROOT_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{MAIN}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="{CORE}"/>'
    "</Relationships>"
)


def _core(properties: Properties, language: Language) -> str:
    title, author = escape(properties.title, quote=False), escape(properties.author, quote=False)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<dc:language>{_LANGUAGES[language]}</dc:language></cp:coreProperties>"
    )


@cache
def _speaking(styles: bytes, language: Language) -> bytes:
    """The styles with the language that all text is in unless it says otherwise."""
    root = etree.fromstring(styles)
    defaults = root.find(f"{_W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{_W}docDefaults")
        root.insert(0, defaults)
    for step in ("rPrDefault", "rPr"):
        found = defaults.find(_W + step)
        if found is None:
            found = etree.Element(_W + step)
            defaults.insert(0, found)
        defaults = found
    etree.SubElement(defaults, f"{_W}lang").set(f"{_W}val", _LANGUAGES[language])
    return _text(root)


def _text(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
