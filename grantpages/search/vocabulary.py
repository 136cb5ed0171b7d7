"""The words of documents by number: each is brought to its stem and its form once."""

from collections.abc import Iterable

from grantpages.search.normalise import Normaliser, words


class Vocabulary(dict[str, int]):
    """The number of the form of every piece between two spaces; computed once.

    A piece of several words or of none («іс-шара», «–») has a negative number, by which `several`
    knows them. All that is done for each word of each document is a look-up here: ten thousand
    projects have twenty million. stem_of, tokens: by a form's number, that of its stem, and its token (see
    `postings`).
    """

    def __init__(self, normaliser: Normaliser) -> None:
        self.normaliser = normaliser
        self.stems: dict[str, int] = {}
        self.forms: dict[tuple[int, str], int] = {}
        self.tokens: list[str] = []
        self.stem_of: list[int] = []
        self.several: dict[int, list[int]] = {}
        self.of_word: dict[str, int] = {}

    def __missing__(self, piece: str) -> int:
        numbers = [self._number(word) for word in words(piece)]
        self[piece] = number = numbers[0] if len(numbers) == 1 else -1 - len(self.several)
        if number < 0:
            self.several[number] = numbers
        return number

    def _number(self, word: str) -> int:
        number = self.of_word.get(word)
        if number is None:
            name, form = self.normaliser.both(word)
            stem = self.stems.setdefault(name, len(self.stems))
            number = self.of_word[word] = self.forms.setdefault((stem, form), len(self.forms))
            if number == len(self.stem_of):
                self.stem_of.append(stem)
                self.tokens.append(name if form == name else f"{name},{form}")
        return number

    def numbers(self, pieces: Iterable[str]) -> set[int]:
        """The numbers of all forms of pieces."""
        found = set(map(self.__getitem__, pieces))
        odd = self.several.keys() & found
        found -= odd
        found.update(*map(self.several.__getitem__, odd))
        return found
