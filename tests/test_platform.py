"""The platform of a link, from its host alone."""

import pytest

from grantpages.evidence.platform import host_of, is_web, platform_of


@pytest.mark.parametrize(
    ("url", "host", "platform"),
    [
        ("https://www.instagram.com/p/DGzq05tNPl_/?igsh=MWx2", "instagram.com", "instagram"),
        ("https://instagram.com/eco.fondast/", "instagram.com", "instagram"),
        ("https://instagr.am/p/x", "instagr.am", "instagram"),
        ("https://youtu.be/06e7Avey5Gw?si=x", "youtu.be", "youtube"),
        ("https://m.youtube.com/watch?v=x", "youtube.com", "youtube"),
        ("HTTPS://WWW.YOUTUBE.COM/shorts/x", "youtube.com", "youtube"),
        ("https://www.facebook.com/share/v/1BDc5hAFNU/", "facebook.com", "facebook"),
        ("https://m.facebook.com/x", "facebook.com", "facebook"),
        ("https://fb.watch/x/", "fb.watch", "facebook"),
        ("https://www.tiktok.com/@x/video/1", "tiktok.com", "tiktok"),
        ("https://t.me/x/1", "t.me", "telegram"),
        ("https://aikyn.kz/293758/x", "aikyn.kz", "web"),
        ("https://facebook.com.example.kz/x", "facebook.com.example.kz", "web"),
        ("https://notinstagram.com/p/x", "notinstagram.com", "web"),
        ("https://example.kz/?u=https://youtu.be/x", "example.kz", "web"),
        ("https://user@youtu.be:443/x", "youtu.be", "youtube"),
        ("https://youtu.be./x", "youtu.be", "youtube"),
        ("youtu.be/x", "", "web"),
        ("https://[bad/x", "", "web"),
        ("", "", "web"),
    ],
)
def test_the_host_tells_the_platform(url: str, host: str, platform: str) -> None:
    assert host_of(url) == host
    assert platform_of(url) == platform


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
