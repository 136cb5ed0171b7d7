"""Every answer that is documented, and the one right verdict."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import platform_server
import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_server import Played, Player, Row, rows, serving, table

from grantpages.evidence.answer import Answer
from grantpages.evidence.canaries import check_canaries, discount
from grantpages.evidence.charset import decode
from grantpages.evidence.facts import facts_of
from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.identity import identify
from grantpages.evidence.judge import LOOKS, judge, observe
from grantpages.evidence.markup import Page, read_page
from grantpages.evidence.matching import Evidence
from grantpages.evidence.platforms import Looking
from grantpages.evidence.platforms.web import sibling_of
from grantpages.evidence.signs import load_signs
from grantpages.evidence.verdict import NEGATIVE, REASONS, Verdict


def _told(verdict: Verdict) -> tuple[str, str | None, str, str]:
    return verdict.state, verdict.reason, verdict.sign, verdict.grade


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_each_documented_answer_has_its_verdict_and_no_other_request_is_made(row: Row) -> None:
    identity = identify(row.link)
    assert identity.platform == row.platform
    player = Player(table())
    assert _told(observe(identity, player, meta_oembed=row.meta_oembed)) == row.verdict
    assert tuple(player.asked) == row.asked


def test_the_table_is_long_and_no_platform_is_forgotten() -> None:
    counted = Counter(row.platform for row in rows())
    assert counted.keys() == LOOKS.keys()
    assert counted.total() >= 200


def test_every_sign_is_seen_in_some_recorded_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    judged = Looking.judge

    def noting(looking: Looking, request: str, evidence: Evidence) -> Verdict:
        verdict = judged(looking, request, evidence)
        seen.add(verdict.sign)
        return verdict

    monkeypatch.setattr(Looking, "judge", noting)
    for row in rows():
        seen.add(observe(identify(row.link), Player(table()), meta_oembed=row.meta_oembed).sign)
    assert seen - {""} == {sign.id for sign in load_signs().all()}


# Who else gives a reason: the checker asks for no robots.txt (a citation is looked up, not crawled), the run
# discounts a platform, the ledger waits for the third day.
GIVEN_ELSEWHERE = {"robots", "canary", "suspected"}


def test_every_reason_can_be_given() -> None:
    assert {row.verdict[1] for row in rows()} - {None} == set(REASONS) - GIVEN_ELSEWHERE


def test_facebook_is_never_called_gone() -> None:
    assert not {row.verdict[0] for row in rows() if row.platform == "facebook"} & NEGATIVE
    assert not {sign.state for sign in load_signs().platforms["facebook"].signs} & NEGATIVE


def test_metas_oembed_is_asked_only_where_it_is_wanted() -> None:
    for row in rows():
        assert any("graph.facebook.com" in url for url in row.asked) == row.meta_oembed


def test_each_platform_is_asked_in_its_pinned_language() -> None:
    for row in rows():
        player = Player(table())
        observe(identify(row.link), player, meta_oembed=row.meta_oembed)
        assert all(sent == load_signs().platforms[row.platform].headers for sent in player.headers)
        assert all("Accept-Language" in sent for sent in player.headers)


def test_over_the_wire_the_verdicts_are_the_same() -> None:
    """The rows that can be played over loopback, asked by the fetcher itself."""
    wired = [
        row
        for row in rows()
        if row.asked
        and not any(answer.failure for _, answer in row.answers)
        and not any(url.startswith("http:") for url in row.asked)
        and not row.link.startswith("http://host")
    ]
    assert len(wired) > 130
    with serving() as hosts:
        fetcher = Fetcher(Settings("test (+https://example.kz)", base_url_map=hosts), clock=lambda: 0.0)
        for row in wired:
            verdict = observe(identify(row.link), fetcher.get, meta_oembed=row.meta_oembed)
            assert _told(verdict) == row.verdict, row.name


PROVING = [row for row in rows() if row.verdict[0] in NEGATIVE | {"alive"}]


class _Spoiled(Player):
    """Answers from the table, each answer changed; what is not in the table gets a 418."""

    def __init__(self, spoil: Callable[[Played], Played]) -> None:
        super().__init__(table())
        self.spoil = spoil

    def find(self, url: str) -> tuple[str, Played]:
        try:
            place, answer = super().find(url)
        except KeyError:
            return url, Played(418)
        return place, self.spoil(answer)


@pytest.mark.parametrize("row", PROVING, ids=lambda row: row.name)
def test_an_answer_cut_short_or_of_another_status_proves_nothing(row: Row) -> None:
    spoilers: list[Callable[[Played], Played]] = [
        lambda answer: replace(answer, failure="timeout"),
        lambda answer: replace(answer, status=299),
        lambda answer: replace(answer, status=503),
    ]
    for spoil in spoilers:
        if row.verdict[1] == "no_such_host":
            continue  # the failure is the sign
        verdict = observe(identify(row.link), _Spoiled(spoil), meta_oembed=row.meta_oembed)
        assert verdict.state in ("unverifiable", "transient"), verdict


def test_what_goes_wrong_inside_is_no_verdict_and_is_told() -> None:
    def broken(url: str, **_: object) -> Answer:
        raise ZeroDivisionError

    told: list[Exception] = []
    assert judge(identify("https://youtu.be/06e7Avey5Gw"), broken, on_error=told.append) == Verdict(
        "unverifiable", "no_marker"
    )
    assert [type(error) for error in told] == [ZeroDivisionError]
    with pytest.raises(ZeroDivisionError):
        observe(identify("https://youtu.be/06e7Avey5Gw"), broken)


@given(
    link=st.sampled_from([row.link for row in rows()]),
    status=st.sampled_from([None, 200, 204, 302, 400, 404, 500, 999, 0, -1]),
    kind=st.sampled_from(["text/html", "application/json", "application/pdf", "", "ü"]),
    body=st.binary(max_size=200) | st.sampled_from([answer.body for answer in table().values()]),
    url=st.sampled_from(["https://example.kz/a", "https://[", "", "http://consent.x/"]),
    meta=st.booleans(),
)
def test_no_answer_is_too_odd_to_be_judged(
    link: str, status: int | None, kind: str, body: bytes, url: str, meta: bool
) -> None:
    def get(asked: str, **_: object) -> Answer:
        return Answer(asked, url, status, {"content-type": kind}, body)

    verdict = observe(identify(link), get, meta_oembed=meta)
    assert (verdict.reason is None) == (verdict.state in ("alive", "private", "gone_or_private"))
    assert verdict.state not in NEGATIVE | {"alive"} or verdict.sign


SIBLINGS = {
    "https://a.kz/news/2025/seminar.html": "https://a.kz/news/2025/f22b559814f7f250.html",
    "https://a.kz/news/seminar/": "https://a.kz/news/f22b559814f7f250/",
    "https://a.kz/news": "https://a.kz/f22b559814f7f250",
    "https://a.kz/?p=12&lang=kk": "https://a.kz/?p=1040109115412&lang=f22b559814f7f250",
    "https://a.kz/": None,
    "https://a.kz": None,
    "https://a.kz/kk/": None,
    "https://a.kz/index.php": None,
}


@pytest.mark.parametrize(("url", "sibling"), SIBLINGS.items())
def test_the_address_beside_a_page_is_always_the_same(url: str, sibling: str | None) -> None:
    assert sibling_of(url) == sibling


LANDINGS = {
    ("https://a.kz/x/y", "https://a.kz/x/y"): {"as-asked"},
    ("https://a.kz/x/y?utm_source=q", "https://www.a.kz/x/y/"): {"as-asked"},
    ("https://a.kz/x/y", "https://a.kz/"): {"led-to-root"},
    ("https://a.kz/x/y", "https://a.kz/ru"): {"led-to-root"},
    ("https://a.kz/x/y", "https://a.kz/index.php"): {"led-to-root"},
    ("https://a.kz/?p=1", "https://a.kz/"): {"led-to-root"},
    ("https://a.kz/x/y", "https://a.kz/x"): {"led-to-section"},
    ("https://a.kz/x/y", "https://a.kz/kk/x/y"): set(),
    ("https://a.kz/", "https://a.kz/kk/"): set(),
    ("https://a.kz/x", "https://b.kz/x"): set(),
    ("https://a.kz/x", "https://b.kz/y"): {"led-elsewhere"},
    ("https://a.kz/", "https://b.kz/"): {"led-elsewhere"},
    ("https://a.kz/x", "https://b.kz/"): {"led-elsewhere", "led-to-root"},
    ("https://a.kz/x", "https://www.facebook.com/x"): {"led-elsewhere"},
    ("https://a.kz/x", "https://m.news.a.kz/z"): set(),
}


@pytest.mark.parametrize(("way", "facts"), LANDINGS.items())
def test_where_an_answer_came_from_is_named(way: tuple[str, str], facts: set[str]) -> None:
    assert facts_of(Answer(*way, 200, {"content-type": "image/png"}), Page()) == facts


DECODED = [
    ("Үміт".encode(), "text/html", "Үміт"),
    ("Үміт".encode()[:-1], "", "Үмі"),
    ("Город".encode("cp1251"), "text/html; charset=utf-8", "Город"),
    ("Город".encode("koi8_r"), "text/html; charset=KOI8-R", "Город"),
    (b'<meta charset="koi8-r">' + "Город".encode("koi8_r"), "text/html", '<meta charset="koi8-r">Город'),
    ("Город".encode("cp1251"), "text/html; charset=hex", "Город"),
    (b"", "", ""),
]


@pytest.mark.parametrize(("body", "kind", "text"), DECODED)
def test_a_body_is_read_whatever_it_says_of_its_encoding(body: bytes, kind: str, text: str) -> None:
    assert decode(body, kind) == text


def test_a_page_is_read_as_a_reader_sees_it() -> None:
    page = read_page(
        "<!-- <title>no</title> --><head><title>A &amp; b</title><script>'<h1>no</h1>'</script></head>"
        '<meta property="og:title" content="x > y"><h1 class="big  red">C <b>d</b></h1>'
        '<noscript>no</noscript><div class=card>E<br>f<p>g</div><p class="card">h<script id=data>{"a":1}</script>'
        "<style>no"
    )
    assert page.named == {"title": "A & b", "og.title": "x > y", "h1": "C d", "heading": "A & b\nC d"}
    assert page.text == "C d E f g h"
    assert page.of_class("card") == ["E f g", "h"]
    assert page.of_class("red") == ["C d"]
    assert page.scripts == {"data": '{"a":1}'}


HOSTILE = [
    "<div class=a>", "</div>", "<!--", "<script", "<script>", "<a b='", '<a "', "<a b=", "<", "&", "<title>", "<h1>x",
    "<p></q>", "</", "<a b c ", "a ", "<meta property=og:title content=x>", "not found ", "404 - ", "| ", '"playabilityStatus":{"status":"',
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_page_costs_no_more_than_a_long_one(piece: str) -> None:
    """A quadratic reader needs minutes for 256 KiB of some of these; slack for a busy machine."""
    body = (piece * (256 * 1024 // len(piece))).encode()
    titled = b"<title>" + body[:-20] + b"</title>"
    begun = time.process_time()
    for page in (body, titled):
        for link in ("https://a.kz/x/y", "https://youtu.be/06e7Avey5Gw", "https://www.instagram.com/p/DGzq05tNPl_/"):
            observe(
                identify(link), lambda url, page=page, **_: Answer(url, url, 200, {"content-type": "text/html"}, page)
            )
    assert time.process_time() - begun < 20


CANARY_PAGES = {
    "alive": Played(
        200, {"content-type": "text/html"}, b"<title>Example Domain</title>" + b"For examples in documents. " * 9
    ),
    "dead": Played(failure="no_such_host"),
    "wall": Played(403),
}
CANARIES = [
    ("alive", "dead", frozenset()),
    ("alive", "alive", frozenset({"web"})),
    ("dead", "dead", frozenset({"web"})),
    ("wall", "wall", frozenset()),
    ("wall", "dead", frozenset()),
]


@pytest.mark.parametrize(("living", "dead", "misjudged"), CANARIES)
def test_a_canary_is_misjudged_when_the_dead_live_or_the_living_die(
    living: str, dead: str, misjudged: frozenset[str]
) -> None:
    player = Player(
        {
            "https://example.com/": CANARY_PAGES[living],
            "https://no-such-page.invalid/": CANARY_PAGES[dead],
        }
    )
    assert check_canaries(["web"], player) == misjudged


@pytest.mark.parametrize("platform", LOOKS)
def test_each_platform_has_canaries_that_can_be_asked(platform: str) -> None:
    canaries = load_signs().platforms[platform].canaries
    for canary in (canaries.alive, canaries.dead):
        identity = identify(canary.url)
        assert (identity.platform, identity.doubts, canary.grade) == (platform, (), "G")
        player = Player({})
        with pytest.raises(KeyError):
            observe(identity, player)


def test_a_discounted_verdict_keeps_what_was_seen_and_says_nothing() -> None:
    seen = Verdict("gone", "not_found", "tg-not-found", 200, "t.me", "B")
    assert discount(seen) == Verdict("unverifiable", "canary", "tg-not-found", 200, "t.me", "G")


def test_recorded_answers_say_where_they_are_described() -> None:
    for platform in LOOKS:
        for name, answer in platform_server.recorded(platform)["answers"].items():
            assert answer["source"], name
            assert answer["date"].year >= 1998, name
