"""The compiled loops of how often one can leave for other towns."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import BLOCK, LANES, Often, Singles
from bereikbaar.routing.jit import compiled_part_with_door

_NOTHING = np.float32(0.0)
_NEVER = np.float32(np.inf)


@compiled_part_with_door
def add_often(
    first: int, row: Singles, often: Singles, far: np.float32, of: Often, out: Floats, room: Singles
) -> None:
    """Fill out with the weight outside one's own town that can be left for often enough. room : (3, LANES)."""
    n_zones, lanes, so_far = row.shape[0], min(LANES, row.shape[0] - first), room[0]
    home = of.town[first : first + LANES]
    out[first : first + lanes] = 0.0
    for lo in range(0, n_zones, BLOCK):
        so_far[:] = 0.0
        for z in range(lo, min(lo + BLOCK, n_zones)):
            weight, town, minutes, enough = of.weight[z], of.town[z], row[z], often[z]
            if weight == 0.0:
                continue
            for lane in range(LANES):
                counts = (minutes[lane] <= far) & (home[lane] != town)
                so_far[lane] += weight * enough[lane] if counts else _NOTHING
        for lane in range(lanes):
            out[first + lane] += so_far[lane]


@compiled_part_with_door
def add_rates(
    first: int, row: Singles, departures: Singles, far: np.float32, of: Often, out: Floats, room: Singles,
    total: Floats,
) -> None:  # fmt: skip
    """Fill out with the weighted mean of departures per hour outside one's own town, where one rides at all.

    room, total : (3, LANES).
    """
    n_zones, lanes, so_far, ridden = row.shape[0], min(LANES, row.shape[0] - first), room[0], room[1]
    home = of.town[first : first + LANES]
    total[:2] = 0.0
    for lo in range(0, n_zones, BLOCK):
        so_far[:], ridden[:] = 0.0, 0.0
        for z in range(lo, min(lo + BLOCK, n_zones)):
            weight, town, minutes, per_hour = of.weight[z], of.town[z], row[z], departures[z]
            if weight == 0.0:
                continue
            for lane in range(LANES):
                counts = (minutes[lane] <= far) & (home[lane] != town) & (per_hour[lane] < _NEVER)
                so_far[lane] += weight * per_hour[lane] if counts else _NOTHING
                ridden[lane] += weight if counts else _NOTHING
        for lane in range(LANES):
            total[0, lane] += so_far[lane]
            total[1, lane] += ridden[lane]
    for lane in range(lanes):
        out[first + lane] = total[0, lane] / total[1, lane]
