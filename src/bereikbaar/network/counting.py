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

    Trains that run every so many minutes (``headway_s``) are counted by that: each stands for the time until the
    next one leaves the first stop, so that two an hour are two an hour wherever the part begins.
    """
    day = trips.dates.index(date)
    loose = trips.headway_s > 0 if len(trips.headway_s) else np.zeros(trips.n_trips, dtype=np.bool_)
    boards = trips.board.copy()
    boards[trips.first[1:] - 1] = False
    trip = np.repeat(np.arange(trips.n_trips), np.diff(trips.first))
    seen = np.zeros(len(trips.place), dtype=np.int64)
    for k in range(len(trips.dates)):
        shift = int(trips.day_start_s[k] - trips.day_start_s[day])
        if -2 * DAY_S < shift < 2 * DAY_S:
            at = trips.depart_s.astype(np.int64) + shift
            seen += (trips.runs[:, k] & ~loose)[trip] & boards & (at >= from_s) & (at < to_s)
    n_boards = np.maximum(1, np.bincount(trip, weights=boards, minlength=trips.n_trips))
    departures = np.bincount(trip, weights=seen, minlength=trips.n_trips) / n_boards
    if loose.any():
        departures += _shares(trips, loose, day, from_s, to_s)
    counted = np.bincount(trips.pattern, weights=departures, minlength=len(trips.patterns))
    return np.asarray(counted * 3600 / (to_s - from_s), dtype=np.float64)


def _shares(trips: Trips, loose: NDArray[np.bool_], day: int, from_s: int, to_s: int) -> NDArray[np.float64]:
    """Return (n_trips,) the share of its headway that a train without a minute has in the part of the day."""
    out = np.zeros(trips.n_trips)
    template: dict[str, list[int]] = {}
    for t in np.flatnonzero(loose).tolist():
        template.setdefault(trips.ids[t].rpartition("@")[0], []).append(t)
    leaves = trips.depart_s[trips.first[:-1]].astype(np.int64)
    near = np.flatnonzero(np.abs(trips.day_start_s - trips.day_start_s[day]) < 2 * DAY_S).tolist()
    for copies in template.values():
        of = np.array(sorted(copies, key=lambda t: leaves[t]))
        headway = trips.headway_s[of].astype(np.float64)
        until = np.minimum(leaves[of] + headway, np.append(leaves[of][1:], np.inf))
        for k in near:
            shift = int(trips.day_start_s[k] - trips.day_start_s[day])
            held = np.minimum(until + shift, to_s) - np.maximum(leaves[of] + shift, from_s)
            out[of] += trips.runs[of, k] * np.maximum(0.0, held) / headway
    return out
