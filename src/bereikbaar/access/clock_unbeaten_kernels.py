"""Egress legs that another one makes of no use at every moment, compiled.

By how much one station is at most later than another, over all slots and lanes, is worked out when it is first asked,
and kept for all destinations of the same origins: zones of one town have the same few stations.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import ABREAST, NEVER, SHIFT, STEP, Ints32, Ints64
from bereikbaar.routing.jit import compiled_part


@compiled_part
def _learn(
    c: int, d: int, enough: int, low: Ints32, high: Ints32, took: Ints32, again: Ints32, apart: Ints32, now: int
) -> None:
    """Fill apart[c, d] with by how much column c is later than d at most, over all slots and lanes, and 2 x now.

    If that is no more than ``enough`` for sure by the bounds alone, with those and 2 x now - 1.
    """
    most = np.int32(-NEVER)
    for lane in range(ABREAST):
        value = np.int32(high[c, lane] + (STEP - 1) - low[d, lane])
        most = value if value > most else most
    if most <= enough:
        apart[c, d, 0], apart[c, d, 1] = most, 2 * now - 1
        return
    apart[c, d, 0] = _apart(took[c], took[d], again[c] * ABREAST, again[d] * ABREAST)
    apart[c, d, 1] = 2 * now


@compiled_part
def _apart(one: Ints32, other: Ints32, n: int, m: int) -> int:
    """Return by how much the n numbers of one column are more than the m of another at most, the fewer repeated."""
    most, length = np.int32(-NEVER), min(n, m)
    for begin in range(0, max(n, m), length):
        own, its = one[begin % n : begin % n + length], other[begin % m : begin % m + length]
        for j in range(own.shape[0]):
            value = np.int32(own[j] - its[j])
            most = value if value > most else most
    return int(most)


@compiled_part
def unbeaten(
    n: int, alive: Ints32, column: Ints32, minutes: Ints32, n_slots: int, low: Ints32, high: Ints32, took: Ints32,
    again: Ints32, of_all: Ints64, apart: Ints32, now: int,
) -> int:  # fmt: skip
    """Return how many of n egress legs are left (in alive) when those go than which another is nowhere later.

    of_all : (n_columns,) the sum over all slots and lanes / STEP: legs with the least are held against others first.
    apart : (n_columns, n_columns, 2) by how much one is later than another at most, and for which origins that holds
    (2 x now; a bound: 2 x now - 1); now : number of these origins.
    """
    i, weight = 0, np.int64(n_slots * ABREAST)
    while i + 1 < n:
        least, at = np.int64(1) << 60, i
        for p in range(i, n):
            k = np.uint32(alive[np.uint32(p)])
            mean = of_all[np.uint32(column[k])] + weight * (minutes[k] >> SHIFT)
            at = p if mean < least else at
            least = mean if mean < least else least
        k = np.uint32(alive[at])
        alive[at], alive[i] = alive[i], k
        c, own, left = np.uint32(column[k]), minutes[k], i + 1
        for p in range(i + 1, n):
            q = np.uint32(alive[np.uint32(p)])
            alive[left] = q
            d, enough = np.uint32(column[q]), minutes[q] - own
            least_known = 2 * now - 1 if apart[c, d, 0] <= enough else 2 * now
            if apart[c, d, 1] < least_known:
                _learn(int(c), int(d), enough, low, high, took, again, apart, now)
            left += int(apart[c, d, 0] > enough)
        n = left
        i += 1
    return n
