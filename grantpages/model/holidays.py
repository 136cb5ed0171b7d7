"""What the government moves in the calendar of working days, over what is known beforehand."""

from grantpages.model.values import Day, Record, Shape, Text, said


class DayChange(Shape):
    """One day that is worked, or is not, otherwise than the general calendar has it."""

    date: Day = said("Күні.", "Дата.", example="2025-01-05")
    working: bool = said(
        "true – жұмыс күні, false – демалыс күні.", "true – рабочий день, false – нерабочий.", example="true"
    )
    name: Text | None = said("Мереке не ауыстыру қалай аталады.", "Как называется праздник или перенос.", None)
    source: Text | None = said("Қай құжаттан алынды.", "Из какого документа взято.", None)


class Holidays(Record):
    """`holidays.yml`: the days that `grantpages.workdays` counts otherwise than the package's calendar."""

    days: tuple[DayChange, ...] = said("Күнтізбедегі өзгерістер.", "Изменения в календаре.", min_length=1)
