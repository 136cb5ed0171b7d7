"""The catalogues say the same things in both languages, nothing more than is asked of them and nothing less."""

import re
from functools import cache
from string import Formatter
from typing import get_args

import pytest
from builtsite import REPOSITORY

from grantpages.evidence.naming import Platform
from grantpages.evidence.verdict import REASONS, STATES
from grantpages.follow.write import FEEDS
from grantpages.history.gitlog import Absence
from grantpages.manifest import MANIFEST, SUMS
from grantpages.model import AGE_BANDS, CATEGORIES, SECTIONS, Activity, Gender, Link, Narrative
from grantpages.model.organization import LegalForm, OrganizationKind
from grantpages.model.project import FigureKind, GroupKind
from grantpages.model.values import DocumentKind, Place, Qualifier, Translation
from grantpages.opendata.table import Type
from grantpages.pack.readme import PARTS
from grantpages.problem import LANGUAGES, Language
from grantpages.reference.kinds import shapes
from grantpages.site import opendata, pages, properties, quality, reportsums, searchable, searchpage, views
from grantpages.site.stages import STAGES
from grantpages.site.totals import FACETS
from grantpages.wording import catalogue

BOTH = pytest.mark.parametrize("language", LANGUAGES)


def _choices(shape: type, name: str) -> tuple[str, ...]:
    """The values a field with a fixed list may have."""
    annotation = shape.model_fields[name].annotation  # type: ignore[attr-defined]
    literals = [part for part in (annotation, *get_args(annotation)) if all(isinstance(v, str) for v in get_args(part))]
    return next(values for part in literals if (values := get_args(part)))


LABELS: dict[str, tuple[str, ...]] = {
    "kind.": get_args(FigureKind),
    "categories.": CATEGORIES,
    "ages.": AGE_BANDS,
    "gender.": tuple(Gender.model_fields),
    "place.": get_args(Place),
    "document-kind.": get_args(DocumentKind),
    "qualifier.": get_args(Qualifier),
    "group-kind.": get_args(GroupKind),
    "translation-state.": get_args(Translation),
    "organization-kind.": get_args(OrganizationKind),
    "legal-form.": get_args(LegalForm),
    "platform.": get_args(Platform),
    "reason.": REASONS,
    "state.": (*STATES, "alive-before", *(f"{state}.meaning" for state in STATES)),
    "language.": _choices(Link, "language"),
    "narrative.": tuple(Narrative.model_fields),
    "role.": views.ROLES,
    "chart.": ("gender", "categories", "ages"),
}
"""What a fixed list of the model is called: exactly these keys begin like this, but for those named in full."""
ALSO = {
    "form.": (*_choices(Activity, "form"), *(f"report-{number}" for number in SECTIONS)),
    "report.sum.": tuple(name for figures in reportsums.POINTS.values() for name, _ in figures),
    "form.column-": ("partner", "date", "place", "topic", "participants", "fulfilment"),
    "form.app2-": (*Narrative.model_fields, "gender", "categories", "ages"),
    "stage.": STAGES,
    "title.": (*pages.SECTIONS, "data", "about", "evidence-of"),
    "describe.": (*pages.SECTIONS, "evidence-of"),
    "news.": ("announced", "decided", "contracted", "reported", "changed"),
    "feed.": tuple(f"{what}{area}" for what in FEEDS for area in ("", "-region")),
    "calendar.": ("opens", "closes", "name-region"),
    "data-type.": get_args(Type),
    "data.": tuple(opendata.GROUPS),
    "data.file.": (*opendata.FURTHER, SUMS, MANIFEST),
    "pack.part.": PARTS,
    "data.rule.": ("record", "date", "empty", "csv", "formula", "xlsx", "giving", "personal"),
    "history.absent.": (*get_args(Absence), "uncommitted"),
    "left.": ("days", "hours", "minutes"),
    "rule-severity.": (*quality.SEVERITIES, *(f"{severity}.meaning" for severity in quality.SEVERITIES)),
    "search.column.": properties.COLUMNS,
    "browse.by.": FACETS,
    "browse.name.": FACETS,
    "browse.lead.": FACETS,
    "browse.one.": ("districts", "years", "spheres", "types", "states"),
    "search.kind.": searchable.KINDS,
    "search.sort.": ("best", *searchable.SORTS),
    "search.facet.": searchpage.OWN,
    "search.sum.": tuple(str(number) for number in range(len(properties.BANDS) + 1)),
    "search.notes.": ("open", "answered", "none"),
    "home.way.": ("reports", "organizations", "evidence", "data", "follow", "about"),
}
"""Other keys that templates put together."""
FREE = ("values.", "type.", "format.")
"""Beginnings of keys for the description of the data format, which looks them up by the model's names."""


