"""`/.well-known/security.txt`: whom a finder of a hole in the site tells of it (RFC 9116).

The file must not lie about the day until which it is right, so nothing is published in the last month before it.
"""

import datetime
from pathlib import Path

from grantpages.faults import fault
from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Message, Problem
from grantpages.wording import long_date
from grantpages.yamlfile import read_document

PLACES = (".well-known/security.txt", "security.txt")
"""The second is the older place, which section 3 allows: some hosts publish no folder whose name begins with a dot."""
FILE, FIELD = "operator.yml", ("security", "expires")
RENEWED = datetime.timedelta(days=30)


def security_txt(dataset: Dataset, address: str) -> str | None:
    """The file of a site at an address ending in `/`; None where the operator named nobody."""
    security = dataset.operator.security
    if security is None:
        return None
    lines = [
        f"Contact: {security.contact}",
        f"Expires: {security.expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
    ]
    if address.startswith("https://"):  # of no other address may the file speak (section 2.5.2)
        lines.append(f"Canonical: {address}{PLACES[0]}")
    return "\n".join(lines) + "\n"


def overdue(dataset: Dataset, folder: Path, shown: str, today: datetime.date) -> list[Problem]:
    """Whether the file soon stops being right; shown: the data folder's name in messages."""
    security = dataset.operator.security
    if security is None or security.expires - today > RENEWED:
        return []
    name = f"{shown.rstrip('/')}/{FILE}"
    line = read_document(folder / FILE, name).lines.at(FIELD)
    day = Message(*(long_date(security.expires, language) for language in LANGUAGES))
    return [fault("security-expires", name, line, ".".join(FIELD), day=day)]
