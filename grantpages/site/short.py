"""Short addresses that fit on a poster, and their QR codes.

A code is made from the record's id alone, so it never changes. Two ids of one code, one pair in 34 billion,
share a page that leads to both.
"""

import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""The letters of a code; no i, l, o, u, so that what is typed from paper is not mistaken (Crockford's Base32)."""
LENGTH = 7
"""Letters of a code."""
FOLDER = "p"
"""The folder of the short addresses, below the site's root."""
# Choosing the best of eight masks takes four times as long as all the rest; every reader reads any mask.
MASK = 3
_DARK = re.compile("1+")


def _sums() -> dict[str, Sequence[str]]:
    """Of each letter those whose bits, as they differ from the first one's, come to its own: few letters for all."""
    sums: dict[int, Sequence[str]] = {0: ()}
    for letter in LETTERS:
        bits = ord(letter) ^ ord(LETTERS[0])
        if bits not in sums:
            sums |= {known ^ bits: (*some, letter) for known, some in sums.items()}
    return {letter: sums[ord(letter) ^ ord(LETTERS[0])] for letter in LETTERS}


_SUMS = _sums()


def short_code(id: str) -> str:
    """The code of a project: seven letters and digits."""
    number = int.from_bytes(hashlib.sha256(id.encode()).digest()[:8]) >> (64 - 5 * LENGTH)
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def codes(ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids of each code."""
    found = defaultdict(list)
    for id in ids:
        found[short_code(id)].append(id)
    return dict(found)


def qr_code(address: str) -> str:
    """The QR code of an address as an SVG file: black on white, with its quiet zone, readable with 15 % of it lost."""
    out = io.BytesIO()
    _made(address).save(out, kind="svg", border=4, light="#fff", xmldecl=False, svgns=True, omitsize=True, nl=False)
    return out.getvalue().decode()


def _made(address: str) -> Any:
    import segno  # brings half of the standard library, for codes that are made once

    return segno.make(address, error="m", micro=False, mask=MASK, boost_error=False)


class QrCodes:
    """QR codes of the short addresses below one address, each as `qr_code` draws it.

    With size and mask fixed the squares of a code are the sum, modulo 2, of what each letter gives at its place: error
    correction is linear, and the mask is added (ISO/IEC 18004). A letter in its turn is the sum of its bits (ISO/IEC
    646), so segno is asked for a few letters at each place, and a code costs a tenth.
    """

    def __init__(self, root: str) -> None:
        self.root, zero = root, LETTERS[0] * LENGTH
        self.zero = self._squares(zero)
        self.before, drawn, self.after = re.split(r'(?<= d=")([^"]+)(?="/></svg>)', qr_code(self.address(zero)))
        self.border = int(drawn[1 : drawn.index(" ")])
        self.changes: dict[tuple[int, str], int] = {}

    def address(self, code: str) -> str:
        """The short address of a code."""
        return f"{self.root}{code}/"

    def svg(self, code: str) -> str:
        """The QR code of a short address as an SVG file."""
        squares = self.zero
        for place, letter in enumerate(code):
            squares ^= self._change(place, letter)
        return f"{self.before}{self._path(squares)}{self.after}"

    def _change(self, place: int, letter: str) -> int:
        """What a letter changes at its place."""
        if (place, letter) not in self.changes:
            change = 0
            for one in _SUMS[letter]:
                change ^= self._change(place, one) if one != letter else self._asked(place, letter)
            self.changes[place, letter] = change
        return self.changes[place, letter]

    def _asked(self, place: int, letter: str) -> int:
        return self._squares(LETTERS[0] * place + letter + LETTERS[0] * (LENGTH - place - 1)) ^ self.zero

    def _squares(self, code: str) -> int:
        """The squares, row after row, as the digits of a number; a one before them keeps its length."""
        matrix = _made(self.address(code)).matrix
        self.width = len(matrix)
        return int("1" + "".join(str(square) for row in matrix for square in row), 2)

    def _path(self, squares: int) -> str:
        """The dark squares of each row, from left to right, as a path of SVG."""
        digits, width = f"{squares:b}"[1:], self.width
        found, x, y = [], 0, 0
        for row in range(width):
            for run in _DARK.finditer(digits[row * width : (row + 1) * width]):
                start, end = run.span()
                found.append(f"m{start - x} {row - y}h{end - start}")
                x, y = end, row
        _, first = found[0].split("h")
        return "".join((f"M{self.border} {self.border}.5h{first}", *found[1:]))
