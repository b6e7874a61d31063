"""From home to the stations by the clock, compiled: what it takes to be there for every slot of leaving home.

Legs that cannot be the best in any slot are passed over, which changes no bit: their least is above the most of
another one, or another one is nowhere later (clock_useful.py). Where all trains of a column repeat after some slots,
only those are followed.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import (
    ABREAST,
    LATE,
    NEVER,
    SHIFT,
    STEP,
    TRAIN,
    Flags,
    Home,
    Ints32,
    Ints64,
    Rail,
    Room,
    Seconds,
    Slots,
)
from bereikbaar.routing.jit import compiled, compiled_part


@compiled_part
def _lower(begin: int, end: int, number: int, arrive: Ints32) -> None:
    """Lower the slots begin .. end - 1 to a number."""
    value = np.int32(number)
    for i in range(begin, end):
        arrive[i] = value if value < arrive[i] else arrive[i]


@compiled_part
def _slot(moment: int, width: int, per_width: float) -> int:
    """Return the slot that a moment is in, from 0: moment // width without a division."""
    j = int(moment * per_width)
    while (j + 1) * width <= moment:
        j += 1
    while j * width > moment:
        j -= 1
    return j


@compiled_part
def _by_train(
    number: int, begin: int, end: int, span: int, period: int, ready: int, longest: int, unit: int,
    width: int, per_width: float, leave: Ints32, there_s: Ints32, arrive: Ints32,
) -> None:  # fmt: skip
    """Lower ``arrive`` (n_slots,) to an access leg and the next of the trains begin .. end - 1 of a pair of stations.

    span : a number after which the trains of the pair are the same again; 0 = never. One loop, however long:
    its parts would hand five counters to and fro for every departure.
    now : up to which moment the departures before were followed, in slot j; ``part`` is the sum so far in that slot
    (ticks x time), which counts while the slot is ``whole``: somebody who leaves in it and has no journey in time
    makes it NEVER.
    """
    n = arrive.shape[0]
    flags = (number & (STEP - 1)) + TRAIN
    way = number & -STEP
    shift = way // span * span if span > 0 else 0
    k = begin
    while k < end and leave[k] * unit + shift < way:
        k += 1
    now, j, part, whole = 0, 0, 0, True
    while j < n:
        if k == end:
            if period == 0:
                return
            k = begin
            shift += period
        last = min(leave[k] * unit + shift - way, n * width)
        if period == 0:
            last = min(last, ready - way)
        there = there_s[k] * unit + shift
        k += 1
        early = there - way - longest
        if last <= max(now, early):
            if last == n * width:
                return
            continue
        if early > now:  # nobody who leaves in between has a journey in time
            now, j, part = early, early // width, 0
            whole = now == j * width
        begun = now > j * width
        if begun and last < (j + 1) * width:
            part += (there >> SHIFT) * (last - now)
            now = last
            continue
        if begun:
            if whole and now < (j + 1) * width:
                part += (there >> SHIFT) * ((j + 1) * width - now)
                _lower(j, j + 1, ((part + (width >> 1)) // width << SHIFT) + flags, arrive)
            j, whole = j + 1, True
        until = _slot(last, width, per_width)
        _lower(j, until, there + flags, arrive)
        j, now = until, last
        part = (there >> SHIFT) * (last - until * width)


@compiled_part
def _by_any_train(
    number: int, begin: int, end: int, span: int, unit: int, width: int, per_width: float,
    leave: Ints32, there_s: Ints32, arrive: Ints32,
) -> None:  # fmt: skip
    """The same where all trains count and repeat after ``span``: in time for everybody, whenever he leaves."""
    n, flags, way = arrive.shape[0], (number & (STEP - 1)) + TRAIN, number & -STEP
    shift, k = way // span * span - way, begin  # station time to home time
    while k < end and leave[k] * unit + shift < 0:
        k += 1
    now, j, edge, part = 0, 0, width, 0
    while True:
        if k == end:
            k, shift = begin, shift + span
        last = min(leave[k] * unit + shift, n * width)
        there = there_s[k] * unit + shift + way
        k += 1
        if last < edge:
            part += (there >> SHIFT) * (last - now)
            now = last
            continue
        part += (there >> SHIFT) * (edge - now)
        value = np.int32(((part + (width >> 1)) // width << SHIFT) + flags)
        arrive[j] = value if value < arrive[j] else arrive[j]
        until = _slot(last, width, per_width)
        _lower(j + 1, until, there + flags, arrive)
        if until >= n:
            return
        j, now, edge = until, last, (until + 1) * width
        part = (there >> SHIFT) * (last - until * width)


@compiled_part
def _sure(o: int, needed: Ints32, home: Home, rail: Rail, sure: Ints32) -> None:
    """Fill sure with what every moment is sure to be better than or as good as, by column."""
    for c in range(needed.shape[0]):
        sure[c] = NEVER
    for q in range(home.start[o], home.start[o + 1]):
        s = home.station[q]
        here, on, most = home.here[q] & -STEP, home.on[q] & -STEP, rail.most[s]
        for c in range(needed.shape[0]):
            e = needed[c]
            value = np.int32(most[e] + (here if e == s else on))
            sure[c] = value if value < sure[c] else sure[c]


@compiled_part
def _useful(begin: int, end: int, station: Ints32, on: Ints32, beside: Ints32, lead: Seconds, unit: int,
            useful: Flags) -> None:  # fmt: skip
    """Fill useful (n_legs of the origin, n_stations): no other leg of it is nowhere later, going on to a station."""
    for q in range(begin, end):
        mine = useful[q - begin]
        for e in range(mine.shape[0]):
            mine[e] = True
        for p in range(begin, end):
            sooner = (on[q] & -STEP) - (on[p] & -STEP)
            row = beside[station[q], station[p]]
            if row < 0 or sooner < 0 or (sooner == 0 and p >= q) or (on[p] & (STEP - 1)) > (on[q] & (STEP - 1)):
                continue
            most, leads = np.uint16(min(sooner // unit, LATE - 1)), lead[row]
            for e in range(mine.shape[0]):
                mine[e] &= leads[e] > most
        mine[station[q]] = True  # who stays there is held against who comes by train when both are


@compiled_part
def _matters(q: int, begin: int, e: int, bound: int, home: Home, least: Ints32, useful: Flags) -> bool:
    """Say whether an access leg can be the best to a station in some slot."""
    if not useful[q - begin, e]:
        return False
    s = home.station[q]
    number = home.here[q] if e == s else home.on[q]
    return bool(least[s, e] < NEVER and (number & -STEP) + least[s, e] <= bound)


@compiled_part
def _to_column(c: int, e: int, begin: int, end: int, home: Home, rail: Rail, slots: Slots, room: Room) -> int:
    """Fill as many slots of room.arrive as repeat for station e; return how many."""
    n_stations, n, arrive = rail.least.shape[0], slots.fewest, room.arrive
    for q in range(begin, end):
        if _matters(q, begin, e, room.sure[c], home, rail.least, room.useful):
            n = max(n, rail.repeats[home.station[q], e])
    for j in range(n):
        arrive[j] = NEVER
    own, width = arrive[:n], slots.width
    for q in range(begin, end):
        if not _matters(q, begin, e, room.sure[c], home, rail.least, room.useful):
            continue
        s = home.station[q]
        if e == s:
            also(home.here[q], slots.middle, own)
            continue
        if rail.walk[s, e] < NEVER:
            also(home.on[q] + rail.walk[s, e], slots.middle, own)
        first, last = rail.first[s * n_stations + e], rail.first[s * n_stations + e + 1]
        if first == last:
            continue
        again = rail.repeats[s, e] if slots.period > 0 else 0
        if again > 0 and rail.most[s, e] < NEVER and rail.walk[s, e] == NEVER:
            last = first + (last - first) * again // slots.middle.shape[0]
            _by_any_train(home.on[q], first, last, again * width, rail.unit, width, slots.per_width,
                          rail.leave, rail.arrive, own)  # fmt: skip
        else:
            _by_train(home.on[q], first, last, again * width, rail.period, rail.ready, rail.longest, rail.unit,
                      width, slots.per_width, rail.leave, rail.arrive, own)  # fmt: skip
    return int(n)


@compiled_part
def set_out(first: int, lanes: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, room: Room) -> None:
    """Fill all of the room that belongs to columns: from ``lanes`` origins to the stations that are needed.

    Lanes without an origin have no way to any of them.
    """
    room.again[:] = slots.fewest
    for lane in range(ABREAST):
        if lane < lanes:
            _one_out(first + lane, lane, needed, home, rail, slots, room)
        else:
            _none_out(lane, slots.fewest, room.took, room.low, room.high, room.own_again)
    for c in range(needed.shape[0]):
        _fill_up(room.again[c], room.own_again[c], room.took[c])
        room.of_all[c] = room.total[c, :lanes].sum()


@compiled_part
def _one_out(o: int, lane: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, room: Room) -> None:
    begin, end = home.start[o], home.start[o + 1]
    _sure(o, needed, home, rail, room.sure)
    _useful(begin, end, home.station, home.on, rail.beside, rail.lead, rail.unit, room.useful)
    for c in range(needed.shape[0]):
        n = _to_column(c, needed[c], begin, end, home, rail, slots, room)
        low, high, total = _took(room.arrive[:n], slots.middle, lane, room.took[c])
        room.low[c, lane], room.high[c, lane], room.own_again[c, lane] = low, high, n
        room.total[c, lane] = total * (slots.middle.shape[0] // n)
        room.again[c] = max(room.again[c], n)


@compiled_part
def _none_out(lane: int, fewest: int, took: Ints32, low: Ints32, high: Ints32, count: Ints32) -> None:
    for c in range(low.shape[0]):
        low[c, lane], high[c, lane], count[c, lane] = NEVER, NEVER, fewest
        for j in range(fewest):
            took[c, j * ABREAST + lane] = NEVER


@compiled_part
def _took(arrive: Ints32, middle: Ints32, lane: int, took: Ints32) -> tuple[int, int, int]:
    """Fill a lane; return least and most (NEVER unless every slot has one), less their flags, and the sum / STEP."""
    low, worst, total = np.int32(NEVER), np.int32(0), np.int64(0)
    for j in range(arrive.shape[0]):
        value = np.int32(arrive[j] - middle[j]) if arrive[j] < NEVER else np.int32(NEVER)
        took[np.uint32(j * ABREAST + lane)] = value
        low = value if value < low else low
        worst = value if value > worst else worst
        total += value >> SHIFT
    return int(low & -STEP), int(worst & -STEP), int(total)


@compiled_part
def _fill_up(n: int, count: Ints32, took: Ints32) -> None:
    """Repeat the lanes of a column that repeat before others do."""
    for lane in range(ABREAST):
        for j in range(count[lane], n):
            took[j * ABREAST + lane] = took[(j - count[lane]) * ABREAST + lane]


@compiled_part
def also(direct: int, middle: Ints32, row: Ints32) -> None:
    """Lower a row to a way that takes the same time at every moment."""
    add = np.int32(direct)
    for j in range(row.shape[0]):
        value = np.int32(middle[j] + add)
        row[j] = value if value < row[j] else row[j]


@compiled
def repeating(
    first: Ints64, leave: Ints32, arrive: Ints32, period_s: int, n_slots: int, parts: int, out: Ints32
) -> None:
    """Fill out (n_pairs,) with the slots after which the trains of every pair are the same again.

    A part of all n_slots: one of ``parts`` (a power of two), or of half as many, and so on.
    """
    for pair in range(out.shape[0]):
        begin, n, of = first[pair], first[pair + 1] - first[pair], parts
        while of > 1:
            some, later = n // of, period_s // of
            same = some * of == n
            for k in range(begin, begin + n - some):
                same = same and leave[k + some] == leave[k] + later and arrive[k + some] == arrive[k] + later
            if same:
                break
            of //= 2
        out[pair] = n_slots // of
