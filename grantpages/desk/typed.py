"""What an officer types becomes a value, or is refused with what must stand there, what stood there and how to mend it.

Dates and sums are taken in the forms of both languages: «05.03.2025», «2025 жылғы 5 наурыз», «11 000 000 ₸».
"""

# ruff: noqa: E501 - sentences are not broken

import datetime
import re
from functools import cache

from babel.dates import get_month_names

from grantpages.checks.forms import day as numeric_day
from grantpages.checks.forms import integer
from grantpages.faults import quoted
from grantpages.model.organization import has_check_digit
from grantpages.problem import LANGUAGES, Message
from grantpages.references import ID

_CURRENCY = re.compile(r"\s*(?:₸|kzt|теңге|тенге|тг\.?)\s*$", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s+([^\W\d]+)\s*,?\s+(\d{4})\s*(?:ж\.?|г\.?|жыл\w*|год\w*)?")
_YEAR_DAY_MONTH = re.compile(r"(\d{4})\s*(?:ж\.?|г\.?|жыл\w*|год\w*)?\s+(\d{1,2})\s+([^\W\d]+)")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.\s]([0-5]\d)")
_YES = frozenset(("иә", "иа", "ия", "и", "да", "д", "yes", "y", "true", "1"))
_NO = frozenset(("жоқ", "жок", "ж", "нет", "н", "no", "n", "false", "0"))
_SPACES = re.compile(r"\s+")
LONGEST_LINE = 2_000

DAY = Message(
    "мұнда күн болуы керек, ал {found} тұр. Күнді былай жазыңыз: 05.03.2025, 2025-03-05 немесе 5 наурыз 2025.",
    "здесь должна стоять дата, а стоит {found}. Запишите ее так: 05.03.2025, 2025-03-05 или 5 марта 2025.",
)
CLOCK = Message(
    "мұнда 00:00 мен 23:59 аралығындағы уақыт болуы керек, ал {found} тұр. Уақытты былай жазыңыз: 18:30.",
    "здесь должно стоять время от 00:00 до 23:59, а стоит {found}. Запишите его так: 18:30.",
)
NUMBER = Message(
    "мұнда {low} мен {high} аралығындағы бүтін сан болуы керек, ал {found} тұр. Тек цифрмен жазыңыз: {example}.",
    "здесь должно стоять целое число от {low} до {high}, а стоит {found}. Пишите цифрами: {example}.",
)
AMOUNT = Message(
    "мұнда теңгедегі бүтін сома болуы керек, ал {found} тұр. Соманы цифрмен, тиынсыз жазыңыз: 11 000 000.",
    "здесь должна стоять сумма в целых тенге, а стоит {found}. Пишите ее цифрами, без тиынов: 11 000 000.",
)
LINE = Message(
    "мұнда {limit} таңбадан аспайтын, сөзі бар мәтін болуы керек, ал {found} тұр. Мәтінді бір жолмен жазыңыз.",
    "здесь должен стоять текст со словами, не длиннее {limit} знаков, а стоит {found}. Напишите его одной строкой.",
)
PERSON = Message(
    "мұнда адамның аты-жөні болуы керек, цифрсыз, ал {found} тұр. ЖСН мен телефон жазылмайды.",
    "здесь должно стоять имя человека, без цифр, а стоит {found}. ИИН и телефон не пишут.",
)
YES_NO = Message(
    "мұнда «иә» не «жоқ» болуы керек, ал {found} тұр. Бірін жазыңыз.",
    "здесь должно стоять «да» или «нет», а стоит {found}. Напишите одно из них.",
)
BIN = Message(
    "мұнда 12 цифрлық БСН болуы керек, ал {found} тұр. Цифрларды құжаттан қайта көшіріңіз.",
    "здесь должен стоять БИН из 12 цифр, а стоит {found}. Перепишите цифры из документа.",
)
CHECK_DIGIT = Message(
    "БСН-нің соңғы цифры алдыңғыларынан шығуы керек, ал {found} нөмірінде шықпайды: бір цифр қате терілген. Нөмірді құжатпен салыстырыңыз.",
    "последняя цифра БИН должна следовать из остальных, а у {found} не следует: одна из цифр набрана неверно. Сверьте номер с документом.",
)
ID_FORM = Message(
    "белгі латынның кіші әріптерінен, цифрлардан және жалғыз дефистерден тұрып, 64 таңбадан аспауы керек, ал {found} тұр. Мысалы: zhanaozen-2025.",
    "обозначение должно состоять из строчных латинских букв, цифр и одиночных дефисов, не больше 64 знаков, а стоит {found}. Например: zhanaozen-2025.",
)


