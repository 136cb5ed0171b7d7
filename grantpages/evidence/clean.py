"""A link as people paste it becomes the address that was meant.

Only what cannot belong to an address is taken away: spaces, invisible characters, the brackets and
full stops of the sentence around it, the escapes of Markdown and HTML, and the wrappers that social
networks put around links that leave them.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CLOSING = ".,;:!…»”’'\"›>"
BRACKETS = {")": "(", "]": "[", "}": "{"}
# Hosts that pass a reader on, with the parameter that says where to.
WRAPPERS = {
    ("l.facebook.com", "/l.php"): "u",
    ("lm.facebook.com", "/l.php"): "u",
    ("l.instagram.com", "/"): "u",
    ("youtube.com", "/redirect"): "q",
    ("google.com", "/url"): "q",
}
MAX_WRAPPERS = 3
_AS_MEANT = re.compile(r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9._~/@=+-]*[A-Za-z0-9_~/@=+-]", re.ASCII)
"""How most links are printed: nothing of them is to be taken away, and they pass nobody on."""


def clean(printed: str) -> str:
    """The address meant by a printed link, with a scheme; a text that is no link comes back trimmed."""
    if _AS_MEANT.fullmatch(printed):
        return printed
    text = INVISIBLE.sub("", printed)
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"&amp;|&#38;|&#x26;", "&", text, flags=re.IGNORECASE)
    text = re.sub(r"\\(?=[_*~#&=?.()\[\]-])|%5C(?=_)", "", text, flags=re.IGNORECASE)
    text = _without_closing(text.lstrip("<([{«“‘\"'"))
    if re.match(r"(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/|$)", text, flags=re.IGNORECASE):
        text = f"https://{text}"
    for _ in range(MAX_WRAPPERS):
        inner = _unwrapped(text)
        if inner is None:
            break
        text = inner
    return text


def _without_closing(text: str) -> str:
    """Without the punctuation of the sentence; a bracket stays where the address opened it."""
    while text:
        last = text[-1]
        opened = BRACKETS.get(last)
        if last not in CLOSING and (opened is None or opened in text):
            break
        text = text[:-1]
    return text


def _unwrapped(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if host == "youtube.com" and parts.path == "/attribution_link":
        inner = parse_qs(parts.query).get("u", [""])[0]
        return f"https://www.youtube.com{inner}" if inner.startswith("/") else None
    name = WRAPPERS.get((host, parts.path or "/"))
    if name is None:
        return None
    inner = parse_qs(parts.query).get(name, [""])[0]
    return inner if re.match(r"https?://", unquote(inner), flags=re.IGNORECASE) else None
