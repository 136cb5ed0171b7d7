"""The kinds of records a data folder holds, and the words for what stands in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from grantpages.evidence.exceptions import Sightings
from grantpages.load import FOLDERS, SINGLES
from grantpages.model import AGE_BANDS, CATEGORIES, SECTIONS, Shape
from grantpages.model.organization import LegalForm, OrganizationKind
from grantpages.model.project import FigureKind, GroupKind
from grantpages.model.values import DocumentKind, Place, Qualifier, Translation
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import catalogue

_NAMES = {
    "organizations": "organization",
    "calls": "call",
    "projects": "project",
    "reports": "report",
    "private": "contacts",
}

LISTS: dict[tuple[str, ...], str] = {
    get_args(OrganizationKind): "organization-kind.",
    get_args(LegalForm): "legal-form.",
    get_args(FigureKind): "kind.",
    get_args(GroupKind): "group-kind.",
    get_args(Place): "place.",
    get_args(DocumentKind): "document-kind.",
    get_args(Qualifier): "qualifier.",
    get_args(Translation): "translation-state.",
    ("offline", "online", "mixed"): "form.",
    LANGUAGES: "language.",
    CATEGORIES: "categories.",
    AGE_BANDS: "ages.",
    SECTIONS: "form.report-",
}
"""The lists that values are chosen from, each with the prefix of its words in the catalogues."""


@dataclass(frozen=True)
class Kind:
    """One kind of record: its name in English, where its files lie in the data folder, its model."""

    name: str
    place: str
    shape: type[Shape]
    many: bool

    @property
    def template(self) -> str:
        """The file to copy, from the repository's root; none for a kind of which there is one file."""
        if self.place == "private":  # git does not see that folder
            return "data/_contacts.template.yml"
        return f"data/{self.place}/_template.yml" if self.many else ""

    @property
    def modeline(self) -> str:
        """The first line of a data file, by which an editor finds the schema."""
        up = "../" * (1 + self.many + self.place.count("/"))
        return f"# yaml-language-server: $schema={up}docs/schema/{self.name}.schema.json"

    def path(self, language: Language) -> str:
        """Where such a file lies, in words."""
        return catalogue(language).say("path.many" if self.many else "path.one", name=self.place)


KINDS = (
    *(Kind(name, name, shape, many=False) for name, shape in SINGLES.items()),
    *(Kind(_NAMES[place], place, shape, many=True) for place, shape in FOLDERS.items()),
    Kind("exceptions", "evidence/exceptions", Sightings, many=False),
)
"""Every kind of file of a data folder."""


def both(key: str, **values: object) -> str:
    """A message in both languages, «kk / ru», as descriptions in the models have it."""
    return " / ".join(catalogue(language).say(key, **values) for language in LANGUAGES)


def chosen(prefix: str, value: str, language: Language) -> str:
    """What a value of one of `LISTS` means."""
    return catalogue(language).say(prefix + value, n="N")


def shapes(shape: type[Shape] = Shape) -> Iterator[type[Shape]]:
    """Every model, each after those it is made from."""
    for inner in shape.__subclasses__():
        yield inner
        yield from shapes(inner)


def in_order(shape: type[Shape], fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as a person writes them: what is particular to the record first, what every record may carry last."""
    own = [name for name in fields if name in shape.__annotations__]
    return {name: fields[name] for name in (*own, *(name for name in fields if name not in own))}
