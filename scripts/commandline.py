"""What the command lines have in common: a parser that speaks the reader's language, and how it refuses."""

import argparse
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from language import said

from grantpages.faults import quoted
from grantpages.problem import Language, Message

USAGE = Message("қолданылуы: ", "использование: ")
OPTIONS = Message("параметрлер", "параметры")
SEE_HELP = Message(
    'Параметрлер тізімі: --help, make арқылы – ARGS="--help".',
    'Список параметров: --help, через make – ARGS="--help".',
)
UNKNOWN = Message("{found} деген параметр жоқ.", "Параметра {found} нет.")
SHAPE = Message(
    "{option} параметрі қате жазылған: мәні керек болса, бір мән беріңіз, керек болмаса, мән бермеңіз.",
    "Параметр {option} записан неверно: если ему нужно значение, дайте одно, если не нужно, не давайте.",
)
CHOICE = Message(
    "{option} параметрінің мәні мыналардың бірі болуы керек: {choices}; ал {found} тұр.",
    "Значение {option} должно быть одним из: {choices}; а стоит {found}.",
)


class Refused(Exception):
    """The command cannot do as asked; `message` says why and how to mend it. `code` is its exit code."""

    def __init__(self, message: Message, code: int = 2) -> None:
        super().__init__(message, code)  # whole, so that it comes back from another process
        self.message, self.code = message, code


def refuse(reason: Message, **values: object) -> NoReturn:
    """Refuse the arguments for a reason, its `{names}` filled. Raises Refused."""
    filled = reason.fill(**values)
    raise Refused(Message(f"{filled.kk} {SEE_HELP.kk}", f"{filled.ru} {SEE_HELP.ru}"))


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks one language and raises Refused. layout: how argparse breaks the help's lines."""

    def __init__(
        self,
        usage: str,
        description: Message,
        epilog: Message,
        language: Language,
        layout: type[argparse.HelpFormatter] = argparse.HelpFormatter,
    ) -> None:
        class Formatter(layout):  # type: ignore[valid-type, misc]  # argparse takes a class, the language is a value
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
            refuse(SHAPE, option=error.argument_name or "")
        if unknown:
            refuse(UNKNOWN, found=quoted(unknown[0]))
        return given

    def error(self, message: str) -> NoReturn:
        """Nothing is required and nothing exclusive, so argparse has only this left to say in its own words."""
        refuse(SHAPE, option=message)


def choice(option: str, found: str, choices: Iterable[str]) -> str:
    """A value out of a list. Raises Refused."""
    every = tuple(choices)
    if found not in every:
        refuse(CHOICE, option=option, choices=", ".join(every), found=quoted(found))
    return found
