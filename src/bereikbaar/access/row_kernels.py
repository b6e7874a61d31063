"""The compiled loops that fill rows of minutes from zones to zones by pairs of stations (headway method)."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.kernels import Flags, Indexes, Starts
from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import LANES
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door


@compiled_part_with_door
def fill_rows(
    first: int, value: Floats, start: Starts, station: Indexes, leg_min: Floats,
    direct_start: Starts, direct_to: Indexes, direct_min: Floats, within_min: Floats,
    arrive: Floats, row: Floats, wanted: Floats, used: Floats,
) -> None:  # fmt: skip
    """Fill row (n_zones, LANES) with the minutes from the origins ``first`` .. to all zones, ``inf`` after the last.

    value   : (n_origins, n_stations) minutes from the zones to every station.
    start, station, leg_min : egress legs. direct_* : ways without a train. within_min : (n_zones,).
    arrive  : (n_stations, LANES), filled with ``value``.
    used    : (n_zones, LANES) filled with the egress leg used, -1 = none, to the zones with a ``wanted`` (n_zones,)
              above 0; without rows it is not wanted.
    Ways without a train win from equally quick ones with; of equally quick legs the first counts.
    """
    lanes = min(LANES, len(within_min) - first)
    for lane in range(LANES):
        for s in range(arrive.shape[0]):
            arrive[s, lane] = value[first + lane, s] if lane < lanes else np.inf
    for z in range(row.shape[0]):
        for lane in range(LANES):
            row[z, lane] = np.inf
    for lane in range(lanes):
        o = first + lane
        for k in range(direct_start[o], direct_start[o + 1]):
            row[direct_to[k], lane] = direct_min[k]
        row[o, lane] = within_min[o]
    if used.shape[0] > 0:
        _quickest_leg(start, station, leg_min, arrive, row, wanted, used)
        _quickest(start, station, leg_min, arrive, row, wanted)
    else:
        _quickest(start, station, leg_min, arrive, row, wanted[:0])


@compiled_part
def _quickest(
    start: Starts, station: Indexes, leg_min: Floats, arrive: Floats, row: Floats, passed_over: Floats
) -> None:
    """Lower row to the quickest way by one of the egress legs, four legs at a time.

    passed_over : (n_zones,) zones with anything above 0 are; of no length: none.
    """
    for z in range(row.shape[0]):
        if len(passed_over) > 0 and passed_over[z] > 0.0:
            continue
        best, k, end = row[z], start[z], start[z + 1]
        while k + 4 <= end:
            min0, min1, min2, min3 = leg_min[k], leg_min[k + 1], leg_min[k + 2], leg_min[k + 3]
            at0, at1 = arrive[np.uint32(station[k])], arrive[np.uint32(station[k + 1])]
            at2, at3 = arrive[np.uint32(station[k + 2])], arrive[np.uint32(station[k + 3])]
            for lane in range(LANES):
                a, b, c, d = at0[lane] + min0, at1[lane] + min1, at2[lane] + min2, at3[lane] + min3
                a = b if b < a else a
                c = d if d < c else c
                a = c if c < a else a
                best[lane] = a if a < best[lane] else best[lane]
            k += 4
        while k < end:
            min0, at0 = leg_min[k], arrive[np.uint32(station[k])]
            for lane in range(LANES):
                a = at0[lane] + min0
                best[lane] = a if a < best[lane] else best[lane]
            k += 1


@compiled_part
def _quickest_leg(
    start: Starts, station: Indexes, leg_min: Floats, arrive: Floats, row: Floats, wanted: Floats, used: Floats
) -> None:
    """Likewise for the wanted zones, and say which leg it was: the first of equals. Two legs at a time."""
    for z in range(row.shape[0]):
        if not wanted[z] > 0.0:
            continue
        best, leg, k, end = row[z], used[z], start[z], start[z + 1]
        for lane in range(LANES):
            leg[lane] = -1.0
        while k + 2 <= end:
            min0, min1, this, that = leg_min[k], leg_min[k + 1], float(k), float(k + 1)
            at0, at1 = arrive[np.uint32(station[k])], arrive[np.uint32(station[k + 1])]
            for lane in range(LANES):
                a, b = at0[lane] + min0, at1[lane] + min1
                which = that if b < a else this
                a = b if b < a else a
                leg[lane] = which if a < best[lane] else leg[lane]
                best[lane] = a if a < best[lane] else best[lane]
            k += 2
        if k < end:
            min0, this, at0 = leg_min[k], float(k), arrive[np.uint32(station[k])]
            for lane in range(LANES):
                a = at0[lane] + min0
                leg[lane] = this if a < best[lane] else leg[lane]
                best[lane] = a if a < best[lane] else best[lane]


@compiled_part_with_door
def fill_often(
    first: int, n_origins: int, leg: Indexes, access_station: Indexes, access_often: Flags, access_per_hour: Floats,
    pair_often: Flags, pair_per_hour: Floats, station: Indexes, leg_often: Flags, leg_per_hour: Floats,
    wanted: Floats, used: Floats, arrive_often: Floats, arrive_per_hour: Floats, often: Floats, departures: Floats,
) -> None:  # fmt: skip
    """Fill often and departures (n_zones, LANES) of the legs used, for the zones with a ``wanted`` above 0.

    leg : (n_origins, n_stations) the access leg used to every station, -1 = unreachable. pair_often, pair_per_hour :
    (n_stations, n_stations) of the trains. arrive_often, arrive_per_hour : (n_stations, LANES), room to work in.
    Without train or bus one can leave at any time: often enough, infinitely many departures.
    """
    for lane in range(min(LANES, n_origins - first)):
        for s in range(leg.shape[1]):
            k = leg[first + lane, s]
            arrive_often[s, lane], arrive_per_hour[s, lane] = 0.0, 0.0
            if k >= 0:
                a = access_station[k]
                runs = access_often[k] and (a == s or pair_often[a, s])
                arrive_often[s, lane] = 1.0 if runs else 0.0
                trains = np.inf if a == s else pair_per_hour[a, s]
                arrive_per_hour[s, lane] = min(access_per_hour[k], trains)
    for z in range(used.shape[0]):
        if not wanted[z] > 0.0:
            continue
        for lane in range(LANES):
            k = np.int64(used[z, lane])
            if k < 0:
                often[z, lane], departures[z, lane] = 1.0, np.inf
            else:
                s = station[k]
                often[z, lane] = arrive_often[s, lane] if leg_often[k] else 0.0
                departures[z, lane] = min(arrive_per_hour[s, lane], leg_per_hour[k])
