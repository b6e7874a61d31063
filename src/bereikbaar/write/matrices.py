"""Full station matrices as Parquet: what is too big for a map or a spreadsheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from bereikbaar.routing.travel_times import TravelTimes

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

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
#: Likewise, of a method that knows the clock.
CLOCK_COLUMNS = {"median_min": "median", "p90_min": "p90", "worst_min": "worst", "share": "share"}
#: Decimals kept: a hundredth of a minute; the rest is noise that does not compress.
DECIMALS = 2
SHARE_DECIMALS = 4


def matrix_table(times: TravelTimes) -> pl.DataFrame:
    """Return one row per pair of different stations, origin by origin.

    origin, destination : station codes. The others float32; minutes, or departures per hour. A pair without
    connection keeps its row: its numbers are null, its departures per hour 0. By the clock also median_min, p90_min,
    worst_min and share (of the moments at which there is a way in time, 0 .. 1; expected_min is null below 1).
    """
    import numpy as np
    import polars as pl

    n = len(times.stations)
    index = np.arange(n, dtype=np.uint32)
    codes = pl.Series(list(times.stations), dtype=pl.Enum(times.stations))
    data: dict[str, Any] = {
        "origin": codes.gather(np.repeat(index, max(n - 1, 0))),
        "destination": codes.gather(_off_diagonal(np.tile(index, (n, 1)))),
    }
    known = {name: of for name, of in CLOCK_COLUMNS.items() if getattr(times, of) is not None}
    for name, attribute in {**COLUMNS, **known}.items():
        values = _off_diagonal(getattr(times, attribute))  # a copy: ours to change
        np.round(values, SHARE_DECIMALS if name == "share" else DECIMALS, out=values)
        numbers = values.astype(np.float32, copy=False)
        numbers[~np.isfinite(numbers)] = np.nan
        data[name] = pl.Series(numbers, nan_to_null=True)
    return pl.DataFrame(data)


def _off_diagonal(square: NDArray[Any]) -> NDArray[Any]:
    """Return a copy of the values of a square matrix without its diagonal, row by row.

    After its first value a matrix is rows of n values and one of the diagonal: no search for what is on it.
    """
    import numpy as np

    n = len(square)
    return np.ascontiguousarray(square).ravel()[1:].reshape(max(n - 1, 0), n + 1)[:, :-1].ravel()


def matrix_bytes(times: TravelTimes) -> bytes:
    """Return the table of :func:`matrix_table` as a compressed Parquet file."""
    buffer = BytesIO()
    matrix_table(times).write_parquet(buffer, compression="zstd", compression_level=1, statistics=False)
    return buffer.getvalue()
