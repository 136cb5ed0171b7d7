"""Builds of the same records in other surroundings, each of which must give the same bytes."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grantpages.problem import Message
from measuring.building import QUIET, ROOT, BuildFailed, plain

SOURCES = ("data", "docs", "grantpages", "hooks", "mkdocs.yml", ".git")
"""What a site is built from."""
SPREAD = (
    "import sys, grantpages.site.publish as publish; publish.SPREAD_FROM = 0; "
    "from mkdocs.__main__ import cli; sys.argv[0] = 'mkdocs'; cli()"
)
"""The command with two processes for any number of records."""
_TITLE = re.compile(r'^(title:\n  kk: "?)(\w)', re.MULTILINE)
OLD = 1_000_000_000  # seconds; 2001
AHEAD = "+40d"


@dataclass
class Surroundings:
    """Where and how one build runs, and what it said.

    root: the copy of the sources. before: a command that runs the command. options: Python's. program: what it runs.
    """

    folder: Path
    root: Path
    cwd: Path
    environment: dict[str, str]
    before: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    program: list[str] = field(default_factory=lambda: ["-m", "mkdocs"])
    umask: int = 0o022
    said: str = ""


Perturb = Callable[[Surroundings], None]


def surroundings(folder: Path, address: str) -> Surroundings:
    """The sources in a folder of their own, built as a person builds them, for an address."""
    root = folder / "sources"
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"), symlinks=True)
        elif (ROOT / name).is_file():
            shutil.copy2(ROOT / name, root / name)
    given = {"GRANTPAGES_URL": address, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return Surroundings(folder, root, root, plain(os.environ) | QUIET | given)


def build_in(place: Surroundings) -> Path:
    """Build the site; returns its folder. Raises BuildFailed."""
    site = place.folder / "site"
    command = [*place.before, sys.executable, *place.options, *place.program, "build", "--strict"]
    done = subprocess.run(
        [*command, "-f", str(place.root / "mkdocs.yml"), "-d", str(site)],
        cwd=place.cwd,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        umask=place.umask,
    )
    place.said = done.stdout
    if done.returncode:
        raise BuildFailed(done.stdout)
    return site


def digests(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a folder, by its path."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(site).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def different(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The files that are not alike, or not in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _set(**values: str) -> Perturb:
    return lambda place: place.environment.update(values)


def _nobodys_home(place: Surroundings) -> None:
    home = place.folder / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[log]\n\tdate = relative\n\tshowSignature = true\n\tdecorate = full\n[core]\n\tquotepath = true\n"
        "[diff]\n\trenames = copies\n\tnoprefix = true\n[color]\n\tui = always\n",
        encoding="utf-8",
    )
    place.environment["HOME"] = str(home)


def _elsewhere(place: Surroundings) -> None:
    place.cwd = place.folder / "elsewhere"
    place.cwd.mkdir()


def _deep(place: Surroundings) -> None:
    root = place.folder / "басқа жол" / ("ұзын" * 8)
    root.parent.mkdir()
    place.root = place.root.rename(root)
    place.environment["PYTHONPATH"] = str(root)
    place.cwd = root


def _reversed(place: Surroundings) -> None:
    """Every folder made anew, its files in the contrary order."""
    for name in ("data", "docs", "hooks", "grantpages"):
        old, new = place.root / name, place.root / f"{name}.new"
        for path in sorted(old.rglob("*"), reverse=True):
            if path.is_file():
                (new / path.relative_to(old)).parent.mkdir(parents=True, exist_ok=True)
                path.rename(new / path.relative_to(old))
        shutil.rmtree(old)
        new.rename(old)


def _aged(place: Surroundings) -> None:
    for path in place.root.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (OLD, OLD))


def _private(place: Surroundings) -> None:
    place.umask = 0o077
    for name in ("data", "docs"):
        for path in (place.root / name).rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)


def _optimised(place: Surroundings) -> None:
    place.options = ["-O"]


def _spread(place: Surroundings) -> None:
    place.program = ["-c", SPREAD]


def _one_core(place: Surroundings) -> None:
    if taskset := shutil.which("taskset"):
        place.before = [taskset, "-c", str(min(os.sched_getaffinity(0))), *place.before]


def _another_day(place: Surroundings) -> None:
    """Every clock of the process is ahead, and with it the day the build works for."""
    place.before = [*place.before, "faketime", "-f", AHEAD]


def _over_another(place: Surroundings) -> None:
    """A site stands there in which one project is named otherwise, and what its build kept lies there, too."""
    path = next((place.root / "data" / "projects").glob("[!_]*.yml"))
    text = path.read_text(encoding="utf-8")
    other = _TITLE.sub(r"\1Өзге \2", text, count=1)
    if other == text:
        raise ValueError(path)
    path.write_text(other, encoding="utf-8")
    build_in(place)
    path.write_text(text, encoding="utf-8")
    (place.folder / "site" / "left-over.html").write_text("of an older site", encoding="utf-8")


def _cloned(place: Surroundings) -> None:
    """The history as a clone has it: packed anew."""
    made = place.folder / "clone.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(place.root / ".git"), str(made)], check=True)
    subprocess.run(["git", "-C", str(made), "config", "core.bare", "false"], check=True)
    index = (place.root / ".git" / "index").read_bytes()
    shutil.rmtree(place.root / ".git")
    made.rename(place.root / ".git")
    (place.root / ".git" / "index").write_bytes(index)


PERTURBATIONS: Mapping[str, tuple[Message, tuple[Perturb, ...]]] = {
    "zone": (Message("басқа уақыт белдеуі", "другой часовой пояс"), (_set(TZ="America/New_York"),)),
    "locale": (Message("басқа локаль", "другая локаль"), (_set(LC_ALL="C", LANG="C"),)),
    "seed": (Message("Python хешінің басқа бастауы", "другое начало хешей Python"), (_set(PYTHONHASHSEED="777"),)),
    "home": (Message("басқа HOME, git-тің басқа баптауы", "другой HOME и настройки git"), (_nobodys_home,)),
    "cwd": (Message("басқа жұмыс қалтасы", "другая текущая папка"), (_elsewhere,)),
    "path": (Message("бастапқы файлдардың басқа жолы", "другой путь к исходным файлам"), (_deep,)),
    "order": (Message("файлдардың басқа реті", "другой порядок файлов"), (_reversed,)),
    "times": (Message("файлдардың басқа күні", "другие даты файлов"), (_aged,)),
    "modes": (Message("басқа umask пен рұқсаттар", "другие umask и права"), (_private,)),
    "optimised": (Message("python -O", "python -O"), (_optimised,)),
    "processes": (Message("екі процесс", "два процесса"), (_spread,)),
    "cores": (Message("процессордың бір ядросы", "одно ядро процессора"), (_one_core,)),
    "day": (Message("басқа күн: сағат 40 күн алда", "другой день: часы на 40 дней впереди"), (_another_day,)),
    "again": (Message("өзгерген деректердің сайты үстінен", "поверх сайта измененных данных"), (_over_another,)),
    "clone": (Message("репозиторийдің көшірмесі", "клон репозитория"), (_cloned,)),
}
"""By name: what is otherwise, and how it is made so."""


def perturb(place: Surroundings, names: Iterable[str]) -> None:
    """Make some things otherwise, in the order of the table."""
    wanted = set(names)
    for name, (_, steps) in PERTURBATIONS.items():
        if name in wanted:
            for step in steps:
                step(place)
