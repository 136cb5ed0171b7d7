"""What a link is, from its text alone."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantpages.evidence.citations import citations
from grantpages.evidence.clean import clean
from grantpages.evidence.created import instagram_created, tiktok_created
from grantpages.evidence.identity import identify
from grantpages.load import load_folder

POST = "https://www.instagram.com/p/DGzq05tNPl_/"
VIDEO = "https://youtu.be/06e7Avey5Gw"

CLEANED = {
    f"  {POST} ": POST,
    f"\u200b{POST}\ufeff": POST,
    f"<{POST}>": POST,
    f"«{POST}».": POST,
    f"({POST})": POST,
    f"{VIDEO},": VIDEO,
    "https://www.instagram.com/p/DGzq05tNPl\\_/": POST,
    "https://www.instagram.com/p/DGzq05tNPl%5C_/": POST,
    "https://example.kz/?a=1&amp;b=2": "https://example.kz/?a=1&b=2",
    "https://kk.example.org/wiki/A_(b)": "https://kk.example.org/wiki/A_(b)",
    "www.facebook.com/x": "https://www.facebook.com/x",
    "youtu.be/06e7Avey5Gw": VIDEO,
    "https://l.instagram.com/?u=https%3A%2F%2Fyoutu.be%2F06e7Avey5Gw&e=AT": VIDEO,
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2F06e7Avey5Gw&h=AT": VIDEO,
    "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fexample.kz%2Fa": "https://example.kz/a",
    "https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D06e7Avey5Gw": "https://www.youtube.com/watch?v=06e7Avey5Gw",
    "https://l.instagram.com/?u=javascript:alert(1)": "https://l.instagram.com/?u=javascript:alert(1)",
}


@pytest.mark.parametrize(("printed", "meant"), CLEANED.items())
def test_what_cannot_belong_to_a_link_is_taken_away(printed: str, meant: str) -> None:
    assert clean(printed) == meant


NAMED = {
    "https://www.youtube.com/watch?feature=share&v=06e7Avey5Gw&si=x": ("youtube", "video", "yt:video:06e7Avey5Gw"),
    "https://youtu.be/06e7Avey5Gw?si=irVs8cnVjfdave3V": ("youtube", "video", "yt:video:06e7Avey5Gw"),
    "https://m.youtube.com/shorts/06e7Avey5Gw": ("youtube", "short", "yt:video:06e7Avey5Gw"),
    "https://youtube.com/live/06e7Avey5Gw": ("youtube", "live", "yt:video:06e7Avey5Gw"),
    "https://www.youtube-nocookie.com/embed/06e7Avey5Gw": ("youtube", "video", "yt:video:06e7Avey5Gw"),
    "https://www.youtube.com/playlist?list=PL1": ("youtube", "playlist", "yt:list:PL1"),
    "https://www.youtube.com/channel/UCabc": ("youtube", "channel", "yt:channel:UCabc"),
    "https://www.youtube.com/@Qor": ("youtube", "channel", "yt:handle:@qor"),
    "https://www.instagram.com/p/DGzq05tNPl_/?igsh=MWx2a2V5M3BxZ3pnbQ==": ("instagram", "post", "ig:media:DGzq05tNPl_"),
    "https://instagram.com/qor/reel/DL7zdXgs3vG/": ("instagram", "reel", "ig:media:DL7zdXgs3vG"),
    "https://www.instagram.com/eco.fondast/": ("instagram", "profile", "ig:user:eco.fondast"),
    "https://www.instagram.com/stories/qor/123": ("instagram", "story", "ig:story:qor/123"),
    "https://www.instagram.com/share/reel/BAx1": ("instagram", "share", "ig:share:BAx1"),
    "https://www.instagram.com/reels/audio/123/": ("instagram", "unknown", "web:instagram.com/reels/audio/123"),
    "https://www.facebook.com/share/v/1BDc5hAFNU/?mibextid=wwXlfr": ("facebook", "share", "fb:share:v:1BDc5hAFNU"),
    "https://www.facebook.com/qor/posts/pfbid02": ("facebook", "post", "fb:post:pfbid02"),
    "https://m.facebook.com/story.php?story_fbid=1&id=2&rdid=x": ("facebook", "post", "fb:story:1/2"),
    "https://www.facebook.com/watch/?v=77": ("facebook", "video", "fb:video:77"),
    "https://www.facebook.com/qor/videos/77/": ("facebook", "video", "fb:video:77"),
    "https://www.facebook.com/reel/77": ("facebook", "reel", "fb:video:77"),
    "https://www.facebook.com/photo?fbid=5&set=a.1": ("facebook", "photo", "fb:photo:5"),
    "https://www.facebook.com/groups/9/posts/8": ("facebook", "group", "fb:group:9/8"),
    "https://fb.watch/abc/": ("facebook", "share", "fb:watch:abc"),
    "https://www.facebook.com/Qor": ("facebook", "profile", "fb:user:qor"),
    "https://www.tiktok.com/@qor/video/7234567890123456789?_r=1": ("tiktok", "video", "tt:video:7234567890123456789"),
    "https://vm.tiktok.com/ZM1/": ("tiktok", "share", "tt:share:ZM1"),
    "https://t.me/Qor/12?single": ("telegram", "post", "tg:qor/12"),
    "https://t.me/s/Qor/12": ("telegram", "post", "tg:qor/12"),
    "https://t.me/c/1234/5": ("telegram", "post", "tg:c:1234/5"),
    "https://t.me/Qor": ("telegram", "channel", "tg:qor"),
    "http://www.Example.kz/a/?b=2&utm_source=x&a=1#c": ("web", "page", "web:example.kz/a?a=1&b=2"),
    "https://www.example.kz:8080/a": ("web", "page", "web:example.kz:8080/a"),
}


@pytest.mark.parametrize(("printed", "expected"), NAMED.items())
def test_every_spelling_of_a_page_has_one_key(printed: str, expected: tuple[str, str, str]) -> None:
    found = identify(printed)
    assert (found.platform, found.kind, found.key) == expected
    assert found.doubts == () or found.kind in ("post", "story") and "private" in found.doubts


DOUBTED = {
    "no link": "malformed",
    "": "malformed",
    "javascript:alert(1)": "malformed",
    "https://[::1": "malformed",
    "https://localhost/x": "malformed",
    "https://youtu.be/06e7Avey5G": "bad-id",
    "https://youtu.be/06e7Avey5Gx": "unlikely-id",
    "https://www.instagram.com/p/DG!q/": "bad-id",
    "https://www.tiktok.com/@qor/video/12": "bad-id",
    "https://www.instagram.com/p/DGzq05tNPl_" + "A" * 28 + "/": "private",
    "https://t.me/c/1234/5": "private",
    "https://t.me/+AbC": "private",
    "https://www.instagram.com/p/DGzq05tNPl_/x": "stray-tail",
    "https://example.kz/a-long-heading-of-a-page-2/x": "stray-tail",
    "https://www.instagram.com/reel/DQWZLrvjJze/?igsh=": "empty-parameter",
}


@pytest.mark.parametrize(("printed", "doubt"), DOUBTED.items())
def test_what_is_odd_about_a_link_is_named(printed: str, doubt: str) -> None:
    assert doubt in identify(printed).doubts


# Decoded in the evidence research, §4; the first is the announcement of 5 March 2025.
CREATED = {
    "DGzq05tNPl_": "2025-03-05 06:18:33",
    "DQy0N9BDDgs": "2025-11-08 11:35:19",
    "DMLbr3nT-nB": "2025-07-16 18:24:59",
    "DL7zdXgs3vG": "2025-07-10 16:44:53",
}


@pytest.mark.parametrize(("code", "time"), CREATED.items())
def test_a_shortcode_tells_when_it_was_made(code: str, time: str) -> None:
    created = instagram_created(code)
    assert created is not None
    assert f"{created:%Y-%m-%d %H:%M:%S}" == time


def test_a_shortcode_of_a_private_post_tells_the_same_time() -> None:
    assert identify(POST + "").created == identify(POST[:-1] + "B" * 28).created


def test_a_number_of_tiktok_tells_its_second() -> None:
    assert (
        tiktok_created(str(1_700_000_000 << 32 | 12345))
        == identify(f"https://www.tiktok.com/@q/video/{1_700_000_000 << 32 | 12345}").created
    )
    assert str(tiktok_created(str(1_700_000_000 << 32))) == "2023-11-14 22:13:20+00:00"


def test_the_real_report_cites_fifty_pages_fifty_four_times() -> None:
    dataset, problems = load_folder(Path(__file__).parents[1] / "data")
    assert dataset is not None, problems
    links = [citation.link.url for citation in citations(dataset.calls, dataset.projects)]
    keys = Counter(identify(link).key for link in links)
    assert (len(links), len(keys)) == (54, 50)
    assert {key.split("/")[0] for key, times in keys.items() if times > 1} == {
        "ig:media:DL7zdXgs3vG", "ig:media:DRFu66JjHfO", "web:qazaq1913.com", "web:otpannews.kz",
    }  # fmt: skip


@given(st.text() | st.from_regex(r"https?://[\w.]*(instagram|youtube|facebook|t)\.(com|me)/\S*"))
def test_no_text_is_too_odd_to_be_named(text: str) -> None:
    found = identify(text)
    assert found.printed == text
    assert bool(found.key) != ("malformed" in found.doubts)
    assert identify(found.url).key == found.key
