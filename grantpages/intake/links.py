"""The addresses a text cites, exactly as printed, and the text without them."""

import re
from dataclasses import dataclass

_URL = re.compile(r"(?:https?://|(?<![\w./@])www\.)\S+", re.IGNORECASE)
_GLUED = re.compile(r"(?<!^)(?=https?://)", re.IGNORECASE)
# An address that rightly holds another one.
_HOLDS = re.compile(r"https?://(?:web\.archive\.org/|archive\.\w+/)|[?&](?:u|url|q|to|link|target)=$", re.IGNORECASE)
_CLOSING = ".,;:!»”’'\"›>)]}*"
_LEFT = re.compile(r"(?:^|\s)[=,;|•]+(?=\s|$)|\s+(?=[.,;](?:\s|$))")


@dataclass(frozen=True)
class Cited:
    """One address. split: it was printed glued to another. start: where in the text."""

    url: str
    start: int
    split: bool = False


def links_of(text: str) -> list[Cited]:
    """Every address in the text, in its order."""
    return [cited for match in _URL.finditer(text) for cited in _parted(match[0], match.start())]


def without_links(text: str) -> str:
    """The text without its addresses and the marks that stood between them."""
    bare = _URL.sub(lambda match: _tail(match[0]), text)
    bare = re.sub(r"\s+", " ", _LEFT.sub("", bare)).strip()
    bare = re.sub(r"\s*\(\s*\)", "", bare)
    bare = re.sub(r":[\s,.;]+$", ":", re.sub(r"[,;](?:\s*[,;.])+", ",", bare))
    return bare if re.search(r"\w", bare) else ""


def _tail(url: str) -> str:
    """The sentence's own punctuation after an address."""
    kept = _trimmed(url)
    return url[len(kept) :] if len(kept) < len(url) else ""


def _trimmed(url: str) -> str:
    while url and url[-1] in _CLOSING and not (url[-1] == ")" and "(" in url):
        url = url[:-1]
    return url


def _parted(found: str, start: int) -> list[Cited]:
    pieces: list[str] = []
    for piece in _GLUED.split(found):
        if pieces and _HOLDS.search(pieces[-1]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    done, at = [], start
    for piece in pieces:
        url = _trimmed(piece)
        if len(url) > 10:
            done.append(Cited(url, at, len(pieces) > 1))
        at += len(piece)
    return done
