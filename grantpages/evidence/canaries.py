"""Whether the signs still hold: on each platform one link known to be alive and one known to be dead."""

from collections.abc import Iterable
from dataclasses import replace

from grantpages.evidence.identity import identify
from grantpages.evidence.judge import judge
from grantpages.evidence.naming import Platform
from grantpages.evidence.platforms import Get
from grantpages.evidence.signs import load_signs
from grantpages.evidence.verdict import NEGATIVE, Verdict


def check_canaries(platforms: Iterable[Platform], get: Get) -> frozenset[Platform]:
    """The platforms whose canary is misjudged: the living called dead, or the dead alive.

    A canary behind a login page or a refusal is not misjudged: the platform shows nothing, and each
    of its links will say so with its own reason.
    """
    return frozenset(platform for platform in platforms if _is_misjudged(platform, get))


def _is_misjudged(platform: Platform, get: Get) -> bool:
    canaries = load_signs().platforms[platform].canaries
    alive, dead = (judge(identify(canary.url), get) for canary in (canaries.alive, canaries.dead))
    return alive.state in NEGATIVE or dead.state == "alive"


def discount(verdict: Verdict) -> Verdict:
    """A verdict of a run whose canary was misjudged: whatever was seen does not count."""
    return replace(verdict, state="unverifiable", reason="canary", grade="G")
