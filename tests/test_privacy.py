"""No telephone, no e-mail and no person's number stands in the data, on the site or in the copy of the report."""

import re

from builtsite import REAL, BuiltSite
from sourcereport import PATH

from grantpages.load import load_folder

TELEPHONE = re.compile(r"(?<!\d)(?:\+?7|8)[\s(-]{0,2}7\d\d[\s)-]{0,2}\d{3}[\s-]?\d\d[\s-]?\d\d(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I)
TWELVE_DIGITS = re.compile(r"(?<!\d)\d{12}(?!\d)")
MASKS = {"8 700 000 0000", "name@example.kz"}

EXAMPLES = {"private", "data-format"}
"""Folders apart: what git does not see, and the description of the format with its invented numbers."""


def _personal(text: str) -> set[str]:
    return {*TELEPHONE.findall(text), *MAIL.findall(text), *TWELVE_DIGITS.findall(text)}


def test_the_patterns_find_what_they_look_for() -> None:
    assert _personal("8 700 000 0000, +7(701)000-00-00, a.b@example.kz, 990440000000") == {
        "8 700 000 0000", "+7(701)000-00-00", "a.b@example.kz", "990440000000",
    }  # fmt: skip
    assert _personal("11 000 000, 2025-05-06, 10 997 580 ₸, https://www.instagram.com/p/DGzq05tNPl_/") == set()


def test_the_copy_of_the_report_has_only_masks() -> None:
    assert _personal(PATH.read_text(encoding="utf-8")) == MASKS


def test_neither_the_data_nor_the_site_has_any(real_site: BuiltSite) -> None:
    dataset, _ = load_folder(REAL)
    assert dataset is not None
    public = {organization.bin for organization in dataset.organizations.values()}
    folders = [(REAL, "[!_]*.yml"), (real_site.root, "*.html"), (real_site.root / "data", "*.yml")]
    files = [path for folder, names in folders for path in folder.rglob(names) if not EXAMPLES & set(path.parts)]
    assert len(files) > 50
    found = {(path.name, text) for path in files for text in _personal(path.read_text(encoding="utf-8"))}
    assert {(name, text) for name, text in found if text not in public} == set()
