"""When an identifier was made, where the identifier itself tells.

Instagram mints a media's number at upload: milliseconds since its epoch above 23 bits of shard and
sequence (Instagram Engineering, «Sharding & IDs at Instagram»). Measured against nine posts of known
time: within a second for photos, up to eleven minutes early for video. TikTok's number begins with
the Unix time in seconds. YouTube's and Facebook's identifiers tell nothing.
"""

import datetime

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The 64 digits of Instagram's shortcodes, least first."""
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
INSTAGRAM_EPOCH_MS = 1_314_220_021_721
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
LATEST = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
LATEST_MS = int(LATEST.timestamp()) * 1000


def instagram_created(code: str) -> datetime.datetime | None:
    """The time a shortcode was minted, UTC, to the millisecond; None for a letter outside its alphabet.

    The time lies in a code's first six letters: a wrong letter further on does not show.
    """
    number = 0
    for letter in code:
        value = _VALUES.get(letter)
        if value is None:
            return None
        number = number * 64 + value
    return _moment((number >> 23) + INSTAGRAM_EPOCH_MS)


def tiktok_created(id: str) -> datetime.datetime | None:
    """The time a video's number was minted, UTC, to the second."""
    return _moment((int(id) >> 32) * 1000)


def _moment(milliseconds: int) -> datetime.datetime | None:
    if milliseconds >= LATEST_MS:
        return None
    return EPOCH + datetime.timedelta(milliseconds=milliseconds)
