"""The compiled loops over kept weights, for amounts that are known only after a first pass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import LANES
from bereikbaar.routing.jit import compiled_part_with_door

Weights = NDArray[np.float32]


@compiled_part_with_door
def going(lo: int, hi: int, weights: Weights, amount: Floats, out: Floats) -> None:
    """Add amount x weight to out (n_rows, LANES) for the origins of the rows lo .. hi - 1."""
    n_zones = weights.shape[1]
    for row in range(lo, hi):
        total, z = out[row], 0
        while z + 4 <= n_zones:
            w0, w1, w2, w3 = weights[row, z], weights[row, z + 1], weights[row, z + 2], weights[row, z + 3]
            a, b, c, d = amount[z], amount[z + 1], amount[z + 2], amount[z + 3]
            for lane in range(LANES):
                total[lane] += (a * w0[lane] + b * w1[lane]) + (c * w2[lane] + d * w3[lane])
            z += 4
        while z < n_zones:
            for lane in range(LANES):
                total[lane] += amount[z] * weights[row, z, lane]
            z += 1


@compiled_part_with_door
def coming(lo: int, hi: int, weights: Weights, people: Floats, out: Floats) -> None:
    """Add people (n_rows, LANES) x weight of the origins of the rows lo .. hi - 1 to out (n_zones,)."""
    for row in range(lo, hi):
        here = people[row]
        for z in range(weights.shape[1]):
            w = weights[row, z]
            a, b, c, d = 0.0, 0.0, 0.0, 0.0
            for lane in range(0, LANES, 4):
                a += here[lane] * w[lane]
                b += here[lane + 1] * w[lane + 1]
                c += here[lane + 2] * w[lane + 2]
                d += here[lane + 3] * w[lane + 3]
            out[z] += (a + b) + (c + d)
