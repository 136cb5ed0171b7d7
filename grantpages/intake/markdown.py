"""A report in Markdown, as converters write it, becomes paragraphs and tables."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grantpages.intake.source import Block, Paragraph, Row, Source, Table

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ITEM = re.compile(r"\s*[-*+•·]\s+")
_NUMBERED = re.compile(r"\s*(?:\*{1,3}|__)\s*(?:\d{1,2}|[IVX]{1,4})[.)]\s*\S")
_RULE = re.compile(r"\s*(?:([-*_=])\s*(?:\1\s*){2,}|<!--.*-->|\|?[\s:|-]*-{3}[\s:|-]*)$")
_INLINE = re.compile(
    r"<(?P<bare>https?://[^>\s]+)>"
    r"|\[(?P<shown>(?:[^\[\]\\]|\\.)*)\]\((?P<target>[^)\s]+)\)"
    r"|(?P<url>https?://(?:[^\s<>*\\]|\\.)+)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<stars>\*{2,3}|(?<!\s)\*|\*(?!\s))"
    r"|(?P<under>(?<!\w)__?(?=\S)|(?<=[^\s_])__?(?!\w))"
    r"|<(?P<slash>/?)(?P<tag>b|strong|i|em)>"
    r"|<br\s*/?>|</?(?:u|sup|sub|span|p|div)\b[^>]*>"
    r"|(?P<entity>&[a-zA-Z]+;|&#\d+;)"
    r"|(?P<hard>(?: {2,}|\\)\n)|(?P<soft>\n\s*)",
)
_URL = re.compile(r"(?:https?://|www\.)\S+")


def read_markdown(text: str, name: str) -> Source:
    """The document's blocks. text: decoded; name: as shown in messages."""
    rows = [re.sub(" {3,}", "  ", line) for line in text.removeprefix("\ufeff").split("\n")]
    lines = {number: line for number, line in enumerate(rows, 1) if line.strip()}
    furniture = tuple(
        number for number, line in lines.items() if _RULE.match(line) and "\t" not in line or not re.search(r"\w", line)
    )
    blocks = [block for group in _groups(lines, furniture) for block in _blocks(group)]
    return Source(name, tuple(blocks), lines, furniture)


def _groups(lines: dict[int, str], skipped: tuple[int, ...]) -> Iterator[list[tuple[int, str]]]:
    """Lines that stand together: no blank line between them, and a heading or list item alone."""
    group: list[tuple[int, str]] = []
    for number, line in lines.items():
        if number in skipped and not (group and _tabular(group[-1][1])):
            continue
        apart = group and (number - 1 != group[-1][0] or _HEADING.match(group[-1][1]))
        if group and (apart or _HEADING.match(line) or _ITEM.match(line) or _NUMBERED.match(line)):
            yield group
            group = []
        group.append((number, line))
    if group:
        yield group


def _tabular(line: str) -> bool:
    return "\t" in line.strip() or line.lstrip().startswith("|")


def _blocks(group: list[tuple[int, str]]) -> Iterator[Block]:
    first = next((at for at, (_, line) in enumerate(group) if _tabular(line)), len(group))
    if group[:first]:
        yield from _paragraphs(group[:first])
    table = [(number, line) for number, line in group[first:] if not _RULE.match(line) or "\t" in line]
    if table:
        yield Table(tuple(Row((number,), _cells(line)) for number, line in table))


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(plain(cell) for cell in line.split("\t"))
    return tuple(plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|")))


@dataclass
class _Writing:
    """A paragraph while it is read."""

    line: int
    text: str = ""
    strong: list[bool] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, text: str, strong: bool) -> None:
        """Add plain text; white space is one space."""
        text = re.sub(r"\s+", " ", text)
        if self.text.endswith(" ") or not self.text:
            text = text.lstrip()
        self.text += text
        self.strong += [strong] * len(text)

    def done(self, heading: bool, item: bool, tight: bool) -> Paragraph | None:
        """The paragraph, None where it holds no text."""
        text = self.text.rstrip()
        number = re.match(r"(?:\d{1,2}[.)]\s+)?", text)
        begin = number.end() if number else 0
        lead = next((at for at in range(begin, len(text)) if not self.strong[at] and text[at] != " "), len(text))
        lead = len(text[:lead].rstrip()) if any(self.strong[:lead]) else 0
        return Paragraph(tuple(self.lines or [self.line]), text, lead, heading, item, tight) if text else None


def _paragraphs(group: list[tuple[int, str]]) -> Iterator[Paragraph]:
    number, first = group[0]
    heading, item = bool(_HEADING.match(first)), bool(_ITEM.match(first))
    first = _ITEM.sub("", _HEADING.sub("", first, count=1), count=1) if item else _HEADING.sub("", first, count=1)
    whole = "\n".join([first, *(re.sub(r"^\s*>\s?", "", line) for _, line in group[1:])])
    here, tight, marks = _Writing(number, lines=[number]), False, {"**": False, "*": False}
    for text, line, ends in _pieces(whole, marks):
        strong = any(marks.values())
        if ends and not strong:
            if done := here.done(heading, item, tight):
                yield done
            here, tight = _Writing(number + line, lines=[number + line]), True
        else:
            here.add(" " if ends else text, strong)
            here.lines += [number + line] if number + line not in here.lines else []
    if done := here.done(heading, item, tight):
        yield done


def _pieces(text: str, marks: dict[str, bool]) -> Iterator[tuple[str, int, bool]]:
    """The plain text between the marks, with the line it stands on and whether the author broke the line there."""
    at = line = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], line, False
        at = match.end()
        line += match[0].count("\n")
        if match["hard"]:
            yield "", line, True
        elif match["stars"] or match["under"]:
            _toggle(marks, match["stars"] or match["under"].replace("_", "*"))
        elif match["tag"]:
            marks["**"] = not match["slash"]
        else:
            yield _shown(match), line, False
    if at < len(text):
        yield text[at:], line, False


def _toggle(marks: dict[str, bool], stars: str) -> None:
    for mark in {1: ("*",), 2: ("**",), 3: ("*", "**")}[len(stars)]:
        marks[mark] = not marks[mark]


def _shown(match: re.Match[str]) -> str:
    if match["bare"]:
        return f" {_unescaped(match['bare'])} "
    if match["target"]:
        shown, target = plain(match["shown"]), _unescaped(match["target"])
        return f" {target} " if not shown or _URL.match(shown) else f"{shown} {target} "
    if match["url"]:
        return _unescaped(match["url"])
    if match["escaped"]:
        return match["escaped"]
    return html.unescape(match["entity"]) if match["entity"] else " "


def _unescaped(url: str) -> str:
    return re.sub(r"\\(?=[_*~#&=?.()\[\]-])", "", url)


def plain(text: str) -> str:
    """A short text without Markdown's marks."""
    marks = {"**": False, "*": False}
    return re.sub(r"\s+", " ", "".join(piece for piece, _, _ in _pieces(text, marks))).strip()
