"""`scripts/build_report.py` as an officer runs it: what it says first, what it writes, what it never loses."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import commands
import pytest
from builtsite import REAL, REPOSITORY, SECRET, VALID
from wordfile import WordFile, dataset_of, made

from grantpages.exports import reports
from grantpages.exports.reportform import template
from grantpages.exports.reports import PLACE
from grantpages.exports.statutory import report_docx
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import catalogue

ID = "zhanaozen-2025"


def run(*arguments: object, folder: Path, language: str = "kk") -> subprocess.CompletedProcess[str]:
    """The command in a folder of its own, where it writes to build/reports."""
    script, environment = REPOSITORY / "scripts" / "build_report.py", {"PATH": "", "GRANTPAGES_LANG": language}
    return commands.run(script, *arguments, folder=folder, environment=environment)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The real records in a folder that may be changed."""
    return Path(shutil.copytree(REAL, tmp_path / "data"))


def test_without_options_both_documents_are_written(data: Path, tmp_path: Path) -> None:
    done = run(ID, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    form = reports.template_of(data)
    for language in LANGUAGES:
        written = tmp_path / "build" / "reports" / f"{ID}.{language}.docx"
        assert written.read_bytes() == report_docx(form, dataset_of(data), ID, language, private=True)
    assert sorted(path.name for path in (tmp_path / "build" / "reports").iterdir()) == [
        f"{ID}.kk.docx",
        f"{ID}.ru.docx",
    ]


SAID = {
    "kk": ("жауап берілмегені: қате – 0, ескертпе – ", "(participants-age-sum)", "Жазылды: report.docx"),
    "ru": ("Без ответа по этому отчету: ошибок – 0, примечаний – ", "(participants-age-sum)", "Записано: report.docx"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_findings_are_told_and_never_printed_into_the_document(
    data: Path, tmp_path: Path, language: Language
) -> None:
    done = run(ID, "--lang", language, "--out", "report.docx", folder=tmp_path)
    assert done.returncode == 0
    for words in SAID[language]:
        assert words in done.stdout
    text = WordFile((tmp_path / "report.docx").read_bytes()).text
    assert "10 020" not in text.replace("\u00a0", " ")
    assert "participants-age-sum" not in text


def test_an_answered_finding_is_open_no_more(data: Path, tmp_path: Path) -> None:
    before = run(ID, "--lang", "ru", folder=tmp_path).stdout
    file = data / "projects" / "zhanaozen-2025-2.yml"
    reply = (
        "replies:\n  - code: participants-age-sum\n    field: participants.ages\n"
        "    text: {kk: Қате басылған., ru: Опечатка.}\n    date: 2026-01-12\n    by: Оператор\n"
    )
    file.write_text(file.read_text(encoding="utf-8") + reply, encoding="utf-8")
    after = run(ID, "--lang", "ru", folder=tmp_path).stdout
    assert "participants-age-sum" in before
    assert "participants-age-sum" not in after


def test_strict_writes_nothing_where_the_records_have_errors(data: Path, tmp_path: Path) -> None:
    file = data / "reports" / f"{ID}.yml"
    told = file.read_text(encoding="utf-8").replace("kk: Астана 2025", "kk: Астана 2025, 8 701 234 56 78")
    file.write_text(told, encoding="utf-8")
    strict = run(ID, "--strict", folder=tmp_path)
    assert strict.returncode == 1
    assert "--strict" in strict.stderr
    assert not (tmp_path / "build").exists()
    assert run(ID, folder=tmp_path).returncode == 0


def test_a_document_changed_by_hand_is_kept_under_a_number(data: Path, tmp_path: Path) -> None:
    for edit in ("first", "second"):
        (tmp_path / "out.docx").write_text(edit)
        done = run(ID, "--lang", "ru", "--out", "out.docx", folder=tmp_path)
        assert "Прежний документ сохранен" in done.stdout
    assert [(tmp_path / f"out.{number}.docx").read_text() for number in (1, 2)] == ["first", "second"]
    again = run(ID, "--lang", "ru", "--out", "out.docx", folder=tmp_path)
    assert "Без изменений: out.docx" in again.stdout
    assert not (tmp_path / "out.3.docx").exists()


def test_a_grantees_full_address_and_telephone_come_from_the_private_folder(data: Path, tmp_path: Path) -> None:
    (data / "private").mkdir()
    (data / "private" / "zangar-event.yml").write_text(
        f"organization: zangar-event\nphones: [{SECRET}]\nemails: [fund@example.kz]\n"
        "address:\n  kk: Ақтау, 5-пәтер\n  ru: Актау, квартира 5\n",
        encoding="utf-8",
    )
    run(ID, "--lang", "ru", "--out", "own.docx", folder=tmp_path)
    text = WordFile((tmp_path / "own.docx").read_bytes()).text
    assert f"Актау, квартира 5; контактные данные: {SECRET}, fund@example.kz" in text


def test_contacts_come_from_the_private_folder_and_can_be_left_out(data: Path, tmp_path: Path) -> None:
    (data / "private").mkdir()
    (data / "private" / "bates.yml").write_text(f"organization: bates\nphones: [{SECRET}]\n", encoding="utf-8")
    told = run(ID, "--lang", "kk", "--out", "own.docx", folder=tmp_path)
    assert "байланыс деректері бар" in told.stdout
    own = WordFile((tmp_path / "own.docx").read_bytes())
    assert [row[5] for row in own.tables[2][1:]] == ["–", SECRET, catalogue("kk").say("form.contacts-kept")]
    run(ID, "--lang", "kk", "--out", "public.docx", "--without-contacts", folder=tmp_path)
    assert SECRET not in WordFile((tmp_path / "public.docx").read_bytes()).text


REFUSALS = {
    "no report named": ((), 2, "zhanaozen-2025"),
    "an unknown report": (("nowhere-2025",), 2, "zhanaozen-2025"),
    "a way out of the folder": (("../../etc",), 2, "zhanaozen-2025"),
    "an unknown option": ((ID, "--fast"), 2, "--fast"),
    "another language": ((ID, "--lang", "en"), 2, "en"),
    "one file for two languages": ((ID, "--out", "x.docx"), 2, "--lang"),
    "an option without its value": ((ID, "--lang"), 2, "--lang"),
    "no folder": ((ID, "--data", "nowhere"), 2, "nowhere"),
    "no template": ((ID, "--template", "nowhere.docx"), 2, "nowhere.docx"),
    "a template that is none": ((ID, "--template", "data/operator.yml"), 2, "DOCX"),
    "a folder instead of a file": ((ID, "--lang", "ru", "--out", "data"), 2, "data/report.docx"),
    "a place that is no folder": ((ID, "--lang", "ru", "--out", "data/operator.yml/x.docx"), 2, "operator.yml"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("arguments", "code", "found"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    data: Path, tmp_path: Path, language: str, arguments: tuple[str, ...], code: int, found: str
) -> None:
    done = run(*arguments, folder=tmp_path, language=language)
    assert done.returncode == code
    assert found in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.rglob("*.docx")) == [data / PLACE]


def test_records_that_cannot_be_read_are_not_reported(data: Path, tmp_path: Path) -> None:
    (data / "operator.yml").write_text("name: x\n", encoding="utf-8")
    done = run(ID, folder=tmp_path)
    assert done.returncode == 1
    assert "make check" in done.stderr


@pytest.mark.parametrize(("language", "word"), [("kk", "аяқталу коды"), ("ru", "код завершения")])
def test_help_is_in_the_readers_language(tmp_path: Path, language: str, word: str) -> None:
    done = run("--help", "--lang", language, folder=tmp_path)
    assert done.returncode == 0
    assert word in done.stdout


def test_the_forms_own_template_is_written_on_request(tmp_path: Path) -> None:
    done = run("--new-template", "report.docx", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "report.docx").read_bytes() == template()


def test_a_folder_without_a_template_gets_the_forms_own(tmp_path: Path) -> None:
    dataset = dataset_of(VALID)
    id = next(iter(dataset.reports))
    done = run(id, "--data", VALID, folder=tmp_path)
    assert done.returncode == 0
    document = WordFile((tmp_path / "build" / "reports" / f"{id}.ru.docx").read_bytes())
    assert document.data == made(dataset, id, "ru").data
    unsaid = {int(number) for number in range(1, 14)} - {int(number) for number in dataset.reports[id].sections}
    assert unsaid, "a report whose record leaves points without words"
    assert catalogue("ru").say("form.see-app2") in document.text


def test_the_site_offers_documents_without_contacts(data: Path, tmp_path: Path) -> None:
    (data / "private").mkdir()
    (data / "private" / "bates.yml").write_text(f"organization: bates\nphones: [{SECRET}]\n", encoding="utf-8")
    sizes = reports.Documents(dataset_of(data), data).write(ID, tmp_path / "site")
    for language in LANGUAGES:
        file = tmp_path / "site" / "reports" / ID / f"{ID}.{language}.docx"
        assert file.stat().st_size == sizes[language]
        assert SECRET not in WordFile(file.read_bytes()).text


def test_the_site_offers_the_newest_of_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "KEPT", 2)
    dataset = dataset_of(REAL)
    years = {
        f"report-{year}": dataset.reports[ID].model_copy(update={"year": year}) for year in (2023, 2026, 2024, 2025)
    }
    documents = reports.Documents(replace(dataset, reports=MappingProxyType(years)), REAL)
    sizes = [(id, language) for id in years for language in documents.write(id, tmp_path)]
    assert sorted(sizes) == [(id, language) for id in ("report-2025", "report-2026") for language in LANGUAGES]
    assert sorted(path.name for path in tmp_path.rglob("*.docx")) == sorted(f"{id}.{one}.docx" for id, one in sizes)
