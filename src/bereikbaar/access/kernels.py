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
#: Origins that :func:`reach` works on side by side, so that wide registers are used.
LANES = 32


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


@compiled_part
def _set_out(
    first: int, value: Floats, leg: Indexes, access_station: Indexes, access_often: Flags, pair_often: Flags,
    arrive: Floats, often: Floats,
) -> None:  # fmt: skip
    """Fill arrive and often (n_stations, lanes) for the origins from ``first`` on, one lane each.

    arrive : minutes to every station. often : 1 where the access leg, and any trains after it, run often enough.
    """
    for lane in range(arrive.shape[1]):
        o = first + lane
        for s in range(arrive.shape[0]):
            k = leg[o, s]
            runs = k >= 0 and access_often[k] and (access_station[k] == s or pair_often[access_station[k], s])
            arrive[s, lane] = value[o, s]
            often[s, lane] = 1.0 if runs else 0.0


@compiled_part
def _directly(
    first: int, direct_start: Starts, direct_to: Indexes, direct_min: Floats, within_min: Floats,
    row: Floats, often: Floats,
) -> None:  # fmt: skip
    """Fill row and often (n_zones, lanes) with the ways without a train, on which one can leave at any time."""
    for z in range(row.shape[0]):
        for lane in range(row.shape[1]):
            row[z, lane] = np.inf
            often[z, lane] = 1.0
    for lane in range(row.shape[1]):
        o = first + lane
        for k in range(direct_start[o], direct_start[o + 1]):
            row[direct_to[k], lane] = direct_min[k]
        row[o, lane] = within_min[o]


@compiled_part
def _by_train(
    start: Starts, station: Indexes, leg_min: Floats, leg_often: Flags, arrive: Floats, arrive_often: Floats,
    never: Floats, row: Floats, often: Floats,
) -> None:  # fmt: skip
    """Lower row (n_zones, lanes) to the quickest way by one of the egress legs, and renew often where it is quicker.

    Of equally quick legs the first counts. never : (lanes,) zeros.
    """
    lanes = row.shape[1]
    for z in range(row.shape[0]):
        best, best_often = row[z], often[z]
        for k in range(start[z], start[z + 1]):
            minutes, before = leg_min[k], arrive[station[k]]
            runs = arrive_often[station[k]] if leg_often[k] else never
            for lane in range(lanes):
                total = before[lane] + minutes
                quicker = total < best[lane]
                best[lane] = total if quicker else best[lane]
                best_often[lane] = runs[lane] if quicker else best_often[lane]


@compiled_part
def _count(
    first: int, row: Floats, often: Floats, weight: Floats, town: Indexes, town_weight: Floats, limits: Floats,
    furthest: float, sums: Floats,
) -> None:  # fmt: skip
    """Add up sums (n_limits + 3, lanes): within each limit, then often enough, beyond, and unreachable."""
    n_limits, lanes = limits.shape[0], row.shape[1]
    far = furthest + SLACK_MIN
    for z in range(row.shape[0]):
        minutes, people = row[z], weight[z]
        for t in range(n_limits):
            limit = min(limits[t] + SLACK_MIN, far)
            for lane in range(lanes):
                sums[t, lane] += people if minutes[lane] <= limit else 0.0
        for lane in range(lanes):
            sums[n_limits + 1, lane] += people if far < minutes[lane] < np.inf else 0.0
            sums[n_limits + 2, lane] += people if minutes[lane] == np.inf else 0.0
        if town_weight[z] > 0.0:
            for lane in range(lanes):
                if town[first + lane] != town[z] and minutes[lane] <= far and minutes[lane] < np.inf:
                    sums[n_limits, lane] += town_weight[z] * often[z, lane]


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
    limits : (n_limits,) min; furthest : the longest way that counts at all, min.
    within : (n_zones, n_limits) inhabitants reached. frequent : (n_zones,) weight reached often enough. beyond,
    unreachable : (n_zones,) inhabitants beyond the furthest, and without any way.
    """
    n_zones, n_stations, n_limits = len(weight), value.shape[1], len(limits)
    for first in range(lo, hi, LANES):
        lanes = min(LANES, hi - first)
        arrive, arrive_often = np.empty((n_stations, lanes)), np.empty((n_stations, lanes))
        row, often = np.empty((n_zones, lanes)), np.empty((n_zones, lanes))
        sums = np.zeros((n_limits + 3, lanes))
        _set_out(first, value, leg, access_station, access_often, pair_often, arrive, arrive_often)
        _directly(first, direct_start, direct_to, direct_min, within_min, row, often)
        _by_train(start, station, leg_min, leg_often, arrive, arrive_often, np.zeros(lanes), row, often)
        _count(first, row, often, weight, town, town_weight, limits, furthest, sums)
        for lane in range(lanes):
            for t in range(n_limits):
                within[first + lane, t] = sums[t, lane]
            frequent[first + lane] = sums[n_limits, lane]
            beyond[first + lane] = sums[n_limits + 1, lane]
            unreachable[first + lane] = sums[n_limits + 2, lane]
