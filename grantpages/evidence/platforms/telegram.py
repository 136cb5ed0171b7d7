"""Telegram: the widget of a public channel's post says what became of it; its status is always 200."""

from grantpages.evidence.identity import Identity
from grantpages.evidence.platforms import Get, Looking
from grantpages.evidence.verdict import Verdict


def look(identity: Identity, get: Get, meta_oembed: bool = False) -> Verdict:
    """One post of a public channel."""
    channel, _, number = identity.key.removeprefix("tg:").partition("/")
    return Looking(identity, get, channel=channel, number=number).ask("post")
