"""Rules on numbers told in words, and the reader of such numbers."""

from typing import Any

import pytest

from checks.cases import TODAY, activity, dataset, findings, project, task, text
from grantpages.checks import figures_in_text
from grantpages.checks.counts_in_text import counts
from grantpages.checks.rule import Case, world_of

READ = [  # (a Kazakh sentence, the counts in it)
    ("Барлығы 1 047 адам қатысты.", [(1047, "people", "exactly")]),
    ("Барлығы 1\u00a0047 адам қатысты.", [(1047, "people", "exactly")]),
    ("Барлығы 1.005.195 қаралым жиналды.", [(1005195, "views", "exactly")]),
    ("Ролик 30 мыңнан астам қаралым жинады.", [(30000, "views", "at_least")]),
    ("Жалпы қаралым саны 10 000-нан асты.", [(10000, "views", "at_least")]),
    ("Әрқайсысына 30 -дан астам адам қатысты.", [(30, "people", "at_least")]),
    ("Байқауға 500 аса қатысушы қатысты.", [(500, "people", "at_least")]),
    ("Қызметкерлер (100-ге жуық адам).", [(100, "people", "about")]),
    ("Кемінде 40 волонтер келді, 60 адамға дейін сыяды.", [(40, "people", "exactly"), (60, "people", "at_most")]),
    ("Қатысушылардың 70%-ы және 70 пайызы.", [(70, "percent", "exactly")] * 2),
    ("Сауалнамаға 2 625 адамның 80%-дан астамы.", [(2625, "people", "exactly"), (80, "percent", "at_least")]),
    ("Сарапшылар саны – 10. Қатысушылар саны: 190.", [(10, "people", "exactly"), (190, "people", "exactly")]),
    ("Өткізілген 8 лекцияға барлығы 729 оқушы келді.", [(8, "things", "exactly"), (729, "people", "exactly")]),
    ("2 отбасылық спартакиада, 3 жас отбасы.", [(2, "things", "exactly"), (3, "people", "exactly")]),
    ("Газеттің тиражы 47 200 болды.", [(47200, "views", "exactly")]),
    ("Әрқайсысына 5 000 теңгеден берілді.", [(5000, "tenge", "exactly")]),
    ("2025 жылғы 22 қыркүйекте, 24 маусымы және 8 қарашасында.", []),
    ("14, 15 және 16 маусымда, 3-5 мамырда, 14.06, 03.07.2025 күндері.", []),
    ("Сағат 10.00-де, 18:30-да, 2024-2025 оқу жылы.", []),
    ("5 жұмыс күні, 3 ай, 45 минут, 2 сағат, 30 жылдығы.", []),
    ("50 жастан жоғары, 14-29 жас аралығында, 12 жастағы.", []),
    ("№22 мектепте, № 5 мектепте, 7-сынып, 29-тармақ, 1-орын, 2 орын, 16 ықшам ауданы.", []),
    ("«100 кітап» жобасы, «Болашақ 2030», #2025челлендж, https://example.kz/2025/11/04/", []),
    ("Е-15 көшесі, COVID-19, 1д үйі, 4K бейне, 3/4 бөлігі, 3:2 есебімен, 1,5 есе.", []),
    ("ЖСН 990101300123, 2 миллион 500 мың теңге.", []),
    ("2000 оқушы мен 2025 бағдарлама.", [(2000, "people", "exactly")]),
]


def case_of(one: dict[str, Any]) -> Case:
    data = dataset(one)
    return Case(world_of(data, TODAY), "won", data.projects["won"])


@pytest.mark.parametrize(("sentence", "read"), READ, ids=[row[0][:40] for row in READ])
def test_counts_are_read_and_other_numbers_passed_over(sentence: str, read: list[Any]) -> None:
    told = counts(case_of(project(task(activity(account=text(sentence))))))
    assert [(count.value, count.measure, count.bound) for count in told] == read


def figures(*rows: tuple[str, int], what: str = "") -> list[dict[str, Any]]:
    said = {"what": text(what, "показатель")} if what else {}
    return [{"kind": kind, "actual": actual, **said} for kind, actual in rows]


def telling(account: str, *rows: tuple[str, int], what: str = "") -> dict[str, Any]:
    return activity(account=text(account), figures=figures(*rows, what=what))


TABLE = {"participants": {
    "total": 800, "gender": {"men": 300, "women": 500},
    "categories": {"children": 120, "youth": 534, "unemployed": 40}, "ages": {"13-16": 120, "17-22": 534, "33-45": 146},
}}  # fmt: skip

