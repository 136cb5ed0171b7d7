"""The picture that a page is shared with: a title and big figures, 1200 × 630 pixels, in sixteen shades of one colour.

Letters are drawn once each and pasted after that: measured, 0.9 ms a picture where Pillow's own text drawing takes 4.0.
They are pasted in numbers of shades, so that the picture is nearly a file as it stands: 1.2 ms where Pillow takes 3.4.
A picture depends on its words alone, so it is kept by them from build to build.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grantpages.sitefile import write_bytes

if TYPE_CHECKING:
    from PIL import Image, ImageFont

WIDTH, HEIGHT = 1200, 630
DESIGN = "3"
"""Change it with the drawing: kept pictures of another design are drawn anew."""
BRAND, INK = (0, 88, 107), (255, 255, 255)
SHADES = 16
_FULL, _DIM = SHADES - 1, 11
LEAD = 2
"""Pixels of the lowest shade before each line: packed they are the zero by which a line of a PNG file begins."""
MARGIN, GAP = 72, 56
SUBSETS = ("latin", "cyrillic", "kazakh", "tenge")
_REGULAR, _BOLD = 400, 700
_COLUMN = 300
Style = tuple[int, int]
"""Size in pixels and weight."""
_TITLE, _NAME, _WHO, _FIGURE, _LABEL = (56, _BOLD), (28, _BOLD), (30, _REGULAR), (54, _BOLD), (26, _REGULAR)


@dataclass(frozen=True)
class Card:
    """What a picture says. figures: (number, what it counts), at most three."""

    site: str
    title: str
    who: str
    figures: Sequence[tuple[str, str]]

    @cached_property
    def key(self) -> str:
        """A name for the picture: the same words give the same one."""
        said = "\0".join((DESIGN, self.site, self.title, self.who, *(part for pair in self.figures for part in pair)))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass
class Painter:
    """Draws cards. fonts: the folder of the site's fonts. kept: the folder of pictures drawn before, if any."""

    fonts: Path
    kept: Path | None = None
    faces: dict[Style, list[ImageFont.FreeTypeFont]] = field(default_factory=dict)
    letters: dict[Style, _Letters] = field(default_factory=dict)

    def write(self, card: Card, path: Path) -> None:
        """Write the picture, drawn now or before."""
        write_bytes(path, self.picture(card))

    def picture(self, card: Card) -> bytes:
        """The picture as a file, drawn now or before."""
        return self._kept(card, self.kept / f"{card.key}.png") if self.kept else self._png(card)

    def _kept(self, card: Card, known: Path) -> bytes:
        try:
            return known.read_bytes()
        except FileNotFoundError:
            data, beside = self._png(card), known.with_suffix(f".{secrets.token_hex(4)}.tmp")
            write_bytes(beside, data)
            beside.replace(known)
            return data

    def _png(self, card: Card) -> bytes:
        lines = self._canvas(card).tobytes("raw", "P;4")
        return _HEAD + _chunk(b"IDAT", zlib.compress(lines, 1)) + _chunk(b"IEND", b"")

    def draw(self, card: Card) -> Image.Image:
        """The picture as numbers of shades."""
        return self._canvas(card).crop((LEAD, 0, LEAD + WIDTH, HEIGHT))

    def _canvas(self, card: Card) -> Image.Image:
        """The picture, and before each line its lead."""
        from PIL import Image, ImageDraw  # of no use to a build that draws nothing

        canvas = Image.new("P", (LEAD + WIDTH, HEIGHT), 0)
        inner, left = WIDTH - 2 * MARGIN, LEAD + MARGIN
        self._line(canvas, card.site, left, 56, _NAME, _FULL)
        ImageDraw.Draw(canvas).rectangle((left, 112, left + 120, 117), fill=_FULL)
        top = 150
        for line in self._wrapped(card.title, _TITLE, inner, 3):
            self._line(canvas, line, left, top, _TITLE, _FULL)
            top += 68
        for line in self._wrapped(card.who, _WHO, inner, 1):
            self._line(canvas, line, left, top + 20, _WHO, _DIM)
        for number, label in card.figures[:3]:
            self._line(canvas, number, left, 482, _FIGURE, _FULL)
            self._line(canvas, label, left, 552, _LABEL, _DIM)
            left += max(_COLUMN, GAP + round(max(self._width(number, _FIGURE), self._width(label, _LABEL))))
        return canvas

    def _line(self, canvas: Image.Image, text: str, left: float, top: int, style: Style, ink: int) -> None:
        letters, paste = self._letters(style), canvas.im.paste  # as `Image.paste`, which asks much more than it pastes
        for letter in text:
            mask, (right, down, wide, high) = letters[letter]
            if mask:
                x, y = round(left) + right, top + down
                paste(ink, (x, y, x + wide, y + high), mask.im)
            left += letters.advance[letter]

    def _width(self, text: str, style: Style) -> float:
        return sum(map(self._letters(style).advance_of, text))

    def _letters(self, style: Style) -> _Letters:
        known = self.letters.get(style)
        if known is None:
            known = self.letters[style] = _Letters(self._faces(style), style[0])
        return known

    def _wrapped(self, text: str, style: Style, width: int, limit: int) -> list[str]:
        """Lines of at most that width; what finds no place is cut with «…»."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if line and self._width(longer, style) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
        cut = [self._cut(line, style, width, False) for line in lines[:limit]]
        if len(lines) > limit:
            cut[-1] = self._cut(lines[limit - 1], style, width, True)
        return cut

    def _cut(self, line: str, style: Style, width: int, more: bool) -> str:
        shown = f"{line}…" if more else line
        while line and self._width(shown, style) > width:
            line = line[:-1]
            shown = f"{line.rstrip()}…"
        return shown

    def _faces(self, style: Style) -> list[ImageFont.FreeTypeFont]:
        from PIL import ImageFont

        if style not in self.faces:
            layout = ImageFont.Layout.BASIC
            paths = [self.fonts / f"golos-{name}.woff2" for name in SUBSETS]
            self.faces[style] = [ImageFont.truetype(path, style[0], layout_engine=layout) for path in paths]
            for face in self.faces[style]:
                face.set_variation_by_axes([style[1]])
        return self.faces[style]


Box = tuple[int, int, int, int]
"""Where a letter's mask stands from the line's top left: to the right, down; how wide it is, how high."""


class _Letters(dict[str, "tuple[Image.Image | None, Box]"]):
    """The letters of one style, drawn when first asked for. advance: how far the next letter is."""

    def __init__(self, faces: Sequence[ImageFont.FreeTypeFont], size: int) -> None:
        super().__init__()
        self.faces, self.size = faces, size
        self.advance: dict[str, float] = {}

    def advance_of(self, letter: str) -> float:
        """How far the next letter is."""
        if letter not in self.advance:
            self[letter]
        return self.advance[letter]

    def __missing__(self, letter: str) -> tuple[Image.Image | None, Box]:
        drawn = self[letter] = self._drawn(letter)
        return drawn

    def _drawn(self, letter: str) -> tuple[Image.Image | None, Box]:
        shown = " " if letter == "\u00a0" else letter
        font = next((face for face in self.faces if _has(face, shown)), None)
        self.advance[letter] = font.getlength(shown) if font else 0.0
        if font is None:
            return None, (0, 0, 0, 0)
        left, top, right, bottom = font.getbbox(shown, anchor="ls")
        if right <= left or bottom <= top:
            return None, (0, 0, 0, 0)
        from PIL import Image, ImageDraw

        mask = Image.new("L", (int(right - left), int(bottom - top)))
        ImageDraw.Draw(mask).text((-left, -top), shown, fill=255, font=font, anchor="ls")
        return mask, (int(left), int(top) + self.size, *mask.size)


def _has(face: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether a font has a letter: what it has not, it draws as its letter of no character."""
    return letter == " " or bytes(face.getmask(letter)) != bytes(face.getmask("\uffff"))


def _chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file (ISO/IEC 15948, 5.3)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


_PALETTE = bytes(
    round(low + (high - low) * shade / (SHADES - 1))
    for shade in range(SHADES)
    for low, high in zip(BRAND, INK, strict=True)
)
# Four bits a pixel, each the number of a colour; not interlaced.
_HEAD = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0))
    + _chunk(b"PLTE", _PALETTE)
)
