"""Instagram: the embed, then its own oEmbed, then the page. A page that embeds nothing may still be alive."""

from grantpages.evidence.identity import Identity
from grantpages.evidence.platforms import Get, Looking, ends, weigh
from grantpages.evidence.verdict import Verdict


def look(identity: Identity, get: Get, meta_oembed: bool = False) -> Verdict:
    """One post or reel, or a profile."""
    id = identity.key.rpartition(":")[2]
    looking = Looking(identity, get, id=id)
    if identity.kind == "profile":
        return looking.ask("profile")
    seen: list[Verdict] = []
    for request in ("graph", "embed", "oembed", "page") if meta_oembed else ("embed", "oembed", "page"):
        verdict = looking.ask(request)
        seen.append(verdict)
        if ends(verdict):
            break
    return weigh(*seen)
