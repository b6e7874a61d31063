"""Rows -> CSV text -> one zip with the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Zip files keep the time of making of every file; ours have the first moment that the format knows.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: Ordinary files that their owner may write.
_MODE = 0o644 << 16

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """A file of a feed: column names, and rows with a cell for each."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    r"""Return a table as CSV with plain line ends; cells with commas or quotes are quoted.

    >>> csv_text(["id", "name"], [("a", "Zwolle, station")])
    'id,name\na,"Zwolle, station"\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def one_line(text: str) -> str:
    """Return text without the line ends and tabs that GTFS does not allow, and without spaces at the ends."""
    return " ".join(text.split())


def zip_bytes(tables: Mapping[str, Table]) -> bytes:
    """Return a zip of the tables, in their order: UTF-8, no times of making, so that equal tables are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, table in tables.items():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = _MODE
            archive.writestr(info, csv_text(table.columns, table.rows).encode("utf-8"))
    return out.getvalue()
