"""Short addresses that fit on a poster, and their QR codes.

A code is made from the record's id alone, so it never changes. Two ids of one code, one pair in 34 billion,
share a page that leads to both.
"""

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""The letters of a code; no i, l, o, u, so that what is typed from paper is not mistaken (Crockford's Base32)."""
LENGTH = 7
"""Letters of a code."""
FOLDER = "p"
"""The folder of the short addresses, below the site's root."""
# Choosing the best of eight masks takes four times as long as all the rest; every reader reads any mask.
MASK = 3


def short_code(id: str) -> str:
    """The code of a project: seven letters and digits."""
    number = int.from_bytes(hashlib.sha256(id.encode()).digest()[:8]) >> (64 - 5 * LENGTH)
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def codes(ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids of each code."""
    found = defaultdict(list)
    for id in ids:
        found[short_code(id)].append(id)
    return dict(found)


def qr_code(address: str) -> str:
    """The QR code of an address as an SVG file: black on white, with its quiet zone, readable with 15 % of it lost."""
    import segno  # brings half of the standard library, for codes that are made once

    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False, mask=MASK, boost_error=False)
    code.save(out, kind="svg", border=4, light="#fff", xmldecl=False, svgns=True, omitsize=True, nl=False)
    return out.getvalue().decode()
