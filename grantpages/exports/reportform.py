"""The template of the statutory report: the form's 13 points and two appendices as a document with fields.

Form: order of 22.12.2015 No. 403 (reference, §1.6). An officer may restyle the file in a word
processor; this module only makes it anew after a change to the form.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.table import _Cell

from grantpages.exports.docxpackage import Properties, pack, unpack
from grantpages.exports.formstyles import WIDTH, set_page, set_styles
from grantpages.model import AGE_BANDS, CATEGORIES

GENDERS = ("men", "women")
NARROW = 1.0
NARRATIVE = {"I": ("goals", "facts", "plan", "change"), "III": ("groups", "long_term")}


def template() -> bytes:
    """The template as a DOCX file; the same bytes each time."""
    document = Document()
    set_styles(document)
    set_page(document)
    _cover(document)
    _points(document)
    _signatures(document)
    _appendix_1(document)
    _appendix_2(document)
    buffer = BytesIO()
    document.save(buffer)
    return pack(unpack(buffer.getvalue()), "kk", Properties("", ""))


def _say(key: str) -> str:
    return f'{{{{ say["{key}"] }}}}'


def _add(document: DocxDocument, text: str, style: str = "Normal") -> None:
    document.add_paragraph(text, style)


def _each(document: DocxDocument, what: str, style: str = "Normal") -> None:
    """One paragraph for each text of a list."""
    for line, chosen in (
        (f"{{%p for text in {what} %}}", "Normal"),
        ("{{ text }}", style),
        ("{%p endfor %}", "Normal"),
    ):
        _add(document, line, chosen)


def _links(document: DocxDocument, what: str) -> None:
    for line in (f"{{%p for link in {what} %}}", "{{r link }}", "{%p endfor %}"):
        _add(document, line, "Link" if line.startswith("{{r") else "Normal")


def _cover(document: DocxDocument) -> None:
    _add(document, "{{ role }}", "Cover Top")
    _add(document, "{{ operator }}", "Cover")
    _add(document, "{{ title }}", "Title")
    _add(document, f"{_say('field.funder')}: {{{{ customer }}}}", "Cover")
    _add(document, "{{ operator }}", "Cover Bottom")
    _add(document, "{{ issued }}", "Cover")


def _points(document: DocxDocument) -> None:
    for number in range(1, 13):
        heading = f"{number}. {_say(f'form.report-{number}')}"
        document.add_paragraph(heading, "Heading 1").paragraph_format.page_break_before = number == 1
        _each(document, f"before[{number}]")
        if number == 1:
            _links(document, "announcements")
        elif number in TABLES:
            rows, columns, cells, widths = TABLES[number]
            _add(document, f"{{%p if {rows} %}}")
            _table(document, columns, f"row in {rows}", cells, widths)
            _add(document, "{%p endif %}")
        _each(document, f"after[{number}]")
    _add(document, "13. {{ made_by }}", "Heading 1")
    _each(document, "before[13]")
    _each(document, "after[13]")


CONTRACT = "form.column-contract"
PARTNERS = ("№", *(f"form.column-{name}" for name in ("grantee", "project", "partner", "head", "contacts")))
PARTNER = ("number", "grantee", "project", "name", "head", "contacts", "address")
# point: (rows, headings, fields, widths in centimetres)
TABLES: dict[int, tuple[str, Sequence[str], Sequence[str], Sequence[float]]] = {
    2: (
        "lots",
        ("№", "field.direction", "field.grants", "field.grant-sum"),
        ("number", "direction", "grants", "amount"),
        (NARROW, 8.5, 3, 4.5),
    ),
    3: (
        "grants",
        ("№", "form.column-sphere", "form.column-direction", "field.grant_type", "form.column-organization", CONTRACT),
        ("number", "sphere", "direction", "type", "grantee", "contract"),
        (NARROW, 4, 4, 2.5, 3, 2.5),
    ),
    7: ("partners", (*PARTNERS, "field.address"), PARTNER, (NARROW, 2.7, 2.6, 2.3, 2.9, 2.5, 3.0)),
    8: ("foreign", (*PARTNERS, "field.address"), PARTNER, (NARROW, 2.7, 2.6, 2.3, 2.9, 2.5, 3.0)),
}


def _signatures(document: DocxDocument) -> None:
    for line in ("{%p for signer in signers %}", "{{ signer.position }}\t\t{{ signer.name }}", "{%p endfor %}"):
        _add(document, line, "Signature" if line.startswith("{{ ") else "Normal")
    signed = document.paragraphs[-2].paragraph_format
    signed.tab_stops.add_tab_stop(Cm(11), WD_TAB_ALIGNMENT.RIGHT)
    signed.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _add(document, f"{_say('form.attachments')}:", "List Head")
    _each(document, "attachments", "Attachment")


def _appendix_1(document: DocxDocument) -> None:
    _add(document, _say("report.app1"), "Appendix")
    _add(document, "{%p for item in grantees %}")
    _add(document, f"{{{{ item.number }}}}. {_say('form.app1-title')}", "Heading 1")
    for number in range(1, 7):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{number}. {_say(f'form.app1-{number}')}: ").bold = True
        paragraph.add_run(f"{{{{ item.fields[{number}] }}}}")
    _add(document, "{%p endfor %}")


def _appendix_2(document: DocxDocument) -> None:
    _add(document, "{%p for item in projects %}")
    _add(document, _say("report.app2"), "Appendix")
    _add(document, _say("form.app2-title"), "Heading 1")
    for name in ("grantee", "direction"):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_say(f'form.app2-{name}')}: ").bold = True
        paragraph.add_run(f"{{{{ item.{name} }}}}")
    _add(document, f"I. {_say('form.app2-activities')}:", "Heading 2")
    _activities(document)
    _accounts(document)
    _narrative(document, "overview", "", stated=True)
    for place, name in enumerate(NARRATIVE["I"], 1):
        _narrative(document, name, f"{place}) ")
    _add(document, f"II. {_say('form.app2-statistics')}", "Heading 2")
    _statistics(document, "gender", GENDERS)
    _statistics(document, "categories", CATEGORIES)
    _statistics(document, "ages", AGE_BANDS)
    _add(document, f"III. {_say('form.app2-results')}", "Heading 2")
    for place, name in enumerate(NARRATIVE["III"], 1):
        _narrative(document, name, f"{place}) ")
    _effect(document)
    _add(document, "{%p endfor %}")


def _narrative(document: DocxDocument, name: str, number: str, stated: bool = False) -> None:
    """A section in words. stated: it is no part of the form and stands only where there are words."""
    if stated:
        _add(document, f"{{%p if item.words.{name} %}}")
    _add(document, f"{number}{_say(f'form.app2-{name}')}:", "Heading 3")
    _each(document, f"item.words.{name}")
    if stated:
        _add(document, "{%p endif %}")


def _effect(document: DocxDocument) -> None:
    """The form's third result, of which a report may treat sustainability apart."""
    _add(document, f"3) {_say('form.app2-effect')}:", "Heading 3")
    _add(document, "{%p if item.words.sustainability %}")
    _add(document, _say("form.app2-sustainability"), "Heading 4")
    _each(document, "item.words.sustainability")
    _add(document, _say("form.app2-effect"), "Heading 4")
    _add(document, "{%p endif %}")
    _each(document, "item.words.effect")


