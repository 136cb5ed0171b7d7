"""The pages of the open data: every file with its size, and the dictionary of columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grantpages.opendata.table import Table
from grantpages.opendata.tablefiles import FORMATS
from grantpages.opendata.tables import CLASSIFICATIONS, RECORDS
from grantpages.opendata.totals import TOTALS
from grantpages.opendata.versions import VERSIONS
from grantpages.opendata.write import Written
from grantpages.site.page import Page
from grantpages.site.voice import Voice

SECTION = "data"
GROUPS: Mapping[str, tuple[Table, ...]] = {"records": RECORDS, "totals": TOTALS, "classifications": CLASSIFICATIONS}
FURTHER = ("datapackage.json", "360giving.json")
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class Download:
    """A file to download: its name below `data/`, its format, its size in bytes."""

    name: str
    format: str
    size: int


@dataclass(frozen=True)
class Offered:
    """A table with its number of rows and its files."""

    table: Table
    rows: int
    files: tuple[Download, ...]


def data_pages(written: Written, voice: Voice, root: str) -> Iterator[Page]:
    """The page of downloads and the dictionary. root: the site's address, ending in `/`."""
    groups = {name: [_offered(table, written) for table in tables] for name, tables in GROUPS.items()}
    files = {
        getattr(offered.table.title, voice.language): {
            MEDIA[file.format]: f"{root}data/{file.name}" for file in offered.files
        }
        for offereds in groups.values()
        for offered in offereds
    }
    further = [Download(name, "json", written.sizes[name]) for name in FURTHER if name in written.sizes]
    values = {"groups": groups, "datasets": files, "further": further, "versions": VERSIONS, "issued": written.issued}
    yield Page(
        "data/", SECTION, "data.html", voice.t("title.data"), voice.t("describe.data"), values | {"site_address": root}
    )
    title, description = voice.t("title.dictionary"), voice.t("describe.dictionary")
    yield Page("data/dictionary/", SECTION, "dictionary.html", title, description, {"groups": GROUPS})


def _offered(table: Table, written: Written) -> Offered:
    names = ((f"{table.name}.{format}", format) for format in FORMATS)
    files = tuple(Download(name, format, written.sizes[name]) for name, format in names)
    return Offered(table, written.rows[table.name], files)
