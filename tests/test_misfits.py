"""A table of what does not fit a model: the fault, its line and field, and what is said of it."""

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import Field, StringConstraints, ValidationError, WithJsonSchema
from pydantic_core import to_json

from grantpages import model
from grantpages.misfits import MEANINGS, explain
from grantpages.model.project import Contract
from grantpages.problem import Problem
from grantpages.shapes import annotation_at
from grantpages.yamlfile import parse_document


class Even(model.Shape):
    """A model with a rule that no model of ours has, so that nobody has yet said what breaks it."""

    number: Annotated[int, Field(multiple_of=2)]


NGO = "kind: ngo\nname: {kk: а, ru: б}\n"
ALSO = "  printed: cover\n"

# (what it is, the model, the file, each misfit as `code line field`)
MISFITS: list[tuple[str, type[model.Shape], str, str]] = [
    # names
    ("a field that must be there", model.Text, "kk: а\n", "missing 1 ru"),
    ("fields that must be there, within", model.Project, "grant:\n  contract: {}\n", (
        "missing 1 title; missing 1 call; missing 1 lot; missing 1 grantee; missing 2 grant.contract.number;"
        " missing 2 grant.contract.date; missing 1 grant.amount"
    )),
    ("an unknown field", model.Text, "kk: а\nru: б\nqqq: в\n", "unknown-field 3 qqq"),
    ("a misspelt field, and not that it is missing", model.Text, "kz: а\nru: б\n", "unknown-field 1 kz"),
    ("a misspelt field, and what else is missing", Contract, "datte: 2025-05-06\n", "missing 1 number; unknown-field 1 datte"),
    ("an unknown category", model.Participants, "total: 1\ncategories:\n  kids: 1\n", "unknown-field 3 categories.kids"),
    ("an unknown age", model.Participants, "total: 1\nages: {60+: 1}\n", "unknown-field 2 ages.60+"),
    ("an unknown point of the report", model.Participants, "total: 1\nages: {60+: б}\n", "unknown-field 2 ages.60+; not-a-number 2 ages.60+"),
    # kinds of values
    ("a text for a record", model.Text, "а\n", "not-a-mapping 1"),
    ("a list for a record", model.Text, "- а\n", "not-a-mapping 1"),
    ("a text for two languages", model.Head, "name: а\nposition: б\n", "not-a-mapping 2 position"),
    ("a list for categories", model.Participants, "total: 1\ncategories: [1]\n", "not-a-mapping 2 categories"),
    ("a mapping for a list", model.Report, "title: {kk: а, ru: б}\nfunder: a\nyear: 2025\ncalls: a\nprojects: {a: b}\nsections: {}\n", "not-a-list 4 calls; not-a-list 5 projects"),
    ("a text for an item", model.Regions, "regions:\n  - а\n", "not-a-mapping 2 regions.0"),
    # texts
    ("a number for a text", model.Text, "kk: а\nru: 600\n", "not-text 2 ru"),
    ("a BIN whose check digit is wrong", model.Organization, f'{NGO}bin: "990440000009"\n', "check-digit 3 bin"),
    ("a number with a zero before it for a text", model.Organization, f"{NGO}bin: 012345678901\n", "not-text 3 bin"),
    ("a fraction for a text", model.Text, "kk: 1.5\nru: а\n", "not-text 1 kk"),
    ("a truth for a text", model.Text, "kk: true\nru: а\n", "not-text 1 kk"),
    ("a list for a text", model.Text, "kk: [а]\nru: {б: в}\n", "not-text 1 kk; not-text 2 ru"),
    ("an empty text", model.Text, "kk: ''\nru: а\n", "empty-value 1 kk"),
    ("a text that begins with a space", model.Text, "kk: ' а'\nru: а\n", "wrong-form 1 kk"),
    ("two lines for one", model.Head, 'name: "а\\nб"\n', "wrong-form 1 name"),
    ("a space at the end of a line", model.Head, "name: 'а '\n", "wrong-form 1 name"),
    ("a text too long", model.Head, f"name: {'а' * 2001}\n", "too-long 1 name"),
    ("an id too long", model.Contacts, f"organization: {'a' * 65}\n", "too-long 1 organization"),
    ("an id with a capital", model.Contacts, "organization: Bates\n", "wrong-form 1 organization"),
    ("an id with a letter that looks Latin", model.Contacts, "organization: ваtes\n", "wrong-form 1 organization"),
    ("an id with two hyphens", model.Contacts, "organization: a--b\n", "wrong-form 1 organization"),
    ("an id with a line end", model.Contacts, 'organization: "a\\n"\n', "wrong-form 1 organization"),
    ("an id of a region with a space", model.Region, "id: a b\nname: {kk: а, ru: б}\n", "wrong-form 1 id"),
    ("an id of a grant type with a space", model.GrantTypes, "types: [{id: a b}]\nmci: {2025: 1}\n", (
        "wrong-form 1 types.0.id; missing 1 types.0.name; missing 1 types.0.months_from; missing 1 types.0.months_to;"
        " missing 1 types.0.mci_from"
    )),
    ("11 digits", model.Organization, f"{NGO}bin: '12345678901'\n", "wrong-form 3 bin"),
    ("an hour without its zero", model.Intake, "closes: 2025-04-01\ncloses_at: 9:00\n", "wrong-form 2 closes_at"),
    ("an hour of the next day", model.Intake, "closes: 2025-04-01\ncloses_at: 24:00\n", "wrong-form 2 closes_at"),
    ("a year of two digits", model.GrantTypes, "types: []\nmci: {25: 1}\n", "too-few 1 types; wrong-form 2 mci.25"),
    ("a sphere by its name", model.Sphere, "id: спорт\nname: {kk: а, ru: б}\n", "wrong-form 1 id"),
    ("a link with a space", model.Link, "url: https://a b\n", "wrong-form 1 url"),
    ("a link too short", model.Link, "url: a.b\n", "too-short 1 url"),
    ("a value not in the list", model.Organization, "kind: ҮЕҰ\nname: {kk: а, ru: б}\n", "not-in-list 1 kind"),
    ("a number not in the list", model.Figure, "kind: 5\n", "not-in-list 1 kind"),
    ("a list for one of a list", model.Figure, "kind: [events]\n", "not-in-list 1 kind"),
    # numbers
    ("a quoted number", model.Figure, "kind: events\nplanned: '600'\n", "not-a-number 2 planned"),
    ("a number with an exponent", model.Figure, "kind: events\nplanned: 6e2\n", "not-a-number 2 planned"),
    ("a whole number with a point", model.Figure, "kind: events\nplanned: 600.0\n", "not-a-number 2 planned"),
    ("a number with a zero before it", model.Figure, "kind: events\nplanned: 0600\n", "not-a-number 2 planned"),
    ("a truth for a number", model.Figure, "kind: events\nplanned: true\n", "not-a-number 2 planned"),
    ("a number in groups", model.Figure, "kind: events\nplanned: 10 997 580\n", "not-a-number 2 planned"),
    ("a number with underscores", model.Figure, "kind: events\nplanned: 1_000\n", "not-a-number 2 planned"),
    ("a hexadecimal number", model.Figure, "kind: events\nplanned: 0x1F\n", "not-a-number 2 planned"),
    ("no number at all", model.Figure, "kind: events\nplanned: .nan\n", "not-a-number 2 planned"),
    ("a list for a number", model.Figure, "kind: events\nplanned: [5]\n", "not-a-number 2 planned"),
    ("less than nothing", model.Figure, "kind: events\nplanned: -1\n", "too-small 2 planned"),
    ("more than there can be", model.Figure, "kind: events\nplanned: 1000000000001\n", "too-big 2 planned"),
    ("more digits than are read", model.Figure, f"kind: events\nplanned: {'9' * 5000}\n", "too-big 2 planned"),
    ("fewer digits than are read", model.Figure, f"kind: events\nplanned: -{'9' * 5000}\n", "too-small 2 planned"),
    ("a sum of money too big", model.Grant, "contract: {number: a, date: 2025-05-06}\namount: 1000000000000001\n", "too-big 2 amount"),
    # dates
    ("a day that is not in the calendar", model.Order, "number: a\ndate: 2025-02-30\n", "no-such-day 2 date"),
    ("a thirteenth month", model.Order, "number: a\ndate: 2025-13-01\n", "no-such-day 2 date"),
    ("a year that never was", model.Order, "number: a\ndate: 0000-01-01\n", "no-such-day 2 date"),
    ("a day before its month", model.Order, "number: a\ndate: 06.05.2025\n", "not-a-date 2 date"),
    ("a day with an hour", model.Order, "number: a\ndate: 2025-05-06T00:00:00\n", "not-a-date 2 date"),
    ("a day with an hour after a space", model.Order, "number: a\ndate: 2025-05-06 00:00\n", "not-a-date 2 date"),
    ("a day with a zone", model.Order, "number: a\ndate: 2025-05-06Z\n", "not-a-date 2 date"),
    ("a day without zeros", model.Order, "number: a\ndate: 2025-5-6\n", "not-a-date 2 date"),
    ("a day without hyphens", model.Order, "number: a\ndate: '20250506'\n", "not-a-date 2 date"),
    ("a week", model.Order, "number: a\ndate: 2025-W19-2\n", "not-a-date 2 date"),
    ("digits that are not ASCII", model.Order, "number: a\ndate: ２０２５-05-06\n", "not-a-date 2 date"),
    ("a day and a line end", model.Order, 'number: a\ndate: "2025-05-06\\n"\n', "not-a-date 2 date"),
    ("a year for a day", model.Order, "number: a\ndate: 2025\n", "not-a-date 2 date"),
    ("seconds since 1970", model.Order, "number: a\ndate: 1746489600\n", "not-a-date 2 date"),
    ("seconds since 1970, quoted", model.Order, "number: a\ndate: '1746489600'\n", "not-a-date 2 date"),
    ("a truth for a day", model.Order, "number: a\ndate: true\n", "not-a-date 2 date"),
    ("a minute as computers write it", model.Organization, f"{NGO}publish_at: 2025-05-06T09:00\n", "wrong-form 3 publish_at"),
    ("a minute and a line end", model.Organization, f'{NGO}publish_at: "2025-05-06 09:00\\n"\n', "wrong-form 3 publish_at"),
    ("a minute of no day", model.Organization, f"{NGO}publish_at: 2025-02-30 09:00\n", "wrong-form 3 publish_at"),
    ("a day for a minute", model.Organization, f"{NGO}publish_at: 2025-05-06\n", "wrong-form 3 publish_at"),
    ("a number for a minute", model.Organization, f"{NGO}publish_at: 1746489600\n", "not-text 3 publish_at"),
    ("a word for a truth", model.Organization, f"{NGO}draft: yes\n", "not-yes-or-no 3 draft"),
    # lists
    ("a list that must hold something", model.Spheres, "spheres: []\n", "too-few 1 spheres"),
    ("a mapping that must hold something", model.GrantTypes, "types: []\nmci: {}\n", "too-few 1 types; too-few 2 mci"),
    # the models' own rules
    ("no value printed", model.Organization, f"{NGO}also_printed:\n- field: name\n{ALSO}", "no-value 4 also_printed.0"),
    ("two values printed", model.Organization, f"{NGO}also_printed:\n- field: name\n  number: 1\n  date: 2025-05-06\n{ALSO}", "one-value 4 also_printed.0"),
    ("fields that are not there, printed", model.Organization, (
        f"{NGO}also_printed:\n- field: nam\n  number: 1\n{ALSO}- field: name\n  number: 1\n{ALSO}- field: titel.kk\n  number: 1\n{ALSO}"
    ), "also-printed-field 4 also_printed.0.field; also-printed-field 10 also_printed.2.field"),
    ("that, while the record has other mistakes", model.Organization, f"also_printed:\n- field: nam\n  number: 1\n{ALSO}", (
        "missing 1 kind; missing 1 name; also-printed-field 2 also_printed.0.field"
    )),
    ("a rule of which nothing has been said", Even, "number: 5\n", "invalid 1 number"),
    # what follows from a refusal is not said again
    ("an empty value", model.Text, "kk:\nru: а\n", "empty-value 1 kk"),
    ("an empty value of two languages", model.Head, "name: а\nposition:\n", "empty-value 2 position"),
    ("an empty value inside", model.Head, "name: а\nposition:\n  kk:\n  ru: 5\n", "empty-value 3 position.kk; not-text 4 position.ru"),
    ("an empty item", model.Regions, "regions:\n  -\n", "empty-value 2 regions.0"),
    ("a key twice", model.Text, "kk: а\nkk: 5\nru: б\n", "duplicate-key 2 kk"),
    ("a key twice, the first one wrong", model.Text, "kk: 5\nkk: а\nru: б\n", "duplicate-key 2 kk; not-text 1 kk"),
    ("an alias", model.Text, "kk: *b\nru: б\n", "alias 1 kk"),
    ("a tag that makes a number a text", model.Text, "kk: !!str 5\nru: б\n", "tag 1 kk"),
    ("an escaped character", model.Text, 'kk: "\\u202e"\nru: б\n', "forbidden-character 1 kk"),
    ("an unknown field without a value", model.Text, "kk: а\nru: б\nqqq:\n", "empty-value 3 qqq"),
    ("a printed value that is empty", model.Organization, f"{NGO}also_printed:\n- field: name\n  text:\n{ALSO}", "empty-value 5 also_printed.0.text"),
    ("a list for a key", model.Text, "? [а]\n: б\nkk: а\nru: б\n", "key-not-text 1 ?"),
    ("a key named as pydantic names keys", model.Text, "'[key]': а\nkk: а\nru: б\n", "key-not-text 1 ?"),
]  # fmt: skip


