"""A word processor's file: its changes, numbers, boxes and links as a reader of the page sees them."""

import io
import zipfile

import pytest

from grantpages.intake.source import NoReport, Paragraph, Table
from grantpages.intake.wordfile import read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERS = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>қорапта</w:t></w:r></w:p></w:txbxContent>"
FALLBACK = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"
)


def text(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{inside}</w:p></w:tc>"


def package(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("paragraph", "shown"),
    [
        (text("бір ") + text("екі"), "бір екі"),
        (f"<w:del>{text('ескі').replace('w:t', 'w:delText')}</w:del><w:ins>{text('жаңа')}</w:ins>", "жаңа"),
        (f"<w:moveFrom>{text('ескі')}</w:moveFrom><w:moveTo>{text('жаңа')}</w:moveTo>", "жаңа"),
        (text("бір") + "<w:r><w:br/></w:r>" + text("екі"), "бір екі"),
        ('<w:fldSimple w:instr=\' HYPERLINK "https://a.kz/x" \'>' + text("https://a.kz/x") + "</w:fldSimple>", "https://a.kz/x"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.kz/x"</w:instrText></w:r>'
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + text("https://a.kz/x") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "https://a.kz/x",
        ),
        (f"<w:sdt><w:sdtContent>{text('өріс')}</w:sdtContent></w:sdt>", "өріс"),
        (text("а\u200bб\u00adв"), "абв"),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_is_seen(paragraph: str, shown: str) -> None:
    (block,) = read_word(package(f"<w:p>{paragraph}</w:p>"), "x").blocks
    assert isinstance(block, Paragraph)
    assert block.text == shown


def test_automatic_numbers_are_written_out() -> None:
    def item(level: int) -> str:
        return (
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>{text("мәтін")}</w:p>'
        )

    source = read_word(package(item(0) + item(1) + item(1) + item(0) + item(1), numbering=NUMBERS), "x")
    texts = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert texts == ["I. мәтін", "I.1) мәтін", "I.2) мәтін", "II. мәтін", "II.1) мәтін"]


def test_a_text_box_is_read_once() -> None:
    source = read_word(package(f"<w:p>{text('бір')}<w:r>{FALLBACK}</w:r></w:p>"), "x")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["бір", "қорапта"]


def test_a_table_has_every_column_in_every_row() -> None:
    rows = (
        f"<w:tr>{cell(text('бас'), '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell(text('а'))}{cell('<w:r>' + FALLBACK + '</w:r>')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(text('б'))}{cell(text('в'))}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(text('өшкен'))}{cell('')}</w:tr>"
    )
    (table,) = read_word(package(f"<w:tbl>{rows}</w:tbl>"), "x").blocks
    assert isinstance(table, Table)
    assert [row.cells for row in table.rows] == [("бас", "бас"), ("а", "қорапта"), ("б", "в")]


def test_styles_and_bold_set_text_off() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a7"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="b1"><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text("мәтін")}</w:p>'
        for style in ("a7", "b1", "Heading2", "x")
    )
    bold = f"<w:p>{text('Қою:', '<w:rPr><w:b/></w:rPr>')}{text(' жай', '<w:rPr><w:b w:val=' + chr(34) + '0' + chr(34) + '/></w:rPr>')}</w:p>"
    blocks = read_word(package(body + bold, styles=styles), "x").blocks
    marks = [(block.heading, block.lead) for block in blocks if isinstance(block, Paragraph)]
    assert marks == [(True, 0), (False, 5), (True, 0), (False, 0), (False, 4)]


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04" + bytes(100), b"%PDF-1.7"], ids=["nothing", "two letters", "zeros", "PDF"]
)
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(NoReport):
        read_word(data, "x.docx")
