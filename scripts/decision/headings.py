"""The columns of a spreadsheet with winners or contracts, and its rows as answers."""

from collections.abc import Mapping, Sequence

from decision import words
from grantpages.desk.sheet import BadSheet, Row
from grantpages.faults import quoted
from grantpages.problem import Message

PROTOCOL: Mapping[str, Message] = {
    "protocol.number": Message("Хаттама нөмірі", "Номер протокола"),
    "protocol.date": Message("Хаттама күні", "Дата протокола"),
    "applications.received": Message("Түскен өтінім", "Поступило заявок"),
    "applications.admitted": Message("Жіберілген өтінім", "Допущено заявок"),
    "applications.checked": Message("Өтінімдер тексерілген күн", "Дата проверки заявок"),
}
"""The same in every row."""
WINNERS: Mapping[str, Message] = {
    **PROTOCOL,
    "lot": Message("Лот", "Лот"),
    "grantee": Message("Грант алушы", "Грантополучатель"),
    "name.kk": Message("Жаңа ұйымның атауы (қазақша)", "Название новой организации (казахский)"),
    "name.ru": Message("Жаңа ұйымның атауы (орысша)", "Название новой организации (русский)"),
    "bin": Message("БСН", "БИН"),
    "region": Message("Ұйымның өңірі", "Регион организации"),
    "head": Message("Басшысы", "Руководитель"),
    "id": Message("Ұйымның белгісі", "Обозначение организации"),
    "title.kk": Message("Жоба атауы (қазақша)", "Название проекта (казахский)"),
    "title.ru": Message("Жоба атауы (орысша)", "Название проекта (русский)"),
    "amount": Message("Берілген сома", "Присужденная сумма"),
}
CONTRACTS: Mapping[str, Message] = {
    "project": Message("Жобаның белгісі", "Обозначение проекта"),
    "contract.number": Message("Шарт нөмірі", "Номер договора"),
    "contract.date": Message("Шарт күні", "Дата договора"),
    "contract.start": Message("Басталған күні", "Начало"),
    "contract.end": Message("Аяқталған күні", "Окончание"),
}
NEW = ("name.kk", "name.ru", "bin", "region", "head", "id")
WINNERS_SAMPLE: Mapping[str, str] = {
    "protocol.number": "10", "protocol.date": "28.04.2025", "applications.received": "7",
    "applications.admitted": "5", "lot": "1", "grantee": "zangar-event",
    "title.kk": "Бақытты отбасы – берік қоғам", "title.ru": "Счастливая семья – крепкое общество",
    "amount": "10 997 580",
}  # fmt: skip
CONTRACTS_SAMPLE: Mapping[str, str] = {
    "project": "zhanaozen-2025-1", "contract.number": "35", "contract.date": "06.05.2025",
    "contract.start": "06.05.2025", "contract.end": "30.11.2025",
}  # fmt: skip


def winners_of(rows: Sequence[Row], file: str, lots: Sequence[int]) -> dict[str, str]:
    """The answers about winners, a row for each. Raises BadSheet where rows contradict each other or name no lot."""
    answers: dict[str, str] = {}
    places: dict[str, int] = {}
    for row in rows:
        lot = row.cells.get("lot", "")
        if lot not in map(str, lots):
            said = {"file": file, "row": row.number, "heading": WINNERS["lot"], "found": quoted(lot)}
            raise BadSheet(words.NO_LOT.fill(**said, known=", ".join(map(str, lots))))
        places[lot] = places.get(lot, 0) + 1
        for key, cell in row.cells.items():
            if key in PROTOCOL:
                _agree(answers, key, cell, file, row.number)
            elif key != "lot":
                answers[f"winners.{lot}.{places[lot]}.{key}"] = cell
        _mark_new(answers, f"winners.{lot}.{places[lot]}.", row)
    more = {
        f"winners.{lot}.{place}.more": "yes" if place < count else "no"
        for lot, count in places.items()
        for place in range(1, count + 1)
    }
    return answers | more


def _agree(answers: dict[str, str], key: str, cell: str, file: str, number: int) -> None:
    if answers.setdefault(key, cell) != cell:
        said = {"file": file, "row": number, "heading": WINNERS[key]}
        raise BadSheet(words.CONFLICT.fill(**said, found=quoted(cell), first=quoted(answers[key])))


def _mark_new(answers: dict[str, str], at: str, row: Row) -> None:
    """A named new organization is one; of a known one the BIN alone may stand there."""
    if "grantee" in row.cells:
        for key in NEW:
            answers.pop(f"{at}{key}", None)
    elif "name.kk" in row.cells:
        answers[f"{at}grantee"] = "new"
    elif "bin" in row.cells:
        answers[f"{at}grantee"] = answers.pop(f"{at}bin")


def contracts_of(rows: Sequence[Row]) -> dict[str, str]:
    """The answers about contracts, a row for each project."""
    return {
        f"{row.cells.get('project', '')}.{key}": cell
        for row in rows
        for key, cell in row.cells.items()
        if key != "project"
    }
