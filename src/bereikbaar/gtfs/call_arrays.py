"""Calls of trips as flat arrays, and what is done to whole calls: unknown stops, calls in a row at one station."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.notes import Notebook
from bereikbaar.lang import remark
from bereikbaar.network.trips import Flags, Indexes, Seconds

FILE = "stop_times.txt"


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of trips, trip by trip in calling order; (n_calls,) each.

    trip : position in the trip ids that were asked for. stop : position in ``stop_ids``.
    starts_s : (n_trips_asked,) seconds of the first departure in the feed, also where that call was left out.
    """

    trip: Indexes
    stop: Indexes
    arrive_s: Seconds
    depart_s: Seconds
    board: Flags
    alight: Flags
    estimated: Flags
    stop_ids: tuple[str, ...]
    starts_s: Seconds

    def only(self, rows: Flags) -> Calls:
        """Return some of the calls."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})


_COLUMNS = ("trip", "stop", "arrive_s", "depart_s", "board", "alight", "estimated")


def without_unknown(calls: Calls, line: NDArray[np.uint32], known: Callable[[str], bool], book: Notebook) -> Calls:
    """Leave out calls at stops that are not in stops.txt; the rest of the trip is still true."""
    good = np.array([known(s) for s in calls.stop_ids], dtype=np.bool_)
    lost = ~good[calls.stop] if len(good) else np.zeros(0, dtype=np.bool_)
    n_lost = int(lost.sum())
    book.say(
        "left out",
        remark("calls at stops that are not in stops.txt, or are an entrance"),
        file=FILE,
        row=int(line[lost].min()) if n_lost else None,
        count=n_lost,
        examples=[s or "empty" for s, ok in zip(calls.stop_ids, good, strict=True) if not ok],
    )
    return calls.only(~lost) if n_lost else calls


def merge_calls(calls: Calls, station: Indexes, trip_ids: Sequence[str], book: Notebook) -> Calls:
    """Make one call of calls that follow each other at one station, and leave out trips with fewer than two.

    station : (n_stop_ids,) station of every stop. The call begins with the first arrival and ends with the last
    departure; one may get in or out where any of them allows it.
    """
    here = station[calls.stop]
    again = np.zeros(len(here), dtype=np.bool_)
    again[1:] = (here[1:] == here[:-1]) & (calls.trip[1:] == calls.trip[:-1])
    if again.any():
        names = [trip_ids[i] for i in np.unique(calls.trip[again]).tolist()]
        n = int(again.sum())
        book.say(
            "repaired",
            remark("trips that call twice in a row at one station ({n} calls), which counts as one call", n=n),
            file=FILE,
            count=len(names),
            examples=names,
        )
        starts = np.flatnonzero(~again)
        last = np.append(starts[1:], len(again)) - 1
        calls = Calls(
            calls.trip[starts],
            calls.stop[starts],
            calls.arrive_s[starts],
            calls.depart_s[last],
            np.logical_or.reduceat(calls.board, starts),
            np.logical_or.reduceat(calls.alight, starts),
            np.logical_or.reduceat(calls.estimated, starts),
            calls.stop_ids,
            calls.starts_s,
        )
    count = np.bincount(calls.trip, minlength=len(trip_ids))
    single = np.flatnonzero(count == 1)
    book.say(
        "left out",
        remark("trips that call at one station only"),
        file=FILE,
        count=len(single),
        examples=[trip_ids[i] for i in single.tolist()],
    )
    return calls.only(count[calls.trip] > 1) if len(single) else calls
