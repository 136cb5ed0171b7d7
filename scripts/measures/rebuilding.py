"""The site built over the last one, after rows of edits at random: the same as one built from nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

from marked import ROOT
from measuring.measure import Measure, Site

from grantpages.problem import Message

TITLE = Message("Қайта құру", "Повторная сборка")
ROWS = 100
TEST = "tests/test_warm.py"
NAME = Message(
    "Кездейсоқ түзетулер тізбегі, әр түзетуден кейін қайта құрылған сайт басынан құрылғанмен бірдей",
    "Случайные цепочки правок, после каждой из которых достроенный сайт равен собранному с начала",
)
TELL = Message("  {rows} тізбек, бірнеше минут", "  цепочек: {rows}, несколько минут")


def measures(site: Site) -> Iterator[Measure]:
    """How many of a hundred rows end as they must."""
    site.tell(TELL.fill(rows=ROWS))
    command = [sys.executable, "-m", "pytest", "-q", TEST, "-k", "any_row"]
    environment = os.environ | {"GRANTPAGES_SEQUENCES": str(ROWS)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    passed = re.search(r"(\d+) passed", done.stdout)
    count = int(passed[1]) if passed else 0
    yield Measure("rebuilding", NAME, str(ROWS), str(count), done.returncode == 0 and count == ROWS, None)
