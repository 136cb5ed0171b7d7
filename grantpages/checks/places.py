"""Places: what a call pays for happens in the call's territory.

A place is read in Kazakh: «Талдықорған қаласындағы …», «Ақтау, №3 мектеп», «Атырау облысы». A city is known
by the word «қала» after it, by a locative ending, or by standing alone; streets, districts and regions of
the same name are no cities (`settlements.py` has the table).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.rule import Case, rule
from grantpages.checks.settlements import City, by_kazakh
from grantpages.model import Call, Text
from grantpages.problem import Message

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
LOCATIVE = ("дағы", "дегі", "тағы", "тегі", "да", "де", "та", "те")
ALONE = frozenset((*",.;–—()", "мен", "бен", "пен", "және"))
"""What follows a name that is a place by itself, «Ақтау мен Жаңаөзен қалалары»."""
WHOLE = ("республика", "қазақстан", "еліміз", "барлық өңір")
"""Words of a territory that is the whole country."""
MARKER = "қала"
REGION = "облыс"
TOGETHER = re.compile(r"облысы\s+(?:мен|бен|пен|және)\b")


@lru_cache(maxsize=4_096)
def cities_in(text: str) -> tuple[City, ...]:
    """The cities that a Kazakh text names as places."""
    return tuple(_cities(text))


def _cities(text: str) -> Iterator[City]:
    words = WORD.findall(text)
    for place, word in enumerate(words):
        after = words[place + 1].casefold() if place + 1 < len(words) else ""
        name, ending = _parted(word.casefold())
        city = by_kazakh().get(name)
        if city is None or not word[0].isupper():
            continue
        called = not ending and (after.startswith(MARKER) or after == "қ")
        alone = not after or after in ALONE or bool(ending)
        if called or (alone and not city.doubtful):
            yield city


def _parted(word: str) -> tuple[str, str]:
    """A name and its locative ending."""
    if word in by_kazakh():
        return word, ""
    ending = next((ending for ending in LOCATIVE if word.endswith(ending)), "")
    return word.removesuffix(ending), ending


@cache
def _stem(region: str) -> str:
    return region.casefold().removesuffix("ы") if REGION in region else ""


def regions_in(case: Case, text: str) -> Iterator[str]:
    """The ids of the regions («Атырау облысы») that a Kazakh text names."""
    low = text.casefold()
    for id, region in case.world.dataset.regions.items() if REGION in low else ():
        stem = _stem(region.name.kk)
        if stem and stem in low:
            yield id


def _reach(case: Case, call: Call) -> tuple[set[str], set[str]]:
    """(cities by name, regions) in which a call's projects are carried out.

    «Маңғыстау облысы, Жаңаөзен қаласы» is the city alone; «Маңғыстау облысы мен Астана қаласы» is both.
    """
    territory = call.territory.kk
    cities = {city.kk: city.region for city in cities_in(territory)}
    regions = set(regions_in(case, territory))
    if not TOGETHER.search(territory):
        regions -= set(cities.values())
    return set(cities), regions if cities or regions else {call.region}


def _is_away(case: Case, city: City, cities: set[str], regions: set[str]) -> bool:
    """Whether a city lies outside; not to be told where the records name their regions otherwise."""
    return city.region in case.world.dataset.regions and city.kk not in cities and city.region not in regions


def _is_whole(call: Call) -> bool:
    low = call.territory.kk.casefold()
    return any(word in low for word in WHOLE) and not cities_in(call.territory.kk)


def _places(case: Case) -> Iterator[tuple[tuple[Step, ...], Text]]:
    """(path, text) of every place of the project, its activities and their events."""
    if case.record.place:
        yield ("place",), case.record.place
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            path = ("tasks", number, "activities", place)
            if activity.place:
                yield (*path, "place"), activity.place
            for index, event in enumerate(activity.events):
                if event.place:
                    yield (*path, "events", index, "place"), event.place


@rule("place-outside-territory", of="projects")
def place_outside_territory(case: Case) -> Iterator[Found]:
    """An event takes place in the territory of its call."""
    call = case.call
    if _is_whole(call):
        return
    cities, regions = _reach(case, call)
    whole = None
    for path, place in _places(case):
        named = _outside(case, place.kk, cities, regions, call.region)
        if named and named != whole:
            yield found(*path, place=place, named=named, territory=call.territory)
        if path == ("place",):
            whole = named


def _outside(case: Case, place: str, cities: set[str], regions: set[str], home: str) -> Message | None:
    """The first city or region of a place that lies outside; a region whose city is named is not asked for."""
    for city in cities_in(place):
        if _is_away(case, city, cities, regions):
            return Message(city.kk, city.ru)
    allowed = {home, *regions, *(by_kazakh()[name.casefold()].region for name in cities)}
    for id in regions_in(case, place):
        if id not in allowed:
            name = case.world.dataset.regions[id].name
            return Message(name.kk, name.ru)
    return None


@rule("city-in-account", of="projects")
def city_in_account(case: Case) -> Iterator[Found]:
    """An account speaks of the cities of the call's territory."""
    call = case.call
    if _is_whole(call):
        return
    cities, regions = _reach(case, call)
    for path, text in case.texts:
        if path[-1] in ("account", "title") or path[0] == "narrative":
            for city in _marked(text.kk):
                if _is_away(case, city, cities, regions) and not _is_place(case, path, city):
                    yield found(*path, "kk", named=Message(city.kk, city.ru), territory=call.territory)


def _marked(text: str) -> Iterator[City]:
    """The cities in which a long text says that something was; looked for at the word «қаласында»."""
    seen: set[City] = set()
    at = text.find("қаласында")
    while at >= 0:
        before = text[max(0, at - 40) : at].split()
        city = by_kazakh().get(before[-1].strip("«(,").casefold()) if before else None
        if city and city not in seen:
            seen.add(city)
            yield city
        at = text.find("қаласында", at + 1)


def _is_place(case: Case, path: tuple[Step, ...], city: City) -> bool:
    """Whether the activity's own places name the city: then it is said there."""
    if path[0] != "tasks" or len(path) < 4:
        return False
    activity = case.record.tasks[path[1]].activities[path[3]]
    places = [activity.place, *(event.place for event in activity.events)]
    return any(city in cities_in(place.kk) for place in places if place)


@rule("territory-outside-region", of="calls")
def territory_outside_region(case: Case) -> Iterator[Found]:
    """A call's territory lies in the call's region."""
    regions = case.world.dataset.regions
    for city in cities_in(case.record.territory.kk):
        if city.region != case.record.region and city.region in regions and case.record.region in regions:
            name = Message(city.kk, city.ru)
            yield found("territory", named=name, region=regions[case.record.region].name)
