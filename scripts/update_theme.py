"""Write docs/assets/theme.css: the part of the theme's style sheets that this site uses.

Exit codes: 0 fresh or written, 1 stale and found by --check.
"""

import argparse
import importlib.resources
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from language import language_of, said
from theming.pruned import pruned, words

from grantpages.problem import Message

ROOT = Path(__file__).parent.parent
FILE = "docs/assets/theme.css"
HEAD = "/* What this site uses of Material for MkDocs, (c) Martin Donath, MIT. Written by `make reference`. */\n"
SHEETS = ("main", "palette")
MARKDOWN = """a abbr article blockquote body caption code dd del details div dl dt em figcaption figure footer form h1
h2 h3 h4 h5 h6 header hr html iframe img input ins label li main nav ol p pre section small span strong sub summary sup
svg table tbody td textarea tfoot th thead time tr ul"""
"""The elements that pages are made of; whatever else a rule names must stand in a template or a script."""
DESCRIPTION = Message(
    "Тақырыптың (Material) сайтқа керек стильдерін docs/assets/theme.css файлына жазады.",
    "Записывает в docs/assets/theme.css те стили темы (Material), которые нужны сайту.",
)
CHECK = Message("ештеңе жазбай, файл ескірсе, 1 кодымен аяқтау", "ничего не писать; если файл устарел, код 1")
STALE = Message("{file} ескірген: make reference", "{file} устарел: make reference")
WRITTEN = Message("{file} жазылды", "Записан {file}")


def theme_css() -> str:
    """What the file holds."""
    sheets = importlib.resources.files("material") / "templates" / "assets" / "stylesheets"
    files = sorted((file for file in sheets.iterdir() if file.name.endswith(".min.css")), key=lambda file: file.name)
    css = "".join(file.read_text("utf-8") for name in SHEETS for file in files if file.name.startswith(f"{name}."))
    own = "".join(
        file.read_text(encoding="utf-8")
        for file in sorted((ROOT / "docs/assets").rglob("*.css"))
        if file.name != "theme.css"
    )
    return HEAD + pruned(css, words(MARKDOWN).union(*map(words, _sources())), own).replace("}", "}\n")


def _sources() -> Iterator[str]:
    """Whatever can name something in a page: the theme's templates that stand here, and the scripts."""
    for pattern in ("docs/overrides/*.html", "docs/overrides/partials/*.html", "docs/assets/**/*.js"):
        for file in sorted(ROOT.glob(pattern)):
            yield file.read_text(encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write or check, and return the exit code."""
    language = language_of(arguments, os.environ)
    parser = argparse.ArgumentParser(description=said(DESCRIPTION, language))
    parser.add_argument("--check", action="store_true", help=said(CHECK, language))
    asked, text, file = parser.parse_args(arguments), theme_css(), ROOT / FILE
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return 0
    if asked.check:
        print(said(STALE.fill(file=FILE), language), file=sys.stderr)
        return 1
    file.write_text(text, encoding="utf-8", newline="\n")
    print(said(WRITTEN.fill(file=FILE), language))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
