"""The audit's warnings on the site: by record and by rule, with the replies, each at its place and only once."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from builtsite import VALID, BuiltSite, contents
from htmltree import Element
from sourcereport import BOTH
from wholesite import every_page, notes_of, register_of

from grantpages.checks.audit import RULES, audit, checks_run
from grantpages.checks.catalogue import catalogue
from grantpages.checks.finding import Finding
from grantpages.history.records import Past
from grantpages.load import Dataset, load_folder
from grantpages.model import Call, Report, Section, Text
from grantpages.problem import Language
from grantpages.site.corrections import Corrections
from grantpages.site.found import Given
from grantpages.site.notes import Notes, Tally
from grantpages.site.pages import SECTIONS
from grantpages.site.publish import prefix
from grantpages.site.quality import RECORDS_PER_PAGE, SEVERITIES, quality_pages, rules_by_severity
from grantpages.site.relations import relate
from grantpages.site.render import environment, render
from grantpages.site.shelf import Library
from grantpages.site.shell import DEPTHS
from grantpages.site.spots import spot_of
from grantpages.site.voice import Voice

KAZAKHSTAN = datetime.timezone(datetime.timedelta(hours=5))
"""The day of a build is a day there."""
PROJECT, OTHER = ("projects", "aqtas-2025-1"), ("projects", "aqtas-2025-2")
WARNING, NOTICE, ON_LINK = "participants-age-sum", "plan-surpassed", "link-unlikely-id"
LINK = ("tasks", 0, "activities", 0, "evidence", 1, "url")
FIGURES: dict[str, Any] = {"sum": 1, "total": 2, "gap": 1}


@pytest.fixture(scope="module")
def small() -> Dataset:
    dataset, problems = load_folder(VALID)
    assert dataset, problems
    return dataset


def finding(code: str = WARNING, path: Sequence[str | int] = ("participants", "ages"), key: Any = PROJECT) -> Finding:
    return Finding(code, *key, tuple(path), FIGURES)


def test_only_warnings_become_notes(small: Dataset) -> None:
    notes = notes_of([finding(NOTICE), finding()], small)
    assert [note.finding.code for note in notes.of(*PROJECT).notes] == [WARNING]
    assert notes.by_rule == [(WARNING, Tally(1, 1))]
    assert notes.of(*OTHER).notes == ()


def test_without_findings_there_is_nothing_but_the_number_of_checks(small: Dataset) -> None:
    notes = notes_of([], small)
    assert (notes.noted, notes.by_rule, notes.by_record, notes.tally) == ({}, [], [], Tally(0, 0))
    assert (notes.checks, notes.rules) == (checks_run(small), len(RULES))
    assert Notes().tally == Tally(0, 0)


def test_a_note_has_the_replies_to_its_code_and_field(small: Dataset) -> None:
    found = [finding(), finding(path=("participants",)), finding(ON_LINK, LINK), finding(key=OTHER)]
    notes = notes_of(found, small)
    assert [len(note.replies) for note in notes.of(*PROJECT).notes] == [1, 0, 1]
    assert [len(note.replies) for note in notes.of(*OTHER).notes] == [0]
    assert (notes.tally, notes.tally.open) == (Tally(4, 2), 2)


def test_notes_are_counted_by_rule_and_by_record_most_first(small: Dataset) -> None:
    found = [finding(ON_LINK, LINK), finding(), finding(path=("participants",)), finding(key=OTHER)]
    notes = notes_of(found, small)
    assert notes.by_rule == [(WARNING, Tally(3, 1)), (ON_LINK, Tally(1, 1))]
    assert notes.by_record == [(PROJECT, Tally(3, 2)), (OTHER, Tally(1, 0))]


def test_notes_stand_in_the_order_of_the_record_and_by_place(small: Dataset) -> None:
    paths = [
        ("participants", "ages"), ("tasks", 1, "activities", 0), ("tasks", 0, "activities", 1, "figures", 0, "actual"),
        ("tasks", 0, "activities", 1), ("also_printed", 0, "text"),
    ]  # fmt: skip
    listed = notes_of([finding(path=path) for path in paths], small).of(*PROJECT).listed
    assert [(spot and spot.anchor, [note.finding.field for note in notes]) for spot, notes in listed] == [
        ("card", ["also_printed.0.text"]),
        ("a-1-2", ["tasks.0.activities.1", "tasks.0.activities.1.figures.0.actual"]),
        ("a-2-1", ["tasks.1.activities.0"]),
        ("participants", ["participants.ages"]),
    ]


BESIDE = [
    (LINK, True),
    (("announcement", "links", 0, "url"), True),
    (("tasks", 0, "activities", 0, "evidence", 1), False),
    (("sources", 0, "url"), False),
]


@pytest.mark.parametrize(("path", "beside"), BESIDE)
def test_a_note_on_a_link_stands_beside_it_and_in_no_list(small: Dataset, path: Any, beside: bool) -> None:
    key = ("calls", "aqtas-2025") if path[0] == "announcement" else PROJECT
    noted = notes_of([finding(ON_LINK, path, key)], small).of(*key)
    assert (len(noted.beside), len(noted.listed)) == ((1, 0) if beside else (0, 1))
    assert noted.tally.all == 1


def test_the_links_of_a_call_have_their_notes_however_often_it_is_read(small: Dataset) -> None:
    key, path = ("calls", "aqtas-2025"), ("announcement", "links", 0, "url")
    register = Library(small, {}, small.projects.__getitem__, Given([finding(ON_LINK, path, key)]), {}).register
    links = []
    for call in (small.calls[key[1]], small.calls[key[1]].model_copy(deep=True)):
        noted = register.notes.of(*key, call)
        assert call.announcement
        links.append(call.announcement.links[0])
        assert len(noted.beside) == 1
        assert register.of(links[-1]).notes == noted.beside
    assert register.of(links[0]).notes == ()  # its record may be gone, and another link in its place in memory


SPOTS = [
    ("projects", ("tasks", 0, "activities", 1, "figures", 0, "actual"), "a-1-2"),
    ("projects", ("tasks", 2, "activities", 0), "a-3-1"),
    ("projects", ("tasks", 1, "title", "kk"), "t-2"),
    ("projects", ("participants", "ages"), "participants"),
    ("projects", ("figures", 0, "actual"), "figures"),
    ("projects", ("narrative", "plan"), "plan"),
    ("projects", ("narrative", "long_term", "kk"), "long_term"),
    ("projects", ("narrative",), "results"),
    ("projects", ("partners", 0), "partners"),
    ("projects", ("grant", "amount"), "card"),
    ("projects", ("period", "as_printed"), "card"),
    ("projects", ("also_printed", 1, "date"), "card"),
    ("projects", ("title",), None),
    ("projects", (), None),
    ("calls", ("lots", 1, "amount"), "lots"),
    ("calls", ("announcement", "date"), "announcement"),
    ("calls", ("intake", "closes"), "stages"),
    ("calls", ("title",), None),
    ("reports", ("sections", "5", "text", "kk"), "p5"),
    ("reports", ("sections",), None),
    ("reports", ("signers",), "p12"),
    ("organizations", ("name",), None),
]
RECORDS = {"projects": "aqtas-2025-1", "calls": "aqtas-2025", "reports": "aqtas-2025", "organizations": "meirim"}


@pytest.mark.parametrize(("kind", "path", "anchor"), SPOTS)
def test_a_path_leads_to_a_mark_of_the_page(
    small: Dataset, small_site: BuiltSite, kind: str, path: Any, anchor: str | None
) -> None:
    spot = spot_of(kind, path, getattr(small, kind)[RECORDS[kind]])
    assert (spot and spot.anchor) == anchor
    for _, page in small_site.both(f"{kind}/{RECORDS[kind]}/") if spot else ():
        assert spot
        assert spot.anchor in page.ids
        assert spot.title or spot.key in Voice("kk").words.messages


def test_what_the_page_does_not_show_has_no_mark(small: Dataset) -> None:
    bare = small.projects["aqtas-2025-2"]
    assert spot_of("projects", ("participants", "ages"), bare) is None
    assert spot_of("projects", ("narrative",), bare) is None
    assert spot_of("projects", ("figures", 0), bare) is None


def test_a_report_with_a_section_after_the_ninth_keeps_their_order(small: Dataset) -> None:
    (id, report), *_ = small.reports.items()
    text = Section(text=Text(kk="мәтін", ru="текст"))
    longer: Report = report.model_copy(update={"sections": {"12": text, "5": text}})
    found = [finding(path=("sections", number), key=("reports", id)) for number in ("12", "5")]
    listed = notes_of(found, replace(small, reports={id: longer})).of("reports", id).listed
    assert [spot and spot.anchor for spot, _ in listed] == ["p5", "p12"]


def test_records_with_notes_are_parted_into_pages(small: Dataset) -> None:
    project = small.projects["aqtas-2025-2"]
    many = replace(small, projects={f"p-{number}": project for number in range(RECORDS_PER_PAGE + 1)})
    notes = notes_of([finding(key=("projects", id)) for id in many.projects], many)
    made = [plan.make() for plan in quality_pages(many, notes, Voice("ru"))]
    addresses = [(page.address, len(page.values.get("items", ()))) for page in made]
    assert addresses == [("quality/", RECORDS_PER_PAGE), ("quality/page/2/", 1), ("quality/rules/", 0)]
    assert all(page.depth in DEPTHS for page in made)


def test_every_entry_of_the_catalogue_is_explained_once() -> None:
    grouped = rules_by_severity()
    codes = [code for rules in grouped.values() for code, _, _ in rules]
    assert sorted(codes) == sorted(catalogue())
    assert tuple(grouped) == SEVERITIES
    assert {kind for rules in grouped.values() for _, kind, _ in rules} - {""} <= {*SECTIONS}


def _notes_on(page: Element) -> list[Element]:
    return [said for said in contents(page).all("p", "gp-remark__said")]


@BOTH
def test_a_site_without_findings_says_so_and_has_no_empty_section(small: Dataset, language: Language) -> None:
    voice, register = Voice(language), register_of(small)
    corrections = Corrections("https://example.org/", "https://grants.example/", language, {})
    env = environment(small, relate(small), register, voice, Past({}, "no-repository"), corrections)
    bodies = {page.address: render(env, page, "") for page in every_page(small, register, env)}
    assert voice.t("quality.none") in bodies["quality/"]
    assert [address for address, body in bodies.items() if "gp-noted" in body] == []
    assert [address for address, body in bodies.items() if "gp-remark" in body or 'id="notes"' in body] == []
    assert "<table" not in bodies["quality/"]


class Anew(Mapping[str, Call]):
    """Competitions, each made anew whenever it is asked for."""

    def __init__(self, calls: Mapping[str, Call]) -> None:
        self.calls = calls

    def __getitem__(self, id: str) -> Call:
        return self.calls[id].model_copy(deep=True)

    def __iter__(self) -> Iterator[str]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)


def test_a_note_stands_beside_the_link_of_a_call_on_its_page_and_on_its_report(small: Dataset) -> None:
    found = [finding(ON_LINK, ("announcement", "links", 0, "url"), ("calls", "aqtas-2025"))]
    dataset = replace(small, calls=Anew(small.calls))
    library, voice = Library(dataset, {}, small.projects.__getitem__, Given(found), {}), Voice("kk")
    for id in small.projects:
        library.take(id)
    corrections = Corrections("https://example.org/", "https://grants.example/", "kk", {})
    env = environment(dataset, relate(small), library.register, voice, Past({}, "no-repository"), corrections)
    shown = [
        page.address
        for page in every_page(dataset, library.register, env)
        if page.template in ("call.html", "report.html") and f"#{ON_LINK}" in render(env, page, "")
    ]
    assert shown == ["calls/aqtas-2025/", "reports/aqtas-2025/"]


@BOTH
def test_pages_show_the_warnings_of_their_record_and_no_others(site: BuiltSite, language: Language) -> None:
    dataset, _ = load_folder(site.data)
    assert dataset
    notes, voice, shown = (
        notes_of(audit(dataset, datetime.datetime.now(KAZAKHSTAN).date()), dataset),
        Voice(language),
        0,
    )
    for kind in ("projects", "calls", "organizations", "reports"):
        for id in getattr(dataset, kind):
            page = site.page(f"{prefix(language)}{kind}/{id}/")
            noted = notes.of(kind, id)
            expected = [voice.remark(note.finding) for _, some in noted.listed for note in some]
            assert [said.text for said in _notes_on(page)] == [" ".join(said.split()) for said in expected]
            lines = [line.one("a")["href"] for line in contents(page).all("p", "gp-noted")]
            assert lines == (["#notes"] if noted.notes else [])
            assert ("notes" in page.ids) is bool(noted.notes)
            shown += len(expected)
    assert shown > 5


@BOTH
def test_notes_on_links_stand_beside_them_once(small_site: BuiltSite, language: Language) -> None:
    page = small_site.page(f"{prefix(language)}projects/aqtas-2025-1/")
    beside = contents(page).all("div", "gp-note--audit")
    assert len(beside) == 1
    entry = catalogue()[ON_LINK]
    said = " ".join(getattr(entry.message, language).split())
    assert contents(page).text.count(said) == 1
    assert beside[0].text.startswith(said)
    assert small_site.link("", beside[0].one("a")["href"].replace("../", "")) == (
        "quality/rules/", ON_LINK,
    )  # fmt: skip


@BOTH
def test_the_reply_stands_under_its_note_with_its_day_and_author(small_site: BuiltSite, language: Language) -> None:
    page = small_site.page(f"{prefix(language)}projects/aqtas-2025-1/")
    (listed,) = [item for item in contents(page).all("li", "gp-remark") if item.all("div", "gp-reply")]
    reply = listed.one("div", "gp-reply")
    date = Voice(language).date(datetime.date(2026, 1, 12))
    assert date in reply.text
    assert "Сынақов Ә." in reply.text
    assert [name["lang"] for name in reply.all("span") if name.text == "Сынақов Ә." and name["lang"]] == ["kk"]


@BOTH
def test_the_quality_page_counts_what_the_pages_show(site: BuiltSite, language: Language) -> None:
    page = site.page(f"{prefix(language)}quality/")
    tables = page.all("table", "gp-counted")
    sums = [
        [sum(int(row[column].replace("\u00a0", "")) for row in table.rows()[1:]) for column in (-2, -1)]
        for table in tables
    ]
    assert len(sums) == 2
    assert sums[0] == sums[1]
    totals = [int(total.text.replace("\u00a0", "").replace(" ", "")) for total in page.one("dl").all("dd")]
    assert totals[3:] == sums[0]
    home = site.page(prefix(language)).one("p", "gp-checked")
    said = Voice(language).t("home.checked", checks=Voice(language).number(totals[0]), open=totals[3])
    assert home.text.replace("\u00a0", " ").startswith(said.replace("\u00a0", " "))


@BOTH
def test_every_rule_has_its_place_on_the_page_of_rules(real_site: BuiltSite, language: Language) -> None:
    page = real_site.page(f"{prefix(language)}quality/rules/")
    for code, entry in catalogue().items():
        shown = page.ids[code].text
        for part in (entry.title, entry.meaning, entry.source, entry.remedy):
            assert " ".join(getattr(part, language).split()) in shown, code


@BOTH
def test_home_and_about_lead_to_the_quality_page(real_site: BuiltSite, language: Language) -> None:
    for address in (prefix(language), f"{prefix(language)}about/"):
        targets = {real_site.link(address, link["href"]) for link in contents(real_site.page(address)).all("a")}
        assert (f"{prefix(language)}quality/", "") in targets, address
