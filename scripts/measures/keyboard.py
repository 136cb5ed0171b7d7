"""The Tab key alone on every kind of page: everything is reached, and one always sees where."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from access.keys import CONTRAST, LEAST, Walk, walk
from access.kinds import chosen, language_of
from access.windows import DESK, PHONE, Window, chromium, opened
from measuring.measure import Measure, Site
from measuring.tools import chromium as program

from grantpages.problem import Message

TITLE = Message("Пернетақтамен пайдалану", "Работа с клавиатуры")
NAMES = {
    "missed": Message("Tab пернесі жетпейтін элемент", "Элементы, до которых не доходит клавиша Tab"),
    "unseen": Message(
        f"Тұрған жері көрінбейтін элемент (жиегі {LEAST} пиксельден немесе {CONTRAST}:1 контрастан кем)",
        f"Элементы, на которых не видно фокуса (рамка меньше {LEAST} пикселей или контраст ниже {CONTRAST}:1)",
    ),
    "hidden": Message(
        "Таңдалғанда экраннан тыс не басқаның астында қалатын элемент",
        "Элементы, которые при фокусе за краем экрана или под другими",
    ),
}
HOW = Message(
    "беттен бетке өту: {walks}, аялдама: {stops}; беттің әр түрі екі тілде, әр тілде ені {phone} және {desk} пиксель, "
    "бірі жарық, екіншісі қараңғы түсте",
    "проходов: {walks}, остановок: {stops}; каждый вид страниц на двух языках, на каждом при ширине {phone} и {desk} "
    "пикселей: одна в светлых цветах, другая в темных",
)
TURNS = {
    "kk": (Window(PHONE, "light"), Window(DESK, "dark")),
    "ru": (Window(PHONE, "dark"), Window(DESK, "light")),
}
"""A page of one language meets each width and each scheme once; with all four a run takes twice as long."""


def measures(site: Site) -> Iterator[Measure]:
    """Three counts over all walks. Raises Unavailable."""
    pages = chosen(site.root)
    with ThreadPoolExecutor(len(TURNS["kk"])) as side_by_side:
        walks = [walk for some in side_by_side.map(lambda turn: _walks(site, pages, turn), (0, 1)) for walk in some]
    stops = sum(one.stops for _, one in walks)
    how = HOW.fill(walks=len(walks), stops=stops, phone=PHONE, desk=DESK)
    for name, said in NAMES.items():
        found = [f"{where}: {one}" for where, walk in walks for one in getattr(walk, name)]
        for one in found:
            site.tell(Message(one, one))
        yield Measure(f"keyboard-{name}", said, "0", str(len(found)), not found and stops > 0, how)


def _walks(site: Site, pages: dict[str, str], turn: int) -> list[tuple[str, Walk]]:
    """A walk through every page, in one of the two windows of its language. A browser belongs to one thread."""
    found = []
    with chromium(program()) as browser:
        for language in TURNS:
            window = TURNS[language][turn]
            with opened(browser, site.address, window) as page:
                for kind, address in pages.items():
                    if language_of(address) == language:
                        page.goto(site.address + address)
                        found.append((f"{kind}, {window.width}, {window.scheme}", walk(page)))
    return found
