"""A second reader of accessibility: pa11y, by the techniques of WCAG 2 AA, on every kind of page in both languages."""

import shutil
from collections.abc import Iterator

from access.kinds import chosen, language_of
from access.pa11y import ALLOWED, Asking
from access.windows import DESK, PHONE, Window
from measuring.measure import Measure, Site, Unavailable
from measuring.tools import ABSENT, NPM, chromium, npm

from grantpages.problem import LANGUAGES, Language, Message

TITLE = Message("Қолжетімділік: pa11y", "Доступность: pa11y")
NAME = Message("pa11y тапқан қате (WCAG 2 AA)", "Ошибки, которые находит pa11y (WCAG 2 AA)")
HOW = Message(
    "pa11y {version}, htmlcs; беттің әр түрі екі тілде, бет: {pages}; қазақшасы ені {desk} пиксель жарық түсте, "
    "орысшасы ені {phone} пиксель қараңғы түсте; оған қоса {allowed} рет жалған дабыл – {codes}: қорытынды жолы бар "
    "кестені ол көп деңгейлі деп санайды, ал кестенің әр тақырып ұяшығында scope бар",
    "pa11y {version}, htmlcs; каждый вид страниц на двух языках, страниц: {pages}; казахские – при ширине {desk} "
    "пикселей в светлых цветах, русские – {phone} пикселей в темных; сверх того ложных срабатываний {codes} – "
    "{allowed}: таблицу со строкой итогов он принимает за многоуровневую, а у каждого ее заголовка есть scope",
)
WINDOWS: dict[Language, Window] = {"kk": Window(DESK, "light"), "ru": Window(PHONE, "dark")}


def measures(site: Site) -> Iterator[Measure]:
    """How many errors there are but those that are allowed with a reason. Raises Unavailable."""
    node = shutil.which("node")
    if node is None:
        raise Unavailable(ABSENT.fill(tool="pa11y", why="node"))
    asking = Asking(node, npm(site.tools, "pa11y"), chromium())
    pages, wrong, allowed = chosen(site.root), 0, 0
    for language in LANGUAGES:
        some = {kind: address for kind, address in pages.items() if language_of(address) == language}
        found = asking.faults(site.address, list(some.values()), WINDOWS[language])
        for kind, faults in zip(some, found, strict=True):
            allowed += sum(fault.allowed for fault in faults)
            for fault in (fault for fault in faults if not fault.allowed):
                wrong += 1
                said = f"{kind}: {fault.code}: {fault.where}: {fault.why}"
                site.tell(Message(said, said))
    codes = ", ".join(code.partition(".")[2].split(".", 2)[2] for code in ALLOWED)
    how = HOW.fill(version=NPM["pa11y"], pages=len(pages), desk=DESK, phone=PHONE, allowed=allowed, codes=codes)
    yield Measure("pa11y", NAME, "0", str(wrong), wrong == 0 < len(pages), how)
