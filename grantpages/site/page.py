"""A page, and a list that is parted into pages of a size a phone can load."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from grantpages.site.voice import Voice


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


MANY = 25
"""Lists of more pages lead to all of them from the first one only: the links would outgrow the rows."""
BESIDE = 2


def neighbours(number: int, count: int) -> list[int]:
    """The pages that a page of a list leads to, itself among them; 0 stands where some are left out.

    The first page leads to every other, so each is two steps from any.
    """
    if number == 1 or count <= MANY:
        return list(range(1, count + 1))
    near = range(max(2, number - BESIDE), min(count, number + BESIDE + 1))
    found = [1, *near, *({count} - {1})]
    gaps = {place for place in range(1, len(found)) if found[place] - found[place - 1] > 1}
    return [one for place, page in enumerate(found) for one in ((0, page) if place in gaps else (page,))]


def parted(first: Page, items: Sequence[Any], size: int, voice: Voice) -> Iterator[Page]:
    """The pages of one list: `first`, which stands at the list's address, and the further ones below it."""
    count = pages_of(len(items), size)
    for number in range(1, count + 1):
        yield part(first, items[(number - 1) * size : number * size], number, count, len(items), voice)


def pages_of(items: int, size: int) -> int:
    """How many pages a list has; an empty one has a page, too."""
    return max(1, -(-items // size))


def part(first: Page, items: Sequence[Any], number: int, count: int, all: int, voice: Voice) -> Page:
    """One of the `count` pages of a list that has `all` items."""
    return Page(
        first.address if number == 1 else f"{first.address}page/{number}/",
        first.section,
        first.template,
        first.title if number == 1 else voice.t("title.further", title=first.title, number=number),
        first.description,
        {
            "items": items,
            "number": number,
            "near": neighbours(number, count),
            "all": all,
            "folder": first.address.rstrip("/"),
            "title": first.title,
            **first.values,
        },
    )
