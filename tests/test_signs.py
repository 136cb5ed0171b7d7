"""The table of signs, and what it refuses."""

import json
from dataclasses import asdict

import pytest
from builtsite import REPOSITORY

from grantpages.evidence.answer import Answer
from grantpages.evidence.matching import Evidence
from grantpages.evidence.signfile import parse_signs
from grantpages.evidence.signs import FILE, Sign, load_signs, signs_for, signs_of

SIGN = """
first: []
last: []
platforms:
  web:
    headers: {{}}
    requests: {{page: {{url: '{{+url}}', purpose: the page}}}}
    signs:
      - id: a-sign
        request: page
        when: {when}
        state: {state}
        grade: C
        source: somewhere
        verified_on: {day}
{more}
    canaries:
      alive: {{url: https://a.kz, grade: G, source: x, verified_on: 2026-01-01}}
      dead: {{url: https://b.kz, grade: G, source: x, verified_on: 2026-01-01}}
"""
GOOD = {"when": "{status: [200]}", "state": "alive", "day": "2026-01-01", "more": ""}


def test_the_table_is_read() -> None:
    signs = parse_signs(SIGN.format(**GOOD))
    assert [sign.id for sign in signs.all()] == ["a-sign"]


def test_the_packaged_table_passes_the_strict_reading_and_is_read_alike_without_it() -> None:
    strict = parse_signs((REPOSITORY / "grantpages" / FILE).read_text(encoding="utf-8"))
    assert asdict(strict) == asdict(load_signs())


def test_an_answer_is_judged_by_the_signs_that_its_status_can_show() -> None:
    every = signs_of("web", "page")
    assert signs_for("web", "page", 404) == tuple(sign for sign in every if sign.when.may_hold(404))
    assert {*signs_for("web", "page", None)} < {*signs_for("web", "page", 503)} < {*every}
    assert "status-5xx" in {sign.id for sign in signs_for("web", "page", 503)}


def test_the_signs_of_a_request_stand_in_their_order() -> None:
    ids = [sign.id for sign in signs_of("youtube", "thumbnail")]
    assert ids[0] == "consent-host"
    assert ids.index("status-5xx") < ids.index("yt-embedding-off-alive") < ids.index("yt-thumbnail-missing")
    assert ids[-1] == "status-408"
    assert "yt-oembed-alive" not in ids
    assert "malformed" not in ids
    assert [sign.id for sign in signs_of("web", "offline")] == ["malformed", "bad-id", "private-by-construction"]


REFUSED = [
    ({"when": "{status: [200], colour: red}"}, "Extra inputs"),
    ({"when": "{body: '('}"}, "no pattern"),
    ({"when": "{status: [6xx]}"}, "status"),
    ({"when": "{body: x}"}, "without a status"),
    ({"state": "unverifiable"}, "a reason belongs"),
    ({"state": "gone"}, "a reason belongs"),
    ({"more": "        reason: not_found"}, "a reason belongs"),
    ({"state": "broken"}, "state"),
    ({"day": "yesterday"}, "verified_on"),
    ({"more": "        after: [b-sign]"}, "names what is not there"),
    ({"more": "        request: other"}, "request"),
    ({"more": SIGN.split("signs:\n")[1].split("{more}")[0].format(**GOOD)}, "stands twice"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_a_table_that_does_not_hang_together_is_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_signs(SIGN.format(**(GOOD | change)))


def test_each_sign_names_its_source_and_a_day_that_has_been() -> None:
    for sign in load_signs().all():
        assert sign.source
        assert "2005-01-01" <= str(sign.verified_on) <= "2026-11-24", sign.id


PAGE = b'<title>A b</title><h1>C</h1><div class="x y">d e</div><script id="s">{"n": {"m": 0, "t": true}}</script>'
HOLDS = [
    ({"status": [200]}, True),
    ({"status": ["2xx"]}, True),
    ({"status": ["4xx", 404]}, False),
    ({"header": {"Server": "^ng"}}, True),
    ({"header": {"server": "apache"}}, False),
    ({"header": {"via": ""}}, False),
    ({"url": "^https://a"}, True),
    ({"url": "^/b"}, False),
    ({"json": {"n m": "^0$", "n t": "^true$"}}, True),
    ({"json": {"n": ""}}, False),
    ({"json": {"n m o": ""}}, False),
    ({"page": {"title": "^A b$", "heading": "(?m)^C$"}}, True),
    ({"page": {"og.title": ""}}, False),
    ({"class": {"y": "^d"}}, True),
    ({"class": {"x": "f"}}, False),
    ({"class": {"z": ""}}, False),
    ({"body": "<h1>C"}, True),
    ({"body": r"{id}"}, False),
    ({"fact": ["html", "post"]}, True),
    ({"fact": ["html", "story"]}, False),
    ({"status": [200], "body": "no"}, False),
]


@pytest.mark.parametrize(("when", "holds"), HOLDS)
def test_each_kind_of_test_holds_when_it_should(when: dict[str, object], holds: bool) -> None:
    answer = Answer("https://a.kz/b", "https://a.kz/b", 200, {"server": "nginx", "content-type": "text/html"}, PAGE)
    evidence = Evidence(answer, {"id": "A.b"}, "s", ["post"])
    assert evidence.shows(_sign(when)) is holds
    assert evidence.shows(_sign({"url": ""}, when)) is not any(_parts(evidence, when))


def _sign(when: dict[str, object], unless: dict[str, object] | None = None) -> Sign:
    text = SIGN.format(
        **GOOD | {"when": json.dumps(when), "state": "unverifiable", "more": "        reason: no_marker"}
    )
    if unless is not None:
        text = text.replace("        state:", f"        unless: {json.dumps(unless)}\n        state:")
    return parse_signs(text).all()[0]


def _parts(evidence: Evidence, when: dict[str, object]) -> list[bool]:
    """Whether each test of `when` holds alone."""
    alone: list[dict[str, object]] = []
    for kind, wanted in when.items():
        if isinstance(wanted, dict):
            alone += [{kind: {name: like}} for name, like in wanted.items()]
        elif kind == "fact" and isinstance(wanted, list):
            alone += [{kind: [fact]} for fact in wanted]
        else:
            alone.append({kind: wanted})
    return [evidence.shows(_sign(each)) for each in alone]
