"""A competition: who ordered it, when it was announced, what was on offer, who decided."""

from typing import Annotated

from pydantic import Field

from grantpages.model.classification import SphereId
from grantpages.model.values import (
    Clock,
    Count,
    Day,
    Id,
    Line,
    Link,
    Printed,
    Published,
    Shape,
    Tenge,
    Text,
    said,
)

LotNumber = Annotated[int, Field(ge=1, le=999)]
"""The number of a lot in the customer's list, from 1."""
GrantCount = Annotated[int, Field(ge=1, le=10_000)]


class Order(Shape):
    """The customer's order that approved the list of priority directions."""

    number: Line = said("Бұйрықтың нөмірі.", "Номер приказа.", example='"03-04-02"')
    date: Day = said("Бұйрықтың күні.", "Дата приказа.", example="2025-02-28")
    source: Text | None = said("Қай құжаттан алынды.", "Из какого документа взято.", None)


class Announcement(Shape):
    """The announcement as published: its text and where it stands."""

    date: Day = said("Жарияланған күні.", "Дата объявления.", example="2025-03-05")
    text: Text | None = said("Хабарландырудың мәтіні.", "Текст объявления.", None)
    links: tuple[Link, ...] = said("Қайда жарияланды.", "Где опубликовано.", ())


class Intake(Shape):
    """When applications are accepted; the hour is Astana's."""

    opens: Day | None = said("Қабылдау басталатын күн.", "Дата начала приема.", None)
    closes: Day = said("Қабылдау аяқталатын күн.", "Дата окончания приема.", example="2025-04-01")
    closes_at: Clock | None = said(
        "Қабылдау аяқталатын уақыт, Астана бойынша.", "Время окончания приема, по Астане.", None
    )


class Applications(Shape):
    """How many applied, and how many passed the check of the required papers."""

    received: Count | None = said("Түскен өтінімдер саны.", "Количество поступивших заявок.", None, example="7")
    admitted: Count | None = said(
        "Іріктеуге жіберілген өтінімдер саны.", "Количество допущенных заявок.", None, example="5"
    )
    checked: Day | None = said(
        "Өтінімдерді тексеру аяқталған күн.", "Дата окончания проверки заявок.", None, example="2025-04-15"
    )


class Decision(Shape):
    """The expert commission's protocol."""

    protocol: Line = said("Хаттаманың нөмірі.", "Номер протокола.", example='"10"')
    date: Day = said("Хаттаманың күні.", "Дата протокола.", example="2025-04-28")
    source: Text | None = said("Қай құжаттан алынды.", "Из какого документа взято.", None)


class Lot(Printed):
    """One priority direction on offer."""

    number: LotNumber = said("Лоттың нөмірі.", "Номер лота.", example="1")
    direction: Text = said("Басым бағыт.", "Приоритетное направление.")
    sphere: SphereId = said(
        "Заңдағы сала, spheres.yml ішіндегі белгісі.", "Сфера по Закону, обозначение из spheres.yml."
    )
    grant_type: Line = said(
        "Грант түрі, grant-types.yml ішіндегі белгісі.", "Вид гранта, обозначение из grant-types.yml."
    )
    grants: GrantCount = said("Грант саны.", "Количество грантов.", example="1")
    amount: Tenge = said("Лоттың сомасы, теңге.", "Сумма лота, тенге.", example="11000000")


class Call(Published):
    """`calls/<id>.yml`: a competition of state grants (360Giving: grantProgramme)."""

    title: Text = said("Конкурстың атауы.", "Название конкурса.")
    funder: Id = said("Тапсырыс беруші ұйымның белгісі.", "Обозначение организации-заказчика.")
    region: Line = said("Өңір, regions.yml ішіндегі белгісі.", "Регион, обозначение из regions.yml.")
    district: Line | None = said(
        "Аудан не қала, regions.yml ішіндегі белгісі.",
        "Район или город, обозначение из regions.yml.",
        None,
        example="zhanaozen",
    )
    territory: Text = said("Жобалар іске асырылатын аумақ.", "Территория реализации проектов.")
    order: Order | None = said("Тапсырыс берушінің бұйрығы.", "Приказ заказчика.", None)
    notice_received: Day | None = said(
        "Мемлекеттік органның хабарламасы алынған күн.", "Дата получения уведомления государственного органа.", None
    )
    announcement: Announcement | None = said("Хабарландыру.", "Объявление.", None)
    intake: Intake | None = said("Өтінімдерді қабылдау.", "Прием заявок.", None)
    applications: Applications | None = said("Түскен өтінімдер.", "Поступившие заявки.", None)
    lots: tuple[Lot, ...] = said("Лоттар.", "Лоты.", min_length=1)
    decision: Decision | None = said("Сараптама комиссиясының шешімі.", "Решение экспертной комиссии.", None)
