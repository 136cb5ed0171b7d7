"""Reports as a word processor writes them, made here so that a reader sees what is in them."""

import io
import zipfile
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>https://youtu.be/NOTE_1</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def saved(document: Doc, **parts: str) -> bytes:
    """The document's bytes, with parts python-docx does not write (`word__footnotes` is word/footnotes.xml)."""
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


def link(paragraph: Paragraph, shown: str, target: str) -> None:
    id_ = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), id_)
    element.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{escape(shown)}</w:t></w:r>"))
    paragraph._p.append(element)


def raw(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


def table(document: Doc, *rows: tuple[str, ...]) -> object:
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return made


def styled_russian() -> bytes:
    """Headings by style, merged cells, links under words, changes not yet accepted, a text box, a footnote."""
    document = Document()
    document.add_heading("Отчет оператора о результатах деятельности за 2025 год", 0)
    document.add_paragraph("Заказчик: ГУ «Отдел внутренней политики города Рудный»")
    document.add_heading("1. Дата начала и окончания отчетного периода размещения грантов", 1)
    notice = document.add_paragraph("Объявление опубликовано 10 февраля 2025 года на ")
    link(notice, "сайте оператора", "https://operator.example/ru/rudny")
    document.add_heading("3. Количество реализованных грантов в отчетном периоде", 1)
    made = table(
        document,
        ("№", "Приоритетное направление", "Вид гранта", "Наименование организации", "Номер и дата договора", "Сумма"),
        ("1", "Инклюзивный спорт", "краткосрочный", "ОФ «Равные»", "№ 55 от 01.04.2025", "7 000 000"),
        ("2", "Экологическое просвещение", "", "ОО «Чистый Тобол»", "№ 56 от 02.04.2025", "8 000 000"),
    )
    made.cell(1, 2).merge(made.cell(2, 2))  # type: ignore[attr-defined]
    document.add_heading("Приложение 2", 1)
    for name, direction in (("ОФ «Равные»", "Инклюзивный спорт"), ("ОО «Чистый Тобол»", "Экологическое просвещение")):
        document.add_paragraph(f"Грантополучатель: {name}")
        document.add_paragraph(f"Наименование приоритетного направления: {direction}")
        document.add_heading("I. Общая информация по всем мероприятиям проекта", 2)
        _russian_activities(document, first=name == "ОФ «Равные»")
    return saved(document, word__footnotes=FOOTNOTES)


def _russian_activities(document: Doc, first: bool) -> None:
    if not first:
        document.add_heading("Мероприятие 1. Субботник", 3)
        document.add_paragraph("Субботник прошел 26 апреля 2025 года.")
        return
    document.add_heading("Задача 1. Вовлечение", 3)
    document.add_heading("Мероприятие 1. Открытые тренировки", 4)
    body = document.add_paragraph("Проведены 6 и 13 мая 2025 года, участвовали ")
    raw(body, '<w:del w:id="1" w:author="x"><w:r><w:delText>500</w:delText></w:r></w:del>')
    raw(body, '<w:ins w:id="2" w:author="x"><w:r><w:t>55</w:t></w:r></w:ins>')
    body.add_run(" человек")
    raw(body, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body.add_run(". ")
    link(body, "Фото", "https://www.instagram.com/p/RAVNYE1/")
    boxed = document.add_paragraph("")
    box = "<w:txbxContent><w:p><w:r><w:t>https://www.instagram.com/p/BOX_1/</w:t></w:r></w:p></w:txbxContent>"
    raw(boxed, f"<w:r><w:pict>{box}</w:pict></w:r>")
    document.add_heading("II. Статистическая информация в разрезе участников проекта", 2)
    table(document, ("Всего участников", "Мужчины", "Женщины"), ("55", "25", "30"))


NUMBERING = (
    '<?xml version="1.0" encoding="UTF-8"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1-іс-шара."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def plain_kazakh() -> bytes:
    """No styles and nothing bold; activities numbered by the word processor; form fields in a table."""
    document = Document()
    for text in (
        "Оператордың 2025 жылғы қызметінің нәтижелері туралы есебі",
        "Тапсырыс беруші: «Балқаш қалалық ішкі саясат бөлімі» ММ",
        "2. Есепті кезеңде орналастырылған гранттар бағыттарының саны:",
    ):
        document.add_paragraph(text)
    table(document, ("Басым бағыт", "Грант саны", "Грант сомасы"), ("Жастарды қолдау", "1", "9 000 000 теңге"))
    document.add_paragraph("1-қосымша")
    table(
        document,
        ("1", "Үкіметтік емес ұйымның толық атауы", "«Балқаш жастары» қоғамдық бірлестігі"),
        ("2", "Үкіметтік емес ұйым басшысының тегі, аты, әкесінің аты (болған кезде)", "Серік Арман"),
        ("3", "Заңды мекенжайы, байланыс телефоны", "Балқаш қаласы, Абай көшесі, 2"),
        ("4", "Әлеуметтік жобаның, әлеуметтік бағдарламаның атауы", "«Жастар алаңы»"),
        ("5", "Іске асыру кезеңі", "2025 жылғы 1 сәуір – 30 қараша"),
        (
            "6",
            "Грантты іске асыруға бөлінген қаражаттың жалпы сомасы",
            "8 950 000 (сегіз миллион тоғыз жүз елу мың) теңге",
        ),
    )
    document.add_paragraph("2-қосымша")
    document.add_paragraph("Грант алушы: «Балқаш жастары» қоғамдық бірлестігі")
    document.add_paragraph("I. Әлеуметтік жобаның барлық іс-шаралары бойынша жалпы ақпарат:")
    document.add_paragraph("1 міндет. Жастарды біріктіру.")
    for text in (
        "Жастар форумын өткізу. Форум 2025 жылғы 12 сәуірде өтті. 200 жас қатысты. https://www.instagram.com/p/FORUM/",
        "Клуб ашу. Клуб 15.05.2025 күні ашылды.",
    ):
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'))
    document.add_paragraph("III. Жобаның нәтижелері")
    document.add_paragraph("1) Нысаналы топтардың алған нақты нәтижелері: Жастар белсенді болды.")
    return replaced(saved(document), "word/numbering.xml", NUMBERING)


def replaced(data: bytes, part: str, text: str) -> bytes:
    """The package with one part exchanged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, text)
    return stream.getvalue()
