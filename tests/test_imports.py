"""Who may import whom (design, section 3), and what the library must never touch."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = sorted((ROOT / "grantpages").rglob("*.py"))
READING = {"faults", "model", "problem"}
# Which parts of the library each part may import; a part not named here is a mistake in this table.
MAY = {
    "": set(),
    "model": set(),
    "problem": set(),
    "faults": {"problem"},
    "shapes": {"model", "problem"},
    "abreast": set(),
    "ziparchive": set(),
    "spool": set(),
    "stamps": set(),
    "store": set(),
    "sitefile": set(),
    "stretches": set(),
    "units": {"stretches"},
    "manifest": {"abreast", "sitefile", "stretches", "units"},
    "syntax": READING,
    "textfile": READING | {"syntax"},
    "yamlreader": READING | {"syntax", "textfile"},
    "yamlblock": {"yamlreader"},
    "yamlfile": READING | {"syntax", "textfile", "yamlblock", "yamlreader"},
    "yamltext": {"model", "problem"},
    "misfits": READING | {"shapes", "yamlfile", "yamlreader"},
    "references": READING | {"yamlfile", "yamlreader", "shapes"},
    "enclosures": READING | {"references", "yamlfile"},
    "load": READING | {"enclosures", "misfits", "references", "shapes", "stamps", "yamlfile", "yamlreader"},
    "securitytxt": READING | {"load", "wording", "yamlfile"},
    "workdays": {"model", "problem"},
    "astana": set(),
    "embargo": {"load", "model", "references"},
    "wording": {"model", "problem"},
    "evidence": READING | {"misfits", "shapes", "textfile", "yamlfile"},
    "reference": READING | {"evidence", "wording", "load", "misfits", "shapes", "yamlfile", "yamltext"},
    "checks": READING
    | {"load", "wording", "evidence", "yamlfile", "yamlreader"}
    | {"abreast", "spool", "stamps", "store"}  # the survey of a whole folder
    | {"references", "shapes", "textfile", "yamltext"},  # the repairs: what a field is, and how it is written
    "desk": READING
    | {"load", "wording", "checks", "evidence", "references", "shapes", "workdays"}
    | {"reference", "yamlfile", "yamltext"},  # which file a record is, and how it is written
    "history": {"model", "problem", "load", "astana", "textfile", "yamlfile"},
    "follow": {"model", "problem", "load", "wording", "astana", "sitefile"},
    "opendata": {"model", "problem", "load", "evidence", "checks", "sitefile", "spool", "store", "ziparchive"},
    "search": {"abreast", "problem", "sitefile", "spool", "store", "yamlfile"},
    "pack": {"abreast", "evidence", "load", "manifest", "opendata", "problem", "sitefile", "store", "wording"}
    | {"ziparchive"},
    "site": {
        "securitytxt",
        "search",
        "pack",
        "sitefile",
        "manifest",
        "exports",
        "model",
        "problem",
        "load",
        "wording",
        "evidence",
        "checks",
        "opendata",
        "astana",
        "embargo",
        "workdays",
        "history",
        "follow",
        "shapes",
        "yamlfile",
    }
    | {"abreast", "spool", "stamps", "store"},  # projects made side by side, and what waits for the lists
    "exports": {"model", "problem", "load", "evidence", "site", "sitefile"} | {"store"},  # the forms it has filled
    "intake": {"model", "problem", "load", "evidence", "wording", "textfile", "yamlfile", "yamltext"},
}
# What only an edge may import, and the modules of the library that are one, each for the parts it needs.
EDGES = {"mkdocs", "hooks", "scripts", "tests", "requests", "socket", "os", "fcntl", "sys", "argparse"}
EXEMPT = {
    "load.py": {"os"},  # the quickest walk of a folder
    "stamps.py": {"os"},  # what the file system says of a file
    "manifest.py": {"os"},  # the quickest walk of a folder
    "units.py": {"os"},  # the same, and the quickest look at a file
    "pack/known.py": {"os"},  # the quickest look at a file
    "spool.py": {"os"},  # to read where another process reads, too
    "search/files.py": {"os"},  # the quickest walk of a folder
    "search/index.py": {"os"},  # the quickest look at a file
    "search/postings.py": {"sys"},  # the order of bytes in a number
    "site/publish.py": {"os"},  # the quickest look at a file
    "site/made.py": {"os"},  # the quickest look at a file
    "site/twin.py": {"os"},  # the quickest walk of a folder, and links
    "site/upkeep.py": {"os"},  # the quickest walk of a folder
    "evidence/durable.py": {"os"},  # fsync
    "evidence/ledgerfile.py": {"os", "fcntl"},  # fsync, the lock
    "evidence/loop.py": {"os"},  # the pipe that wakes it
    "evidence/prepared.py": {"requests"},  # addresses and cookies; it opens no socket
    "evidence/guard.py": {"os", "socket"},  # the guarded connection
}


def _imports(path: Path) -> set[str]:
    """Dotted names of everything a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _part(path: Path) -> str:
    inside = path.relative_to(ROOT / "grantpages").with_suffix("")
    return inside.parts[0] if inside.parts[0] != "__init__" else ""


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_part_imports_only_what_it_may(path: Path) -> None:
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("grantpages.")}
    assert ours - {_part(path)} <= MAY[_part(path)]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_library_knows_no_edge(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(path)}
    assert roots & EDGES == EXEMPT.get(path.relative_to(ROOT / "grantpages").as_posix(), set())


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_library_reads_no_clock_prints_nothing_and_never_exits(path: Path) -> None:
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    names = {call.rsplit(".", 1)[-1] for call in calls}
    assert not names & {"print", "exit", "now", "today", "utcnow", "getenv"}
    assert "time.time" not in calls


@pytest.mark.parametrize("folder", ["hooks", "scripts"])
def test_an_edge_imports_the_library_and_no_other_edge(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        roots = {name.split(".")[0] for name in _imports(path)}
        assert not roots & {"hooks", "tests", "scripts"} or folder == "scripts" and "scripts" not in roots
        assert folder == "hooks" or "mkdocs" not in roots