def _activities(document: DocxDocument) -> None:
    """The table in the form's own order of columns: each task's activities under the task's name."""
    names = ("date", "place", "topic", "participants", "fulfilment")
    table = _head(document, ("№", *(f"form.column-{name}" for name in names)), (1.1, 2.2, 3.0, 5.1, 2.5, 3.1))
    _control(table, "for task in item.tasks")
    row = _row(table)
    _fill(row.cells[0].merge(row.cells[-1]), "{{ task.heading }}", "Table Task")
    _control(table, "for activity in task.activities")
    row = _row(table)
    _mark(row, "w:cantSplit")
    _fill(row.cells[0], "{{ activity.number }}", "Table Text")
    for cell, name in zip(row.cells[1:], names, strict=True):
        _lines(cell, f"activity.{name}")
    _control(table, "endfor")
    _control(table, "endfor")


def _accounts(document: DocxDocument) -> None:
    """The account of each activity in words, its speakers and its links."""
    _add(document, "{%p for task in item.tasks %}")
    _add(document, "{{ task.heading }}", "Heading 3")
    _add(document, "{%p for activity in task.activities %}")
    _add(document, "{%p if activity.heading %}")
    _add(document, "{{ activity.heading }}", "Heading 4")
    _add(document, "{%p endif %}")
    _each(document, "activity.account")
    _add(document, "{%p if activity.people %}")
    _add(document, f"{_say('activity.who')}: {{{{ activity.people }}}}")
    _add(document, "{%p endif %}")
    _add(document, "{%p if activity.links %}")
    _add(document, f"{_say('evidence.title')}:", "List Head")
    _links(document, "activity.links")
    for line in ("{%p endif %}", "{%p endfor %}", "{%p endfor %}"):
        _add(document, line)


