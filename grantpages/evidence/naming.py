"""What an address names: a rule for each platform, from its path and parameters alone; no network.

Identifiers are case-sensitive, tracking parameters are no part of them, and what an identifier
cannot tell stays unsaid. Sources and grades of the rules: the evidence research.
"""

import datetime
import re
from collections.abc import Callable
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, parse_qs, parse_qsl, urlencode

from grantpages.evidence.created import instagram_created, tiktok_created

Platform = Literal["instagram", "youtube", "facebook", "tiktok", "telegram", "web"]
"""Whose link it is; `web` is any other site."""
Kind = Literal[
    "post", "reel", "video", "short", "live", "photo", "story", "page",
    "playlist", "channel", "profile", "group", "share", "invitation", "unknown",
]  # fmt: skip
"""What a link leads to, as its address tells."""
Doubt = Literal["malformed", "bad-id", "unlikely-id", "private", "stray-tail", "empty-parameter"]
"""What is wrong with a link that can be seen without asking anyone."""

HOSTS: dict[str, Platform] = {
    "instagram.com": "instagram", "instagr.am": "instagram",
    "youtube.com": "youtube", "youtu.be": "youtube", "youtube-nocookie.com": "youtube",
    "facebook.com": "facebook", "fb.com": "facebook", "fb.watch": "facebook",
    "tiktok.com": "tiktok", "t.me": "telegram", "telegram.me": "telegram",
}  # fmt: skip
"""The platform of a host's name; the names in `SUBDOMAINS` may stand before it."""
SUBDOMAINS = ("www.", "m.", "mbasic.", "web.", "music.", "vm.", "vt.")
TRACKING = re.compile(r"utm_.*|fbclid|gclid|yclid|mc_.*|_ga|igsh|igshid")
"""Parameters that tell who shared a link: they are no part of what it leads to."""
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_LAST = frozenset("AEIMQUYcgkosw048")
"""How a video's id ends: its 64 bits leave 4 to the last of 11 letters (grade B: warn, never refuse)."""
INSTAGRAM_CODE = re.compile(r"[A-Za-z0-9_-]{5,11}")
PRIVATE_TAIL = 28
"""A shortcode this much longer belongs to a private account's post."""


class Named(NamedTuple):
    """What a platform's rule found in an address; the key is the same for every spelling of one page."""

    kind: Kind
    key: str
    created: datetime.datetime | None = None
    doubts: tuple[Doubt, ...] = ()


def host_of(parts: SplitResult) -> str:
    """The host in lower case, without what a platform puts before its own name."""
    host = (parts.hostname or "").rstrip(".")
    for prefix in SUBDOMAINS:
        if host.startswith(prefix) and host.removeprefix(prefix) in HOSTS:
            return host.removeprefix(prefix)
    return host


