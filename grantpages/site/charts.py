"""Shares for bars drawn at build time; the numbers stand beside and beneath them."""

from collections.abc import Mapping
from dataclasses import dataclass

from grantpages.model import AGE_BANDS, CATEGORIES, Participants


@dataclass(frozen=True)
class Bar:
    """One bar: its word's key in the catalogue, its number, its length in per cent of the longest."""

    key: str
    number: int
    length: float


@dataclass(frozen=True)
class Chart:
    """A named set of bars, of which together they make `total`."""

    name: str
    total: int
    bars: tuple[Bar, ...]


def participant_charts(participants: Participants) -> list[Chart]:
    """The form's three tables: gender, social category, age; those that are stated."""
    gender = {"men": participants.gender.men, "women": participants.gender.women} if participants.gender else {}
    tables: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
        "gender": (("men", "women"), gender),
        "categories": (CATEGORIES, {str(key): number for key, number in participants.categories.items()}),
        "ages": (AGE_BANDS, {str(key): number for key, number in participants.ages.items()}),
    }
    return [
        Chart(name, participants.total, _bars(name, order, numbers))
        for name, (order, numbers) in tables.items()
        if numbers
    ]


def _bars(name: str, order: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[Bar, ...]:
    longest = max(numbers.values()) or 1
    return tuple(
        Bar(f"{name}.{key}", numbers[key], round(100 * numbers[key] / longest, 1)) for key in order if key in numbers
    )
