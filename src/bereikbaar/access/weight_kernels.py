"""The compiled loops that weigh minutes by decays, a block of zones at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.sum_arrays import BLOCK, LANES, Decays, Singles
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door

Indexes = NDArray[np.uint32]

_NOTHING = np.float32(0.0)
_NEVER = np.float32(np.inf)


@compiled_part_with_door
def find_extent(row: Singles, far: np.float32, room: Singles, extent: Singles) -> None:
    """Fill extent (2, n_blocks) with the least and the most minutes to a block of zones from any of the origins.

    Minutes beyond ``far`` make the least infinite: nothing there counts. room : (BLOCK / 2, LANES).
    """
    last, n = row.shape[0] - 1, BLOCK // 4
    for block in range(extent.shape[1]):
        for g in range(n):  # what is written is not read before it is whole, nothing is lowered where it stands
            z = block * BLOCK + 4 * g
            m0, m1, m2, m3 = row[min(z, last)], row[min(z + 1, last)], row[min(z + 2, last)], row[min(z + 3, last)]
            low, high = room[g], room[n + g]
            for lane in range(LANES):
                low[lane] = min(m0[lane], m1[lane], m2[lane], m3[lane])
                high[lane] = max(m0[lane], m1[lane], m2[lane], m3[lane])
        least, most = _NEVER, _NOTHING
        for g in range(n):
            for lane in range(LANES):
                least, most = min(least, room[g, lane]), max(most, room[n + g, lane])
        extent[0, block], extent[1, block] = least if least <= far else _NEVER, most


@compiled_part
def by_pieces(minutes: Singles, d: int, of: Decays, weights: Singles) -> None:
    """Fill weights of a decay of straight pieces. Both are flat: zone by zone all lanes."""
    last = of.piece_start[d + 1] - 1
    for s in range(last, of.piece_start[d] - 1, -1):
        limit, weight, slope = of.piece_limit[s], of.piece_weight[s], of.piece_slope[s]
        if s == last:
            for k in range(len(minutes)):
                weights[k] = weight + slope * minutes[k] if minutes[k] <= limit else _NOTHING
        else:
            for k in range(len(minutes)):
                weights[k] = weight + slope * minutes[k] if minutes[k] <= limit else weights[k]


@compiled_part
def find_cells(row: Singles, lo: int, hi: int, of: Decays, cell: Indexes, part: Singles) -> None:
    """Fill cell and part (BLOCK, LANES) for the zones lo .. hi - 1: the cell of the tables, how far within it."""
    fine, coarse, knee_min, knee, end, far = of.fine, of.coarse, of.knee_min, of.knee, of.end_min, of.far
    none = np.int32(of.cells.shape[1] - 1)
    for z in range(lo, hi):
        minutes, here, inside = row[z], cell[z - lo], part[z - lo]
        for lane in range(LANES):
            at = min(minutes[lane], end)
            place = at * fine if at < knee_min else (at - knee_min) * coarse + knee
            whole = np.int32(place)
            inside[lane] = place - np.float32(whole)
            here[lane] = np.uint32(whole if minutes[lane] <= far else none)


@compiled_part
def by_table(n: int, table: Singles, cell: Indexes, part: Singles, weights: Singles) -> None:
    """Fill n rows of weights (BLOCK, LANES) of a decay with a table, (n_cells, 2)."""
    for z in range(n):
        here, inside, out = cell[z], part[z], weights[z]
        for lane in range(LANES):
            out[lane] = table[here[lane], 0] + inside[lane] * table[here[lane], 1]
