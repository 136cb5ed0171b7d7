"""What a page may load and do: its Content-Security-Policy (CSP level 3), made from what stands in the page.

Nothing is allowed but what the site has itself. A script written into a page is allowed by its hash alone, a player
only where the page offers one, and styles only as files.
"""

import base64
import hashlib
import re
from collections.abc import Iterator

MARK = "gp-policy-mark"
"""Stands in the frame of every page where its policy goes."""
PLAYER = "https://www.youtube-nocookie.com"
"""The one host of another party, asked only when a reader starts a video."""
_OFFERS_PLAYER = ' data-video="'
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_RUN = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}


def policed(html: str) -> str:
    """The page with its policy in place of the mark; as it is where it has none."""
    return html.replace(MARK, policy(html), 1)


def policy(html: str) -> str:
    """The policy of a page."""
    return directives(hashes(html), player=_OFFERS_PLAYER in html)


def directives(scripts: Iterator[str] | tuple[str, ...] = (), player: bool = True) -> str:
    """The policy's directives. scripts: hashes of what runs inside a page. player: whether it may show a video."""
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", *dict.fromkeys(scripts))),
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": PLAYER if player else "",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items() if value)


def hashes(html: str) -> Iterator[str]:
    """The hash of every script written into a page that a browser would run; data blocks run nothing (HTML, 4.12.1)."""
    for attributes, content in _SCRIPT.findall(html):
        kind = _TYPE.search(attributes)
        if not _SOURCE.search(attributes) and (kind[1].lower() if kind else "") in _RUN:
            yield f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
