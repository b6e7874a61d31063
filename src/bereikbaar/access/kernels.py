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


@compiled
def _leave_often(leg: Indexes, access_station: Indexes, access_often: Flags, pair_often: Flags, often: Flags) -> None:
    """Fill often (n_stations,): whether the access leg, and any trains after it, run often enough."""
    for d in range(len(often)):
        k = leg[d]
        often[d] = k >= 0 and access_often[k] and (access_station[k] == d or pair_often[access_station[k], d])


@compiled
def reach(
    lo: int, hi: int, value: Floats, leg: Indexes, access_station: Indexes, access_often: Flags, pair_often: Flags,
    start: Starts, station: Indexes, leg_min: Floats, leg_often: Flags,
    direct_start: Starts, direct_to: Indexes, direct_min: Floats, within_min: Floats,
    weight: Floats, town: Indexes, town_weight: Floats, limits: Floats, furthest: float,
    within: Floats, frequent: Floats, beyond: Floats, unreachable: Floats,
) -> None:  # fmt: skip
    """Fill what the origins lo .. hi - 1 reach; no table of zones by zones is kept.

    value, leg : (n_zones, n_stations) of :func:`to_stations`. pair_often : (n_stations, n_stations) whether trains
    run often enough; access_often, leg_often : the same of access and egress legs (own legs always do).
    weight : (n_zones,) inhabitants. town_weight : (n_zones,) those that count as destinations of ``frequent``; zones
    of one's own ``town`` do not.
    limits : (n_limits,) ascending, min; furthest : the longest way that counts at all, min.
    within : (n_zones, n_limits) inhabitants reached. frequent : (n_zones,) weight reached often enough. beyond,
    unreachable : (n_zones,) inhabitants beyond the furthest, and without any way.
    """
    n_zones, n_limits = len(weight), len(limits)
    row = np.empty(n_zones)
    used = np.empty(n_zones, dtype=np.int32)
    often = np.empty(value.shape[1], dtype=np.bool_)
    for o in range(lo, hi):
        _leave_often(leg[o], access_station, access_often, pair_often, often)
        zone_row(o, value[o], start, station, leg_min, direct_start, direct_to, direct_min, within_min[o], row, used)
        within[o, :] = 0.0
        frequent[o] = beyond[o] = unreachable[o] = 0.0
        for z in range(n_zones):
            minutes = row[z]
            if minutes == np.inf:
                unreachable[o] += weight[z]
                continue
            if minutes > furthest + SLACK_MIN:
                beyond[o] += weight[z]
                continue
            for t in range(n_limits - 1, -1, -1):
                if minutes > limits[t] + SLACK_MIN:
                    break
                within[o, t] += weight[z]
            if town[z] != town[o] and town_weight[z] > 0.0:
                k = used[z]
                by_train = k >= 0 and k < len(station)
                if not by_train or (often[station[k]] and leg_often[k]):
                    frequent[o] += town_weight[z]
