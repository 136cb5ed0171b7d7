"""A page done step by step."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide.comparing import agrees, difference
from guide.reading import Step, steps
from guide.terminal import run

FAILED = re.compile(r"^make: \*\*\* .*$", re.MULTILINE)


def walk(page: str, folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """What the page says otherwise than it is, step by step. Raises TimeoutError, OSError."""
    for step in steps(page):
        if step.kind == "run":
            yield from _run(step, folder, environment)
        else:
            yield from edit(step, folder / step.file)


def _run(step: Step, folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    code, screen = run(step.text, folder, environment, step.shown or "")
    if bool(code) != bool(FAILED.search(step.shown or "")):
        yield f"line {step.line}: {step.text}: exit code {code}\n{screen}"
    elif step.shown is not None and not agrees(step.shown, screen):
        yield f"line {step.line}: {step.text}\n{difference(step.shown, screen)}"


def edit(step: Step, file: Path) -> Iterator[str]:
    """Change a file as a step says; what stands against it."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if step.kind == "append":
        file.write_text(text + step.text, encoding="utf-8")
    elif text.count(step.before) == 1:
        file.write_text(text.replace(step.before, step.text), encoding="utf-8")
    else:
        yield f"line {step.line}: {step.file} holds «{step.before}» {text.count(step.before)} times"
