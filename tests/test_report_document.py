"""The report as a Word document holds every paragraph, figure, name, table and link of the printed one, in its order."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builtsite import REAL
from lxml import etree
from sourcereport import BOTH, REPORT, Line, Table, bare, without_number
from test_report_prose import CUTS, EXEMPT, HEADING, LAST_OF_COVER
from wordfile import R, W, WordFile, dataset_of, made, opened

from grantpages.exports.docxtemplate import DocxTemplate
from grantpages.exports.reports import PLACE
from grantpages.exports.statutory import report_docx
from grantpages.model import AGE_BANDS, CATEGORIES
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import catalogue

ID = "zhanaozen-2025"
DATASET = dataset_of(REAL)
DOCUMENTS = {language: made(DATASET, ID, language) for language in LANGUAGES}
PARAGRAPHS = [one for one in REPORT.paragraphs if one.number == 14 or one.number not in EXEMPT]
APPENDIX_2 = range(145, 609)
KAZAKH = DOCUMENTS["kk"]


def pieces(paragraph: Line) -> Iterator[str]:
    """What of a printed paragraph must stand in one piece, without white space.

    Left out: the numbers of headings, colons and full stops at the end, telephones, which stay with the operator.
    """
    text = re.sub(r",? 8 700 000 0000$", "", paragraph.text)
    heading, cut, rest = text.partition(CUTS.get(paragraph.number, "\0"))
    for piece in (heading + cut, rest):
        yield bare(without_number(piece.strip())).rstrip(":.")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both documents and the template, for LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    for language, document in DOCUMENTS.items():
        (folder / f"{language}.docx").write_bytes(document.data)
    return folder


@pytest.fixture(scope="module")
def read_by_office(office: Path) -> dict[str, bytes]:
    """Both documents as LibreOffice reads them, as plain text."""
    return opened(office, "txt:Text (encoded):UTF8", [office / f"{language}.docx" for language in LANGUAGES])


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda paragraph: f"line-{paragraph.number}")
def test_every_paragraph_stands_unabridged(paragraph: Line, read_by_office: dict[str, bytes]) -> None:
    for text in (KAZAKH.text, read_by_office["kk"].decode()):
        for piece in pieces(paragraph):
            if paragraph.number <= LAST_OF_COVER:  # the cover is set in capitals of its own
                assert piece.casefold() in bare(text).casefold(), paragraph.text
            else:
                assert piece in bare(text), paragraph.text


def test_the_prose_of_appendix_2_stands_in_the_order_of_print() -> None:
    text, place = bare(KAZAKH.text), 0
    prose = [one for one in PARAGRAPHS if one.number in APPENDIX_2 and not HEADING.search(one.text)]
    assert len(prose) > 120
    for paragraph in prose:
        for piece in pieces(paragraph):
            place = text.find(piece, place)
            assert place >= 0, f"line {paragraph.number}: {paragraph.text}"


@BOTH
def test_all_54_links_are_hyperlinks_in_the_order_of_print(language: Language) -> None:
    assert DOCUMENTS[language].links == [link.text for link in REPORT.links]


@pytest.mark.parametrize(
    "link", [link for link in REPORT.links if link.number > 145], ids=lambda link: f"{link.number}"
)
def test_a_link_stands_under_its_activity(link: Line) -> None:
    heading = without_number(REPORT.heading_above(link.number))
    if link.number in (467, 491, 493):  # the closing activities are numbered and named anew in print
        heading = heading.rstrip(".")
    assert link.text in KAZAKH.under(heading)


def test_the_13_points_and_the_appendices_come_in_the_forms_order() -> None:
    say = catalogue("kk").say
    keys = [f"form.report-{number}" for number in range(1, 13)]
    keys += ["report.app1", *(f"form.app1-{number}" for number in range(1, 7))] + [
        "report.app2", "form.app2-grantee", "form.app2-direction", "form.app2-activities", "form.app2-goals",
        "form.app2-facts", "form.app2-plan", "form.app2-change", "form.app2-statistics", "form.app2-gender",
        "form.app2-categories", "form.app2-ages", "form.app2-results", "form.app2-groups", "form.app2-long_term",
        "form.app2-effect",
    ]  # fmt: skip
    text, place = KAZAKH.text, 0
    for key in keys:
        place = text.find(say(key), place)
        assert place >= 0, key
    assert [f"{number}. " in KAZAKH.paragraphs[i] for i, number in _numbered()] == [True] * 13


def _numbered() -> list[tuple[int, int]]:
    found = [(i, re.match(r"(\d+)\. ", text)) for i, text in enumerate(KAZAKH.paragraphs)]
    firsts = [i for i, match in found if match]
    return list(zip(firsts[:13], range(1, 14), strict=True))


def _plain(rows: list[list[str]]) -> list[list[str]]:
    """Cells to compare: no grouping of digits, one dash, one word for the currency."""
    return [
        [re.sub(r"(?<=\d)\s(?=\d)", "", cell).replace("тг.", "теңге").replace("–", "-") for cell in row] for row in rows
    ]


@BOTH
@pytest.mark.parametrize(("place", "table"), list(enumerate(REPORT.tables[3:])))
def test_statistical_tables_are_those_printed(language: Language, place: int, table: Table) -> None:
    say = catalogue(language).say
    shown = [rows for rows in DOCUMENTS[language].tables if rows[0][0] == say("form.all-participants")][place]
    assert _plain(shown[1:]) == _plain([list(table.rows[1])])
    groups = [("gender", ("men", "women")), ("categories", CATEGORIES), ("ages", AGE_BANDS)][place % 3]
    assert shown[0][1:] == [say(f"{groups[0]}.{group}") for group in groups[1]]
    if language == "kk":
        printed = [cell.removesuffix(", оның ішінде") for cell in table.rows[0]]
        assert [cell.replace("–", "-") for cell in shown[0]] == printed


def test_the_table_of_lots_is_the_printed_one() -> None:
    assert _plain(KAZAKH.tables[0]) == _plain([list(row) for row in REPORT.tables[0].rows])


def test_the_table_of_grants_is_the_printed_one() -> None:
    rows = REPORT.tables[1].rows
    first = [" ".join(filter(None, parts)) for parts in zip(rows[1], rows[2], strict=True)]  # a page break cut row 1
    assert KAZAKH.tables[1][0] == list(rows[0])
    for cells, row in zip(KAZAKH.tables[1][1:], (first, rows[3]), strict=True):
        assert (cells[0], cells[2], cells[4]) == (row[0], row[2], row[4])
        assert cells[1].casefold() == row[1].casefold()
        assert cells[3] == f"{first[3]} грант"  # in print, one cell for both grants
        day, month, year, number = re.findall(r"\d+", row[5])
        assert cells[5] == f"№ {number}, {year} жылғы {int(day)} мамыр"
        assert month == "05"


def test_the_table_of_partners_is_the_printed_one() -> None:
    printed = [list(row) for row in REPORT.tables[2].rows]
    shown = KAZAKH.tables[2]
    assert shown[0] == printed[0]
    for cells, row in zip(shown[1:], printed[1:], strict=True):
        kept = "-" if row[5] == "-" else catalogue("kk").say("form.contacts-kept")
        expected = [*row[:5], kept, row[6]]
        assert [given for given, cell in zip(_plain([cells])[0], expected, strict=True) if cell] == [
            *filter(None, expected)
        ]


def _numbers(text: str) -> list[str]:
    """Every number in ascending order, groups of three digits joined."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", text)))


