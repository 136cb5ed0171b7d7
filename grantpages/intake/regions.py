"""The region and the place that a text names, in any case of either language."""

import re

from grantpages.load import Dataset

_KAZAKH = str.maketrans("әғқңөұүһіё", "агкноуухие")
_GENERIC = re.compile(r"(?:облыс|област|қала|город|г\.)\w*", re.IGNORECASE)
_LETTER = "[А-ЯӘҒҚҢӨҰҮҺІ]"
# What a body's name says of where it is: «Арал аудандық …», «… города Актас», «… области Улытау».
_OF_PLACE = (
    re.compile(rf"({_LETTER}[\w-]+)\s+(?:қала|аудан|облыс|ауыл)"),
    re.compile(rf"(?:город\w*|г\.|район\w*|област\w*|сел[оа]|пос[её]л\w+)\s+({_LETTER}[\w-]+)"),
    re.compile(rf"({_LETTER}[\w-]+?)(?:ский|ская|ское|ского|ской)\s+(?:город|район|област)"),
)


def region_of(text: str, known: Dataset) -> str:
    """The id of the region that a text names, empty where it names none."""
    folded = _folded(text)
    for id_, region in known.regions.items():
        if any(_names(folded, name) for name in (region.name.kk, region.name.ru)):
            return id_
    return ""


def town_of(name: str) -> str:
    """The town, district or region in the name of a body, empty where it has none."""
    return next((found[1] for pattern in _OF_PLACE if (found := pattern.search(name))), "")


def _folded(text: str) -> str:
    return text.lower().translate(_KAZAKH)


def _names(folded: str, name: str) -> bool:
    core = _folded(_GENERIC.sub("", name).strip())
    core = re.sub(r"ская$", "ск", core)
    if re.search(r"қаласы|город", name):
        return re.search(rf"(?<!\w){re.escape(core)}\w*(?!\w*\s+обл)(?!\w)", folded) is not None
    stem = re.escape(core[: max(4, len(core) - 1)])
    return re.search(rf"(?<!\w){stem}\w*\s+обл|обл\w*\s+{stem}", folded) is not None