UNSUPPORTED = [  # (an account and its figures, the numbers that nothing supports)
    (telling("Семинарға 245 адам қатысты.", ("participants", 245)), []),
    (telling("Семинарға 254 адам қатысты.", ("participants", 245)), [254]),
    (
        telling(
            "Семинарға 71 адам қатысты (51 + 20).", ("participants", 71), ("participants", 51), ("participants", 20)
        ),
        [],
    ),
    (telling("21 студент пен 20 дәрігер, барлығы 41 адам.", ("participants", 21), ("participants", 20)), []),
    (telling("Семинарға 200-ден астам адам қатысты.", ("participants", 207)), []),
    (telling("Семинарға 200-ден астам адам қатысты.", ("participants", 350)), [200]),
    (telling("Семинарға 200-ге жуық адам қатысты.", ("participants", 190)), []),
    (telling("Барлығы 6 вебинар өтті.", ("events", 6), what="онлайн вебинар"), []),
    (telling("Барлығы 5 вебинар өтті.", ("events", 6), what="онлайн вебинар"), [5]),
    (telling("12 ауданда 15 тонна қоқыс жиналды, 2 тәсіл қолданылды.", ("participants", 90)), []),
    (telling("Барлығы 107 жарияланым шықты.", ("publications", 100)), [107]),
    (telling("Семинарға 120 адам қатысты.", ("participants", 90)), [120]),  # a cell of the table is no support here
    (telling("Әрқайсысына 5 000 теңге, 50 қатысушыға.", ("tenge", 5000), ("prizes", 50)), []),
    (telling("Әрқайсысына 7 000 теңге берілді.", ("tenge", 5000), ("prizes", 50)), [7000]),
    (telling("Барлығы 30 000 қаралым.", ("views", 31_500)), [30000]),
    (telling("Барлығы 800 адамның ішінен 90 адам келді.", ("participants", 90)), []),
    (telling("Көрмеге 120 адам келді."), []),  # no figures of its own: the whole project's count
    (telling("Көрмеге 125 адам келді."), [125]),
    (telling("Көрмеге 125 адам келді, 125 адам кетті."), [125]),
]


@pytest.mark.parametrize(("one", "numbers"), UNSUPPORTED, ids=[row[0]["account"]["kk"][:40] for row in UNSUPPORTED])
def test_a_number_in_an_account_is_one_of_the_record(one: dict[str, Any], numbers: list[int]) -> None:
    found = findings(figures_in_text.unsupported_figure, dataset(project(task(one), **TABLE)))
    assert [finding.values["said"] for finding in found] == numbers
    assert {finding.field for finding in found} <= {"tasks.0.activities.0.account.kk"}


NEARBY = project(
    task(telling("Кездесу өтті.", ("participants", 190)), telling("Квиз өтті.", ("participants", 150))),
    narrative={"groups": text("Кездесулер мен квиздерге 160-тан астам адам қатысты.")},
    figures=[{"kind": "participants", "actual": 160, "actual_is": "at_least", "printed": "app2-groups"}],
)


def test_the_nearest_recorded_numbers_are_named_and_the_claim_is_not_its_own_support() -> None:
    (finding,) = findings(figures_in_text.unsupported_figure, dataset(NEARBY))
    assert finding.field == "narrative.groups.kk"
    assert finding.values["near"].ru == "150 (участники), 190 (участники)"


GROUPS = [  # (a conclusion, what it says of a group otherwise than the table)
    ("Жобаға 800 адам тартылды, оның ішінде 120 бала мен 534 жас болды.", []),
    ("Жобаға 800 адам тартылды, оның ішінде 120 бала мен 500 жас болды.", [500]),
    ("Жобаға 800 адам тартылды (оның ішінде 102 бала, 534 жас).", [102]),
    ("Барлығы 800 адам. Оның ішінде 300 ер адам және 510 әйел.", [510]),
    ("Барлығы 800 адам. Семинарға 50 бала қатысты.", []),  # another sentence, another total
    ("Семинарға 90 адам, оның ішінде 60 бала қатысты.", []),
    ("Барлығы 800 адам, оның ішінде 45 жас отбасы мен 30 жас маман.", []),
    ("Барлығы 800 адам, оның ішінде 100-ден астам бала.", []),
    ("Барлығы 800 адам, оның ішінде 20 мүгедек бала.", []),
    ("Барлығы 800 адам, оның ішінде 25 егде адам.", []),  # the table has no such cell
    ("Жастар (534 адам).", []),
    ("Жастар (500 адам).", [500]),
    ("Балалар мен жастар (654 адам).", []),
    ("Педагогтер (200 адам).", []),
]


@pytest.mark.parametrize(("said", "numbers"), GROUPS)
def test_a_group_of_all_participants_is_as_in_the_table(said: str, numbers: list[int]) -> None:
    found = findings(figures_in_text.group_not_as_in_table, dataset(project(narrative={"goals": text(said)}, **TABLE)))
    assert [finding.values["said"] for finding in found] == numbers


def shares(*rows: tuple[int, str]) -> dict[str, Any]:
    return {"figures": [{"kind": "percent", "actual": share, "what": text(what, what)} for share, what in rows]}


@pytest.mark.parametrize(
    ("fields", "fields_found"),
    [
        (shares((70, "қанағаттану"), (80, "білім деңгейі")), []),
        (shares((70, "қанағаттану"), (70, "қанағаттану")), []),
        (shares((70, "қанағаттану"), (70, "білім деңгейі"), (70, "сенім")), ["figures.1.actual"]),
        (shares((100, "қанағаттану"), (100, "білім деңгейі")), []),
    ],
)
def test_different_measures_have_their_own_shares(fields: dict[str, Any], fields_found: list[str]) -> None:
    found = findings(figures_in_text.same_percentage, dataset(project(**fields)))
    assert [finding.field for finding in found] == fields_found
