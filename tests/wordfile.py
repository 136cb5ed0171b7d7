"""A DOCX file as the tests read it: with python-docx, and with LibreOffice as a person would open it."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from grantpages.exports.docxtemplate import DocxTemplate
from grantpages.exports.reportform import template
from grantpages.exports.statutory import report_docx
from grantpages.load import Dataset, load_folder
from grantpages.problem import Language

FORM = DocxTemplate(template())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def dataset_of(folder: Path) -> Dataset:
    """The records of a folder without mistakes."""
    dataset, problems = load_folder(folder)
    assert dataset is not None, problems
    return dataset


def made(dataset: Dataset, id: str, language: Language, private: bool = False) -> "WordFile":
    """A report made with the form's own template."""
    return WordFile(report_docx(FORM, dataset, id, language, private))


@dataclass(frozen=True)
class WordFile:
    data: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """Every part by its name."""
        with zipfile.ZipFile(BytesIO(self.data)) as file:
            assert file.testzip() is None
            return {name: file.read(name) for name in file.namelist()}

    @cached_property
    def body(self) -> etree._Element:
        """The text as XML."""
        return etree.fromstring(self.parts["word/document.xml"])

    @cached_property
    def blocks(self) -> list[Paragraph | Table]:
        """Paragraphs and tables in the order of the text."""
        return list(Document(BytesIO(self.data)).iter_inner_content())

    @cached_property
    def paragraphs(self) -> list[str]:
        """All text: paragraphs, and each table's cells in between."""
        return list(_texts(self.blocks))

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @cached_property
    def tables(self) -> list[list[list[str]]]:
        """Every table's cells."""
        return [
            [[cell.text for cell in row.cells] for row in block.rows]
            for block in self.blocks
            if isinstance(block, Table)
        ]

    @cached_property
    def links(self) -> list[str]:
        """Where the hyperlinks lead, in the order of the text; what is shown is exactly that."""
        found = [link for block in self.blocks if isinstance(block, Paragraph) for link in block.hyperlinks]
        assert [link.text for link in found] == [link.url for link in found]
        return [link.url for link in found]

    def under(self, heading: str) -> list[str]:
        """The texts from a heading on to the next of its style or a higher one."""
        styles = [(block.style.name if isinstance(block, Paragraph) else "", block) for block in self.blocks]
        start = next(n for n, (_, block) in enumerate(styles) if isinstance(block, Paragraph) and heading in block.text)
        level = styles[start][0]
        end = (n for n, (style, _) in enumerate(styles) if n > start and style.startswith("Heading") and style <= level)
        return list(_texts(self.blocks[start + 1 : next(end, len(styles))]))


def _texts(blocks: list[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from (paragraph.text for paragraph in cell.paragraphs)


def opened(folder: Path, what: str, files: list[Path]) -> dict[str, bytes]:
    """What LibreOffice makes of the files, by their stems. Its absence is a failure, never a skip."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", what]
    try:
        done = subprocess.run(
            [*command, "--outdir", str(folder / "out"), *map(str, files)],
            capture_output=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.fail("No LibreOffice found: run `apt-get install libreoffice-writer-nogui`.", pytrace=False)
    said = re.sub(r"(Warning: failed to launch javaldx.*|convert .* using filter.*)\n?", "", done.stdout + done.stderr)
    assert (done.returncode, said.strip()) == (0, "")
    return {file.stem: (folder / "out" / f"{file.stem}.{what.partition(':')[0]}").read_bytes() for file in files}
