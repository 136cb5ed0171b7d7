"""The small values every record is made of: a text in two languages, a date, a sum, a place in the form."""

import datetime
import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticKnownError

ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A day as it stands in a file (ISO 8601, with hyphens); whether the calendar has it is another question."""
MINUTE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]$"
"""The pattern of a day and an hour, `2025-03-05 10:00`, for JSON Schema, too; the hour is Astana's."""


def iso_date(value: Any) -> Any:
    """The day that a text says as `2025-05-06`.

    Pydantic alone would take "1746489600" for a date, too: seconds since 1970.
    """
    if not isinstance(value, str):
        return value
    try:
        return datetime.date.fromisoformat(value if ISO_DATE.fullmatch(value) else "")
    except ValueError:
        raise PydanticKnownError("date_parsing", {"error": "not a day as YYYY-MM-DD"}) from None


def minute(value: Any) -> Any:
    """The minute that a text says as `2025-03-05 18:30`, in Astana and so without a zone."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    try:
        return datetime.datetime.fromisoformat(value if re.fullmatch(MINUTE, value) else "")
    except ValueError:
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": MINUTE}) from None


RESERVED = frozenset(
    (
        # Windows opens a device under these names, whatever stands after a dot (Microsoft, Naming Files).
        *("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))),
        # Servers send these files themselves; `page` holds the further pages of a list, `all` the whole country.
        *("index", "404", "robots", "sitemap", "page", "all"),
        # The site's own folders.
        *("assets", "search", "feeds", "calendar", "kk", "ru", "data", "browse", "map", "evidence", "embed", "p"),
        *("calls", "projects", "organizations", "reports", "quality", "history", "follow", "private", "templates"),
    )
)
"""Ids that nothing may have: an address or a file of that name is somebody else's."""


def free(id: str) -> str:
    """The id, unless it is reserved."""
    if id in RESERVED:
        raise ValueError("reserved-id")
    return id


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64), AfterValidator(free)]
"""A file's name without `.yml`, and for ever a public address (design §5)."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"^\S(.*\S)?$")]
"""One line of text, no space at either end."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=60_000, pattern=r"^\S")]
"""Plain text, a blank line parts paragraphs, no markup."""

Tenge = Annotated[int, Field(ge=0, le=10**15)]
"""A sum in whole tenge."""

Count = Annotated[int, Field(ge=0, le=10**12)]
"""A number of people, things or times; per cent where the figure's kind says so."""

CONTACT = r"^(https://[a-z0-9.-]+/\S*|mailto:[\w.+-]+@[\w.-]+)$"
"""The pattern of a place to write to: a page under https or a `mailto:` address."""

Url = Annotated[str, StringConstraints(min_length=4, max_length=2_000, pattern=r"^\S+$")]
"""A link exactly as printed; whether it is well formed is the audit's question, not the format's."""

Contact = Annotated[str, StringConstraints(max_length=200, pattern=CONTACT)]
"""Where somebody is told something: a page of a safe address, or a mailbox."""

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""An hour of the day in Astana, `18:30`."""

Day = Annotated[datetime.date, BeforeValidator(iso_date)]
"""A day as `2025-05-06`, and in no other form."""

Moment = Annotated[datetime.datetime, BeforeValidator(minute), WithJsonSchema({"type": "string", "pattern": MINUTE})]
"""A minute as `2025-03-05 18:30`, in Astana, and in no other form."""

FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*\.(pdf|docx)$", max_length=100)]
"""The name of a document that lies in the folder beside its record, `calls/<id>/protocol.pdf`."""

Qualifier = Literal["at_least", "about"]
"""How exact a printed number claims to be; absent means exactly."""

Translation = Literal["working", "confirmed"]
"""Whether the operator has confirmed the Russian text (Law on languages, art. 21)."""

Place = Literal[
    "cover", "announcement", "protocol", "contract",
    "report-1", "report-2", "report-3", "report-4", "report-5", "report-6", "report-7",
    "report-8", "report-9", "report-10", "report-11", "report-12", "report-13",
    "app1-1", "app1-2", "app1-3", "app1-4", "app1-5", "app1-6",
    "app2-grantee", "app2-direction", "app2-activities", "app2-overview", "app2-goals",
    "app2-facts", "app2-plan", "app2-change", "app2-gender", "app2-categories", "app2-ages",
    "app2-groups", "app2-long-term", "app2-effect",
]  # fmt: skip
"""Where in the statutory form something is printed: cover, points 1-13, fields of the appendices."""


def said(kk: str, ru: str, default: Any = ..., **limits: Any) -> Any:
    """A field that says in both languages what belongs in it.

    kk, ru: one sentence each. default: `...` for a field that must be there. limits: as of
    pydantic's `Field`; `example` is the YAML shown in the template.
    """
    example = limits.pop("example", None)
    extra = {"x-kk": kk, "x-ru": ru} | ({"x-example": example} if example else {})
    return Field(default, description=f"{kk} / {ru}", json_schema_extra=extra, **limits)


class Shape(BaseModel):
    """A frozen part of a record that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        _take_lists(schema)
        return schema


def _take_lists(schema: Any) -> None:
    """Let a tuple be read from a list: YAML has no tuples. All else stays strict."""
    for inner in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(inner, dict | list):
            _take_lists(inner)
    if isinstance(schema, dict) and schema.get("type") == "tuple":
        schema["strict"] = False


class Text(Shape):
    """One text in both languages. The Kazakh is the authentic one."""

    kk: Prose = said("Қазақша мәтін.", "Текст на казахском языке.", example="…")
    ru: Prose = said("Орысша мәтін.", "Текст на русском языке.", example="…")
    translation: Translation | None = said(
        "Осы мәтін аудармасының күйі, жазбаның қалған бөлігінен өзгеше болса.",
        "Состояние перевода этого текста, если оно иное, чем у остальной записи.",
        None,
    )


