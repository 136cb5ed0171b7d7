"""What each tool's output says of one link. Raises ValueError for output that is not that tool's."""

import csv
import json
from collections.abc import Callable
from typing import Any

from comparing.judging import Said

Parse = Callable[[str, str], Said]
"""(output, the link as it stands on the page) → what was said."""


def lychee(output: str, link: str) -> Said:
    """`--format json`: counts only for what went well, so the page must hold one link."""
    found = _json(output)
    if _listed(found.get("error_map"), link) or _listed(found.get("timeout_map"), link) or found.get("errors"):
        return "broken"
    if found.get("timeouts"):
        return "broken"
    if found.get("unknown") or found.get("unsupported") or found.get("excludes"):
        return "unsure"
    return "fine" if found.get("successful") else "silent"


def linkchecker(output: str, link: str) -> Said:
    """`-o csv -v`: the row of the link. Its warning of a rate limit counts as saying that it cannot tell."""
    lines = [line for line in output.splitlines() if line and not line.startswith("#")]
    if not lines or not lines[0].startswith("urlname;"):
        raise ValueError(output)
    for row in csv.DictReader(lines, delimiter=";"):
        if row["urlname"] == link:
            if row["valid"] != "True":
                return "broken"
            return "unsure" if "Rate limited" in row["warningstring"] else "fine"
    return "silent"


def linkinator(output: str, link: str) -> Said:
    """`--format json`: what it skips is not in it, and fragments are left out."""
    said: dict[str, Said] = {"OK": "fine", "BROKEN": "broken", "SKIPPED": "unsure"}
    found = _json(output).get("links")
    if not isinstance(found, list):
        raise ValueError(output)
    return next((said[each["state"]] for each in found if each["url"] == link.partition("#")[0]), "silent")


def _json(output: str) -> Any:
    start = output.find("{")
    found = json.loads(output[start:]) if start >= 0 else None
    if not isinstance(found, dict):
        raise ValueError(output)
    return found


def _listed(pages: Any, link: str) -> bool:
    return any(each.get("url") == link for links in (pages or {}).values() for each in links)
