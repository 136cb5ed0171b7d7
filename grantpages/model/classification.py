"""The operator's classifications: spheres of the Law, types of grant, regions, in official wording."""

from typing import Annotated

from pydantic import Field, StringConstraints

from grantpages.model.values import Id, Record, Shape, Tenge, Text, said

SphereId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}(-[0-9])?$")]
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


class Region(Shape):
    """A region, city of republican significance or the capital, as of 2022 (20 units)."""

    id: Id = said("Өңірдің белгісі.", "Обозначение региона.", example="mangystau")
    name: Text = said("Өңірдің атауы.", "Название региона.")
    iso: IsoCode | None = said("ISO 3166-2 бойынша коды.", "Код по ISO 3166-2.", None, example="KZ-47")


class Regions(Record):
    """`regions.yml`."""

    regions: tuple[Region, ...] = said("Өңірлер.", "Регионы.", min_length=1)
