"""The paragraphs of all records and of the printed report, each a document: what queries are measured on."""

from collections.abc import Iterator
from pathlib import Path

from records import texts_of

from grantpages.load import load_folder
from grantpages.problem import Language
from grantpages.search.document import Document, Part, Scheme
from grantpages.wording import plain

REPOSITORY = Path(__file__).parents[2]
REPORT = REPOSITORY / "tests" / "data" / "report-2025-zhanaozen.kk.md"
KINDS = ("organizations", "calls", "projects", "reports", "spheres", "grant_types", "regions")
SCHEME = Scheme((), (), (), {})


def paragraphs(language: Language) -> list[str]:
    """Every different paragraph, in the order of the files."""
    dataset, problems = load_folder(REPOSITORY / "data")
    assert dataset is not None, problems
    texts = (
        plain(text, language)
        for kind in KINDS
        for record in getattr(dataset, kind).values()
        for _, text in texts_of(record)
    )
    found = dict.fromkeys(part.strip() for text in texts for part in text.split("\n\n"))
    if language == "kk":
        found |= dict.fromkeys(part.strip() for part in REPORT.read_text(encoding="utf-8").split("\n\n"))
    return [paragraph for paragraph in found if paragraph]


def documents(language: Language) -> Iterator[Document]:
    """Each paragraph as a document whose address is its number."""
    for number, text in enumerate(paragraphs(language)):
        yield Document(str(number), "text", "", "", (), (Part("", "", text),))
