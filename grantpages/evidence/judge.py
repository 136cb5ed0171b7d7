"""One link, one verdict."""

from collections.abc import Callable

from grantpages.evidence.identity import Identity
from grantpages.evidence.naming import Platform
from grantpages.evidence.platforms import Get, Look, facebook, instagram, telegram, tell_offline, tiktok, web, youtube
from grantpages.evidence.verdict import Verdict

LOOKS: dict[Platform, Look] = {
    "youtube": youtube.look,
    "instagram": instagram.look,
    "facebook": facebook.look,
    "tiktok": tiktok.look,
    "telegram": telegram.look,
    "web": web.look,
}
"""What asks a platform and judges its answer."""


def judge(
    identity: Identity, get: Get, *, meta_oembed: bool = False, on_error: Callable[[Exception], None] | None = None
) -> Verdict:
    """Look at one link. Never raises: what goes wrong inside shows nothing, and is handed to `on_error`.

    get: as `platforms.Get`. meta_oembed: whether Meta's oEmbed may be asked, whose terms a person
    must have accepted.
    """
    try:
        return observe(identity, get, meta_oembed=meta_oembed)
    except Exception as error:  # the run goes on with the next link
        if on_error is not None:
            on_error(error)
        return Verdict("unverifiable", "no_marker")


def observe(identity: Identity, get: Get, *, meta_oembed: bool = False) -> Verdict:
    """The same, and what goes wrong inside is raised."""
    return tell_offline(identity) or LOOKS[identity.platform](identity, get, meta_oembed)
