"""The compiled loops of door to door: arrays in, arrays out. Minutes everywhere; unreachable is ``inf``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled, compiled_part

Indexes = NDArray[np.int32]
Starts = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Comparisons at a limit include equality.
SLACK_MIN = 1e-9
#: A leg is dropped only when another is quicker by more than the rounding of all that lies between, min.
CLEARLY_MIN = 1e-6


@compiled
def over_water(
    i: Indexes, j: Indexes, at_end_km: Floats, end_km: Floats,
    into: Indexes, out_of: Indexes, move_min: Floats, rest_min: Floats,
    min_per_km: float, limit_min: float, fixed_min: float,
) -> Floats:  # fmt: skip
    """Return the quickest way from i[k] to j[k] by one of the passages, min; inf where none is within the limit.

    Passages with the same end to go in stand together: where that end is out of reach they are passed over at once.
    """
    out, after = np.full(len(i), np.inf), np.full(len(into), len(into))
    for q in range(len(into) - 2, -1, -1):
        after[q] = after[q + 1] if into[q] == into[q + 1] else q + 1
    for k in range(len(i)):
        q = 0
        while q < len(into):
            to_end_km = at_end_km[i[k], into[q]]
            if to_end_km == np.inf:
                q = after[q]
                continue
            moving = (to_end_km + end_km[out_of[q], j[k]]) * min_per_km + move_min[q]
            if moving <= limit_min + SLACK_MIN and moving < np.inf:
                out[k] = min(out[k], fixed_min + moving + rest_min[q])
            q += 1
    return out


@compiled
def keep_first(i: Indexes, j: Indexes, new_min: Floats, station: Indexes, minutes: Floats) -> None:
    """Put station j[k] at point i[k] where it is reached sooner than the one there; of equals the lowest stays."""
    for k in range(len(i)):
        p = i[k]
        if new_min[k] < minutes[p] or (new_min[k] == minutes[p] and new_min[k] < np.inf and j[k] < station[p]):
            minutes[p] = new_min[k]
            station[p] = j[k]


@compiled
def to_stations(
    lo: int, hi: int, start: Starts, station: Indexes, leg_min: Floats, boards: Flags,
    by_own: Floats, by_bus: Floats, value: Floats, leg: Indexes,
) -> None:  # fmt: skip
    """Fill value[o] and leg[o] for the origins lo .. hi - 1: minutes to every station, and the access leg used.

    by_own, by_bus : (n_stations, n_to) minutes from the station for who arrives on foot or by bicycle, and for who
    gets out of a vehicle. value : (n_origins, n_to). leg : likewise, -1 where unreachable.
    Of equally quick legs the first counts. Legs are kept as floats until the end of a row: minutes and legs of the
    same width are compared and chosen several stations at a time.
    """
    used = np.empty(value.shape[1])
    for o in range(lo, hi):
        best, out = value[o], leg[o]
        best[:] = np.inf
        used[:] = -1.0
        k, end = start[o], start[o + 1]
        while k + 2 <= end:
            this = by_bus[station[k]] if boards[k] else by_own[station[k]]
            that = by_bus[station[k + 1]] if boards[k + 1] else by_own[station[k + 1]]
            _quicker_of_two(this, that, leg_min[k], leg_min[k + 1], float(k), best, used)
            k += 2
        if k < end:
            _quicker(by_bus[station[k]] if boards[k] else by_own[station[k]], leg_min[k], float(k), best, used)
        for d in range(len(best)):
            out[d] = np.int32(used[d])


@compiled_part
def _quicker(onward: Floats, leg_min: float, k: float, best: Floats, used: Floats) -> None:
    """Lower best (n_to,) to the minutes by leg k where it is quicker, and note the leg."""
    for d in range(best.shape[0]):
        total = leg_min + onward[d]
        used[d] = k if total < best[d] else used[d]
        best[d] = total if total < best[d] else best[d]


@compiled_part
def _quicker_of_two(
    this: Floats, that: Floats, this_min: float, that_min: float, k: float, best: Floats, used: Floats
) -> None:
    """Likewise by the legs k and k + 1, which saves half of the reading and writing."""
    for d in range(best.shape[0]):
        total, other = this_min + this[d], that_min + that[d]
        quicker = k + 1.0 if other < total else k
        total = other if other < total else total
        used[d] = quicker if total < best[d] else used[d]
        best[d] = total if total < best[d] else best[d]


@compiled
def useful_legs(start: Starts, station: Indexes, leg_min: Floats, passing_on: Floats) -> Flags:
    """Say of every egress leg whether it can be the quickest for anybody.

    passing_on : (n_stations, n_stations) the most that it can take to go on from a station to another, as somebody
    who is there already or gets there. A leg from s is of no use when going on from s to t and taking the leg there
    is quicker: whoever comes to s would have been quicker by t.
    """
    out = np.ones(len(station), dtype=np.bool_)
    for p in range(len(start) - 1):
        for k in range(start[p], start[p + 1]):
            onward = passing_on[station[k]]
            for q in range(start[p], start[p + 1]):
                if q != k and onward[station[q]] + leg_min[q] < leg_min[k] - CLEARLY_MIN:
                    out[k] = False
                    break
    return out
