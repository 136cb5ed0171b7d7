"""The operator's classifications: spheres of the Law, types of grant, regions, in official wording."""

from typing import Annotated

from pydantic import Field, StringConstraints

from grantpages.model.values import Day, Id, Record, Shape, Tenge, Text, said

SphereId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}(-[0-9])?$")]
"""The sub-clause of article 5(1) of the Law of 12.04.2005 No. 36: `12`, `12-1`."""
Months = Annotated[int, Field(ge=1, le=120)]
IsoCode = Annotated[str, StringConstraints(pattern=r"^KZ-[0-9]{2}$")]
Multiple = Annotated[int, Field(ge=1, le=10**6)]


class Sphere(Shape):
    """One sphere of article 5(1) of the Law of 12.04.2005 No. 36; its id is the sub-clause's number."""

    id: SphereId = said("Заңның 5-бабы 1-тармағы тармақшасының нөмірі.", "Номер подпункта пункта 1 статьи 5 Закона.")
    name: Text = said("Заңдағы атауы.", "Название по Закону.")


class Spheres(Record):
    """`spheres.yml`."""

    spheres: tuple[Sphere, ...] = said("Салалар.", "Сферы.", min_length=1)


class GrantType(Shape):
    """A type of grant with its statutory bounds (the Law, art. 6-1(2))."""

    id: Id = said("Түрдің белгісі.", "Обозначение вида.", example="short")
    name: Text = said("Грант түрінің атауы.", "Название вида гранта.")
    months_from: Months = said("Ең қысқа мерзімі, ай.", "Наименьший срок, месяцев.")
    months_to: Months = said("Ең ұзақ мерзімі, ай.", "Наибольший срок, месяцев.")
    mci_from: Multiple = said("Ең аз көлемі, АЕК.", "Наименьший объем, МРП.")
    mci_to: Multiple | None = said("Ең көп көлемі, АЕК.", "Наибольший объем, МРП.", None)


class GrantTypes(Record):
    """`grant-types.yml`: the types, and the monthly calculation index of each year in tenge."""

    types: tuple[GrantType, ...] = said("Грант түрлері.", "Виды грантов.", min_length=1)
    mci: dict[Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}$")], Tenge] = said(
        "Жылдар бойынша АЕК, теңге.", "МРП по годам, тенге.", min_length=1
    )


class District(Shape):
    """A district or a city of regional significance."""

    id: Id = said(
        "Аудан не қала белгісі, барлық өңірлер арасында біреу ғана.",
        "Обозначение района или города, единственное среди всех регионов.",
        example="zhanaozen",
    )
    name: Text = said("Ауданның не қаланың атауы.", "Название района или города.")


class Region(Shape):
    """A region, city of republican significance or the capital, as of 2022 (20 units).

    A unit that was formed later names the day and the unit it was parted from, so that a map of an earlier
    year shows the units of that year.
    """

    id: Id = said("Өңірдің белгісі.", "Обозначение региона.", example="mangystau")
    name: Text = said("Өңірдің атауы.", "Название региона.")
    iso: IsoCode | None = said("ISO 3166-2 бойынша коды.", "Код по ISO 3166-2.", None, example="KZ-47")
    since: Day | None = said(
        "Өңір құрылған күн; ертеден бар болса, жазылмайды.",
        "День образования региона; если он был всегда, не указывается.",
        None,
        example="2022-06-08",
    )
    parted_from: Id | None = said(
        "Қай өңірдің құрамынан бөлінді.", "Из состава какого региона выделен.", None, example="east-kazakhstan"
    )
    until: Day | None = said(
        "Өңір таратылған күн; бар болса, жазылмайды.", "День упразднения региона; если он есть, не указывается.", None
    )
    districts: tuple[District, ...] = said(
        "Аудандар мен қалалар, тізімдерге керектері.", "Районы и города, нужные для списков.", ()
    )


class Regions(Record):
    """`regions.yml`."""

    regions: tuple[Region, ...] = said("Өңірлер.", "Регионы.", min_length=1)
