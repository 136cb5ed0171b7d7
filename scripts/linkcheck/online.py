"""The part of the command that asks the network: the fetcher, the run, the archive, all with the real clock."""

import gc
import random
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from grantpages import __version__
from grantpages.evidence import canaries, run
from grantpages.evidence.archive import closest, save, worth_archiving
from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.guard import system_resolve
from grantpages.evidence.identity import Identity
from grantpages.evidence.judge import judge
from grantpages.evidence.lanes import Left
from grantpages.evidence.ledgerfile import Ledger
from grantpages.evidence.loop import pause
from grantpages.evidence.pace import Get, Manners, Pace, Schedule
from grantpages.evidence.platforms import tell_offline
from grantpages.evidence.verdict import Verdict
from linkcheck.arguments import Asked
from linkcheck.progress import Progress
from linkcheck.report import Archived

JITTER = 0.5  # seconds at most, so that requests do not come like clockwork


class NotMapped(OSError):
    """A host that the map does not name is not to be asked."""


def fetcher_of(asked: Asked) -> Fetcher:
    """The one that asks for a run. With a map, nothing but the mapped servers is ever asked."""
    agent = f"Grantpages-link-check/{__version__} (+{asked.contact})"
    settings = Settings(agent, base_url_map=asked.base_url_map)
    return Fetcher(settings, clock=time.monotonic, resolve=_resolve_nothing if asked.base_url_map else system_resolve)


def _resolve_nothing(host: str) -> Sequence[str]:
    raise NotMapped(host)


def manners_of(asked: Asked) -> Manners:
    """The pauses asked for, or the usual ones."""
    if asked.pause is None:
        return Manners()
    return Manners(Pace(1, asked.pause), Pace(2, asked.pause))


@dataclass(frozen=True)
class Looked:
    """What came of asking. archived: of asking the archive, too; errors: what broke inside the checker."""

    outcome: run.Outcome
    errors: list[str]
    archived: Archived | None


def look_and_archive(asked: Asked, links: Sequence[Identity], wanted: Sequence[Identity], ledger: Ledger) -> Looked:
    """Look at the wanted links, and ask the archive about all, where it is to be asked."""
    with closing(fetcher_of(asked)) as fetcher:
        outcome, errors = look_at(asked, wanted, ledger, fetcher.get)
        archived = None
        if asked.archive and not outcome.interrupted and not outcome.unreachable:
            try:
                archived = archive(asked, links, ledger, fetcher)
            except KeyboardInterrupt:
                outcome.interrupted = True
        return Looked(outcome, errors, archived)


def look_at(asked: Asked, wanted: Sequence[Identity], ledger: Ledger, get: Get) -> tuple[run.Outcome, list[str]]:
    """Look at every wanted link and keep each look at once. Beside what came of it: what broke inside the checker."""
    errors: list[str] = []

    def note(error: Exception) -> None:
        errors.append(f"{type(error).__name__}: {error}")

    means = run.Means(
        get=get,
        offline=tell_offline,
        look=lambda link, paced: judge(link, paced, meta_oembed=asked.meta_oembed, on_error=note),
        canaries=canaries.check_canaries if asked.canaries else None,
        clock=time.monotonic,
        sleep=pause,
        manners=manners_of(asked),
        jitter=partial(random.uniform, 0, JITTER if asked.pause is None else 0),
        jobs=asked.jobs,
    )
    gc.freeze()  # the records live to the end: looking through them again and again takes a tenth of the time
    gc.enable()
    with Progress(sys.stderr, len(wanted), asked.lang, time.monotonic) as progress:

        def keep(link: Identity, verdict: Verdict) -> None:
            progress.saw(link.key, ledger.observe(link, verdict, asked.today).state)

        def leave(link: Identity, why: Left) -> None:
            progress.passed_by()

        return run.run(wanted, means, keep, leave), errors


def archive(asked: Asked, links: Sequence[Identity], ledger: Ledger, fetcher: Fetcher) -> Archived:
    """Look for copies of the pages that a copy can show and that have none yet; ask for one where that is wanted."""
    wanted = [link for link in links if worth_archiving(link) and not _has_copy(link, ledger)]
    schedule = Schedule((("web.archive.org", link) for link in wanted), clock=time.monotonic, manners=manners_of(asked))
    done = Archived()
    while turn := schedule.take(time.sleep):
        with turn:
            if turn.deferred:
                done = replace(done, left=done.left + 1)
                continue
            done = _archive_one(asked, turn.item, ledger, turn.paced(fetcher.get, time.sleep), fetcher, done)
    return done


def _archive_one(asked: Asked, link: Identity, ledger: Ledger, get: Get, fetcher: Fetcher, done: Archived) -> Archived:
    copy = closest(link.url, get, link.created_on or asked.today)
    if copy:
        ledger.archive(link, copy)
    if copy and copy.kind == "page":
        return replace(done, found=done.found + 1)
    entry = ledger.entries.get(link.key)
    submitted = False
    if asked.archive_key and entry and entry.state == "alive":
        submitted = save(link.url, fetcher.post, asked.archive_key) == "submitted"
    return replace(done, missing=done.missing + 1, submitted=done.submitted + submitted)


def _has_copy(link: Identity, ledger: Ledger) -> bool:
    entry = ledger.entries.get(link.key)
    return bool(entry and entry.archive and entry.archive.kind == "page")
