"""The pages of a competition in its course: a late announcement, winners without a contract, documents."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from builtsite import HOME, VALID, BuiltSite, contents, run_build
from htmltree import Element

from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix
from grantpages.site.relations import relate
from grantpages.site.voice import Voice

CALL, WINNER = "aqtas-2024", "aqtas-2024-1"
NOTICES = {"late": "notice_received: 2025-01-20\n", "unnoticed": ""}
NONE = {"kk": "шарт әлі жасалмаған", "ru": "договор еще не заключен"}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The small folder in which the winner of 2024 has no contract yet, with a late call and one without a notice."""
    folder = tmp_path_factory.mktemp("course")
    data = Path(shutil.copytree(VALID, folder / "data"))
    winner = data / "projects" / f"{WINNER}.yml"
    winner.write_text(
        re.sub(r"  contract:\n(    .*\n)+|period:\n(  .*\n)+", "", winner.read_text(encoding="utf-8")), encoding="utf-8"
    )
    text, _, _ = (data / "calls" / "aqtas-2025.yml").read_text(encoding="utf-8").partition("documents:\n")
    for name, notice in NOTICES.items():
        changed = text.replace("notice_received: 2025-01-27\n", notice)
        assert changed != text
        (data / "calls" / f"{name}.yml").write_text(changed, encoding="utf-8")
    done = run_build(folder / "site", data)
    assert done.returncode == 0, done.stdout
    return BuiltSite(folder / "site", data, HOME)


def _page(site: BuiltSite, address: str, language: Language) -> Element:
    return contents(site.page(prefix(language) + address))


def _stage(page: Element, key: str, voice: Voice) -> Element:
    title = voice.t(f"stage.{key}")
    return next(stage for stage in page.all("li", "gp-stage") if stage.one("strong").text == title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_winner_without_a_contract_is_said_to_have_none_wherever_it_stands(
    course: BuiltSite, language: Language
) -> None:
    voice = Voice(language)
    call, project = _page(course, f"calls/{CALL}/", language), _page(course, f"projects/{WINNER}/", language)
    assert NONE[language] in _stage(call, "contracts", voice).text
    assert call.one("dl", "gp-facts--card").facts()[voice.t("call.contracted")] == NONE[language]
    facts = project.one("dl", "gp-facts--card").facts()
    assert facts[voice.t("field.contract")] == NONE[language]
    assert facts[voice.t("field.period")] == voice.t("period.after-contract")
    assert voice.t("total.award") in project.one("dl", "gp-totals").facts()
    for page in (call, _page(course, "projects/", language)):
        card = next(card for card in page.all("li", "gp-card") if WINNER in card.one("a")["href"])
        assert NONE[language] in card.text


def test_sums_of_contracts_count_contracts_only(course: BuiltSite) -> None:
    (bare, _), (whole, _) = load_folder(course.data), load_folder(VALID)
    assert bare is not None
    assert whole is not None
    without, all_of_them = relate(bare).totals, relate(whole).totals
    assert all_of_them.contracted - without.contracted == whole.projects[WINNER].grant.amount
    assert without.grants == all_of_them.grants


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["aqtas-2025", *NOTICES])
def test_the_announcement_tells_its_working_day_or_why_not(course: BuiltSite, language: Language, id: str) -> None:
    voice = Voice(language)
    said = {
        "aqtas-2025": voice.t("stage.on-day", number=4, of=5),
        "late": voice.n("stage.late", 4),
        "unnoticed": voice.t("stage.no-notice"),
    }
    stage = _stage(_page(course, f"calls/{id}/", language), "announcement", voice)
    assert [call for call, words in said.items() if words in stage.text] == [id]
    assert bool(stage.all("p", "gp-stage__late")) == (id == "late")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_told_with_its_form_size_date_signer_and_language(
    small_site: BuiltSite, language: Language
) -> None:
    voice = Voice(language)
    line = (
        _stage(_page(small_site, "calls/aqtas-2025/", language), "decision", voice).one("ul", "gp-documents").one("li")
    )
    for part in ("DOCX, 1 КБ", "№ 7", "Үлгіева Ә.", voice.t("language.kk"), voice.date(datetime.date(2025, 3, 20))):
        assert part in line.text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("calls/aqtas-2025/", "calls/aqtas-2025/protocol-7.docx"),
        ("calls/aqtas-2025/", "projects/aqtas-2025-1/contract-35.pdf"),
        ("projects/aqtas-2025-1/", "projects/aqtas-2025-1/contract-35.pdf"),
    ],
)
def test_a_document_is_there_as_it_lies_in_the_data(
    small_site: BuiltSite, language: Language, address: str, file: str
) -> None:
    here = prefix(language) + address
    page = contents(small_site.page(here))
    links = [link["href"] for each in page.all("ul", "gp-documents") for link in each.all("a")]
    assert (file, "") in [small_site.link(here, link) for link in links]
    assert (small_site.root / file).read_bytes() == (VALID / file).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_intake_is_told_in_words_that_stay_right(small_site: BuiltSite, language: Language) -> None:
    voice = Voice(language)
    stage = _stage(_page(small_site, "calls/aqtas-2025/", language), "intake", voice)
    assert f"{voice.t('intake.until')} {voice.date(datetime.date(2025, 3, 3))}, 18:30" in stage.text
    assert voice.t("stage.no-hour") not in stage.text
    assert [left.text for left in stage.all("span", "gp-left")] == [""]
