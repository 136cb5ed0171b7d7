"""The terminal, or what is piped into the command instead of one."""

import contextlib
import sys


class Console:
    """Questions go to stdout, answers come from stdin line by line."""

    def __init__(self) -> None:
        for stream in (sys.stdin, sys.stdout):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        if sys.stdin.isatty():
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401 - what makes a terminal's line editable

    def show(self, text: str) -> None:
        """Show a line or several."""
        print(text, flush=True)

    def read(self, prompt: str) -> str:
        """One typed line; a piped one is shown as if it had been typed. Raises EOFError."""
        line = input(prompt)
        if not sys.stdin.isatty():
            print(line, flush=True)
        return line
