"""A file's bytes become text, or the reason why not: its encoding, and characters nobody sees."""

import re
import unicodedata
from collections.abc import Iterator

from grantpages.faults import fault, quoted
from grantpages.problem import Message, Problem

_PLANES = range(0x10000, 0xE0000, 0x10000)
# C0 but tab and line feed, DEL, C1; soft hyphen; bidi marks and overrides; zero-width; line separators; fillers;
# surrogates; annotation marks; private use, by which old Kazakh fonts showed letters; non-characters; tag characters
# and further variation selectors, which hide a second text in the first.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES) + "]"
)
"""What no text of a record may have."""
# Marks of letters, and what of the above Python takes for printable, begin with these bytes, which are rare otherwise:
# to look for one costs next to nothing.
_SUSPECT = (b"\xcc", b"\xcd", b"\xe1", b"\xe3", b"\xef", b"\xf3")
_MARKED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
ENCODINGS = {
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048",
    "koi8_r": "KOI8-R",
    "cp866": "CP866",
    "mac_cyrillic": "MacCyrillic",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
}
SMALL = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
LARGE = frozenset("".join(SMALL).upper())
USUAL = frozenset("«»–—№…“”„’₸\xa0")
UNKNOWN = Message("танылмады, мәтін емес шығар", "не опознана: возможно, это не текст")
DAMAGED = Message("осы жолда бүлінген", "в этой строке нарушена")


def decode(data: bytes, shown: str) -> tuple[str, list[Problem]]:
    """The text of a file, line ends as `\\n`, or the problem with its encoding; `shown` is its name in messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [fault("not-utf8", shown, line, found=_resembles(data))]
    if b"\r" in data:
        text = text.replace("\r\n", "\n")
    if "\0" in text and likely_encoding(data) == "UTF-16":  # Cyrillic in UTF-16 is valid UTF-8, too
        return "", [fault("not-utf8", shown, 1, found=_like("UTF-16"))]
    if any(sign in data for sign in _SUSPECT) and (problems := [*_forbidden(text, shown), *decomposed(text, shown)]):
        return "", sorted(problems)
    return text, []


def decomposed(text: str, shown: str) -> Iterator[Problem]:
    """One problem for each letter on each line that is written as a letter and its mark, though it exists whole.

    So macOS writes й and ё in the names of files, and so do some PDFs: they look right and are found by no search.
    """
    seen = set()
    for start, letter in in_two(text):
        line = text.count("\n", 0, start) + 1
        if (line, letter) not in seen:
            seen.add((line, letter))
            yield fault("decomposed-letter", shown, line, found=quoted(letter))


def in_two(text: str) -> Iterator[tuple[int, str]]:
    """Where a letter and its mark stand for a letter that exists whole, and that letter."""
    for match in _MARKED.finditer(text):
        if (whole := composed(match[0])) != match[0]:
            yield match.start(), whole


def composed(text: str) -> str:
    """The text with each letter as one character where there is one (Unicode's form NFC)."""
    return unicodedata.normalize("NFC", text)


def invisible(text: str, shown: str) -> Iterator[Problem]:
    """One problem for each forbidden character on each line."""
    if text.replace("\n", " ").isprintable():  # none of them is; a glance costs less than the search
        return
    yield from _forbidden(text, shown)


def _forbidden(text: str, shown: str) -> Iterator[Problem]:
    line, at, seen = 1, 0, set()
    for match in FORBIDDEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if (line, match[0]) not in seen:
            seen.add((line, match[0]))
            yield fault("forbidden-character", shown, line, found=name_of(match[0]))


def name_of(character: str) -> str:
    """`U+200B ZERO WIDTH SPACE`: how a character that cannot be shown is called."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def likely_encoding(data: bytes) -> str:
    """The encoding, but UTF-8, in which the bytes look most like Kazakh or Russian; empty where they never do."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    best = max(ENCODINGS, key=lambda encoding: _likeness(data, encoding))
    return ENCODINGS[best] if _likeness(data, best) > 0 else ""


def _likeness(data: bytes, encoding: str) -> int:
    """2 for a small letter, 1 for a capital, -2 for what belongs to neither language.

    KOI8-R read as Windows-1251 is all letters, too, but small ones for capitals and capitals for small ones.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -len(data)
    likeness = 0
    for character in text:
        if character in SMALL:
            likeness += 2
        elif character in LARGE:
            likeness += 1
        elif (character > "~" or character < "\t") and character not in USUAL:
            likeness -= 2
    return likeness


def _resembles(data: bytes) -> Message:
    """What a text that is not UTF-8 looks like; a few bad bytes in much good UTF-8 are damage, not an encoding."""
    text = data.decode("utf-8", "replace")
    if 20 * text.count("\ufffd") < sum(character > "~" for character in text):
        return DAMAGED
    name = likely_encoding(data)
    return _like(name) if name else UNKNOWN


def _like(name: str) -> Message:
    return Message(f"{name} кодтауына ұқсайды", f"похожа на {name}")
