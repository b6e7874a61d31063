"""Door to door by the clock, compiled: in every slot of leaving home the best pair of stations.

Arrays in, arrays out; what they hold is told in clock_arrays.py. Stations that cannot be the best in any slot are
passed over, which changes no bit: their least is above the most of another one.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import (
    DIRECT,
    NEVER,
    NOWHERE,
    SHIFT,
    STEP,
    WIDE,
    Away,
    Home,
    Ints32,
    Ints64,
    Rail,
    Room,
    Slots,
)
from bereikbaar.access.clock_home_kernels import also, set_out
from bereikbaar.access.clock_often_kernels import departures_of
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled, compiled_part


@compiled_part
def _sum_up(c: int, slots: Slots, room: Room) -> None:
    """Fill room.low, high and total of one column."""
    low, high, total, worst = np.int32(NEVER), np.int32(0), np.int64(0), np.int32(0)
    n = room.again[c]
    arrive = room.arrive[c, :n]
    for j in range(n):
        value = arrive[j]
        took = np.int32(np.int32(value & -STEP) - slots.middle[j])
        low = took if took < low and value < NEVER else low
        high = took if took > high else high
        worst = value if value > worst else worst
        total += value >> SHIFT
    room.total[c] = (total - middles(n, slots.width)) * (slots.middle.shape[0] // n)
    room.low[c] = low
    room.high[c] = NEVER if worst >= NEVER else high


@compiled_part
def middles(n: int, width: int) -> int:
    """Return the sum of the middles of the first n slots, / STEP."""
    return int(np.int64(n) * n * (width // STEP) // 2)


@compiled_part
def _from_home(o: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, named: bool, room: Room) -> None:
    """Fill all that belongs to the columns; without ``named`` only minutes."""
    set_out(o, needed, home, rail, slots, room)
    for c in range(needed.shape[0]):
        _sum_up(c, slots, room)
        if named and room.low[c] < NEVER:
            departures_of(room.arrive[c, : room.again[c]], True, True, slots, room.took, room.answer)
            room.departures[c], room.gap[c], room.often[c] = room.answer[1], room.answer[2], room.answer[3]


@compiled_part
def _alive(
    begin: int, end: int, direct: int, column: Ints32, minutes: Ints32, low: Ints32, high: Ints32, alive: Ints32
) -> tuple[int, bool]:
    """Return how many egress legs can be the best in some slot (written to alive), and whether the direct way can."""
    bound = np.int32(NEVER)
    for k in range(begin, end):
        most = np.int32(high[column[k]] + (minutes[k] & -STEP))
        bound = most if most < bound else bound
    straight, n = direct < bound, 0
    bound = np.int32(direct - 1) if straight else bound
    for k in range(begin, end):
        least = low[column[k]]
        alive[n] = k
        n += (least < NEVER) & (np.int32(least + (minutes[k] & -STEP)) <= bound)
    return n, bool(straight)


@compiled_part
def _quickest_mean(n: int, straight: bool, direct: int, n_slots: int, away: Away, room: Room) -> int:
    """Return the leg of room.alive with the least mean, or DIRECT; of equals DIRECT, then the first.

    Where none has a way in every slot, the one with the quickest slot.
    """
    best, at = np.int64(direct // STEP) * n_slots, DIRECT
    if not straight:
        best, at = np.int64(1) << 60, NOWHERE
    for i in range(n):
        k = room.alive[i]
        c = away.column[k]
        minutes = np.int64(away.minutes[k] // STEP)
        if room.high[c] < NEVER and room.total[c] + n_slots * minutes < best:
            best, at = room.total[c] + n_slots * minutes, k
    if at == NOWHERE:
        for i in range(n):
            k = room.alive[i]
            least = np.int64(room.low[away.column[k]] + away.minutes[k])
            if least < best:
                best, at = least, k
    return int(at)


@compiled_part
def _count(n: int, alive: Ints32, column: Ints32, count: Ints32, fewest: int) -> int:
    """Return the slots after which the best of several ways repeats."""
    most = fewest
    for i in range(n):
        most = max(most, count[column[alive[i]]])
    return int(most)


@compiled_part
def _least_of(n: int, alive: Ints32, column: Ints32, minutes: Ints32, arrive: Ints32, wide: int, row: Ints32) -> None:
    """Fill the first ``wide`` slots of a row, a multiple of WIDE, with the least of several ways."""
    for j in range(wide):
        row[j] = NEVER
    for i in range(n):
        k = alive[i]
        own, add = arrive[column[k]], minutes[k]
        for j in range(wide):
            value = np.int32(own[j] + add)
            row[j] = value if value < row[j] else row[j]


@compiled_part
def _sum(row: Ints32) -> int:
    """Return the sum of a row, / STEP; below 0 when a slot has no way."""
    total, worst = np.int64(0), np.int32(0)
    for j in range(row.shape[0]):
        total += row[j] >> SHIFT
        worst = row[j] if row[j] > worst else worst
    return -1 if worst >= NEVER else int(total)


@compiled_part
def _to_door(
    begin: int, end: int, direct: int, away: Away, slots: Slots, named: bool, gap_wanted: bool, rate_wanted: bool,
    room: Room,
) -> int:  # fmt: skip
    """Write minutes and, when ``named``, departures, gap and often of one destination into room.answer.

    begin, end : its egress legs. Returns the one with the least mean, DIRECT or NOWHERE; it is not sought
    where neither gap nor rate is wanted.
    """
    answer, n_slots = room.answer, slots.middle.shape[0]
    n, straight = _alive(begin, end, direct, away.column, away.minutes, room.low, room.high, room.alive)
    if n == 0:
        answer[0] = direct / slots.minute if straight else np.inf
        answer[1], answer[2], answer[3] = (np.inf, 0.0, 1.0) if straight else (0.0, np.inf, 0.0)
        return DIRECT if straight else NOWHERE
    if n > 1 or straight:
        count = _count(n, room.alive, away.column, room.again, slots.fewest)
        wide = (count + WIDE - 1) // WIDE * WIDE
        _least_of(n, room.alive, away.column, away.minutes, room.arrive, wide, room.row)
        row = room.row[:count]
        if straight:
            also(direct, slots.middle, row)
        total = _sum(row)
        answer[0] = np.inf if total < 0 else (total - middles(count, slots.width)) * STEP / (slots.minute * count)
        if named:
            departures_of(row, gap_wanted, rate_wanted, slots, room.took, answer)
        if not (gap_wanted or rate_wanted):
            return NOWHERE
        return _quickest_mean(n, straight, direct, n_slots, away, room)
    k = room.alive[0]
    c, egress = away.column[k], away.minutes[k]
    total = room.total[c] + n_slots * np.int64(egress // STEP)
    answer[0] = np.inf if room.high[c] == NEVER else total * STEP / (slots.minute * n_slots)
    answer[1], answer[2] = room.departures[c], room.gap[c]
    answer[3] = room.often[c] if egress % STEP == 0 else 0.0
    return int(k)


@compiled
def table(
    lo: int, hi: int, direct: Ints32, needed: Ints32, home: Home, away: Away, rail: Rail, slots: Slots, room: Room,
    minutes: Floats, egress: Ints32, departures: Floats, gap: Floats,
) -> None:  # fmt: skip
    """Fill (n_origins, n_destinations) tables for the origins lo .. hi - 1.

    direct : likewise, numbers of the ways without a train. minutes : ``inf`` unless every slot has a way. egress :
    the
    leg with the least mean (or DIRECT, NOWHERE). departures, gap : of trains, per hour and min.
    """
    for o in range(lo, hi):
        _from_home(o, needed, home, rail, slots, True, room)
        for d in range(away.start.shape[0] - 1):
            begin, end = away.start[d], away.start[d + 1]
            egress[o, d] = _to_door(begin, end, direct[o, d], away, slots, True, True, True, room)
            minutes[o, d], departures[o, d], gap[o, d] = room.answer[0], room.answer[1], room.answer[2]


@compiled
def rows(
    first: int, lanes: int, direct_start: Ints64, direct_to: Ints32, direct: Ints32, within: Ints32,
    needed: Ints32, leg: Ints32, per_hour: Floats, home: Home, away: Away, rail: Rail, slots: Slots, room: Room,
    wanted: Floats, rates: bool, row: Floats, often: Floats, departures: Floats,
) -> None:  # fmt: skip
    """Fill row (n_zones, n) with the minutes from the origins first .. first + lanes - 1, one lane each, to every
    zone.

    direct_start, direct_to, direct : ways without a train from every zone, as numbers; within : (n_zones,) in a zone.
    leg : (n_zones, n_stations) the access leg whose bus may run less often than the trains; per_hour : of those legs.
    wanted : (n_zones,) where above 0, often and departures (n_zones, n) get 1.0 where one can turn up and go, and
    departures per hour; without rows: not asked. Without ``rates`` no departures are counted.
    """
    asked = often.shape[0] > 0
    for lane in range(lanes):
        o = first + lane
        _from_home(o, needed, home, rail, slots, asked, room)
        for z in range(room.direct.shape[0]):
            room.direct[z] = NEVER
        for k in range(direct_start[o], direct_start[o + 1]):
            room.direct[direct_to[k]] = direct[k]
        room.direct[o] = within[o]
        for z in range(row.shape[0]):
            named = asked and wanted[z] > 0.0
            begin, end, direct_way = away.start[z], away.start[z + 1], room.direct[z]
            k = _to_door(begin, end, direct_way, away, slots, named, False, rates, room)
            row[z, lane] = room.answer[0]
            if named:
                often[z, lane], departures[z, lane] = room.answer[3], room.answer[1]
                if rates and k >= 0:
                    q = leg[o, needed[away.column[k]]]
                    buses = min(away.per_hour[k], per_hour[q] if q >= 0 else np.inf)
                    departures[z, lane] = min(room.answer[1], buses)
                elif rates and k == DIRECT:
                    departures[z, lane] = np.inf


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
