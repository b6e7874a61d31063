"""The compiled loops from zones to points such as hospitals. Minutes everywhere; unreachable is ``inf``."""

from __future__ import annotations

from bereikbaar.access.kernels import Indexes, Starts
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled


@compiled
def point_minutes(
    lo: int, hi: int, value: Floats, start: Starts, station: Indexes, leg_min: Floats, minutes: Floats, leg: Starts
) -> None:
    """Lower minutes (n_zones, n_points) to the quickest way by train, with the egress leg, for zones lo .. hi.

    value : (n_zones, n_stations) minutes from the zone to every station. leg : (n_zones, n_points), -1 where none is
    quicker than what was there. Of equally quick legs the first counts.
    """
    for o in range(lo, hi):
        arrive = value[o]
        for p in range(minutes.shape[1]):
            best, used = minutes[o, p], -1
            for k in range(start[p], start[p + 1]):
                total = arrive[station[k]] + leg_min[k]
                if total < best:
                    best, used = total, k
            minutes[o, p] = best
            leg[o, p] = used


@compiled
def best_to_one(
    lo: int, hi: int, value: Floats, column: Starts, point: Starts,
    start: Starts, station: Indexes, leg_min: Floats, best: Floats,
) -> None:  # fmt: skip
    """Lower best (n_zones,) to the quickest way of every zone to its own point.

    value : (n_zones, n_columns) minutes to the stations, whose columns are ``column`` (n_stations,).
    """
    for o in range(lo, hi):
        p = point[o]
        for k in range(start[p], start[p + 1]):
            total = value[o, column[station[k]]] + leg_min[k]
            best[o] = min(best[o], total)
