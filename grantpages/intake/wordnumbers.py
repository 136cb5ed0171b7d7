"""The numbers a word processor writes before paragraphs of itself (ECMA-376, 17.9)."""

import re
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts the paragraphs of every list of a document."""

    def __init__(self, part: ET.Element | None) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        lists = {one.get(f"{W}abstractNumId", ""): one for one in part.findall(f"{W}abstractNum")} if part else {}
        for number in part.findall(f"{W}num") if part is not None else ():
            pointed = number.find(f"{W}abstractNumId")
            abstract = lists.get(pointed.get(f"{W}val", "") if pointed is not None else "")
            for level in abstract.findall(f"{W}lvl") if abstract is not None else ():
                key = (number.get(f"{W}numId", ""), int(level.get(f"{W}ilvl", "0")))
                start = int(_value(level, "start") or 1)
                self.levels[key] = (_value(level, "numFmt") or "decimal", _value(level, "lvlText"), start)

    def label(self, paragraph: ET.Element) -> str:
        """What stands before the paragraph, `3.` or `1)`; empty where it is in no list."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return ""
        list_id, level = _value(properties, "numId"), int(_value(properties, "ilvl") or 0)
        known = self.levels.get((list_id, level))
        if known is None:
            return ""
        self.counts[(list_id, level)] = self.counts.get((list_id, level), known[2] - 1) + 1
        for deeper in range(level + 1, 9):
            self.counts.pop((list_id, deeper), None)
        return re.sub(r"%(\d)", lambda match: self._one(list_id, int(match[1]) - 1), known[1])

    def _one(self, list_id: str, level: int) -> str:
        form, _, start = self.levels.get((list_id, level), ("decimal", "", 1))
        count = self.counts.get((list_id, level), start)
        if form == "upperRoman":
            return _roman(count)
        if form in ("lowerLetter", "upperLetter"):
            return chr((97 if form == "lowerLetter" else 65) + (count - 1) % 26)
        return str(count)


def _value(element: ET.Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _roman(count: int) -> str:
    text = ""
    for value, letters in ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
