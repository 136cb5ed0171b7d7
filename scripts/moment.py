"""The minute a command works for: the clock's, or the one given for a test or for building an old site again."""

import datetime
from collections.abc import Mapping

from grantpages.astana import ZONE, astana_moment, read_moment


def moment_of(environment: Mapping[str, str]) -> datetime.datetime:
    """GRANTPAGES_NOW, else now; naive, Astana's. Raises ValueError with what stands in GRANTPAGES_NOW."""
    given = environment.get("GRANTPAGES_NOW")
    if not given:
        return astana_moment(datetime.datetime.now(ZONE))
    try:
        return read_moment(given)
    except ValueError:
        raise ValueError(given) from None
