"""stop_times.txt -> the calls of the wanted trips as flat arrays, in an order that does not depend on the file's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.call_arrays import FILE, Calls, without_unknown
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.parsing import LINE, first_line
from bereikbaar.gtfs.tables import TableSpec, read_frame
from bereikbaar.gtfs.times import BLANK, NO_TIME, interpolate, repair_nights, seconds
from bereikbaar.lang import remark
from bereikbaar.network.trips import Flags, Indexes

if TYPE_CHECKING:
    import polars as pl

_STOP_TIMES = TableSpec(
    FILE,
    ("trip_id", "stop_id", "stop_sequence"),
    ("arrival_time", "departure_time", "pickup_type", "drop_off_type", "shape_dist_traveled"),
)
#: pickup_type and drop_off_type: 1 = not here; 0, 2 (phone the agency), 3 (ask the driver) and empty = allowed.
_NOT_HERE = "1"
#: What is said of calls whose times were repaired; ``{n}`` is their number.


def _halves(n: int) -> str:
    return remark("trips with an arrival or a departure only ({n} calls), which counts for both", n=n)


def _nights(_n: int) -> str:
    return remark("trips with hours from 0 instead of 24 after midnight, which count as the next day")


def _estimated(n: int) -> str:
    return remark("trips with calls without a time ({n} calls), estimated between the stops that have one", n=n)


def read_rows(
    files: FeedFiles,
    trip_ids: Sequence[str],
    all_trips: pl.DataFrame,
    book: Notebook,
    progress: Callable[[float], None] | None = None,
) -> pl.DataFrame:
    """Return the rows of the wanted trips; those of others are counted while they pass by and never kept.

    trip_ids : sorted. all_trips : column trip_id; rows of trips that are not in it are counted.
    """
    import polars as pl

    wanted = pl.DataFrame({"trip_id": pl.Series(trip_ids, dtype=pl.String)}).with_row_index("trip")
    seen: list[pl.DataFrame] = []

    def keep(rows: pl.DataFrame) -> pl.DataFrame:
        rest = rows.join(wanted, on="trip_id", how="anti")
        if rest.height:
            seen.append(rest.group_by("trip_id").agg(pl.len().alias("n"), pl.col(LINE).min()))
        return rows.join(wanted, on="trip_id", how="semi") if rest.height else rows

    rows = read_frame(files, _STOP_TIMES, book, keep=keep, progress=progress)
    book.check()
    if seen:
        lost = pl.concat(seen).join(all_trips, on="trip_id", how="anti")
        n_lost = int(lost["n"].sum())
        book.say(
            "left out",
            remark("rows of trips that are not in trips.txt"),
            file=FILE,
            row=first_line(lost),
            count=n_lost,
            examples=lost["trip_id"].unique().sort().head(8).to_list() if n_lost else (),
        )
    return rows.join(wanted, on="trip_id").with_columns(
        seconds("arrival_time"),
        seconds("departure_time"),
        pl.col("stop_sequence").cast(pl.Int64, strict=False).fill_null(-1).alias("sequence"),
        pl.col("shape_dist_traveled").cast(pl.Float64, strict=False).fill_null(float("nan")).alias("distance"),
    )


def build_calls(
    rows: pl.DataFrame,
    trip_ids: Sequence[str],
    known: Callable[[str], bool],
    position: Callable[[str], tuple[float, float]],
    book: Notebook,
) -> Calls:
    """Return the calls in canonical order, with the times repaired and filled in.

    rows : of :func:`read_rows`. known : is this stop id in stops.txt, and can one board there. position : (lat, lon)
    of a stop, NaN when not known. Trips whose times cannot be trusted are named and left out.
    """
    left = _LeftOut(trip_ids, book)
    rows = _ordered(rows, left, book)
    trip = rows["trip"].to_numpy().astype(np.int32)
    arrive = rows["arrival_time"].to_numpy().astype(np.int32)
    depart = rows["departure_time"].to_numpy().astype(np.int32)
    line = rows[LINE].to_numpy()
    bad = (arrive == NO_TIME) | (depart == NO_TIME)
    left.take(trip, line, bad, remark("trips with a time that is no time (expected HH:MM:SS)"))
    _say_repaired(trip, line, (arrive == BLANK) != (depart == BLANK), trip_ids, _halves, book)
    arrive, depart = np.where(arrive < 0, depart, arrive), np.where(depart < 0, arrive, depart)
    ends = _edges(trip)
    left.take(trip, line, ends & (arrive == BLANK), remark("trips without a time at their first or last stop"))
    arrive, depart, moved, backwards = repair_nights(trip, arrive, depart)
    left.take(trip, line, backwards, remark("trips with times that run backwards"))
    good = left.rest(trip)
    trip, arrive, depart, moved, line = trip[good], arrive[good], depart[good], moved[good], line[good]
    rows = rows.filter(good)
    _say_repaired(trip, line, moved, trip_ids, _nights, book)
    stop_ids, stop = _stop_positions(rows["stop_id"])
    places = np.array([position(s) for s in stop_ids], dtype=np.float64).reshape(-1, 2)
    arrive, depart, estimated = interpolate(
        arrive, depart, rows["distance"].to_numpy(), places[stop, 0], places[stop, 1]
    )
    _say_repaired(trip, line, estimated, trip_ids, _estimated, book)
    starts = np.zeros(len(trip_ids), dtype=np.int32)
    starts[trip[::-1]] = depart[::-1]
    calls = Calls(
        trip,
        stop,
        arrive,
        depart,
        rows["pickup_type"].to_numpy() != _NOT_HERE,
        rows["drop_off_type"].to_numpy() != _NOT_HERE,
        estimated,
        stop_ids,
        starts,
    )
    return without_unknown(calls, line, known, book)


class _LeftOut:
    """Trips that are left out, by reason."""

    def __init__(self, trip_ids: Sequence[str], book: Notebook) -> None:
        self._ids = trip_ids
        self._book = book
        self._out = np.zeros(len(trip_ids), dtype=np.bool_)

    def take(self, trip: Indexes, line: NDArray[np.uint32], bad: Flags, what: str) -> None:
        """Leave out the trips of some calls, and say so; a trip is named for its first reason only."""
        bad = bad & ~self._out[trip]
        if not bad.any():
            return
        found = np.unique(trip[bad])
        names = [self._ids[i] for i in found]
        first = int(line[bad & (trip == found[0])].min())
        self._out[found] = True
        self._book.say("left out", what, file=FILE, row=first, count=len(names), examples=names)

    def rest(self, trip: Indexes) -> Flags:
        """Return which calls belong to trips that stay."""
        return np.asarray(~self._out[trip], dtype=np.bool_)


def _ordered(rows: pl.DataFrame, left: _LeftOut, book: Notebook) -> pl.DataFrame:
    """Return the rows trip by trip in calling order; a number in the sequence that is there twice goes by time."""
    import polars as pl

    keys = ["trip", "sequence", "arrival_time", "departure_time", "stop_id"]
    rows = rows.sort(*keys, LINE)
    trip, sequence = rows["trip"].to_numpy(), rows["sequence"].to_numpy()
    bad = np.asarray(sequence < 0)
    left.take(
        trip.astype(np.int32),
        rows[LINE].to_numpy(),
        bad,
        remark("trips with a stop_sequence that is no whole number from 0"),
    )
    again = np.zeros(len(trip), dtype=np.bool_)
    again[1:] = (trip[1:] == trip[:-1]) & (sequence[1:] == sequence[:-1])
    if not again.any():
        return rows
    once = rows.unique(keys, keep="first", maintain_order=True)
    n_same = rows.height - once.height
    book.say("repaired", remark("rows that are there twice"), file=FILE, count=n_same)
    twice = once.filter(pl.struct("trip", "sequence").is_duplicated())
    untimed = twice.filter((pl.col("arrival_time") < 0) & (pl.col("departure_time") < 0))
    trips = once["trip"].to_numpy().astype(np.int32)
    lost = np.isin(trips, untimed["trip"].to_numpy())
    left.take(
        trips, once[LINE].to_numpy(), lost,
        remark("trips with a stop_sequence twice and no times to tell which comes first"),
    )  # fmt: skip
    timed = twice.filter(~pl.col("trip").is_in(untimed["trip"].unique().to_list()))
    names = timed["trip_id"].unique().sort().to_list()
    book.say(
        "repaired",
        remark("trips with a stop_sequence twice; those stops are in the order of their times"),
        file=FILE,
        row=first_line(timed),
        count=len(names),
        examples=names,
    )
    return once


def _edges(trip: Indexes) -> Flags:
    """Return the first and last call of every trip."""
    edge = np.ones(len(trip), dtype=np.bool_)
    if len(trip) > 2:
        edge[1:-1] = (trip[1:-1] != trip[:-2]) | (trip[1:-1] != trip[2:])
    return edge


def _say_repaired(
    trip: Indexes,
    line: NDArray[np.uint32],
    calls: Flags,
    ids: Sequence[str],
    what: Callable[[int], str],
    book: Notebook,
) -> None:
    """Say what was repaired in some calls; ``what`` is asked with their number, the count is that of their trips."""
    names = [ids[i] for i in np.unique(trip[calls]).tolist()]
    first = int(line[calls].min()) if names else None
    book.say("repaired", what(int(calls.sum())), file=FILE, row=first, count=len(names), examples=names)


def _stop_positions(column: pl.Series) -> tuple[tuple[str, ...], Indexes]:
    """Return the stop ids that occur, sorted, and the position of every row's in them."""
    ids = column.unique().sort().to_list()
    position = {stop: i for i, stop in enumerate(ids)}
    return tuple(ids), np.array([position[stop] for stop in column.to_list()], dtype=np.int32)
