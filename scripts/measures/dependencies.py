"""The packages this program is made of: known vulnerabilities, hashes of the lock file, licences."""

import importlib.metadata
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marked import ROOT
from measuring.measure import Measure, Site
from measuring.tools import PYPI, last_line, pypi
from supply.licences import licence_of
from supply.locked import Locked, locked

from grantpages.problem import Message

LOCK = ROOT / "requirements.lock"
SERVICES = ("pypi", "osv")
"""Where pip-audit asks for what is known, the first that knows every package counts."""
TITLE = Message("Тәуелділіктер", "Зависимости")
VULNERABLE = Message("Осал жері белгілі пакет", "Пакеты с известными уязвимостями")
AUDITED = Message(
    "pip-audit {version}, {service} дерекқоры, пакет: {count}", "pip-audit {version}, база {service}, пакетов: {count}"
)
UNKNOWN = Message(
    "pip-audit {version}: дерекқордан сұрау мүмкін болмады ({why}); репозиторийге әр өзгеріс енген сайын GitHub-та "
    "сұралады (.github/workflows/check.yml)",
    "pip-audit {version}: базу спросить не удалось ({why}); при каждом изменении репозитория ее спрашивают на GitHub "
    "(.github/workflows/check.yml)",
)
SKIPPED = Message("{service}: {count} пакетті білмейді", "{service}: не знает пакетов: {count}")
HASHED = Message("Хеші жазылған пакет", "Пакеты с записанными хешами")
LICENSED = Message("Лицензиясы аталған пакет", "Пакеты с названной лицензией")
FROM_LOCK = Message("requirements.lock, пакет: {count}", "requirements.lock, пакетов: {count}")
LISTED = Message("тізімі DEPENDENCIES.md файлында", "список – в DEPENDENCIES.md")


def measures(site: Site) -> Iterator[Measure]:
    """Three measures of every locked package. Raises Unavailable."""
    packages = locked(LOCK.read_text(encoding="utf-8"))
    hashed = sum(any(each.startswith("sha256:") for each in package.hashes) for package in packages)
    yield _all("lock-hashes", HASHED, hashed, len(packages), FROM_LOCK.fill(count=len(packages)))
    here = [package for package in packages if package.here]
    licensed = sum(bool(licence_of(importlib.metadata.metadata(package.name))) for package in here)
    yield _all("licences", LICENSED, licensed, len(here), LISTED)
    yield _vulnerable(pypi(site.tools, "pip-audit") / "pip-audit", here)


def _all(code: str, name: Message, reached: int, count: int, how: Message) -> Measure:
    return Measure(code, name, str(count), str(reached), reached == count > 0, how)


def _vulnerable(program: Path, packages: list[Locked]) -> Measure:
    version, whys = PYPI["pip-audit"], []
    for service in SERVICES:
        found, why = _asked(program, service)
        known = [each for each in found if "vulns" in each]
        if found and len(known) == len(found):
            holes = sum(len(each["vulns"]) for each in known)
            how = AUDITED.fill(version=version, service=service, count=len(known))
            return Measure("vulnerabilities", VULNERABLE, "0", str(holes), holes == 0, how)
        whys.append(SKIPPED.fill(service=service, count=len(found) - len(known)) if found else Message(why, why))
    every = Message(*("; ".join(parts) for parts in zip(*whys, strict=True)))
    return Measure("vulnerabilities", VULNERABLE, "0", "–", None, UNKNOWN.fill(version=version, why=every))


def _asked(program: Path, service: str) -> tuple[list[dict[str, Any]], str]:
    """What a service says of each package, and why it says nothing where it does."""
    command = [program, "--require-hashes", "--disable-pip", "-r", LOCK, "--vulnerability-service", service]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--format", "json"], capture_output=True, text=True, check=False
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
        return found, ""
    except ValueError:
        return [], f"{service}: {last_line(done.stderr).partition('(')[0]}"
