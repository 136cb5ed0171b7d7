"""The files of one table, joined from what each record gave to it; a file that would be the same again is left alone.

Of a table in which some records' rows are others, what lies before, between and after these is copied from the last
file in large blocks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, starmap
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.opendata.csvfile import csv_head
from grantpages.opendata.joined import Files, Range, Sum, Target
from grantpages.opendata.jsonfile import BETWEEN, END
from grantpages.opendata.pieces import EXTENT, HEAD, Extent, Source, extent_of
from grantpages.opendata.runs import NEW, Packed, Run, Sums, runs_of
from grantpages.opendata.table import Table
from grantpages.opendata.workbook import Workbook, sheets_of
from grantpages.store import Store, digest

FORMATS = ("csv", "xlsx", "json")
"""Of every table, in the order in which people are offered them."""
_LENGTH = {"csv": itemgetter(2), "json": itemgetter(3), "xlsx": itemgetter(4)}  # of an Extent
_BETWEEN = {"csv": b"", "json": BETWEEN, "xlsx": b""}
_PLACE = ("csv", "json", "xlsx")  # of its formats in a piece
Starts = Sequence[tuple[int, int]]
"""Numbers of records, in order, and where the rows of each begin in a file; those of the following ones follow."""


class Last(NamedTuple):
    """A file as it was written. head: a digest of what is in it beside the rows."""

    head: bytes
    sum: Sum
    starts: Starts


class Known(NamedTuple):
    """A table as it was written: where each record's piece lay and how much it is, and the files by their formats.

    sums: of rows of a sheet that were added up.
    """

    sources: Sequence[tuple[str, int]] = ()
    extents: Sequence[Extent] = ()
    files: dict[str, Last] = {}
    sums: dict[bytes, Packed] = {}

    @classmethod
    def of(cls, kept: Any) -> "Known":
        """What `plain` gave; nothing of nothing."""
        if not kept:
            return cls()
        names, begins, extents, files, sums = kept
        lasts = {format: Last(head, Sum(*sum), starts) for format, (head, sum, starts) in files.items()}
        return cls(list(zip(names, begins, strict=True)), list(map(Extent._make, EXTENT.iter_unpack(extents))),
                   lasts, sums)  # fmt: skip

    @property
    def plain(self) -> tuple[Any, ...]:
        """Plain values."""
        names, begins = map(list, zip(*self.sources, strict=True)) if self.sources else ([], [])
        files = {format: (one.head, tuple(one.sum), list(one.starts)) for format, one in self.files.items()}
        return names, begins, b"".join(starmap(EXTENT.pack, self.extents)), files, self.sums


class TableFiles:
    """Joins the files of one table. folder: where they lie. store: what is known of those that were written before."""

    def __init__(self, folder: Path, name: str, sources: Iterable[Source], files: Files, store: Store | None) -> None:
        self.folder, self.name, self.files, self.store = folder, name, files, store
        self.known = Known.of(store.get(digest(name.encode())) if store else None)
        self.sources = [(source.file, source.begin) for source in sources]
        self.extents = self._extents()
        self.marks, self.before = ([one.mark for one in some] for some in (self.extents, self.known.extents))
        self.is_same = self.marks == self.before
        self.sums = Sums(self.known.sums)
        self.written: dict[str, Last] = {}

    def _extents(self) -> Sequence[Extent]:
        """How much every record gave; of pieces that lie where they lay it is known."""
        if self.sources == self.known.sources:
            return self.known.extents
        known = dict(zip(self.known.sources, self.known.extents, strict=True))
        return [known.get(source) or self._extent(*source) for source in self.sources]

    def _extent(self, file: str, begin: int) -> Extent:
        return extent_of(self.files.read(Range(file, begin, HEAD)))

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(extent.rows for extent in self.extents)

    @cached_property
    def _runs(self) -> Sequence[Run]:
        """What stands where it stood."""
        return list(runs_of(self.marks, self.before))

    def csv(self, table: Table) -> Sum:
        """Write the table as CSV."""
        head = csv_head(table)

        def write(target: Target) -> Starts:
            target.write(head)
            target.writelines(self._blocks("csv", 0, len(self.extents)))
            return [(0, len(head))]

        return self._file("csv", digest(head), write)

    def json(self, head: bytes) -> Sum:
        """Write it as JSON. head: what stands before the rows."""

        def write(target: Target) -> Starts:
            target.write(head)
            target.writelines(self._blocks("json", 0, len(self.extents)))
            target.write(END if self.extents else END.lstrip())
            return [(0, len(head))]

        return self._file("json", digest(head), write)

    def xlsx(self, table: Table, about: Sequence[tuple[str, str]]) -> Sum:
        """Write it as XLSX. about: what its last sheet says."""

        def write(target: Target) -> Starts:
            book, starts = Workbook(target, table, about), list[tuple[int, int]]()  # type: ignore[arg-type]
            for sheet in sheets_of(extent.rows for extent in self.extents):
                sums = self.sums.of(self.extents[sheet.begin : sheet.end])
                starts.append((sheet.begin, book.write(sheet, sums, self._blocks("xlsx", sheet.begin, sheet.end))))
            book.close()
            return starts

        return self._file("xlsx", digest(repr(about).encode()), write)

    def _file(self, format: str, head: bytes, write: Callable[[Target], Starts]) -> Sum:
        path, last = self.folder / f"{self.name}.{format}", self._last(format)
        if not last or not self.is_same or last.head != head:
            target = Target(path)
            try:
                starts = write(target)
                last = Last(head, target.done(), starts)
            finally:
                target.drop()
        self.written[format] = last
        return last.sum

    def _last(self, format: str) -> Last | None:
        """The last file, if it is there as it was written."""
        last = self.known.files.get(format)
        try:
            status = (self.folder / f"{self.name}.{format}").stat()
        except OSError:
            return None
        return last if last and last.sum[1:] == (status.st_size, status.st_mtime_ns) else None

    def _blocks(self, format: str, begin: int, end: int) -> Iterator[bytes]:
        """The rows of some records as they stand in a format."""
        between = b""
        for place in self._ranges(format, begin, end):
            yield between
            yield from self.files.blocks(place)
            between = _BETWEEN[format]

    def _ranges(self, format: str, begin: int, end: int) -> Iterator[Range]:
        """Where they lie: in the last file, or where the records put them."""
        last = self._last(format)
        path, number = str(self.folder / f"{self.name}.{format}"), _PLACE.index(format)
        length = _LENGTH[format]
        laid = _Laid(list(map(length, self.known.extents)), last.starts, len(_BETWEEN[format])) if last else None
        runs = self._runs if last else [Run(one, NEW, 1) for one in range(begin, end)]
        for run in (run.within(begin, end) for run in runs):
            if run.before != NEW and run.records and laid:
                yield from (Range(path, *place) for place in laid.places(run.before, run.before + run.records))
                continue
            for one in range(run.begin, run.begin + run.records):
                file, start = self.sources[one]
                yield Range(file, start + self.extents[one].begins[number], length(self.extents[one]))

    def keep(self) -> None:
        """Know from now on what was written."""
        if self.store and (self.written != self.known.files or self.sources != self.known.sources):
            sums = self.sums.now or self.known.sums
            self.store.put(digest(self.name.encode()), Known(self.sources, self.extents, self.written, sums).plain)


class _Laid:
    """How records lie in a file. lengths: of their rows, in bytes; between: of what stands between two of them."""

    def __init__(self, lengths: Sequence[int], starts: Starts, between: int) -> None:
        self.lengths, self.starts, self.between = lengths, starts, between
        self.sums = list(accumulate((length + between for length in lengths), initial=0))

    def places(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Where those from one to before another lie: where they begin and how many bytes they are."""
        ends = [*(first for first, _ in self.starts[1:]), len(self.lengths)]
        for (first, place), after in zip(self.starts, ends, strict=True):
            some, last = max(begin, first), min(end, after)
            if some < last:
                length = self.sums[last] - self.sums[some] - self.between
                yield place + self.sums[some] - self.sums[first], length
