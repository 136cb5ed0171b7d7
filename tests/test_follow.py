"""Feeds and calendars, read back by parsers that no one here wrote."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import feedparser
import icalendar
import pytest

from grantpages.follow.atom import MOST
from grantpages.follow.calendar import OCTETS, escaped, folded
from grantpages.follow.news import news
from grantpages.follow.write import areas, write_all
from grantpages.load import Dataset, load_folder
from grantpages.model import Call, Intake, Text
from grantpages.problem import LANGUAGES, Language

DATA = Path(__file__).parents[1] / "data"
ADDRESSES: dict[Language, str] = {"kk": "https://grants.example/", "ru": "https://grants.example/ru/"}
CHANGED = datetime.datetime(2025, 6, 1, 7, 30, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def real() -> Dataset:
    dataset, problems = load_folder(DATA)
    assert dataset is not None, problems
    return dataset


@pytest.fixture(scope="module")
def written(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    key = ("calls", "zhanaozen-2025")
    write_all(real, site, ADDRESSES, {key: CHANGED}, {key: 3})
    return site


def _with_call(dataset: Dataset, **values: object) -> Dataset:
    """The dataset with its one call changed."""
    calls = {id: call.model_copy(update=values) for id, call in dataset.calls.items()}
    return replace(dataset, calls=MappingProxyType(calls))


def _write(dataset: Dataset, site: Path) -> Path:
    write_all(dataset, site, ADDRESSES, {}, {})
    return site


def _events(file: Path) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_there_is_a_file_for_the_country_and_for_each_region_in_both_languages(real: Dataset, written: Path) -> None:
    feeds = {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()}
    expected = {f"{root}{file}" for root in ("", "ru/") for file in _expected(real)}
    assert feeds == expected
    assert len(areas(real, "kk")) == 21


def _expected(real: Dataset) -> Iterator[str]:
    for region in ["", *real.regions]:
        folder = f"feeds/{region}/" if region else "feeds/"
        yield from (f"{folder}calls.xml", f"{folder}changes.xml", f"calendar/{region or 'all'}.ics")
    yield "calls/zhanaozen-2025/zhanaozen-2025.ics"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feed_is_an_atom_feed(written: Path, language: Language) -> None:
    root = written if language == "kk" else written / language
    feeds = sorted((root / "feeds").rglob("*.xml"))
    assert len(feeds) == 42
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.language == language
        assert read.feed.id
        assert read.feed.title
        assert read.feed.updated_parsed
        assert read.feed.author == (
            "«Азаматтық бастамаларды қолдау орталығы» КЕАҚ"
            if language == "kk"
            else "НАО «Центр поддержки гражданских инициатив»"
        )
        links = {link.rel: link.href for link in read.feed.links}
        assert links["self"] == ADDRESSES[language] + path.relative_to(root).as_posix()
        assert len({entry.id for entry in read.entries}) == len(read.entries)
        assert all(entry.updated_parsed and entry.title and entry.summary for entry in read.entries)


@pytest.mark.parametrize(
    ("file", "titles"),
    [
        ("feeds/calls.xml", ["Жазба өзгертілді", "Сараптама комиссиясы шешім қабылдады", "Конкурс жарияланды"]),
        (
            "feeds/mangystau/calls.xml",
            ["Жазба өзгертілді", "Сараптама комиссиясы шешім қабылдады", "Конкурс жарияланды"],
        ),
        ("feeds/abai/changes.xml", []),
        ("ru/feeds/calls.xml", ["Изменена запись", "Экспертная комиссия приняла решение", "Объявлен конкурс"]),
        (
            "feeds/changes.xml",
            [
                "Жазба өзгертілді",
                "Шарт жасалды",
                "Шарт жасалды",
                "Сараптама комиссиясы шешім қабылдады",
                "Конкурс жарияланды",
            ],
        ),
    ],
)
def test_a_feed_tells_what_happened_newest_first(written: Path, file: str, titles: list[str]) -> None:
    entries = feedparser.parse((written / file).read_bytes()).entries
    assert [entry.title.partition(":")[0] for entry in entries] == titles


def test_an_entry_leads_to_the_page_and_says_day_region_and_sum(written: Path) -> None:
    entry = feedparser.parse((written / "ru/feeds/calls.xml").read_bytes()).entries[-1]
    assert entry.link == "https://grants.example/ru/calls/zhanaozen-2025/"
    assert entry.updated == "2025-03-05T00:00:00+05:00"
    assert entry.tags[0].term == "mangystau"
    summary = entry.summary.replace("\u00a0", " ")
    assert "22 000 000 ₸" in summary
    assert summary.endswith("Последний день подачи заявок: 1 апреля 2025 года.")
    assert entry.id == "tag:cisc.kz,2025:ru/calls/zhanaozen-2025#announced"


def test_languages_have_identifiers_of_their_own(written: Path) -> None:
    ids = [
        {entry.id for entry in feedparser.parse((written / file).read_bytes()).entries}
        for file in ("feeds/changes.xml", "ru/feeds/changes.xml")
    ]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_feed_holds_the_newest_and_no_more_than_a_hundred(real: Dataset) -> None:
    call = real.calls["zhanaozen-2025"]
    days = [datetime.date(2025, 1, 1) + datetime.timedelta(days=number) for number in range(150)]
    many = {
        f"c-{number}": call.model_copy(
            update={
                "announcement": call.announcement.model_copy(update={"date": day}) if call.announcement else None,
                "decision": None,
            }
        )
        for number, day in enumerate(days)
    }
    dataset = replace(real, calls=MappingProxyType(many), projects=MappingProxyType({}), reports=MappingProxyType({}))
    found = news(dataset, {})
    assert len(found) == 150
    assert [one.moment.date() for one in found[:2]] == days[:-3:-1]
    assert MOST == 100


@pytest.mark.parametrize("hostile", ["<b>&</b> ]]> \"'", "Ұйым; 5, «тырнақша»\\", "a" * 500, "екі\nжол"])
def test_text_of_the_records_stays_text(real: Dataset, tmp_path: Path, hostile: str) -> None:
    site = _write(_with_call(real, title=Text(kk=hostile, ru=hostile)), tmp_path)
    entry = feedparser.parse((site / "feeds/calls.xml").read_bytes(), sanitize_html=False).entries[-1]
    assert entry.title_detail.type == "text/plain"
    assert entry.title == "Конкурс жарияланды: " + " ".join(hostile.split())
    event = _events(site / "calendar/all.ics")[0]
    assert str(event["SUMMARY"]) == f"Өтінімдерді қабылдау аяқталады: {hostile}"


@pytest.mark.parametrize(
    ("intake", "starts"),
    [
        ({"closes": "2025-04-01", "closes_at": "18:30"}, [datetime.datetime(2025, 4, 1, 13, 30, tzinfo=datetime.UTC)]),
        ({"closes": "2024-02-29", "closes_at": "18:30"}, [datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)]),
        ({"closes": "2024-03-01", "closes_at": "18:30"}, [datetime.datetime(2024, 3, 1, 13, 30, tzinfo=datetime.UTC)]),
        ({"closes": "2025-04-01", "closes_at": "02:00"}, [datetime.datetime(2025, 3, 31, 21, 0, tzinfo=datetime.UTC)]),
        ({"closes": "2025-04-01"}, [datetime.date(2025, 4, 1)]),
        ({"opens": "2025-03-05", "closes": "2025-04-01"}, [datetime.date(2025, 3, 5), datetime.date(2025, 4, 1)]),
        (None, []),
    ],
    ids=[
        "the hour of today",
        "the hour before March 2024",
        "the first day of the new hour",
        "the day before in UTC",
        "no hour",
        "both ends",
        "no intake",
    ],
)
def test_a_deadline_is_at_astanas_hour(
    real: Dataset, tmp_path: Path, intake: dict[str, str] | None, starts: list[datetime.date]
) -> None:
    value = Intake.model_validate_json(json.dumps(intake)) if intake else None
    site = _write(_with_call(real, intake=value), tmp_path)
    assert [event.start for event in _events(site / "calendar/all.ics")] == starts
    assert (site / "calls/zhanaozen-2025/zhanaozen-2025.ics").exists() == bool(intake)


def test_an_event_says_what_where_who_and_leads_to_the_page(written: Path) -> None:
    (event,) = _events(written / "ru/calls/zhanaozen-2025/zhanaozen-2025.ics")
    assert event["UID"] == "zhanaozen-2025-closes@cisc.kz"
    assert event["URL"] == "https://grants.example/ru/calls/zhanaozen-2025/"
    assert event["SEQUENCE"] == 2
    assert event.DTSTAMP == CHANGED
    assert event.categories == ["Мангистауская область"]
    lines = str(event["DESCRIPTION"]).split("\n")
    assert [line.partition(":")[0] for line in lines] == [
        "Заказчик",
        "Сумма",
        "Территория",
        "Последний день подачи заявок",
    ]
    assert "VALARM" not in (written / "ru/calendar/all.ics").read_text()


def test_both_languages_mean_the_same_event(written: Path) -> None:
    events = [_events(written / root / "calendar/all.ics")[0] for root in ("", "ru")]
    assert events[0]["UID"] == events[1]["UID"]
    assert events[0].start == events[1].start
    assert events[0]["SUMMARY"] != events[1]["SUMMARY"]


def test_lines_are_folded_between_letters(written: Path) -> None:
    for path in written.rglob("*.ics"):
        raw = path.read_bytes()
        assert raw.endswith(b"END:VCALENDAR\r\n")
        for line in raw.split(b"\r\n"):
            assert len(line) <= OCTETS
            assert b"\n" not in line
            line.decode()


@pytest.mark.parametrize("text", ["", "a" * 75, "a" * 76, "ә" * 37, "ә" * 38, "₸" * 200, "x" * 74 + "ә" + "y" * 300])
def test_folding_loses_nothing(text: str) -> None:
    assert folded(text).replace("\r\n ", "") == text
    assert all(len(line.encode()) <= OCTETS for line in folded(text).split("\r\n"))


@pytest.mark.parametrize("text", ["a;b,c\\d\ne", "\\n", "a\\;", ",,;;"])
def test_escaping_is_read_back(text: str) -> None:
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\nSUMMARY:{escaped(text)}\r\nEND:VEVENT\r\n")
    assert str(event["SUMMARY"]) == text


def test_the_same_records_are_the_same_bytes(real: Dataset, tmp_path: Path) -> None:
    first, second = (_write(real, tmp_path / name) for name in ("a", "b"))
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files
    assert all((first / file).read_bytes() == (second / file).read_bytes() for file in files)


def test_a_call_without_any_day_has_no_news(real: Dataset) -> None:
    call: Call = real.calls["zhanaozen-2025"]
    bare = call.model_copy(update={"announcement": None, "decision": None})
    dataset = replace(real, calls=MappingProxyType({"zhanaozen-2025": bare}), projects=MappingProxyType({}))
    assert news(dataset, {}) == []
