"""In which language a page says it speaks, and in which its words are.

Proper names and words of computers stand in no language (WCAG 3.1.2); addresses, files, hashtags and what a terminal
shows are left out, and so is what stands in quotation marks: it quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from grantpages.problem import LANGUAGES, Language
from grantpages.wording import catalogue

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "pre", "code", "textarea"}
SPOKEN = ("title", "aria-label", "alt", "placeholder", "label")
"""Attributes that a reader sees or hears; `data-` ones, from which scripts take their words, are read, too."""
KAZAKH = re.compile("[әғқңөұүһі]", re.I)
RUSSIAN = re.compile(r"\b(?:и|в|на|для|или|что|это|как|по|из|при|где|кто|с|к|у|о|от)\b")
"""Russian's commonest words, none of which is Kazakh; two of them are a sentence."""
ENGLISH = re.compile(
    r"\b(?:the|of|and|search|menu|skip|content|next|previous|home|page|back|language|close|open)\b", re.I
)
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
LEFT_OUT = re.compile(r"https?://\S+|#\w+|\S+@\S+|\S+\.(?:yml|json|csv|xlsx|kk|ru|md)\b")
QUOTED = re.compile("«[^«»]*»")


@dataclass(frozen=True)
class Said:
    """A piece of text, or an attribute that is read, and the language its place says it is in. marked: told apart
    from the page's own language."""

    text: str
    language: str
    marked: bool


class _Reader(HTMLParser):
    """Collects what a page says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, bool]] = []
        self.found: list[Said] = []
        self.own = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        around = self.open[-1] if self.open else ("", "", False)
        language = given.get("lang", around[1])
        if tag == "html":
            self.own = language
        silent = around[2] or tag in UNREAD or given.get("translate") == "no"
        spoken = [value for name, value in given.items() if name in SPOKEN or name.startswith("data-")]
        if tag == "meta" and given.get("name") == "description":
            spoken.append(given.get("content", ""))
        self.found += [Said(value, language, language != self.own) for value in spoken if value.strip()]
        if tag not in VOID:
            self.open.append((tag, language, silent))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and not self.open[-1][2] and data.strip():
            language = self.open[-1][1]
            self.found.append(Said(" ".join(data.split()), language, language != self.own))


def said(html: str) -> tuple[str, list[Said]]:
    """(the page's language, everything it says)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.own, reader.found


def unquoted(text: str) -> str:
    """The text without quotations, however deep, addresses and hashtags."""
    text = LEFT_OUT.sub("", text)
    while QUOTED.search(text):
        text = QUOTED.sub("", text)
    return text


class Judge:
    """Finds words of one language that stand as if they were another's. names: words that stand in any of them."""

    def __init__(self, names: set[str]) -> None:
        self.names = {name.casefold() for name in names}
        words = {language: set(_messages(language)) for language in LANGUAGES}
        self.others: dict[str, set[str]] = {"kk": words["ru"] - words["kk"], "ru": words["kk"] - words["ru"]}

    def foreign(self, one: Said) -> bool:
        """Whether a text is, as a whole or in part, not in the language of its place."""
        if one.text.casefold() in self.others.get(one.language, ()):
            return True
        text = unquoted(one.text)
        if one.language == "ru":
            return any(KAZAKH.search(word) and word.casefold() not in self.names for word in WORD.findall(text))
        return one.language == "kk" and len(RUSSIAN.findall(text)) > 1

    def english(self, one: Said) -> bool:
        """Whether an attribute or a text has English words of an interface."""
        return one.language in LANGUAGES and len(ENGLISH.findall(unquoted(one.text))) > 1


def _messages(language: Language) -> Iterator[str]:
    for message in catalogue(language).messages.values():
        for form in (message,) if isinstance(message, str) else tuple(message):
            if "{" not in form:
                yield form.casefold()
