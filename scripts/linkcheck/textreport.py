"""The report as an officer reads it, and the list for an issue."""

from collections.abc import Iterator, Mapping

from language import said

from grantpages.evidence.ledger import Entry
from grantpages.evidence.verdict import STATES
from grantpages.problem import Language, Message
from grantpages.wording import catalogue, short_date
from linkcheck import words
from linkcheck.report import Report, Row


def text_of(report: Report) -> str:
    """What stands on stdout, in the language asked for."""
    parts = (_cited(report), _findings(report), _states(report), _doubts(report), _troubles(report), _result(report))
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def printed(report: Report) -> str:
    """What stands on stdout, in the form asked for."""
    if report.asked.format == "text":
        return text_of(report)
    from linkcheck.machine import FORMS  # XML and the like, for who asks for it

    return FORMS[report.asked.format](report)


def markdown_of(report: Report) -> str:
    """The confirmed missing pages, in both languages; empty where there are none."""
    if not report.missing:
        return ""
    heading = words.ISSUE.fill(n=len(report.missing))
    lines = [f"## {heading.kk} · {heading.ru}", ""]
    for row in report.missing:
        states = " · ".join(catalogue(language).say(f"state.{row.state}") for language in ("kk", "ru"))
        places = ", ".join(f"`{place.file}:{place.line}`" for place in report.places.of(row.page))
        lines.append(f"- [ ] {_code(row.page.identity.url)} – {states} – {places}")
        lines += [f"    - {said(fact, language)}" for fact in _facts(row) for language in ("kk", "ru")]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    """As code, so that nothing in it is markup; a backtick cannot end it."""
    return f"`{text.replace('`', '%60')}`"


def _cited(report: Report) -> Iterator[str]:
    language = report.asked.lang
    yield said(words.CITED.fill(citations=report.citations, pages=len(report.rows)), language)
    for platform, kinds in report.by_kind.items():
        named = ", ".join(f"{said(words.KINDS[kind], language)} {n}" for kind, n in kinds.most_common())
        yield f"  {catalogue(language).say(f'platform.{platform}')}: {kinds.total()} ({named})"
    if report.dated:
        yield said(words.DATED.fill(dated=report.dated), language)


def _findings(report: Report) -> Iterator[str]:
    language = report.asked.lang
    none = words.NO_FINDINGS
    yield said(words.FINDINGS.fill(n=len(report.findings)) if report.findings else none, language)
    for finding in report.findings:
        yield f"  {finding.text(language)}"


def _states(report: Report) -> Iterator[str]:
    language = report.asked.lang
    say = catalogue(language).say
    yield _ran(report)
    shown = [state for state in STATES if report.by_state[state]]
    names = [say(f"state.{state}") for state in shown]
    heads = [said(heading, language) for heading in words.HEADINGS]
    width = max(map(len, (heads[0], *names)))
    yield f"{heads[0]:<{width}}  {heads[1]:>6}  {heads[2]}"
    for state, name in zip(shown, names, strict=True):
        yield f"{name:<{width}}  {report.by_state[state]:>6}  {say(f'state.{state}.meaning')}"
        for result, number in sorted(report.by_reason.items(), key=lambda item: (-item[1], item[0])):
            if result.startswith(f"{state}:"):
                yield f"{'':<{width}}  {'':>6}  – {say('reason.' + result.partition(':')[2])}: {number}"


def _ran(report: Report) -> str:
    language, outcome = report.asked.lang, report.outcome
    if outcome is None:
        return said(words.OFFLINE, language)
    parts = [said(words.CHECKED.fill(seen=len(outcome.seen)), language)]
    for why, meaning in words.LEFT.items():
        if number := sum(row.left == why for row in report.rows):
            meant = said(meaning, language)
            parts.append(f"{meant[0].upper()}{meant[1:]}: {number}.")
    return " ".join(parts)


def _doubts(report: Report) -> Iterator[str]:
    """What is to be known before the figures are believed."""
    language = report.asked.lang
    say = catalogue(language).say
    if report.asked.base_url_map:
        yield said(words.MAPPED.fill(map=mapped(report.asked.base_url_map)), language)
    if report.outcome and report.outcome.unreachable:
        yield said(words.UNREACHABLE, language)
    if report.outcome and report.outcome.misjudged:
        platforms = ", ".join(say(f"platform.{platform}") for platform in sorted(report.outcome.misjudged))
        yield said(words.MISJUDGED.fill(platforms=platforms), language)
    if report.errors:
        yield said(words.BROKE.fill(n=len(report.errors), error=report.errors[0]), language)
    for platform, (every, unseen) in report.untrusted.items():
        named = say(f"platform.{platform}")
        yield said(words.UNTRUSTED.fill(platform=named, all=every, unseen=unseen), language)
    if report.archived:
        yield said(words.ARCHIVE.fill(**vars(report.archived)), language)


def mapped(pairs: Mapping[str, str]) -> str:
    """The map on one line, the hosts of one server together."""
    servers = {server: [host for host in pairs if pairs[host] == server] for server in pairs.values()}
    return "; ".join(f"{', '.join(hosts)} → {server}" for server, hosts in servers.items())


def _troubles(report: Report) -> Iterator[str]:
    language = report.asked.lang
    by_hand = [row for row in report.rows if row.decision]
    if report.troubled:
        yield said(words.LOOK.fill(n=len(report.troubled)), language)
    for row in report.troubled:
        yield from _shown(report, row)
    if by_hand:
        yield said(words.BY_HAND_COUNT.fill(n=len(by_hand)), language)
        for row in by_hand:
            yield from _shown(report, row)


def _shown(report: Report, row: Row) -> Iterator[str]:
    language = report.asked.lang
    for place in report.places.of(row.page):
        yield f"  {place.file}:{place.line}: {place.printed}"
    facts = [named(row, language), *(said(fact, language) for fact in _facts(row))]
    yield f"    {'; '.join(facts)}."
    if row.trouble:
        exceptions = (report.asked.data / "evidence" / "exceptions.yml").as_posix()
        remedy = said(words.REMEDIES[row.trouble].fill(exceptions=exceptions), language)
        yield f"    {said(words.TO_DO.fill(remedy=remedy), language)}"


def named(row: Row, language: Language) -> str:
    """The page's trouble, or else its state, in words."""
    say = catalogue(language).say
    if row.trouble in ("malformed", "suspected"):
        return say(f"reason.{row.trouble}")
    reason = row.entry.reason if row.entry else None
    return say(f"state.{row.state}") + (f" ({say(f'reason.{reason}')})" if reason else "")


def _facts(row: Row) -> Iterator[Message]:
    """What the dates say, and a person."""
    yield from _dates(row.entry) if row.entry else ()
    if row.decision:
        seen, until = (short_date(day) for day in (row.decision.seen, row.decision.until))
        yield words.BY_HAND.fill(seen=seen, who=row.decision.who, until=until)


def _dates(entry: Entry) -> Iterator[Message]:
    if entry.failures:
        yield words.MISSED.fill(days=", ".join(short_date(failure.day) for failure in entry.failures))
    if entry.last_alive:
        yield words.LAST_ALIVE.fill(day=short_date(entry.last_alive))
    if entry.archive and entry.archive.kind == "page":
        yield words.ARCHIVED.fill(url=entry.archive.url)


def _result(report: Report) -> Iterator[str]:
    yield said(words.RESULT[report.exit].fill(n=report.failures), report.asked.lang)
