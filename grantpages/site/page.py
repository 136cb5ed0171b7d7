"""A page, and a list that is parted into pages of a size a phone can load."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeVar

from grantpages.site.voice import Voice

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page:
    """One page of one language.

    address: below the language's root, ending in `/`, empty for the home page. section: the menu's
    entry it belongs to. title and description: plain text. values: what the template is told beside
    the dataset.
    """

    address: str
    section: str
    template: str
    title: str
    description: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        """How many folders below the language's root."""
        return self.address.count("/")


class Plan(NamedTuple):
    """A page that may be made. given: all that it is made from beside what it asks of the records, as plain values."""

    address: str
    given: Any
    make: Callable[[], Page]


MANY = 25
"""Lists of more pages lead to all of them from the first one only: the links would outgrow the rows."""
BESIDE = 2


def neighbours(number: int, count: int) -> list[int]:
    """The pages that a page of a list leads to, itself among them; 0 stands where some are left out.

    The first page leads to every other, so each is two steps from any. The last one is named only by those near it:
    else a page more would change them all.
    """
    if number == 1 or count <= MANY:
        return list(range(1, count + 1))
    near = list(range(max(1, number - BESIDE), min(count, number + BESIDE) + 1))
    before = [] if near[0] == 1 else [1] if near[0] == 2 else [1, 0]
    return [*before, *near, *([0] if near[-1] < count else [])]


def parted(
    folder: str,
    items: Sequence[Item],
    size: int,
    first: Callable[[int], Page],
    voice: Voice,
    told: Callable[[Item], Any] = lambda item: item,
) -> Iterator[Plan]:
    """The pages of one list: the first stands at the list's address, the further ones below it.

    first: makes the page of a number as if it were the first, without its items. told: an item as plain values.
    """
    count = pages_of(len(items), size)
    for number in range(1, count + 1):
        some = items[(number - 1) * size : number * size]
        part = Part(some, number, count, len(items))
        yield Plan(
            address_of(folder, number), part.given([told(item) for item in some]), partial(made, first, part, voice)
        )


def pages_of(items: int, size: int) -> int:
    """How many pages a list has; an empty one has a page, too."""
    return max(1, -(-items // size))


class Part(NamedTuple):
    """What one of the `pages` of a list that has `all` items shows."""

    items: Sequence[Any]
    number: int
    pages: int
    all: int

    @property
    def near(self) -> list[int]:
        """The pages that it leads to."""
        return neighbours(self.number, self.pages)

    def given(self, told: Any) -> Any:
        """All of it as plain values. told: the items."""
        return told, self.number, self.near, self.all


def address_of(folder: str, number: int) -> str:
    """Of a page of a list. folder: the list's, ending in `/`."""
    return folder if number == 1 else f"{folder}page/{number}/"


def made(first: Callable[[int], Page], part: Part, voice: Voice) -> Page:
    """One page of a list."""
    page, number = first(part.number), part.number
    return Page(
        address_of(page.address, number),
        page.section,
        page.template,
        page.title if number == 1 else voice.t("title.further", title=page.title, number=number),
        page.description,
        {
            "items": part.items,
            "number": number,
            "near": part.near,
            "all": part.all,
            "folder": page.address.rstrip("/"),
            "title": page.title,
            **page.values,
        },
    )
