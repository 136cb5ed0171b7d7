"""Every page of the site as two checkers of HTML see it: the Nu checker of the W3C and html-validate."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from access.kinds import addresses
from measuring.measure import Measure, Site, Unavailable
from measuring.tools import ABSENT, NPM, npm

from grantpages.problem import Message

TITLE = Message("HTML дұрыстығы", "Правильность HTML")
ERRORS = Message("vnu тапқан HTML қатесі", "Ошибки HTML по vnu")
WARNINGS = Message("vnu ескертуі", "Предупреждения vnu")
SECOND = Message("html-validate тапқан қате", "Ошибки по html-validate")
HOW = Message("{name} {version}, бет: {pages}, сайттың бәрі", "{name} {version}, страниц: {pages}, весь сайт")
OF_FILES = "violates Content Security Policy"
"""vnu reads files, of which no policy lets one load another; whether a policy holds a browser says."""
STANDARD = {"root": True, "extends": ["html-validate:standard"]}


def measures(site: Site) -> Iterator[Measure]:
    """Errors and warnings of the one, errors of the other. Raises Unavailable."""
    pages = len(addresses(site.root))
    told = [one for one in _vnu(site) if OF_FILES not in one["message"]]
    errors = [one for one in told if one["type"] != "info"]
    how = HOW.fill(name="vnu", version=NPM["vnu-jar"], pages=pages)
    for code, name, found in (
        ("vnu-errors", ERRORS, errors),
        ("vnu-warnings", WARNINGS, [one for one in told if one["type"] == "info"]),
    ):
        for one in found[:20]:
            _tell(site, f"{one['url'].partition(str(site.root))[2]}:{one.get('lastLine')}: {one['message']}")
        yield Measure(code, name, "0", str(len(found)), not found and pages > 0, how)
    second = list(_html_validate(site))
    for line in second[:20]:
        _tell(site, line)
    how = HOW.fill(name="html-validate", version=NPM["html-validate"], pages=pages)
    yield Measure("html-validate", SECOND, "0", str(len(second)), not second and pages > 0, how)


def _tell(site: Site, line: str) -> None:
    site.tell(Message(line, line))


def _vnu(site: Site) -> list[dict[str, Any]]:
    jar = npm(site.tools, "vnu-jar") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None:
        raise Unavailable(ABSENT.fill(tool="vnu", why="java (apt-get install default-jre-headless)"))
    command = [java, "-jar", jar, "--format", "json", "--skip-non-html", site.root]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


def _html_validate(site: Site) -> Iterator[str]:
    program = npm(site.tools, "html-validate") / ".bin" / "html-validate"
    with tempfile.TemporaryDirectory() as name:
        config, out = Path(name) / "config.json", Path(name) / "out.json"
        config.write_text(json.dumps(STANDARD), encoding="utf-8")
        with out.open("w", encoding="utf-8") as file:  # through a pipe its answer is cut at 64 KiB
            command = [program, "--config", config, "--formatter", "json", "**/*.html"]
            subprocess.run(command, cwd=site.root, stdout=file, check=False)
        for page in json.loads(out.read_text(encoding="utf-8")):
            for one in page["messages"]:
                yield f"{Path(page['filePath']).relative_to(site.root)}:{one['line']}: {one['message']}"
