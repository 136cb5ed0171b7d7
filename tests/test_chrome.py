"""What stands around every page, and the last touch on the theme's own HTML."""

import datetime

import pytest
from builtsite import REAL

from grantpages.embargo import NEVER, Waiting
from grantpages.load import load_folder
from grantpages.model import Text
from grantpages.problem import Language, Message, Problem
from grantpages.site.chrome import Chrome, bad_moment, cannot_read, finish, problem_lines, waiting_line, with_problems
from grantpages.site.pages import SECTIONS

DATASET, _ = load_folder(REAL)
assert DATASET is not None
PROBLEM = Problem("data/x.yml", 3, "lot", "dangling-id", Message("қате", "ошибка"))


@pytest.mark.parametrize(("language", "home", "root"), [("kk", "./", ""), ("ru", "ru/", "ru/")])
def test_the_menu_leads_to_every_section_of_the_language(language: Language, home: str, root: str) -> None:
    chrome = Chrome(language, DATASET.operator)
    assert chrome.home == home
    assert [(name, link) for name, _, link in chrome.sections] == [
        (name, f"{root}{name}/") for name in (*SECTIONS, "data", "about")
    ]
    assert chrome.operator == getattr(DATASET.operator.name, language)
    assert chrome.t("title.calls") != chrome.other("title.calls")


@pytest.mark.parametrize(
    ("website", "link"),
    [
        ("https://x.kz/?a=1&b='2'", "https://x.kz/?a=1&amp;b=&#x27;2&#x27;"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ('https://x.kz/"><script>', "https://x.kz/&quot;&gt;&lt;script&gt;"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_the_operator_is_said_as_html_that_does_nothing(website: str, link: str) -> None:
    """MkDocs' templates escape nothing, and a mark of a shell would be filled with a page."""
    assert DATASET is not None
    name = Text.model_construct(kk="</title><b>Қор</b> gp-body-mark", ru="x", translation=None)
    operator = DATASET.operator.model_copy(update={"name": name, "website": website})
    chrome = Chrome("kk", operator)
    assert chrome.operator == "&lt;/title&gt;&lt;b&gt;Қор&lt;/b&gt; gp&#45;body-mark"
    assert chrome.website == link


@pytest.mark.parametrize(
    ("canonical", "href", "whole"),
    [
        ("https://a.kz/open/ru/calls/", "../../calls/", "https://a.kz/open/calls/"),
        ("https://a.kz/open/ru/calls/", "./", "https://a.kz/open/ru/calls/"),
        ("https://a.kz/open/", "/open/ru/", "https://a.kz/open/ru/"),
        (
            "https://a.kz/gp-address/gp-address/",
            "../../ru/gp-address/gp-address/",
            "https://a.kz/ru/gp-address/gp-address/",
        ),
    ],
)
def test_language_links_are_whole_addresses_that_the_themes_script_does_not_find(
    canonical: str, href: str, whole: str
) -> None:
    html = f'<link rel="canonical" href="{canonical}"><link rel="alternate" href="{href}" hreflang="kk">'
    assert f'<link rel="alternate" href="{whole}" hreflang="kk">' in finish(html)


def test_problems_of_a_preview_stand_above_the_page_escaped() -> None:
    html = with_problems("<body><main></main></body>", ["data/x.yml:1: <b>"])
    assert html.index("gp-problems") < html.index("<main")
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize(("language", "said"), [("kk", "қате"), ("ru", "ошибка"), ("en", "қате")])
def test_every_problem_has_its_line_and_the_last_line_counts_them(language: str, said: str) -> None:
    lines = problem_lines([PROBLEM, PROBLEM], language)
    assert lines[:2] == [f"data/x.yml:3: lot: {said}"] * 2
    assert lines[2].startswith("2 ") or " 2 " in lines[2]


def test_a_folder_that_cannot_be_read_is_named_in_both_languages() -> None:
    text = cannot_read("/no/where")
    assert text.count("/no/where") == 2
    assert "\n" not in text


HOUR = datetime.datetime(2026, 3, 5, 10)
WAITS = [
    ({}, "", ""),
    ({("calls", "c"): NEVER}, "Әзірге сайтқа шықпайтын жазба: 1.", "Записей, которые пока не выходят на сайт: 1."),
    (
        {("calls", "c"): NEVER, ("projects", "p"): HOUR},
        "Әзірге сайтқа шықпайтын жазба: 2. Келесісі шығатын уақыт: 2026 жылғы 5 наурыз, 10:00 (Астана).",
        "Записей, которые пока не выходят на сайт: 2. Ближайшая выходит: 5 марта 2026 года, 10:00 (Астана).",
    ),
]


@pytest.mark.parametrize(("hours", "kazakh", "russian"), WAITS)
def test_what_waits_is_told_in_one_line(
    hours: dict[tuple[str, str], datetime.datetime], kazakh: str, russian: str
) -> None:
    assert [waiting_line(Waiting(hours), language) for language in ("kk", "ru")] == [kazakh, russian]


def test_a_minute_that_is_none_is_told_in_both_languages() -> None:
    assert bad_moment("x").count("«x»") == 2
