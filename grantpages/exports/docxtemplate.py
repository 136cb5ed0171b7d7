"""A word processor's document whose text names fields, filled for one language.

docxtpl finds the fields again that the word processor has cut in pieces; Jinja fills them. What
comes from the records is a value and never markup, so nothing in it is read as a field or as XML.
The same template and values give the same bytes: no clock, no random names.
"""

import re
import zipfile
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import quote
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from grantpages.evidence.identity import is_web
from grantpages.exports.docxpackage import MAIN, RELATIONS, Package, Properties, pack, unpack
from grantpages.exports.templatefault import TemplateFault
from grantpages.problem import Language, Message
from grantpages.store import Store, digest

KEPT = 16
"""Entries: the form's own template and its parts, and those of a few of the operator's."""
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URI_KEPT = "!#$%&'()*+,/:;=?@[]~"
NOT_A_DOCUMENT = Message(
    "Үлгі Word құжаты (DOCX) емес: {found}. Оны мәтін редакторында DOCX түрінде сақтаңыз.",
    "Шаблон не является документом Word (DOCX): {found}. Сохраните его в текстовом редакторе в виде DOCX.",
)
BAD_FIELD = Message(
    "Үлгідегі өріс қате жазылған: {found}. Өрістің аты мен жақшалары бастапқы үлгідегідей болуы керек.",
    "В шаблоне неверно записано поле: {found}. Имя поля и скобки должны быть как в исходном шаблоне.",
)
BAD_ORDER = Message(
    "Үлгіде {{%p … %}} немесе {{%tr … %}} белгілерінің орны ауысқан: {found}. "
    "Әрқайсысы өз абзацында немесе кесте жолында тұруы керек.",
    "В шаблоне сдвинуты знаки {{%p … %}} или {{%tr … %}}: {found}. "
    "Каждый должен стоять в своем абзаце или строке таблицы.",
)


class Links:
    """The hyperlinks of one document: what stands in the text, and the relations it points to."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def run(self, url: str) -> Markup:
        """A run that shows the address exactly as printed and, where a browser can follow it, leads there."""
        run = f'<w:r><w:t xml:space="preserve">{escape(_clean(url))}</w:t></w:r>'
        if not is_web(url):
            return Markup(run)
        id = self.ids.setdefault(url, f"link{len(self.ids) + 1}")
        return Markup(f'<w:hyperlink r:id="{id}" w:history="1">{run}</w:hyperlink>')

    @property
    def relations(self) -> bytes:
        """The relations as XML. Word refuses a document with an address that is no URI: the rest is escaped."""
        return "".join(
            f'<Relationship Id="{id}" Type="{MAIN}/hyperlink" Target={quoteattr(quote(url, safe=_URI_KEPT))}'
            ' TargetMode="External"/>'
            for url, id in self.ids.items()
        ).encode()


class DocxTemplate:
    """A template read once and filled many times."""

    def __init__(self, data: bytes, known: Store | None = None) -> None:
        """data: the DOCX file. known: where its texts are kept as Jinja reads them. Raises TemplateFault."""
        self.known = known
        try:
            self.package: Package = unpack(data)
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError) as error:
            raise TemplateFault(NOT_A_DOCUMENT.fill(found=str(error))) from None

    @cached_property
    def texts(self) -> Mapping[str, Template]:
        """The parts with text, as Jinja templates by their names. Raises TemplateFault."""
        names = [name for name in self.package if _TEXTS.fullmatch(name)]
        return {name: _compiled(self._source(self.package[name])) for name in names}

    def _source(self, xml: bytes) -> str:
        """A part as Jinja reads it."""
        key = digest(xml)
        source: str | None = self.known.get(key) if self.known else None
        if source is None:
            source = _joined(xml.decode())
            if self.known:
                self.known.put(key, source)
                self.known.prune(KEPT)
        return source

    def fill(self, values: Mapping[str, Any], links: Links, language: Language, properties: Properties) -> bytes:
        """The filled document as a DOCX file. links: those that the values' runs point to. Raises TemplateFault."""
        filled = {name: _filled(text, values) for name, text in self.texts.items()}
        relations = f"word/_rels/{RELATIONS}"
        listed = self.package[relations].replace(b"</Relationships>", links.relations + b"</Relationships>")
        return pack({**self.package, **filled, relations: listed}, language, properties)


def _clean(value: Any) -> Any:
    """What XML cannot hold at all, shown as the sign for an unreadable character."""
    return _ILLEGAL.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _joined(xml: str) -> str:
    """A part whose fields are whole again, each paragraph on a line of its own."""
    from docxtpl import DocxTemplate as Patcher  # half of what it takes to fill a template that is known

    return re.sub(r"(?=<w:p[ >])", "\n", Patcher(BytesIO()).patch_xml(xml))


def _compiled(source: str) -> Template:
    env = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_clean)
    try:
        return env.from_string(source)
    except TemplateError as error:
        line = source.splitlines()[getattr(error, "lineno", 1) - 1]
        found = f"«{re.sub('<[^>]*>', '', line).strip()}» – {error}"
        raise TemplateFault(BAD_FIELD.fill(found=found)) from None


def _filled(text: Template, values: Mapping[str, Any]) -> bytes:
    try:
        xml = text.render(values).replace("\n<w:p", "<w:p").encode()
        expat.ParserCreate().Parse(xml, True)  # well formed or not: ten times as fast as building a tree
    except TemplateError as error:
        raise TemplateFault(BAD_FIELD.fill(found=str(error))) from None
    except expat.ExpatError as error:
        raise TemplateFault(BAD_ORDER.fill(found=str(error))) from None
    return xml
