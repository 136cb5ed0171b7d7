"""A document that is to be published beside a record: its name there, its entry, its bytes."""

from pathlib import Path
from typing import Any, get_args

from asking.arguments import Faulty
from asking.asker import Asker
from asking.question import numbered
from commandline import Refused

from decision import words
from decision.questions import question
from grantpages.desk import typed
from grantpages.enclosures import document_faults
from grantpages.model.values import DocumentKind
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import catalogue, slug

SUFFIXES = (".pdf", ".docx")
LONGEST_NAME = 80


def checked(path: Path) -> bytes:
    """What a document holds. Raises Faulty, Refused where it may not be published, OSError."""
    if path.suffix.lower() not in SUFFIXES:
        raise Refused(words.DOCUMENT_NAME.fill(file=path.as_posix()))
    if faults := list(document_faults(path, path.as_posix())):
        raise Faulty(faults)
    return path.read_bytes()


def free_name(path: Path, folder: Path) -> str:
    """The name of a document's copy: letters that an address can hold, and none that is there already."""
    stem, suffix = slug(path.stem, LONGEST_NAME) or "document", path.suffix.lower()
    name, number = f"{stem}{suffix}", 2
    while (folder / name).exists():
        name, number = f"{stem}-{number}{suffix}", number + 1
    return name


def described(asker: Asker) -> dict[str, Any]:
    """The fields of a document but for its name."""
    kinds = numbered([(kind, said(f"document-kind.{kind}")) for kind in get_args(DocumentKind)])
    languages = numbered([(language, said(f"language.{language}")) for language in LANGUAGES])
    kind = asker.ask(question("document.kind", choices=kinds, read=str))
    title = asker.ask(question("document.title.kk", optional=True))
    values = {
        "kind": kind,
        "title": {"kk": title, "ru": asker.ask(question("document.title.ru"))} if title else None,
        "number": asker.ask(question("document.number", optional=True)),
        "date": asker.ask(question("document.date", read=typed.day, optional=True)),
        "signer": asker.ask(question("document.signer", optional=True)),
        "language": asker.ask(question("document.language", choices=languages, read=str, optional=True)),
    }
    values["date"] = values["date"].isoformat() if values["date"] else None
    return {name: value for name, value in values.items() if value is not None}


def said(key: str) -> Message:
    """A message of the catalogues in both languages."""
    return Message(*(catalogue(language).say(key) for language in LANGUAGES))
