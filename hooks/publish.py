"""The one place that knows MkDocs: its events become calls of the library.

mkdocs-static-i18n runs a whole nested build for each language and drops files made in memory,
so the shell pages are added after it (priority -200) with their language set here (design §4).
"""

from __future__ import annotations

import datetime
import logging
import os
import re
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

import grantpages
from grantpages.astana import ZONE, astana_moment, read_moment
from grantpages.checks.survey import Wish, survey
from grantpages.embargo import visible, waiting
from grantpages.evidence import ledgerfile
from grantpages.exports.docxtemplate import TemplateFault
from grantpages.exports.reports import PLACE as REPORT_TEMPLATE
from grantpages.history.records import past_of
from grantpages.load import CannotRead
from grantpages.manifest import write_manifest
from grantpages.problem import LANGUAGES, Problem
from grantpages.securitytxt import overdue
from grantpages.site import assets, chrome, shell
from grantpages.site.found import Audited, Surveyed, tell
from grantpages.site.headers import write_headers
from grantpages.site.made import folder_of
from grantpages.site.parking import set_aside
from grantpages.site.policy import hashes, policed
from grantpages.site.pour import Work
from grantpages.site.preview import clear, files_in, stamp, telling
from grantpages.site.publish import Published, prefix, publish
from grantpages.site.shelf import Changed, Library, Reader
from grantpages.sitefile import write_text
from grantpages.store import Store, code_version

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.grantpages")

ROUTINE = ("Page skipped:", "Template skipped:", "mkdocs_static_i18n: Overriding ")

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)

# The theme's own scripts and style sheets: the site takes what it uses of them from assets/theme.css.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


class _CannotRun(Abort):
    """Ends MkDocs with 2, which says that nothing could be checked; 1 says that problems were found."""

    code = exit_code = 2


class _Build:
    """What one build carries from event to event."""

    def __init__(self) -> None:
        self.serving = False
        self.now = datetime.datetime.min
        self.library: Library | None = None
        self.read: Library | None = None
        self.problems: list[Problem] = []
        self.shells: dict[tuple[str, int], str] = {}
        self.written: dict[str, None] = {}
        self.missing: dict[str, str] = {}
        self.assets: dict[str, str] = {}
        self.scripts: set[str] = set()
        self.own: frozenset[Path] = frozenset()
        self.frame: object = None


build = _Build()


def _data_folder(config: MkDocsConfig) -> Path:
    named = os.environ.get("GRANTPAGES_DATA")
    return Path(named) if named else Path(config.config_file_path).parent / "data"


