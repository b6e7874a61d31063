"""The compiled loops that fill rows of minutes from zones to zones by pairs of stations (headway method).

In the precision of the row they are handed: single for sums, double for whoever wants the minutes themselves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.access.kernels import Flags, Indexes, Starts
from bereikbaar.access.model import Floats
from bereikbaar.access.rows import Minutes
from bereikbaar.access.sum_arrays import LANES
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door


class Ways(NamedTuple):
    """Ways to zones: egress legs (start, station, leg_min), without a train (direct_*), and within a zone.

    leg_often, leg_per_hour : (n_legs,) 1.0 where a leg runs often enough, else 0.0; its departures per hour. Those
    of the zones with ``wanted`` (n_zones,) above 0 are looked at.
    """

    start: Starts
    station: Indexes
    leg_min: Minutes
    leg_often: Minutes
    leg_per_hour: Minutes
    wanted: Floats
    direct_start: Starts
    direct_to: Indexes
    direct_min: Floats
    within_min: Floats


class Trains(NamedTuple):
    """How often trains run, and what leads to them.

    leg : (n_origins, n_stations) the access leg used to every station, -1 = unreachable. access_* : (n_legs,).
    pair_often, pair_per_hour : (n_stations, n_stations) of the trains.
    """

    leg: Indexes
    access_station: Indexes
    access_often: Flags
    access_per_hour: Floats
    pair_often: Flags
    pair_per_hour: Floats


@compiled_part_with_door
def fill_rows(first: int, value: Floats, ways: Ways, arrive: Minutes, turns: Minutes, row: Minutes,
              often: Minutes) -> None:  # fmt: skip
    """Fill row (n_zones, LANES) with the minutes from the origins ``first`` .. to all zones, ``inf`` after the last.

    value  : (n_origins, n_stations) minutes from the zones to every station.
    arrive : (n_stations, LANES or more), the first LANES of which are filled with ``value``.
    often  : with rows, the zones with a ``wanted`` are left to :func:`fill_often`.
    Ways without a train win from equally quick ones with; of equally quick legs the first counts.
    """
    lanes = min(LANES, len(ways.within_min) - first)
    for lane in range(LANES):
        for s in range(arrive.shape[0]):
            arrive[s, lane] = value[first + lane, s] if lane < lanes else np.inf
    row[:] = np.inf
    for lane in range(lanes):
        o = first + lane
        for k in range(ways.direct_start[o], ways.direct_start[o + 1]):
            row[ways.direct_to[k], lane] = ways.direct_min[k]
        row[o, lane] = ways.within_min[o]
    _quickest(ways, arrive, turns, row, len(often) > 0)


@compiled_part
def _quickest(ways: Ways, arrive: Minutes, turns: Minutes, row: Minutes, not_wanted: bool) -> None:
    """Lower row to the quickest way by one of the egress legs, four legs at a time. not_wanted : to those zones only.

    turns : (2, LANES or more) the best so far is written to two places by turns: a minimum that is written to where
    it was read becomes a store under a mask, for which some processors take twenty times as long. Where less than
    four legs are left the last one counts several times.
    """
    station, leg_min = ways.station, ways.leg_min
    for z in range(row.shape[0]):
        k, last, now, then, other = ways.start[z], ways.start[z + 1] - 1, row[z], turns[0], turns[1]
        if last < k or (not_wanted and ways.wanted[z] > 0.0):
            continue
        while k <= last:
            k1, k2, k3 = min(k + 1, last), min(k + 2, last), min(k + 3, last)
            min0, min1, min2, min3 = leg_min[k], leg_min[k1], leg_min[k2], leg_min[k3]
            at0, at1 = arrive[np.uint32(station[k])], arrive[np.uint32(station[k1])]
            at2, at3 = arrive[np.uint32(station[k2])], arrive[np.uint32(station[k3])]
            for lane in range(LANES):
                a, b = min(at0[lane] + min0, at1[lane] + min1), min(at2[lane] + min2, at3[lane] + min3)
                then[lane] = min(now[lane], a, b)
            now, then, other = then, other, then
            k += 4
        best = row[z]
        for lane in range(LANES):
            best[lane] = now[lane]


@compiled_part_with_door
def fill_often(
    first: int, ways: Ways, trains: Trains, arrive: Minutes, turns: Minutes, row: Minutes, often: Minutes,
    departures: Minutes,
) -> None:  # fmt: skip
    """Lower row to the quickest way to the wanted zones, and fill often and departures (n_zones, LANES) with its own.

    arrive : (n_stations, 2 or 3 x LANES) minutes to the stations; the rest is room for how often one comes there.
             Side by side, so that the compiler sees that they do not overlap with what is written.
    Often is 1.0 where the way runs often enough, departures is per hour; that is not wanted where it has no rows.
    Without train or bus one can leave at any time: often enough, infinitely many departures.
    """
    rates = len(departures) > 0
    _arriving_often(first, trains, rates, arrive)
    if rates:
        _quickest_with_both(ways, arrive, turns, row, often, departures)
    else:
        _quickest_with_often(ways, arrive, turns, row, often)


@compiled_part
def _arriving_often(first: int, trains: Trains, rates: bool, arrive: Minutes) -> None:
    """Fill what is beside the minutes in arrive with how often one comes from the origins to every station."""
    for lane in range(min(LANES, len(trains.leg) - first)):
        for s in range(trains.leg.shape[1]):
            k = trains.leg[first + lane, s]
            arrive[s, LANES + lane] = 0.0
            if k < 0:
                continue
            a = trains.access_station[k]
            if trains.access_often[k] and (a == s or trains.pair_often[a, s]):
                arrive[s, LANES + lane] = 1.0
            if rates:
                per_hour = np.inf if a == s else trains.pair_per_hour[a, s]
                arrive[s, 2 * LANES + lane] = min(trains.access_per_hour[k], per_hour)


@compiled_part
def _quickest_with_often(ways: Ways, arrive: Minutes, turns: Minutes, row: Minutes, often: Minutes) -> None:
    """Lower row to the quickest leg to the wanted zones, the first of equals, with its often; four legs at a time.

    turns : (2, 2 x LANES), as in :func:`_quickest`; what is known of a way is side by side, as in ``arrive``.
    """
    station, leg_min, leg_often = ways.station, ways.leg_min, ways.leg_often
    for z in range(row.shape[0]):
        if not ways.wanted[z] > 0.0:
            continue
        k, last, now, then, best, runs = ways.start[z], ways.start[z + 1] - 1, turns[0], turns[1], row[z], often[z]
        for lane in range(LANES):
            now[lane], now[LANES + lane] = best[lane], 1.0
        while k <= last:
            k1, k2, k3 = min(k + 1, last), min(k + 2, last), min(k + 3, last)
            min0, min1, min2, min3 = leg_min[k], leg_min[k1], leg_min[k2], leg_min[k3]
            often0, often1, often2, often3 = leg_often[k], leg_often[k1], leg_often[k2], leg_often[k3]
            at0, at1 = arrive[np.uint32(station[k])], arrive[np.uint32(station[k1])]
            at2, at3 = arrive[np.uint32(station[k2])], arrive[np.uint32(station[k3])]
            for lane in range(LANES):
                a, b, c, d = at0[lane] + min0, at1[lane] + min1, at2[lane] + min2, at3[lane] + min3
                of_a, of_b = at0[LANES + lane] * often0, at1[LANES + lane] * often1
                of_c, of_d = at2[LANES + lane] * often2, at3[LANES + lane] * often3
                of_a, a = of_b if b < a else of_a, min(a, b)
                of_c, c = of_d if d < c else of_c, min(c, d)
                of_a, a = of_c if c < a else of_a, min(a, c)
                before, of_before = now[lane], now[LANES + lane]
                then[LANES + lane] = of_a if a < before else of_before
                then[lane] = min(before, a)
            now, then = then, now
            k += 4
        for lane in range(LANES):
            best[lane], runs[lane] = now[lane], now[LANES + lane]


@compiled_part
def _quickest_with_both(
    ways: Ways, arrive: Minutes, turns: Minutes, row: Minutes, often: Minutes, departures: Minutes
) -> None:
    """Likewise with its departures per hour; two legs at a time. turns : (2, 3 x LANES)."""
    station, leg_min, leg_often, leg_per_hour = ways.station, ways.leg_min, ways.leg_often, ways.leg_per_hour
    for z in range(row.shape[0]):
        if not ways.wanted[z] > 0.0:
            continue
        k, last, now, then, best, runs = ways.start[z], ways.start[z + 1] - 1, turns[0], turns[1], row[z], often[z]
        hourly = departures[z]
        for lane in range(LANES):
            now[lane], now[LANES + lane], now[2 * LANES + lane] = best[lane], 1.0, np.inf
        while k <= last:
            k1 = min(k + 1, last)
            min0, min1, often0, often1 = leg_min[k], leg_min[k1], leg_often[k], leg_often[k1]
            rate0, rate1 = leg_per_hour[k], leg_per_hour[k1]
            at0, at1 = arrive[np.uint32(station[k])], arrive[np.uint32(station[k1])]
            for lane in range(LANES):
                a, of_a, rate_a = at0[lane] + min0, at0[LANES + lane] * often0, min(at0[2 * LANES + lane], rate0)
                b, of_b, rate_b = at1[lane] + min1, at1[LANES + lane] * often1, min(at1[2 * LANES + lane], rate1)
                of_a, rate_a, a = of_b if b < a else of_a, rate_b if b < a else rate_a, min(a, b)
                before, of_before, rate_before = now[lane], now[LANES + lane], now[2 * LANES + lane]
                then[LANES + lane] = of_a if a < before else of_before
                then[2 * LANES + lane] = rate_a if a < before else rate_before
                then[lane] = min(before, a)
            now, then = then, now
            k += 2
        for lane in range(LANES):
            best[lane], runs[lane], hourly[lane] = now[lane], now[LANES + lane], now[2 * LANES + lane]


@compiled_part_with_door
def longest(minutes: Floats) -> float:
    """Return the most of some finite minutes (n,), four at a time; 0 without any."""
    a, b, c, d, k = 0.0, 0.0, 0.0, 0.0, 0
    while k + 4 <= len(minutes):
        m0, m1, m2, m3 = minutes[k], minutes[k + 1], minutes[k + 2], minutes[k + 3]
        a, b = m0 if a < m0 < np.inf else a, m1 if b < m1 < np.inf else b
        c, d = m2 if c < m2 < np.inf else c, m3 if d < m3 < np.inf else d
        k += 4
    while k < len(minutes):
        a = minutes[k] if a < minutes[k] < np.inf else a
        k += 1
    return max(a, b, c, d)
