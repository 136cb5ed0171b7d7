"""Lists to go through: in the right order, with letters to jump to, and every page three clicks from home."""

import sys
from dataclasses import replace

import pytest
from builtsite import REAL, REPOSITORY, BuiltSite, contents
from wholesite import counted, register_of

from grantpages.history.records import Past
from grantpages.load import Dataset, load_folder
from grantpages.model import Text
from grantpages.problem import LANGUAGES, Language
from grantpages.site.browse import Browse, browse_pages
from grantpages.site.corrections import Corrections
from grantpages.site.pages import pages
from grantpages.site.publish import prefix
from grantpages.site.relations import relate
from grantpages.site.render import environment, render
from grantpages.site.shell import DEPTHS
from grantpages.site.totals import FACETS
from grantpages.site.voice import Voice
from grantpages.wording import sort_key

sys.path += [str(REPOSITORY / "scripts")]

from access.reach import Web

BOTH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def real() -> Dataset:
    dataset, problems = load_folder(REAL)
    assert dataset is not None, problems
    return dataset


def many(dataset: Dataset, names: list[str]) -> Dataset:
    """The records with a grantee of each name, who has a grant of its own."""
    organization, project = dataset.organizations["zangar-event"], dataset.projects["zhanaozen-2025-1"]
    named = {
        f"o-{place}": organization.model_copy(update={"name": Text(kk=name, ru=name)})
        for place, name in enumerate(names)
    }
    return replace(
        dataset,
        organizations=dict(dataset.organizations) | named,
        projects={f"p-{id}": project.model_copy(update={"grantee": id}) for id in named},
    )


def browse_of(dataset: Dataset, language: Language) -> Browse:
    return Browse(dataset, counted(dataset), Voice(language))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("kk", ["Ай", "Ән", "«Бала»", "Ғасыр", "Дос", "Қала", "Өмір", "Ұлан", "Ыбырай", "Іңкәр"]),
        ("ru", ["«Айна»", "Бастау", "Есиль", "Жас", "Щит", "Эра"]),
    ],
)
def test_grantees_stand_in_the_languages_alphabet_with_letters_to_jump_to(
    real: Dataset, language: Language, names: list[str]
) -> None:
    browse = browse_of(many(real, list(reversed(names))), language)
    assert [value.name for value in browse.values("grantees")] == names
    (page,) = (plan.make() for plan in browse.values_pages("grantees"))
    letters = [one.letter for one in page.values["letters"]]
    assert letters == [name.strip("«»")[0] for name in names]
    assert len({one.anchor for one in page.values["letters"]}) == len(letters)


def test_a_letter_leads_to_the_page_on_which_its_names_begin(real: Dataset) -> None:
    names = [f"А{place:03}" for place in range(150)] + [f"Б{place:03}" for place in range(150)] + ["Я"]
    first, second = (plan.make() for plan in browse_of(many(real, names), "ru").values_pages("grantees"))
    assert [(one.letter, one.page) for one in first.values["letters"]] == [("А", 1), ("Б", 1), ("Я", 2)]
    shown = [value.id for value in second.values["items"]]
    assert second.values["anchors"][shown[-1]] == first.values["letters"][-1].anchor


def test_years_stand_last_first_and_spheres_as_in_the_law(real: Dataset) -> None:
    old = real.projects["zhanaozen-2025-1"]
    contract = old.grant.contract.model_copy(update={"date": old.grant.contract.date.replace(year=2023)})  # type: ignore[union-attr]
    former = old.model_copy(update={"grant": old.grant.model_copy(update={"contract": contract})})
    browse = browse_of(replace(real, projects=dict(real.projects) | {"older": former}), "kk")
    assert [value.id for value in browse.values("years")] == ["2025", "2023"]
    law = list(real.spheres)
    assert [law.index(value.id) for value in browse.values("spheres")] == sorted(
        law.index(value.id) for value in browse.values("spheres")
    )


def test_a_district_of_another_region_is_shown_as_recorded(real: Dataset) -> None:
    call = real.calls["zhanaozen-2025"].model_copy(update={"region": "abai"})
    moved = replace(real, calls={"zhanaozen-2025": call})
    relations = relate(moved)
    register, voice = register_of(moved), Voice("kk")
    corrections = Corrections("https://example.org/", "https://grants.example/", "kk", {})
    env = environment(moved, relations, register, voice, Past({}), corrections)
    made = pages(moved, relations, register, counted(moved, register), voice)
    (page,) = [plan.make() for plan in made if plan.address == "calls/zhanaozen-2025/"]
    assert "browse/districts/zhanaozen/" in render(env, page, "../../")


def test_every_region_has_its_page_whether_or_not_it_has_grants(real: Dataset) -> None:
    totals = counted(real)
    made = list(browse_pages(real, totals, Voice("kk"), list(real.projects)))
    addresses = [page.address for page in made]
    assert {f"regions/{id}/" for id in real.regions} <= set(addresses)
    assert {f"browse/{facet}/" for facet in FACETS} <= set(addresses)
    assert len(addresses) == len(set(addresses))


def test_the_pages_of_a_long_list_have_shells(real: Dataset) -> None:
    dataset = many(real, [f"А{place:03}" for place in range(250)])
    totals = counted(dataset)
    made = list(browse_pages(dataset, totals, Voice("kk"), list(dataset.projects)))
    assert "regions/mangystau/page/3/" in {page.address for page in made}
    assert max(plan.make().depth for plan in made) == max(DEPTHS)


def test_every_page_is_three_clicks_from_the_home_page_of_its_language(site: BuiltSite) -> None:
    web = Web(site.root, site.address)
    assert len(web.pages) > 100
    assert web.far() == []


@BOTH
def test_regions_on_the_built_page_stand_in_alphabetical_order(real_site: BuiltSite, language: Language) -> None:
    _, *rows = contents(real_site.page(f"{prefix(language)}browse/regions/")).one("table").rows()
    names = [row[0] for row in rows]
    assert len(names) == 20
    assert names == sorted(names, key=lambda name: sort_key(name, language))