def _language(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"].current_language or config.plugins["i18n"].default_language


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether someone is watching: a mistake then must not take the last good page away."""
    build.serving = command == "serve"
    for name in ("mkdocs.commands.build", "mkdocs.plugins.mkdocs_static_i18n.reconfigure"):
        logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """A shell is no page and so «empty», and the languages do differ: an officer need not read of it each time."""
    return record.levelno > logging.INFO or not record.getMessage().startswith(ROUTINE)


def on_config(config: MkDocsConfig) -> None:
    """Read the data before MkDocs touches the old site: a faulty folder leaves it as it was."""
    if config.plugins["i18n"].building:
        return
    styles, scripts = map(str, config.extra_css), map(str, config.extra_javascript)
    config.extra["assets"], build.assets = assets.put_together(Path(config.docs_dir), [*styles], [*scripts])
    folder = _data_folder(config)
    build.shells, build.written, build.scripts, build.now = {}, {}, set(), _now()
    if str(folder) not in config.watch:
        config.watch.append(str(folder))
    began = time.perf_counter()
    library, build.read = build.read or _read(folder, config), None
    if library is None:
        raise Abort("\n" + _said(build.problems))
    build.library = library
    seconds = time.perf_counter() - began
    log.info("Data read and audited in %.1f s: %d projects", seconds, len(library.dataset.projects))


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """While someone watches, a mistake is told above the last good pages, and MkDocs builds only what is its own."""

    def rebuild() -> None:
        build.now = _now()
        build.read = _read(_data_folder(config), config)
        if build.read is None:
            sys.stderr.write(_said(build.problems) + "\n")
        elif build.frame != _frame(config, build.read):
            builder()
        else:
            build.library, build.read = build.read, None
            set_aside(Path(config.site_dir))
            clear(Path(config.site_dir), build.own)
            _pour(config)

    def told(path: str) -> list[str]:
        language = "ru" if path.startswith(f"{server.mount_path}ru/") else "kk"
        return chrome.problem_lines(build.problems, language) if build.problems else []

    server.builder = rebuild
    server.set_app(telling(server.get_app(), told))
    return server


def _now() -> datetime.datetime:
    """The build's minute in Astana: the clock's, or the one given for a test and for building the same site again."""
    given = os.environ.get("GRANTPAGES_NOW")
    if not given:
        return astana_moment(datetime.datetime.now(ZONE))
    try:
        return read_moment(given)
    except ValueError:
        raise _CannotRun(chrome.bad_moment(given)) from None


def _said(problems: list[Problem]) -> str:
    return "\n".join(chrome.problem_lines(problems, os.environ.get("GRANTPAGES_LANG", "kk")))


def _read(folder: Path, config: MkDocsConfig) -> Library | None:
    """What may be published now; None where anything is wrong in the records or in the link checker's ledger."""
    shown = os.environ.get("GRANTPAGES_DATA") or os.path.relpath(folder)
    store = Store(_cache(config) / "grantpages", code_version())
    today = build.now.date()
    try:
        found = survey(folder, shown, Wish(today, frozenset(("warning",)), tell, "site", _processes(), store))
    except CannotRead:
        raise _CannotRun(chrome.cannot_read(str(folder))) from None
    inside = "evidence/ledger.jsonl"
    ledger, faulty = ledgerfile.read(folder / inside, f"{shown}/{inside}")
    late = overdue(found.dataset, folder, shown, today) if found.dataset else []
    build.problems = [*found.problems, *faulty, *late]
    if found.dataset is None or build.problems:
        return None
    dataset = visible(found.dataset, build.now)
    read, marks = Reader(folder, found.marks), found.marks
    if dataset is found.dataset:
        return Library(dataset, ledger, read, Surveyed(found, shown), marks)
    # Only the number of what waits and its next hour are told, and only here; no rule may have looked at it.
    if line := chrome.waiting_line(waiting(found.dataset, build.now), os.environ.get("GRANTPAGES_LANG", "kk")):
        log.info(line)
    return Library(dataset, ledger, read, Audited(dataset, today, marks), marks)


def _processes() -> int:
    """How many may work: one where someone watches, for there threads run, which a fork does not survive."""
    return 1 if build.serving else len(os.sched_getaffinity(0))


def _cache(config: MkDocsConfig) -> Path:
    """What builds keep for each other: below the configuration, or where a measurement wants it."""
    return Path(os.environ.get("GRANTPAGES_CACHE") or Path(config.config_file_path).parent / ".cache")


def on_pre_build(config: MkDocsConfig) -> None:
    """Keep what is made; forget the language links of the last page built: the 404 page would inherit them."""
    if not config.plugins["i18n"].building:
        set_aside(Path(config.site_dir))
    vars(config.extra).pop("alternate", None)
    config.extra.pop("alternate", None)


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add one shell page for each depth, in the language that is being built; leave unused scripts out."""
    parts = {assets.FIRST, assets.BARE, *map(str, (*config.extra_css, *config.extra_javascript))}
    for file in [file for file in files if file.src_uri.startswith(UNUSED) or file.src_uri in parts]:
        files.remove(file)
    language = _language(config)
    for depth in shell.DEPTHS:
        address = shell.address(depth)
        file = File.generated(
            config, f"{address}index.md", content=shell.source(depth), inclusion=InclusionLevel.NOT_IN_NAV
        )
        file.dest_uri, file.url = f"{prefix(language)}{address}index.html", prefix(language) + address
        file.locale = file.locale_alternate_of = language
        file.alternates = {other: SimpleNamespace(url=prefix(other) + address, page=None) for other in LANGUAGES}
        files.append(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the configured address for corrections where a hand-written page asks for it; no comment is published."""
    return _COMMENT.sub("", markdown).replace("{{ corrections }}", f"<{config.extra['corrections']}>")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A table of a hand-written page may be wider than a phone: it is moved within a box of its own."""
    return chrome.with_tables(html, _language(config))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """What the theme's own parts say around every page."""
    context["site"] = _chrome(config)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The same for pages without a record: 404."""
    context["site"] = _chrome(config)


def _chrome(config: MkDocsConfig) -> chrome.Chrome:
    assert build.library is not None
    return chrome.Chrome(_language(config), build.library.dataset, str(config.extra["corrections"]))


@event_priority(-150)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep a shell and let MkDocs write nothing for it; every other page passes through."""
    output = chrome.finish(output, build.serving)
    build.scripts.update(hashes(output))
    depth = page.meta.get("shell")
    if depth is None:
        build.written[page.url.removeprefix(prefix(_language(config)))] = None
        return policed(output)
    build.shells[_language(config), int(depth)] = output
    return ""


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """MkDocs would write one sitemap of shells, and the last language's 404 page for all."""
    if template_name == "404.html":
        build.missing[_language(config)] = policed(chrome.finish(output_content, build.serving))
    return "" if template_name in ("404.html", "sitemap.xml") else output_content


def _published(work: Work) -> Published:
    """What was published. A report's template that an officer broke is named, and the build ends."""
    russian = os.environ.get("GRANTPAGES_LANG") == "ru"
    try:
        return publish(work, tuple(build.written), _processes())
    except TemplateFault as error:
        raise Abort(f"\n{REPORT_TEMPLATE}: {error.message.ru if russian else error.message.kk}") from None
    except Changed as error:
        raise Abort("\n" + chrome.changed_meanwhile(str(error))) from None


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """When the last language is done, pour every record."""
    if config.plugins["i18n"].building or build.library is None:
        return
    if build.serving:
        build.own, build.frame = files_in(Path(config.site_dir)), _frame(config, build.library)
    _pour(config)


def _frame(config: MkDocsConfig, library: Library) -> object:
    """What MkDocs' own pages are made of: as long as it is the same, they are."""
    root = Path(config.config_file_path)
    operator = library.marks.get(("operator", "operator"))
    return operator, stamp(root, Path(config.docs_dir), root.parent / "hooks", Path(grantpages.__file__).parent)


def _pour(config: MkDocsConfig) -> None:
    assert build.library is not None
    began = time.perf_counter()
    site, data = Path(config.site_dir), _data_folder(config)
    past = past_of(build.library.dataset, data, str(config.extra["repository"]))
    if line := chrome.absent_line(past.absent, os.environ.get("GRANTPAGES_LANG", "kk")):
        log.info(line)
    address, corrections = config.site_url or "/", str(config.extra["corrections"])
    done = _published(Work(build.library, build.shells, site, data, address, past, corrections, _cache(config)))
    for address, content in build.assets.items():
        write_text(site / address, content)
    write_headers(site, config.site_url or "/", config.extra["assets"].values(), build.scripts)
    for language, html in build.missing.items():
        Path(config.site_dir, prefix(language), "404.html").write_text(html, encoding="utf-8", newline="\n")
    write_manifest(site, _processes(), folder_of(_cache(config) / "made", site) / "sums")
    seconds = time.perf_counter() - began
    log.info("Poured %d pages in %.2f s (%.2f ms a page)", done.pages, seconds, 1000 * seconds / done.pages)
