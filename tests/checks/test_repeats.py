"""Rules on copied text: for each the accounts that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, dataset, findings, project, task, text
from grantpages.checks import repeats
from grantpages.checks.finding import Finding

QUIZ = (
    "Онлайн викториналар №19 мектепте 103 оқушы, №22 мектепте 100 мұғалім қатысуымен өткізілді. Қысқа мерзімді нәтижелер: "
    "қатысушылар рәміздер туралы білімдерін тексерді, жеңімпаздар марапатталып әлеуметтік желілерде жарияланды, бұл "
    "патриоттық сананы арттыруға және білім беру процестерін қолдауға ықпал етті."
)
CONTEST = "Сурет конкурсына 300 бала қатысып, үздік отыз жұмыс қалалық кітапханада көрсетілді."
FORMULA = "Қысқа мерзімді нәтижелер: қатысушылардың білім деңгейі айтарлықтай артты және қызығушылығы күшейді."
SHORT = "Іс-шара жоғары деңгейде өтті."


def told(*accounts: str, titles: tuple[str, ...] = ()) -> Any:
    named = titles or tuple(f"іс-шара {number}" for number in range(len(accounts)))
    pairs = zip(accounts, named, strict=True)
    return dataset(project(task(*(activity(account=text(account), title=text(title)) for account, title in pairs))))


def places(found: list[Finding]) -> list[str]:
    return [finding.field.removeprefix("tasks.0.activities.").removesuffix(".account.kk") for finding in found]


SENTENCES = [
    (told(QUIZ, CONTEST), []),
    (told(f"{CONTEST} {FORMULA}", f"Дебат өтті. {FORMULA}"), ["1"]),
    (told(f"{CONTEST} {FORMULA}", f"Дебат өтті. {FORMULA}", f"{FORMULA} Көрме өтті."), ["1", "2"]),
    (told(f"{FORMULA} {FORMULA}"), []),  # within one activity
    (told(f"{CONTEST} {SHORT}", f"{SHORT} {QUIZ}"), []),
    (told(f"{CONTEST}\n\n{FORMULA}", f"{FORMULA}\n\nДебат өтті."), ["1"]),
    (told(QUIZ, QUIZ), []),  # a whole paragraph is the other rule's
]


@pytest.mark.parametrize(("data", "fired"), SENTENCES)
def test_a_sentence_is_said_of_one_activity(data: Any, fired: list[str]) -> None:
    assert places(findings(repeats.sentence_in_two_activities, data)) == fired


PARAGRAPHS = [
    (told(QUIZ, CONTEST), []),
    (told(QUIZ, f"{QUIZ} {CONTEST}"), ["1"]),
    (told(QUIZ, CONTEST, QUIZ.replace("103", "95")), ["2"]),  # a number changed
    (told(QUIZ, QUIZ.replace("Онлайн викториналар", "Ашық дебаттар").replace("сананы", "рухты")), ["1"]),
    (told(f"{CONTEST} {FORMULA}", f"Дебат өтті. {FORMULA}"), []),
    (told(f"{QUIZ} {QUIZ}"), []),
    (told(FORMULA, CONTEST, f"{FORMULA} {CONTEST}"), []),  # short pieces of two
]


@pytest.mark.parametrize(("data", "fired"), PARAGRAPHS)
def test_a_long_run_of_words_belongs_to_one_activity(data: Any, fired: list[str]) -> None:
    found = findings(repeats.paragraph_of_another_activity, data)
    assert places(found) == fired
    assert all(int(finding.values["words"]) >= repeats.RUN for finding in found)  # type: ignore[call-overload]


TITLES = ("Екі онлайн викторина өткізу", "Сурет және эссе конкурсын ұйымдастыру")
TOPICS = [
    (told("Викториналар мектепте өтті.", "Эссе конкурсына 300 бала келді.", titles=TITLES), []),
    (told("Викториналар мектепте өтті.", "Викториналарға 300 бала келді.", titles=TITLES), ["1"]),
    (told("Сурет салынды. Викторина өтті.", "Эссе жазылды.", titles=TITLES), ["0"]),
    (told("Викторинадан кейін сурет конкурсы өтті.", "Викторина мен эссе байқауы.", titles=TITLES), []),
    (told("Мұнда 50 бала болды.", "Барлығы риза болды.", titles=TITLES), []),  # no topic at all
]


@pytest.mark.parametrize(("data", "fired"), TOPICS)
def test_an_account_begins_with_its_own_activity(data: Any, fired: list[str]) -> None:
    assert places(findings(repeats.account_of_another_topic, data)) == fired
