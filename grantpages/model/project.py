"""One grant and what came of it: contract, plan, activities, people reached, results in words."""

from typing import Annotated, Literal

from pydantic import Field

from grantpages.model.call import LotNumber
from grantpages.model.values import (
    Count,
    Day,
    Id,
    Line,
    Link,
    Person,
    Place,
    Printed,
    Published,
    Qualifier,
    Shape,
    Tenge,
    Text,
    said,
)

FigureKind = Literal[
    "events", "participants", "respondents", "people", "items", "copies", "works", "publications",
    "views", "circulation", "prizes", "tenge", "percent",
]  # fmt: skip
"""What a figure counts; `tenge` and `percent` are units, all others are numbers of things."""
Category = Literal[
    "children", "youth", "civil_servants", "budget_staff", "disabled", "older", "unemployed",
    "public_organizations", "business", "other",
]  # fmt: skip
"""The social groups of the form's table of participants."""
AgeBand = Literal["13-16", "17-22", "23-27", "28-32", "33-45", "46-58", "59+"]
"""The ages of the form's table of participants, in whole years, both ends included."""
GroupKind = Literal["task", "closing", "information"]
"""What activities of a plan are held together by."""

CATEGORIES: tuple[Category, ...] = Category.__args__  # type: ignore[attr-defined]
"""All of `Category`, in the form's order."""
AGE_BANDS: tuple[AgeBand, ...] = AgeBand.__args__  # type: ignore[attr-defined]
"""All of `AgeBand`, from the youngest."""


class Contract(Shape):
    """The grant agreement."""

    number: Line = said("Шарттың нөмірі.", "Номер договора.", example='"35"')
    date: Day = said("Шарттың күні.", "Дата договора.", example="2025-05-06")


class Grant(Shape):
    """The money and the paper it was promised on."""

    contract: Contract | None = said("Шарт; жасалғанға дейін жоқ.", "Договор; пока не заключен, отсутствует.", None)
    amount: Tenge = said("Шарт сомасы, теңге.", "Сумма договора, тенге.", example="10997580")
    amount_in_words: Text | None = said("Сома сөзбен, басылғанындай.", "Сумма прописью, как напечатано.", None)
    co_funding: Tenge | None = said(
        "Бюджеттен тыс қаражат, теңге; тартылмаса, 0.", "Внебюджетные средства, тенге; если не привлекались, 0.", None
    )


class Period(Shape):
    """From the first day to the last, and how the source words it."""

    start: Day = said("Басталған күні.", "Дата начала.", example="2025-05-06")
    end: Day = said("Аяқталған күні.", "Дата окончания.", example="2025-11-30")
    printed: Place | None = said("Нысанның қай жерінде басылған.", "В каком месте формы напечатано.", None)
    as_printed: Text | None = said("Дәл басылғанындай.", "Дословно, как напечатано.", None)


class Figure(Printed):
    """One measure of work: what was promised, what was reached (IATI: result/indicator)."""

    kind: FigureKind = said("Көрсеткіштің түрі.", "Вид показателя.", example="participants")
    what: Text | None = said("Нақты не саналды.", "Что именно посчитано.", None)
    planned: Count | None = said("Жоспар.", "План.", None, example="1000")
    planned_is: Qualifier | None = said("Жоспар дәл көрсетілмесе.", "Если план указан неточно.", None)
    actual: Count | None = said("Нақты нәтиже.", "Факт.", None, example="1047")
    actual_is: Qualifier | None = said("Нақты нәтиже дәл көрсетілмесе.", "Если факт указан неточно.", None)
    note: Text | None = said("Ескерту.", "Примечание.", None)
    printed: Place | None = said("Нысанның қай жерінде басылған.", "В каком месте формы напечатано.", None)


class Event(Shape):
    """One time the activity took place."""

    date: Day | None = said("Өткен күні.", "Дата проведения.", None, example="2025-06-14")
    place: Text | None = said("Өткен орны.", "Место проведения.", None)
    title: Text | None = said("Тақырыбы.", "Тема.", None)
    people: tuple[Person, ...] = said("Аты аталған адамдар.", "Упомянутые люди.", ())
    participants: Count | None = said("Қатысушылар саны.", "Количество участников.", None)


