"""What stands around every page: sections, languages, footer; and the last touch on MkDocs' own HTML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from urllib.parse import urljoin

from grantpages.embargo import Waiting
from grantpages.evidence.identity import is_web
from grantpages.history.gitlog import Absence
from grantpages.model import Operator
from grantpages.problem import LANGUAGES, Language, Problem
from grantpages.site.pages import SECTIONS
from grantpages.wording import catalogue, moment_text, number_text, plain

_DEFAULT: Language = "kk"
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_BLANK = re.compile(r"(<(pre|textarea)\b.*?</\2>)|\n\s+", re.DOTALL)
_CLOSED = re.compile(r"(<(?:br|hr|img)\b[^<>]*?) ?/>")
_ALTERNATE = re.compile(r'<link rel="alternate" href="([^"]*)"')


@dataclass(frozen=True)
class Chrome:
    """The theme's templates know it as `site`. Links are below the site's root, for MkDocs' `url` filter."""

    language: Language
    publisher: Operator

    def t(self, key: str) -> str:
        """A message of the catalogue."""
        return catalogue(self.language).say(key)

    def other(self, key: str) -> str:
        """The same message in the other language: the 404 page speaks both."""
        return catalogue("ru" if self.language == _DEFAULT else _DEFAULT).say(key)

    @property
    def home(self) -> str:
        """The language's root."""
        return "./" if self.language == _DEFAULT else f"{self.language}/"

    @property
    def operator(self) -> str:
        """Who publishes, as HTML: MkDocs' templates escape nothing."""
        return _markup(plain(self.publisher.name, self.language))

    @property
    def website(self) -> str:
        """The operator's address, as HTML; empty where a browser could not follow it, or would run it."""
        website = self.publisher.website
        return _markup(website) if is_web(website) else ""

    @property
    def sections(self) -> list[tuple[str, str, str]]:
        """(section, its name, its link) of everything the menu leads to."""
        root = "" if self.language == _DEFAULT else f"{self.language}/"
        return [(name, self.t(f"title.{name}"), f"{root}{name}/") for name in (*SECTIONS, "data", "about")]

    def in_both(self, keys: Sequence[str]) -> Iterator[tuple[Language, dict[str, str]]]:
        """Messages in each language in turn."""
        for language in LANGUAGES:
            yield language, {key: catalogue(language).say(key) for key in keys}


def _markup(text: str) -> str:
    """A text as HTML in which no mark of a shell can be found."""
    return escape(text).replace("gp-", "gp&#45;")


def with_problems(html: str, problems: Sequence[str]) -> str:
    """A page with the problems of a live preview above it."""
    shown = "\n".join(escape(line) for line in problems)
    return html.replace("<main", f'<pre class="gp-problems" role="alert">{shown}</pre><main', 1)


def finish(html: str) -> str:
    """The last touch on a page of the theme: search engines want the language links as whole addresses."""
    own = _CANONICAL.search(html)
    html = _ALTERNATE.sub(lambda link: f'<link rel="alternate" href="{urljoin(own[1] if own else "", link[1])}"', html)
    html = _CLOSED.sub(r"\1>", html)
    return _BLANK.sub(lambda found: found[1] or "\n", html).lstrip()


def with_tables(html: str, language: Language) -> str:
    """The HTML of a hand-written page with each table in a box that a keyboard can move, too, and that has a name."""
    numbers = count(1)

    def boxed(_: re.Match[str]) -> str:
        name = escape(catalogue(language).say("chrome.table", number=str(next(numbers))))
        return f'<div class="gp-wide" role="region" aria-label="{name}" tabindex="0"><table>'

    return re.sub("<table>", boxed, html).replace("</table>", "</table></div>")


def problem_lines(problems: Sequence[Problem], language: str) -> list[str]:
    """Every problem on its line, then how many there are."""
    chosen: Language = "ru" if language == "ru" else "kk"
    return [*(problem.text(chosen) for problem in problems), catalogue(chosen).count("problem.count", len(problems))]


def waiting_line(waiting: Waiting, language: str) -> str:
    """How many records wait for their hour, and until when the next of them; nothing where none does."""
    chosen: Language = "ru" if language == "ru" else "kk"
    words, number = catalogue(chosen), len(waiting.hours)
    if not number:
        return ""
    said = words.say("embargo.waiting", n=number_text(number))
    return f"{said} {words.say('embargo.next', moment=moment_text(waiting.next, chosen))}" if waiting.next else said


def absent_line(why: Absence | None, language: str) -> str:
    """Why a build knows no history of its records; nothing where it does."""
    return catalogue("ru" if language == "ru" else "kk").say(f"history.absent.{why}") if why else ""


def cannot_read(folder: str) -> str:
    """The message for a data folder that is not there, in both languages."""
    return _in_both("problem.no-folder", folder=folder)


def bad_moment(found: str) -> str:
    """The message for a minute of the build that is none, in both languages."""
    return _in_both("problem.bad-moment", found=found)


def changed_meanwhile(file: str) -> str:
    """The message for a file that was written while the build read it, in both languages."""
    return _in_both("problem.changed-meanwhile", file=file)


def _in_both(key: str, **values: str) -> str:
    return re.sub(r"\s+", " ", " / ".join(catalogue(language).say(key, **values) for language in LANGUAGES))
