"""The body of one page of each kind, in both languages, letter by letter.

`UPDATE_GOLDEN=1 make test` (or pytest on this file) writes them anew; the difference is then read before it is kept.
"""

import datetime
import os
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from builtsite import VALID
from wholesite import every_page, register_of

from grantpages.checks.audit import RULES, audit, checks_run
from grantpages.checks.rule import Rule
from grantpages.evidence import ledgerfile
from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.corrections import Corrections
from grantpages.site.publish import prefix
from grantpages.site.relations import relate
from grantpages.site.render import environment, render
from grantpages.site.voice import Voice

TODAY = datetime.date(2026, 1, 15)
GOLDEN = Path(__file__).parent / "golden"
KINDS = (
    "home", "calls", "call", "projects", "project", "organizations", "organization", "reports", "report", "evidence", "quality",
    "follow", "browse", "browse-values", "browse-value", "charts", "map",
)  # fmt: skip
GENERATED = "rules"
"""The page of the rules shows the catalogue and nothing else: approving it would approve every word of it twice."""
ASKED = {"participants-age-sum", "link-unlikely-id", "plan-exceeded", "report-contracts-sum", "direction-wording"}
"""One rule for each kind of page and place; the others' findings would change these pages with every new rule."""
CASES = [(kind, language) for kind in KINDS for language in LANGUAGES]


def _rules() -> list[Rule]:
    rules = [rule for rule in RULES if rule.code in ASKED]
    assert {rule.code for rule in rules} == ASKED
    return rules


@cache
def _bodies(language: Language) -> dict[str, str]:
    """The longest body of each kind: the page with the most in it."""
    dataset, problems = load_folder(VALID)
    assert dataset is not None, problems
    ledger, problems = ledgerfile.read(VALID / "evidence" / "ledger.jsonl", "ledger.jsonl")
    assert not problems, problems
    relations, voice = relate(dataset), Voice(language)
    register = register_of(dataset, ledger, audit(dataset, TODAY, _rules()))
    register = replace(register, notes=replace(register.notes, checks=checks_run(dataset, _rules()), rules=len(ASKED)))
    corrections = Corrections("https://example.org/", "https://grants.example/", language, {})
    env = environment(dataset, relations, register, voice, Past({}, "no-repository"), corrections)
    bodies: dict[str, list[str]] = defaultdict(list)
    for page in every_page(dataset, register, env):
        root = "../" * (prefix(language) + page.address).count("/")
        if (kind := page.template.removesuffix(".html")) != GENERATED:
            bodies[kind].append(render(env, page, root))
    return {kind: max(rendered, key=len) for kind, rendered in bodies.items()}


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_the_page_is_as_it_was_last_approved(kind: str, language: Language) -> None:
    body, file = _bodies(language)[kind], GOLDEN / f"{kind}.{language}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(body, encoding="utf-8", newline="\n")
    assert body == file.read_text(encoding="utf-8")


def test_every_kind_of_page_has_an_approved_one_and_no_other_is_kept() -> None:
    assert set(_bodies("kk")) == set(_bodies("ru")) == set(KINDS)
    assert {file.name for file in GOLDEN.iterdir()} == {f"{kind}.{language}.html" for kind, language in CASES}
