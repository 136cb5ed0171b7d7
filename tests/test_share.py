"""Short addresses, QR codes, notices, frames and the way to report a mistake."""

import datetime
import re
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
import segno
from builtsite import BuiltSite
from htmltree import parse

from grantpages.history.records import Edit, History
from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.corrections import LONGEST, Corrections, version_of
from grantpages.site.relations import relate
from grantpages.site.share import TITLE, Sharing
from grantpages.site.short import LENGTH, LETTERS, QrCodes, codes, qr_code, short_code
from grantpages.site.standing import Standing

VALID = Path(__file__).parent / "data" / "valid"
SITE = "https://grants.example/"
RECORD = ("projects", "aqtas-2025-1")


@pytest.fixture
def valid() -> Dataset:
    dataset, problems = load_folder(VALID)
    assert dataset is not None, problems
    return dataset


@pytest.mark.parametrize(
    ("id", "code"), [("zhanaozen-2025-1", "8agq9f2"), ("zhanaozen-2025-2", "mr9c49j"), ("a", "sabr24p")]
)
def test_a_short_code_never_changes(id: str, code: str) -> None:
    assert short_code(id) == code


def test_ten_thousand_projects_have_ten_thousand_codes() -> None:
    ids = [f"region-{year}-{number}" for year in range(2016, 2026) for number in range(1_000)]
    found = codes(ids)
    assert len(found) == len(ids)
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in found)


def write(dataset: Dataset, site: Path) -> None:
    """Everything that is shared of all projects."""
    sharing = Sharing(dataset, relate(dataset), site, SITE)
    sharing.write_lists(Standing(site))
    for id in dataset.projects:
        sharing.write_project(id)


def test_two_projects_of_one_code_share_a_page_that_leads_to_both(
    valid: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = list(valid.projects)[:2]
    monkeypatch.setattr("grantpages.site.share.codes", lambda _: {"same000": ids})
    write(valid, tmp_path)
    page = parse((tmp_path / "p/same000/index.html").read_text(encoding="utf-8"))
    assert [link["href"] for link in page.all("a")] == [
        f"../../{root}projects/{id}/" for id in ids for root in ("", "ru/")
    ]
    assert not page.all("script")


def test_a_code_is_drawn_as_its_matrix_says() -> None:
    """The drawing is read back: the squares of the SVG are the modules that segno computes."""
    address = f"{SITE}p/8agq9f2/"
    drawing = ElementTree.fromstring(qr_code(address))
    code = segno.make(address, error="m", micro=False, mask=3, boost_error=False)
    width = len(code.matrix) + 8
    assert drawing.attrib["viewBox"] == f"0 0 {width} {width}"
    dark = set()
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawing.findall("{*}path")[-1].attrib["d"]):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    assert dark == {(c + 4, r + 4) for r, row in enumerate(code.matrix) for c, module in enumerate(row) if module}


@pytest.mark.parametrize("root", [f"{SITE}p/", "/p/", "https://a-longer-name.of-a-state-body.example.gov.kz/grants/p/"])
def test_codes_below_one_address_are_drawn_as_each_alone(root: str) -> None:
    found, ids = QrCodes(root), [f"region-{number}" for number in range(60)]
    drawn = {code: found.svg(code) for code in map(short_code, ids)}
    assert drawn == {code: qr_code(found.address(code)) for code in drawn}


def test_the_short_address_leads_to_both_languages(real_site: BuiltSite) -> None:
    page = real_site.page("p/8agq9f2/")
    assert {link["data-language"]: link["href"] for link in page.all("a")} == {
        "kk": "../../projects/zhanaozen-2025-1/",
        "ru": "../../ru/projects/zhanaozen-2025-1/",
    }
    assert page.one("link", rel="canonical")["href"] == f"{real_site.address}projects/zhanaozen-2025-1/"
    assert (real_site.root / "p/8agq9f2/qr.svg").is_file()


def test_every_link_of_the_small_pages_leads_to_a_file(site: BuiltSite) -> None:
    assert len(site.bare) > 6
    for page in site.bare:
        for element in site.page(page).walk():
            for name in ("href", "src"):
                if name in element.attributes and element["rel"] != "canonical":
                    target = site.link(page, element[name])
                    assert target is not None, (page, element[name])
                    assert site.file(target[0]).is_file(), (page, element[name])


