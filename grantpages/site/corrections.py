"""The link by which a reader reports a mistake: the place is filled in, in the reader's language."""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from grantpages.history.records import History
from grantpages.problem import Language
from grantpages.wording import catalogue

LONGEST = 2_000
"""Characters of an address; some browsers and mail programs cut longer ones."""
PLACES = ("url", "record", "version", "field", "lang")
FIELD, ANCHOR = "GP.F", "GP.A"
"""Stand for a field and an anchor; no address of a record has capital letters, and none of these is escaped."""
_NEW_ISSUE = re.compile(r"/issues/new/?$")


def version_of(file: Path, history: History | None) -> str:
    """What version of its file a record's page shows: the commit where it is known, else the content's SHA-256."""
    return (history.edits[0].commit if history else hashlib.sha256(file.read_bytes()).hexdigest())[:12]


@dataclass(frozen=True)
class Corrections:
    """Builds the links of one language.

    template: the configured address: one with `{url}`, `{record}`, `{version}`, `{field}` or `{lang}` in it, an
    e-mail address (`mailto:`), a page for new issues (`…/issues/new`), or any other page, which gets them as its
    query. base: the address of the language's root, ending in `/`. versions: of each record, by (kind, id).
    """

    template: str
    base: str
    language: Language
    versions: Mapping[tuple[str, str], str]
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def link(self, kind: str, id: str, field: str = "", anchor: str = "") -> str:
        """Where a mistake in a record, or in one field of it, is reported. anchor: of that place on the page."""
        if field and anchor:  # many on a page, and all but these two the same
            link = self._pattern(kind, id).replace(FIELD, quote(field, safe="")).replace(ANCHOR, quote(anchor, safe=""))
            if len(link) <= LONGEST:
                return link
        return self._made(kind, id, field, anchor, LONGEST)

    def _pattern(self, kind: str, id: str) -> str:
        """The link to a place of a record with signs for the place; only the last record's is kept."""
        if (kind, id) not in self.known:
            self.known.clear()
            self.known[kind, id] = self._made(kind, id, FIELD, ANCHOR, math.inf)
        return self.known[kind, id]

    def _made(self, kind: str, id: str, field: str, anchor: str, longest: float) -> str:
        values = {
            "url": f"{self.base}{kind}/{id}/{'#' if anchor else ''}{anchor}",
            "record": f"{kind}/{id}",
            "version": self.versions.get((kind, id), ""),
            "field": field,
            "lang": self.language,
        }
        if any(f"{{{name}}}" in self.template for name in PLACES):
            return self._filled(values)
        if self.template.startswith("mailto:"):
            return self._asked({"subject": self._subject(values), "body": self._body(values)}, longest)
        if _NEW_ISSUE.search(urlsplit(self.template).path):
            return self._asked({"title": self._subject(values), "body": self._body(values)}, longest)
        return self._asked({name: value for name, value in values.items() if value}, longest)

    def _filled(self, values: Mapping[str, str]) -> str:
        link = self.template
        for name, value in values.items():
            link = link.replace(f"{{{name}}}", quote(value, safe=""))
        return link

    def _asked(self, query: dict[str, str], longest: float) -> str:
        """The address with a query; the end of a text that would make it too long is left out."""
        parts = urlsplit(self.template)
        asked = dict(parse_qsl(parts.query)) | query
        while len(link := urlunsplit(parts._replace(query=urlencode(asked, safe=":/", quote_via=quote)))) > longest:
            name = max(asked, key=lambda name: len(asked[name]))
            asked[name] = asked[name][: len(asked[name]) * 3 // 4]
        return link

    def _subject(self, values: Mapping[str, str]) -> str:
        return catalogue(self.language).say("flaw.subject", record=values["record"])

    def _body(self, values: Mapping[str, str]) -> str:
        """What the operator needs to find the place, and room for what is wrong."""
        words = catalogue(self.language)
        lines = [words.say("flaw.ask"), "", "", words.say("flaw.page", url=values["url"])]
        lines += [words.say("flaw.version", version=values["version"])] if values["version"] else []
        lines += [words.say("flaw.field", field=values["field"])] if values["field"] else []
        return "\n".join(lines)
