"""Facebook: the embedded post, then the page. Nothing it answers without a login ever means `gone`."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from grantpages.evidence.identity import Identity
from grantpages.evidence.platforms import Get, Looking, ends, weigh
from grantpages.evidence.verdict import Verdict

NAMING = ("story_fbid", "id", "fbid", "v")
"""The parameters that name a post; all others follow its readers."""


def look(identity: Identity, get: Get, meta_oembed: bool = False) -> Verdict:
    """One post, photo, reel or video."""
    id = identity.key.rpartition(":")[2].partition("/")[0]
    looking = Looking(identity, get, id=id, page=_permalink(identity.url))
    graph = "graph-video" if identity.kind in ("video", "reel") else "graph-post"
    seen: list[Verdict] = []
    for request in (graph, "plugin", "page") if meta_oembed else ("plugin", "page"):
        verdict = looking.ask(request)
        seen.append(verdict)
        if ends(verdict):
            break
    return weigh(*seen)


def _permalink(url: str) -> str:
    parts = urlsplit(url)
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] in NAMING])
    return f"https://www.facebook.com{parts.path}" + (f"?{query}" if query else "")
