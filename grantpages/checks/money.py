"""Rules on money and on counts of grants: contract, lot, call and report, digits and words.

The report's points 2 to 6 say in words what the records hold: how many directions, grants and
projects, how much was allotted, whether there was money from elsewhere (the form of the report).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.numerals import number_of_words
from grantpages.checks.pages import pages
from grantpages.checks.prose import DIGITS, Money, Number, numbers, places_of, sums_of_money, value_of
from grantpages.checks.rule import Case, rule
from grantpages.model import Lot, Text
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import plain

_DIGITS = re.compile(rf"({DIGITS})\s*$")
_WORDS = re.compile(r"\(([а-яёәғқңөұүһіa-z\s.₸-]{2,200})\)", re.IGNORECASE)
_COUNTED = {  # what a number in a point's text counts, by the word after it
    "directions": re.compile(r"(?:\s(?!грант)\S+){0,1}\s(?:бағыт|направлен)"),
    "grants": re.compile(r"(?:\s(?!бағыт|направлен)\S+){0,1}\sгрант(?!тың|тық жоба|овы[а-я]+ проект|овых проект)"),
    "projects": re.compile(r"(?:\s(?!сал|сфер)\S+){0,1}\s(?:жоба|проект)"),
}
_NOTHING = re.compile(
    r"тартылған жоқ|тартылмады|тартылмаған|болған жоқ|не (?:были )?привлекал|не (?:были )?привлечен|отсутствовал"
)


@rule("contract-over-lot", of="projects")
def contract_over_lot(case: Case) -> Iterator[Found]:
    """A contract is not greater than its lot."""
    amount, lot = case.record.grant.amount, case.lot.amount
    if amount > lot:
        yield found("grant", "amount", amount=amount, lot=lot, over=amount - lot)


@rule("amount-in-words", of="projects")
def amount_in_words(case: Case) -> Iterator[Found]:
    """The sum of a contract in words is the sum in digits."""
    for language, said, number in _amount_words(case):
        if number is not None and number != case.record.grant.amount:
            path = ("grant", "amount_in_words", language)
            yield found(*path, digits=case.record.grant.amount, number=number, words=said)


@rule("amount-words-unread", of="projects")
def amount_words_unread(case: Case) -> Iterator[Found]:
    """The sum in words is a number in its language."""
    for language, said, number in _amount_words(case):
        if number is None:
            yield found("grant", "amount_in_words", language, words=said)


def _amount_words(case: Case) -> Iterator[tuple[Language, str, int | None]]:
    if words := case.record.grant.amount_in_words:
        for language in LANGUAGES:
            said = plain(words, language)
            bracketed = re.search(r"\(([^()]+)\)", said)  # digits may stand before the words
            yield language, said, number_of_words(bracketed[1] if bracketed else said, language)


@rule("number-in-words", of="projects")
def number_in_words(case: Case) -> Iterator[Found]:
    """A number that a text repeats in words is the same: «5 (бес)»."""
    return _unlike_words(case)


@rule("call-number-in-words", of="calls")
def call_number_in_words(case: Case) -> Iterator[Found]:
    """The same in a competition's texts."""
    return _unlike_words(case)


@rule("report-number-in-words", of="reports")
def report_number_in_words(case: Case) -> Iterator[Found]:
    """The same in a report's points."""
    return _unlike_words(case)


def _unlike_words(case: Case) -> Iterator[Found]:
    for language, page in pages(case).items():
        for bracket in places_of("(", page.text):
            before, inside = page.text[max(bracket - 24, 0) : bracket], _WORDS.match(page.text, bracket)
            digits = _DIGITS.search(before) if inside and before.rstrip()[-1:].isdigit() else None
            if inside and digits:
                number = number_of_words(inside[1], language)
                if number not in (None, value_of(digits[1])):
                    path = page.path(bracket)
                    yield found(*path, digits=value_of(digits[1]), number=number or 0, words=inside[1].strip())