def test_frames_hold_no_script_and_open_the_whole_page_outside(site: BuiltSite) -> None:
    frames = [path for folder in ("embed", "ru/embed") for path in (site.root / folder).rglob("index.html")]
    assert frames
    for path in frames:
        page = parse(path.read_text(encoding="utf-8"))
        assert not page.all("script")
        assert page.all("a")
        assert {link["target"] for link in page.all("a")} == {"_top"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_to_copy_frames_the_page_of_the_same_language(real_site: BuiltSite, language: Language) -> None:
    root = "" if language == "kk" else "ru/"
    for address, folder in (
        ("projects/zhanaozen-2025-1/", "projects/zhanaozen-2025-1"),
        ("calls/zhanaozen-2025/", "calls/zhanaozen-2025"),
    ):
        code = real_site.page(f"{root}{address}").one("textarea").text
        frame = parse(code).one("iframe")
        assert frame["src"] == f"{real_site.address}{root}embed/{folder}/"
        assert frame["title"]
        assert (real_site.root / f"{root}embed/{folder}/index.html").is_file()


def test_hostile_titles_stay_text_on_every_small_page(valid: Dataset, tmp_path: Path) -> None:
    hostile = "\"><script>alert(1)</script>'{{ 7*7 }}"
    projects = {
        id: project.model_copy(update={"title": project.title.model_copy(update={"kk": hostile, "ru": hostile})})
        for id, project in valid.projects.items()
    }
    dataset = Dataset(**{**vars(valid), "projects": MappingProxyType(projects)})
    write(dataset, tmp_path)
    pages = list(tmp_path.rglob("index.html"))
    assert len(pages) > 10
    for path in pages:
        page = parse(path.read_text(encoding="utf-8"))
        assert [element for element in page.all("script") if "short.js" not in element["src"]] == []
        assert "49" not in page.one("head").one("title").text


def test_a_long_title_is_cut_on_a_notice(valid: Dataset, tmp_path: Path) -> None:
    long = "ұзақ " * 400
    projects = {
        id: project.model_copy(update={"title": project.title.model_copy(update={"kk": long.strip()})})
        for id, project in valid.projects.items()
    }
    dataset = Dataset(**{**vars(valid), "projects": MappingProxyType(projects)})
    write(dataset, tmp_path)
    page = parse((tmp_path / "projects/aqtas-2025-1/notice/index.html").read_text(encoding="utf-8"))
    title = page.one("h1").all("span")[0].text
    assert len(title) <= TITLE + 1
    assert title.endswith("ұзақ …")


LINKS: list[tuple[str, str]] = [
    ("a form with places", "https://grants.example/form?where={url}&what={field}&v={version}&l={lang}&r={record}"),
    ("an ordinary page", "https://cisc.kz/contact?from=site"),
    ("an e-mail address", "mailto:office@example.org"),
    ("a page for new issues", "https://git.example/owner/data/issues/new?labels=data"),
]


def _link(template: str, language: Language = "kk") -> str:
    base = SITE if language == "kk" else f"{SITE}ru/"
    corrections = Corrections(template, base, language, {RECORD: "abc123"})
    return corrections.link(*RECORD, "tasks.0.activities.1", "t-1-2")


@pytest.mark.parametrize("template", [link for _, link in LINKS], ids=[name for name, _ in LINKS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_names_page_place_and_version(template: str, language: Language) -> None:
    link = _link(template, language)
    said = unquote(link)
    root = "" if language == "kk" else "ru/"
    assert f"{SITE}{root}projects/aqtas-2025-1/#t-1-2" in said
    assert "tasks.0.activities.1" in said
    assert "abc123" in said
    assert urlsplit(link).scheme == urlsplit(template).scheme
    assert urlsplit(link).netloc == urlsplit(template).netloc
    assert not re.search(r"[\s<>\"]", link)


@pytest.mark.parametrize("template", [link for _, link in LINKS], ids=[name for name, _ in LINKS])
def test_the_quicker_link_to_a_place_is_the_same_link(template: str) -> None:
    corrections = Corrections(template, SITE, "kk", {RECORD: "abc123"})
    for field, anchor in (("tasks.0.activities.1", "t-1-2"), ("a", "b"), ("«а&б» %", "ц #"), ("поле." * 90, "x")):
        assert corrections.link(*RECORD, field, anchor) == corrections._made(*RECORD, field, anchor, LONGEST)


def test_what_the_address_asks_already_is_kept() -> None:
    assert parse_qs(urlsplit(_link(LINKS[1][1])).query)["from"] == ["site"]
    assert parse_qs(urlsplit(_link(LINKS[3][1])).query)["labels"] == ["data"]


def test_a_letter_speaks_the_readers_language() -> None:
    bodies = [
        parse_qs(urlsplit(_link("mailto:office@example.org", language)).query)["body"][0] for language in LANGUAGES
    ]
    assert bodies[0].startswith("Не дұрыс емес")
    assert bodies[1].startswith("Что неверно")


def test_no_address_is_too_long() -> None:
    corrections = Corrections("mailto:office@example.org", SITE, "ru", {RECORD: "abc123"})
    assert len(corrections.link(*RECORD, "поле." * 900)) <= LONGEST


def test_a_record_without_history_is_known_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "record.yml"
    file.write_text("title: x\n", encoding="utf-8")
    before = version_of(file, None)
    assert re.fullmatch("[0-9a-f]{12}", before)
    file.write_text("title: x\n# remark\n", encoding="utf-8")
    assert version_of(file, None) != before
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert version_of(file, History((Edit("0123456789abcdef", moment, ()),))) == "0123456789ab"


def test_each_record_page_says_how_to_report_a_mistake(site: BuiltSite) -> None:
    for address in site.addresses:
        parts = address.removeprefix("ru/").strip("/").split("/")
        if len(parts) == 2 and parts[0] in ("projects", "calls", "organizations", "reports"):
            links = site.page(address).all("p", "gp-flaw")
            assert links, address
            assert all(f"record={parts[0]}/{parts[1]}" in line.one("a")["href"] for line in links), address
