"""A style sheet without the rules for what does not occur in the sources of a site.

As PurgeCSS does it: a selector stays where every name in it, of a class, an id, an attribute or an element, stands as
a word somewhere in the sources. Names inside `:not()`, `:is()` and the like ask for nothing.
"""

import re
from collections.abc import Iterator

import tinycss2
from tinycss2 import ast

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_NESTED = ("media", "supports")
_KEPT = ("charset",)


def words(text: str) -> set[str]:
    """Whatever could be a name in a source."""
    return set(_WORD.findall(text))


_DRAWN = re.compile(r"""(?:-webkit-)?[\w-]+:[^;{}]*var\(--[\w-]*icon[\w-]*\)[^;{}]*;?|--[\w-]+:url\("data:[^"]*"\);?""")


def pruned(css: str, known: set[str], others: str = "") -> str:
    """The style sheet with the selectors whose names are all known. others: sheets beside it, whose properties stay."""
    text = "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), known))
    text = _DRAWN.sub("", text)
    while True:  # a property may have been used by a property alone
        less = _without_unused(text, set(_USED.findall(text + others)))
        less = _without_keyframes(less)
        if less == text:
            return text
        text = less


def _rules(rules: list[ast.Node], known: set[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            if chosen := [selector for selector in _split(rule.prelude) if set(_names(selector)) <= known]:
                yield f"{','.join(map(_said, chosen))}{{{_said(rule.content)}}}"
        elif isinstance(rule, ast.AtRule):
            yield from _at_rule(rule, known)


def _at_rule(rule: ast.AtRule, known: set[str]) -> Iterator[str]:
    name = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
    if rule.lower_at_keyword in _NESTED:
        inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        if text := "".join(_rules(inside, known)):
            yield f"{name}{{{text}}}"
    elif rule.content is None:
        if rule.lower_at_keyword not in _KEPT:
            yield f"{name};"
    else:
        yield f"{name}{{{_said(rule.content)}}}"


def _split(prelude: list[ast.Node]) -> list[list[ast.Node]]:
    """The selectors of a rule."""
    selectors: list[list[ast.Node]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _names(selector: list[ast.Node]) -> Iterator[str]:
    """What must occur for a selector to choose anything."""
    before = ""
    for token in selector:
        if isinstance(token, ast.IdentToken) and before != ":" or isinstance(token, ast.HashToken):
            yield token.value
        elif isinstance(token, ast.SquareBracketsBlock):
            yield from (
                part.value
                for part in token.content
                if isinstance(part, ast.IdentToken | ast.StringToken) and part.value
            )
        before = token.value if isinstance(token, ast.LiteralToken) else ""


def _said(tokens: list[ast.Node]) -> str:
    return str(tinycss2.serialize(tokens)).strip()


def _without_unused(css: str, used: set[str]) -> str:
    """The sheet without custom properties that nothing asks for, and without the rules this leaves empty."""

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[1] in used else ""

    css = re.sub(
        r"""(?<=[{;])(--[\w-]+):(?:[^;{}"'()]|"[^"]*"|'[^']*'|\((?:[^()"']|"[^"]*"|'[^']*'|\([^()]*\))*\))*;?""",
        kept,
        css,
    )
    while (less := re.sub(r"[^{}]+\{\}", "", css)) != css:
        css = less
    return css


def _without_keyframes(css: str) -> str:
    """The sheet without animations that no rule names."""
    for name in re.findall(r"@keyframes ([\w-]+)", css):
        if not re.search(rf"animation(?:-name)?:[^;}}]*\b{name}\b", css):
            css = re.sub(rf"@keyframes {name}\{{(?:[^{{}}]*\{{[^{{}}]*\}})*\}}", "", css)
    return css
