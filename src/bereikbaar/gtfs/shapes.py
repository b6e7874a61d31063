"""shapes.txt -> the lines of the trains that are needed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Note, Notebook
from bereikbaar.gtfs.tables import TableSpec, read_frame
from bereikbaar.lang import remark

_SHAPES = TableSpec("shapes.txt", ("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"))


def read_shapes(path: Path, ids: Collection[str]) -> tuple[dict[str, NDArray[np.float64]], tuple[Note, ...]]:
    """Return shape id -> (n, 2) longitude and latitude in degrees, in order, and what was noticed.

    Points that are no numbers are left out; without the file, or with a file that cannot be used, there are none.
    """
    import polars as pl

    if not ids:
        return {}, ()
    wanted = pl.Series("shape_id", sorted(ids))
    with FeedFiles(path) as files:
        book = Notebook(files.label)
        rows = read_frame(files, _SHAPES, book, keep=lambda f: f.filter(pl.col("shape_id").is_in(wanted.implode())))
    if book.problems:
        book.say("left out", remark("shapes.txt cannot be used; lines are drawn straight"), file=_SHAPES.name)
        return {}, tuple(book.notes)
    numbers = rows.select("shape_id", *(pl.col(c).cast(pl.Float64, strict=False) for c in _SHAPES.needed[1:]))
    good = numbers.drop_nulls().filter(pl.col("shape_pt_lat").abs() <= 90, pl.col("shape_pt_lon").abs() <= 180)
    lost = numbers.height - good.height
    book.say(
        "left out", remark("{n} points of shapes have no position or order", n=lost), file=_SHAPES.name, count=lost
    )
    good = good.sort("shape_id", "shape_pt_sequence", "shape_pt_lat", "shape_pt_lon")
    out = {
        str(key[0]): part.select("shape_pt_lon", "shape_pt_lat").to_numpy()
        for key, part in good.partition_by("shape_id", as_dict=True).items()
    }
    return out, tuple(book.notes)
