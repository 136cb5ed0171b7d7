"""The other texts that the source prints for a field: names, spheres, directions."""

from collections.abc import Iterator

from grantpages.checks.finding import Value
from grantpages.checks.phrases import listed, place_of
from grantpages.model import AlsoPrinted, Printed, Text
from grantpages.problem import Message


def elsewhere(record: Printed, field: str) -> Iterator[tuple[int, Text, Message]]:
    """(place in the list, text, all places of print) of every text printed for a field elsewhere, each once."""
    printed: dict[str, list[tuple[int, AlsoPrinted]]] = {}
    for number, also in enumerate(record.also_printed):
        if also.field == field and also.text:
            printed.setdefault(also.text.kk, []).append((number, also))
    for same in printed.values():
        number, first = same[0]
        if first.text:
            yield number, first.text, listed(place_of(also.printed) for _, also in same)


def contrasted(name: Text, printed: Text) -> dict[str, Value]:
    """Both texts as values; in Kazakh for both languages where the translations do not differ."""
    if name.ru == printed.ru:
        return {"name": name.kk, "printed": printed.kk}
    return {"name": name, "printed": printed}
