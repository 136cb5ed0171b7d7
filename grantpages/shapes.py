"""What may stand where in a record: the models' annotations, followed along a path."""

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


def keys_of(shape: Any, path: Sequence[str | int]) -> tuple[str, ...]:
    """The names that may stand in the mapping at `path` of a record of `shape`."""
    there = annotation_at(shape, path)
    if get_origin(there) is dict:
        key = get_args(there)[0]
        return get_args(key) if get_origin(key) is Literal else ()
    if not (isinstance(there, type) and issubclass(there, BaseModel)):
        return ()
    return tuple(sorted(there.model_fields, key=lambda name: name not in there.__annotations__))  # its own first


def annotation_at(shape: Any, path: Sequence[str | int]) -> Any:
    """The type of what stands at `path` of a record of `shape`, bare of limits and of None."""
    for step in path:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            info = shape.model_fields.get(str(step))
            shape = info.annotation if info else None
        else:
            shape = next((arg for arg in reversed(get_args(shape)) if arg is not Ellipsis), None)
        if get_origin(shape) in (Union, UnionType):
            shape = next(arg for arg in get_args(shape) if arg is not NoneType)
        if get_origin(shape) is Annotated:
            shape = get_args(shape)[0]
    return shape
