"""The comparison of search engines: how its tables are written and what the command says; no engine is run here."""

import subprocess
import sys
from pathlib import Path

import pytest
from builtsite import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "compare_search.py"
sys.path += [str(SCRIPT.parent)]

from marked import COMPARE  # noqa: E402
from searching import words  # noqa: E402
from searching.engines import LUNR, OURS, PAGEFIND  # noqa: E402
from searching.measuring import Cost, Quality  # noqa: E402
from searching.page import Costs, Qualities, report  # noqa: E402

from grantpages.problem import LANGUAGES, Language, Message  # noqa: E402

NAMES = (LUNR, PAGEFIND, OURS)
QUALITIES: Qualities = {
    (name, language): {
        "exact": Quality(75, 0.954, 0.917),
        "latin": Quality(107, 0.0, None),
        "all": Quality(182, 0.2249, 0.96),
    }
    for name in NAMES
    for language in LANGUAGES
}
COSTS: Costs = {(name, language): Cost(0.15, 218_400, 2.06, 3.0) for name in NAMES for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_show_every_engine_and_class(language: Language) -> None:
    text = report("2026-11-24", "машина", QUALITIES, COSTS, 38, language)
    lines = text.split("\n")
    exact, latin, every = (getattr(words.KINDS[kind], language) for kind in ("exact", "latin", "all"))
    assert lines.count(f"| {exact} | 75 | 0.95 / 0.92 | 0.95 / 0.92 | 0.95 / 0.92 |") == 2
    assert lines.count(f"| {latin} | 107 | 0.00 / – | 0.00 / – | 0.00 / – |") == 2
    assert lines.count(f"| {every} | 182 | 0.22 / 0.96 | 0.22 / 0.96 | 0.22 / 0.96 |") == 2
    assert lines.count("| Pagefind | 38 | 0.1 | 218 | 2.1 | 3.0 |") == 2
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {getattr(words.TEXTS[of], language)}" for of in LANGUAGES
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_a_table_of_all_three(language: Language) -> None:
    page = (REPOSITORY / "docs" / f"search-engines.{language}.md").read_text(encoding="utf-8")
    table = page.partition(COMPARE[0])[2].partition(COMPARE[1])[0]
    assert table.count("\n| grantpages |") == len(LANGUAGES)
    assert table.count(f"{LUNR} | {PAGEFIND} | {OURS} |") == len(LANGUAGES)


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", **environment},
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_explains_itself_in_both_languages(language: Language) -> None:
    done = _run("--lang", language, "--help")
    assert done.returncode == 0
    for message in (words.PROJECTS, words.WRITE, words.LANG):
        assert getattr(message, language).split()[0] in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_browser_nothing_is_compared(tmp_path: Path, language: Language) -> None:
    done = _run(GRANTPAGES_LANG=language, HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == getattr(words.NO_BROWSER, language)


def test_every_text_is_said_in_both_languages() -> None:
    said = [value for value in vars(words).values() if isinstance(value, Message)]
    said += [*words.TEXTS.values(), *words.KINDS.values()]
    assert len(said) > 15
    assert [message for message in said if not message.kk or not message.ru or message.kk == message.ru] == []
