"""What the browser needs to bring a query's words to the same form as the index's."""

from typing import Any

from grantpages.search import lexicon
from grantpages.search.normalise import Kazakh, Normaliser, words


def tables(normaliser: Normaliser) -> dict[str, Any]:
    """Groups of what means the same, as stems; the Kazakh endings, or the Russian suffixes and what is not cut."""
    found: dict[str, Any] = {
        "same": [[[normaliser.stem(word) for word in words(one)] for one in group] for group in lexicon.same()]
    }
    if normaliser.language == "kk":
        return found | {"kazakh": _kazakh(normaliser.kazakh)}
    derived = [[one.cut, one.put, one.least, one.after] for one in lexicon.derived()]
    russian = {"whole": sorted(normaliser.russian_whole), "kept": sorted(lexicon.underived()), "derived": derived}
    return found | {"russian": russian}


def _kazakh(kazakh: Kazakh) -> dict[str, Any]:
    endings = kazakh.endings
    return {
        "least": endings.least,
        "plain": dict(endings.plain),
        "verbal": dict(endings.verbal),
        "voice": dict(endings.voice),
        "doubtful": dict(endings.doubtful),
        "past": list(endings.past),
        "whole": sorted(kazakh.protected),
    }
