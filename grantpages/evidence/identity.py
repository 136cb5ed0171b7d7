"""What a cited link is, told from its text alone: platform, kind, the key two spellings share; no network."""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from grantpages.evidence.clean import clean
from grantpages.evidence.naming import HOSTS, RULES, Doubt, Kind, Platform, empty_parameters, host_of

_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#]|\Z)")
"""How nearly every link begins; what begins so can be followed, whatever comes after."""
_PARTED = re.compile(
    r"(https?)://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)((?:/[!-\"$->@-~]*)?)(?:\?([!-\"$-~]*))?(?:#([!-~]*))?"
)
"""What `urlsplit` parts as well, at length: no port, no user, nothing but ASCII."""


class Identity(NamedTuple):
    """One link: as printed, the address meant, and what it names.

    key: the same for every spelling of one page, empty where there is none. created: when the
    identifier was made, in UTC, where it tells. doubts: what is odd about the link itself.
    """

    printed: str
    url: str
    platform: Platform
    kind: Kind
    key: str
    created: datetime.datetime | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def created_on(self) -> datetime.date | None:
        """The day of that time in Kazakhstan, UTC+5 since 1 March 2024."""
        return (self.created + datetime.timedelta(hours=5)).date() if self.created else None


@lru_cache(maxsize=65_536)
def identify(printed: str) -> Identity:
    """Recognise one link. Never raises: what is no link at all is `malformed`, with an empty key."""
    url = clean(printed)
    parts = _split(url)
    if parts is None:
        return Identity(printed, url, "web", "unknown", "", doubts=("malformed",))
    platform = HOSTS.get(host_of(parts), "web")
    steps = [step for step in parts.path.split("/") if step]
    named = RULES[platform](parts, steps)
    doubts = (*named.doubts, *empty_parameters(parts))
    return Identity(printed, url, platform, named.kind, named.key, named.created, doubts)


def is_web(url: str) -> bool:
    """Whether a browser can follow the link as it is printed: http or https, and a host."""
    if _PLAIN.match(url):
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _split(url: str) -> SplitResult | None:
    if parted := _PARTED.fullmatch(url):
        scheme, netloc, path, query, fragment = parted.groups("")
        return SplitResult(scheme, netloc, path, query, fragment)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") and host and "." in host else None
