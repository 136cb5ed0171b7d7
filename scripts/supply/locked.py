"""The lock file read: every package with its version, its hashes and what asks for it."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_HEAD = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; (.*?))?(?: \\)?$")
_HASH = re.compile(r"^ +--hash=(\w+):([0-9a-f]+)")
_ASKER = re.compile(r"^ +#(?: via)? +([A-Za-z0-9._-]+)")
OURS = "grantpages"


@dataclass(frozen=True)
class Locked:
    """One package. marker: where it is installed, empty for everywhere. hashes: `sha256:…`. askers: who needs it."""

    name: str
    version: str
    marker: str
    hashes: Sequence[str]
    askers: Sequence[str]

    @property
    def here(self) -> bool:
        """Whether it is installed on this machine."""
        return not self.marker or Marker(self.marker).evaluate()


def locked(text: str) -> list[Locked]:
    """The packages of a `requirements.lock`, in its order. Raises ValueError for a line that is none of its kinds."""
    return list(_packages(text.splitlines()))


def _packages(lines: Sequence[str]) -> Iterator[Locked]:
    heads = [number for number, line in enumerate(lines) if line[:1].strip()]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        head = _HEAD.match(lines[start])
        if head is None:
            raise ValueError(lines[start])
        body = lines[start + 1 : end]
        hashes = [":".join(match.groups()) for match in map(_HASH.match, body) if match]
        askers = [match[1] for match in map(_ASKER.match, body) if match and match[1] != "via"]
        yield Locked(head[1], head[2], head[3] or "", tuple(hashes), tuple(askers))


def asked(project: Path) -> dict[str, str]:
    """The packages that `pyproject.toml` names: name → `site`, or the extra that asks for it."""
    told = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    groups = {**told["optional-dependencies"], "site": told["dependencies"]}
    return {canonicalize_name(Requirement(line).name): group for group, lines in groups.items() for line in lines}


def needed_by_site(packages: Sequence[Locked], named: Mapping[str, str]) -> set[str]:
    """The packages without which no site is built: those it asks for, and what these ask for."""
    found = {name for name, group in named.items() if group == "site"}
    while more := {each.name for each in packages if found & set(each.askers)} - found:
        found |= more
    return found
