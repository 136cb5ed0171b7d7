"""What a page says of a link: the ledger's word, and nothing that the last look took back."""

import datetime
from dataclasses import replace

import pytest
from builtsite import VALID
from wholesite import register_of

from grantpages.checks.audit import audit
from grantpages.evidence import ledgerfile
from grantpages.evidence.citations import citations
from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Snapshot, observe, start
from grantpages.evidence.verdict import Verdict
from grantpages.load import load_folder
from grantpages.model import Link
from grantpages.site.seen import Register, Seen

DAY = datetime.date(2026, 1, 5)
ALIVE, LOGIN = Verdict("alive", None, "x", 200), Verdict("unverifiable", "login_wall", "x", 302)
GONE = Verdict("gone", "not_found", "x", 404)
DATASET, _ = load_folder(VALID)
assert DATASET
VIDEO, POST = "https://youtu.be/jNQXAC9IVRw", "https://www.instagram.com/p/DGzq05tNPl_/"


def seen(url: str, *looks: Verdict, archive: Snapshot | None = None) -> Seen:
    """A link after some looks, a day between them."""
    entry = start(identify(url))
    for number, look in enumerate(looks):
        entry = observe(entry, look, DAY + datetime.timedelta(days=number))
    return Register({entry.key: replace(entry, archive=archive)}).of(Link(url=url))


def test_a_link_nobody_looked_at_is_unchecked() -> None:
    here = Register({}).of(Link(url=POST))
    assert (here.state, here.word, here.last_alive, here.last_tried) == ("unchecked", "unchecked", None, None)
    assert (here.platform, here.created) == ("instagram", datetime.date(2025, 3, 5))


@pytest.mark.parametrize(
    ("looks", "state", "word", "last_reason", "missing"),
    [
        ([ALIVE], "alive", "alive", "", 0),
        ([ALIVE, LOGIN], "alive", "alive-before", "login_wall", 0),
        ([ALIVE, GONE], "alive", "alive-before", "not_found", 1),
        ([LOGIN], "unverifiable", "unverifiable", "", 0),
        ([GONE, GONE], "unverifiable", "unverifiable", "", 2),
        ([GONE, GONE, GONE], "gone", "gone", "", 0),
        ([GONE, GONE, GONE, ALIVE], "alive", "alive", "", 0),
    ],
)
def test_the_word_is_no_stronger_than_what_was_seen(
    looks: list[Verdict], state: str, word: str, last_reason: str, missing: int
) -> None:
    here = seen(VIDEO, *looks)
    assert (here.state, here.word, here.last_reason, here.missing) == (state, word, last_reason, missing)


@pytest.mark.parametrize(
    ("url", "looks", "video"),
    [
        (VIDEO, [], "jNQXAC9IVRw"),
        (VIDEO, [ALIVE], "jNQXAC9IVRw"),
        (VIDEO, [GONE, GONE, GONE], ""),
        ("https://www.youtube.com/@somebody", [], ""),
        ("https://youtu.be/short", [], ""),
        (POST, [], ""),
    ],
)
def test_a_player_is_offered_for_a_video_that_may_be_there(url: str, looks: list[Verdict], video: str) -> None:
    assert seen(url, *looks).video == video


def test_a_copy_of_a_login_page_is_not_shown() -> None:
    assert seen(POST, ALIVE, archive=Snapshot("https://web.archive.org/web/1/x", DAY, "login")).archive is None
    assert seen(POST, ALIVE, archive=Snapshot("https://web.archive.org/web/1/x", DAY, "page")).archive


@pytest.fixture(scope="module")
def register() -> Register:
    ledger, _ = ledgerfile.read(VALID / "evidence" / "ledger.jsonl", "ledger.jsonl")
    return register_of(DATASET, ledger, audit(DATASET, DAY))


def test_counts_are_those_of_the_ledger(register: Register) -> None:
    assert register.by_state == [
        ("alive", 3), ("gone", 1), ("gone_or_private", 1), ("unverifiable", 1), ("transient", 1),
    ]  # fmt: skip
    assert (register.checked, register.unseen, register.pages) == (True, 1, 7)
    assert sum(number for _, number in register.by_platform) == 7
    assert not register_of(DATASET).checked


def test_only_warnings_on_the_link_itself_stand_beside_it(register: Register) -> None:
    cited = citations(DATASET.calls, DATASET.projects)
    noted = {citation.link.url for citation in cited if register.of(citation.link).notes}
    assert noted == {"https://youtu.be/invented001"}
