"""The tables in Markdown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from language import said
from marked import table

from comparing import words
from comparing.behaviours import OURS, PAGES, Compared, Row
from comparing.judging import MARKS, Mark, mark
from comparing.named import NAMED
from comparing.speed import HOSTS, LATENCY, PAUSE, POSTS, ROUNDS, Speed
from comparing.speed import PAGES as HOST_PAGES
from grantpages.problem import Language


@dataclass(frozen=True)
class Setting:
    """When and where it was measured. versions: by tool, empty where it could not be had."""

    day: str
    machine: str
    versions: Mapping[str, str]


def named(tool: str, language: Language) -> str:
    """A tool's name as it heads a column."""
    return said(words.OURS, language) if tool == OURS else tool


def behaviours(compared: Compared, setting: Setting, language: Language) -> str:
    """Every behaviour and what each tool said of it, counted at the foot."""
    web = [row for row in compared.rows if not row.case.platform]
    platforms = [row for row in compared.rows if row.case.platform]
    versions = ", ".join(f"{tool} {version or '–'}" for tool, version in setting.versions.items())
    when = words.WHEN.fill(day=setting.day, machine=setting.machine, versions=versions, count=len(compared.rows))
    strayed = ", ".join(f"{named(tool, language)} – {compared.strayed[tool]}" for tool in PAGES)
    parts = [said(when, language)]
    for heading, rows in ((words.PLATFORMS, platforms), (words.WEB, web)):
        parts += [f"## {said(heading, language)}", table(_head(language), (_row(row, language) for row in rows))]
    parts += [f"## {said(words.TOTAL, language)}", totals(compared.rows, language)]
    return "\n\n".join([*parts, said(words.STRAYED.fill(counts=strayed), language)])


def _head(language: Language) -> list[str]:
    return [*said(words.COLUMNS, language).split("|"), *(named(tool, language) for tool in PAGES)]


def _row(row: Row, language: Language) -> list[str]:
    cells = [_cell(row, tool, language) for tool in PAGES]
    return [said(NAMED[row.case.name], language), said(words.TRUTHS[row.case.truth], language), *cells]


def _cell(row: Row, tool: str, language: Language) -> str:
    word = words.MARKED[mark(row.case, row.said[tool])]
    return said(words.LEFT_OUT.fill(mark=word) if row.said[tool] == "silent" else word, language)


def counts(rows: Iterable[Row], tool: str) -> Counter[Mark]:
    """How often each mark was given to a tool."""
    return Counter(mark(row.case, row.said[tool]) for row in rows)


def totals(rows: Sequence[Row], language: Language) -> str:
    """The foot: how often each tool was right, and how it was wrong."""
    head = [said(words.COUNTED, language), *(named(tool, language) for tool in PAGES)]
    every = {tool: counts(rows, tool) for tool in PAGES}
    lines = [[said(words.MARKED[word], language), *(str(every[tool][word]) for tool in PAGES)] for word in MARKS]
    return table(head, lines)


def _heading(setting: Setting) -> str:
    versions = ", ".join(f"{tool} {version or '–'}" for tool, version in setting.versions.items())
    return f"{setting.day} · {setting.machine} · {versions} · `make compare-links ARGS=--write`"


def counted(compared: Compared, setting: Setting) -> str:
    """How often each tool was right, for readers of either language."""
    pages = "docs/link-checkers.kk.md, docs/link-checkers.ru.md"
    number = f"{len(compared.rows)} жауап түрі · видов ответа: {pages}"
    return "\n\n".join([_heading(setting), number, both_totals(compared.rows)])


def both_totals(rows: Sequence[Row]) -> str:
    """The foot with both languages in one table."""
    every = {tool: counts(rows, tool) for tool in PAGES}
    lines = [[" · ".join(words.MARKED[word]), *(str(every[tool][word]) for tool in PAGES)] for word in MARKS]
    return table(["", *PAGES], lines)


def speeds(speed: Speed, setting: Setting) -> str:
    """Time, processor and memory of each tool, for readers of either language."""
    return "\n\n".join([_heading(setting), *_speeds(speed)])


def _speeds(speed: Speed) -> Iterator[str]:
    links = HOSTS * HOST_PAGES
    yield (
        f"{links} сілтеме, {HOSTS} хост, жауап {LATENCY * 1000:.0f} мс, кідіріссіз; {ROUNDS} өлшемнің медианасы, "
        f"бағдарламалар кезектесіп өлшенді. Бұл жобаныкі – бүкіл команда: жазбаларды оқудан есепке дейін. "
        f"Жады – бағдарламаның барлық процесінің бірге алғаны, ең көп сәтінде.\n"
        f"{links} ссылок, {HOSTS} хостов, ответ {LATENCY * 1000:.0f} мс, без пауз; медианы {ROUNDS} замеров, "
        f"программы измерялись по очереди. У этого проекта – вся команда, от чтения записей до отчета. "
        f"Память – всех процессов программы вместе, в наибольший момент."
    )
    rows = [
        [tool, f"{speed.of(tool, 'wall'):.1f}", f"{speed.of(tool, 'cpu'):.1f}", f"{speed.of(tool, 'memory'):.0f}"]
        for tool in speed.runs
    ]
    missing = [[f"{tool}: {why}", "–", "–", "–"] for tool, why in speed.missing.items()]
    yield table(["", "уақыты · время, s", "CPU, s", "жады · память, MiB"], [*rows, *missing])
    if "linkinator" in speed.runs:
        time, memory = (speed.of(OURS, figure) / speed.of("linkinator", figure) for figure in ("wall", "memory"))
        yield (
            f"linkinator-мен салыстырғанда: уақыты {time:.2f} есе, жады {memory:.2f} есе. linkinator беттерді оқымай, "
            f"тек HEAD сұрайды, ал бұл жоба әр бетті оқиды және хосттың 404 айта алатынын тексереді.\n"
            f"К linkinator: время × {time:.2f}, память × {memory:.2f}. linkinator спрашивает только HEAD и страниц не "
            f"читает, а этот проект читает каждую и проверяет, умеет ли хост отвечать 404."
        )
    alone = PAUSE * (POSTS - 1)
    yield (
        f"Бір желінің {POSTS} жазбасы, араларында {PAUSE:.0f} с кідіріс: {speed.polite:.1f} с, кідірістердің өзі – "
        f"{alone:.0f} с (+{speed.overhead:.1%}).\n"
        f"{POSTS} запись одной сети с паузой {PAUSE:.0f} с: {speed.polite:.1f} с, одни паузы – "
        f"{alone:.0f} с (+{speed.overhead:.1%})."
    )