def _statistics(document: DocxDocument, name: str, groups: Sequence[str]) -> None:
    """One of the three tables: all participants, then a column for each group of the form."""
    _add(document, f"{_say(f'form.app2-{name}')}:", "Heading 3")
    columns = ("form.all-participants", *(f"{name}.{group}" for group in groups))
    table = _head(document, columns, [WIDTH / len(columns)] * len(columns), "Table Small")
    cells = _row(table).cells
    for cell, field in zip(cells, ("total", *groups), strict=True):
        _fill(cell, f'{{{{ item.people.{name}["{field}"] }}}}', "Table Number")


def _table(
    document: DocxDocument, columns: Sequence[str], loop: str, cells: Sequence[str], widths: Sequence[float]
) -> None:
    table = _head(document, columns, widths)
    _control(table, f"for {loop}")
    row = _row(table)
    _mark(row, "w:cantSplit")
    for cell, name in zip(row.cells, cells, strict=True):
        _fill(cell, f"{{{{ row.{name} }}}}", "Table Number" if name in ("grants", "amount") else "Table Text")
    _control(table, "endfor")


def _head(document: DocxDocument, columns: Sequence[str], widths: Sequence[float], style: str = "Table Head") -> Any:
    """A table with its first row, which repeats on every page."""
    table: Any = document.add_table(1, len(columns), "Table Grid")
    table.autofit = False
    _tighten(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    row = table.rows[0]
    _mark(row, "w:cantSplit")
    _mark(row, "w:tblHeader")
    for cell, key, width in zip(row.cells, columns, widths, strict=True):
        _fill(cell, _say(key) if "." in key else key, style)
        cell.width = Length(Cm(width))
    return table


def _row(table: Any) -> Any:
    """python-docx leaves this one of its functions untyped."""
    return table.add_row()


def _control(table: Any, statement: str) -> None:
    """A row that holds a statement and is gone when the template is filled."""
    _row(table).cells[0].paragraphs[0].add_run(f"{{%tr {statement} %}}")


def _lines(cell: _Cell, what: str) -> None:
    """A cell with one paragraph for each text of a list, which is never empty."""
    _fill(cell, f"{{%p for text in {what} %}}", "Table Text")
    for line in ("{{ text }}", "{%p endfor %}"):
        cell.add_paragraph(line, "Table Text")


def _fill(cell: _Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.text = style, text


def _tighten(table: Any) -> None:
    """Cells with a millimetre at their sides: the form's widest table has eleven columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
