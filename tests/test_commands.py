"""A run of a command by a fork ends as one that is started anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from builtsite import REPOSITORY, VALID
from commands import run

SCRIPT = """import os, sys
if __name__ == "__main__":
    print(sys.argv[1:], __file__, os.getcwd(), os.environ.get("GIVEN"), os.environ.get("PATH"), sys.path[0])
    print(sys.stdin.read(), sys.stdin.isatty(), sys.stdout.isatty(), "ә", file=sys.stderr)
    exec(sys.argv[1])
"""
ENDS = [
    "", "sys.exit(3)", "sys.exit('said')", "os._exit(4)", "raise ValueError('broken')", "raise KeyboardInterrupt",
    "os.kill(os.getpid(), 9)", "os.abort()", "print('\\udc80')", "sys.stdout.write('no line'); sys.exit(0)",
]  # fmt: skip


def anew(
    script: Path, *arguments: object, folder: Path, environment: dict[str, str], told: str = ""
) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(
        line, cwd=folder, env=environment, input=told, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("end", ENDS)
def test_every_end_is_the_interpreters(tmp_path: Path, end: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    how = {"folder": tmp_path, "environment": {"GIVEN": "қ", "PYTHONIOENCODING": "utf-8"}, "told": "one\ntwo\n"}
    forked, started = (way(script, end, "б в", **how) for way in (run, anew))
    assert (forked.returncode, forked.stdout) == (started.returncode, started.stdout)
    first, last = ([done.stderr.splitlines()[place:][:1] for done in (forked, started)] for place in (0, -1))
    assert first[0] == first[1]
    assert last[0] == last[1]  # between them, a traceback tells of the fork


COMMANDS = [
    ("check_data.py", "--help"), ("check_data.py", VALID, "--format", "json", "--today", "2026-01-15"), ("check_data.py", "nowhere"),
    ("build_report.py", "--help"), ("build_report.py", "no-such-report", "--data", VALID),
    ("import_report.py", "--help"), ("import_report.py", "nowhere.docx"),
    ("new_call.py", "--help"), ("record_decision.py", "--keys"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments"), [(name, arguments) for name, *arguments in COMMANDS])
def test_a_command_says_the_same(name: str, arguments: list[object]) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GRANTPAGES_")}
    how = {"folder": REPOSITORY, "environment": environment | {"PYTHONIOENCODING": "utf-8"}}
    forked, started = (way(REPOSITORY / "scripts" / name, *arguments, **how) for way in (run, anew))
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)
    assert forked.stdout + forked.stderr


def test_runs_know_nothing_of_each_other(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import json\nif __name__ == '__main__':\n    print(hasattr(json, 'seen'))\n    json.seen = True\n",
        encoding="utf-8",
    )
    how = {"folder": tmp_path, "environment": {}}
    said = [run(script, **how).stdout for _ in range(2)]
    assert said == ["False\n", "False\n"]
