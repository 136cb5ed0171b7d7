"""The platform of a link, from its host alone."""

import pytest

from grantpages.evidence.identity import identify, is_web


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://www.instagram.com/p/DGzq05tNPl_/?igsh=MWx2", "instagram"),
        ("https://instagram.com/eco.fondast/", "instagram"),
        ("https://instagr.am/p/x", "instagram"),
        ("https://youtu.be/06e7Avey5Gw?si=x", "youtube"),
        ("https://m.youtube.com/watch?v=x", "youtube"),
        ("HTTPS://WWW.YOUTUBE.COM/shorts/x", "youtube"),
        ("https://www.facebook.com/share/v/1BDc5hAFNU/", "facebook"),
        ("https://m.facebook.com/x", "facebook"),
        ("https://fb.watch/x/", "facebook"),
        ("https://www.tiktok.com/@x/video/1", "tiktok"),
        ("https://t.me/x/1", "telegram"),
        ("https://aikyn.kz/293758/x", "web"),
        ("https://facebook.com.example.kz/x", "web"),
        ("https://notinstagram.com/p/x", "web"),
        ("https://example.kz/?u=https://youtu.be/x", "web"),
        ("https://user@youtu.be:443/x", "youtube"),
        ("https://youtu.be./x", "youtube"),
        ("youtu.be/x", "youtube"),
        ("https://[bad/x", "web"),
        ("", "web"),
    ],
)
def test_the_host_tells_the_platform(url: str, platform: str) -> None:
    assert identify(url).platform == platform


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.kz/", True),
        ("HTTP://example.kz", True),
        ("facebook.com/x", False),
        ("javascript:alert(1)", False),
        ("https:", False),
        ("https:///x", False),
        ("ftp://example.kz/", False),
        ("//example.kz/", False),
    ],
)
def test_only_a_whole_web_address_can_be_followed(url: str, followed: bool) -> None:
    assert is_web(url) == followed
