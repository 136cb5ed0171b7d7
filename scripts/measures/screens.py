"""Small screens, enlarged, spaced, forced colours, no motion, paper, no scripts: on every kind of page."""

from collections.abc import Callable, Iterator

from access import screens
from access.kinds import addresses, chosen
from access.plain import lost_without_scripts
from access.states import reached
from access.windows import DESK, PHONE, SCHEMES, Window, chromium, opened
from measuring.measure import Measure, Site
from measuring.tools import chromium as program
from playwright.sync_api import Browser, Page

from grantpages.problem import Message

TITLE = Message("Экран, қағаз, скриптсіз оқу", "Экраны, бумага, чтение без скриптов")
SMALLEST = Window(*screens.SMALLEST[:1], height=screens.SMALLEST[1])
Look = Callable[[Page], list[str]]
PAGES = Message("бет түрлері, екі тілде: {pages}", "видов страниц на двух языках: {pages}")
TARGETS = Message("Саусаққа кіші нысана (24 × 24 пиксельден кем)", "Цели меньше 24 × 24 пикселей")
TARGETS_HOW = Message(
    "сөйлем ішіндегі сілтемелерден басқа нысана: {all}", "целей, кроме ссылок внутри предложений: {all}"
)
PLAIN = Message("Скриптсіз жоғалатын жол", "Строки, которые пропадают без скриптов")
PLAIN_HOW = Message("сайттың барлық беті: {pages}", "все страницы сайта: {pages}")


def _vision(page: Page) -> list[str]:
    return screens.wide(page) if reached(page, "vision") else []


LOOKS: dict[str, tuple[Message, list[Window], dict[str, str], Look]] = {
    "reflow": (
        Message(
            "Ені 320 пиксель экранда және төрт есе үлкейткенде көлденең жылжытуды қажет ететін бет",
            "Страницы, которые при ширине 320 пикселей и четырехкратном увеличении нужно двигать вбок",
        ),
        [Window(SMALLEST.width), SMALLEST],
        {},
        screens.wide,
    ),
    "vision": (
        Message(
            "Нашар көретіндерге арналған нұсқада көлденең жылжытуды қажет ететін бет",
            "Страницы, которые в версии для слабовидящих нужно двигать вбок",
        ),
        [Window(PHONE), Window(DESK)],
        {},
        _vision,
    ),
    "spacing": (
        Message(
            "Әріп пен жолдың арасын алшақтатқанда қиылатын мәтін",
            "Текст, который обрезается при увеличенных интервалах",
        ),
        [Window(SMALLEST.width), Window(DESK)],
        {},
        screens.cut_by_spacing,
    ),
    "forced-colours": (
        Message("Оқырманның өз түстерінде көрінбейтін сызба", "Рисунки, которых не видно в цветах, заданных читателем"),
        [Window(DESK, scheme) for scheme in SCHEMES],
        {"forced_colors": "active"},
        screens.plain_drawings,
    ),
    "motion": (
        Message("Қозғалысты тоқтатқанда да қозғалатын элемент", "Элементы, которые движутся, хотя движение отключено"),
        [Window(PHONE), Window(DESK)],
        {"reduced_motion": "reduce"},
        screens.moving,
    ),
    "paper": (
        Message("Қағазға дұрыс басылмайтын элемент", "Элементы, которые плохо выходят на печать"),
        [Window(screens.A4[0], scheme) for scheme in SCHEMES],
        {},
        screens.spoilt_on_paper,
    ),
}


def measures(site: Site) -> Iterator[Measure]:
    """One measure of each look, the size of targets, and what is lost without scripts. Raises Unavailable."""
    with chromium(program()) as browser:
        for code, (name, windows, settings, look) in LOOKS.items():
            found = list(_looked(browser, site, windows, settings, look))
            yield _told(site, code, name, found, PAGES.fill(pages=len(chosen(site.root))))
        yield _targets(browser, site)
        every = addresses(site.root)
        lost = lost_without_scripts(browser, site.address, every)
        lines = [f"{address}: {line}" for address, found in lost.items() for line in found]
        yield _told(site, "without-scripts", PLAIN, lines, PLAIN_HOW.fill(pages=len(every)))


def _looked(browser: Browser, site: Site, windows: list[Window], settings: dict[str, str], look: Look) -> Iterator[str]:
    for window in windows:
        with opened(browser, site.address, window, **settings) as page:
            for kind, address in chosen(site.root).items():
                page.emulate_media(media="screen")
                page.goto(site.address + address)
                yield from (f"{kind}, {window.width}, {window.scheme}: {one}" for one in look(page))
                page.evaluate("localStorage.clear()")


def _targets(browser: Browser, site: Site) -> Measure:
    number, found = 0, []
    for width in (PHONE, DESK):
        with opened(browser, site.address, Window(width)) as page:
            for kind, address in chosen(site.root).items():
                page.goto(site.address + address)
                here, small, _ = screens.small_targets(page)
                number += here
                found += [f"{kind}, {width}: {one}" for one in small]
    return _told(site, "targets", TARGETS, found, TARGETS_HOW.fill(all=number))


def _told(site: Site, code: str, name: Message, found: list[str], how: Message) -> Measure:
    for one in found:
        site.tell(Message(one, one))
    return Measure(code, name, "0", str(len(found)), not found, how)
