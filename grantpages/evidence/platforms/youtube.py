"""YouTube: its oEmbed tells; where that stays silent the thumbnail, then the page. The page's status is always 200."""

from urllib.parse import urlsplit

from grantpages.evidence.identity import Identity
from grantpages.evidence.platforms import Get, Looking, ends, weigh
from grantpages.evidence.verdict import Verdict


def look(identity: Identity, get: Get, meta_oembed: bool = False) -> Verdict:
    """One video, playlist or channel."""
    if identity.kind == "channel":
        return Looking(identity, get, path=urlsplit(identity.url).path).ask("channel")
    id = identity.key.rpartition(":")[2]
    looking = Looking(identity, get, id=id)
    if identity.kind == "playlist":
        return looking.ask("playlist")
    return _video(looking)


def _video(looking: Looking) -> Verdict:
    seen: list[Verdict] = []
    for request in ("oembed", "thumbnail", "watch"):
        verdict = looking.ask(request)
        seen.append(verdict)
        if verdict.state != "unverifiable" or ends(verdict):
            break
    return weigh(*seen)
