"""axe-core in an opened page, with every rule it has: all levels of WCAG, its own advice, the experimental ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

RUN = """() => axe.run(document, {
    resultTypes: ["violations"],
    rules: Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }])),
}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) =>
    [id, node.target.join(" "), node.html.slice(0, 200), node.failureSummary])))"""


@dataclass(frozen=True)
class Violation:
    """What a rule says of one element. where: a selector; why: axe's own words."""

    rule: str
    where: str
    html: str
    why: str


def violations(page: Page, source: str) -> Iterator[Violation]:
    """Everything axe finds on the page as it stands. source: the text of axe.min.js."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(source)
    for rule, where, html, why in page.evaluate(RUN):
        yield Violation(rule, where, html, " ".join(why.split()))


def rules(page: Page, source: str) -> int:
    """How many rules are asked."""
    page.evaluate(source)
    return int(page.evaluate("axe.getRules().length"))
