"""Archives from contents that were deflated before: every reader finds what was put in."""

import shutil
import subprocess
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from grantpages.ziparchive import END, Archive, content_of, joined_crc, piece_of

TEXTS = [b"", b"a", "қаржы мен жоба".encode() * 3, b"abc" * 50_000, bytes(range(256)) * 300]


@pytest.mark.parametrize("first", TEXTS, ids=len)
@pytest.mark.parametrize("second", TEXTS, ids=len)
def test_the_crc_of_two_parts_is_that_of_the_whole(first: bytes, second: bytes) -> None:
    assert joined_crc(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(first + second)


def test_pieces_in_any_order_are_one_stream() -> None:
    for row in (TEXTS, TEXTS[::-1], TEXTS[1:3] * 40):
        packed = b"".join(piece_of(text).packed for text in row) + END
        reading = zlib.decompressobj(-zlib.MAX_WBITS)
        assert reading.decompress(packed) == b"".join(row)
        assert reading.eof
        assert reading.unused_data == b""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "made.zip"
    with Archive(path, "w") as file:
        for number, text in enumerate(TEXTS):
            file.put(f"құжат/{number}.txt", content_of(text))
        pieces, crc = [piece_of(text) for text in TEXTS], 0
        for piece in pieces:
            crc = joined_crc(crc, piece.crc, piece.size)
        parts = [*(piece.packed for piece in pieces), END]
        file.put_parts("joined.xml", sum(map(len, TEXTS)), crc, sum(map(len, parts)), parts)
        file.put("stored.pdf", content_of(TEXTS[3], "stored.pdf"))
    return path


def test_the_library_reads_what_was_put(archive: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        assert file.testzip() is None
        assert [file.read(f"құжат/{number}.txt") for number in range(len(TEXTS))] == TEXTS
        assert file.read("joined.xml") == b"".join(TEXTS)
        stored = file.getinfo("stored.pdf")
        assert (stored.compress_type, stored.compress_size) == (zipfile.ZIP_STORED, len(TEXTS[3]))
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        begins = [info.header_offset for info in file.infolist()]
        assert all(first < second for first, second in pairwise(begins))


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_the_customary_program_reads_it_too(archive: Path) -> None:
    done = subprocess.run(["unzip", "-tq", archive], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_where_the_bytes_of_a_file_begin_is_told(tmp_path: Path) -> None:
    path, contents = tmp_path / "made.zip", [content_of(text) for text in TEXTS]
    with Archive(path, "w") as file:
        begins = [file.put(str(number), content) for number, content in enumerate(contents)]
    held = path.read_bytes()
    for begin, content in zip(begins, contents, strict=True):
        assert held[begin : begin + len(content.packed)] == content.packed
