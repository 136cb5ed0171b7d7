"""The minute a build works for."""

import datetime
import os

from mkdocs.exceptions import Abort

from grantpages.astana import ZONE, astana_moment, read_moment
from grantpages.site import chrome


class CannotRun(Abort):
    """Ends MkDocs with 2, which says that nothing could be checked; 1 says that problems were found."""

    code = exit_code = 2


def minute() -> datetime.datetime:
    """In Astana: the clock's, or the one given for a test and for building the same site again. Raises CannotRun."""
    given = os.environ.get("GRANTPAGES_NOW")
    if not given:
        return astana_moment(datetime.datetime.now(ZONE))
    try:
        return read_moment(given)
    except ValueError:
        raise CannotRun(chrome.bad_moment(given)) from None
