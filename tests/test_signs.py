"""The table of signs, and what it refuses."""

import json

import pytest

from grantpages.evidence.answer import Answer
from grantpages.evidence.matching import Evidence
from grantpages.evidence.signs import Sign, load_signs, parse_signs, signs_of

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
    base = {"id": "a", "request": "p", "grade": "C", "source": "s", "verified_on": "2026-01-01"}
    verdict = {"state": "unverifiable", "reason": "no_marker"}
    assert evidence.shows(Sign.model_validate_json(json.dumps(base | verdict | {"when": when}))) is holds
    always = base | verdict | {"when": {"url": ""}, "unless": when}
    assert evidence.shows(Sign.model_validate_json(json.dumps(always))) is not any(
        _parts(evidence, base | verdict, when)
    )


def _parts(evidence: Evidence, sign: dict[str, object], when: dict[str, object]) -> list[bool]:
    """Whether each test of `when` holds alone."""
    alone: list[dict[str, object]] = []
    for kind, wanted in when.items():
        if isinstance(wanted, dict):
            alone += [{kind: {name: like}} for name, like in wanted.items()]
        elif kind == "fact" and isinstance(wanted, list):
            alone += [{kind: [fact]} for fact in wanted]
        else:
            alone.append({kind: wanted})
    return [evidence.shows(Sign.model_validate_json(json.dumps(sign | {"when": each}))) for each in alone]