class Activity(Shape):
    """What was planned, what was done, and what is shown as proof."""

    number: Line | None = said("Басылған нөмірі.", "Напечатанный номер.", None, example='"1"')
    title: Text | None = said(
        "Іс-шараның атауы, жоспардағыдай; жоқ болса, топтың атауы алынады.",
        "Название мероприятия, как в плане; если нет, берется название группы.",
        None,
    )
    form: Literal["offline", "online", "mixed"] | None = said("Өткізу нысаны.", "Форма проведения.", None)
    place: Text | None = said("Өткен орны, бәріне ортақ болса.", "Место проведения, если оно общее.", None)
    events: tuple[Event, ...] = said("Өткізілген күндері мен орындары.", "Даты и места проведения.", ())
    people: tuple[Person, ...] = said("Аты аталған адамдар.", "Упомянутые люди.", ())
    figures: tuple[Figure, ...] = said("Көрсеткіштер: жоспар және нақты нәтиже.", "Показатели: план и факт.", ())
    account: Text | None = said("Есептегі баяндау, толық.", "Описание из отчета, полностью.", None)
    evidence: tuple[Link, ...] = said(
        "Дәлел ретінде келтірілген сілтемелер.", "Ссылки, приведенные как доказательства.", ()
    )


class Task(Shape):
    """A task of the project, or one of the groups of work the contract asks for beside the tasks."""

    kind: GroupKind = said("Топтың түрі.", "Вид группы.", "task")
    number: Annotated[int, Field(ge=1, le=999)] | None = said("Міндеттің нөмірі.", "Номер задачи.", None)
    title: Text = said("Міндеттің немесе топтың атауы.", "Название задачи или группы.")
    activities: tuple[Activity, ...] = said("Іс-шаралар.", "Мероприятия.", min_length=1)


class Gender(Shape):
    """Appendix 2, II: participants by gender."""

    men: Count = said("Ерлер.", "Мужчины.")
    women: Count = said("Әйелдер.", "Женщины.")


class Participants(Printed):
    """Appendix 2, II: how many people, and by the form's own categories."""

    total: Count = said("Қатысушылардың жалпы саны.", "Общее количество участников.", example="600")
    gender: Gender | None = said("Гендерлік көрсеткіш.", "Гендерный показатель.", None)
    categories: dict[Category, Count] = said(
        "Санаттар бойынша әлеуметтік дәрежесі.", "Социальный статус по категориям.", {}
    )
    ages: dict[AgeBand, Count] = said("Жас көрсеткіші.", "Возрастной показатель.", {})


class Narrative(Shape):
    """The report in words: the sections of Appendix 2, in full."""

    overview: Text | None = said("Жоба қорытындысы бойынша нәтижелер.", "Результаты по итогам проекта.", None)
    goals: Text | None = said("I. 1) Мақсаттарға қол жеткізу.", "I. 1) Достижение целей.", None)
    facts: Text | None = said("I. 2) Дәлелдер мен фактілер.", "I. 2) Доказательства и факты.", None)
    plan: Text | None = said("I. 3) Жоспарға сәйкестік, ауытқу.", "I. 3) Соответствие плану, отклонения.", None)
    change: Text | None = said("I. 4) Өзгерістерді өлшеу.", "I. 4) Измерение изменений.", None)
    groups: Text | None = said("III. 1) Нысаналы топтардың нәтижелері.", "III. 1) Результаты целевых групп.", None)
    long_term: Text | None = said("III. 2) Ұзақмерзімді ықпал.", "III. 2) Долгосрочное влияние.", None)
    sustainability: Text | None = said("III. 3) Тұрақтылық.", "III. 3) Устойчивость.", None)
    effect: Text | None = said("III. 3) Әлеуметтік-экономикалық әсер.", "III. 3) Социально-экономический эффект.", None)


class Project(Published):
    """`projects/<id>.yml`: one grant (360Giving: grant; schema.org: MonetaryGrant)."""

    title: Text = said("Жобаның атауы.", "Название проекта.")
    call: Id = said("Конкурстың белгісі.", "Обозначение конкурса.")
    lot: LotNumber = said("Лоттың нөмірі.", "Номер лота.")
    grantee: Id = said("Грант алушының белгісі.", "Обозначение грантополучателя.")
    partners: tuple[Id, ...] = said("Әріптестердің белгілері.", "Обозначения партнеров.", ())
    grant: Grant = said("Грант.", "Грант.")
    period: Period | None = said(
        "Іске асыру кезеңі; шарт жасалғанға дейін жоқ.", "Период реализации; до договора отсутствует.", None
    )
    place: Text | None = said("Іске асыру орны.", "Место реализации.", None)
    tasks: tuple[Task, ...] = said("Міндеттер мен іс-шаралар.", "Задачи и мероприятия.", ())
    figures: tuple[Figure, ...] = said("Жобаның жалпы көрсеткіштері.", "Общие показатели проекта.", ())
    participants: Participants | None = said("Қатысушылар.", "Участники.", None)
    narrative: Narrative | None = said("Нәтижелердің сипаттамасы.", "Описание результатов.", None)
