"""What is put into a spool is got again, in any order and more than once, by other processes, too."""

from grantpages.abreast import each
from grantpages.spool import Pieces, Spool

PIECES = [b"one", b"", "екі".encode(), b"x" * 100_000]


def test_pieces_are_read_again() -> None:
    spool = Spool()
    places = {str(number): spool.put(piece) for number, piece in enumerate(PIECES)}
    backwards = Pieces(spool, dict(reversed(places.items())))
    assert [list(backwards), list(backwards)] == [PIECES[::-1]] * 2
    assert spool.get(spool.put(b"five")) == b"five"
    assert list(Pieces(spool, {})) == []
    assert (backwards.get("2"), backwards.get("9")) == (PIECES[2], None)


def test_processes_read_beside_each_other() -> None:
    spool = Spool()
    places = [spool.put(piece) for piece in PIECES]
    assert list(each(spool.get, places * 25, processes=3)) == PIECES * 25
