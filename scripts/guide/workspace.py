"""A place where the guide's commands do no harm: this repository's programs, a small data folder, a git of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ("Makefile", "docs", "grantpages", "hooks", "mkdocs.yml", "pyproject.toml", "requirements.lock", "scripts")
OFFICIAL = ("spheres.yml", "grant-types.yml", "regions.yml", "holidays.yml", "templates")
"""What an operator does not invent, and the example neither."""
APART = ("GRANTPAGES_", "GIT_", "MAKE", "ARGS", "REPORT", "MFLAGS")
"""Variables whose names begin so would speak to the commands of the pages; `make` hands its own on."""
NOW = "2026-02-26T09:00"
"""The minute at which the pages are tried, in Astana."""


def lay_out(folder: Path, records: Path) -> dict[str, str]:
    """Fill an empty folder; `records` are copied into its data. Returns the environment of its commands."""
    for name in SHARED:
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(records, folder / "data")
    for name in OFFICIAL:
        official = ROOT / "data" / name
        (shutil.copytree if official.is_dir() else shutil.copy)(official, folder / "data" / name)
    _tools(folder / ".venv")
    environment = _environment(folder)
    _versions(folder, environment)
    return environment


def _tools(folder: Path) -> None:
    """The programs that run this one, so that `make` has nothing to install."""
    folder.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(Path(sys.prefix) / name)
    (folder / ".ready").touch()


def _environment(folder: Path) -> dict[str, str]:
    home = folder / ".home"
    home.mkdir()
    (home / ".bashrc").touch()
    ours = {name: value for name, value in os.environ.items() if not name.startswith(APART)}
    return ours | {
        "HOME": str(home),
        "BASH_ENV": str(home / ".bashrc"),
        "GRANTPAGES_NOW": NOW,
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_PAGER": "cat",
    }


def _versions(folder: Path, environment: Mapping[str, str]) -> None:
    """A repository of the data with another that it is pushed to."""
    (folder / ".gitignore").write_text("/*\n!/data/\n!/.gitignore\n", encoding="utf-8")
    for command in (
        "init --quiet --initial-branch main",
        "config --global user.name Officer",
        "config --global user.email officer@operator.example",
        "add .",
        "commit --quiet -m Begin",
        "init --quiet --bare --initial-branch main .remote",
        "remote add origin .remote",
        "push --quiet --set-upstream origin main",
    ):
        subprocess.run(["git", *command.split()], cwd=folder, env=environment, check=True, capture_output=True)
