"""Tables in Markdown, and the places between marks of a file where what was measured stands."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from commandline import Refused

from grantpages.problem import Message

ROOT = Path(__file__).parent.parent
Marks = tuple[str, str]
COMPARE: Marks = ("<!-- compare:start -->", "<!-- compare:end -->")
SCALE: Marks = ("<!-- scale:start -->", "<!-- scale:end -->")
NO_MARKS = Message(
    "{file} файлында {mark} белгісі жоқ. Белгінің екеуін де қайтарыңыз, кесте солардың арасына жазылады.",
    "в файле {file} нет метки {mark}. Верните обе метки: таблица пишется между ними.",
)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def placed(page: str, text: str, marks: Marks) -> str:
    """The page with the text between the marks. Raises ValueError with the mark that is not there."""
    start, end = marks
    before, found, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(start if not found else end)
    return f"{before}{start}\n{text}\n{end}{after}"


def section(page: str, name: str, text: str, marks: Marks) -> str:
    """The page with one named part between the marks renewed; the other parts there stay. Raises as `placed`."""
    inner = (f"<!-- link-{name}:start -->", f"<!-- link-{name}:end -->")
    placed(page, "", marks)
    inside = page.partition(marks[0])[2].partition(marks[1])[0].strip("\n")
    if inner[0] not in inside:
        inside = f"{inside}\n\n{inner[0]}\n{inner[1]}".strip("\n")
    return placed(page, placed(inside, text, inner), marks)


def placed_in(file: Path, text: str, marks: Marks) -> str:
    """What a file would hold with the text between its marks. Raises Refused where a mark is gone."""
    try:
        return placed(file.read_text(encoding="utf-8"), text, marks)
    except ValueError as error:
        raise Refused(NO_MARKS.fill(file=file.relative_to(ROOT), mark=error)) from None
