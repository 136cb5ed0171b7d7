"""TikTok: its oEmbed; whatever it does not show, the page's own status code tells more exactly."""

from urllib.parse import urlsplit

from grantpages.evidence.identity import Identity
from grantpages.evidence.platforms import Get, Looking, ends, weigh
from grantpages.evidence.verdict import Verdict


def look(identity: Identity, get: Get, meta_oembed: bool = False) -> Verdict:
    """One video."""
    id = identity.key.rpartition(":")[2]
    looking = Looking(identity, get, id=id, page=f"https://www.tiktok.com{urlsplit(identity.url).path}")
    oembed = looking.ask("oembed")
    return oembed if ends(oembed) else weigh(oembed, looking.ask("page"))
