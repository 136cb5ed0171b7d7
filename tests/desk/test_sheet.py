"""Tables are read as officers save them, and refused with what to mend."""

import datetime
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from grantpages.desk.sheet import BadSheet, read_rows, sample
from grantpages.problem import LANGUAGES, Language, Message

HEADINGS = {
    "order": Message("Бұйрық күні", "Дата приказа"),
    "name": Message("Атауы (қазақша)", "Название (казахский)"),
    "amount": Message("Лоттың сомасы", "Сумма лота"),
    "hour": Message("Сағаты", "Час"),
}
CSV = "Дата приказа;Название (казахский);Сумма лота\n28.02.2025;Қазақ «тілі»; 11 000 000 \n;;\n01.03.2025;б;5\n"


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(), CSV.encode("utf-8-sig"), CSV.encode("utf-16"), CSV.replace(";", ",").encode(),
        CSV.replace(";", "\t").encode(), CSV.replace("\n", "\r\n").encode(),
        CSV.upper().replace("ҚАЗАҚ «ТІЛІ»", "Қазақ «тілі»").replace("Б;5", "б;5").encode(),
    ],
)  # fmt: skip
def test_a_csv_is_read_in_every_form_a_spreadsheet_saves(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    rows = read_rows(tmp_path / "a.csv", HEADINGS)
    assert [row.number for row in rows] == [2, 4]
    assert rows[0].cells == {"order": "28.02.2025", "name": "Қазақ «тілі»", "amount": "11 000 000"}


@pytest.mark.parametrize(("encoding", "name"), [("cp1251", "Фонд «Добро»"), ("kz1048", "«Жаңа өмір» қоры")])
def test_a_csv_of_one_byte_a_letter_is_read(tmp_path: Path, encoding: str, name: str) -> None:
    text = f"Дата приказа;Название (казахский)\n28.02.2025;{name}\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert read_rows(tmp_path / "a.csv", HEADINGS)[0].cells["name"] == name


def test_the_cells_of_an_xlsx_are_what_an_officer_would_have_typed(tmp_path: Path) -> None:
    day, hour = datetime.datetime(2025, 2, 28), datetime.time(18, 30)
    row = [day, " аты ", 11_000_000.0, hour, None]
    (tmp_path / "a.xlsx").write_bytes(
        book(["бұйрық  КҮНІ", "Атауы (қазақша):", "amount", "Час", None], row, [None] * 5)
    )
    (read,) = read_rows(tmp_path / "a.xlsx", HEADINGS)
    assert read.cells == {"order": "28.02.2025", "name": "аты", "amount": "11000000", "hour": "18:30"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_is_read_as_it_was_written(tmp_path: Path, language: Language) -> None:
    (tmp_path / "a.xlsx").write_bytes(sample(HEADINGS, [{"order": "28.02.2025", "amount": "5"}], language))
    (row,) = read_rows(tmp_path / "a.xlsx", HEADINGS)
    assert row.cells == {"order": "28.02.2025", "amount": "5"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Дата приказа;Цвет;Размер\n1;2;3\n".encode(), "«Цвет», «Размер»"),
        ("Дата приказа;Бұйрық күні\n1;2\n".encode(), "«Бұйрық күні»"),
        ("Дата приказа\n".encode(), "--sample"),
        (b"", "--sample"),
        ("Дата приказа\n«Жаңа өмір»\n".encode("cp1251", "replace"), "UTF-8"),
        (b"PK\x03\x04 no table", "XLSX"),
        (b"\xff\xfe\x00", "XLSX"),
        ('Дата приказа\n"открыта\n'.encode(), "XLSX"),
        (("Дата приказа\n" + "1\n" * 1_001).encode(), "1000"),
    ],
)
def test_a_table_that_cannot_be_taken_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(BadSheet) as refused:
        read_rows(tmp_path / "a.csv", HEADINGS)
    assert said in refused.value.message.ru
    assert "a.csv" in refused.value.message.kk


def test_unknown_headings_are_listed_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Цвет\n1\n", encoding="utf-8")
    with pytest.raises(BadSheet) as refused:
        read_rows(tmp_path / "a.csv", HEADINGS)
    assert all(message.ru in refused.value.message.ru for message in HEADINGS.values())
