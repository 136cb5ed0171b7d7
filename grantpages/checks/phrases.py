"""The words that values of findings are shown in: places of the form, measures, lists."""

from collections.abc import Iterable
from functools import cache

from grantpages.model import Figure, Text
from grantpages.problem import Message
from grantpages.wording import catalogue


@cache
def phrase(key: str) -> Message:
    """The message of a key of the locale, in both languages."""
    return Message(catalogue("kk").say(key), catalogue("ru").say(key))


def place_of(code: str) -> Message:
    """A place of the statutory form, «есептің 6-тармағы», «пункт 6 отчета»."""
    return phrase(f"place.{code}")


def thing(figure: Figure) -> Message:
    """What a figure counts: its own words, else its kind's."""
    return pair(figure.what) if figure.what else phrase(f"kind.{figure.kind}")


def pair(text: Text) -> Message:
    """A text as a message."""
    return Message(text.kk, text.ru)


def listed(messages: Iterable[Message], between: str = "; ") -> Message:
    """Messages one after another, each once."""
    each = dict.fromkeys(messages)
    return Message(between.join(one.kk for one in each), between.join(one.ru for one in each))
