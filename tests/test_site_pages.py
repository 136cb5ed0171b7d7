"""Every record has its page in both languages at one address, and every page says what it is and where it is."""

import re
from collections import Counter

import pytest
from builtsite import REAL, BuiltSite, contents, language_of, without_language
from records import texts_of
from sourcereport import BOTH

from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix
from grantpages.wording import catalogue

KINDS = ("calls", "projects", "organizations", "reports")
KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.I)
QUOTED = re.compile("«[^»]*»")


def dataset_of(site: BuiltSite) -> Dataset:
    dataset, problems = load_folder(site.data)
    assert dataset is not None, problems
    return dataset


def records_of(site: BuiltSite) -> list[str]:
    """The address of each record's page below its language's root."""
    dataset = dataset_of(site)
    return [f"{kind}/{id}/" for kind in KINDS for id in getattr(dataset, kind)]


def test_each_record_has_a_page_in_both_languages(site: BuiltSite) -> None:
    missing = {prefix(language) + record for language in LANGUAGES for record in records_of(site)} - set(site.addresses)
    assert not missing


def test_both_languages_have_the_same_addresses(site: BuiltSite) -> None:
    assert list(map(without_language, site.of("ru"))) == site.of("kk")


def test_no_page_is_left_of_the_shells(site: BuiltSite) -> None:
    marks = re.compile(r"gp-(?:[a-z]+-)?mark|gp-address")
    assert [path for path in site.root.rglob("*") if marks.search(path.name)] == []
    files = [path for ending in ("html", "xml", "json") for path in site.root.rglob(f"*.{ending}")]
    assert [path for path in files if marks.search(path.read_text(encoding="utf-8"))] == []


def test_each_page_names_its_language_and_has_one_heading(site: BuiltSite) -> None:
    for address in site.addresses:
        page = site.page(address)
        assert page.one("html")["lang"] == language_of(address), address
        assert len(page.all("h1")) == 1, address
        assert len(page.all("main")) == 1, address


def test_each_page_names_its_own_address_and_its_other_languages(site: BuiltSite) -> None:
    for address in site.addresses:
        page, inside = site.page(address), without_language(address)
        assert page.one("link", rel="canonical")["href"] == site.address + address
        alternates = [link for link in page.all("link") if "alternate" in link["rel"].split() and link["hreflang"]]
        assert {link["hreflang"]: link["href"] for link in alternates} == {
            "kk": site.address + inside,
            "ru": f"{site.address}ru/{inside}",
            "x-default": site.address + inside,
        }, address
        assert len(alternates) == 3


def test_the_language_switch_leads_to_the_same_page(site: BuiltSite) -> None:
    for address in site.addresses:
        links = site.page(address).one("div", "gp-languages").all("a")
        targets = {link["hreflang"]: site.link(address, link["href"]) for link in links}
        inside = without_language(address)
        assert targets == {"kk": (inside, ""), "ru": (f"ru/{inside}", "")}, address
        assert [link["hreflang"] for link in links if link["aria-current"]] == [language_of(address)]


@BOTH
def test_titles_and_descriptions_are_there_and_differ(site: BuiltSite, language: Language) -> None:
    titles, descriptions = Counter[str](), Counter[str]()
    for address in site.of(language):
        page = site.page(address)
        titles[page.one("head").one("title").text] += 1
        descriptions[page.one("meta", name="description")["content"].strip()] += 1
    assert "" not in titles | descriptions
    assert [title for title, times in titles.items() if times > 1] == []
    assert [description for description, times in descriptions.items() if times > 1] == []


@BOTH
def test_titles_and_descriptions_are_in_the_pages_language(site: BuiltSite, language: Language) -> None:
    name = catalogue(language).say("site.name")
    regions = re.compile("|".join(region.name.ru for region in dataset_of(site).regions.values()))
    for address in site.of(language):
        page = site.page(address)
        title, description = page.one("head").one("title").text, page.one("meta", name="description")["content"]
        assert name in title, address
        if language == "ru":
            assert not KAZAKH_LETTERS.search(regions.sub("", QUOTED.sub("", title + description))), address
        else:
            assert KAZAKH_LETTERS.search(description), address
            other = site.page(f"ru/{address}")
            assert description != other.one("meta", name="description")["content"]


def test_every_text_of_a_record_stands_on_its_page(site: BuiltSite) -> None:
    dataset, left = dataset_of(site), []
    for kind in KINDS:
        for id, record in getattr(dataset, kind).items():
            for language, page in site.both(f"{kind}/{id}/"):
                shown = contents(page).text
                left += [
                    f"{prefix(language)}{kind}/{id}{path}: {paragraph[:60]}"
                    for path, text in texts_of(record)
                    for paragraph in getattr(text, language).split("\n\n")
                    if " ".join(paragraph.split()) not in shown
                ]
    assert left == []


def test_no_message_is_left_unfilled(site: BuiltSite) -> None:
    for record in records_of(site):
        for language, page in site.both(record):
            assert not re.search(r"\{[a-z_]+\}", contents(page).text), prefix(language) + record


@pytest.mark.parametrize("kind", KINDS)
def test_russian_pages_of_working_translations_say_so_and_lead_to_the_kazakh_page(site: BuiltSite, kind: str) -> None:
    told = 0
    for id, record in getattr(dataset_of(site), kind).items():
        if record.translation == "working":
            address = f"ru/{kind}/{id}/"
            notice = contents(site.page(address)).one("p", "gp-notice", role="note")
            assert catalogue("ru").say("translation.working") in notice.text
            assert site.link(address, notice.one("a")["href"]) == (f"{kind}/{id}/", "")
            assert not contents(site.page(f"{kind}/{id}/")).all("p", "gp-notice")
            told += 1
    assert told or site.data != REAL


@BOTH
def test_the_larger_project_shows_all_its_activities_with_plan_and_fact(
    real_site: BuiltSite, language: Language
) -> None:
    say = catalogue(language).say
    page = real_site.page(f"{prefix(language)}projects/zhanaozen-2025-2/")
    head, *rows = page.one("table", "gp-summary").rows()
    assert head[2:4] == [say("figure.planned"), say("figure.actual")]
    assert len(rows) >= 22
    assert len(page.all("article", "gp-activity")) == len(rows)
    stated = [[cell for cell in row[2:4] if re.search(r"\d", cell)] for row in rows]
    assert sum(map(bool, stated)) >= 22
    assert any(len(cells) == 2 for cells in stated)
