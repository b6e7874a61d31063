"""Profiles out of the rows of a scan, compiled: see :mod:`bereikbaar.clock.profiles`."""

from __future__ import annotations

import numpy as np

from bereikbaar.clock.arrays import ARRIVE, Floats, Ints, Longs
from bereikbaar.routing.jit import compiled, compiled_part


@compiled_part
def _keep(lane: int, leave: int, arrive: int, origin: int, ready: int, at: Longs, count: Ints, room: Ints) -> None:
    """Write a departure of the origin; in place of the one before where both leave together or after the last
    moment."""
    if count[origin, lane] > 0 and (leave >= ready or room[0, lane, at[lane] - 1] == leave):
        at[lane] -= 1
        count[origin, lane] -= 1
    room[0, lane, at[lane]] = leave
    room[1, lane, at[lane]] = arrive
    at[lane] += 1
    count[origin, lane] += 1


@compiled
def collect(
    first: Longs, row: Longs, seconds: Longs, rows: Floats, walk: Floats, period: int, ready: int, longest: int,
    count: Ints, room: Ints,
) -> None:  # fmt: skip
    """Write the useful departures to a block of destinations, one lane of ``rows`` each, latest first.

    first, row, seconds : the trains of each origin, as ``clock.summary.Leaves``. walk : (n_stations, lanes) s.
    period : seconds, 0 = none. ready : of departures from then on somebody waits for the first; in a periodic
    timetable
    that is one of the next period.
    count : (n_stations, lanes) how many. room : (2, lanes, n) departures and arrivals of a lane, by origin.
    """
    lanes = rows.shape[1]
    best, at = np.empty(lanes), np.zeros(lanes, np.int64)
    for origin in range(walk.shape[0]):
        best[:] = np.inf
        for k in range(first[origin], first[origin + 1]):
            better = 0
            for lane in range(lanes):
                better |= rows[row[k], lane] < best[lane]
            if not better:
                continue
            for lane in range(lanes):
                value = rows[row[k], lane]
                if value < best[lane]:
                    arrive = np.int64(np.floor(value / ARRIVE))
                    best[lane] = arrive * ARRIVE
                    took = arrive - seconds[k]
                    if took <= longest and took < walk[origin, lane] and (period == 0 or seconds[k] < ready):
                        _keep(lane, int(seconds[k]), int(arrive), origin, ready, at, count, room)


@compiled
def place(
    block: Longs, leave: Ints, arrive: Ints, first: Longs, count: Ints, all_leave: Ints, all_arrive: Ints
) -> None:
    """Put the departures of a block of destinations, lane by lane, latest first, in their place, in order of time."""
    n, at = count.shape[0], 0
    for lane in range(len(block)):
        for origin in range(n):
            begin, own = first[origin * n + block[lane]], count[origin, block[lane]]
            for k in range(own):
                all_leave[begin + own - 1 - k] = leave[at + k]
                all_arrive[begin + own - 1 - k] = arrive[at + k]
            at += own


@compiled
def bounds(
    first: Longs, leave: Ints, arrive: Ints, walk: Ints, period: int, ready: int, longest: int, never: int, least:
    Ints, most: Ints
) -> None:  # fmt: skip
    """Fill the shortest time between stations, first wait left out, and the longest, with it, over all moments in
    reach."""
    n = walk.shape[0]
    for s in range(n):
        for e in range(n):
            begin, end = first[s * n + e], first[s * n + e + 1]
            if s == e:
                least[s, e] = most[s, e] = 0
                continue
            shortest, slowest = np.int64(never), np.int64(0)
            before = leave[end - 1] - period if period > 0 and end > begin else 0
            for k in range(begin, end):
                shortest = min(shortest, np.int64(arrive[k] - leave[k]))
                slowest = max(slowest, np.int64(arrive[k] - before))
                before = leave[k]
            if end == begin or slowest > longest or (period == 0 and before < ready):
                slowest = np.int64(never)
            if walk[s, e] <= longest:
                shortest, slowest = min(shortest, np.int64(walk[s, e])), min(slowest, np.int64(walk[s, e]))
            least[s, e], most[s, e] = shortest, slowest
