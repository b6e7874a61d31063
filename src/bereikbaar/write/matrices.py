"""Full station matrices as Parquet: what is too big for a map or a spreadsheet."""

from __future__ import annotations

import tempfile
import weakref
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, SupportsBytes

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


class Shelf:
    """Matrix files of windows that are done, put aside on the disk of the results until these are written.

    In a file without a name: it is gone with the process, however that ends. Where none can be made, or the disk
    is full, the files stay in memory; who writes the results will hear of it. Any thread may use it.
    """

    def __init__(self, folder: Path) -> None:
        """Folder : of the results; it need not exist yet."""
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._lock = Lock()

    def keep(self, times: TravelTimes) -> SupportsBytes:
        """Return the file of :func:`matrix_bytes`, to be had with ``bytes``."""
        data = matrix_bytes(times)
        try:
            with self._lock:
                if self._file is None:
                    there = next(p for p in (self._folder, *self._folder.absolute().parents) if p.is_dir())
                    self._file = tempfile.TemporaryFile(dir=there)  # noqa: SIM115  closed with the shelf
                    weakref.finalize(self, self._file.close)
                start = self._file.seek(0, 2)
                self._file.write(data)
                self._file.flush()
        except (OSError, StopIteration):
            return data
        return _Kept(self, start, len(data))

    def read(self, start: int, size: int) -> bytes:
        """Return what was put aside at a place."""
        with self._lock:
            assert self._file is not None  # something was put there
            self._file.seek(start)
            return self._file.read(size)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file on a shelf: its place there and its size, bytes."""

    shelf: Shelf
    start: int
    size: int

    def __bytes__(self) -> bytes:
        return self.shelf.read(self.start, self.size)
