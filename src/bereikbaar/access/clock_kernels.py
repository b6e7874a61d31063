"""Door to door by the clock, compiled: in every slot of leaving home the best pair of stations.

Arrays in, arrays out; what they hold is told in clock_arrays.py. Origins are worked on side by side: from home to the
stations in clock_home_kernels.py, on to one destination in clock_row_kernels.py.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import (
    ABREAST,
    ALONE,
    DIRECT,
    MANY,
    NEVER,
    NOWHERE,
    SHIFT,
    STEP,
    Away,
    Home,
    Ints32,
    Ints64,
    Rail,
    Room,
    Slots,
)
from bereikbaar.access.clock_home_kernels import set_out
from bereikbaar.access.clock_often_kernels import SLACK, count_departures, departures_of, often_enough
from bereikbaar.access.clock_row_kernels import (
    best_legs,
    by_one_leg,
    by_several_legs,
    is_never,
    minutes_of,
    one_leg,
    ways,
)
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled, compiled_part


@compiled
def table(
    lo: int, hi: int, direct: Ints32, needed: Ints32, home: Home, away: Away, rail: Rail, slots: Slots, room: Room,
    minutes: Floats, egress: Ints32, departures: Floats, gap: Floats,
) -> None:  # fmt: skip
    """Fill (n_origins, n_destinations) tables for the origins lo .. hi - 1.

    direct : likewise, numbers of the ways without a train. minutes : ``inf`` unless every slot has a way. egress :
    the leg with the least mean (or DIRECT, NOWHERE). departures, gap : of trains, per hour and min.
    """
    for first in range(lo, hi, ABREAST):
        lanes = min(ABREAST, hi - first)
        set_out(first, lanes, needed, home, rail, slots, room)
        for d in range(away.start.shape[0] - 1):
            begin, end = away.start[d], away.start[d + 1]
            for lane in range(ABREAST):
                room.direct[d, lane] = direct[first + lane, d] if lane < lanes else np.int32(NEVER)
            count = _ways(begin, end, room.direct[d], first + 1, away, slots, room)
            for lane in range(lanes):
                o, straight = first + lane, room.direct[d, lane]
                egress[o, d] = _journey(begin, end, lane, count, straight, True, first + 1, away, slots, room)
                minutes[o, d], departures[o, d], gap[o, d] = room.answer[0], room.answer[1], room.answer[2]


@compiled_part
def _ways(begin: int, end: int, direct: Ints32, now: int, away: Away, slots: Slots, room: Room) -> int:
    """Fill the row of one destination; return the slots after which it repeats. now : see ``best_legs``.

    Where one leg is the best all the time the row is left alone, and what is returned is ALONE.
    """
    n = best_legs(
        begin, end, direct, slots.middle.shape[0], away.column, away.minutes, room.low, room.high, room.took,
        room.again, room.of_all, room.apart, now, room.bound, room.alive,
    )  # fmt: skip
    if n == 1 and is_never(room.bound[1]):
        return ALONE
    return int(
        ways(n, slots.fewest, away.column, away.minutes, room.took, room.again, room.bound, room.alive, room.row,
             room.total_of_row)
    )  # fmt: skip


@compiled_part
def _journey(
    begin: int, end: int, lane: int, count: int, direct: int, gap_wanted: bool, now: int, away: Away, slots: Slots,
    room: Room,
) -> int:  # fmt: skip
    """Write minutes, departures, gap and often of one destination and lane into room.answer.

    begin, end : its egress legs. count : of the row, or ALONE. now : number of the origins. Returns the one with the
    least mean, DIRECT or NOWHERE.
    """
    answer, least = room.answer, np.int32(NEVER)
    if count == ALONE and room.low[away.column[room.alive[0]], lane] < NEVER:
        _by_one(lane, room.alive[0], gap_wanted, now, away, slots, room)
        return _quickest(begin, end, lane, away, slots, room)
    for j in range(1, count + 1):
        value = room.row[j * ABREAST + lane]
        room.one[j] = value
        least = value if value < least else least
    if least >= NEVER:  # in this lane no leg is a way to it
        straight = direct < NEVER
        answer[0] = direct / slots.minute if straight else np.inf
        answer[1], answer[2], answer[3] = (np.inf, 0.0, 1.0) if straight else (0.0, np.inf, 0.0)
        return DIRECT if straight else NOWHERE
    answer[0] = minutes_of(lane, count, slots.minute, room.bound[0], room.row, room.total_of_row)
    departures_of(room.one, count, int(least & -STEP), gap_wanted, slots.period > 0, slots, answer)
    return _quickest(begin, end, lane, away, slots, room)


@compiled_part
def _by_one(lane: int, k: int, gap_wanted: bool, now: int, away: Away, slots: Slots, room: Room) -> None:
    """Write the answer of a lane in which one egress leg is the best all the time. How often one can leave is known
    by its station, and whether its bus runs seldom: asked once for all destinations."""
    c, way, n_slots = away.column[k], away.minutes[k] & (STEP - 1), slots.middle.shape[0]
    answer = room.answer
    if room.left_told[c, way, lane] != now:
        count = room.again[c]
        for j in range(count):
            room.one[j + 1] = room.took[c, j * ABREAST + lane] + way
        departures_of(room.one, count, room.low[c, lane], gap_wanted, slots.period > 0, slots, answer)
        room.left_told[c, way, lane] = now
        for i in range(3):
            room.left[c, way, lane, i] = answer[i + 1]
    for i in range(3):
        answer[i + 1] = room.left[c, way, lane, i]
    found = room.total[c, lane] + n_slots * np.int64(away.minutes[k] >> SHIFT)
    answer[0] = found * STEP / (slots.minute * n_slots) if room.high[c, lane] < NEVER else np.inf


@compiled_part
def _quickest(begin: int, end: int, lane: int, away: Away, slots: Slots, room: Room) -> int:
    return _quickest_mean(
        begin, end, lane, room.bound[1, lane], slots.middle.shape[0], away.column, away.minutes, room.low, room.high,
        room.total,
    )  # fmt: skip


@compiled_part
def _quickest_mean(
    begin: int, end: int, lane: int, straight: int, n_slots: int, column: Ints32, minutes: Ints32,
    low: Ints32, high: Ints32, total: Ints64,
) -> int:  # fmt: skip
    """Return the leg with the least mean in a lane, or DIRECT; of equals DIRECT, then the first.

    straight : the direct way, NEVER where it is no quicker. Where none has a way in every slot, the one with the
    quickest slot.
    """
    best, at = np.int64(straight >> SHIFT) * n_slots, DIRECT
    if straight >= NEVER:
        best, at = np.int64(1) << 60, NOWHERE
    for k in range(begin, end):
        c = column[k]
        mean = total[c, lane] + n_slots * np.int64(minutes[k] >> SHIFT)
        if high[c, lane] < NEVER and mean < best:
            best, at = mean, k
    if at == NOWHERE:
        for k in range(begin, end):
            least = np.int64(low[column[k], lane] + minutes[k])
            if least < best and least < NEVER:
                best, at = least, k
    return int(at)


@compiled
def rows(
    first: int, lanes: int, direct_start: Ints64, direct_to: Ints32, direct: Ints32, within: Ints32,
    needed: Ints32, leg: Ints32, per_hour: Floats, home: Home, away: Away, rail: Rail, slots: Slots, room: Room,
    far: float, wanted: Floats, rates: bool, row: Floats, often: Floats, departures: Floats,
) -> None:  # fmt: skip
    """Fill row (n_zones, n) with the minutes from the origins first .. first + lanes - 1, one lane each, to every
    zone.

    direct_start, direct_to, direct : ways without a train from every zone, as numbers; within : (n_zones,) in a zone.
    leg : (n_zones, n_stations) the access leg whose bus may run less often than the trains; per_hour : of those legs.
    wanted : (n_zones,) where above 0, often and departures (n_zones, n) get 1.0 where one can turn up and go, and
    departures per hour; without rows: not asked, and beyond ``far`` minutes: 0. Without ``rates`` no departures are
    counted.
    """
    for begin in range(0, lanes, ABREAST):
        o, n = first + begin, min(ABREAST, lanes - begin)
        set_out(o, n, needed, home, rail, slots, room)
        _direct(o, n, direct_start, direct_to, direct, within, room.direct)
        if often.shape[0] > 0 and rates:
            _with_rates(o, begin, n, needed, leg, per_hour, away, slots, room, row, often, departures)
        else:
            hours, period = slots.hours / slots.middle.shape[0], slots.period
            _to_zones(
                o + 1, begin, n, far, wanted, away.start, away.column, away.minutes, room.direct, room.low, room.high,
                room.total, room.of_all, room.apart, room.again, room.took, room.bound, room.alive, room.row,
                room.total_of_row, room.counts, room.told, room.enough, slots.middle.shape[0], slots.fewest,
                slots.minute, period > 0, slots.extra, (slots.enough_slots + 1) * slots.width, hours,
                slots.enough_per_hour, slots.enough_slots, row, often,
            )  # fmt: skip


@compiled_part
def _direct(o: int, lanes: int, start: Ints64, to: Ints32, number: Ints32, within: Ints32, direct: Ints32) -> None:
    """Fill direct (n_zones, ABREAST) with the ways without a train from the zones o .. o + lanes - 1."""
    direct[:] = NEVER
    for lane in range(lanes):
        for k in range(start[o + lane], start[o + lane + 1]):
            direct[to[k], lane] = number[k]
        direct[o + lane, lane] = within[o + lane]


@compiled_part
def _with_rates(
    o: int, at: int, lanes: int, needed: Ints32, leg: Ints32, per_hour: Floats, away: Away, slots: Slots, room: Room,
    row: Floats, often: Floats, departures: Floats,
) -> None:  # fmt: skip
    """Fill the lanes from ``at`` on of row, often and departures for the origins from o on: see ``rows``."""
    for z in range(row.shape[0]):
        begin, end = away.start[z], away.start[z + 1]
        count = _ways(begin, end, room.direct[z], o + 1, away, slots, room)
        for lane in range(lanes):
            k = _journey(begin, end, lane, count, room.direct[z, lane], False, o + 1, away, slots, room)
            row[z, at + lane], often[z, at + lane] = room.answer[0], room.answer[3]
            departures[z, at + lane] = room.answer[1] if k != DIRECT else np.inf
            if k >= 0:
                q = leg[o + lane, needed[away.column[k]]]
                buses = min(away.per_hour[k], per_hour[q] if q >= 0 else np.inf)
                departures[z, at + lane] = min(room.answer[1], buses)


@compiled_part
def _to_zones(
    now: int, at: int, lanes: int, far: float, wanted: Floats, start: Ints64, column: Ints32, minutes: Ints32,
    direct: Ints32, low: Ints32, high: Ints32, whole: Ints64, of_all: Ints64, apart: Ints32, again: Ints32,
    took: Ints32, bound: Ints32, alive: Ints32, row: Ints32, total: Ints32, counts: Ints32, told: Ints32,
    enough: Ints32, n_slots: int, fewest: int, minute: float, repeats: bool, extra: int, longest_gap: int,
    slot_hours: float, per_hour: float, slot_gap: int, out: Floats, often: Floats,
) -> None:  # fmt: skip
    """Fill the lanes from ``at`` on of out and often (n_zones, n) for origins that are set out from: see ``rows``.

    Where one egress leg is the best all the time, the station alone knows how often one can leave: asked once.
    """
    asked = often.shape[0] > 0
    for z in range(out.shape[0]):
        n = best_legs(
            start[z], start[z + 1], direct[z], n_slots, column, minutes, low, high, took, again, of_all, apart, now,
            bound, alive,
        )  # fmt: skip
        if n == 0:
            for lane in range(lanes):
                straight = direct[z, lane] < NEVER
                out[z, at + lane] = direct[z, lane] / minute if straight else np.inf
                if asked:
                    often[z, at + lane] = 1.0 if straight else 0.0
            continue
        k, alone = alive[0], n == 1 and is_never(bound[1])
        c, count = np.uint32(column[k]), 0
        if alone:
            near = by_one_leg(lanes, minutes[k], n_slots, minute, far, high[c], whole[c], out[z, at : at + ABREAST])
        else:
            count = ways(n, fewest, column, minutes, took, again, bound, alive, row, total)
            near = by_several_legs(lanes, count, minute, far, bound[0], row, total, out[z, at : at + ABREAST])
        if not asked:
            continue
        near = near and wanted[z] > 0.0
        way = minutes[k] & (STEP - 1) if alone else MANY
        if near and not (alone and told[c, way] == now):
            if alone:
                count = one_leg(again[c], way, took[c], row)
            worth = count_departures(row, count, extra, longest_gap, repeats, counts)
            needed = (per_hour - SLACK) * slot_hours * count
            for lane in range(ABREAST):
                good = worth and often_enough(lane, row, count, needed, slot_gap, repeats, counts)
                enough[c, way, lane] = int(good)
            told[c, way] = now
        for lane in range(lanes):  # each by its own minutes: whoever is beside it may be near where it is not
            here = out[z, at + lane]
            often[z, at + lane] = 1.0 if near and here <= far and here < np.inf and enough[c, way, lane] > 0 else 0.0
