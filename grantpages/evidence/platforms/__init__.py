"""What the platforms' modules share: asking, judging by the signs, and weighing what several answers gave.

Each module has `look(identity, get, meta_oembed) -> Verdict`: which requests in which order. What an
answer means stands in `signs.yml`.
"""

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from grantpages.evidence.answer import Answer
from grantpages.evidence.facts import parts_of
from grantpages.evidence.identity import Identity
from grantpages.evidence.matching import Evidence
from grantpages.evidence.naming import Doubt, Kind, Platform
from grantpages.evidence.signs import OFFLINE, Request, load_signs, signs_for
from grantpages.evidence.verdict import NEGATIVE, Verdict

Get = Callable[..., Answer]
"""`get(url, *, headers=None, follow=True, http=False) -> Answer`; never raises."""

Look = Callable[[Identity, Get, bool], Verdict]
"""identity, get, whether Meta's oEmbed may be asked (its terms allow embedding only: off by default)."""


class Looking:
    """One look at one link: it remembers which signs were seen, for those that come `after` others.

    values: what `{name}` stands for in the addresses asked and in the patterns of the signs.
    """

    def __init__(self, identity: Identity, get: Get | None = None, /, **values: str) -> None:
        self._platform: Platform = identity.platform
        self._rules = load_signs().platforms[identity.platform]
        self._get = get
        self._values = values
        self._known = frozenset((identity.kind, *identity.doubts))
        self._seen: set[str] = set()

    def ask(self, request: str) -> Verdict:
        """Ask one of the platform's requests and judge the answer."""
        return self.judge(request, self.fetch(request))

    def fetch(self, request: str, **values: str) -> Evidence:
        """Ask without judging. values: in place of, or beside, those of the look."""
        assert self._get is not None
        asked = self._rules.requests[request]
        headers = dict(self._rules.headers)
        url = _filled(asked, self._values | values)
        return self._evidence(self._get(url, headers=headers, follow=asked.follow, http=asked.http), asked.script)

    def judge(self, request: str, evidence: Evidence) -> Verdict:
        """The verdict of the first sign that holds; where none does, nothing was seen."""
        answer = evidence.answer
        host = parts_of(answer.url).hostname or ""
        for sign in signs_for(self._platform, request, evidence.status):
            if (not sign.after or self._seen & {*sign.after}) and evidence.holds(sign):
                self._seen.add(sign.id)
                return Verdict(sign.state, sign.reason, sign.id, answer.status, host, sign.grade)
        return Verdict("unverifiable", "no_marker", "", answer.status, host)

    def offline(self) -> Verdict:
        """The verdict on the link's own text."""
        return self.judge(OFFLINE, self._evidence(Answer("", "")))

    def _evidence(self, answer: Answer, script: str | None = None) -> Evidence:
        return Evidence(answer, self._values, script, self._known)


def tell_offline(identity: Identity) -> Verdict | None:
    """What the link's own text decides, without any request; None where an answer is needed."""
    return _told(identity.platform, identity.kind, identity.doubts)


@cache
def _told(platform: Platform, kind: Kind, doubts: tuple[Doubt, ...]) -> Verdict | None:
    verdict = Looking(Identity("", "", platform, kind, "", doubts=doubts)).offline()
    return verdict if verdict.sign else None


def ends(verdict: Verdict) -> bool:
    """Whether to ask no more: it is alive, or the platform is not to be pressed now."""
    if verdict.state == "unverifiable":
        return verdict.reason in ("rate_limited", "blocked", "consent", "forbidden_address", "insecure")
    return verdict.state in ("alive", "transient")


def weigh(*verdicts: Verdict) -> Verdict:
    """What several answers say of one link: the most positive sign, or else the first reason.

    An answer that came late or not at all takes nothing back from one that came.
    """
    for state in ("alive", "private", "gone", "gone_or_private"):
        for verdict in verdicts:
            if verdict.state == state:
                return verdict
    assert not any(verdict.state in NEGATIVE for verdict in verdicts)
    telling = (verdict for verdict in verdicts if verdict.reason != "no_marker")
    return next(telling, verdicts[0])


def _filled(request: Request, values: dict[str, str]) -> str:
    def value(place: re.Match[str]) -> str:
        return values[place[2]] if place[1] else quote(values[place[2]], safe="")

    return re.sub(r"\{(\+?)([a-z]+)\}", value, request.url)
