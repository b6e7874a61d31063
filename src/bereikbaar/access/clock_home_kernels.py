"""From home to the stations by the clock, compiled: when one is there for every slot of leaving home.

Legs that cannot be the best in any slot are passed over, which changes no bit: their least is above the most of
another one. Where all trains of a column repeat after some slots, only those are followed.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import NEVER, STEP, TRAIN, Home, Ints32, Ints64, Rail, Room, Slots
from bereikbaar.routing.jit import compiled, compiled_part


@compiled_part
def _fill(j: int, until: int, number: int, arrive: Ints32) -> None:
    """Lower the slots j .. until - 1 to a number."""
    value = np.int32(number)
    for i in range(j, until):
        arrive[i] = value if value < arrive[i] else arrive[i]


@compiled_part
def _by_train(number: int, pair: int, span: int, rail: Rail, slots: Slots, arrive: Ints32) -> None:  # noqa: C901
    """Lower ``arrive`` (n_slots,) to an access leg and the next train between a pair of stations.

    span : a number after which the trains of the pair are the same again; 0 = never. One loop, however long:
    its parts would hand five counters to and fro for every departure.
    now : up to which moment the departures before were followed, in slot j; ``part`` is the sum so far in that slot
    (ticks x time), which counts while the slot is ``whole``: somebody who leaves in it and has no journey in time
    makes it NEVER.
    """
    n, begin, end, width = arrive.shape[0], rail.first[pair], rail.first[pair + 1], slots.width
    if begin == end:
        return
    flags = number % STEP + TRAIN
    way = number // STEP * STEP
    shift = way // span * span if span > 0 else 0
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
def _matters(q: int, c: int, needed: Ints32, home: Home, rail: Rail, room: Room) -> bool:
    """Say whether an access leg can be the best to a column in some slot."""
    s, e = home.station[q], needed[c]
    number = home.here[q] if e == s else home.on[q]
    least = rail.least[s, e]
    return bool(least < NEVER and number // STEP * STEP + least <= room.bound[c])


@compiled_part
def _repeats(o: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, room: Room) -> None:
    """Fill room.again: the most of all legs that matter. All counts divide each other."""
    count = room.again
    count[:] = slots.fewest
    for q in range(home.start[o], home.start[o + 1]):
        for c in range(needed.shape[0]):
            if _matters(q, c, needed, home, rail, room):
                count[c] = max(count[c], rail.repeats[home.station[q], needed[c]])


@compiled_part
def set_out(o: int, needed: Ints32, home: Home, rail: Rail, slots: Slots, room: Room) -> None:
    """Fill room.arrive: from one origin to the stations that are needed, in every slot."""
    _bound(o, needed, home, rail, room)
    _repeats(o, needed, home, rail, slots, room)
    n_stations, count, arrive = rail.least.shape[0], room.again, room.arrive
    for c in range(needed.shape[0]):
        for j in range(count[c]):
            arrive[c, j] = NEVER
    for q in range(home.start[o], home.start[o + 1]):
        s = home.station[q]
        for c in range(needed.shape[0]):
            if not _matters(q, c, needed, home, rail, room):
                continue
            e, own = needed[c], arrive[c, : count[c]]
            if e == s:
                also(home.here[q], slots.middle, own)
                continue
            if rail.walk[s, e] < NEVER:
                also(home.on[q] + rail.walk[s, e], slots.middle, own)
            span = rail.repeats[s, e] * slots.width if slots.period > 0 else 0
            _by_train(home.on[q], s * n_stations + e, span, rail, slots, own)
    for c in range(needed.shape[0]):
        _again(count[c], slots, arrive[c])


@compiled_part
def _again(count: int, slots: Slots, arrive: Ints32) -> None:
    """Fill the slots from ``count`` on with what repeats after so many."""
    for begin in range(count, arrive.shape[0], count):
        later = np.int32(begin * slots.width)
        for j in range(min(count, arrive.shape[0] - begin)):
            arrive[begin + j] = arrive[j] + later if arrive[j] < NEVER else np.int32(NEVER)


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
