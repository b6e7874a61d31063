"""The compiled loops that weigh minutes by decays, a block of zones at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import BLOCK, LANES, Decays
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door

#: Comparisons at a limit include equality.
SLACK_MIN = 1e-9

Indexes = NDArray[np.uint32]


@compiled_part
def furthest(far: float) -> float:
    """Return the longest minutes that count, slack included: never infinite."""
    return min(far + SLACK_MIN, np.finfo(np.float64).max)


@compiled_part_with_door
def find_extent(row: Floats, far: float, lane_room: Floats, extent: Floats) -> None:
    """Fill extent (2, n_blocks) with the least and the most minutes to a block of zones from any of the origins.

    Minutes beyond ``far`` make the least infinite: nothing there counts. lane_room : (5, LANES).
    """
    n_zones, low, high = row.shape[0], lane_room[0], lane_room[1]
    for block in range(extent.shape[1]):
        low[:], high[:] = np.inf, 0.0
        for z in range(block * BLOCK, min((block + 1) * BLOCK, n_zones)):
            minutes = row[z]
            for lane in range(LANES):
                low[lane] = minutes[lane] if minutes[lane] < low[lane] else low[lane]
                high[lane] = minutes[lane] if minutes[lane] > high[lane] else high[lane]
        least, most = np.inf, 0.0
        for lane in range(LANES):
            least, most = min(least, low[lane]), max(most, high[lane])
        extent[0, block], extent[1, block] = least if least <= furthest(far) else np.inf, most


@compiled_part
def by_pieces(row: Floats, lo: int, hi: int, d: int, far: float, of: Decays, weights: Floats) -> None:
    """Fill weights (BLOCK, LANES) of a decay of straight pieces for the zones lo .. hi - 1."""
    for z in range(lo, hi):
        minutes, out = row[z], weights[z - lo]
        for lane in range(LANES):
            out[lane] = 0.0
        for s in range(of.piece_start[d + 1] - 1, of.piece_start[d] - 1, -1):
            limit, weight, slope = min(of.piece_min[s], far) + SLACK_MIN, of.piece_weight[s], of.piece_slope[s]
            for lane in range(LANES):
                value = weight + slope * minutes[lane] if slope != 0.0 else weight
                out[lane] = value if minutes[lane] <= limit else out[lane]


@compiled_part
def find_cells(row: Floats, lo: int, hi: int, far: float, of: Decays, cell: Indexes, part: Floats) -> None:
    """Fill cell and part (BLOCK, LANES) for the zones lo .. hi - 1: the cell of the tables, how far within it."""
    fine, coarse, knee_min, knee, end = of.fine, of.coarse, of.knee_min, of.knee, of.end_min
    limit, none = furthest(far), np.int32(len(of.cells) - 1)
    for z in range(lo, hi):
        minutes, here, inside = row[z], cell[z - lo], part[z - lo]
        for lane in range(LANES):
            at = min(minutes[lane], end)
            place = at * fine if at < knee_min else (at - knee_min) * coarse + knee
            whole = np.int32(place)
            inside[lane] = place - whole
            here[lane] = np.uint32(whole if minutes[lane] <= limit else none)


@compiled_part
def by_table(n: int, cells: Floats, column: int, cell: Indexes, part: Floats, weights: Floats) -> None:
    """Fill n rows of weights (BLOCK, LANES) of a decay with a table."""
    for z in range(n):
        for lane in range(LANES):
            here = cell[z, lane]
            weights[z, lane] = cells[here, column, 0] + part[z, lane] * cells[here, column, 1]
