"""Door to door by the clock, compiled: in every slot of leaving home the best pair of stations.

Arrays in, arrays out; what they hold is told in clock_arrays.py. Legs and stations that cannot be the best in any
slot are
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
    TRAIN,
    Away,
    Home,
    Ints32,
    Ints64,
    Rail,
    Room,
    Slots,
)
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled, compiled_part

#: Comparisons at a limit include equality.
SLACK = 1e-9


@compiled_part
def _always(number: int, slots: Slots, arrive: Ints32) -> None:
    """Lower ``arrive`` (n_slots,) to a way that takes the same time at every moment."""
    add = np.int32(number)
    for j in range(arrive.shape[0]):
        value = np.int32(slots.middle[j] + add)
        arrive[j] = value if value < arrive[j] else arrive[j]


@compiled_part
def _fill(j: int, until: int, number: int, arrive: Ints32) -> None:
    """Lower the slots j .. until - 1 to a number."""
    value = np.int32(number)
    for i in range(j, until):
        arrive[i] = value if value < arrive[i] else arrive[i]


@compiled_part
def _by_train(number: int, pair: int, rail: Rail, slots: Slots, arrive: Ints32) -> None:  # noqa: C901
    """Lower ``arrive`` (n_slots,) to an access leg and the next train between a pair of stations.

    now : up to which moment the departures before were followed, in slot j; ``part`` is the sum so far in that slot
    (ticks x time), which counts while the slot is ``whole``: somebody who leaves in it and has no journey in time
    makes it NEVER.
    """
    n, begin, end, width = arrive.shape[0], rail.first[pair], rail.first[pair + 1], slots.width
    if begin == end:
        return
    flags = number % STEP + TRAIN
    way = number // STEP * STEP
    shift = way // rail.period * rail.period if rail.period > 0 else 0
    k = begin
    while k < end and rail.leave[k] * rail.unit + shift < way:
        k += 1
    now, j, part, whole = 0, 0, 0, True
    while j < n:
        if k == end:
            if rail.period == 0:
                return
            k = begin
            shift += rail.period
        last = min(rail.leave[k] * rail.unit + shift - way, n * width)
        if rail.period == 0:
            last = min(last, rail.ready - way)
        there = rail.arrive[k] * rail.unit + shift
        k += 1
        early = there - way - rail.longest
        if last <= max(now, early):
            if last == n * width:
                return
            continue
        if early > now:  # nobody who leaves in between has a journey in time
            now, j, part = early, early // width, 0
            whole = now == j * width
        begun = now > j * width
        if begun and last < (j + 1) * width:
            part += there // STEP * (last - now)
            now = last
            continue
        if begun:
            if whole and now < (j + 1) * width:
                part += there // STEP * ((j + 1) * width - now)
                _fill(j, j + 1, (part + width // 2) // width * STEP + flags, arrive)
            j, whole = j + 1, True
        until = _slot(last, slots)
        _fill(j, until, there + flags, arrive)
        j, now = until, last
        part = there // STEP * (last - until * width)


@compiled_part
def _slot(moment: int, slots: Slots) -> int:
    """Return the slot that a moment is in, from 0: moment // width without a division."""
    j = int(moment * slots.per_width)
    while (j + 1) * slots.width <= moment:
        j += 1
    while j * slots.width > moment:
        j -= 1
    return j


@compiled_part
def _bound(o: int, needed: Ints32, home: Home, rail: Rail, room: Room) -> None:
    """Fill room.bound with what every moment is sure to be better than or as good as, by column."""
    bound = room.bound
    for c in range(needed.shape[0]):
        bound[c] = NEVER
    for q in range(home.start[o], home.start[o + 1]):
        s = home.station[q]
        here, on = home.here[q] // STEP * STEP, home.on[q] // STEP * STEP
        for c in range(needed.shape[0]):
            most = rail.most[s, needed[c]]
            if most < NEVER:
                bound[c] = min(bound[c], np.int32(most + (here if needed[c] == s else on)))


@compiled_part
def _set_out(o: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, room: Room) -> None:
    """Fill room.arrive: from one origin to the stations that are needed, in every slot."""
    _bound(o, needed, home, rail, room)
    n_stations, arrive = rail.least.shape[0], room.arrive
    for c in range(needed.shape[0]):
        for j in range(arrive.shape[1]):
            arrive[c, j] = NEVER
    for q in range(home.start[o], home.start[o + 1]):
        s = home.station[q]
        for c in range(needed.shape[0]):
            e = needed[c]
            number = home.here[q] if e == s else home.on[q]
            least = rail.least[s, e]
            if least == NEVER or number // STEP * STEP + least > room.bound[c]:
                continue
            if e == s:
                _always(number, slots, arrive[c])
                continue
            if rail.walk[s, e] < NEVER:
                _always(number + rail.walk[s, e], slots, arrive[c])
            _by_train(number, s * n_stations + e, rail, slots, arrive[c])


