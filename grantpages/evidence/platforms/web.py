"""Any other page. Status 200 is believed only of a host that does not show the same page for any address.

An address printed with http is asked with https first. A host whose TLS fails stays `insecure`: it
is not asked again without verification, since what answers then may be anybody.
"""

import hashlib
import re
from collections import Counter
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from grantpages.evidence.facts import is_root
from grantpages.evidence.identity import Identity
from grantpages.evidence.matching import Evidence
from grantpages.evidence.platforms import Get, Looking
from grantpages.evidence.verdict import Verdict

ALIKE = 0.9
"""The share of words two pages have in common from which they count as one."""


def look(identity: Identity, get: Get, meta_oembed: bool = False) -> Verdict:
    """One page. Where https does not show it and http was printed, http decides."""
    looking = Looking(identity, get)
    url = urlunsplit(urlsplit(identity.url)._replace(fragment=""))
    secure = re.sub(r"^http:", "https:", url, flags=re.IGNORECASE)
    verdict = _page(looking, secure)
    if secure == url or verdict.state == "alive" or verdict.reason in ("rate_limited", "forbidden_address"):
        return verdict
    return _page(looking, url)


def _page(looking: Looking, url: str) -> Verdict:
    page = looking.fetch("page", url=url)
    verdict = looking.judge("page", page)
    if verdict.state != "alive" or "html" not in page.facts:
        return verdict
    sibling = sibling_of(page.answer.url)
    if sibling is None:
        return verdict
    page.adds(_compared(page, looking.fetch("sibling", url=sibling)))
    return looking.judge("page", page)


def sibling_of(url: str) -> str | None:
    """An address beside this one that nobody can have made; None for a front page.

    It is derived from the host's name, so that equal answers give equal bytes in the ledger, and is
    one for all pages of a folder, so that a run asks it once (beside.py). What tells pages apart is
    changed: the values of the parameters, or else the last step of the path.
    """
    parts = urlsplit(url)
    if is_root(parts):
        return None
    digest = hashlib.sha256(f"web:{parts.hostname}".encode()).hexdigest()
    if parts.query:
        pairs = [(name, _like(value, digest)) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        return urlunsplit(parts._replace(query=urlencode(pairs), fragment=""))
    above, _, last = parts.path.rstrip("/").rpartition("/")
    ending = re.search(r"\.\w{1,5}$", last)
    slash = "/" if parts.path.endswith("/") else ""
    path = f"{above}/{digest[:16]}{ending[0] if ending else ''}{slash}"
    return urlunsplit(parts._replace(path=path, query="", fragment=""))


def _like(value: str, digest: str) -> str:
    return str(int(digest[:10], 16)) if value.isdecimal() else digest[:16]


def _compared(page: Evidence, sibling: Evidence) -> set[str]:
    """What the sibling's answer says of the host: `says-404`, or `same-as-sibling`."""
    answer = sibling.answer
    if answer.failure or answer.status is None:
        return set()
    if answer.status in (404, 410):
        return {"says-404"}
    if answer.status // 100 != 2:
        return set()
    one, two = (Counter(each.page.text.split()) for each in (page, sibling))
    return {"same-as-sibling"} if (one & two).total() >= ALIKE * max(one.total(), two.total()) else set()
