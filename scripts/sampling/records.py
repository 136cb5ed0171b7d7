"""Invented records: each is shaped after a real one and filled with others' sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from grantpages.load import OPTIONAL, SINGLES
from grantpages.yamlfile import read_document
from sampling import invented
from sampling.changes import Changes, grouped
from sampling.plan import PER_CALL, YEARS, Plan, association_id, funder_id
from sampling.sentences import Pool
from sampling.shaping import FIELDS, SOURCE, Plain, Shaper

ELSEWHERE = ("Маңғыстау", "Мангистау", "Талдықорған", "Талдыкорган")
# The numeral of the real report's «2 грант», «2 ҮЕҰ», «2 государственных гранта» and so on.
_TWO = re.compile(r"(?<![\d.])2(?= (?:басым|мемлекеттік|грант|ҮЕҰ|государственн|приоритетн|НПО))")


@dataclass(frozen=True)
class Models:
    """The real records that invented ones are shaped after, and their sentences."""

    projects: Sequence[Plain]
    calls: Mapping[str, Plain]
    report: Plain
    grantee: Plain
    funder: Plain
    pool: Pool
    regions: Sequence[Plain]
    spheres: Sequence[str]


def read_models(data: Path) -> Models:
    """Read a data folder that has no problems, at least one project and one report."""

    def read(path: Path) -> Plain:
        return read_document(path, path.name).value  # type: ignore[no-any-return]

    def folder(name: str) -> dict[str, Plain]:
        return {path.stem: read(path) for path in sorted((data / name).glob("[!_]*.yml"))}

    singles = {name: read(data / f"{name}.yml") for name in SINGLES.keys() - OPTIONAL}
    projects, calls, organizations = folder("projects"), folder("calls"), folder("organizations")
    first = next(iter(projects.values()))
    return Models(
        projects=list(projects.values()),
        calls=calls,
        report=next(iter(folder("reports").values())),
        grantee=organizations[first["grantee"]],
        funder=organizations[calls[first["call"]]["funder"]],
        pool=Pool(projects.values(), FIELDS, {*_names(list(projects.values())), *ELSEWHERE}),
        regions=singles["regions"]["regions"],
        spheres=[sphere["id"] for sphere in singles["spheres"]["spheres"]],
    )


def _names(value: Any) -> Iterator[str]:
    """Every word of the names of real people, without the ending that a text may give it."""
    if isinstance(value, dict):
        for person in value.get("people", ()):
            yield from (word for word in person["name"].split() if word[0].isupper())
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def organizations(plan: Plan, models: Models) -> Iterator[tuple[str, Plain]]:
    """(path inside the data folder, record) of every organization."""
    rng = Random(f"{plan.seed} organizations")
    for number in range(plan.funders):
        changes = Changes(invented.town(number), YEARS[0])
        record = Shaper(changes, models.pool, rng).record(models.funder)
        record.pop("head", None)
        yield f"organizations/{funder_id(number)}.yml", {**record, "region": _region(models, number)["id"]}
    for number in range(plan.associations):
        kk, ru = invented.association(number)
        record = {**models.grantee, "name": {"kk": kk, "ru": ru}, "head": {"name": invented.person(rng)}}
        region = _region(models, number)
        where = {
            "kk": f"{region['name']['kk']}, {number + 1}-үлгі үй",
            "ru": f"{region['name']['ru']}, дом-образец {number + 1}",
        }
        record |= {"region": region["id"], "address": where, "sources": [{"title": SOURCE}]}
        record.pop("also_printed", None)
        yield f"organizations/{association_id(number)}.yml", record


def _region(models: Models, number: int) -> Plain:
    return models.regions[number % len(models.regions)]


def _placed(region: Plain) -> Plain:
    """Where a call is: in a region, and in a district of that region where one is named."""
    districts = [{"district": district["id"]} for district in region.get("districts", ())]
    return {"region": region["id"], **next(iter(districts), {})}


def group(plan: Plan, models: Models, number: int) -> Iterator[tuple[str, Plain]]:
    """(path, record) of one report, its calls and their projects."""
    rng = Random(f"{plan.seed} {number}")
    town = number % plan.funders
    changes = Changes(invented.town(town), YEARS[number % len(YEARS)], days=rng.randint(-9, 9))
    shaper = Shaper(changes, models.pool, rng)
    calls: dict[str, Plain] = {}
    made: dict[str, Plain] = {}
    for place, numbers in enumerate(_shared_out(plan.of(number)), 1):
        call_id = f"sample-{number + 1:04}-{place}"
        won = [_project(plan, models, project, changes, rng) for project in numbers]
        lots = [{**lot, "number": place} for place, (_, lot) in enumerate(won, 1)]
        made |= {f"{call_id}-{lot}": {**record, "call": call_id, "lot": lot} for lot, (record, _) in enumerate(won, 1)}
        call = shaper.record(next(iter(models.calls.values())))
        call.pop("district", None)
        calls[call_id] = call | {"funder": funder_id(town), **_placed(_region(models, town)), "lots": lots}
    yield from ((f"calls/{id}.yml", call) for id, call in calls.items())
    yield from ((f"projects/{id}.yml", record) for id, record in made.items())
    report = counted(shaper.record(models.report), [lot["amount"] for call in calls.values() for lot in call["lots"]])
    report |= {"funder": funder_id(town), "year": changes.year, "calls": list(calls), "projects": list(made)}
    yield f"reports/sample-{number + 1:04}.yml", report


def _shared_out(projects: range) -> list[range]:
    """A group's projects by call."""
    count = max(1, round(len(projects) / PER_CALL))
    return [projects[len(projects) * place // count : len(projects) * (place + 1) // count] for place in range(count)]


def counted(report: Plain, amounts: Sequence[int]) -> Plain:
    """The report with the number and the sum of its grants in place of the real one's two grants for 22 000 000."""
    number = str(len(amounts))
    sections = {}
    for key, section in report["sections"].items():
        changed = {which: dict(text) for which, text in section.items()}
        for text in changed.values() if key in ("2", "3", "5") else ():
            for language in ("kk", "ru"):
                words = _TWO.sub(number, text[language]).replace(grouped(22_000_000), grouped(sum(amounts)))
                text[language] = words.replace(f"{number} грантовых проекта", f"{number} грантовых проектов")
        sections[key] = changed
    return {**report, "sections": sections}


def _project(plan: Plan, models: Models, number: int, changes: Changes, rng: Random) -> tuple[Plain, Plain]:
    """A project, and the lot it won."""
    real = models.projects[number % len(models.projects)]
    shaper = Shaper(replace(changes, digit=rng.randint(0, 4)), models.pool, rng)
    record = shaper.record(real)
    kk, ru = invented.title(number, rng)
    grantee, *partners = rng.sample(range(plan.associations), min(plan.associations, 1 + len(real.get("partners", ()))))
    amount, words = invented.amount(real["grant"]["amount"], real["grant"].get("amount_in_words"), rng)
    record |= {"title": {"kk": kk, "ru": ru}, "grantee": association_id(grantee)}
    record["grant"] = {**record["grant"], "amount": amount, **({"amount_in_words": words} if words else {})}
    if partners:
        record["partners"] = [association_id(partner) for partner in partners]
    if "participants" in record:
        record["participants"] = _participants(real["participants"], record["participants"])
    offered = next(lot for lot in models.calls[real["call"]]["lots"] if lot["number"] == real["lot"])
    lot = shaper.record(offered)
    return record, {
        **lot,
        "amount": offered["amount"] + amount - real["grant"]["amount"],
        "sphere": rng.choice(models.spheres),
    }


def _participants(real: Plain, changed: Plain) -> Plain:
    """The tables scaled to the changed total; a table that does not add up does so by the same number."""
    scaled = dict(changed)
    for table in ("gender", "categories", "ages"):
        if numbers := real.get(table):
            new = {key: value * changed["total"] // real["total"] for key, value in numbers.items()}
            largest = max(new, key=lambda key: new[key])
            new[largest] += changed["total"] - sum(new.values()) + sum(numbers.values()) - real["total"]
            scaled[table] = new
    return scaled