@compiled_part
def _sum_up(c: int, slots: Slots, room: Room) -> None:
    """Fill room.low, high and total of one column."""
    low, high, total, worst = np.int32(NEVER), np.int32(0), np.int64(0), np.int32(0)
    arrive = room.arrive[c]
    for j in range(arrive.shape[0]):
        value = arrive[j]
        took = np.int32(np.int32(value & -STEP) - slots.middle[j])
        low = took if took < low and value < NEVER else low
        high = took if took > high else high
        worst = value if value > worst else worst
        total += value >> SHIFT
    room.total[c] = total
    room.low[c] = low
    room.high[c] = NEVER if worst >= NEVER else high


@compiled_part
def _took(row: Ints32, slots: Slots, took: Ints32) -> int:
    """Fill took[1:-1] with what a row takes in every slot, and its neighbours at both ends; return the least."""
    n = row.shape[0]
    best = np.int32(NEVER)
    for j in range(n):
        value = np.int32(np.int32(row[j] & -STEP) - slots.middle[j])
        value = value if row[j] < NEVER else np.int32(NEVER)
        took[j + 1] = value
        best = value if value < best else best
    if slots.period > 0:
        took[0], took[n + 1] = took[n], took[1]
    else:  # the last of a day: nobody knows whether something leaves at its very end
        took[0], took[n + 1] = NEVER, -NEVER
    return int(best)


@compiled_part
def departures_of(row: Ints32, gap_wanted: bool, slots: Slots, took: Ints32, answer: Floats) -> None:
    """Write departures per hour, longest gap (min) and whether both are good enough (1.0) into answer[1:].

    row : (n_slots,) numbers. A departure is a slot after which the way takes longer, and before which it did not take
    less, if it takes at most ``extra`` more than the best of all slots. Where a way without a train is that
    quick, nobody has to wait. For "good enough" only ways count whose buses run often enough. ``inf`` departures:
    never
    a train. The gap is only sought where it is wanted or matters.
    """
    n = row.shape[0]
    limit = np.int32(min(_took(row, slots, took) + slots.extra, NEVER - 1))
    trains, found, good, easy = 0, 0, 0, 0
    for j in range(n):
        flags, here = row[j] & (STEP - 1), took[j + 1]
        leaves = (here < took[j + 2]) & (here <= took[j]) & (here <= limit) & (flags >= TRAIN)
        trains += flags >= TRAIN
        found += leaves
        good += leaves & (flags == TRAIN)
        easy += (flags == 0) & (here <= limit)
    always = trains == 0
    answer[1] = np.inf if always else found / slots.hours
    answer[2] = 0.0
    if gap_wanted and not always:
        answer[2] = _gap(row, TRAIN + 3, int(limit), slots, took) * slots.width_min
    enough = good / slots.hours >= slots.enough_per_hour - SLACK
    if enough and easy == 0:
        enough = _gap(row, TRAIN, int(limit), slots, took) * slots.width_min <= slots.enough_gap_min + SLACK
    answer[3] = 1.0 if enough or easy > 0 else 0.0


@compiled_part
def _gap(row: Ints32, most_flags: int, limit: int, slots: Slots, took: Ints32) -> int:
    """Return the most slots in a row without a departure, or a way without a train; around the end where all repeats.

    most_flags : TRAIN: only ways all of whose buses run often enough; more: all.
    """
    since, begin, gap = 0, -1, 0
    for j in range(row.shape[0]):
        flags, here = row[j] & (STEP - 1), took[j + 1]
        since += 1
        if here > limit or flags > most_flags or (flags < TRAIN and flags > most_flags - TRAIN):
            continue
        if flags < TRAIN or (here < took[j + 2] and here <= took[j]):
            begin = since if begin < 0 else begin
            gap = max(gap, since)
            since = 0
    return max(gap, since + (begin if slots.period > 0 and begin > 0 else 0))


@compiled_part
def _from_home(o: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, named: bool, room: Room) -> None:
    """Fill all that belongs to the columns; without ``named`` only minutes."""
    _set_out(o, needed, home, rail, slots, room)
    for c in range(needed.shape[0]):
        _sum_up(c, slots, room)
        if named and room.low[c] < NEVER:
            departures_of(room.arrive[c], True, slots, room.took, room.answer)
            room.departures[c], room.gap[c], room.often[c] = room.answer[1], room.answer[2], room.answer[3]