def _parameter(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def empty_parameters(parts: SplitResult) -> tuple[Doubt, ...]:
    """A parameter cut off after its `=`: the copy was not whole."""
    return ("empty-parameter",) if parts.query and re.search(r"(^|&)[^=&]+=(&|$)", parts.query) else ()


def _youtube(parts: SplitResult, steps: list[str]) -> Named:
    first = steps[0] if steps else ""
    forms: dict[str, Kind] = {"shorts": "short", "live": "live", "embed": "video", "v": "video", "e": "video"}
    if host_of(parts) == "youtu.be":
        return _youtube_video("video", first, steps[1:])
    if first == "watch":
        return _youtube_video("video", _parameter(parts, "v"), steps[1:])
    if first in forms and len(steps) > 1:
        return _youtube_video(forms[first], steps[1], steps[2:])
    if first == "playlist":
        return Named("playlist", f"yt:list:{_parameter(parts, 'list')}")
    if first == "channel" and len(steps) > 1:
        return Named("channel", f"yt:channel:{steps[1]}")
    if first.startswith("@"):
        return Named("channel", f"yt:handle:{first.lower()}")
    if first in ("c", "user") and len(steps) > 1:
        return Named("channel", f"yt:{first}:{steps[1].lower()}")
    return Named("unknown", _web_key(parts))


def _youtube_video(kind: Kind, id: str, tail: list[str]) -> Named:
    doubts: list[Doubt] = ["stray-tail"] if tail else []
    if not YOUTUBE_ID.fullmatch(id):
        doubts.append("bad-id")
    elif id[-1] not in YOUTUBE_LAST:
        doubts.append("unlikely-id")
    return Named(kind, f"yt:video:{id}", doubts=tuple(doubts))


def _instagram(parts: SplitResult, steps: list[str]) -> Named:
    kinds: dict[str, Kind] = {"p": "post", "tv": "post", "reel": "reel", "reels": "reel"}
    first = steps[0] if steps else ""
    if first == "stories":
        return Named("story", "ig:story:" + "/".join(steps[1:]))
    if first == "share":
        return Named("share", f"ig:share:{steps[-1]}")
    for place in (0, 1):  # /p/CODE and /user/p/CODE
        if len(steps) > place + 1 and steps[place] in kinds and steps[place + 1] != "audio":
            return _instagram_media(kinds[steps[place]], steps[place + 1], steps[place + 2 :])
    if len(steps) == 1:
        return Named("profile", f"ig:user:{first.lower()}")
    return Named("unknown", _web_key(parts))


def _instagram_media(kind: Kind, code: str, tail: list[str]) -> Named:
    doubts: list[Doubt] = ["stray-tail"] if tail and tail[0] not in ("embed", "captioned") else []
    public = code
    if len(code) > PRIVATE_TAIL + 4:
        public = code[:-PRIVATE_TAIL]
        doubts.append("private")
    if not INSTAGRAM_CODE.fullmatch(public):
        return Named(kind, f"ig:media:{code}", doubts=(*doubts, "bad-id"))
    return Named(kind, f"ig:media:{code}", instagram_created(public), tuple(doubts))


def _facebook(parts: SplitResult, steps: list[str]) -> Named:
    first = steps[0] if steps else ""
    if host_of(parts) == "fb.watch":
        return Named("share", f"fb:watch:{first}")
    if first == "share":
        form = steps[1] if len(steps) > 2 else "-"
        return Named("share", f"fb:share:{form}:{steps[-1]}")
    if first == "groups" and len(steps) > 1:
        post = steps[-1] if len(steps) > 3 else ""
        return Named("group", f"fb:group:{steps[1]}" + (f"/{post}" if post else ""))
    return _facebook_post(parts, steps, first)


def _facebook_post(parts: SplitResult, steps: list[str], first: str) -> Named:
    story, owner = _parameter(parts, "story_fbid"), _parameter(parts, "id")
    if first in ("story.php", "permalink.php") and story:
        return Named("post", f"fb:story:{story}/{owner}")
    if first in ("photo", "photo.php") and _parameter(parts, "fbid"):
        return Named("photo", f"fb:photo:{_parameter(parts, 'fbid')}")
    if first == "watch" and _parameter(parts, "v"):
        return Named("video", f"fb:video:{_parameter(parts, 'v')}")
    if first == "reel" and len(steps) > 1:
        return Named("reel", f"fb:video:{steps[1]}")
    if "videos" in steps[1:-1]:
        return Named("video", f"fb:video:{steps[-1]}")
    if "posts" in steps[1:-1]:
        return Named("post", f"fb:post:{steps[-1]}")
    if first == "profile.php" and owner:
        return Named("profile", f"fb:user:{owner}")
    if len(steps) == 1:
        return Named("profile", f"fb:user:{first.lower()}")
    return Named("unknown", _web_key(parts))


def _tiktok(parts: SplitResult, steps: list[str]) -> Named:
    short = (parts.hostname or "").startswith(("vm.", "vt.")) or (len(steps) > 1 and steps[0] == "t")
    if short and steps:
        return Named("share", f"tt:share:{steps[-1]}")
    if len(steps) > 2 and steps[0].startswith("@") and steps[1] in ("video", "photo"):
        if not re.fullmatch(r"[0-9]{18,19}", steps[2]):
            return Named("video", f"tt:video:{steps[2]}", doubts=("bad-id",))
        return Named("video", f"tt:video:{steps[2]}", tiktok_created(steps[2]))
    if len(steps) == 1 and steps[0].startswith("@"):
        return Named("profile", f"tt:user:{steps[0].lower()}")
    return Named("unknown", _web_key(parts))


def _telegram(parts: SplitResult, steps: list[str]) -> Named:
    if steps[:1] == ["s"]:
        steps = steps[1:]
    if not steps:
        return Named("unknown", _web_key(parts))
    if steps[0] == "c":
        return Named("post", "tg:c:" + "/".join(steps[1:]), doubts=("private",))
    if steps[0].startswith("+") or steps[0] == "joinchat":
        return Named("invitation", f"tg:join:{steps[-1]}", doubts=("private",))
    name = steps[0].lower()
    if len(steps) > 1 and steps[-1].isdigit():
        return Named("post", f"tg:{name}/{steps[-1]}")
    return Named("channel", f"tg:{name}")


def _web(parts: SplitResult, steps: list[str]) -> Named:
    # A last step of one letter after a long one is what a slipped finger or a cut copy leaves.
    stray = len(steps) > 1 and len(steps[-1]) == 1 and steps[-1].isalpha() and len(steps[-2]) > 20
    return Named("page", _web_key(parts), doubts=("stray-tail",) if stray else ())


def _web_key(parts: SplitResult) -> str:
    """The address without scheme, `www.`, tracking parameters, final slash and fragment; parameters sorted."""
    host = host_of(parts).removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0]))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"web:{host}{port}{parts.path.rstrip('/')}{query}"


RULES: dict[Platform, Callable[[SplitResult, list[str]], Named]] = {
    "youtube": _youtube,
    "instagram": _instagram,
    "facebook": _facebook,
    "tiktok": _tiktok,
    "telegram": _telegram,
    "web": _web,
}
"""What reads a platform's address: the parts of the link and of its path that are not empty → what it names."""
