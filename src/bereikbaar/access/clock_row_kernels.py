"""One destination by the clock, compiled: for every slot of leaving home the best of all ways to it, lane by lane.

Egress legs that cannot be the best in any slot of any lane are passed over, which changes no bit: their least is
above the most of another one, or another one is nowhere later. By how much one station is at most later than another,
over all slots and lanes, is known for all destinations of the origins (clock_unbeaten_kernels.py).
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import ABREAST, LARGEST, NEVER, SHIFT, STEP, Ints32, Ints64, RowMinutes
from bereikbaar.access.clock_unbeaten_kernels import unbeaten
from bereikbaar.routing.jit import compiled_part


@compiled_part
def _alive(
    begin: int, end: int, direct: Ints32, column: Ints32, minutes: Ints32, low: Ints32, high: Ints32, bound: Ints32,
    alive: Ints32,
) -> int:  # fmt: skip
    """Return how many egress legs can be the best in some slot of some lane (written to alive), and fill bound.

    direct : (ABREAST,) numbers.
    """
    sure, straight = bound[0], bound[1]
    for lane in range(ABREAST):
        sure[lane] = NEVER - 1
    for k in range(begin, end):
        most, more = high[np.uint32(column[k])], np.int32(minutes[k] & -STEP)
        for lane in range(ABREAST):
            value = np.int32(most[lane] + more)
            sure[lane] = value if value < sure[lane] else sure[lane]
    for lane in range(ABREAST):
        quicker = direct[lane] < sure[lane]
        straight[lane] = direct[lane] if quicker else NEVER
        sure[lane] = np.int32(direct[lane] - 1) if quicker else sure[lane]
    n = 0
    for k in range(begin, end):
        least, more, left = low[np.uint32(column[k])], np.int32(minutes[k] & -STEP), np.int32(-1)
        for lane in range(ABREAST):
            value = np.int32(sure[lane] - np.int32(least[lane] + more))
            left = value if value > left else left
        alive[n] = k
        n += int(left >= 0)
    return n


@compiled_part
def _count(n: int, alive: Ints32, column: Ints32, again: Ints32, fewest: int) -> int:
    """Return the slots after which the best of several ways repeats."""
    most = np.int32(fewest)
    for i in range(n):
        own = again[np.uint32(column[np.uint32(alive[i])])]
        most = own if own > most else most
    return int(most)


@compiled_part
def _least_of(
    n: int, alive: Ints32, column: Ints32, minutes: Ints32, took: Ints32, again: Ints32, straight: Ints32,
    count: int, row: Ints32,
) -> None:  # fmt: skip
    """Fill ``count`` slots of a row, from its second one on, with the least of a direct way and several others."""
    own = row[ABREAST : (count + 1) * ABREAST]
    for j in range(count):
        for lane in range(ABREAST):
            own[j * ABREAST + lane] = straight[lane]
    i = 0
    while i < n:
        k = np.uint32(alive[i])
        c = np.uint32(column[k])
        if i + 1 < n and again[c] == count:
            q = np.uint32(alive[i + 1])
            d = np.uint32(column[q])
            if again[d] == count:
                _lower_by_two(took[c], minutes[k], took[d], minutes[q], own)
                i += 2
                continue
        of, length = took[c], again[c] * ABREAST
        for begin in range(0, count * ABREAST, length):
            _lower_by(of[:length], minutes[k], own[begin : begin + length])
        i += 1


@compiled_part
def _lower_by(one: Ints32, add: int, row: Ints32) -> None:
    more = np.int32(add)
    for j in range(row.shape[0]):
        a = np.int32(one[j] + more)
        row[j] = a if a < row[j] else row[j]


@compiled_part
def _lower_by_two(one: Ints32, add: int, other: Ints32, add_to_other: int, row: Ints32) -> None:
    more, most = np.int32(add), np.int32(add_to_other)
    for j in range(row.shape[0]):
        a, b = np.int32(one[j] + more), np.int32(other[j] + most)
        a = b if b < a else a
        row[j] = a if a < row[j] else row[j]


@compiled_part
def _sum(row: Ints32, count: int, total: Ints32) -> None:
    """Fill total with the sum of all slots / STEP, by lane. Half of the slots are added to the other half, again and
    again: long loops in wide registers."""
    half = count // 2
    left = count - half
    one, other = row[ABREAST : ABREAST * (left + 1)], row[ABREAST * (left + 1) :]
    for j in range(half * ABREAST):
        total[j] = np.int32((one[j] >> SHIFT) + (other[j] >> SHIFT))
    for j in range(half * ABREAST, left * ABREAST):
        total[j] = one[j] >> SHIFT
    while left > 1:
        half = left // 2
        left -= half
        rest = total[left * ABREAST :]
        for j in range(half * ABREAST):
            total[j] = np.int32(total[j] + rest[j])


@compiled_part
def minutes_of(lane: int, count: int, minute: float, sure: Ints32, row: Ints32, total: Ints32) -> float:
    """Return the mean minutes of one lane, ``inf`` unless every slot has a way.

    sure : no slot takes longer, less flags; NEVER - 1 where that is not known.
    """
    found = np.int64(total[lane])
    unknown = sure[lane] >= NEVER - 1
    if unknown or np.int64(sure[lane] >> SHIFT) * count >= LARGEST:  # some slot may have no way, or the sum not fit
        found = np.int64(0)
        for j in range(1, count + 1):
            value = row[j * ABREAST + lane]
            if value >= NEVER:
                return np.inf
            found += value >> SHIFT
    return found * STEP / (minute * count)


@compiled_part
def best_legs(
    begin: int, end: int, direct: Ints32, n_slots: int, column: Ints32, minutes: Ints32, low: Ints32, high: Ints32,
    took: Ints32, again: Ints32, of_all: Ints64, apart: Ints32, now: int, bound: Ints32, alive: Ints32,
) -> int:  # fmt: skip
    """Return how many egress legs of one destination are the best in some slot of some lane (written to alive).

    begin, end : its egress legs. direct : (ABREAST,). Fills bound.
    """
    if not is_never(direct):
        n = _alive(begin, end, direct, column, minutes, low, high, bound, alive)
        if n > 1:
            n = unbeaten(n, alive, column, minutes, n_slots, low, high, took, again, of_all, apart, now)
        return n
    n = end - begin
    for k in range(n):
        alive[k] = begin + k
    n = unbeaten(n, alive, column, minutes, n_slots, low, high, took, again, of_all, apart, now)
    bound[1] = NEVER
    _bound(n, alive, column, minutes, high, bound[0])
    return n


@compiled_part
def is_never(numbers: Ints32) -> bool:
    """Say whether none of the lanes has a way."""
    least = np.int32(NEVER)
    for lane in range(ABREAST):
        least = numbers[lane] if numbers[lane] < least else least
    return bool(least >= NEVER)


@compiled_part
def _bound(n: int, alive: Ints32, column: Ints32, minutes: Ints32, high: Ints32, sure: Ints32) -> None:
    """Fill sure (ABREAST,) with what no slot takes more than, NEVER - 1 where that is not known."""
    for lane in range(ABREAST):
        sure[lane] = NEVER - 1
    for i in range(n):
        k = np.uint32(alive[i])
        most, more = high[np.uint32(column[k])], np.int32(minutes[k] & -STEP)
        for lane in range(ABREAST):
            value = np.int32(most[lane] + more)
            sure[lane] = value if value < sure[lane] else sure[lane]


@compiled_part
def ways(
    n: int, fewest: int, column: Ints32, minutes: Ints32, took: Ints32, again: Ints32, bound: Ints32, alive: Ints32,
    row: Ints32, total: Ints32,
) -> int:  # fmt: skip
    """Fill row and total for one destination with n egress legs alive; return the slots after which it repeats, 0 =
    no way by any leg."""
    if n == 0:
        return 0
    count = _count(n, alive, column, again, fewest)
    _least_of(n, alive, column, minutes, took, again, bound[1], count, row)
    _sum(row, count, total)
    return count


@compiled_part
def by_one_leg(
    lanes: int, add: int, n_slots: int, minute: float, far: float, high: Ints32, total: Ints64, out: RowMinutes
) -> bool:
    """Fill out (lanes,) with the mean minutes by one egress leg, ``inf`` unless every slot has a way.

    high, total : (ABREAST,) of its station. Returns whether some of them are no more than ``far``.
    """
    more, near = n_slots * np.int64(add >> SHIFT), False
    for lane in range(lanes):
        mean = float((total[lane] + more) * STEP / (minute * n_slots))
        out[lane] = mean if high[lane] < NEVER else np.inf
        near |= bool(high[lane] < NEVER) and mean <= far
    return bool(near)


@compiled_part
def by_several_legs(
    lanes: int, count: int, minute: float, far: float, sure: Ints32, row: Ints32, total: Ints32, out: RowMinutes
) -> bool:
    """Fill out (lanes,) with the mean minutes of a row of ``count`` slots; see ``minutes_of`` and ``by_one_leg``."""
    near, most = False, np.int32(0)
    for lane in range(lanes):
        most = sure[lane] if sure[lane] > most else most
    known = most < NEVER - 1 and np.int64(most >> SHIFT) * count < LARGEST
    for lane in range(lanes):
        if known:
            mean = float(np.int64(total[lane]) * STEP / (minute * count))
        else:
            mean = minutes_of(lane, count, minute, sure, row, total)
        out[lane] = mean
        near |= mean <= far
    return bool(near)


@compiled_part
def one_leg(count: int, seldom: int, took: Ints32, row: Ints32) -> int:
    """Fill ``count`` slots of a row with what one column takes, and a bus that runs seldom where 1; return count."""
    own, more = row[ABREAST:], np.int32(seldom)
    for j in range(count * ABREAST):
        own[j] = took[j] + more
    return count