def _misfits(shape: type[model.Shape], text: str) -> list[Problem]:
    document = parse_document(text, "x.yml")
    try:
        shape.model_validate_json(to_json(document.value))
    except ValidationError as error:
        document.problems.extend(explain(error, shape, document, "x.yml"))
    return document.problems


@pytest.mark.parametrize(("shape", "text", "expected"), [row[1:] for row in MISFITS], ids=[row[0] for row in MISFITS])
def test_a_misfit_is_found_where_it_stands(shape: type[model.Shape], text: str, expected: str) -> None:
    problems = _misfits(shape, text)
    assert "; ".join(f"{problem.code} {problem.line} {problem.field}".strip() for problem in problems) == expected
    assert all(message.isprintable() for problem in problems for message in problem.message)


# (the model, the file, how its problem ends in Kazakh, how in Russian)
SAID: list[tuple[type[model.Shape], str, str, str]] = [
    (model.Text, "kz: а\nru: б\n", "Бәлкім, «kk» шығар?", "Может быть, «kk»?"),
    (model.Text, "kk: а\nru: б\nqqq: в\n", "Барлары: kk, ru, translation.", "Есть: kk, ru, translation."),
    (model.Text, "kk: а\n", "Қосыңыз: Орысша мәтін.", "Добавьте: Текст на русском языке."),
    (model.Text, "kk: а\nru: 0600\n", 'Тырнақшаға алыңыз: "0600".', 'Возьмите в кавычки: "0600".'),
    (model.Text, "kk: а\nru: TRUE\n", 'Тырнақшаға алыңыз: "true".', 'Возьмите в кавычки: "true".'),
    (model.Text, "kk: а\nru: [б]\n", "ал тізім тұр. Бір мәтін жазыңыз.", "а стоит список. Напишите один текст."),
    (model.Head, "name: ' а'\n", "басы-аяғында бос орынсыз; ал « а» тұр.", "без пробелов по краям; а стоит « а»."),
    (model.Head, "name: |\n  а\n  б\n", "ал «а б » тұр.", "а стоит «а б »."),
    (model.Head, f"name: {'а' * 2001}\n", "ал онда 2001 таңба бар. Қысқартыңыз.", "а их 2001. Сократите."),
    (model.Contacts, "organization: Bates\n", "мысалы, zhanaozen-2025; ал «Bates» тұр.", "например zhanaozen-2025; а стоит «Bates»."),
    (model.Figure, "kind: event\n", "Бәлкім, «events» шығар?", "Может быть, «events»?"),
    (model.Text, "kk: а\nru: б\ntranslation: ok\n", "Барлары: working, confirmed.", "Есть: working, confirmed."),
    (model.Figure, "kind: events\nplanned: '600'\n", "тырнақшасыз жазыңыз: 600.", "без пробелов и кавычек: 600."),
    (model.Figure, "kind: events\nplanned: '600'\n", "ал тырнақшадағы «600» тұр. Тек", "а стоит «600» в кавычках. Напишите"),
    (model.Figure, "kind: events\nplanned: 10 997 580 тг.\n", "жазыңыз: 10997580.", "кавычек: 10997580."),
    (model.Figure, "kind: events\nplanned: 12 500 ₸\n", "жазыңыз: 12500.", "кавычек: 12500."),
    (model.Figure, "kind: events\nplanned: 6e2\n", "ал «6e2» тұр. Тек", "а стоит «6e2». Напишите"),
    (model.Figure, f"kind: events\nplanned: {'9' * 99}\n", f"ал «{'9' * 60}…» тұр.", f"а стоит «{'9' * 60}…»."),
    (model.Order, "number: a\ndate: 06.05.2025\n", "Осылай жазыңыз: 2025-05-06.", "Напишите так: 2025-05-06."),
    (model.Order, "number: a\ndate: 7/3/2024\n", "Осылай жазыңыз: 2024-03-07.", "Напишите так: 2024-03-07."),
    (model.Order, "number: a\ndate: 2024-3-7\n", "Осылай жазыңыз: 2024-03-07.", "Напишите так: 2024-03-07."),
    (model.Order, "number: a\ndate: 2024-03-07T10:00\n", "Осылай жазыңыз: 2024-03-07.", "Напишите так: 2024-03-07."),
    (model.Order, "number: a\ndate: мамыр\n", "Осылай жазыңыз: мысалы, 2025-05-06.", "Напишите так: например 2025-05-06."),
    (model.Order, "number: a\ndate: 99/99/9999\n", "Осылай жазыңыз: мысалы, 2025-05-06.", "Напишите так: например 2025-05-06."),
    (model.Regions, "regions: []\n", "кемінде 1 тармақ болуы керек, ал мұнда 0 тармақ бар. Жетпегенін қосыңыз.", "не меньше 1, а здесь их 0. Добавьте недостающие."),
    (model.Head, "name: а\nposition: б\n", "шегініспен жазыңыз: kk, ru, translation.", "с отступом: kk, ru, translation."),
    (model.Participants, "total: 1\nages: 5\n", "шегініспен жазыңыз: 13-16, 17-22, 23-27, 28-32, 33-45, 46-58, 59+.", "с отступом: 13-16, 17-22, 23-27, 28-32, 33-45, 46-58, 59+."),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "text", "kazakh", "russian"), SAID, ids=[row[3] for row in SAID])
