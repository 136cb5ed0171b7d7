"""What is put is got, under the same key and code only; nothing that goes wrong with a folder is an error."""

import os
from pathlib import Path
from typing import Any

import pytest

from grantpages.store import Store, digest, digest_of_files


@pytest.mark.parametrize("value", [0, "", "мәтін", b"\0", [], {"a": [1, (2, "б")]}, (None, True, 1.5)])
def test_what_is_put_is_got(tmp_path: Path, value: Any) -> None:
    store = Store(tmp_path, b"code")
    store.put(b"key", value)
    assert store.get(b"key") == value
    assert type(store.get(b"key")) is type(value)
    assert store.get(b"other") is None
    assert Store(tmp_path, b"other code").get(b"key") is None


def test_what_moved_to_another_key_is_not_got(tmp_path: Path) -> None:
    store = Store(tmp_path, b"code")
    store.put(b"one", 1)
    store.put(b"two", 2)
    one, two = sorted(tmp_path.glob("??/*"))
    one.write_bytes(two.read_bytes())
    assert {store.get(b"one"), store.get(b"two")} in ({1, None}, {2, None})


def test_a_folder_that_cannot_be_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "store", b"code")
    store.put(b"key", 1)
    assert store.get(b"key") is None
    store.prune(1)


def test_the_last_used_are_left(tmp_path: Path) -> None:
    store = Store(tmp_path, b"code")
    for number in range(5):
        store.put(bytes([number]), number)
    for age, path in enumerate(sorted(tmp_path.glob("??/*"))):
        os.utime(path, (age + 1, age + 1))
    oldest = sorted(tmp_path.glob("??/*"))[0]
    used = next(number for number in range(5) if store._path(bytes([number])) == oldest)
    assert store.get(bytes([used])) == used
    store.prune(2)
    assert len(list(tmp_path.glob("??/*"))) == 2
    assert store.get(bytes([used])) == used


def test_digests_differ_by_parts_names_and_contents(tmp_path: Path) -> None:
    assert len({digest(), digest(b""), digest(b"", b""), digest(b"ab"), digest(b"a", b"b"), digest(b"", b"ab")}) == 6
    seen = set()
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b.py", "2"), ("c/b.py", "2"), ("b.txt", "9")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        seen.add(digest_of_files(tmp_path, ("*.py",)))
        path.unlink() if name != "b.txt" else None
    assert len(seen) == 5
