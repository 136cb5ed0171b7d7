"""Links, figures, sums and names in running text."""

import pytest

from grantpages.intake.desk import language_of_text, without_contacts
from grantpages.intake.figures import figures_of
from grantpages.intake.links import links_of, without_links
from grantpages.intake.mending import sentence_end
from grantpages.intake.parties import form_of, key_of
from grantpages.intake.sums import paper_of, sum_of
from grantpages.intake.titles import title_in


@pytest.mark.parametrize(
    ("text", "urls", "rest"),
    [
        ("Видео: https://youtu.be/a_b.", ["https://youtu.be/a_b"], "Видео:"),
        ("https://a.kz/1https://b.kz/2", ["https://a.kz/1", "https://b.kz/2"], ""),
        ("https://a.kz/?x=1 = https://b.kz/2", ["https://a.kz/?x=1", "https://b.kz/2"], ""),
        ("https://a.kz/1 , https://b.kz/2;", ["https://a.kz/1", "https://b.kz/2"], ""),
        ("қараңыз (https://a.kz/1) және", ["https://a.kz/1"], "қараңыз және"),
        ("www.example.kz/x", ["www.example.kz/x"], ""),
        ("https://web.archive.org/web/2025/https://a.kz/1", ["https://web.archive.org/web/2025/https://a.kz/1"], ""),
        ("https://l.facebook.com/l.php?u=https://a.kz/1", ["https://l.facebook.com/l.php?u=https://a.kz/1"], ""),
        ("https://ru.wikipedia.org/wiki/A_(b)", ["https://ru.wikipedia.org/wiki/A_(b)"], ""),
        ("Пошта: a@www.example.kz", [], "Пошта: a@www.example.kz"),
    ],
)
def test_links(text: str, urls: list[str], rest: str) -> None:
    assert [cited.url for cited in links_of(text)] == urls
    assert without_links(text) == rest


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("8 лекцияға барлығы 729 қатысушы қатысты", "events 8, participants 729"),
        ("190 адамнан астам болды", "participants 190+"),
        ("более 200 волонтеров и около 150 жителей", "participants 200+, participants 150~"),
        ("қаралым саны 10 000-нан асты", "views 10000+"),
        ("30 мыңнан астам қаралым", "views 30000+"),
        ("тиражы 47 200 болып", "circulation 47200"),
        ("70%-дан жоғары болды", "percent 70+"),
        ("әрқайсысына 5 000 теңгеден", "tenge 5000"),
        ("екі бейнеролик дайындау", "items 2"),
        ("Сауалнамаға 2 625 адам қатысты", "respondents 2625"),
        ("жоспарланған 1 000 қатысушы", "participants 1000 planned"),
        ("№ 5 мектепте, 7-сынып, 2025 жылы, 14.06 күні, 18 жас, https://a.kz/50 адам", ""),
    ],
)
def test_figures(text: str, figures: str) -> None:
    signs = {"at_least": "+", "about": "~", None: ""}
    found = [f"{one.kind} {one.value}{signs[one.qualifier]}{' planned' * one.planned}" for one in figures_of(text)]
    assert ", ".join(found) == figures


@pytest.mark.parametrize(
    ("text", "amount", "words"),
    [
        ("10 997 580 (он миллион тоғыз жүз мың) теңге", 10_997_580, "он миллион тоғыз жүз мың"),
        ("11 000 000 тг.", 11_000_000, ""),
        ("12000000", 12_000_000, ""),
        ("9\u00a0500\u00a0000,00 тенге", 9_500_000, ""),
        ("4,2 млн теңге", 4_200_000, ""),
        ("2 гранта на 22 000 000 тенге", 22_000_000, ""),
    ],
)
def test_sums(text: str, amount: int, words: str) -> None:
    found = sum_of(text)
    assert found is not None
    assert (found.amount, found.words) == (amount, words)


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("06.05.2025 ж. №35", "35", "2025-05-06"),
        ("№ 12 от 01.04.2025", "12", "2025-04-01"),
        ("2025 жылғы 15 сәуірдегі № 21", "21", "2025-04-15"),
        ("22-2025, 16.04.2025", "22-2025", "2025-04-16"),
        ("№4/24 от 11.03.2024", "4/24", "2024-03-11"),
        ("101 от 03.03.2025", "101", "2025-03-03"),
    ],
)
def test_contracts(text: str, number: str, date: str) -> None:
    found = paper_of(text, 2025)
    assert found is not None
    assert (found[0], str(found[1])) == (number, date)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("«Zangar Event» қоғамдық қоры", "«Zangar event» Қоғамдық қоры"),
        ("«Жаңаөзен қалалық ішкі саясат бөлімі» ММ", "Жаңаөзен қалалық Ішкі саясат бөлімі"),
        ("ОФ «Отбасы»", "Общественный фонд «Отбасы»"),
        ("«БАТЭС» ЖШС", "ТОО БАТЭС"),
    ],
)
def test_one_organization_under_two_names(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("«БАТЭС» ЖШС", ("company", "llp")),
        ("ОО «Спорт»", ("ngo", "public_association")),
        ("ЧУ «Мұра»", ("ngo", "private_institution")),
        ("Абай облысының қоғамдық даму басқармасы", ("state_body", "")),
        ("НАО «Центр»", ("other", "njsc")),
        ("Белгісіз", ("other", "")),
    ],
)
def test_legal_forms(name: str, form: tuple[str, str]) -> None:
    assert form_of(name) == form


def test_contacts_and_flats_leave_an_address() -> None:
    printed = "г. Актас, мкр. 3, дом 14, кв. 8, тел. 8 700 000 0000, a.b@example.kz"
    assert without_contacts(printed) == "г. Актас, мкр. 3, дом 14"
    assert without_contacts("Абай көшесі, 1 үй, 12 пәтер, +7 (700) 000-00-00") == "Абай көшесі, 1 үй"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("«Отбасы құндылықтары» басым бағыты, «Жаңа отбасы»", "Жаңа отбасы"),
        ("«Отбасы құндылықтары» басым бағыты, «Жаңа отбасы әлеуметтік жобасы", "Жаңа отбасы"),
        ("Проект «Тепло рядом»", "Тепло рядом"),
        ("Тепло рядом", "Тепло рядом"),
    ],
)
def test_titles(printed: str, title: str) -> None:
    assert title_in(printed, "Отбасы құндылықтары") == title


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Дәріс оқу. Дәріс өтті.", "Дәріс оқу."),
        ("Встреча в г. Актас с А. Б. Ивановым. Прошла.", "Встреча в г. Актас с А. Б. Ивановым."),
        ("Одно предложение без точки", "Одно предложение без точки"),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert text[: sentence_end(text)] == first


def test_languages() -> None:
    assert language_of_text("Іс-шара өтті, оған қатысушылар келді") == "kk"
    assert language_of_text("Мероприятие прошло в ОФ «Жарқын болашақ», участники пришли и остались довольны") == "ru"
