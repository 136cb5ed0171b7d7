"""Every name of the library that another module takes says what it is. Functions and classes: ruff (D1); here the others."""

import ast
from collections.abc import Iterator
from pathlib import Path

from builtsite import REPOSITORY

LIBRARY = {
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((REPOSITORY / "grantpages").rglob("*.py"))
}
TAKERS = [*LIBRARY.values(), *(REPOSITORY / "hooks").rglob("*.py"), *(REPOSITORY / "scripts").rglob("*.py")]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def taken(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """(module, name) of what is imported from the library."""
    for path in paths:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module in LIBRARY and LIBRARY[node.module] != path:
                yield from ((node.module, alias.name) for alias in node.names)


def unexplained(body: list[ast.stmt]) -> Iterator[str]:
    """Names that a module gives values to without a string after them that says what they are."""
    for node, after in zip(body, [*body[1:], None], strict=True):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        said = (
            isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
        )
        if not said:
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_what_other_modules_take_is_explained_where_it_stands() -> None:
    wanted = set(taken(TAKERS))
    silent = {(module, name) for module, path in LIBRARY.items() for name in unexplained(_tree(path).body)}
    assert len(wanted) > 500
    assert sorted(f"{module}.{name}" for module, name in wanted & silent if name[0] != "_") == []


def test_an_unexplained_name_is_found() -> None:
    body = ast.parse('A = 1\n"""One."""\nB: int = 2\n# two\nC = D = 3\nprint(A)\nE = 5').body
    assert list(unexplained(body)) == ["B", "C", "D", "E"]
