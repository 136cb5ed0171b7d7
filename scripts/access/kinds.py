"""The kinds of page that a site has, and one page of each: the longest, where most can be wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix

ID = "[^/]+"
VIDEO = "data-video="
KINDS = {
    "home": "",
    "calls": "calls/",
    "call": f"calls/{ID}/",
    "projects": "projects/",
    "project": f"projects/{ID}/",
    "organizations": "organizations/",
    "organization": f"organizations/{ID}/",
    "reports": "reports/",
    "report": f"reports/{ID}/",
    "history": f"projects/{ID}/history/",
    "evidence": "evidence/",
    "evidence of a platform": f"evidence/{ID}/",
    "quality": "quality/",
    "rules": "quality/rules/",
    "browse": "browse/",
    "values": f"browse/{ID}/",
    "value": f"browse/{ID}/{ID}/",
    "region": f"regions/{ID}/",
    "charts": "charts/",
    "map": "map/",
    "map of a year": f"map/{ID}/",
    "search": "search/",
    "data": "data/",
    "dictionary": "data/dictionary/",
    "format": "data-format/",
    "follow": "follow/",
    "guide": "guide/",
    "guide's page": f"guide/{ID}/",
    "about": "about/",
    "comparison": "link-checkers/",
    "frame": f"embed/projects/{ID}/",
    "frame of a list": f"embed/lists/{ID}/",
}
"""Kinds of page that there are in each language: the form of their addresses below its root."""
BOTH = {"notice": f"projects/{ID}/notice/", "short address": f"p/{ID}/", "missing": "404.html"}
"""Pages that speak both languages, by the form of their addresses below the site's root."""


def addresses(root: Path) -> list[str]:
    """Every page of a site: its address below the site's root, in order; `404.html` by its file's name."""
    files = (path.relative_to(root).as_posix() for path in root.rglob("*.html"))
    return sorted(re.sub(r"(^|(?<=/))index\.html$", "", file) for file in files)


def language_of(address: str) -> Language:
    """The language of the page at an address."""
    return "ru" if address.startswith(prefix("ru")) else "kk"


def chosen(root: Path) -> dict[str, str]:
    """One page of each kind: kind and language → address. A kind of which the site has no page is left out."""
    every = addresses(root)
    asked = {f"{kind}, {language}": prefix(language) + form for language in LANGUAGES for kind, form in KINDS.items()}
    found = {}
    for name, form in {**asked, **BOTH}.items():
        if fitting := [address for address in every if re.fullmatch(form, address)]:
            found[name] = max(fitting, key=lambda address: (root / file_of(address)).stat().st_size)
    return {**found, **dict(_with_video(root))}


def _with_video(root: Path) -> Iterator[tuple[str, str]]:
    """The first project of each language that offers a video."""
    for language in LANGUAGES:
        for address in addresses(root):
            if re.fullmatch(f"{prefix(language)}projects/{ID}/", address) and VIDEO in _text(root, address):
                yield f"project with a video, {language}", address
                break


def _text(root: Path, address: str) -> str:
    return (root / file_of(address)).read_text(encoding="utf-8")


def absent(root: Path) -> list[str]:
    """The kinds of which the site has no page."""
    there = {name.partition(",")[0] for name in chosen(root)}
    return [kind for kind in (*KINDS, *BOTH) if kind not in there]


def file_of(address: str) -> str:
    """The file a server sends for an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address
