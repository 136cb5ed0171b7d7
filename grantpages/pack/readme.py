"""What a pack is and how it is verified: the file one reads first, in both languages."""

from collections import Counter
from collections.abc import Sequence

from grantpages.load import Dataset
from grantpages.pack.contents import KINDS, Key
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import catalogue, number_text, plain

NAME = "README.txt"
"""The file in the root of a pack that says what is in it."""
PARTS = ("data", "json", "documents", "pages", "ledger", "findings", "sums")
"""What the list of contents tells of, in its order."""
RULE = "-" * 72


def readme(dataset: Dataset, call: str, keys: Sequence[Key], address: str) -> bytes:
    """The file's text. address: the site's, ending in `/`."""
    texts = (_text(dataset, call, keys, f"{address}{_prefix(language)}", language) for language in LANGUAGES)
    return f"\n{RULE}\n\n".join(texts).encode()


def _prefix(language: Language) -> str:
    return "" if language == LANGUAGES[0] else f"{language}/"


def _text(dataset: Dataset, call: str, keys: Sequence[Key], root: str, language: Language) -> str:
    words, counted = catalogue(language), Counter(kind for kind, _ in keys)
    record, operator = dataset.calls[call], dataset.operator
    numbers = {kind: number_text(counted[kind]) for kind in KINDS}
    said = {
        "title": plain(record.title, language),
        "publisher": plain(operator.name, language),
        "page": f"{root}calls/{call}/",
    }
    parts = [words.say(f"pack.part.{name}", call=call) for name in PARTS]
    paragraphs = [
        words.say("pack.title", **said),
        words.say("pack.about", **said),
        words.say("pack.counts", **numbers),
        "\n".join(parts),
        words.say("pack.verify", call=call),
        words.say("pack.compare", sums=f"{root.removesuffix('ru/')}SHA256SUMS", call=call),
        words.say("pack.licence"),
        words.say("pack.personal"),
    ]
    return "\n\n".join(paragraphs) + "\n"
