"""What an edit changes of an index: few files; and never anything that a build from nothing would not write."""

import json
import marshal
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from grantpages import sitefile
from grantpages.problem import LANGUAGES, Language
from grantpages.search import files, gathering, index
from grantpages.search.analysis import Analyser
from grantpages.search.document import Document, Part, Scheme, Taken
from grantpages.search.gathering import Source
from grantpages.search.index import renew_index, texts_below, write_index, write_text
from grantpages.search.memory import Memory
from grantpages.search.naming import chosen, tries_of
from grantpages.search.numbering import ROOM, number_documents
from grantpages.search.shards import ODDS, borders, cut, packed

SCHEME = Scheme(("projects", "organizations"), ("year",), ("sum",), ("title",))
SYLLABLES = [
    "ба",
    "бе",
    "бо",
    "га",
    "да",
    "де",
    "жо",
    "за",
    "ка",
    "ке",
    "ко",
    "ла",
    "ма",
    "ме",
    "на",
    "не",
    "ра",
    "ре",
    "са",
    "се",
    "та",
    "те",
    "то",
    "ша",
    "ше",
    "қа",
    "құ",
    "өз",
    "үй",
    "ың",
]
MANY = 1_000
KINDS = ("s/", "b/", "e/", "c/", "t/", "root.")


def _words(random: Random, count: int) -> list[str]:
    return ["".join(random.choices(SYLLABLES, k=random.randint(2, 5))) for _ in range(count)]


VOCABULARY = _words(Random(1), 12_000)


def _text(random: Random, words: int) -> str:
    """Words as often as in a text: the hundredth word is a hundred times rarer than the first."""
    return " ".join(VOCABULARY[int(len(VOCABULARY) ** random.random()) - 1] for _ in range(words))


