"""Tables of totals: the grants counted and summed by region, year, funder, sphere and grantee."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from grantpages.model import Project, Text
from grantpages.opendata.basis import Basis
from grantpages.opendata.table import LICENCE, TAIL, VERSION, Column, Reference, Row, Table, names, text, whole
from grantpages.problem import Message


@dataclass
class _Total:
    """One row's sums."""

    grants: int = 0
    contracts: int = 0
    amount: int = 0
    stated: int = 0
    participants: int = 0
    links: int = 0
    alive: int = 0
    notes: int = 0
    grantees: set[str] = field(default_factory=set)

    def add(self, basis: Basis, id: str, project: Project) -> None:
        facts = basis.of("projects", id)
        self.grants += 1
        if project.grant.contract:
            self.contracts += 1
            self.amount += project.grant.amount
        self.grantees.add(project.grantee)
        if facts.people is not None:
            self.stated += 1
            self.participants += facts.people
        self.links += facts.links
        self.alive += facts.alive
        self.notes += facts.notes


Key = Callable[[Basis, Project], str | int | None]
Name = Callable[[Basis, str], Text]


def _rows(key: Key, name: Name | None, basis: Basis) -> Iterator[Row]:
    """A row for each key in order; a grant without one counts in no row of that table."""
    totals: dict[str | int, _Total] = {}
    for id, project in basis.dataset.projects.items():
        if (of := key(basis, project)) is not None:
            totals.setdefault(of, _Total()).add(basis, id, project)
    for of, total in sorted(totals.items()):
        named = name(basis, str(of)) if name else None
        yield (
            of, *((named.kk, named.ru) if named else ()),
            total.grants, total.contracts, total.amount, len(total.grantees),
            total.stated, total.participants if total.stated else None, total.links,
            total.alive, total.notes, LICENCE, VERSION,
        )  # fmt: skip


_SUMS = (
    whole("grants", "Грант саны.", "Количество грантов.", required=True),
    whole("contracts", "Оның ішінде шарты жасалғаны.", "Из них с договором.", required=True),
    whole("amount", "Шарттардың сомасы, теңге.", "Сумма договоров, тенге.", required=True, money=True),
    whole("grantees", "Грант алушы саны.", "Количество грантополучателей.", required=True),
    whole("with_participants", "Қатысушы саны көрсетілген грант саны.", "Сколько грантов с числом участников.", True),
    whole("participants", "Сол гранттардағы қатысушылар, барлығы.", "Участники этих грантов, всего."),
    whole("links", "Келтірілген сілтеме саны.", "Количество приведенных ссылок.", required=True),
    whole("links_alive", "Оның ішінде ашылатыны.", "Из них открываются.", required=True),
    whole("notes", "Тексеру ескертпелерінің саны.", "Количество примечаний проверки.", required=True),
    *TAIL[3:],
)  # fmt: skip


def _table(name: str, title: Message, first: Column, key: Key, named: Name | None, table: str) -> Table:
    words = names("Атауы.", "Название.") if named else ()
    refers = (Reference((first.name,), table, ("id",)),) if table else ()
    return Table(name, title, (first, *words, *_SUMS), (first.name,), partial(_rows, key, named), refers)


TOTALS = (
    _table(
        "by-region", Message("Өңірлер бойынша", "По регионам"),
        text("region", "Өңірдің белгісі.", "Обозначение региона.", True),
        lambda basis, project: basis.dataset.calls[project.call].region,
        lambda basis, id: basis.dataset.regions[id].name, "regions",
    ),
    _table(
        "by-year", Message("Жылдар бойынша", "По годам"),
        whole("year", "Жыл, projects кестесіндегідей.", "Год, как в таблице projects.", True),
        lambda basis, project: basis.year(project), None, "",
    ),
    _table(
        "by-funder", Message("Тапсырыс берушілер бойынша", "По заказчикам"),
        text("funder", "Ұйымның белгісі.", "Обозначение организации.", True),
        lambda basis, project: basis.dataset.calls[project.call].funder,
        lambda basis, id: basis.dataset.organizations[id].name, "organizations",
    ),
    _table(
        "by-sphere", Message("Салалар бойынша", "По сферам"),
        text("sphere", "Заңдағы саланың белгісі.", "Обозначение сферы по Закону.", True),
        lambda basis, project: basis.lots[project.call, project.lot].sphere,
        lambda basis, id: basis.dataset.spheres[id].name, "spheres",
    ),
    _table(
        "by-grantee", Message("Грант алушылар бойынша", "По грантополучателям"),
        text("grantee", "Ұйымның белгісі.", "Обозначение организации.", True),
        lambda basis, project: project.grantee,
        lambda basis, id: basis.dataset.organizations[id].name, "organizations",
    ),
)  # fmt: skip
"""The tables of numbers and sums of grants by what they are classified by."""