@rule("announced-sum", of="calls")
def announced_sum(case: Case) -> Iterator[Found]:
    """The greatest sum that an announcement names is that of a lot, of a grant or of all lots."""
    announcement = case.record.announcement
    if announcement and announcement.text:
        lots: Sequence[Lot] = case.record.lots
        known = {lot.amount for lot in lots} | {lot.amount // lot.grants for lot in lots} | {_total(lots)}
        yield from _unlike_sum(("announcement", "text"), announcement.text, known, lots=_total(lots))


def _total(lots: Sequence[Lot]) -> int:
    return sum(lot.amount for lot in lots)


def _unlike_sum(path: tuple[Step, ...], text: Text, known: set[int], **values: int) -> Iterator[Found]:
    """The greatest sum of a text if it is none of the known ones; once for both languages."""
    said: set[int] = set()
    for language in LANGUAGES:
        printed = list(sums_of_money(plain(text, language)))
        greatest = max(printed, key=lambda money: money.value, default=None)
        if greatest and greatest.value not in said and not any(_is(greatest, number) for number in known):
            said.add(greatest.value)
            yield found(*path, language, printed=greatest.value, **values)


def _is(money: Money, number: int) -> bool:
    """Whether a printed sum is that number, as exactly as it is printed: «22 млн» is 21 997 580."""
    return abs(money.value - number) * 2 < money.exact_to or money.value == number


def _projects(case: Case) -> list[Any]:
    return [case.world.dataset.projects[id] for id in case.record.projects]


def _lots(case: Case) -> list[Lot]:
    return [lot for id in case.record.calls for lot in case.world.dataset.calls[id].lots]


def _said_in(case: Case, number: Any) -> Iterator[tuple[tuple[Step, ...], Text]]:
    """The texts of one point of the report."""
    section = case.record.sections.get(number)
    for name in ("text", "after") if section else ():
        if text := getattr(section, name):
            yield ("sections", number, name), text


@rule("report-contracts-sum", of="reports")
def report_contracts_sum(case: Case) -> Iterator[Found]:
    """The sum that point 5 names is the sum of the contracts."""
    contracts = sum(project.grant.amount for project in _projects(case))
    for path, text in _said_in(case, "5"):
        printed = {money.value for language in LANGUAGES for money in sums_of_money(plain(text, language))}
        if contracts not in printed:
            yield from _unlike_sum(path, text, {contracts}, contracts=contracts, lots=_total(_lots(case)))


@rule("report-extra-budget", of="reports")
def report_extra_budget(case: Case) -> Iterator[Found]:
    """What point 6 says of money from elsewhere is what the projects brought."""
    brought = sum(project.grant.co_funding or 0 for project in _projects(case))
    for path, text in _said_in(case, "6"):
        if brought and _NOTHING.search(text.kk):
            yield found(*path, printed=0, projects=brought)
        else:
            yield from _unlike_sum(path, text, {brought}, projects=brought)


@rule("report-lots-count", of="reports")
def report_lots_count(case: Case) -> Iterator[Found]:
    """Point 2 names as many directions and grants as the competitions offered."""
    lots = _lots(case)
    held = {"directions": {len(lots)}, "grants": {sum(lot.grants for lot in lots)}}
    for path, text in _said_in(case, "2"):
        yield from _miscounted(path, text, held)


@rule("report-projects-count", of="reports")
def report_projects_count(case: Case) -> Iterator[Found]:
    """Points 3, 4 and 5 name as many grants and projects as the report holds."""
    projects = len(case.record.projects)
    for number, what in (("3", "grants"), ("4", "projects"), ("5", "projects")):
        for path, text in _said_in(case, number):
            yield from _miscounted(path, text, {what: {projects}})


def _miscounted(path: tuple[Step, ...], text: Text, held: Mapping[str, set[int]]) -> Iterator[Found]:
    """Counts of a text, one by one or added up, that are not what the records hold."""
    for what, right in held.items():
        said: set[int] = set()
        for language in LANGUAGES:
            prose = plain(text, language)
            counts = [number.value for number in numbers(prose) if _counts(prose, number, what)]
            if counts and right.isdisjoint({*counts, sum(counts)}) and sum(counts) not in said:
                said.add(sum(counts))
                yield found(*path, language, printed=sum(counts), records=min(right))


def _counts(prose: str, number: Number, what: str) -> bool:
    """Whether a number counts that; «2 out of 3 grants» counts no three."""
    return bool(_COUNTED[what].match(prose, number.end)) and not prose.endswith(("из ", "Из "), 0, number.start)


@rule("lot-contracts-sum", of="reports")
def lot_contracts_sum(case: Case) -> Iterator[Found]:
    """The contracts on one lot together are not greater than the lot."""
    for lot, _, contracts in _by_lot(case):
        if len(contracts) > 1 and sum(contracts) > lot.amount:
            yield found("projects", contracts=sum(contracts), lot=lot.amount, number=lot.number)


@rule("lot-grants-count", of="reports")
def lot_grants_count(case: Case) -> Iterator[Found]:
    """No more contracts are concluded on a lot than grants were offered."""
    for lot, _, contracts in _by_lot(case):
        if len(contracts) > lot.grants:
            yield found("projects", contracts=len(contracts), grants=lot.grants, number=lot.number)


def _by_lot(case: Case) -> Iterator[tuple[Lot, str, Sequence[int]]]:
    contracts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for project in _projects(case):
        contracts[project.call, project.lot].append(project.grant.amount)
    for id in case.record.calls:
        for lot in case.world.dataset.calls[id].lots:
            yield lot, id, contracts.get((id, lot.number), ())
