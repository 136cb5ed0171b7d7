"""What every command of the desk needs before it asks anything: the records and the language."""

from collections.abc import Mapping
from pathlib import Path

from asking import words
from asking.arguments import Faulty
from asking.asker import Screen
from asking.question import Question, numbered
from grantpages.desk.typed import Wrong
from grantpages.evidence.ledger import Entry
from grantpages.evidence.ledgerfile import read
from grantpages.load import Dataset, load_folder
from grantpages.problem import Language, Message

LANGUAGES = numbered([("kk", Message("қазақша", "қазақша")), ("ru", Message("русский", "русский"))])


def records(data: Path, message: Message) -> Dataset:
    """The records of a folder. Raises Faulty with `message` where any is refused, CannotRead."""
    dataset, problems = load_folder(data)
    if dataset is None:
        raise Faulty(problems, message)
    return dataset


def links(data: Path) -> Mapping[str, Entry]:
    """What the link checker has seen; nothing where its ledger cannot be read, which `make links` will say."""
    path = data / "evidence" / "ledger.jsonl"
    return read(path, path.as_posix())[0] if path.is_file() else {}


def language_asked(screen: Screen) -> Language:
    """The language of the conversation, asked before anything else. Raises EOFError."""
    asked = Question("lang", words.LANGUAGE, words.LANGUAGE_HELP, str, default="kk", choices=LANGUAGES)
    while True:
        try:
            return "ru" if asked.value(screen.read(f"{words.LANGUAGE.kk} [1]: ") or "kk") == "ru" else "kk"
        except Wrong as error:
            screen.show(f"✖ {error.message.kk}\n✖ {error.message.ru}")
