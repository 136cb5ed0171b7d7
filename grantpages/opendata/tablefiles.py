"""The files of one table, joined from what each record gave to it; a file that would be the same again is left alone.

Of a table in which some records' rows are others, what lies before, between and after these is copied from the last
file in large blocks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.opendata.csvfile import csv_head
from grantpages.opendata.joined import Files, Range, Sum, Target
from grantpages.opendata.jsonfile import BETWEEN, END
from grantpages.opendata.pieces import HEAD, Extent, Source, extent_of
from grantpages.opendata.table import Table
from grantpages.opendata.workbook import Workbook, sheets_of
from grantpages.store import Store, digest

FORMATS = ("csv", "xlsx", "json")
"""Of every table, in the order in which people are offered them."""


class Last(NamedTuple):
    """A file as it was written. head: a digest of what is in it beside the rows; places: where each record's begin."""

    head: bytes
    sum: Sum
    places: Sequence[int]


class Line(NamedTuple):
    """What a record gave: where it lies, and how much it is."""

    source: Source
    extent: Extent


class Known(NamedTuple):
    """A table as it was written: what each record gave, and the files by their formats."""

    lines: Sequence[Line] = ()
    files: dict[str, Last] = {}

    @classmethod
    def of(cls, kept: Any) -> "Known":
        """What `plain` gave; nothing of nothing."""
        if not kept:
            return cls()
        lines = [Line(Source(tuple(key), file, begin), Extent(*extent)) for (key, file, begin), extent in kept[0]]
        return cls(lines, {format: Last(head, Sum(*sum), places) for format, (head, sum, places) in kept[1].items()})

    @property
    def plain(self) -> tuple[Any, ...]:
        """Plain values."""
        lines = [(tuple(source), tuple(extent)) for source, extent in self.lines]
        return lines, {format: (one.head, tuple(one.sum), list(one.places)) for format, one in self.files.items()}


class TableFiles:
    """Joins the files of one table. folder: where they lie. store: what is known of those that were written before."""

    def __init__(self, folder: Path, name: str, sources: Iterable[Source], files: Files, store: Store | None) -> None:
        self.folder, self.name, self.files, self.store = folder, name, files, store
        self.known = Known.of(store.get(digest(name.encode())) if store else None)
        before = {line.source.key: line for line in self.known.lines}
        self.lines = [self._line(source, before.get(source.key)) for source in sources]
        self.is_same = [line.extent.mark for line in self.lines] == [line.extent.mark for line in self.known.lines]
        self.written: dict[str, Last] = {}

    def _line(self, source: Source, before: Line | None) -> Line:
        if before and before.source == source:
            return before
        return Line(source, extent_of(self.files.read(Range(source.file, source.begin, HEAD))))

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(line.extent.rows for line in self.lines)

    def csv(self, table: Table) -> Sum:
        """Write the table as CSV."""
        head = csv_head(table)

        def write(target: Target) -> Sequence[int]:
            target.write(head)
            return self._joined(target, "csv", b"")

        return self._file("csv", digest(head), write)

    def json(self, head: bytes) -> Sum:
        """Write it as JSON. head: what stands before the rows."""

        def write(target: Target) -> Sequence[int]:
            target.write(head)
            places = self._joined(target, "json", BETWEEN)
            target.write(END if self.lines else END.lstrip())
            return places

        return self._file("json", digest(head), write)

    def xlsx(self, table: Table, about: Sequence[tuple[str, str]]) -> Sum:
        """Write it as XLSX. about: what its last sheet says."""
        extents = [line.extent for line in self.lines]

        def write(target: Target) -> Sequence[int]:
            book, places = Workbook(target, table, about), list[int]()  # type: ignore[arg-type]
            for sheet in sheets_of(extent.rows for extent in extents):
                some = range(sheet.begin, sheet.end)
                pieces = ((extents[one].size, extents[one].crc, extents[one].packed) for one in some)
                place = book.write(sheet, pieces, self._blocks("xlsx", some, b""))
                for one in some:
                    places.append(place)
                    place += extents[one].packed
            book.close()
            return places

        return self._file("xlsx", digest(repr(about).encode()), write)

    def _file(self, format: str, head: bytes, write: Callable[[Target], Sequence[int]]) -> Sum:
        path, last = self.folder / f"{self.name}.{format}", self._last(format)
        if not last or not self.is_same or last.head != head:
            target = Target(path)
            try:
                places = write(target)
                last = Last(head, target.done(), places)
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

    def _joined(self, target: Target, format: str, between: bytes) -> list[int]:
        """Write all rows; where each record's begin."""
        places, place = [], target.tell()
        for line in self.lines:
            places.append(place)
            place += _length(line.extent, format) + len(between)
        target.writelines(self._blocks(format, range(len(self.lines)), between))
        return places

    def _blocks(self, format: str, some: range, between: bytes) -> Iterator[bytes]:
        """The rows of some records as they stand in a format, `between` between two of them."""
        held: Range | None = None
        for one in self._ranges(format, some):
            if held and held.file == one.file and held.begin + held.length + len(between) == one.begin:
                held = Range(held.file, held.begin, held.length + len(between) + one.length)
                continue
            if held:
                yield from self.files.blocks(held)
                yield between
            held = one
        if held:
            yield from self.files.blocks(held)

    def _ranges(self, format: str, some: range) -> Iterator[Range]:
        """Where the rows of each lie: in the last file, or where the record put them.

        What a record put lies further from the next one's than `between` is long: each begins with its extent.
        """
        last = self._last(format)
        path = str(self.folder / f"{self.name}.{format}")
        before = {
            line.source.key: (line.extent.mark, place)
            for line, place in zip(self.known.lines, last.places if last else (), strict=bool(last))
        }
        number = ("csv", "json", "xlsx").index(format)
        for source, extent in (self.lines[one] for one in some):
            mark, place = before.get(source.key, (b"", 0))
            length = _length(extent, format)
            if mark == extent.mark:
                yield Range(path, place, length)
            else:
                yield Range(source.file, source.begin + extent.begins[number], length)

    def keep(self) -> None:
        """Know from now on what was written."""
        if self.store and (self.written != self.known.files or self.lines != self.known.lines):
            self.store.put(digest(self.name.encode()), Known(self.lines, self.written).plain)


def _length(extent: Extent, format: str) -> int:
    return {"csv": extent.csv, "json": extent.json, "xlsx": extent.packed}[format]
