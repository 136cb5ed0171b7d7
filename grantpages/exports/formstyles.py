"""The styles and the page of the statutory report's template, under the names a word processor lists."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Times New Roman"
MARGINS = {"left_margin": 2.5, "right_margin": 1.5, "top_margin": 2.0, "bottom_margin": 2.0}
WIDTH = 21.0 - 2.5 - 1.5
"""Centimetres between the margins of an A4 page."""
BLACK, BLUE = RGBColor(0, 0, 0), RGBColor(0x05, 0x3E, 0x8C)

# name: (based on, size in points, bold, alignment, space before and after in points)
STYLES: dict[str, tuple[str, float, bool, ALIGN, float, float]] = {
    "Normal": ("", 12, False, ALIGN.JUSTIFY, 0, 6),
    "Title": ("Normal", 18, True, ALIGN.CENTER, 120, 48),
    "Heading 1": ("Normal", 13, True, ALIGN.LEFT, 18, 8),
    "Heading 2": ("Normal", 12.5, True, ALIGN.LEFT, 16, 6),
    "Heading 3": ("Normal", 12, True, ALIGN.LEFT, 12, 6),
    "Heading 4": ("Normal", 12, True, ALIGN.LEFT, 10, 4),
    "Cover": ("Normal", 14, False, ALIGN.CENTER, 0, 12),
    "Cover Top": ("Cover", 14, True, ALIGN.CENTER, 24, 12),
    "Cover Bottom": ("Cover", 14, False, ALIGN.CENTER, 150, 6),
    "Appendix": ("Normal", 12, False, ALIGN.RIGHT, 0, 12),
    "Link": ("Normal", 11, False, ALIGN.LEFT, 0, 3),
    "List Head": ("Normal", 12, True, ALIGN.LEFT, 12, 4),
    "Attachment": ("Normal", 12, False, ALIGN.LEFT, 0, 4),
    "Signature": ("Normal", 12, True, ALIGN.LEFT, 24, 0),
    "Table Text": ("Normal", 9, False, ALIGN.LEFT, 1, 1),
    "Table Number": ("Table Text", 9, False, ALIGN.CENTER, 1, 1),
    "Table Head": ("Table Text", 9, True, ALIGN.CENTER, 2, 2),
    "Table Small": ("Table Head", 8, True, ALIGN.CENTER, 2, 2),
    "Table Task": ("Table Text", 9, True, ALIGN.LEFT, 2, 2),
}
KEPT_STYLES = (*STYLES, "Table Grid", "Normal Table", "Default Paragraph Font", "No List", "Footer", "Header")
KEPT_WITH_NEXT = ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Head", "Table Task", "Appendix")


def set_styles(document: Document) -> None:
    """Define every style the template uses."""
    for name, (base, size, bold, alignment, before, after) in STYLES.items():
        known = name in [style.name for style in document.styles]
        style: Any = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if base:
            style.base_style = document.styles[base]
        style.quick_style = True
        _set_font(style, size, bold)
        shape = style.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = alignment, Pt(before), Pt(after)
        shape.line_spacing = 1.0 if base.startswith("Table") or name.startswith("Table") else 1.08
        shape.keep_with_next = name in KEPT_WITH_NEXT
        _remove_border(style)
    for style in [style for style in document.styles if style.name not in KEPT_STYLES]:
        style.delete()  # 300 KB of styles that nobody asked for
    _forget_deleted(document)
    document.styles["Appendix"].paragraph_format.page_break_before = True
    link = document.styles["Link"].font
    link.underline, link.color.rgb = True, BLUE


def _forget_deleted(document: Document) -> None:
    """No style and no list points to a style that is gone."""
    ids = {style.style_id for style in document.styles}
    for name in ("link", "next", "basedOn"):
        for reference in list(document.styles.element.iter(qn(f"w:{name}"))):
            if reference.get(qn("w:val")) not in ids:
                reference.getparent().remove(reference)
    for id, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del document.part.rels[id]


def _set_font(style: Any, size: float, bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic, font.color.rgb = FONT, Pt(size), bold, False, BLACK
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):  # a theme's font would win over the one named here
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _remove_border(style: Any) -> None:
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def set_page(document: Document) -> None:
    """A4; a page number at the foot of every page but the cover."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    for name, centimetres in MARGINS.items():
        setattr(section, name, Cm(centimetres))
    section.different_first_page_header_footer = True
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    text = OxmlElement("w:t")
    text.text = "2"
    field[0].append(text)
    paragraph._p.append(field)
