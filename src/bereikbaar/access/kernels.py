"""The compiled loops of door to door: arrays in, arrays out. Minutes everywhere; unreachable is ``inf``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled

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
    """Return the quickest way from i[k] to j[k] by one of the passages, min; inf where none is within the limit."""
    out = np.full(len(i), np.inf)
    for k in range(len(i)):
        for q in range(len(into)):
            km = at_end_km[i[k], into[q]] + end_km[out_of[q], j[k]]
            moving = km * min_per_km + move_min[q]
            if moving <= limit_min + SLACK_MIN and moving < np.inf:
                out[k] = min(out[k], fixed_min + moving + rest_min[q])
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
    gets out of a vehicle. value : (n_origins, n_to). leg : likewise, -1 where unreachable; (0, 0) = not wanted.
    Of equally quick legs the first counts.
    """
    wanted = leg.shape[0] > 0
    for o in range(lo, hi):
        best = value[o]
        best[:] = np.inf
        if wanted:
            leg[o, :] = -1
        for k in range(start[o], start[o + 1]):
            onward = by_bus[station[k]] if boards[k] else by_own[station[k]]
            minutes = leg_min[k]
            for d in range(len(best)):
                total = minutes + onward[d]
                if total < best[d]:
                    best[d] = total
                    if wanted:
                        leg[o, d] = k


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


@compiled
def zone_row(
    o: int, value: Floats, start: Starts, station: Indexes, leg_min: Floats,
    direct_start: Starts, direct_to: Indexes, direct_min: Floats, within_min: float,
    row: Floats, leg: Indexes,
) -> None:  # fmt: skip
    """Fill row (n_zones,) with the minutes from zone o to every zone, and leg with the egress leg used.

    value : (n_stations,) minutes from the zone to every station. leg : -1 = unreachable, -2 - k = direct way k,
    n_legs = within the zone. Ways without a train win from equally quick ones with.
    """
    row[:] = np.inf
    leg[:] = -1
    for k in range(direct_start[o], direct_start[o + 1]):
        row[direct_to[k]] = direct_min[k]
        leg[direct_to[k]] = -2 - k
    row[o] = within_min
    leg[o] = len(station)
    for z in range(len(row)):
        best, used = row[z], leg[z]
        for k in range(start[z], start[z + 1]):
            total = value[station[k]] + leg_min[k]
            if total < best:
                best, used = total, k
        row[z] = best
        leg[z] = used
