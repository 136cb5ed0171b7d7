"""Lighthouse on a phone: six kinds of page, each the middle of three runs, over the server that packs."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from access.kinds import chosen
from access.windows import SWITCHES
from measuring.measure import Measure, Site
from measuring.tools import NPM, chromium, npm

from grantpages.problem import Message

TITLE = Message("Lighthouse, телефонда", "Lighthouse, на телефоне")
KINDS = ("home, kk", "project, kk", "call, ru", "evidence, kk", "report, ru", "search, ru")
RUNS = 3
FULL = 100
GOALS = {"accessibility": FULL, "best-practices": FULL, "seo": FULL, "performance": 95}
NAMES = {
    "accessibility": Message("Lighthouse: қолжетімділігі", "Lighthouse: доступность"),
    "best-practices": Message("Lighthouse: үздік тәжірибе", "Lighthouse: лучшие практики"),
    "seo": Message("Lighthouse: іздеу жүйелеріне дайындығы", "Lighthouse: готовность для поисковых систем"),
    "performance": Message("Lighthouse: жылдамдығы", "Lighthouse: скорость"),
}
GOAL = Message("кемінде {goal}", "не меньше {goal}")
HOW = Message(
    "lighthouse {version}, әр беттің {runs} өлшемінің ортаңғысы, gzip: {pages}",
    "lighthouse {version}, среднее из {runs} прогонов каждой страницы, gzip: {pages}",
)
BROKE = "runtimeError"


def measures(site: Site) -> Iterator[Measure]:
    """Four measures, each the lowest of the pages. Raises Unavailable."""
    program, pages = npm(site.tools, "lighthouse") / ".bin" / "lighthouse", chosen(site.root)
    scores: dict[str, dict[str, int]] = {name: {} for name in GOALS}
    for kind in KINDS:
        runs = [_scores(program, site.address + pages[kind]) for _ in range(RUNS)]
        for name, found in scores.items():
            found[kind] = round(median(run[name] for run in runs))
        told = ", ".join(f"{name} {found[kind]}" for name, found in scores.items())
        site.tell(Message(f"{kind}: {told}", f"{kind}: {told}"))
    for name, found in scores.items():
        goal, least = GOALS[name], min(found.values())
        told = "; ".join(f"{kind} {score}" for kind, score in found.items())
        how = HOW.fill(version=NPM["lighthouse"], runs=RUNS, pages=told)
        asked = str(goal) if goal == FULL else GOAL.fill(goal=goal)
        yield Measure(f"lighthouse-{name}", NAMES[name], asked, str(least), least >= goal, how)


def _scores(program: Path, address: str) -> dict[str, float]:
    """The scores of one run, out of 100. Raises RuntimeError where Lighthouse could not look at the page."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        flags = " ".join(["--headless=new", *SWITCHES, f"--user-data-dir={folder}/profile"])
        command = [program, address, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={flags}"]
        subprocess.run(
            command, env={**os.environ, "CHROME_PATH": chromium()}, check=True, capture_output=True, text=True
        )
        report = json.loads(out.read_text(encoding="utf-8"))
    if BROKE in report:
        raise RuntimeError(f"{address}: {report[BROKE]}")
    return {name: 100 * report["categories"][name]["score"] for name in GOALS}