def test_the_russian_document_has_the_same_numbers_and_no_kazakh_sentence() -> None:
    assert _numbers(DOCUMENTS["ru"].text) == _numbers(KAZAKH.text)
    kazakh = [text for text in DOCUMENTS["ru"].paragraphs if re.search("[әғқңөұүһі]", text, re.I)]
    assert [text for text in kazakh if not re.search("Елдеш|Мұхаммедов|Бижан|#Мемлекеттік|[(]", text)] == []


@BOTH
def test_every_activity_has_a_row_in_the_forms_table(language: Language) -> None:
    tables = [rows for rows in DOCUMENTS[language].tables if rows[0][1] == catalogue(language).say("form.column-date")]
    projects = [DATASET.projects[id] for id in DATASET.reports[ID].projects]
    assert [len(rows) for rows in tables] == [
        1 + len(project.tasks) + sum(len(task.activities) for task in project.tasks) for project in projects
    ]
    assert [len(row) for rows in tables for row in rows] == [6] * sum(map(len, tables))


def test_a_row_tells_dates_place_topic_participants_and_fulfilment() -> None:
    row = next(row for rows in KAZAKH.tables for row in rows if row[0] == "1" and "14.06.2025" in row[1])
    assert row == [
        "1",
        "14.06.2025\n03.07.2025\n22.08.2025\n23.09.2025\n04.11.2025",
        "Жаңаөзен қаласы мен оған қарасты ауылдар",
        "Жаңаөзен қаласы мен оған қарасты ауылдарда отбасылық құндылықтарды нығайтуға арналған 5 кездесу (TEDx) ұйымдастыру.",
        "кемінде 190",
        "TEDx форматындағы кездесу: жоспар – 5, нақты – 5\nЖоспар толық орындалды.",
    ]


