"""The language a command speaks."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from grantpages.problem import LANGUAGES, Language, Message


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak, before anything else is read."""
    asked = [name.removeprefix("--lang=") for name in arguments if name.startswith("--lang=")]
    asked += [value for name, value in pairwise(arguments) if name == "--lang"]
    wanted = asked[-1] if asked and asked[-1] in LANGUAGES else environment.get("GRANTPAGES_LANG")
    return "ru" if wanted == "ru" else "kk"


def said(message: Message, language: Language) -> str:
    """The message in one language."""
    return message.kk if language == "kk" else message.ru