class Wrong(Exception):
    """What was typed cannot be taken; `message` says what must stand there, what stood there and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


def day(written: str) -> datetime.date:
    """A day in any of the usual forms of the two languages. Raises Wrong."""
    found = numeric_day(written) or _named_day(written.strip().casefold())
    if found is None or not 1990 <= found.year <= 2100:
        raise Wrong(DAY.fill(found=quoted(written)))
    return found


def _named_day(written: str) -> datetime.date | None:
    if match := _DAY_MONTH_YEAR.fullmatch(written):
        number, month, year = match.groups()
    elif match := _YEAR_DAY_MONTH.fullmatch(written):
        year, number, month = match.groups()
    else:
        return None
    try:
        return datetime.date(int(year), _months().get(month, 0), int(number))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The months as both languages name them, alone and beside a day (CLDR)."""
    return {
        name.casefold(): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, language).items()
    }


def clock(written: str) -> str:
    """An hour as `18:30`, from `18:30`, `18.30` or `9:05`. Raises Wrong."""
    match = _CLOCK.fullmatch(written.strip())
    if not match:
        raise Wrong(CLOCK.fill(found=quoted(written)))
    return f"{int(match[1]):02}:{match[2]}"


def count(written: str, low: int = 1, high: int = 10_000) -> int:
    """A whole number within bounds. Raises Wrong."""
    number = integer(written)
    if number is None or not low <= number <= high:
        raise Wrong(NUMBER.fill(found=quoted(written), low=low, high=high, example=max(low, 1)))
    return number


def amount(written: str) -> int:
    """A sum in whole tenge, greater than 0. Raises Wrong."""
    number = integer(_CURRENCY.sub("", written))
    if number is None or not 1 <= number <= 10**15:
        raise Wrong(AMOUNT.fill(found=quoted(written)))
    return number


def line(written: str) -> str:
    """A text of one line, its spaces made single. Raises Wrong where it has neither letter nor digit, or is too long."""
    text = _SPACES.sub(" ", written).strip()
    if not any(map(str.isalnum, text)) or len(text) > LONGEST_LINE:
        raise Wrong(LINE.fill(found=quoted(written), limit=LONGEST_LINE))
    return text


def person(written: str) -> str:
    """A person's name. Raises Wrong where it has a digit: an IIN or a telephone number must get into no record."""
    text = line(written)
    if any(map(str.isdigit, text)):
        raise Wrong(PERSON.fill(found=quoted(written)))
    return text


def yes(written: str) -> bool:
    """Whether the answer is yes, in either language. Raises Wrong where it is not no, either."""
    word = written.strip().casefold()
    if word not in _YES | _NO:
        raise Wrong(YES_NO.fill(found=quoted(written)))
    return word in _YES


def bin_number(written: str) -> str:
    """A business identification number whose check digit holds; spaces are dropped. Raises Wrong."""
    digits = _SPACES.sub("", written)
    if not (len(digits) == 12 and digits.isascii() and digits.isdigit()):
        raise Wrong(BIN.fill(found=quoted(written)))
    if not has_check_digit(digits):
        raise Wrong(CHECK_DIGIT.fill(found=quoted(digits)))
    return digits


def identifier(written: str) -> str:
    """A record's id, which is its file's name and its public address. Raises Wrong."""
    text = written.strip()
    if not (ID.fullmatch(text) and len(text) <= 64):
        raise Wrong(ID_FORM.fill(found=quoted(text)))
    return text
