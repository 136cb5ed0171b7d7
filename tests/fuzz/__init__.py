"""Random bad data: real files spoilt, YAML by its grammar, bytes that are broken."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LONGEST = 2.0
"""Seconds of the processor that one input may take; what takes longer hangs."""
TARGETS = 5
"""Among which the minutes of `make fuzz` are shared out."""
TOKENS = (
    ":", ": ", "- ", "? ", "#", " #", "|", "|-\n", ">\n", "&a ", "*a", "!!str ", "!a ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "[", "]", "{", "}", ",", "'", '"', "\\",
    "\\x00", "\\u202e", "\\ud800", "\t", "  ", "\n", "\n\n", "\r", "\r\n", "~", "null", "true", "no", "0x1F", "1e999", ".nan", "1_0", "-", "=1+1", "<script>", "{{7*7}}",
    "\ufeff", "\u200b", "и\u0306", "\u2028", "𝟘", "😀", "қ", "\x00", "\x85", "a" * 300, "[" * 60, "https://", "://", "@", "%2e", "xn--", "[::1]", "://[", "NaN", "-Infinity", "1e400",
)  # fmt: skip


class Hangs(BaseException):
    """Raised in an input that takes longer than LONGEST; no code of ours may catch it."""


@contextmanager
def in_time() -> Iterator[None]:
    """What runs within may take LONGEST seconds of the processor."""

    def stop(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def fuzzed(inputs: st.SearchStrategy[Any], examples: int, check: Callable[[Any], object]) -> int:
    """Try `check` on so many inputs, or for a share of FUZZ_MINUTES; how many were tried."""
    until = time.monotonic() + 60 * float(os.environ.get("FUZZ_MINUTES", 0)) / TARGETS
    tried = 0

    def once(one: Any) -> None:
        nonlocal tried
        tried += 1
        with in_time():
            check(one)

    while not tried or time.monotonic() < until:
        settings(
            max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )(given(inputs)(once))()  # fmt: skip
    return tried


def spoilt(sources: Sequence[bytes], tokens: Sequence[str] = TOKENS) -> st.SearchStrategy[bytes]:
    """A real file with one to six pieces taken out, doubled, moved, cut off, or put in."""
    pieces = st.sampled_from([token.encode("utf-8", "surrogatepass") for token in tokens]) | st.binary(max_size=4)
    places = st.floats(0, 1, exclude_max=True)
    changes = st.lists(st.tuples(st.sampled_from("odmcpr"), places, places, pieces), min_size=1, max_size=6)

    def apply(source: bytes, made: list[tuple[str, float, float, bytes]]) -> bytes:
        for kind, first, second, piece in made:
            start, length = int(first * len(source)), int(second * 40)
            if kind == "o":
                source = source[:start] + source[start + length :]
            elif kind == "d":
                source = source[:start] + source[start : start + length] * 2 + source[start + length :]
            elif kind == "m":
                lines = source.split(b"\n")
                lines.insert(int(second * len(lines)), lines.pop(int(first * len(lines))))
                source = b"\n".join(lines)
            elif kind == "c":
                source = source[:start] if second > 0.8 else source
            else:
                source = source[:start] + piece + source[start + (length if kind == "r" else 0) :]
        return source

    return st.builds(apply, st.sampled_from(list(sources)), changes)


def encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """A text in an encoding that an editor may have left it in, half a character lost now and then."""
    names = st.sampled_from(
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "kz1048", "koi8-r", "cp866", "utf-32"]
    )
    cut = st.integers(0, 3)
    return st.builds(
        lambda text, name, cut: text.encode(name, "replace" if name != "utf-8" else "surrogatepass")[cut:],
        texts,
        names,
        cut,
    )


def yaml_texts() -> st.SearchStrategy[str]:
    """YAML by its grammar, in every style, with what a record must not use, and now and then a slip."""
    plain = st.sampled_from(
        [
            "қала",
            "Фонд «Үлгі»",
            "a: b",
            "- c",
            "true",
            "no",
            "~",
            "",
            "2025-02-30",
            "1_000",
            "0o17",
            "1e6",
            "#x",
            "@x",
            "*x",
            "&x",
            "!x",
            "'",
            '"',
            "\t",
        ]
    )
    quoted = plain.map(lambda text: f'"{text}"') | plain.map(lambda text: f"'{text}'") | st.text(max_size=12)
    marks = st.sampled_from(["", "", "", "", "&a ", "!!str ", "!x ", "*a "])
    leaf = st.builds(lambda mark, text: f"{mark}{text}", marks, plain | quoted)
    keys = st.sampled_from(["kk", "ru", "name", "kind", "tasks", "date", "?", "<<", "1", "[a]", '"b"', "const", "аты"])

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        indent = st.sampled_from(["  ", "  ", "    ", " ", "\t", ""])

        def block(rows: list[tuple[str, str]], by: str, dash: bool) -> str:
            return "".join(
                "\n" + by + ("- " if dash else f"{key}: ") + value.replace("\n", "\n" + by) for key, value in rows
            )

        rows = st.lists(st.tuples(keys, inner), min_size=1, max_size=4)
        flow = st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        pairs = rows.map(lambda rows: "{" + ", ".join(f"{key}: {value}" for key, value in rows) + "}")
        literal = st.builds(
            lambda head, text: f"{head}\n   {text}", st.sampled_from(["|", ">", "|-", ">+", "|2", "|x"]), plain
        )
        return st.builds(block, rows, indent, st.booleans()) | flow | pairs | literal

    return st.recursive(leaf, deeper, max_leaves=20).map(lambda text: text.lstrip("\n") + "\n")