def test_libreoffice_opens_both_without_a_word_and_prints_them(office: Path) -> None:
    made_of = opened(office, "pdf", [office / f"{language}.docx" for language in LANGUAGES])
    for pdf in made_of.values():
        assert pdf.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 30


@pytest.fixture(scope="module")
def saved_anew(office: Path) -> DocxTemplate:
    """The repository's template, opened and saved by a word processor."""
    (office / "form.docx").write_bytes((REAL / PLACE).read_bytes())
    return DocxTemplate(opened(office, "docx:MS Word 2007 XML", [office / "form.docx"])["form"])


@BOTH
def test_a_template_saved_anew_by_a_word_processor_gives_the_same_report(
    saved_anew: DocxTemplate, language: Language
) -> None:
    again = WordFile(report_docx(saved_anew, DATASET, ID, language, private=False))
    assert again.text == DOCUMENTS[language].text
    assert again.links == DOCUMENTS[language].links
    assert b"LibreOffice" not in b"".join(again.parts.values())


def test_tables_repeat_their_heads_and_break_no_row() -> None:
    tables = list(KAZAKH.body.iter(f"{W}tbl"))
    assert len(tables) == 11
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert [row.find(f"{W}trPr/{W}tblHeader") for row in rows[1:]] == [None] * (len(rows) - 1)
        assert rows[0].find(f"{W}trPr/{W}cantSplit") is not None


def test_the_page_is_a4_and_numbered_but_for_the_cover() -> None:
    section = KAZAKH.body.find(f".//{W}sectPr")
    assert section is not None
    size = section.find(f"{W}pgSz")
    assert size is not None
    assert [round(int(size.get(f"{W}{side}", 0)) / 567, 1) for side in ("w", "h")] == [21.0, 29.7]
    assert section.find(f"{W}titlePg") is not None
    assert b'w:instr="PAGE"' in b"".join(part for name, part in KAZAKH.parts.items() if "footer" in name)


@BOTH
def test_headings_are_styles_and_the_language_is_told(language: Language) -> None:
    document = DOCUMENTS[language]
    styles = {block.style.name for block in document.blocks if hasattr(block, "runs") and block.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Link", "Signature"} <= styles
    tag = {"kk": "kk-KZ", "ru": "ru-RU"}[language]
    assert f'<w:lang w:val="{tag}"/>'.encode() in document.parts["word/styles.xml"]
    assert f"<dc:language>{tag}</dc:language>".encode() in document.parts["docProps/core.xml"]


def test_the_properties_name_the_operator_and_no_machine() -> None:
    core = KAZAKH.parts["docProps/core.xml"].decode()
    assert DATASET.reports[ID].title.kk in core
    assert DATASET.operator.name.kk in core
    assert not re.search("python|created|modified|lastModifiedBy", core, re.I)
    assert "docProps/app.xml" not in KAZAKH.parts


@BOTH
def test_every_relation_leads_to_something(language: Language) -> None:
    document = DOCUMENTS[language]
    relations = etree.fromstring(document.parts["word/_rels/document.xml.rels"])
    ids = {relation.get("Id"): relation for relation in relations}
    assert len(ids) == len(relations)
    used = {link.get(f"{R}id") for link in document.body.iter() if link.get(f"{R}id")}
    assert used <= set(ids)
    inside = [relation.get("Target", "") for relation in relations if relation.get("TargetMode") != "External"]
    assert [target for target in inside if f"word/{target}" not in document.parts] == []
    types = document.parts["[Content_Types].xml"].decode()
    named = re.findall(r'PartName="/([^"]+)"', types)
    assert [name for name in named if name not in document.parts] == []
