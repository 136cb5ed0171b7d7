"""The Tab key alone on every kind of page: everything is reached, and one always sees where."""

from collections.abc import Iterator
from itertools import product

from access.keys import CONTRAST, LEAST, walk
from access.kinds import chosen
from access.windows import DESK, PHONE, SCHEMES, Window, chromium, opened
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
    "беттен бетке өту: {walks}, аялдама: {stops}; екі тіл, ені {phone} және {desk} пиксель, жарық және қараңғы",
    "проходов: {walks}, остановок: {stops}; два языка, ширина {phone} и {desk} пикселей, светлые и темные цвета",
)


def measures(site: Site) -> Iterator[Measure]:
    """Three counts over all walks. Raises Unavailable."""
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    walks = stops = 0
    with chromium(program()) as browser:
        for width, scheme in product((PHONE, DESK), SCHEMES):
            with opened(browser, site.address, Window(width, scheme)) as page:
                for kind, address in chosen(site.root).items():
                    page.goto(site.address + address)
                    seen = walk(page)
                    walks, stops = walks + 1, stops + seen.stops
                    for name, list_ in found.items():
                        list_ += [f"{kind}, {width}, {scheme}: {one}" for one in getattr(seen, name)]
    how = HOW.fill(walks=walks, stops=stops, phone=PHONE, desk=DESK)
    for name, list_ in found.items():
        for one in list_:
            site.tell(Message(one, one))
        yield Measure(f"keyboard-{name}", NAMES[name], "0", str(len(list_)), not list_ and stops > 0, how)
