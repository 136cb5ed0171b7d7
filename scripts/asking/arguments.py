"""What the command lines of the desk have in common; what is wrong is said in the reader's language."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import commandline

from grantpages.desk.answers import flat
from grantpages.faults import quoted
from grantpages.problem import Message, Problem
from grantpages.yamlfile import read_document

REFUSALS = {
    "together": Message(
        "{one} мен {other} бірге берілмейді. Біреуін қалдырыңыз.",
        "{one} и {other} вместе не дают. Оставьте что-то одно.",
    ),
    "needs": Message(
        "{one} параметрі {other} параметрімен бірге беріледі. Оны да қосыңыз.",
        "{one} дают вместе с {other}. Добавьте и его.",
    ),
    "set": Message(
        "--set параметрінде АТАУ=ЖАУАП тұруы керек, ал {found} тұр.",
        "В --set должно стоять ИМЯ=ОТВЕТ, а стоит {found}.",
    ),
    "needed": Message("{option} керек, ал ол берілмеген.", "Нужно указать {option}, а его нет."),
    "answers": Message(
        "{file} файлында «атау: жауап» жазбалары болуы керек, ал олар жоқ.",
        "В файле {file} должны стоять записи «имя: ответ», а их нет.",
    ),
    "no-file": Message(
        "{file} файлы ашылмады ({error}). Атын тексеріңіз.", "Файл {file} не открывается ({error}). Проверьте имя."
    ),
}


class Faulty(Exception):
    """A file of answers, or the data folder, has located problems."""

    def __init__(self, problems: Sequence[Problem], message: Message | None = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.message = message


def refuse(code: str, **values: object) -> NoReturn:
    """Refuse the arguments for a reason that the desk's commands share. Raises Refused."""
    commandline.refuse(REFUSALS[code], **values)


def answers_of(path: Path) -> dict[str, str]:
    """The answers of a YAML or JSON file. Raises Refused, Faulty."""
    if not path.is_file():
        refuse("no-file", file=path.as_posix(), error="—")
    document = read_document(path, path.as_posix())
    if document.problems:
        raise Faulty(document.problems)
    if not isinstance(document.value, Mapping):
        refuse("answers", file=path.as_posix())
    return flat(document.value)


def settings_of(given: Sequence[str]) -> dict[str, str]:
    """The answers of `--set`. Raises Refused."""
    answers = {}
    for one in given:
        name, equals, answer = one.partition("=")
        if not (equals and name.strip()):
            refuse("set", found=quoted(one))
        answers[name.strip()] = answer.strip()
    return answers
