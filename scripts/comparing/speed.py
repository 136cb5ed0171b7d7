"""Two thousand links on twenty hosts, each tool's own pauses switched off; then our pauses alone."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from comparing import sites
from comparing.peers import Peer
from comparing.running import Measured, measure

ROOT = Path(__file__).parent.parent.parent
HOSTS, PAGES, LATENCY = 20, 100, 0.02
ROUNDS = 5
JOBS = 40
PAUSE, POSTS = 1.0, 61
"""Seconds between the links of one social network, and how many: sixty pauses lie between them."""
POST = "/p/DGzq05tNP"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Speed:
    """runs: by tool, its rounds. polite: seconds for POSTS links of one network. missing: tool → why it is."""

    runs: dict[str, list[Measured]]
    polite: float
    missing: dict[str, str]

    def of(self, tool: str, figure: str) -> float:
        """The median of a figure of `Measured`."""
        return float(median(getattr(run, figure) for run in self.runs[tool]))

    @property
    def overhead(self) -> float:
        """How much more than the pauses alone the polite run took; 0.05 is five per cent."""
        return self.polite / (PAUSE * (POSTS - 1)) - 1


class Failed(Exception):
    """A tool did not do what it was measured for; its output is the message."""


def measure_speed(peers: Sequence[Peer], folder: Path, tell: Callable[[str], None]) -> Speed:
    """All tools in turn, round after round: what else the machine does meets them alike. Raises Failed."""
    with serving(LATENCY) as (index, servers):
        ours = _command(folder / "many", servers, sorted(servers), 0.0)
        commands = {"grantpages": ours} | {peer.name: _unpaused(peer, folder, index) for peer in peers if peer.version}
        runs: dict[str, list[Measured]] = {name: [] for name in commands}
        for number in range(1, ROUNDS + 1):
            for name, command in commands.items():
                tell(f"{name} {number}/{ROUNDS}")
                runs[name].append(_whole(name, measure(command)))
            _check(folder / "many", HOSTS * PAGES)
    with serving(0.0) as (_, servers):
        tell(f"grantpages, {POSTS} × {PAUSE} s")
        posts = {"www.instagram.com": next(iter(servers.values()))}
        polite = _whole("polite", measure(_command(folder / "polite", posts, ["www.instagram.com"], PAUSE)))
        _check(folder / "polite", POSTS)
    return Speed(runs, polite.wall, {peer.name: peer.why for peer in peers if not peer.version})


@contextmanager
def serving(latency: float) -> Iterator[tuple[str, dict[str, str]]]:
    """The page with all links, and host → server."""
    command = [sys.executable, sites.__file__, str(HOSTS), str(PAGES), str(latency)]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdin is not None
    assert started.stdout is not None
    try:
        said = json.loads(started.stdout.readline())
        ports = enumerate(said["hosts"], 1)
        servers = {f"site{number}.example.kz": f"http://127.0.0.1:{port}" for number, port in ports}
        yield f"http://127.0.0.1:{said['index']}/", servers
    finally:
        started.stdin.close()
        started.wait()


def _command(folder: Path, servers: dict[str, str], hosts: Sequence[str], pause: float) -> list[str]:
    """Our command on records that cite every page of these hosts."""
    shutil.copytree(ROOT / "tests" / "data" / "valid", folder / "data", ignore=shutil.ignore_patterns("evidence"))
    (folder / "map.json").write_text(json.dumps(servers), encoding="utf-8")
    record = next(iter(sorted((folder / "data" / "projects").glob("[!_]*.yml"))))
    record.write_text(record.read_text(encoding="utf-8") + cited(hosts), encoding="utf-8")
    only = ["--only", POST if pause else "/news/"]
    places = ["--data", folder / "data", "--ledger", folder / "ledger.jsonl", "--base-url-map", folder / "map.json"]
    script = [sys.executable, ROOT / "scripts" / "check_links.py"]
    return [str(part) for part in (*script, *places, *only, "--no-canaries", "--pause", pause, "--jobs", JOBS)]


def cited(hosts: Sequence[str]) -> str:
    """The tasks of a project's record: one activity for each host, in the style in which the commands write records."""
    lines = ["tasks:", "  - title:", *_title("      "), "    activities:"]
    for host in hosts:
        lines += ["      - title:", *_title("          "), "        evidence:"]
        lines += [f"          - url: https://{host}{path}" for path in _cited_paths(host)]
    return "\n".join(lines) + "\n"


def _title(margin: str) -> list[str]:
    return [f"{margin}{language}: Семинар" for language in ("kk", "ru")]


def _cited_paths(host: str) -> list[str]:
    if "instagram" in host:
        return [f"{POST}{ALPHABET[number // 64]}{ALPHABET[number % 64]}/" for number in range(POSTS)]
    return sites.paths(PAGES)


def _unpaused(peer: Peer, folder: Path, index: str) -> list[str]:
    """A peer as fast as it lets itself be made."""
    if peer.name == "lychee":
        return [*peer.fast, "--host-request-interval", "0ms", "--host-concurrency", "100", index]
    if peer.name == "linkchecker":
        rules = folder / "linkcheckerrc-fast"
        rules.write_text("[checking]\nthreads=100\nmaxrequestspersecond=10000\n", encoding="utf-8")
        return [*peer.fast, "-f", str(rules), index]
    return [*peer.fast, index]


def _whole(name: str, run: Measured) -> Measured:
    """The run, where it found every link to be fine: so it is of all of them."""
    if run.code:
        raise Failed(f"{name}: {run.code}\n{run.output[-2000:]}")
    return run


def _check(folder: Path, links: int) -> None:
    """Our own run counts only where it saw each link to be alive; the next one knows nothing of it."""
    ledger = folder / "ledger.jsonl"
    found = ledger.read_text(encoding="utf-8").count('"state": "alive"')
    ledger.unlink()
    if found != links:
        raise Failed(f"grantpages: {found} / {links}")