def _project(number: int, random: Random, words: int = 120) -> Document:
    title, sum_of, day = _text(random, 4), random.randint(1, 99) * 100_000, 738_000 + random.randint(0, 1_500)
    parts = [Part("", "", title), *(Part(f"a-{place}", "", _text(random, words)) for place in range(3))]
    year = str(2021 + (day - 738_000) // 365)
    return Document(
        f"projects/p-{number}/", "projects", title, title, (f"{sum_of} ₸",), parts, day, {"year": {year: year}},
        {"sum": sum_of}, (title,),
    )  # fmt: skip


def _organization(number: int, random: Random) -> Document:
    title = _text(random, 3)
    return Document(
        f"organizations/o-{number}/", "organizations", title, title, (), [Part("", "", title)], row=(title,)
    )


def _corpus(projects: int, seed: int = 2) -> dict[str, Document]:
    random = Random(seed)
    made = [_project(number, random) for number in range(projects)]
    made += [_organization(number, random) for number in range(projects // 2)]
    return {document.address: document for document in made}


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def corpus() -> dict[str, Document]:
    return _corpus(MANY)


@pytest.fixture(scope="module")
def written(corpus: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = tmp_path_factory.mktemp("site")
    write_index(corpus.values(), SCHEME, "kk", site)
    return _files(site)


def _changed(before: dict[str, bytes], documents: Iterable[Document], site: Path) -> list[str]:
    write_index(documents, SCHEME, "kk", site)
    after = _files(site)
    assert {name for name in before.keys() & after.keys() if before[name] != after[name]} == set(), (
        "a kept name, other bytes"
    )
    return sorted(after.keys() - before.keys())


def test_an_edited_record_changes_few_files(
    corpus: dict[str, Document], written: dict[str, bytes], tmp_path: Path
) -> None:
    """One paragraph of one project of a thousand gets six other words."""
    address = "projects/p-500/"
    old = corpus[address]
    first, second, *rest = old.parts
    parts = [first, replace(second, text=second.text.replace(second.text.split()[7], _text(Random(9), 6))), *rest]
    changed = _changed(written, (corpus | {address: replace(old, parts=parts)}).values(), tmp_path)
    kinds = {kind: sum(name.startswith(f"search/kk/{kind}") for name in changed) for kind in KINDS}
    assert len(changed) == sum(kinds.values()), changed
    assert kinds["root."] == kinds["t/"] == 1
    assert 1 <= kinds["s/"] <= 9
    assert kinds["c/"] <= 8
    assert kinds["b/"] + kinds["e/"] <= 6
    assert len(changed) <= 25 < len(written) / 20


def test_a_new_record_renumbers_no_other(
    corpus: dict[str, Document], written: dict[str, bytes], tmp_path: Path
) -> None:
    """A small page added, and the same one gone again."""
    new = _organization(MANY, Random(4))
    shards = [name for name in written if name.startswith("search/kk/s/")]
    added = _changed(written, [*corpus.values(), new], tmp_path)
    assert len([name for name in added if name.startswith("search/kk/s/")]) < len(shards) / 5
    assert set(_changed(_files(tmp_path), corpus.values(), tmp_path)) <= set(written)
    assert _files(tmp_path) == written


def test_numbers_stay_when_a_record_comes_or_goes(corpus: dict[str, Document]) -> None:
    known = [(one.kind, one.day, one.address) for one in corpus.values()]

    def numbers(some: list[tuple[str, int, str]]) -> dict[str, int]:
        return dict(zip((address for _, _, address in some), number_documents(some, SCHEME.kinds).numbers, strict=True))

    before = numbers(known)
    assert len(set(before.values())) == len(known)
    newest_first = sorted((one for one in known if one[0] == "projects"), key=lambda one: before[one[2]])
    assert [day for _, day, _ in newest_first] == sorted((day for _, day, _ in newest_first), reverse=True)
    assert all(number // ROOM == SCHEME.kinds.index(address.split("/")[0]) for address, number in before.items())
    moved = []
    for place in range(0, len(known), 7):
        after = numbers(known[:place] + known[place + 1 :])
        moved.append(sum(before[address] != number for address, number in after.items()))
    moved.sort()
    assert moved[len(moved) * 8 // 10] <= 40  # those of its week, or of its part of the undated
    after = numbers([*known, ("projects", 739_999, "projects/new/")])
    assert [address for address, number in before.items() if after[address] != number] == []


@pytest.mark.parametrize("seed", range(2))
def test_an_index_over_another_is_the_same_as_one_from_nothing(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    held = _corpus(60, seed)
    for step in range(4):
        for _ in range(random.randint(1, 5)):
            number = random.randint(0, 90)
            made = _project(number, random) if random.random() < 0.7 else _organization(number, random)
            if random.random() < 0.4:
                held.pop(made.address, None)
            else:
                held[made.address] = made
        shuffled = random.sample(list(held.values()), len(held))
        cold = tmp_path / f"cold-{step}"
        assert write_index(shuffled, SCHEME, "kk", tmp_path / "warm") == write_index(held.values(), SCHEME, "kk", cold)
        assert _files(tmp_path / "warm") == _files(cold)


class _Site:
    """A site that is built again and again over what is known of it. taken: documents that were taken apart last."""

    def __init__(self, folder: Path) -> None:
        self.site, self.cache, self.taken = folder / "site", folder / "cache", list[str]()

    def _take(self, language: Language, document: Document) -> Taken:
        self.taken.append(document.address)
        return Analyser(language, SCHEME).take_apart(document, partial(write_text, self.site, language))

    def build(self, held: Iterable[Document], version: bytes = b"1", processes: int = 1) -> None:
        self.taken.clear()
        for language in LANGUAGES:
            memory = Memory(self.cache / language, "index", version, self.cache)
            sources = [
                Source(one.address, one.kind, one.day, partial(self._take, language, one), repr(one).encode())
                for one in held
            ]
            renew_index(sources, SCHEME, language, self.site, memory, processes)

    def files(self) -> dict[str, bytes]:
        return _files(self.site)


def _anew(held: Iterable[Document], site: Path) -> dict[str, bytes]:
    for language in LANGUAGES:
        write_index(held, SCHEME, language, site)
    return _files(site)


def _edits(random: Random, held: dict[str, Document], count: int) -> None:
    """New records, records that are gone, other texts, another day, another sum."""
    for _ in range(count):
        number = random.randint(0, 90)
        made = _project(number, random, 20) if random.random() < 0.7 else _organization(number, random)
        old = held.get(made.address)
        if old and random.random() < 0.3:
            del held[made.address]
        elif old and random.random() < 0.5:
            parts = [*old.parts[:-1], replace(old.parts[-1], text=_text(random, 9))]
            held[made.address] = replace(old, parts=parts, numbers={"sum": random.randint(1, 9)})
        else:
            held[made.address] = made


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_index_is_the_one_made_from_nothing(seed: int, tmp_path: Path) -> None:
    random, held, site = Random(seed), _corpus(16, seed), _Site(tmp_path)
    site.build(held.values())
    kept = sorted(site.cache.rglob("index.*"))
    for step in range(4):
        _edits(random, held, random.randint(0, 6))
        site.build(random.sample(list(held.values()), len(held)))
        assert sorted(site.cache.rglob("index.*")) == kept, "made from nothing itself"
        assert site.files() == _anew(held.values(), tmp_path / f"anew-{step}")


def test_a_known_index_is_looked_at_and_left(tmp_path: Path) -> None:
    held, site = _corpus(40), _Site(tmp_path)
    site.build(held.values())
    written = {path: path.stat().st_mtime_ns for path in site.site.rglob("*.json")}
    site.build(held.values())
    assert site.taken == []
    assert {path: path.stat().st_mtime_ns for path in site.site.rglob("*.json")} == written


def test_the_last_record_may_go_and_come_again(tmp_path: Path) -> None:
    held, site = _corpus(4), _Site(tmp_path)
    for some in ([*held.values()], [], [*held.values()][:1], [], [*held.values()]):
        site.build(some)
        assert site.files() == _anew(some, tmp_path / f"anew-{len(list(tmp_path.iterdir()))}")


def test_other_code_makes_the_index_anew(tmp_path: Path) -> None:
    held, site = _corpus(10), _Site(tmp_path)
    site.build(held.values(), b"1")
    site.build(held.values(), b"2")
    assert sorted(set(site.taken)) == sorted(held)


@pytest.mark.parametrize("place", [0, 3, 11, 30, 55])
def test_an_interrupted_build_leaves_nothing_wrong(place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off at one file or another that it writes or removes; what was edited may be as before when it is built again."""
    random, held, site = Random(place), _corpus(12), _Site(tmp_path)
    site.build(held.values())
    edited = dict(held)
    _edits(random, edited, 4)
    left = place

    def until(work: Callable[..., Any]) -> Callable[..., Any]:
        def one(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return work(*arguments, **more)

        return one

    with monkeypatch.context() as patched:
        for module in (files, index):
            patched.setattr(module, "write_bytes", until(sitefile.write_bytes))
        patched.setattr(index, "write_new", until(sitefile.write_new))
        patched.setattr(Path, "unlink", until(Path.unlink))
        patched.setattr(Path, "replace", until(Path.replace))
        with suppress(KeyboardInterrupt):
            site.build(edited.values())
        assert left < 0
    then = edited if place % 2 else held
    site.build(then.values())
    assert site.files() == _anew(then.values(), tmp_path / "anew")


def test_files_that_were_lost_are_written_again(tmp_path: Path) -> None:
    """Any file of the site, and all of them; any file of what is known."""
    held, site = _corpus(6), _Site(tmp_path)
    site.build(held.values())
    whole = site.files()
    for part in ("s", "b", "e", "c", "w", "t", "f", "n"):
        next((site.site / "search" / "kk" / part).rglob("*.json")).unlink()
        site.build(held.values())
        assert site.files() == whole
    shutil.rmtree(site.site)
    site.build(held.values())
    assert site.files() == whole
    for path in [path for path in site.cache.rglob("*") if path.is_file()]:
        path.write_bytes(path.read_bytes()[:-1])
        one = next(iter(held))
        held[one] = replace(held[one], names=held[one].names + "а")
        site.build(held.values())
        assert site.files() == _anew(held.values(), tmp_path / f"anew-{path.name}")


def test_documents_may_be_taken_apart_elsewhere_and_earlier(tmp_path: Path) -> None:
    """As by several processes, which hand over plain values, and keep them for the next time."""
    held = _corpus(30)
    site, other = tmp_path / "site", tmp_path / "other"
    address = write_index(held.values(), SCHEME, "kk", site)
    kept: dict[str, bytes] = {}
    for document in held.values():
        taken = Analyser("kk", SCHEME).take_apart(document, partial(write_text, other, "kk"))
        kept[document.address] = marshal.dumps(tuple(taken))
    for _ in range(2):  # the second time the texts are there from the first
        sources = [
            Source(one.address, one.kind, one.day, lambda one=one: Taken(*marshal.loads(kept[one.address])))  # type: ignore[misc]
            for one in held.values()
        ]
        assert renew_index(sources, SCHEME, "kk", other) == address
        assert _files(other) == _files(site)
    project = next(document for document in held.values() if document.kind == "projects")
    texts = texts_below("kk", project.address, Taken(*marshal.loads(kept[project.address])))
    assert texts
    assert set(texts) <= _files(site).keys()


def test_several_processes_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files, and what is known of them afterwards: an edit goes on from it."""
    monkeypatch.setattr(gathering, "BATCH", 7)
    held = _corpus(40)
    edited = dict(held)
    _edits(Random(3), edited, 4)
    made = []
    for processes in (1, 2, 3):
        site = _Site(tmp_path / str(processes))
        site.build(held.values(), processes=processes)
        assert bool(site.taken) is (processes == 1)
        first, pieces = site.files(), [path.read_bytes() for path in sorted(site.cache.rglob("index.*"))]
        site.build(edited.values(), processes=processes)
        made.append((first, pieces, site.files()))
    assert made[0] == made[1] == made[2]
    assert made[0][2] == _anew(edited.values(), tmp_path / "anew") != made[0][0]


def test_a_damaged_file_is_written_again(tmp_path: Path) -> None:
    held = _corpus(5)
    write_index(held.values(), SCHEME, "kk", tmp_path)
    whole = _files(tmp_path)
    for name, data in whole.items():
        (tmp_path / name).write_bytes(data[:-1])
    write_index(held.values(), SCHEME, "kk", tmp_path)
    assert _files(tmp_path) == whole


def test_files_of_other_contents_have_other_names() -> None:
    contents = [str(number).encode() for number in range(200)]
    tries = [[name[:2] for name in tries_of(content)] for content in contents]  # 1,024 names: many would be the same
    assert len({some[0] for some in tries}) < 200 == len(set(chosen(tries)))


def test_borders_stand_where_they_stood() -> None:
    random = Random(5)
    words = sorted(set(VOCABULARY))
    weights = {word: random.randint(20, 200) for word in words}

    def stretches(some: Iterable[str]) -> list[list[str]]:
        return list(cut(((word, weights[word]) for word in some), 3_000, 6_000))

    before = stretches(words)
    assert [word for stretch in before for word in stretch] == words
    sizes = [sum(weights[word] for word in stretch) for stretch in before]
    assert max(sizes) <= 6_000
    assert min(sizes[:-1]) >= 3_000 - 200
    without = set(random.sample(words, 3))
    after = stretches(word for word in words if word not in without)
    assert len([stretch for stretch in after if stretch not in before]) <= 3 * 4
    starts = list(borders((stretch[0], stretch[-1]) for stretch in before))
    assert all(start <= stretch[0] for start, stretch in zip(starts, before, strict=True))
    assert all(stretch[-1] < start for start, stretch in zip(starts[1:], before, strict=False))
    assert starts == sorted(starts)
    assert ODDS > 1


def test_rising_words_are_read_back() -> None:
    for words in ([], ["а"], sorted(set(VOCABULARY))[:500], ["а" * 40, "а" * 41, "б"]):
        text, last, found = packed(words), "", []
        for letter in text:
            if "A" <= letter <= "Z":
                found.append(last := last[: ord(letter) - 65])
            else:
                found[-1] = last = last + letter
        assert found == words
    assert json.loads(json.dumps(packed(["аб", "ав"]))) == "AабBв"
