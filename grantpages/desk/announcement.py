"""The text of an announcement, from a template that the officer may edit.

What an announcement holds is practice, not law: the customer and its order, the spheres and directions, type,
number and sum of the grants, term and territory, the day of publication, the last day and hour, how to apply,
who may take part, the Rules (reference, section 1.7).
"""

# ruff: noqa: E501 - sentences are not broken

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from grantpages.faults import quoted
from grantpages.load import Dataset
from grantpages.model import Call, GrantType, Lot, Organization, Text
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import long_date, money, number_text, plain

GAP = Message("[толтырыңыз: өтінім қайда және қалай беріледі]", "[впишите: куда и как подают заявку]")
"""Stands in a text where the officer has yet to write something."""
GAPS = ("[толтырыңыз", "[впишите")
"""How `GAP` begins, in either language: a text with one of these is not finished."""
FAULTY = Message(
    "Хабарландыру үлгісі ({file}, {line}-жол) оқылмайды: {reason}. Үлгіні түзетіңіз немесе бастапқысын git арқылы қайтарыңыз.",
    "Образец объявления ({file}, строка {line}) не читается: {reason}. Исправьте образец или верните исходный через git.",
)


class FaultyTemplate(Exception):
    """The template cannot be used; `message` says where and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


def file_name(language: Language) -> str:
    """The template's file in the folder of templates."""
    return f"announcement.{language}.txt"


def announcement_text(
    call: Call, funder: Organization, dataset: Dataset, apply: Text | None, templates: Mapping[Language, str]
) -> Text:
    """The announcement of a call in both languages. apply: how an application is made. Raises FaultyTemplate."""
    kk, ru = (
        _poured(templates[language], language, _values(call, funder, dataset, apply, language))
        for language in LANGUAGES
    )
    return Text(kk=kk, ru=ru)


def has_gap(text: Text) -> bool:
    """Whether something is still to be written into an announcement."""
    return any(gap in plain(text, language) for language in LANGUAGES for gap in GAPS)


def _poured(template: str, language: Language, values: Mapping[str, Any]) -> str:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    try:
        text = environment.from_string(template).render(values)
    except TemplateError as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else "?"
        said = {"file": file_name(language), "line": line, "reason": quoted(str(error.message))}
        raise FaultyTemplate(FAULTY.fill(**said)) from None
    return "\n\n".join(part.strip() for part in text.split("\n\n") if part.strip())


def _values(
    call: Call, funder: Organization, dataset: Dataset, apply: Text | None, language: Language
) -> dict[str, Any]:
    """What a template may name; every value is a text as its language writes it."""
    announced, intake, order = call.announcement, call.intake, call.order
    if announced is None or intake is None or order is None:
        raise ValueError("an announcement names the order, its own day and the intake")
    return {
        "operator": plain(dataset.operator.name, language),
        "website": dataset.operator.website,
        "funder": plain(funder.name, language),
        "order_number": order.number,
        "order_date": long_date(order.date, language),
        "territory": plain(call.territory, language),
        "year": str(announced.date.year),
        "published": long_date(announced.date, language),
        "closes": long_date(intake.closes, language),
        "closes_at": intake.closes_at or "",
        "apply": plain(apply, language) if apply else getattr(GAP, language),
        "total": money(sum(lot.amount for lot in call.lots)),
        "lots": [_lot(lot, dataset, language) for lot in call.lots],
    }


def _lot(lot: Lot, dataset: Dataset, language: Language) -> dict[str, str]:
    kind: GrantType = dataset.grant_types[lot.grant_type]
    return {
        "number": str(lot.number),
        "direction": plain(lot.direction, language),
        "sphere": plain(dataset.spheres[lot.sphere].name, language),
        "type": plain(kind.name, language),
        "months": f"{kind.months_from}–{kind.months_to}",
        "grants": number_text(lot.grants),
        "amount": money(lot.amount),
    }
