"""The compiled loops over kept weights, for amounts that are known only after a first pass."""

from __future__ import annotations

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import BLOCK, LANES, Singles
from bereikbaar.routing.jit import compiled_part_with_door

#: People of a row that are added up side by side by :func:`coming`.
FOLD = LANES // 4


@compiled_part_with_door
def going(lo: int, hi: int, weights: Singles, amount: Singles, out: Floats, so_far: Singles) -> None:
    """Add amount x weight to out (n_rows, LANES) for the origins of the rows lo .. hi - 1. so_far : (LANES,)."""
    n_zones = weights.shape[1]
    for row in range(lo, hi):
        total = out[row]
        for begin in range(0, n_zones, BLOCK):
            z, end = begin, min(begin + BLOCK, n_zones)
            so_far[:] = 0.0
            while z + 4 <= end:
                w0, w1, w2, w3 = weights[row, z], weights[row, z + 1], weights[row, z + 2], weights[row, z + 3]
                a, b, c, d = amount[z], amount[z + 1], amount[z + 2], amount[z + 3]
                for lane in range(LANES):
                    so_far[lane] += (a * w0[lane] + b * w1[lane]) + (c * w2[lane] + d * w3[lane])
                z += 4
            while z < end:
                for lane in range(LANES):
                    so_far[lane] += amount[z] * weights[row, z, lane]
                z += 1
            for lane in range(LANES):
                total[lane] += so_far[lane]


@compiled_part_with_door
def coming(lo: int, hi: int, weights: Singles, people: Singles, out: Singles) -> None:
    """Add people (n_rows, LANES) x weight of the origins of the rows lo .. hi - 1 to out (n_zones, FOLD).

    Every origin has its column of out, a quarter of the origins each the same: they are for the caller to add up.
    """
    for row in range(lo, hi):
        here = people[row]
        for z in range(weights.shape[1]):
            w, total = weights[row, z], out[z]
            for k in range(FOLD):
                total[k] += (here[k] * w[k] + here[k + FOLD] * w[k + FOLD]) + (
                    here[k + 2 * FOLD] * w[k + 2 * FOLD] + here[k + 3 * FOLD] * w[k + 3 * FOLD]
                )
