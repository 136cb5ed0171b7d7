"""Cities of Kazakhstan with their regions (ids of regions.yml, the units of 2022), in both languages.

`*` marks a name that is a common word, a person's or a district's as well: such a name counts only
with the word «қала», «город» beside it.
"""

from dataclasses import dataclass
from functools import cache

_TABLE = """
abai: Семей/Семей, Аягөз/Аягоз, *Курчатов/Курчатов, *Шар/Шар
akmola: Көкшетау/Кокшетау, Степногорск/Степногорск, Атбасар/Атбасар, Щучинск/Щучинск, Макинск/Макинск, *Есіл/Есиль, \
Степняк/Степняк, Ерейментау/Ерейментау, Державинск/Державинск, Қосшы/Косшы, Ақкөл/Акколь
aktobe: Ақтөбе/Актобе, Қандыағаш/Кандыагаш, Хромтау/Хромтау, Шалқар/Шалкар, \
*Алға/Алга, *Ембі/Эмба, *Темір/Темир, *Жем/Жем
almaty-region: *Қонаев/Конаев, Талғар/Талгар, *Есік/Есик, Қаскелең/Каскелен, *Алатау/Алатау
almaty: Алматы/Алматы
astana: Астана/Астана
atyrau: Атырау/Атырау, Құлсары/Кульсары
east-kazakhstan: Өскемен/Усть-Каменогорск, Риддер/Риддер, *Алтай/Алтай, Серебрянск/Серебрянск, *Зайсан/Зайсан, \
Шемонаиха/Шемонаиха
jambyl: Тараз/Тараз, *Шу/Шу, *Қаратау/Каратау, Жаңатас/Жанатас
jetisu: Талдықорған/Талдыкорган, Текелі/Текели, Жаркент/Жаркент, Сарқан/Сарканд, Үшарал/Ушарал, Үштөбе/Уштобе
karaganda: Қарағанды/Караганда, Теміртау/Темиртау, *Балқаш/Балхаш, *Саран/Сарань, Шахтинск/Шахтинск, *Абай/Абай, \
Приозерск/Приозерск, Қарқаралы/Каркаралинск
kostanay: Қостанай/Костанай, *Рудный/Рудный, Лисаковск/Лисаковск, Арқалық/Аркалык, Жітіқара/Житикара, *Тобыл/Тобыл
kyzylorda: Қызылорда/Кызылорда, Байқоңыр/Байконур, *Арал/Аральск, Қазалы/Казалинск
mangystau: Ақтау/Актау, Жаңаөзен/Жанаозен, Форт-Шевченко/Форт-Шевченко
north-kazakhstan: Петропавл/Петропавловск, Булаев/Булаево, Мамлют/Мамлютка, Тайынша/Тайынша, *Сергеев/Сергеевка
pavlodar: Павлодар/Павлодар, Екібастұз/Экибастуз, *Ақсу/Аксу
shymkent: Шымкент/Шымкент
turkistan: Түркістан/Туркестан, Кентау/Кентау, *Арыс/Арысь, Сарыағаш/Сарыагаш, Шардара/Шардара, \
Жетісай/Жетысай, Леңгір/Ленгер
ulytau: Жезқазған/Жезказган, *Сәтбаев/Сатпаев, Қаражал/Каражал
west-kazakhstan: *Орал/Уральск, *Ақсай/Аксай
"""


@dataclass(frozen=True, slots=True)
class City:
    """A city; `doubtful` where its name alone may be something else."""

    kk: str
    ru: str
    region: str
    doubtful: bool


@cache
def cities() -> tuple[City, ...]:
    """Every city of the table."""
    lines = (line.split(": ") for line in _TABLE.strip().splitlines())
    return tuple(_city(name.strip(), region) for region, names in lines for name in names.split(","))


def _city(name: str, region: str) -> City:
    kk, ru = name.removeprefix("*").split("/")
    return City(kk, ru, region, name.startswith("*"))


@cache
def by_kazakh() -> dict[str, City]:
    """Cities by their Kazakh names in small letters."""
    return {city.kk.casefold(): city for city in cities()}
