"""The kinds of state body: «бөлім» is not «басқарма»."""

import re
from collections.abc import Iterator

from grantpages.checks.known import words_of
from grantpages.problem import Message

KINDS = {
    "бөлім": "Отдел", "басқарма": "Управление", "департамент": "Департамент", "комитет": "Комитет",
    "министрлі": "Министерство", "әкімді": "Акимат", "агентті": "Агентство",
}  # fmt: skip
ENDINGS = re.compile(r"[кг]?(?:[нтд][ыі]ң|[ғгкқ][ае]|[нтд][ыі]|[нтд][ае]н|[дт][ае]|[мбп]ен)?")
STANDING = re.compile(r"(?<![\w-])(Бөлім|Басқарма|Департамент|Комитет|Министрлі|Әкімді|Агентті)(\w*)(?=(.{0,20}))")
BOARD = re.compile(r"\s+(?:төраға|мүше|шешім|отырыс)", re.IGNORECASE)
"""«Басқарма» is also the board of the operator."""


def kinds_in(name: str, alone: bool = False) -> list[str]:
    """The kinds of state body that a name says; with `alone` only where it says nothing else."""
    words = words_of(name)
    if alone and len(words) != 1:
        return []
    return [kind for kind in KINDS if any(word.startswith(kind) for word in words)]


def standing(text: str) -> Iterator[tuple[str, Message]]:
    """(kind, word) of every body that a Kazakh text names by its kind alone, «Басқарманың».

    A body of a longer name has a possessive ending («білім басқармасының»); the operator's board and
    what the text itself has introduced («бұдан әрі – Департамент») are other bodies.
    """
    for kind, ending, after in STANDING.findall(text):
        word = kind.casefold()
        whole = kind + ("к" if kind[-1] == "і" else "")
        of_board = word == "басқарма" and BOARD.match(after)
        introduced = f"әрі – {whole}" in text or f"әрі - {whole}" in text or f"әрі — {whole}" in text
        if ENDINGS.fullmatch(ending) and not of_board and not introduced:
            yield word, Message(whole, KINDS[word])
