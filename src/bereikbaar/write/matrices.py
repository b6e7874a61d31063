"""Full station matrices as Parquet: what is too big for a map or a spreadsheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.measures import finite
from bereikbaar.routing.travel_times import TravelTimes

if TYPE_CHECKING:
    import polars as pl

#: Columns of a matrix file, after origin and destination: name in the file -> attribute of TravelTimes.
COLUMNS = {
    "expected_min": "expected",
    "best_min": "best",
    "first_wait_min": "first_wait",
    "in_vehicle_min": "in_vehicle",
    "transfer_min": "transfer",
    "changes": "changes",
    "departures_per_hour": "departures_per_hour",
    "longest_gap_min": "longest_gap",
}
#: Decimals kept: a hundredth of a minute; the rest is noise that does not compress.
DECIMALS = 2


def matrix_table(times: TravelTimes) -> pl.DataFrame:
    """Return one row per pair of different stations, origin by origin.

    origin, destination : station codes. The others float32; minutes, or departures per hour. A pair without
    connection keeps its row: its numbers are null, its departures per hour 0.
    """
    import numpy as np
    import polars as pl

    n = len(times.stations)
    pairs = ~np.eye(n, dtype=bool)
    rows, columns = np.nonzero(pairs)
    codes = pl.Series(list(times.stations), dtype=pl.Enum(times.stations))
    data: dict[str, Any] = {
        "origin": codes.gather(rows),
        "destination": codes.gather(columns),
    }
    for name, attribute in COLUMNS.items():
        data[name] = pl.Series(np.round(getattr(times, attribute)[pairs], DECIMALS).astype(np.float32))
    return finite(pl.DataFrame(data))


def matrix_bytes(times: TravelTimes) -> bytes:
    """Return the table of :func:`matrix_table` as a compressed Parquet file."""
    buffer = BytesIO()
    matrix_table(times).write_parquet(buffer, compression="zstd", compression_level=1, statistics=False)
    return buffer.getvalue()
