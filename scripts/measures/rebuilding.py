"""The site built over the last one: the same as one built from nothing.

Rows of edits of records at random by the library, and an edit of each kind of input by the real command.
"""

import dataclasses
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from marked import ROOT
from measuring.inputs import INPUTS
from measuring.measure import Measure, Site
from measuring.perturbing import build_in, different, digests, surroundings

from grantpages.problem import Message

TITLE = Message("Қайта құру", "Повторная сборка")
ROWS = 100
TEST = "tests/test_warm.py"
EACH = 4
"""Edits after which the site is built over the last one, before one is built from nothing, too."""
NAME = Message(
    "Жазбалардың кездейсоқ түзетулер тізбегі, әр тізбектен кейін үстінен құрылған сайт басынан құрылғанмен бірдей",
    "Случайные цепочки правок записей, после каждой из которых достроенный сайт равен собранному с начала",
)
TELL = Message("  {rows} тізбек, бірнеше минут", "  цепочек: {rows}, несколько минут")
KINDS = Message(
    "Бастапқы файлдардың әр түрін түзетіп, сайтты нағыз командамен үстінен құрғанда басынан құрылғаннан өзге файл",
    "Файлы, отличные от собранных с начала, когда после правки исходных файлов каждого вида сайт достроен настоящей "
    "командой",
)
HOW = Message(
    "түзету: {edits} (жазбалар, жіктеуіштер, шешімдер, есеп үлгісі, git, сөздер, беттер, безендіру, код, баптау, күн); "
    "салыстыру: {times}",
    "правок: {edits} (записи, классификаторы, решения, форма отчета, git, слова, страницы, оформление, код, настройки, "
    "день); сравнений: {times}",
)


def measures(site: Site) -> Iterator[Measure]:
    """How many of a hundred rows end as they must, and the files that are otherwise after edits of each kind."""
    site.tell(TELL.fill(rows=ROWS))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST, "-k", "any_row"]
    environment = os.environ | {"GRANTPAGES_SEQUENCES": str(ROWS)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    passed = re.search(r"(\d+) passed", done.stdout)
    count = int(passed[1]) if passed else 0
    if done.returncode:
        print(done.stdout[-2_000:], file=sys.stderr)
    yield Measure("rebuilding", NAME, str(ROWS), str(count), done.returncode == 0 and count == ROWS, None)
    yield _of_each_kind(site)


def _of_each_kind(site: Site) -> Measure:
    wrong, times, names = list[str](), 0, list(INPUTS)
    with tempfile.TemporaryDirectory(prefix="rebuilding-") as folder:
        place = surroundings(Path(folder), site.address)
        warm = build_in(place)
        for start in range(0, len(names), EACH):
            for name in names[start : start + EACH]:
                site.tell(Message(f"  {name}", f"  {name}"))
                INPUTS[name](place)
                build_in(place)
            nothing = Path(folder) / "from-nothing"
            cache = {"GRANTPAGES_CACHE": str(nothing / "cache")}
            cold = dataclasses.replace(place, folder=nothing, environment=place.environment | cache)
            found = different(digests(build_in(cold)), digests(warm))
            wrong += [f"{', '.join(names[start : start + EACH])}: {file}" for file in found]
            times += 1
            shutil.rmtree(nothing)
    for one in wrong[:20]:
        site.tell(Message(one, one))
    how = HOW.fill(edits=len(names), times=times)
    return Measure("rebuilding-inputs", KINDS, "0", str(len(wrong)), not wrong, how)
