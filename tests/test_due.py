"""What the timer asks before it builds: did a record come to its hour that is not on the site yet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from builtsite import REPOSITORY, VALID

from grantpages.site.sitemap import write_sitemap

SCRIPT = REPOSITORY / "scripts" / "due.py"
WORKFLOWS = REPOSITORY / ".github" / "workflows"
EARLIER, BEFORE, AFTER, LATER = (
    "2026-03-05T09:30:00", "2026-03-05T09:59:59", "2026-03-05T10:00:01", "2026-03-09T10:00:00",
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The valid folder with a call at ten and a report the day after."""
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    for name, hour in (("calls/aqtas-2024.yml", "2026-03-05 10:00"), ("reports/aqtas-2025.yml", "2026-03-06 18:30")):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"publish_at: {hour}\n")
    return folder


def _run(data: Path, now: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(data), *arguments],
        cwd=REPOSITORY,
        env=clean | {"GRANTPAGES_NOW": now},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _sitemap(folder: Path, *addresses: str) -> str:
    write_sitemap(folder, "https://grants.example/open/", addresses, {"calls/aqtas-2024/": "2026-03-05T10:00:00+05:00"})
    return str(folder / "sitemap.xml")


OLD = ("", "calls/", "calls/aqtas-2025/", "organizations/meirim/")
NEW = (*OLD, "calls/aqtas-2024/", "projects/aqtas-2024-1/")
NEXT, LAST = "2026-03-05T10:00:00+05:00", "2026-03-06T18:30:00+05:00"
# (when, what is published, whether something is due, the next hour)
LOOKS = [
    (EARLIER, OLD, "false", NEXT),
    (BEFORE, OLD, "false", NEXT),
    (AFTER, OLD, "true", LAST),
    (AFTER, NEW, "false", LAST),
    (AFTER, NEW[:-1], "true", LAST),  # the project that waited with its call
    ("2026-03-06T18:30:00", NEW, "true", ""),
    (LATER, OLD, "false", ""),  # not built in days: no timer helps
]


@pytest.mark.parametrize(("now", "published", "due", "following"), LOOKS)
def test_the_timer_builds_only_what_fell_and_is_not_there(
    data: Path, tmp_path: Path, now: str, published: tuple[str, ...], due: str, following: str
) -> None:
    done = _run(data, now, "--sitemap", _sitemap(tmp_path, *published), "--format", "github")
    assert (done.returncode, done.stdout) == (0, f"due={due}\nnext={following}\n"), done.stderr


def test_without_a_sitemap_nothing_counts_as_published(data: Path) -> None:
    assert "due=true" in _run(data, AFTER, "--sitemap", "nowhere.xml", "--format", "github").stdout
    assert "due=false" in _run(data, EARLIER, "--format", "github").stdout


@pytest.mark.parametrize(
    ("language", "now", "lines"),
    [
        ("kk", AFTER, ["Уақыты келген, сайтта әлі жоқ жазба:", "  calls/aqtas-2024", "  projects/aqtas-2024-1", "Келесісі шығатын уақыт: 2026 жылғы 6 наурыз, 18:30 (Астана)."]),
        ("ru", AFTER, ["Час настал, а на сайте еще нет:", "  calls/aqtas-2024", "  projects/aqtas-2024-1", "Ближайшая выходит: 6 марта 2026 года, 18:30 (Астана)."]),
        ("kk", LATER, ["Уақыты келген жаңа жазба жоқ."]),
        ("ru", LATER, ["Новых записей, чей час настал, нет."]),
    ],
)  # fmt: skip
def test_a_person_is_told_in_words(data: Path, language: str, now: str, lines: list[str]) -> None:
    assert _run(data, now, "--lang", language).stdout.splitlines() == lines


@pytest.mark.parametrize(("language", "said"), [("kk", "Уақыты келген"), ("ru", "Называет записи")])
def test_the_help_speaks_both_languages(data: Path, language: str, said: str) -> None:
    assert said in _run(data, AFTER, "--lang", language, "--help").stdout


def test_what_cannot_be_looked_at_is_said(data: Path, tmp_path: Path) -> None:
    assert _run(tmp_path / "nowhere", AFTER).returncode == 2
    assert _run(data, "soon", "--lang", "ru").returncode == 2
    (data / "operator.yml").unlink()
    done = _run(data, AFTER, "--lang", "ru")
    assert (done.returncode, done.stdout) == (1, "")
    assert "operator.yml" in done.stderr


# the workflows, as far as no runner is needed


def test_the_timer_asks_this_command_and_starts_the_workflow_that_publishes() -> None:
    workflow = yaml.safe_load((WORKFLOWS / "due.yml").read_text(encoding="utf-8"))
    look, publish = workflow["jobs"]["look"], workflow["jobs"]["publish"]
    assert any(
        "scripts/due.py --sitemap build/sitemap.xml --format github" in step.get("run", "") for step in look["steps"]
    )
    assert publish["steps"][-1]["run"] == 'gh workflow run publish.yml --ref "$BRANCH"'
    assert "workflow_dispatch" in (WORKFLOWS / "publish.yml").read_text(encoding="utf-8")


def test_the_site_is_built_with_the_whole_history() -> None:
    """A checkout of one commit would leave every record without its versions."""
    workflow = yaml.safe_load((WORKFLOWS / "publish.yml").read_text(encoding="utf-8"))
    checkout = next(step for step in workflow["jobs"]["build"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["fetch-depth"] == 0


def test_the_timer_looks_at_every_hour() -> None:
    """A record may be given any hour, midnight too."""
    workflow = yaml.safe_load((WORKFLOWS / "due.yml").read_text(encoding="utf-8"))
    minutes, *rest = workflow[True]["schedule"][0]["cron"].split()  # YAML 1.1 reads `on` as true
    assert rest == ["*"] * 4
    gaps = [int(minute) for minute in minutes.split(",")]
    assert {later - earlier for earlier, later in zip(gaps, gaps[1:], strict=False)} == {15}