class AlsoPrinted(Shape):
    """A second value the source prints for one field: kept with its place, never corrected."""

    field: Line = said("Қай өріс басқаша басылған.", "Какое поле напечатано иначе.", example="title")
    text: Text | None = said("Басылған мәтін.", "Напечатанный текст.", None)
    date: Day | None = said("Басылған күн.", "Напечатанная дата.", None)
    number: Count | None = said("Басылған сан.", "Напечатанное число.", None)
    number_is: Qualifier | None = said("Сан дәл көрсетілмесе.", "Если число указано неточно.", None)
    printed: Place = said("Нысанның қай жерінде басылған.", "В каком месте формы напечатано.", example="report-7")

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        if sum(value is not None for value in (self.text, self.date, self.number)) != 1:
            raise ValueError("one-value")
        return self


class Printed(Shape):
    """A part whose fields the source may print a second time with another value."""

    also_printed: tuple[AlsoPrinted, ...] = said(
        "Дереккөздің басқа жерінде өзгеше басылған мәндер және олардың орны.",
        "Значения, напечатанные в другом месте источника иначе, и это место.",
        (),
    )

    @field_validator("also_printed")
    @classmethod
    def _known_fields(cls, value: tuple[AlsoPrinted, ...]) -> tuple[AlsoPrinted, ...]:
        for also in value:
            if also.field.split(".")[0] not in cls.model_fields:
                raise ValueError("also-printed-field")
        return value


class Link(Shape):
    """An address as printed, what it shows, and anything a reader must know of how it was printed."""

    url: Url = said("Сілтеме, дәл басылғанындай.", "Ссылка точно так, как напечатана.", example="https://…")
    shows: Text | None = said("Сілтеме нені көрсетеді.", "Что показывает ссылка.", None)
    note: Text | None = said("Қалай басылғаны туралы ескерту.", "Примечание о том, как напечатано.", None)
    language: Literal["kk", "ru"] | None = said("Беттің тілі.", "Язык страницы.", None)


class Person(Shape):
    """Someone named in the public report, as printed, and what they did."""

    name: Line = said("Аты-жөні, басылғанындай.", "Имя, как напечатано.", example="…")
    role: Text | None = said("Кім ретінде қатысты.", "В каком качестве участвовал.", None)


DocumentKind = Literal["notice", "order", "announcement", "protocol", "contract", "report", "other"]
"""What a published document is."""


class Document(Shape):
    """A document that is published beside its record; its size is the file's own."""

    file: FileName = said(
        "Файлдың аты; ол жазбаның өз қалтасында жатыр, мысалы calls/<белгі>/.",
        "Имя файла; он лежит в папке самой записи, например calls/<обозначение>/.",
        example="protocol.pdf",
    )
    kind: DocumentKind = said("Құжаттың түрі.", "Вид документа.", example="protocol")
    title: Text | None = said("Құжаттың атауы, түрі жеткіліксіз болса.", "Название документа, если мало вида.", None)
    number: Line | None = said("Құжаттың нөмірі.", "Номер документа.", None, example='"10"')
    date: Day | None = said("Құжаттың күні.", "Дата документа.", None, example="2025-04-28")
    signer: Line | None = said("Кім қол қойды.", "Кто подписал.", None, example="…")
    language: Literal["kk", "ru"] | None = said("Құжаттың тілі.", "Язык документа.", None)


class Source(Shape):
    """Where a record's facts come from."""

    title: Text = said("Дереккөздің атауы.", "Название источника.")
    url: Url | None = said("Дереккөздің мекенжайы.", "Адрес источника.", None)


class Reply(Shape):
    """The operator's answer to a finding of the audit, which it names by code and place and does not take away."""

    code: Line = said("Ескертпенің коды.", "Код примечания.", example="participants-age-sum")
    field: Line = said(
        "Ескертпе тұрған өріс, тексеру хабарында жазылғандай.",
        "Поле, к которому относится примечание, как в сообщении проверки.",
        example="participants.ages",
    )
    text: Text = said("Оператордың жауабы.", "Ответ оператора.")
    date: Day = said("Жауап берілген күн.", "Дата ответа.", example="2026-01-12")
    by: Line = said("Кім жауап берді: лауазымы немесе аты-жөні.", "Кто ответил: должность или имя.", example="…")


class Record(Printed):
    """What every file in the data folder may carry."""

    translation: Translation | None = said(
        "Орысша мәтіннің күйі: working – жұмыс аудармасы, confirmed – оператор растаған.",
        "Состояние русского текста: working – рабочий перевод, confirmed – подтвержден оператором.",
        None,
        example="working",
    )
    sources: tuple[Source, ...] = said("Деректер қайдан алынды.", "Откуда взяты данные.", ())
    replies: tuple[Reply, ...] = said(
        "Оператордың тексеру ескертпелеріне жауаптары.", "Ответы оператора на примечания проверки.", ()
    )


class Published(Record):
    """A record with a page of its own, and when that page may be seen."""

    draft: bool = said(
        "Жазба әлі дайын емес: сайтта еш жерде көрсетілмейді.",
        "Запись еще не готова: на сайте не показывается нигде.",
        False,
        example="true",
    )
    publish_at: Moment | None = said(
        "Қай сәттен бастап жарияланады, Астана уақыты; оған дейін сайтта ізі де болмайды.",
        "С какой минуты публикуется, время Астаны; до нее на сайте нет и следа записи.",
        None,
        example="2025-03-05 10:00",
    )
    documents: tuple[Document, ...] = said(
        "Жазбамен бірге жарияланатын құжаттар.", "Документы, которые публикуются вместе с записью.", ()
    )
