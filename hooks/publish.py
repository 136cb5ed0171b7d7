"""The one place that knows MkDocs: its events become calls of the library.

MkDocs makes the frame of a site (`grantpages/site/frame.py`) in a folder of its own; then every record is poured into
it. mkdocs-static-i18n runs a whole nested build for each language and drops files made in memory, so the shell pages
are added after it (priority -200) with their language set here (design §4).
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from minute import CannotRun, minute
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from grantpages.exports.reports import PLACE as REPORT_TEMPLATE
from grantpages.exports.templatefault import TemplateFault
from grantpages.load import CannotRead
from grantpages.problem import LANGUAGES
from grantpages.site import assets, chrome, shell
from grantpages.site.frame import Frame, Frames, Told, key_of
from grantpages.site.policy import hashes, policed
from grantpages.site.publish import prefix
from grantpages.site.reading import Source, operator_of
from grantpages.site.shelf import Changed, Library
from grantpages.site.whole import Place, build_whole
from grantpages.sitefile import write_text

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.grantpages")

_ROUTINE = ("Page skipped:", "Template skipped:", "mkdocs_static_i18n: Overriding ", "Building documentation to ")
ONLY_FRAME = "GRANTPAGES_ONLY_FRAME"
"""A setting of commands that pour the records themselves."""
THEME = "material"
"""A theme or a form of addresses given in the command's own options is not what the configuration names."""
# The theme's own scripts and style sheets: the site takes what it uses of them from assets/theme.css.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


class _Build:
    """What one build carries from event to event. None of it is there while a preview is served."""

    serving = False
    library: Library | None
    place: Place
    root: Path
    frames: Frames
    key: bytes
    mark: bytes
    chrome: dict[str, chrome.Chrome]

    def begin(self, config: MkDocsConfig) -> None:
        """Read the data before MkDocs does anything: a faulty folder leaves the old site as it was."""
        root = Path(config.config_file_path).parent
        data = Path(os.environ.get("GRANTPAGES_DATA") or root / "data")
        cache = Path(os.environ.get("GRANTPAGES_CACHE") or root / ".cache")
        self.place = Place(data, Path(config.site_dir), cache, len(os.sched_getaffinity(0)))
        self.library = None if os.environ.get(ONLY_FRAME) else _read(self.place)
        operator, self.mark = operator_of(data)
        self.chrome = {language: chrome.Chrome(language, operator) for language in LANGUAGES}
        self.root, self.frames = root, Frames(cache / "frames")
        self.key = key_of(root, os.environ, self.mark)
        self.shells: dict[tuple[Any, int], str] = {}
        self.written: dict[str, None] = {}
        self.scripts: set[str] = set()
        styles, scripts = map(str, config.extra_css), map(str, config.extra_javascript)
        config.extra["assets"], self.files = assets.put_together(Path(config.docs_dir), [*styles], [*scripts])
        config.site_dir = str(self.frames.begin())

    def framed(self, config: MkDocsConfig) -> Frame:
        """The frame that MkDocs has made; known by its key unless that does not say all it was made of."""
        folder = Path(config.site_dir)
        for address, text in self.files.items():
            write_text(folder / address, text)
        told = Told(
            self.shells,
            [*self.written],
            sorted(map(str, config.extra["assets"].values())),
            sorted(self.scripts),
            config.site_url or "/",
            str(config.extra["corrections"]),
            str(config.extra["repository"]),
        )
        is_usual = (
            config.theme.name == THEME
            and config.use_directory_urls
            and key_of(self.root, os.environ, self.mark) == self.key
        )
        return self.frames.keep(self.key if is_usual else secrets.token_bytes(), folder, told)


build = _Build()


def _language(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"].current_language or config.plugins["i18n"].default_language


def _spoken() -> str:
    return os.environ.get("GRANTPAGES_LANG", "kk")


def on_startup(command: str, dirty: bool) -> None:
    """What a preview shows is built by a command of its own (hooks/preview.py)."""
    build.serving = command == "serve"
    for name in ("mkdocs.commands.build", "mkdocs.plugins.mkdocs_static_i18n.reconfigure"):
        logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """A shell is no page and so «empty», and the languages do differ: an officer need not read of it each time."""
    return record.levelno > logging.INFO or not record.getMessage().startswith(_ROUTINE)


def on_config(config: MkDocsConfig) -> None:
    """Begin, once for all languages."""
    if not build.serving and not config.plugins["i18n"].building:
        build.begin(config)


def _read(place: Place) -> Library:
    """What may be published now."""
    began, now = time.perf_counter(), minute()
    shown = os.environ.get("GRANTPAGES_DATA") or os.path.relpath(place.data)
    try:
        read = Source(place.data, shown, now, place.cache, place.processes).read()
    except CannotRead:
        raise CannotRun(chrome.cannot_read(str(place.data))) from None
    if read.library is None:
        raise Abort("\n" + "\n".join(chrome.problem_lines(read.problems, _spoken())))
    # Only the number of what waits and its next hour are told, and only here; no rule may have looked at it.
    if line := chrome.waiting_line(read.waiting, _spoken()):
        log.info(line)
    seconds = time.perf_counter() - began
    log.info("Data read and audited in %.1f s: %d projects", seconds, len(read.library.dataset.projects))
    return read.library


def on_pre_build(config: MkDocsConfig) -> None:
    """Forget the language links of the last page built: the 404 page would inherit them."""
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
    context["site"] = build.chrome[_language(config)]


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The same for pages without a record: 404."""
    context["site"] = build.chrome[_language(config)]


@event_priority(-150)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep a shell and let MkDocs write nothing for it; every other page passes through."""
    output = chrome.finish(output)
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
        build.files[f"{prefix(_language(config))}404.html"] = policed(chrome.finish(output_content))
    return "" if template_name in ("404.html", "sitemap.xml") else output_content


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """When the last language is done, pour every record."""
    if build.serving or config.plugins["i18n"].building:
        return
    frame = build.framed(config)
    if build.library is not None:
        _pour(build.library, frame)


def _pour(library: Library, frame: Frame) -> None:
    """Pour. A report's template that an officer broke is named, and the build ends."""
    began = time.perf_counter()
    try:
        done = build_whole(frame, library, build.place)
    except TemplateFault as error:
        raise Abort(f"\n{REPORT_TEMPLATE}: {error.message.ru if _spoken() == 'ru' else error.message.kk}") from None
    except Changed as error:
        raise Abort("\n" + chrome.changed_meanwhile(str(error))) from None
    if line := chrome.absent_line(done.absent, _spoken()):
        log.info(line)
    seconds = time.perf_counter() - began
    log.info("Poured %d pages in %.2f s (%.2f ms a page)", done.pages, seconds, 1000 * seconds / done.pages)
