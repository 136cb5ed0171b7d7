"""Which platform a cited link leads to, told from its host alone; no network."""

from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

Platform = Literal["instagram", "youtube", "facebook", "tiktok", "telegram", "web"]

HOSTS: dict[str, Platform] = {
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.watch": "facebook",
    "tiktok.com": "tiktok",
    "t.me": "telegram",
    "telegram.me": "telegram",
}


@lru_cache(maxsize=4_096)
def host_of(url: str) -> str:
    """The link's host without `www.` and `m.`, in lower case; empty where there is none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    for prefix in ("www.", "m."):
        host = host.removeprefix(prefix)
    return host


def platform_of(url: str) -> Platform:
    """The platform of a link; `web` for every other host."""
    return HOSTS.get(host_of(url), "web")


def is_web(url: str) -> bool:
    """Whether a browser can follow the link as it is printed: http or https, and a host."""
    return url.lower().startswith(("https://", "http://")) and bool(host_of(url))
