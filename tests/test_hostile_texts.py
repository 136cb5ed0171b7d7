"""Every text field with hostile texts, in both languages: pages, data, feeds, calendars, documents say them and no more.

A part of the lists here; all of them in `make quality ARGS="--only output"`.
"""

import re
import shutil
import subprocess
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote

import corpora
import pytest
from builtsite import run_build
from corpora import ours
from corpora.filling import KINDS, Records, accepted, places
from corpora.judging import _page, skeleton
from corpora.trying import tried
from opendatafiles import hostile, write_open_data
from pydantic import BaseModel

from grantpages.load import FOLDERS, SINGLES
from grantpages.shapes import annotation_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _some() -> list[str]:
    """Few of each list, of one paragraph: a site of hostile texts needs a harmless one of the same shape."""
    lists = (
        ours.MARKDOWN[::4], ours.TEMPLATES[::18], ours.FORMULAS[::19], corpora.naughty()[7::48], corpora.scripts()[::205],
        corpora.commonmark()[5::90], corpora.paths()[::60], [str(case["input"]) for case in corpora.addresses()][::90],
    )  # fmt: skip
    return [text for some in lists for text in some if "\n" not in text.strip()]


def test_texts_are_said_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(_some())
    with capsys.disabled():
        print(
            f" [{found.texts} texts, {found.refused} refused, {found.fields} fields, {sum(found.judged.files.values())} files] ",
            end="",
        )
    assert found.judged.wrong == []
    assert found.texts >= 80
    assert found.refused < found.texts / 5
    assert found.fields >= 140
    assert found.judged.files.keys() == {"html", "json", "xml", "svg", "ics", "csv", "xlsx", "docx"}


def test_what_is_looked_for_is_seen() -> None:
    """The judge itself: pages in which a text has become something."""
    plain = b"<p title=x>x</p>"
    for bad in (
        b"<p title=x>x<script>1</script></p>",
        b"<p title=x onclick=1>x</p>",
        b"<p title=x><b>x</b></p>",
        b"<p title=x>x</p></article><p>y</p>",
        b"<p id=a title=x>x</p>",
    ):
        assert skeleton(bad) != skeleton(plain)
    said = {
        "a handler": b"<p onclick=1>x</p>", "an address that runs": b"<a href=' jAvascript:1'>x</a>", "a comment": b"<p><!-- x --></p>",
        "script in a drawing": b"<svg><script>1</script></svg>",
    }  # fmt: skip
    for what, page in said.items():
        assert any(what in found for found in _page(page, page, "", Path("x/index.html")))


def test_every_text_field_of_every_model_is_filled() -> None:
    records = Records()
    filled = set()
    for inside, value in records.values.items():
        shape = SINGLES.get(inside.removesuffix(".yml")) or FOLDERS[inside.split("/")[0]]
        filled |= {_field(shape, path) for path, _ in places(shape, value)}
    wanted = set()
    for shape in (*SINGLES.values(), *(shape for name, shape in FOLDERS.items() if name != "private")):
        wanted |= set(_text_fields(shape, set()))
    assert wanted - filled <= UNNAMED


UNNAMED = {
    ("AlsoPrinted", "field"),
    ("Organization", "region"),
    ("Call", "region"),
    ("Call", "district"),
    ("Lot", "grant_type"),
}
"""Lines that name another field or record, not texts."""


def _field(shape: Any, path: tuple[str | int, ...]) -> tuple[str, str]:
    return annotation_at(shape, path[:-1]).__name__, str(path[-1])


def _text_fields(shape: type[BaseModel], seen: set[type]) -> "list[tuple[str, str]]":
    found, inner = [], []
    seen.add(shape)
    for name, field in shape.model_fields.items():
        limits = [*field.metadata, *(limit for part in get_args(field.annotation) for limit in get_args(part)[1:])]
        if any(getattr(limit, "pattern", None) in KINDS for limit in limits):
            found.append((shape.__name__, name))
        inner += _models(field.annotation)
    for model in inner:
        if model not in seen:
            found += _text_fields(model, seen)
    return found


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) if part is not NoneType for model in _models(part)]


@pytest.mark.parametrize("reading", ["CSV:44,34,76,1", "CSV:59,34,76,1"], ids=["comma", "semicolon"])
def test_no_formula_is_computed(tmp_path: Path, reading: str) -> None:
    """All our formulas in one table, opened as a spreadsheet opens them here and elsewhere."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is not there: apt-get install libreoffice-calc-nogui"
    texts = list(dict.fromkeys(filter(None, map(accepted, ours.FORMULAS))))
    assert len(texts) > 100
    write_open_data(tmp_path, hostile(texts))
    subprocess.run(
        [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", f"--infilter={reading}", "--convert-to", "fods",
         "--outdir", str(tmp_path), str(tmp_path / "data" / "projects.csv")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    sheet = (tmp_path / "projects.fods").read_text(encoding="utf-8")
    assert sheet.count("<table:table-row") > len(texts)
    assert re.findall(r'table:formula="[^"]*"', sheet) == []
    if "44" in reading:
        assert 'office:value-type="float"' in sheet


RUN = (
    "</title><script>window.hit = 1</script> gp-body-mark gp-title-mark", "<script>window.hit = 1; alert(1)</script>", "<img src=x onerror='window.hit = 1'>", "\"><svg onload=\"window.hit = 1\">",
    "'><iframe srcdoc='<script>parent.hit = 1</script>'>", "</script><script>window.hit = 1</script>", "<b>жуан</b> &lt;i&gt; {{ 7*7 }}", "javascript:window.hit=1//",
)  # fmt: skip


@pytest.mark.browser
def test_nothing_runs_in_a_browser(tmp_path: Path, browser: "Browser") -> None:
    """A site that the real command built: its pages, its menus and its search, where the texts are asked for."""
    Records().write(tmp_path / "data", RUN)
    done = run_build(tmp_path / "site", tmp_path / "data", "http://localhost:8000/")
    assert done.returncode == 0, done.stdout
    pages = [
        prefix + page
        for prefix in ("", "ru/")
        for page in (
            "",
            "projects/",
            "organizations/",
            "map/",
            *(
                f"{kind}/t{number}-{name}/"
                for number in (0, 1, 3, 5)
                for kind, name in (("projects", "aqtas-2025-1"), ("calls", "aqtas-2025"))
            ),
        )
    ]
    context = browser.new_context()
    said: list[str] = []
    context.route(
        "http://localhost:8000/**", lambda route: route.fulfill(path=_file(tmp_path / "site", route.request.url))
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    assert "<p>gp-body-mark" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    for address in (*pages, *(f"search/?q={quote(text)}" for text in RUN[:4])):
        page.goto(f"http://localhost:8000/{address}")
        if address.startswith("search"):
            page.wait_for_timeout(300)
        assert page.evaluate("window.hit") is None, address
        assert page.locator("iframe[srcdoc], article script:not([type]), img[src='x']").count() == 0, address
    context.close()
    assert said == []


def _file(site: Path, url: str) -> str:
    path = site / url.removeprefix("http://localhost:8000/").partition("?")[0].partition("#")[0]
    path = path / "index.html" if path.is_dir() else path
    return str(path if path.is_file() else site / "404.html")
