"""The compiled loops of journeys to points: hospitals, centres, their stations. Unreachable is ``inf`` minutes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.kernels import Flags, Indexes, Starts
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled, compiled_part
from bereikbaar.units import MINUTES_PER_HOUR

#: Zones that are worked on side by side, so that wide registers are used.
SIDE_BY_SIDE = 16
#: What is no way at all, beside the codes of KINDS.
NO_WAY = -1

Codes = NDArray[np.int8]


class LegArrays(NamedTuple):
    """Legs as in ``access.legs.Legs``: point p owns the legs start[p] .. start[p + 1] - 1."""

    start: Starts
    station: Indexes
    best_min: Floats
    expected_min: Floats
    kind: Codes
    boards: Flags
    per_hour: Floats


class Trains(NamedTuple):
    """How one travels: the access leg used to every station (n_zones, n_stations), and station matrices."""

    leg: Indexes
    changes: Floats
    per_hour: Floats
    gap: Floats


class Found(NamedTuple):
    """The columns of ``access.journeys.Journeys``, each (n_zones, n_cells)."""

    expected: Floats
    best: Floats
    changes: Floats
    departures: Floats
    gap: Floats
    kind: Codes
    rides: Flags
    station_from: Indexes
    station_to: Indexes


@compiled
def quickest(
    lo: int, hi: int, point: Starts, access: LegArrays, egress: LegArrays, to_station: Floats,
    row: Indexes, onward: Floats, column: Indexes, expected: Floats, best: Floats, used: Starts,
) -> None:  # fmt: skip
    """Lower the minutes (n_zones, n_cells) of the zones lo .. hi - 1 to those of the quickest ways to ``point``.

    They come in as those of the direct way (``inf`` without one). point : (n_zones, n_cells). used : likewise, filled
    with the egress leg of the quickest expected way, -1 where that is the direct one.
    onward : (2 n_stations, n_needed) best minutes to the stations with egress legs, from every station for who comes
    on foot or by bicycle and then for who gets out of a vehicle. row : (n_access_legs,) and column : (n_stations,)
    where a leg and a station are in it.
    Ways without a train win from equally quick ones with; of equally quick egress legs the first counts.
    """
    value = np.empty(onward.shape[1])
    for o in range(lo, hi):
        arrive = to_station[o]
        _best_from(access.start[o], access.start[o + 1], access.best_min, row, onward, value)
        for c in range(point.shape[1]):
            p, least, by, shortest = point[o, c], expected[o, c], -1, best[o, c]
            for q in range(egress.start[p], egress.start[p + 1]):
                s = egress.station[q]
                total, other = arrive[s] + egress.expected_min[q], value[column[s]] + egress.best_min[q]
                shortest = other if other < shortest else shortest
                if total < least:
                    least, by = total, q
            expected[o, c], best[o, c], used[o, c] = least, shortest, by


@compiled_part
def _best_from(k: int, end: int, leg_min: Floats, row: Indexes, onward: Floats, value: Floats) -> None:
    """Fill value (n_needed,) with the least minutes by the access legs k .. end - 1, four legs at a time."""
    for n in range(value.shape[0]):
        value[n] = np.inf
    while k + 4 <= end:
        min0, min1, min2, min3 = leg_min[k], leg_min[k + 1], leg_min[k + 2], leg_min[k + 3]
        on0, on1 = onward[np.uint32(row[k])], onward[np.uint32(row[k + 1])]
        on2, on3 = onward[np.uint32(row[k + 2])], onward[np.uint32(row[k + 3])]
        for n in range(value.shape[0]):
            a, b, c, d = min0 + on0[n], min1 + on1[n], min2 + on2[n], min3 + on3[n]
            a = b if b < a else a
            c = d if d < c else c
            a = c if c < a else a
            value[n] = a if a < value[n] else value[n]
        k += 4
    while k < end:
        min0, on0 = leg_min[k], onward[np.uint32(row[k])]
        for n in range(value.shape[0]):
            a = min0 + on0[n]
            value[n] = a if a < value[n] else value[n]
        k += 1


@compiled
def describe(
    lo: int, hi: int, used: Starts, access: LegArrays, egress: LegArrays, trains: Trains, found: Found
) -> None:
    """Fill what belongs to the ways of :func:`quickest`: all of ``found`` but its minutes.

    ``kind`` comes in with that of the direct way.
    """
    for c in range(used.shape[1]):  # ways to one destination end at one of few stations
        for o in range(lo, hi):
            last, there = used[o, c], found.expected[o, c] < np.inf
            if last < 0:
                found.changes[o, c] = found.gap[o, c] = 0.0 if there else np.inf
                found.departures[o, c] = np.inf if there else 0.0
                found.rides[o, c] = False
                found.station_from[o, c] = found.station_to[o, c] = -1
                if not there:
                    found.kind[o, c] = NO_WAY
                continue
            b = egress.station[last]
            first = trains.leg[o, b]
            a = access.station[first]
            buses = (1.0 if access.boards[first] else 0.0) + (1.0 if egress.boards[last] else 0.0)
            per_hour = min(access.per_hour[first], egress.per_hour[last])
            gap = MINUTES_PER_HOUR / per_hour
            by_train = a != b
            found.changes[o, c] = trains.changes[a, b] + buses if by_train else max(buses - 1.0, 0.0)
            found.departures[o, c] = min(trains.per_hour[a, b], per_hour) if by_train else per_hour
            found.gap[o, c] = max(trains.gap[a, b], gap) if by_train else gap
            found.kind[o, c] = access.kind[first]
            found.rides[o, c] = by_train or buses > 0.0 or per_hour < np.inf
            found.station_from[o, c], found.station_to[o, c] = a, b


@compiled
def point_minutes(
    lo: int, hi: int, value: Floats, start: Starts, station: Indexes, leg_min: Floats, minutes: Floats
) -> None:
    """Lower minutes (n_zones, n_points) to the quickest way by train for the zones lo .. hi - 1.

    value : (n_zones, n_stations) minutes from the zone to every station. start, station, leg_min : egress legs.
    """
    arrive, best = np.empty((value.shape[1], SIDE_BY_SIDE)), np.empty(SIDE_BY_SIDE)
    for first in range(lo, hi, SIDE_BY_SIDE):
        zones = min(SIDE_BY_SIDE, hi - first)
        for s in range(value.shape[1]):
            for lane in range(SIDE_BY_SIDE):
                arrive[s, lane] = value[first + min(lane, zones - 1), s]
        for p in range(minutes.shape[1]):
            _reach(start[p], start[p + 1], station, leg_min, arrive, best)
            for lane in range(zones):
                minutes[first + lane, p] = min(minutes[first + lane, p], best[lane])


@compiled_part
def _reach(k: int, end: int, station: Indexes, leg_min: Floats, arrive: Floats, best: Floats) -> None:
    """Fill best (SIDE_BY_SIDE,) with the least minutes by the legs k .. end - 1, two at a time."""
    for lane in range(SIDE_BY_SIDE):
        best[lane] = np.inf
    while k + 2 <= end:
        min0, min1 = leg_min[k], leg_min[k + 1]
        at0, at1 = arrive[np.uint32(station[k])], arrive[np.uint32(station[k + 1])]
        for lane in range(SIDE_BY_SIDE):
            a, b = at0[lane] + min0, at1[lane] + min1
            a = b if b < a else a
            best[lane] = a if a < best[lane] else best[lane]
        k += 2
    if k < end:
        min0, at0 = leg_min[k], arrive[np.uint32(station[k])]
        for lane in range(SIDE_BY_SIDE):
            a = at0[lane] + min0
            best[lane] = a if a < best[lane] else best[lane]


@compiled
def nearest(minutes: Floats, columns: Starts, near: Starts) -> None:
    """Fill near (n_zones,) with the first of some columns of minutes (n_zones, n_points) that is least there."""
    for o in range(minutes.shape[0]):
        row, at, least = minutes[o], columns[0], minutes[o, columns[0]]
        for n in range(1, columns.shape[0]):
            if row[columns[n]] < least:
                at, least = columns[n], row[columns[n]]
        near[o] = at


@compiled
def count_points(
    minutes: Floats, columns: Starts, amount: Floats, limits: Floats, needed: Floats, within: Floats, least: Floats
) -> None:
    """Count what is at points: how much within minutes, and within how many minutes so much.

    minutes : (n_zones, n_points), of which these columns, with an amount each. limits : ascending, min. needed :
    ascending, above 0. within : (n_zones, n_limits) filled with the sum of the amounts within each limit, itself
    included. least : (n_zones, n_needed) filled with the least minutes within which the amounts sum to at least as
    much; ``inf`` where they never do. The nearest points are taken one by one until there are enough.
    """
    own = np.empty(columns.shape[0])
    for o in range(minutes.shape[0]):
        for n in range(own.shape[0]):
            own[n] = minutes[o, columns[n]]
        for i in range(limits.shape[0]):
            total = 0.0
            for n in range(own.shape[0]):
                total += amount[n] if own[n] <= limits[i] else 0.0
            within[o, i] = total
        reached, so_far = -np.inf, 0.0
        for i in range(needed.shape[0]):
            while so_far < needed[i] and reached < np.inf:
                reached, more = _next(own, amount, reached)
                so_far += more
            least[o, i] = reached


@compiled_part
def _next(own: Floats, amount: Floats, after: float) -> tuple[float, float]:
    """Return the least of own (n,) that is more than ``after``, and the amounts there; ``inf`` and 0: none."""
    least, there = np.inf, 0.0
    for n in range(own.shape[0]):
        if after < own[n] and amount[n] > 0.0:
            if own[n] < least:
                least, there = own[n], amount[n]
            elif own[n] == least and least < np.inf:
                there += amount[n]
    return least, there
