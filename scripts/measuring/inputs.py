"""Edits of whatever a site is built from, each of another kind, for builds by the real command."""

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from measuring.perturbing import Surroundings

Edit = Callable[[Surroundings], None]
_NAMED = re.compile(r'^( *(?:- )?kk: "?)(?=\w)', re.MULTILINE)
EXCEPTION = """decisions:
- url: {url}
  seen: 2026-01-20
  reason:
    kk: Жазба ашылды.
    ru: Запись открылась.
  who: Бас маман
  until: 2027-05-20
"""


def _said(pattern: str) -> Edit:
    """The first Kazakh text of the first record that fits begins otherwise."""

    def edit(place: Surroundings) -> None:
        _replace(_first(place, pattern), _NAMED, r"\1Өзге ")

    return edit


def _replaced(file: str, pattern: str, new: str) -> Edit:
    return lambda place: _replace(place.root / file, re.compile(pattern, re.MULTILINE), new)


def _more(file: str, text: str) -> Edit:
    def edit(place: Surroundings) -> None:
        path = place.root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return edit


def _replace(path: Path, pattern: re.Pattern[str], new: str) -> None:
    text, count = pattern.subn(new, path.read_text(encoding="utf-8"), count=1)
    if not count:
        raise ValueError(path)
    path.write_text(text, encoding="utf-8")


def _first(place: Surroundings, pattern: str) -> Path:
    return min((place.root / "data").glob(pattern))


def _excepted(place: Surroundings) -> None:
    text = _first(place, "projects/[!_]*.yml").read_text(encoding="utf-8")
    url = re.search(r"url: (https://\S+)", text)
    if url is None:
        raise ValueError(text)
    (place.root / "data/evidence/exceptions.yml").write_text(EXCEPTION.format(url=url[1]), encoding="utf-8")


def _moved(old: str, new: str) -> Edit:
    def edit(place: Surroundings) -> None:
        (place.root / "data" / old).rename(place.root / "data" / new)

    return edit


def _copied(old: str, new: str) -> Edit:
    def edit(place: Surroundings) -> None:
        (place.root / "data" / new).write_bytes((place.root / "data" / old).read_bytes())

    return edit


def _removed(file: str) -> Edit:
    return lambda place: (place.root / "data" / file).unlink()


def _committed(place: Surroundings) -> None:
    who = ["-c", "user.name=Operator", "-c", "user.email=operator@example.kz", "-c", "commit.gpgsign=false"]
    for command in (["add", "data"], [*who, "commit", "-q", "-m", "Correct the names"]):
        subprocess.run(["git", "-C", str(place.root), *command], check=True, capture_output=True)


def _later(place: Surroundings) -> None:
    place.environment["GRANTPAGES_NOW"] = "2027-06-01T10:00"


INPUTS: Mapping[str, Edit] = {
    "project": _said("projects/[!_]*.yml"),
    "call": _said("calls/[!_]*.yml"),
    "organization": _said("organizations/[!_]*.yml"),
    "report": _said("reports/[!_]*.yml"),
    "operator": _said("operator.yml"),
    "spheres": _said("spheres.yml"),
    "grant types": _said("grant-types.yml"),
    "regions": _said("regions.yml"),
    "exceptions": _excepted,
    "commit": _committed,
    "record more": _copied("organizations/bates.yml", "organizations/bates-2.yml"),
    "another id": _moved("organizations/bates-2.yml", "organizations/bates-3.yml"),
    "record less": _removed("organizations/bates-3.yml"),
    "form of the report": _removed("templates/report.docx"),
    "words": _replaced("grantpages/locale/kk.po", r'^(msgid "title.projects"\nmsgstr ")', r"\1Өзге "),
    "template": _more("grantpages/site/templates/project.html", "<p>template</p>\n"),
    "code": _replaced("grantpages/site/share.py", "^LISTED = 50", "LISTED = 1"),
    "theme": _more("docs/overrides/partials/footer.html", "<!-- other -->\n"),
    "style": _more("docs/assets/site.css", "\n.other { color: inherit }\n"),
    "script": _more("docs/assets/share.js", "\n// other\n"),
    "hand-written page": _more("docs/about.kk.md", "\nӨзге сөйлем.\n"),
    "configuration": _replaced("mkdocs.yml", "^site_name: ", "site_name: Өзге "),
    "day": _later,
}
"""By what is edited."""
