"""What a rule means, where it comes from and how to resolve what it finds; the list of all rules."""

import difflib
from collections.abc import Iterator, Sequence

from commandline import Refused
from language import said

from datacheck import words
from datacheck.arguments import Asked
from datacheck.textreport import explaining
from grantpages.checks.audit import RULES
from grantpages.checks.catalogue import Entry, catalogue
from grantpages.faults import FAULTS, quoted
from grantpages.problem import Language, Message, Severity
from grantpages.wording import plain

RECORD_OF: dict[str, str] = {rule.code: rule.of for rule in RULES}
"""The kind of record a rule reads."""
ALL = 'make check ARGS="--explain"'


def explanation_of(asked: Asked) -> str:
    """What `--explain` prints. Raises Refused for a code that is neither a rule nor a fault of the loader."""
    code = asked.explain or ""
    if not code:
        lines = _listed(asked.lang)
    elif code in catalogue():
        lines = _rule(code, catalogue()[code], asked.lang)
    elif code in FAULTS:
        lines = _fault(code, asked.lang)
    else:
        raise Refused(_unknown(code))
    return "".join(f"{line}\n" for line in lines)


def _rule(code: str, entry: Entry, language: Language) -> Iterator[str]:
    record = said(words.RECORDS[RECORD_OF.get(code, "")], language)
    texts = {part: plain(getattr(entry, part), language) for part in ("meaning", "source", "remedy")}
    yield from _parts(code, plain(entry.title, language), entry.severity, {"record": record} | texts, language)
    if code in RECORD_OF:
        yield from _reply(code, language)


def _fault(code: str, language: Language) -> Iterator[str]:
    texts = {part: said(message, language) for part, message in words.LOADER.items()}
    yield from _parts(code, said(words.LOADER_TITLE, language), "error", texts, language)


def _parts(code: str, title: str, severity: Severity, parts: dict[str, str], language: Language) -> Iterator[str]:
    yield f"{code}: {title}"
    yield ""
    meant = said(words.SEVERITY_MEANS[severity], language)
    yield f"{said(words.PARTS['severity'], language)}: {said(words.SEVERITIES[severity], language)}. {meant}"
    for part, text in parts.items():
        yield f"{said(words.PARTS[part], language)}: {text}"


def _reply(code: str, language: Language) -> Iterator[str]:
    """What an officer pastes into the record."""
    yield ""
    yield said(words.REPLY, language)
    yield "replies:"
    yield f"  - code: {code}"
    yield f"    field: {said(words.FIELD, language)}"
    yield "    text:"
    yield "      kk: …"
    yield "      ru: …"
    yield "    date: 2026-01-12"
    yield "    by: …"


def _listed(language: Language) -> Iterator[str]:
    """Every rule, by the record it reads and from the gravest on."""
    entries = catalogue()
    width = max(map(len, entries))
    order = list(words.SEVERITIES)
    for kind, heading in words.KINDS.items():
        codes = [code for code in entries if RECORD_OF.get(code, "") == kind]
        yield said(heading, language)
        for code in sorted(codes, key=lambda code: order.index(entries[code].severity)):
            severity = said(words.SEVERITIES[entries[code].severity], language)
            yield f"  {code:<{width}}  [{severity}] {plain(entries[code].title, language)}"
        yield ""
    yield said(words.LISTED.fill(n=len(entries), command=explaining(language)), language)


def _unknown(code: str) -> Message:
    near = nearest_codes(code)
    hint = words.NEAR.fill(codes=", ".join(near)) if near else words.NOT_NEAR
    return words.UNKNOWN_CODE.fill(found=quoted(code), hint=hint, command=ALL)


def nearest_codes(code: str) -> Sequence[str]:
    """Known codes that resemble one, the nearest first, five at most."""
    known = (*catalogue(), *FAULTS)
    holding = [each for each in known if code.lower() in each]
    return list(dict.fromkeys((*difflib.get_close_matches(code.lower(), known, 5, 0.5), *holding)))[:5]
