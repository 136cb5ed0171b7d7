"""A process that forks runs of the link checker, each to be killed by the test that asked for it.

The looks of run N follow from the seed N alone, so the test knows what any run saw and in which
order. Each look is reported in a file after the ledger has returned, never before.
"""

import datetime
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from grantpages.evidence.identity import Identity, identify
from grantpages.evidence.ledgerfile import open_ledger
from grantpages.evidence.verdict import Verdict

VERDICTS = [
    Verdict("alive", None, "oembed", 200, "", "B"),
    Verdict("gone", "not_found", "404", 404, "", "B"),
    Verdict("private", None, "403", 403, "", "B"),
    Verdict("unverifiable", "login_wall", "login", 302, "", "A"),
    Verdict("transient", "timeout"),
]
LINKS = [identify(f"https://ақпарат.example.kz/{number}") for number in range(40)]


def plan(seed: int) -> Iterator[tuple[Identity, Verdict, datetime.date]]:
    """The looks of one run, without end; now and then one of a day gone by."""
    chance = random.Random(seed)
    while True:
        day = datetime.date(2026, 1, 1) + datetime.timedelta(seed // 10 + chance.randrange(-1, 2))
        yield chance.choice(LINKS), chance.choice(VERDICTS), day


def run(ledger: Path, report: Path, seed: int) -> None:
    """Look at links and keep what is seen until killed."""
    seen = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with open_ledger(ledger, "ledger.jsonl") as held:
        os.write(seen, b"o")
        for number, look in zip(range(1, 5_000), plan(seed), strict=False):  # an end, should nobody kill it
            held.observe(*look)
            os.write(seen, b".")
            if number % 7 == 0:
                held.settle()


def main() -> None:
    """For each `ledger report seed` on a line of the input: fork, say the process's id, say `dead` after its end."""
    for line in sys.stdin:
        ledger, report, seed = line.split()
        child = os.fork()
        if child == 0:
            run(Path(ledger), Path(report), int(seed))
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
