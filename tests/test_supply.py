"""What this program is made of: the lock file, the licences, the workflows."""

import importlib.metadata
import re
import subprocess
import sys
from email.message import Message
from pathlib import Path

import pytest
import yaml
from builtsite import REPOSITORY
from packaging.utils import canonicalize_name

SCRIPTS = REPOSITORY / "scripts"
sys.path += [str(SCRIPTS)]

from measures import dependencies  # noqa: E402
from supply.licences import licence_of  # noqa: E402
from supply.locked import Locked, asked, locked, needed_by_site  # noqa: E402

WORKFLOWS = REPOSITORY / ".github" / "workflows"
LOCK = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
PACKAGES = locked(LOCK)
NAMED = asked(REPOSITORY / "pyproject.toml")
SAMPLE = """one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via grantpages (pyproject.toml)
two==2.0 ; python_version < '3' \\
    --hash=sha256:cc
    # via
    #   one
    #   three
"""


def test_a_lock_file_is_read() -> None:
    assert locked(SAMPLE) == [
        Locked("one", "1.0", "", ("sha256:aa", "sha256:bb"), ("grantpages",)),
        Locked("two", "2.0", "python_version < '3'", ("sha256:cc",), ("one", "three")),
    ]
    assert [each.here for each in locked(SAMPLE)] == [True, False]
    with pytest.raises(ValueError, match="-e ."):
        locked("-e .\n")


def test_what_the_site_needs_is_followed_to_the_end() -> None:
    chain = [Locked(name, "1", "", (), (asker,)) for name, asker in (("c", "b"), ("b", "a"), ("a", "ours"), ("x", "t"))]
    assert needed_by_site(chain, {"a": "site", "t": "test"}) == {"a", "b", "c"}


def test_every_package_is_locked_by_version_and_hash() -> None:
    assert len(PACKAGES) > 50
    assert LOCK.count("==") == len(PACKAGES)
    assert [
        each.name for each in PACKAGES if not all(re.fullmatch("sha256:[0-9a-f]{64}", h) for h in each.hashes)
    ] == []
    assert [each.name for each in PACKAGES if not each.hashes] == []


def test_every_dependency_is_locked_and_every_locked_package_is_asked_for() -> None:
    names = {each.name for each in PACKAGES}
    assert set(NAMED) - names == set()
    assert [each.name for each in PACKAGES if not set(each.askers) & (names | {"grantpages"})] == []


def test_what_is_installed_is_what_is_locked() -> None:
    here = {each.name: each.version for each in PACKAGES if each.here}
    assert {name: importlib.metadata.version(name) for name in here} == here


def test_the_list_of_licences_is_fresh_and_whole() -> None:
    done = _run("list_dependencies.py", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split(" | ") for line in (REPOSITORY / "DEPENDENCIES.md").read_text(encoding="utf-8").splitlines()]
    listed = {row[0].removeprefix("| "): row for row in rows if len(row) == 4}
    assert {each.name for each in PACKAGES} <= set(listed)
    assert [name for name, row in listed.items() if not row[2].strip()] == []


METADATA = [
    ({"License-Expression": "MIT", "License": "other"}, "MIT"),
    ({"License": "BSD-3-Clause", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD-3-Clause"),
    ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT License"),
    ({"License": "Copyright (c)\nof someone", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD License"),
    ({"Classifier": "Topic :: Software Development"}, ""),
]


@pytest.mark.parametrize(("fields", "licence"), METADATA)
def test_the_licence_is_the_packages_own_word(fields: dict[str, str], licence: str) -> None:
    told = Message()
    for name, value in fields.items():
        told[name] = value
    assert licence_of(told) == licence


def test_every_dependency_of_our_own_is_explained() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("Dependencies and why:")[2].lower()
    assert [name for name in NAMED if canonicalize_name(name) not in text.replace("_", "-")] == []


def test_what_the_database_does_not_know_is_not_called_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "pypi": ([{"name": "a", "vulns": []}, {"name": "b", "skip_reason": "?"}], ""),
        "osv": ([], "osv: no net"),
    }
    monkeypatch.setattr(dependencies, "_asked", lambda program, service: answers[service])
    measure = dependencies._vulnerable(Path("pip-audit"), PACKAGES)
    assert measure.held is None
    assert measure.how
    assert "osv: no net" in measure.how.ru
    answers["osv"] = ([{"name": "a", "vulns": []}, {"name": "b", "vulns": [{"id": "PYSEC-1"}]}], "")
    measure = dependencies._vulnerable(Path("pip-audit"), PACKAGES)
    assert (measure.reached, measure.held) == ("1", False)


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_gives_no_rights_at_large(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert [use for use in re.findall(r"uses: (\S+)", text) if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", use)] == []
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert [run for run in runs if "${{" in run] == []


def test_the_auditor_of_workflows_finds_nothing() -> None:
    """zizmor, its strictest persona, without the network."""
    program = Path(sys.executable).parent / "zizmor"
    command = [program, "--offline", "--no-progress", "--persona", "auditor", WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No findings" in done.stdout
    assert sum(f"{path.name}" in done.stderr for path in WORKFLOWS.glob("*.yml")) == 4


def _run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPTS / script, *arguments], capture_output=True, text=True, check=False)
