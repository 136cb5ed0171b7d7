"""Official wording: what kind of body the customer is, the spheres of the Law, the directions of the lots.

Spheres have the wording of article 5(1) of the Law of 12.04.2005 No. 36 (`spheres.yml`), priority
directions that of the list which the customer's order approved, as the lots have it.
"""

import re
from collections.abc import Iterator

from grantpages.checks.bodies import kinds_in, standing
from grantpages.checks.finding import Found, found
from grantpages.checks.known import words_of
from grantpages.checks.phrases import listed, pair
from grantpages.checks.quotes import called
from grantpages.checks.rule import Case, rule
from grantpages.checks.variants import contrasted, elsewhere
from grantpages.model import Lot

SPHERE = re.compile(r"\s+сала(?:сы|лар|да|ғ|н)", re.IGNORECASE)
DIRECTION = re.compile(r"\s+басым\s+бағыт", re.IGNORECASE)
SHORTEST = 3
"""Words that a sphere or direction has at least: «IT саласы» is a field of work."""


@rule("funder-kind", of="organizations")
def funder_kind(case: Case) -> Iterator[Found]:
    """A state body is not called by another body's kind."""
    own = kinds_in(case.record.name.kk)
    for number, text, places in elsewhere(case.record, "name"):
        if own and (other := kinds_in(text.kk)) and not set(own) & set(other):
            yield found("also_printed", number, "text", **contrasted(case.record.name, text), places=places)


@rule("report-funder-kind", of="reports")
def report_funder_kind(case: Case) -> Iterator[Found]:
    """The report calls its customer what it is."""
    funder = case.world.dataset.organizations.get(case.record.funder)
    if funder is None or not (own := kinds_in(funder.name.kk)):
        return
    for path, text in case.texts:
        others = {word: printed for word, printed in standing(text.kk) if word not in own}
        for printed in others.values() if path[0] == "sections" else ():
            yield found(*path, "kk", printed=printed, name=funder.name)


def _of_report(case: Case) -> list[Lot]:
    calls = case.world.dataset.calls
    return [lot for id in case.record.calls if id in calls for lot in calls[id].lots]


def _worded(case: Case, spelling: bool) -> Iterator[Found]:
    """Spheres printed with other words than the Law's; with `spelling` those with other marks."""
    for place, lot in enumerate(case.record.lots):
        name = case.world.dataset.spheres[lot.sphere].name
        for number, text, places in elsewhere(lot, "sphere"):
            same_words = words_of(text.kk) == words_of(name.kk)
            if same_words == spelling and _plain(text.kk) != _plain(name.kk):
                path = ("lots", place, "also_printed", number, "text")
                yield found(*path, **contrasted(name, text), places=places)


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip('«»“”".,; ').split())


@rule("sphere-wording", of="calls")
def sphere_wording(case: Case) -> Iterator[Found]:
    """A sphere has the words of the Law."""
    yield from _worded(case, spelling=False)


@rule("sphere-spelling", of="calls")
def sphere_spelling(case: Case) -> Iterator[Found]:
    """A sphere is written as in the Law."""
    yield from _worded(case, spelling=True)


@rule("direction-wording", of="calls")
def direction_wording(case: Case) -> Iterator[Found]:
    """A priority direction has the same words wherever it is printed."""
    for place, lot in enumerate(case.record.lots):
        for number, text, places in elsewhere(lot, "direction"):
            if words_of(text.kk) != words_of(lot.direction.kk):
                path = ("lots", place, "also_printed", number, "text")
                yield found(*path, **contrasted(lot.direction, text), places=places)


@rule("report-sphere-of-no-lot", of="reports")
def report_sphere_of_no_lot(case: Case) -> Iterator[Found]:
    """The spheres that a report names are those of its lots, in the words of the Law."""
    spheres = case.world.dataset.spheres
    official = {lot.sphere: spheres[lot.sphere].name for lot in _of_report(case)}
    words = {words_of(name.kk) for name in official.values()}
    for quote in called(case, SPHERE, ("sections",)):
        if official and len(words_of(quote.name)) >= SHORTEST and words_of(quote.name) not in words:
            yield found(*quote.path, "kk", printed=quote.name, names=listed(map(pair, official.values())))


@rule("report-direction-of-no-lot", of="reports")
def report_direction_of_no_lot(case: Case) -> Iterator[Found]:
    """The priority directions that a report names are those of its lots."""
    directions = [lot.direction for lot in _of_report(case)]
    words = {words_of(direction.kk) for direction in directions}
    for quote in called(case, DIRECTION, ("sections",)):
        if directions and len(words_of(quote.name)) >= SHORTEST and words_of(quote.name) not in words:
            yield found(*quote.path, "kk", printed=quote.name, names=listed(map(pair, directions)))
