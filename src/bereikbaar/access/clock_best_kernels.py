"""The shortest minutes of any moment from doors to stations by the clock, compiled."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import NEVER, Ints32, Ints64, Rail
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled, compiled_part


@compiled
def best_minutes(
    lo: int, hi: int, start: Ints64, station: Ints32, here: Floats, on: Floats, needed: Ints32, rail: Rail,
    window: int, value: Floats,
) -> None:  # fmt: skip
    """Fill value (n_origins, n_columns) with the shortest minutes of any moment to the stations that are needed.

    here, on : (n_legs,) minutes of the access legs without the first wait, for who stays at the station and for who
    takes
    a train there. window : length, a number. After its last moment one waits for the next train.
    """
    n_stations, minute = rail.least.shape[0], 60.0 * rail.unit
    for o in range(lo, hi):
        for c in range(needed.shape[0]):
            best, e = np.inf, needed[c]
            for q in range(start[o], start[o + 1]):
                s = station[q]
                if s == e:
                    best = min(best, here[q])
                elif rail.least[s, e] < NEVER and on[q] + rail.least[s, e] / minute < best:
                    best = min(
                        best, on[q] + _shortest(s * n_stations + e, s, e, on[q] * minute, rail, window) / minute
                    )
            value[o, c] = best


@compiled_part
def _shortest(pair: int, s: int, e: int, way: float, rail: Rail, window: int) -> float:
    """Return the shortest time of any moment between two stations, for who is there ``way`` after it, a number."""
    if rail.period > 0:
        return float(rail.least[s, e])
    shortest = float(rail.walk[s, e]) if rail.walk[s, e] < NEVER else np.inf
    for k in range(rail.first[pair], rail.first[pair + 1]):
        leave, there = float(rail.leave[k] * rail.unit), float(rail.arrive[k] * rail.unit)
        if leave < way:
            continue
        shortest = min(shortest, there - min(leave, way + window))
        if leave >= way + window:
            break
    return shortest
