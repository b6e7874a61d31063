"""How often the trains of a timetable run: departures counted in a part of a day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.trips import DAY_S, Trips


def trains_per_hour(trips: Trips, date: str, from_s: int, to_s: int) -> NDArray[np.float64]:
    """Return (n_patterns,) departures over hours in a part of a service day, from included, to not.

    The mean over the stops of the pattern where one may get in: a train that is on its way when the part begins
    counts for the stops that it has not reached yet. Trains of other days that run in it count too. One train a day
    is a small number, not nothing. ``date`` is one of ``trips.dates``.
    """
    day = trips.dates.index(date)
    boards = trips.board.copy()
    boards[trips.first[1:] - 1] = False
    trip = np.repeat(np.arange(trips.n_trips), np.diff(trips.first))
    seen = np.zeros(len(trips.place), dtype=np.int64)
    for k in range(len(trips.dates)):
        shift = int(trips.day_start_s[k] - trips.day_start_s[day])
        if -2 * DAY_S < shift < 2 * DAY_S:
            at = trips.depart_s.astype(np.int64) + shift
            seen += trips.runs[trip, k] & boards & (at >= from_s) & (at < to_s)
    n_boards = np.maximum(1, np.bincount(trip, weights=boards, minlength=trips.n_trips))
    departures = np.bincount(trip, weights=seen, minlength=trips.n_trips) / n_boards
    counted = np.bincount(trips.pattern, weights=departures, minlength=len(trips.patterns))
    return np.asarray(counted * 3600 / (to_s - from_s), dtype=np.float64)
