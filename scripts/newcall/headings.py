"""The columns of a spreadsheet with new competitions, and its rows put together by the customer's order."""

from collections.abc import Mapping, Sequence

from grantpages.desk.sheet import BadSheet, Row
from grantpages.faults import quoted
from grantpages.problem import Message
from newcall import words

HEADINGS: Mapping[str, Message] = {
    "funder": Message("Тапсырыс беруші", "Заказчик"),
    "order.number": Message("Бұйрық нөмірі", "Номер приказа"),
    "order.date": Message("Бұйрық күні", "Дата приказа"),
    "notice": Message("Хабарлама келген күн", "Дата уведомления"),
    "lots.direction.kk": Message("Басым бағыт (қазақша)", "Приоритетное направление (казахский)"),
    "lots.direction.ru": Message("Басым бағыт (орысша)", "Приоритетное направление (русский)"),
    "lots.sphere": Message("Сала", "Сфера"),
    "lots.type": Message("Грант түрі", "Вид гранта"),
    "lots.grants": Message("Грант саны", "Количество грантов"),
    "lots.amount": Message("Лоттың сомасы", "Сумма лота"),
    "territory.kk": Message("Аумақ (қазақша)", "Территория (казахский)"),
    "territory.ru": Message("Аумақ (орысша)", "Территория (русский)"),
    "region": Message("Өңір", "Регион"),
    "publish.day": Message("Жариялау күні", "Дата публикации"),
    "publish.hour": Message("Жариялау сағаты", "Час публикации"),
    "closes.day": Message("Қабылдаудың соңғы күні", "Последний день приема"),
    "closes.hour": Message("Қабылдаудың соңғы сағаты", "Последний час приема"),
    "id": Message("Белгі", "Обозначение"),
    "title.kk": Message("Конкурс атауы (қазақша)", "Название конкурса (казахский)"),
    "title.ru": Message("Конкурс атауы (орысша)", "Название конкурса (русский)"),
    "apply.kk": Message("Өтінім беру тәртібі (қазақша)", "Как подают заявку (казахский)"),
    "apply.ru": Message("Өтінім беру тәртібі (орысша)", "Как подают заявку (русский)"),
    "confirmed": Message("Аударма расталды", "Перевод подтвержден"),
    "ready": Message("Жариялауға дайын", "Готово к публикации"),
}
CALL = ("funder", "order.number", "order.date")
"""What rows of one competition have in common; empty cells below mean the same as above."""
SAMPLE: Mapping[str, str] = {
    "order.number": "03-04-02", "order.date": "28.02.2025", "notice": "03.03.2025",
    "lots.direction.kk": "Отбасылық құндылықтар – ұлттық тәрбие негізі",
    "lots.direction.ru": "Семейные ценности – основа национального воспитания", "lots.grants": "1",
    "lots.amount": "11 000 000", "territory.kk": "Жаңаөзен қаласы", "territory.ru": "город Жанаозен",
}  # fmt: skip


def calls_of(rows: Sequence[Row], file: str) -> list[tuple[list[int], dict[str, str]]]:
    """(numbers of rows, answers) of each competition. Raises BadSheet where its rows contradict each other."""
    calls: dict[tuple[str, ...], tuple[list[int], dict[str, str]]] = {}
    above: dict[str, str] = {}
    for row in rows:
        above = {key: row.cells.get(key, above.get(key, "")) for key in CALL}
        numbers, answers = calls.setdefault(tuple(above.values()), ([], {}))
        numbers.append(row.number)
        for key, cell in row.cells.items():
            named = key.replace("lots.", f"lots.{len(numbers)}.", 1)
            if answers.setdefault(named, cell) != cell:
                said = {"file": file, "row": row.number, "heading": HEADINGS[key]}
                raise BadSheet(words.CONFLICT.fill(**said, found=quoted(cell), first=quoted(answers[named])))
    return [(numbers, _with_more(answers, len(numbers))) for numbers, answers in calls.values()]


def _with_more(answers: dict[str, str], lots: int) -> dict[str, str]:
    """How many lots there are is known from the rows."""
    return answers | {f"lots.{lot}.more": "yes" if lot < lots else "no" for lot in range(1, lots + 1)}