@compiled_part
def _alive(begin: int, end: int, direct: int, away: Away, room: Room) -> tuple[int, bool]:
    """Return how many egress legs can be the best in some slot (written to room.alive), and whether the direct way
    can."""
    bound = np.int32(NEVER)
    for k in range(begin, end):
        most = np.int32(room.high[away.column[k]] + (away.minutes[k] & -STEP))
        bound = most if most < bound else bound
    straight, n = direct < bound, 0
    bound = np.int32(direct - 1) if straight else bound
    for k in range(begin, end):
        low = room.low[away.column[k]]
        room.alive[n] = k
        n += (low < NEVER) & (np.int32(low + (away.minutes[k] & -STEP)) <= bound)
    return n, bool(straight)


@compiled_part
def _quickest_mean(n: int, straight: bool, direct: int, n_slots: int, total: int, away: Away, room: Room) -> int:
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
        if room.high[c] < NEVER and room.total[c] - total + n_slots * minutes < best:
            best, at = room.total[c] - total + n_slots * minutes, k
    if at == NOWHERE:
        for i in range(n):
            k = room.alive[i]
            least = np.int64(room.low[away.column[k]] + away.minutes[k])
            if least < best:
                best, at = least, k
    return int(at)


@compiled_part
def _several(n: int, straight: bool, direct: int, away: Away, slots: Slots, room: Room) -> None:
    """Fill room.row with the best of several ways, and write the minutes to room.answer[0]."""
    row = room.row
    add = np.int32(direct)
    for j in range(row.shape[0]):
        row[j] = slots.middle[j] + add if straight else NEVER
    for i in range(n):
        k = room.alive[i]
        arrive, minutes = room.arrive[away.column[k]], away.minutes[k]
        for j in range(row.shape[0]):
            value = np.int32(arrive[j] + minutes)
            row[j] = value if value < row[j] else row[j]
    total, worst = np.int64(0), np.int32(0)
    for j in range(row.shape[0]):
        total += row[j] >> SHIFT
        worst = row[j] if row[j] > worst else worst
    room.answer[0] = np.inf if worst >= NEVER else (total - slots.total) * STEP / (slots.minute * row.shape[0])


@compiled_part
def _to_door(
    begin: int, end: int, direct: int, away: Away, slots: Slots, named: bool, gap_wanted: bool, room: Room
) -> int:
    """Write minutes and, when ``named``, departures, gap and often of one destination into room.answer.

    begin, end : its egress legs. Returns the one with the least mean, DIRECT or NOWHERE.
    """
    answer, n_slots = room.answer, room.row.shape[0]
    n, straight = _alive(begin, end, direct, away, room)
    if n == 0:
        answer[0] = direct / slots.minute if straight else np.inf
        answer[1], answer[2], answer[3] = (np.inf, 0.0, 1.0) if straight else (0.0, np.inf, 0.0)
        return DIRECT if straight else NOWHERE
    if n > 1 or straight:
        _several(n, straight, direct, away, slots, room)
        if named:
            departures_of(room.row, gap_wanted, slots, room.took, answer)
        return _quickest_mean(n, straight, direct, n_slots, slots.total, away, room)
    k = room.alive[0]
    c, egress = away.column[k], away.minutes[k]
    total = room.total[c] - slots.total + n_slots * np.int64(egress // STEP)
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
            egress[o, d] = _to_door(begin, end, direct[o, d], away, slots, True, True, room)
            minutes[o, d], departures[o, d], gap[o, d] = room.answer[0], room.answer[1], room.answer[2]


@compiled
def rows(
    first: int, lanes: int, direct_start: Ints64, direct_to: Ints32, direct: Ints32, within: Ints32,
    needed: Ints32, leg: Ints32, per_hour: Floats, home: Home, away: Away, rail: Rail, slots: Slots, room: Room,
    wanted: Floats, row: Floats, often: Floats, departures: Floats,
) -> None:  # fmt: skip
    """Fill row (n_zones, n) with the minutes from the origins first .. first + lanes - 1, one lane each, to every
    zone.

    direct_start, direct_to, direct : ways without a train from every zone, as numbers; within : (n_zones,) in a zone.
    leg : (n_zones, n_stations) the access leg whose bus may run less often than the trains; per_hour : of those legs.
    wanted : (n_zones,) where above 0, often and departures (n_zones, n) get 1.0 where one can turn up and go, and
    departures per hour; without rows: not asked.
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
            k = _to_door(away.start[z], away.start[z + 1], room.direct[z], away, slots, named, False, room)
            row[z, lane] = room.answer[0]
            if named:
                often[z, lane], departures[z, lane] = room.answer[3], room.answer[1]
                if k >= 0:
                    q = leg[o, needed[away.column[k]]]
                    buses = min(away.per_hour[k], per_hour[q] if q >= 0 else np.inf)
                    departures[z, lane] = min(room.answer[1], buses)
                elif k == DIRECT:
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
