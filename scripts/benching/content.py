"""The records of a data folder as Markdown, one file a record and language: what the other generators are given."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from benching.markup import Links, Writer
from grantpages.abreast import each
from grantpages.problem import LANGUAGES
from grantpages.yamlfile import read_document

KINDS = ("calls", "organizations", "projects", "reports")
NAMING = ("call", "grantee", "funder")
"""Fields that name another record, whose page then lists what names it."""
Name = tuple[str, str]
"""Kind, id."""
Known = dict[str, Any]
"""What other pages show of a record: `title`, `amount`, and the fields of NAMING, where it has them."""


def main(data: Path, content: Path) -> None:
    """Write `content/<language>/<kind>/<id>.md` for every record."""
    names = [(kind, path.stem) for kind in KINDS for path in sorted((data / kind).glob("[!_.]*.yml"))]
    processes = len(os.sched_getaffinity(0))
    known = dict(zip(names, each(partial(_known, data), names, processes), strict=True))
    links: Links = {id: (f"{kind}/{id}/", one["title"]) for (kind, id), one in known.items() if kind != "reports"}
    named: dict[str, list[Name]] = defaultdict(list)
    for (kind, id), one in known.items():
        for other in dict.fromkeys(one[field] for field in NAMING if field in one):
            named[other].append((kind, id))
    for language in LANGUAGES:
        for kind in KINDS:
            (content / language / kind).mkdir(parents=True)
    for _ in each(partial(_write, data, content, known, links, named), names, processes):
        pass


def _read(data: Path, name: Name) -> dict[str, Any]:
    inside = f"{name[0]}/{name[1]}.yml"
    value = read_document(data / inside, inside).value
    return value if isinstance(value, dict) else {}


def _known(data: Path, name: Name) -> Known:
    record = _read(data, name)
    found = {field: record[field] for field in ("title", *NAMING) if field in record}
    found.setdefault("title", record.get("name", {"kk": name[1]}))
    return found | {"amount": record.get("grant", {}).get("amount", "")}


def _write(
    data: Path,
    content: Path,
    known: Mapping[Name, Known],
    links: Links,
    named: Mapping[str, list[Name]],
    name: Name,
) -> None:
    kind, id = name
    record = _read(data, name)
    shown = [(one, _read(data, ("projects", one))) for one in record["projects"]] if kind == "reports" else []
    for language in LANGUAGES:
        writer = Writer(language, links)
        body = writer.record({field: value for field, value in record.items() if field != "title"})
        about = _listed(writer, [(one, known[one]) for one in named.get(id, ())] if kind != "reports" else [])
        page = writer.page(known[name]["title"], body, about, _whole(writer, shown))
        (content / language / kind / f"{id}.md").write_text(page, encoding="utf-8")


def _listed(writer: Writer, others: list[tuple[Name, Known]]) -> Iterator[str]:
    """What names a record: the projects of a call, all of an organization."""
    if others:
        head = ("record", "grantee", "amount")
        yield from writer.table(head, [(id, one.get("grantee", ""), one["amount"]) for (_, id), one in others])


def _whole(writer: Writer, projects: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """The projects of a report, which its page shows whole."""
    for id, project in projects:
        yield f"## {writer.text(project.get('title', id))}\n"
        yield from writer.record({field: value for field, value in project.items() if field != "title"}, 3)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
