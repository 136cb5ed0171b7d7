"""The policy of a page: made from what stands in it, and nothing more allowed than the page has."""

import pytest

from grantpages.site.policy import MARK, PLAYER, directives, hashes, policed, policy

ALERT = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"  # CSP level 3, 2.3.1: alert(1)
SCRIPTS = [
    ("<script>alert(1)</script>", [ALERT]),
    ("<SCRIPT type=text/javascript>alert(1)</SCRIPT>", [ALERT]),
    ('<script type="module" data-x>alert(1)</script>', [ALERT]),
    ('<script src="x.js"></script><script defer src="y.js"></script>', []),
    ('<script type="application/ld+json">{"a": "alert(1)"}</script>', []),
    ('<script id="c" type="application/json">{}</script>', []),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", []),
    ("<script>\nalert(1)</script>", ["'sha256-"]),
]


@pytest.mark.parametrize(("html", "expected"), SCRIPTS)
def test_the_hash_of_each_script_that_runs_inside_a_page(html: str, expected: list[str]) -> None:
    found = list(hashes(html))
    assert len(found) == len(expected)
    assert all(hash.startswith(wanted) for hash, wanted in zip(found, expected, strict=True))


def test_a_hash_is_of_every_letter_of_the_script() -> None:
    assert list(hashes("<script>alert(1) </script>")) != [ALERT]


def test_nothing_is_allowed_but_the_sites_own() -> None:
    said = dict(part.split(" ", 1) for part in policy("<p>text</p>").split("; "))
    assert said.pop("default-src") == said.pop("base-uri") == "'none'"
    assert set(said.values()) == {"'self'"}
    assert not {"frame-src", "worker-src", "object-src"} & set(said)


@pytest.mark.parametrize(
    ("html", "framed"), [('<a data-video="x">', True), ("<p> data-video=&#34;x&#34;", False), ("", False)]
)
def test_a_player_is_allowed_only_where_one_is_offered(html: str, framed: bool) -> None:
    assert (f"frame-src {PLAYER}" in policy(html)) is framed


def test_the_policy_takes_the_place_of_the_first_mark_alone() -> None:
    html = f'<meta content="{MARK}"><script>alert(1)</script><p>{MARK}</p>'
    assert (
        policed(html) == f'<meta content="{directives((ALERT,), player=False)}"><script>alert(1)</script><p>{MARK}</p>'
    )
    assert policed("<p>text</p>") == "<p>text</p>"
