"""A field is written into a record's file where it belongs; every other byte, comments too, stays as it was.

The text is not dumped anew: an officer's comments, order and quotes are theirs. What comes out is read
again and compared, so a file in an unexpected style is refused rather than spoilt.
"""

# ruff: noqa: E501 - sentences are not broken

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import yaml
from pydantic_core import to_json

from grantpages.faults import quoted
from grantpages.problem import Message
from grantpages.reference.kinds import in_order
from grantpages.shapes import annotation_at
from grantpages.yamlfile import parse_document
from grantpages.yamltext import dump, scalar

Path = tuple[str | int, ...]

STYLE = Message(
    "{field} өрісін бұл файлға өздігінен қосу мүмкін емес: файл күтілген түрде емес, мысалы жақша ішінде жазылған. Өрісті _template.yml үлгісі бойынша қолмен қосыңыз.",
    "Поле {field} нельзя вписать в этот файл автоматически: он записан в непривычном виде, например в скобках. Впишите поле вручную по образцу _template.yml.",
)
TAKEN = Message(
    "{field} өрісі файлда бар, сондықтан ол өзгертілмейді. Қате болса, оны файлдың өзінде түзетіңіз.",
    "Поле {field} в файле уже есть, поэтому оно не меняется. Если в нем ошибка, исправьте ее в самом файле.",
)


class CannotInsert(Exception):
    """The file cannot be changed safely; `message` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


def inserted(text: str, shape: type[Any], path: Path, value: Any) -> str:
    """The text of a record of `shape` with a field that it does not have yet, in the model's order.

    path: names of fields down to the new one. value: plain, as for `yamltext.dump`. Raises CannotInsert.
    """
    *above, name = path
    node = _at(text, above)
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise _refusal(STYLE, path)
    if any(key.value == name for key, _ in node.value):
        raise _refusal(TAKEN, path)
    block = [" " * _column(node) + line if line else line for line in dump({str(name): value}).splitlines()]
    place = _place(text, node, _order(shape, above), str(name))
    return _checked(text, _with(text, place, block), path, value)


def appended(text: str, path: Path, value: Mapping[str, Any]) -> str:
    """The text with one more item at the end of a list that it has. Raises CannotInsert."""
    node = _at(text, path)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise _refusal(STYLE, path)
    column = node.start_mark.column
    first, *rest = dump(value).splitlines()
    block = [" " * column + f"- {first}", *(" " * (column + 2) + line if line else line for line in rest)]
    return _checked(text, _with(text, _end(text, node), block), (*path, len(node.value)), value)


def _refusal(message: Message, path: Sequence[str | int]) -> CannotInsert:
    return CannotInsert(message.fill(field=quoted(".".join(map(str, path)))))


def _at(text: str, path: Sequence[str | int]) -> Any:
    node: Any = yaml.compose(text, yaml.CSafeLoader)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((inner for key, inner in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    return node


def _order(shape: type[Any], above: Sequence[str | int]) -> list[str]:
    """The fields of the part in the order in which a person writes them."""
    there = annotation_at(shape, above) if above else shape
    return list(in_order(there, there.model_fields))


def _place(text: str, node: Any, order: Sequence[str], name: str) -> int:
    """The line before which the field goes, counted from 0: after the last field that stands before it."""
    rank = {each: place for place, each in enumerate(order)}
    before = [inner for key, inner in node.value if rank.get(key.value, 0) < rank[name]]
    if not before:
        return int(node.value[0][0].start_mark.line)
    place, lines = _end(text, before[-1]), text.splitlines()
    while place < len(lines) and lines[place].lstrip().startswith("#") and _indent(lines[place]) > _column(node):
        place += 1  # a comment inside the part before belongs to it
    return place


def _column(node: Any) -> int:
    return int(node.value[0][0].start_mark.column)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _end(text: str, node: Any) -> int:
    """The line after the last one of a node, counted from 0."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _end(text, node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _end(text, node.value[-1])
    block = getattr(node, "style", None) in ("|", ">")
    line = int(node.end_mark.line) + (not block or node.end_mark.column > 0)
    lines = text.splitlines()[:line]
    while block and lines and not lines[-1].strip():  # a block scalar reaches down to what follows it
        lines.pop()
    return len(lines) if block else line


def _with(text: str, place: int, block: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join((*lines[:place], *(f"{line}\n" for line in block), *lines[place:]))


def _checked(before: str, after: str, path: Path, value: Any) -> str:
    """The new text, if it reads as the old one and the new value, and nothing else."""
    old, new = parse_document(before, ""), parse_document(after, "")
    if old.problems or new.problems:
        raise _refusal(STYLE, path)
    *above, last = path
    there = reduce(lambda here, step: here[step], above, new.value)
    got = there.pop(last)
    if to_json(got) != to_json(value) or to_json(old.value) != to_json(new.value):
        raise _refusal(STYLE, path)
    return after


def changed(text: str, path: Path, value: str) -> str:
    """The text with another value on one line, `date: 2025-03-05`, in the place of one that is there.

    Raises CannotInsert.
    """
    node = _at(text, path)
    if not isinstance(node, yaml.ScalarNode) or node.start_mark.line != node.end_mark.line:
        raise _refusal(STYLE, path)
    return _compared(text, _cut(text, node, scalar(value)), path, value)


def reworded(text: str, path: Path, old: str, new: str) -> str:
    """The text with the last `old` inside one of its values made `new`; as it is where that is not there.

    Raises CannotInsert.
    """
    node = _at(text, path)
    if not isinstance(node, yaml.ScalarNode):
        raise _refusal(STYLE, path)
    part = text[node.start_mark.index : node.end_mark.index]
    before, found, after = part.rpartition(old)
    if not found:
        return text
    before_value, _, after_value = node.value.rpartition(old)
    return _compared(text, _cut(text, node, before + new + after), path, before_value + new + after_value)


def removed(text: str, name: str) -> str:
    """The text without a field of the record itself that stands on one line, `draft: true`. Raises CannotInsert."""
    node = yaml.compose(text, yaml.CSafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) and not node.flow_style else ()
    lines = [key.start_mark.line for key, inner in pairs if key.value == name == _one_line(key, inner)]
    if len(lines) != 1:
        raise _refusal(STYLE, (name,))
    kept = text.splitlines(keepends=True)
    del kept[lines[0]]
    after = "".join(kept)
    old, new = parse_document(text, ""), parse_document(after, "")
    expected = {key: inner for key, inner in old.value.items() if key != name}
    if new.problems or to_json(new.value) != to_json(expected):
        raise _refusal(STYLE, (name,))
    return after


def _one_line(key: Any, inner: Any) -> str:
    """The name of a field whose value stands beside it; nothing for another."""
    beside = isinstance(inner, yaml.ScalarNode) and key.start_mark.line == inner.end_mark.line
    return str(key.value) if beside else ""


def _cut(text: str, node: Any, new: str) -> str:
    return text[: node.start_mark.index] + new + text[node.end_mark.index :]


def _compared(before: str, after: str, path: Path, value: str) -> str:
    """The new text, if it reads as the old one with this value at its place."""
    old, new = parse_document(before, ""), parse_document(after, "")
    *above, last = path
    if not old.problems:
        reduce(lambda here, step: here[step], above, old.value)[last] = value
    if old.problems or new.problems or to_json(new.value) != to_json(old.value):
        raise _refusal(STYLE, path)
    return after
