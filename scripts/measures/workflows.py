"""The workflows of the repository, audited by zizmor without the network."""

import importlib.metadata
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from marked import ROOT
from measuring.measure import Measure, Site

from grantpages.problem import Message

WORKFLOWS = ROOT / ".github" / "workflows"
TITLE = Message("GitHub жұмыс үдерістерінің қауіпсіздігі", "Безопасность рабочих процессов GitHub")
NAME = Message("GitHub жұмыс үдерістеріндегі осал жер", "Уязвимые места в рабочих процессах GitHub")
HOW = Message("zizmor {version}, файл: {files}", "zizmor {version}, файлов: {files}")


def measures(site: Site) -> Iterator[Measure]:
    """How many findings there are, of any severity."""
    program = Path(sys.executable).parent / "zizmor"
    command = [program, "--offline", "--no-progress", "--format", "json", "--persona", "auditor", WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    files = len(list(WORKFLOWS.glob("*.yml")))
    how = HOW.fill(version=importlib.metadata.version("zizmor"), files=files)
    yield Measure("workflows", NAME, "0", str(len(found)), not found and files > 0, how)
