"""A build of the site by the real command."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


class BuildFailed(Exception):
    """A build ended with an error; its output is the message."""


def build(site: Path, **settings: str) -> str:
    """`mkdocs build --strict` into a folder; returns what it said. Raises BuildFailed.

    settings: GRANTPAGES_ variables by the rest of their names, in small letters: `url`, `data`, `now` …
    """
    chosen = {f"GRANTPAGES_{name.upper()}": value for name, value in settings.items()}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)],
        cwd=ROOT,
        env=plain(os.environ) | QUIET | chosen,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(done.stdout)
    return done.stdout


def plain(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without the settings of this program."""
    return {name: value for name, value in environment.items() if not name.startswith("GRANTPAGES_")}
