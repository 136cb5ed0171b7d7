"""The text of a body, whatever it says of its own encoding."""

import re
from codecs import BOM_UTF8

NAMED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
# What pages in Kazakh and Russian are written in; nothing else is ever tried.
CODECS = {
    "windows-1251": "cp1251",
    "cp1251": "cp1251",
    "koi8-r": "koi8_r",
    "kz-1048": "kz1048",
    "iso-8859-5": "iso8859_5",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "utf-16": "utf_16",
}
LONGEST_LETTER = 4


def decode(body: bytes, content_type: str) -> str:
    """UTF-8 if the body is UTF-8, else what it says it is, else Windows-1251. Never raises.

    A body cut in the middle of a letter is still UTF-8.
    """
    body = body.removeprefix(BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        if error.start >= len(body) - LONGEST_LETTER and error.reason == "unexpected end of data":
            return body[: error.start].decode()
    named = NAMED.search(content_type.encode()) or NAMED.search(body[:2_048])
    codec = CODECS.get(named[1].decode("ascii", "ignore").lower(), "cp1251") if named else "cp1251"
    return body.decode(codec, "replace")
