"""What the command lines of the desk have in common; what is wrong is said in the reader's language."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from asking.words import said
from grantpages.desk.answers import flat
from grantpages.faults import quoted
from grantpages.problem import Language, Message, Problem
from grantpages.yamlfile import read_document

USAGE = Message("қолданылуы: ", "использование: ")
OPTIONS = Message("параметрлер", "параметры")
SEE_HELP = Message(
    'Параметрлер тізімі: --help, make арқылы – ARGS="--help".',
    'Список параметров: --help, через make – ARGS="--help".',
)
REFUSALS = {
    "unknown": Message("{found} деген параметр жоқ.", "Параметра {found} нет."),
    "shape": Message(
        "{option} параметрі қате жазылған: мәні керек болса, бір мән беріңіз, керек болмаса, мән бермеңіз.",
        "Параметр {option} записан неверно: если ему нужно значение, дайте одно, если не нужно, не давайте.",
    ),
    "choice": Message(
        "{option} параметрінің мәні мыналардың бірі болуы керек: {choices}; ал {found} тұр.",
        "Значение {option} должно быть одним из: {choices}; а стоит {found}.",
    ),
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


class Refused(Exception):
    """The command cannot be run as asked; `message` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


class Faulty(Exception):
    """A file of answers, or the data folder, has located problems."""

    def __init__(self, problems: Sequence[Problem], message: Message | None = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.message = message


def refuse(code: str, **values: object) -> NoReturn:
    """Refuse the arguments. Raises Refused."""
    reason = REFUSALS[code].fill(**values)
    raise Refused(Message(f"{reason.kk} {SEE_HELP.kk}", f"{reason.ru} {SEE_HELP.ru}"))


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks one language and raises Refused."""

    def __init__(self, usage: str, description: Message, epilog: Message, language: Language) -> None:
        class Formatter(argparse.HelpFormatter):
            def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
                super().add_usage(usage, actions, groups, said(USAGE, language))

        super().__init__(
            usage=usage,
            description=said(description, language),
            epilog=said(epilog, language),
            formatter_class=Formatter,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self._language = language
        self._group = self.add_argument_group(said(OPTIONS, language))

    def add(self, name: str, help: Message, metavar: Message | None = None, **how: Any) -> None:
        """Add an argument with its words."""
        if metavar:
            how["metavar"] = said(metavar, self._language)
        self._group.add_argument(name, help=said(help, self._language), **how)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The arguments as given. Raises Refused; `--help` prints and exits."""
        try:
            given, unknown = self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            refuse("shape", option=error.argument_name or "")
        if unknown:
            refuse("unknown", found=quoted(unknown[0]))
        return given

    def error(self, message: str) -> NoReturn:
        """Nothing is required and nothing exclusive, so argparse has only this left to say in its own words."""
        refuse("shape", option=message)


def choice(option: str, found: str, choices: Sequence[str]) -> str:
    """A value out of a list. Raises Refused."""
    if found not in choices:
        refuse("choice", option=option, choices=", ".join(choices), found=quoted(found))
    return found


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
