"""frequencies.txt -> trips at fixed times; the trip that served as template does not run itself.

Choice: with ``exact_times`` 0 the feed says "every ten minutes" and no minute. Those trips are spaced evenly from
``start_time`` and their basis is "headway", so that every result can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.parsing import LINE
from bereikbaar.gtfs.tables import TableSpec, read_frame
from bereikbaar.gtfs.times import seconds
from bereikbaar.lang import remark
from bereikbaar.network.trips import BASES, DAY_S, Indexes, Seconds
from bereikbaar.units import clock_full

if TYPE_CHECKING:
    import polars as pl

_FREQUENCIES = TableSpec("frequencies.txt", ("trip_id", "start_time", "end_time", "headway_secs"), ("exact_times",))
FILE = _FREQUENCIES.name
#: A headway below this is more likely given in minutes than meant.
_LEAST_S = 30
#: Times are those of one service day: a longer row is a mistake, and would make more trips than there are.
_LONGEST_S = 2 * DAY_S
_TIMETABLE, _HEADWAY = BASES.index("timetable"), BASES.index("headway")


@dataclass(frozen=True, slots=True)
class Departures:
    """When copies of trips leave. trip : position in the wanted trips, in order; start_s : seconds; basis : BASES.

    headway_s : seconds until the next one of a row without fixed times; 0 with fixed times.
    """

    trip: Indexes
    start_s: Seconds
    basis: Indexes
    headway_s: Seconds


def read_frequencies(files: FeedFiles, trip_ids: Sequence[str], book: Notebook) -> Departures:
    """Return the departures of the wanted trips that have frequencies; ``end_time`` is not a departure."""
    import polars as pl

    wanted = pl.DataFrame({"trip_id": pl.Series(trip_ids, dtype=pl.String)}).with_row_index("trip")
    rows = read_frame(files, _FREQUENCIES, book, keep=lambda some: some.join(wanted, on="trip_id", how="semi"))
    rows = rows.join(wanted, on="trip_id").with_columns(
        seconds("start_time"),
        seconds("end_time"),
        pl.col("headway_secs").cast(pl.Int64, strict=False).fill_null(-1).alias("headway"),
    )
    _check(rows, book)
    book.check()
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for trip, start, end, headway, exact in (
        rows.sort("trip", "start_time", "end_time", "headway", LINE)
        .select("trip", "start_time", "end_time", "headway", "exact_times")
        .rows()
    ):
        one = (_TIMETABLE, 0) if exact == "1" else (_HEADWAY, headway)
        for at in range(start, end, headway):
            found[trip, at] = min(one, found.get((trip, at), one))
    keys = sorted(found)
    n_templates = len({t for t, _ in keys})
    n_loose = sum(basis == _HEADWAY for basis, _ in found.values())
    book.say(
        "chosen",
        remark(
            "trips with frequencies became {n} trips, {loose} of them without a fixed time (exact_times 0), which "
            "are spaced evenly from start_time",
            n=len(keys),
            loose=n_loose,
        ),
        file=FILE,
        count=n_templates,
        examples=[trip_ids[t] for t in dict.fromkeys(t for t, _ in keys)],
    )
    table = np.array([(t, s, *found[t, s]) for t, s in keys], dtype=np.int32).reshape(-1, 4)
    return Departures(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _check(rows: pl.DataFrame, book: Notebook) -> None:
    """Refuse what is no frequency: the template would be gone without a trace."""
    found = []
    for line, start, end, headway, raw, exact in rows.select(
        LINE, "start_time", "end_time", "headway", "headway_secs", "exact_times"
    ).rows():
        if start < 0 or end < 0:
            found.append((line, "start_time and end_time have to be times such as 06:00:00"))
        elif end <= start:
            found.append((line, f"end_time {clock_full(end)} is not after start_time {clock_full(start)}"))
        elif end - start > _LONGEST_S:
            found.append(
                (line, f"{clock_full(start)} to {clock_full(end)} is more than two days; expected a part of one")
            )
        elif headway < _LEAST_S:
            found.append((line, f"headway_secs {raw!r}: expected whole seconds, {_LEAST_S} or more"))
        elif exact not in ("", "0", "1"):
            found.append((line, f"exact_times {exact!r}: expected 0 or 1"))
    book.refuse_rows(found, file=FILE)


def copy_ids(trip_ids: Sequence[str], departures: Departures) -> list[str]:
    """Return the names of the copies: ``<trip id>@HH:MM:SS``."""
    pairs = zip(departures.trip.tolist(), departures.start_s.tolist(), strict=True)
    return [f"{trip_ids[t]}@{clock_full(s)}" for t, s in pairs]