def test_a_misfit_says_what_was_found_and_how_to_mend_it(
    shape: type[model.Shape], text: str, kazakh: str, russian: str
) -> None:
    (problem,) = _misfits(shape, text)
    assert kazakh in problem.text("kk")
    assert russian in problem.text("ru")


def _shapes(shape: type[model.Shape] = model.Shape) -> Iterator[type[model.Shape]]:
    for inner in shape.__subclasses__():
        if inner is not Even:
            yield inner
        yield from _shapes(inner)


def _patterns(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, StringConstraints) and annotation.pattern:
        yield str(annotation.pattern)
    if isinstance(annotation, WithJsonSchema) and annotation.json_schema:
        yield str(annotation.json_schema["pattern"])
    for inner in (*get_args(annotation), *getattr(annotation, "metadata", ())):
        yield from _patterns(inner)


def test_every_pattern_of_the_models_has_a_meaning() -> None:
    infos = [info for shape in _shapes() for info in shape.model_fields.values()]
    used = {pattern for info in infos for pattern in (*_patterns(info), *_patterns(info.annotation))}
    assert used == set(MEANINGS)


PLACES: list[tuple[tuple[str | int, ...], object]] = [
    (("grant", "contract", "number"), str),
    (("tasks", 3, "activities", 0, "events", 1, "people", 2), model.Person),
    (("participants", "gender"), model.Gender),
    (("participants", "categories", "youth"), int),
    (("also_printed", 0, "text"), model.Text),
    (("absent", "within"), None),
    (("lot", "within"), None),
]


@pytest.mark.parametrize(("path", "expected"), PLACES, ids=lambda value: str(value))
def test_a_path_leads_to_the_type_of_what_stands_there(path: tuple[str | int, ...], expected: object) -> None:
    assert annotation_at(model.Project, path) is expected