@cache
def _sources() -> str:
    folders = ("grantpages", "hooks", "scripts", "docs/overrides")
    files = (path for folder in folders for path in (REPOSITORY / folder).rglob("*"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".html"))


def _quoted() -> set[str]:
    return set(re.findall(r"""["']([a-z][\w.+-]*)["']""", _sources()))


def _asked() -> set[str]:
    """Keys that templates and code name in full."""
    return set(re.findall(r"""(?:\b(?:t|n|say|count|other)\(|\bsay\[)\s*["']([a-z][\w.+-]*)["']\s*[],)]""", _sources()))


def _combined() -> set[str]:
    return {prefix + value for labels in (LABELS, ALSO) for prefix, values in labels.items() for value in values}


def test_both_catalogues_have_the_same_keys_in_the_same_order() -> None:
    assert list(catalogue("kk").messages) == list(catalogue("ru").messages)


@BOTH
def test_no_message_is_empty_or_has_spaces_at_its_ends(language: Language) -> None:
    for key, message in catalogue(language).messages.items():
        for form in [message] if isinstance(message, str) else message:
            assert form, key
            assert form == form.strip(), key


SAME = {"Конкурс", "Оператор", "Лот", "Грант", "грант", "Веб-сайт", "Лицензия", "онлайн", "офлайн"}
"""Words of both languages. The Russian link to a Kazakh page is Kazakh too, and says so with `lang`."""
KAZAKH_LINK = "translation.link"


def test_only_words_of_both_languages_are_the_same_in_both() -> None:
    kazakh, russian = catalogue("kk").messages, catalogue("ru").messages
    worded = {
        key for key, message in kazakh.items() if isinstance(message, str) and re.search("[а-я]{2}", message, re.I)
    }
    assert {kazakh[key] for key in worded - {KAZAKH_LINK} if kazakh[key] == russian[key]} <= SAME


def test_russian_messages_have_no_kazakh_letters() -> None:
    said = {key: message for key, message in catalogue("ru").messages.items() if key != KAZAKH_LINK}
    assert [key for key, message in said.items() if re.search("[әғқңөұүһі]", str(message), re.I)] == []


def _names(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_both_languages_fill_the_same_names() -> None:
    kazakh, russian = catalogue("kk").messages, catalogue("ru").messages
    for key, message in kazakh.items():
        forms = [message] if isinstance(message, str) else message
        others = [russian[key]] if isinstance(message, str) else russian[key]
        assert {frozenset(_names(form)) for form in (*forms, *others)} == {frozenset(_names(forms[0]))}, key


def test_counted_messages_have_one_form_in_kazakh_and_three_in_russian() -> None:
    kazakh, russian = catalogue("kk").messages, catalogue("ru").messages
    counted = [key for key, message in kazakh.items() if not isinstance(message, str)]
    assert counted == [key for key, message in russian.items() if not isinstance(message, str)]
    assert {len(kazakh[key]) for key in counted} == {1}
    assert {len(russian[key]) for key in counted} == {3}


@BOTH
def test_every_key_that_templates_and_code_name_exists(language: Language) -> None:
    assert len(_asked()) > 100
    assert _asked() - set(catalogue(language).messages) == set()


@BOTH
def test_every_label_of_the_models_lists_exists(language: Language) -> None:
    assert _combined() - set(catalogue(language).messages) == set()


@pytest.mark.parametrize("prefix", LABELS)
def test_a_list_has_no_label_that_the_model_does_not_know(prefix: str) -> None:
    keys = {key for key in catalogue("kk").messages if key.startswith(prefix)}
    assert keys - {prefix + value for value in LABELS[prefix]} - _asked() == set()


def _named_by_the_model() -> set[str]:
    """A shape has a name of its own, and a field that is printed twice is named."""
    every = list(shapes())
    fields = {name for shape in every for name in shape.model_fields}
    keys = {key for key in catalogue("kk").messages if key.startswith("field.") and key.split(".")[1] in fields}
    return keys | {f"shape.{shape.__name__}" for shape in every}


def test_every_key_is_used() -> None:
    unused = set(catalogue("kk").messages) - _quoted() - _combined() - _named_by_the_model()
    assert {key for key in unused if not key.startswith(FREE)} == set()
