"""The pictures: of the promised size, the same for the same words, drawn once, and readable in both languages."""

import io
from pathlib import Path

import pytest
from builtsite import REPOSITORY, BuiltSite
from opendatafiles import HOSTILE
from PIL import Image

from grantpages.site.sharecard import DESIGN, HEIGHT, WIDTH, Card, Painter

FONTS = REPOSITORY / "docs/assets/fonts"
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
CARD = Card(
    "Гранттар", "Шеберлер мен шәкірттер", "«Мейірім» қоры", [("9 790 000 ₸", "Шарт сомасы"), ("600", "Қатысушы")]
)


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


def test_a_picture_has_the_size_that_networks_ask_for(tmp_path: Path) -> None:
    Painter(FONTS).write(CARD, tmp_path / "card.png")
    data = (tmp_path / "card.png").read_bytes()
    assert size_of(data) == (WIDTH, HEIGHT) == (1200, 630)
    assert len(data) < 100_000


def test_the_same_words_give_the_same_bytes_drawn_or_kept(tmp_path: Path) -> None:
    Painter(FONTS).write(CARD, tmp_path / "a" / "card.png")
    kept = Painter(FONTS, tmp_path / "kept")
    kept.write(CARD, tmp_path / "b" / "card.png")
    (held,) = (tmp_path / "kept").iterdir()
    assert held.read_bytes() == (tmp_path / "a" / "card.png").read_bytes() == (tmp_path / "b" / "card.png").read_bytes()
    held.write_bytes(b"kept")
    kept.write(CARD, tmp_path / "c" / "card.png")
    assert (tmp_path / "c" / "card.png").read_bytes() == b"kept"


@pytest.mark.parametrize(
    "other",
    [
        Card("x", CARD.title, CARD.who, CARD.figures),
        Card(CARD.site, "x", CARD.who, CARD.figures),
        Card(CARD.site, CARD.title, CARD.who, ()),
    ],
)
def test_other_words_have_another_name(other: Card) -> None:
    assert other.key != CARD.key
    assert DESIGN


@pytest.mark.parametrize("letter", [*KAZAKH, *"₸«»–0Яя"])
def test_every_letter_is_in_the_fonts(letter: str) -> None:
    painter = Painter(FONTS)
    blank = painter.draw(Card("", "", "", ())).tobytes()
    assert painter.draw(Card("", letter, "", ())).tobytes() != blank


@pytest.mark.parametrize("title", [*HOSTILE, "а" * 500, "сөз " * 200, " "])
def test_no_title_breaks_the_picture_or_leaves_its_frame(title: str) -> None:
    picture = Painter(FONTS).draw(Card("s", title, title, [(title, title)])).convert("L")
    assert picture.size == (WIDTH, HEIGHT)
    margin = picture.crop((WIDTH - 40, 130, WIDTH, 440))
    assert margin.getextrema()[0] == margin.getextrema()[1]


def test_every_project_has_its_picture_in_both_languages(real_site: BuiltSite) -> None:
    for address in real_site.addresses:
        parts = address.removeprefix("ru/").split("/")
        if parts[0] == "projects" and len(parts) == 3 and parts[1] != "page":
            assert size_of((real_site.root / address / "card.png").read_bytes()) == (WIDTH, HEIGHT)
    assert (real_site.root / "card.png").read_bytes() != (real_site.root / "ru" / "card.png").read_bytes()
