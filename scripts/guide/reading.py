"""A page of the guide, read as the steps a person takes who does what it says.

`sh` is a command that is run, and a `text` block right after it is what the terminal shows, answers included.
`yaml` is text put at the end of the file named last before it. `bash` and any other block is only shown.
An HTML comment `<!-- try: FILE | BEFORE | AFTER -->` brings about what the page then speaks of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BLOCK = re.compile(
    r"^```(?P<language>\w+)\n(?P<text>.*?)^```$|^<!-- try: (?P<file>.+?) \| (?P<before>.+?) \| (?P<after>.+?) -->$",
    re.MULTILINE | re.DOTALL,
)
FILE = re.compile(r"`(data/[a-z0-9/-]+\.yml)`")


@dataclass(frozen=True)
class Step:
    """One thing to do. line: where it stands, from 1. shown: what a command shows; None where the page does not say.

    text: the command, or what is put at the end of `file`, or what takes the place of `before` in it.
    """

    kind: Literal["run", "append", "replace"]
    line: int
    text: str
    shown: str | None = None
    file: str = ""
    before: str = ""


def steps(page: str) -> Iterator[Step]:
    """The steps of a page, in order. Raises ValueError for a block whose file no text before it names."""
    blocks = list(BLOCK.finditer(page))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        line, text = page.count("\n", 0, block.start()) + 1, block["text"]
        if block["file"]:
            yield Step("replace", line, block["after"], file=block["file"], before=block["before"])
        elif block["language"] == "sh":
            answered = following if following and following["language"] == "text" else None
            yield Step("run", line, text.strip(), answered["text"] if answered else None)
        elif block["language"] == "yaml":
            named = FILE.findall(page, 0, block.start())
            if not named:
                raise ValueError(f"line {line}: no file is named before this block")
            yield Step("append", line, text, file=named[-1])
