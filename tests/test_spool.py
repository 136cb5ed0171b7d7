"""What is put into a spool is got again, in any order and more than once."""

from grantpages.spool import Pieces, Spool


def test_pieces_are_read_again() -> None:
    spool = Spool()
    pieces = [b"one", b"", "екі".encode(), b"x" * 100_000]
    places = [spool.put(piece) for piece in pieces]
    backwards = Pieces(spool, places[::-1])
    assert [list(backwards), list(backwards)] == [pieces[::-1]] * 2
    assert spool.get(spool.put(b"five")) == b"five"
    assert list(Pieces(spool, ())) == []
