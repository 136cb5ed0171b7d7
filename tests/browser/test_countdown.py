"""Whether an intake is open, as a page says it long after it was built: by the reader's clock, in Astana's hours."""

from typing import TYPE_CHECKING

import pytest
from builtsite import REPOSITORY, BuiltSite, contents

from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix
from grantpages.site.voice import Voice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCRIPT = REPOSITORY / "docs" / "assets" / "countdown.js"
CLOSES = "2025-04-01T18:30+05:00"
# (the reader's clock, the language, the end of the intake, its first day, what is said)
MOMENTS: list[tuple[str, Language, str, str, str]] = [
    ("2025-03-29T10:00:00+05:00", "kk", CLOSES, "", "Қабылдау жүріп жатыр: 3 күн қалды"),
    ("2025-03-29T10:00:00+05:00", "ru", CLOSES, "", "Прием идет: осталось 3 дня"),
    ("2025-03-31T23:59:59+05:00", "ru", CLOSES, "", "Прием идет: остался 1 день"),
    ("2025-03-11T12:00:00+05:00", "ru", CLOSES, "", "Прием идет: остался 21 день"),
    ("2025-03-12T12:00:00+05:00", "ru", CLOSES, "", "Прием идет: осталось 20 дней"),
    # the same day in Astana, whatever day it is where the reader is
    ("2025-03-31T19:00:00+00:00", "ru", CLOSES, "", "Прием идет: осталось 18 часов"),
    ("2025-04-01T16:31:00+05:00", "ru", CLOSES, "", "Прием идет: остался 1 час"),
    ("2025-04-01T17:31:00+05:00", "ru", CLOSES, "", "Прием идет: осталось 59 минут"),
    ("2025-04-01T18:29:59+05:00", "ru", CLOSES, "", "Прием идет: осталась 1 минута"),
    ("2025-04-01T18:29:59+05:00", "kk", CLOSES, "", "Қабылдау жүріп жатыр: 1 минут қалды"),
    ("2025-04-01T18:30:00+05:00", "ru", CLOSES, "", "Прием завершен"),
    ("2031-01-01T00:00:00+05:00", "kk", CLOSES, "", "Қабылдау аяқталды"),
    # an hour that is not stated: to the end of the day
    ("2025-04-01T23:59:00+05:00", "ru", "2025-04-01", "", "Прием идет: осталась 1 минута"),
    ("2025-03-31T10:00:00+05:00", "ru", "2025-04-01", "", "Прием идет: остался 1 день"),
    ("2025-04-02T00:00:00+05:00", "ru", "2025-04-01", "", "Прием завершен"),
    # before its first day
    ("2025-03-04T23:59:59+05:00", "ru", CLOSES, "2025-03-05", "Прием еще не начался"),
    ("2025-03-04T23:59:59+05:00", "kk", CLOSES, "2025-03-05", "Қабылдау әлі басталған жоқ"),
    ("2025-03-05T00:00:00+05:00", "ru", CLOSES, "2025-03-05", "Прием идет: осталось 27 дней"),
]


def _page(language: Language, closes: str, opens: str) -> str:
    """The same elements as in the templates; the test below holds them to the built pages."""
    voice = Voice(language)
    words = {state: voice.t(f"intake.{state}") for state in ("open", "closed", "before")}
    words |= {unit: voice.left(unit) for unit in ("days", "hours", "minutes")}
    data = "".join(f' data-{name}="{value}"' for name, value in words.items())
    first = f' data-opens="{opens}"' if opens else ""
    return (
        f'<html lang="{language}"><body><span class="gp-closing"><time datetime="{closes}"{first}>…</time>'
        f'<span class="gp-left" hidden></span></span><span id="gp-countdown" hidden{data}></span></body></html>'
    )


@pytest.mark.parametrize(("now", "language", "closes", "opens", "said"), MOMENTS)
def test_the_page_says_whether_an_intake_is_open(
    browser: "Browser", now: str, language: Language, closes: str, opens: str, said: str
) -> None:
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.set_content(_page(language, closes, opens))
    page.add_script_tag(path=SCRIPT)
    assert page.locator(".gp-left").inner_text() == said
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["", "calls/", "calls/aqtas-2025/", "organizations/aqtas-department/"])
def test_pages_with_an_intake_carry_its_moment_and_the_words(
    small_site: BuiltSite, language: Language, address: str
) -> None:
    page = contents(small_site.page(prefix(language) + address))
    words = page.one("span", id="gp-countdown")
    assert words["data-days"] == Voice(language).left("days")
    assert words["data-open"] == Voice(language).t("intake.open")
    closing = page.all("span", "gp-closing")[0]
    moment = closing.one("time")
    assert moment["datetime"] == "2025-03-03T18:30+05:00"
    assert "18:30" in moment.text  # the sentence that stays right without a script
    assert "hidden" in closing.one("span", "gp-left").attributes
