"""The operator's statutory report for one customer and year: what no other record holds."""

from typing import Annotated, Literal

from pydantic import Field

from grantpages.model.values import Day, Id, Line, Published, Shape, Text, said

SectionNumber = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"]
SECTIONS: tuple[SectionNumber, ...] = SectionNumber.__args__  # type: ignore[attr-defined]
"""The numbers of the form's points, in its order."""


class Section(Shape):
    """What one of the 13 points says in words, before and after what the records supply."""

    text: Text | None = said("Тармақтың мәтіні.", "Текст пункта.", None)
    after: Text | None = said("Кестеден немесе сілтемелерден кейінгі мәтін.", "Текст после таблицы или ссылок.", None)


class Signer(Shape):
    """Who signed."""

    position: Text = said("Лауазымы.", "Должность.")
    name: Line = said("Тегі, аты мен әкесінің атының бас әріптері.", "Фамилия, инициалы.", example="…")


class Report(Published):
    """`reports/<id>.yml`: the report in the form's 13 points and two appendices."""

    title: Text = said("Есептің атауы.", "Название отчета.")
    funder: Id = said("Тапсырыс берушінің белгісі.", "Обозначение заказчика.")
    year: Annotated[int, Field(ge=2000, le=2100)] = said("Есепті жыл.", "Отчетный год.", example="2025")
    issued: Text | None = said("Мұқабада жазылған қала мен жыл.", "Город и год на обложке.", None)
    signed: Day | None = said("Қол қойылған күні.", "Дата подписания.", None, example="2025-12-25")
    calls: tuple[Id, ...] = said("Конкурстардың белгілері.", "Обозначения конкурсов.", min_length=1)
    projects: tuple[Id, ...] = said("Жобалар, қосымшалардағы ретімен.", "Проекты в порядке приложений.", min_length=1)
    sections: dict[SectionNumber, Section] = said("Тармақтардың мәтіндері.", "Тексты пунктов.")
    signers: tuple[Signer, ...] = said("Қол қойғандар.", "Кто подписал.", ())
    signed_original: Text | None = said(
        "Қол қойылған түпнұсқа қайда сақталады.", "Где хранится подписанный подлинник.", None
    )
