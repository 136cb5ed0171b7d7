"""A record as the text of its file, in the style of the files that people write."""

from typing import Any

from grantpages.model import Record
from grantpages.reference.kinds import KINDS, in_order
from grantpages.yamltext import dump

MINUTE = "%Y-%m-%d %H:%M"
"""How a day with an hour of Astana stands in a file, for `strftime`."""


def file_text(record: Record) -> str:
    """The file of a record: the line by which an editor finds the schema, and the fields that are not left out."""
    kind = next(kind for kind in KINDS if kind.shape is type(record))
    return f"{kind.modeline}\n{dump(plain_value(record))}"


def plain_value(record: Record) -> dict[str, Any]:
    """A record as plain values, its fields in the order in which a person writes them."""
    value = record.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    if moment := getattr(record, "publish_at", None):
        value["publish_at"] = moment.strftime(MINUTE)
    return in_order(type(record), {name: value[name] for name in type(record).model_fields if name in value})
