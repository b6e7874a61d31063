"""The compiled loops of speeds: which destinations are at the wanted distance of an origin, and how long they take.

Distances are the same in every window and scenario, so what is known of them is made once (:func:`find_ring`).
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import BLOCK, LANES, Distances, Masks, Singles
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door
from bereikbaar.units import EARTH_RADIUS_KM, MINUTES_PER_HOUR, SLACK

_NOTHING = np.float32(0.0)


@compiled_part_with_door
def find_ring(x: Floats, y: Floats, z: Floats, weight: Floats, least_km: float, most_km: float,
              inside: Masks, km_sum: Floats) -> None:  # fmt: skip
    """Fill inside (n_rows, n_zones) and km_sum (n_zones,); see :class:`bereikbaar.access.sum_arrays.Distances`."""
    least, most, n_zones = least_km - SLACK, most_km + SLACK, len(x)
    for o in range(n_zones):
        bit, total = np.uint32(1 << (o % LANES)), 0.0
        for d in range(n_zones):
            if weight[d] == 0.0:
                continue
            km = _arc_km((x[o] - x[d]) ** 2 + (y[o] - y[d]) ** 2 + (z[o] - z[d]) ** 2)
            if least <= km <= most:
                inside[o // LANES, d] |= bit
                total += weight[d] * km
        km_sum[o] = total


@compiled_part_with_door
def add_speed(
    first: int, row: Singles, far: np.float32, of: Distances, out: Floats, room: Singles, total: Floats
) -> None:
    """Fill out with weight x km / weight x hours over the destinations at the wanted distance.

    room, total : (3, LANES).
    """
    n_zones, masks, so_far, lost, hours = row.shape[0], of.inside[first // LANES], room[0], total[0], total[1]
    total[:2] = 0.0
    for lo in range(0, n_zones, BLOCK):
        so_far[:] = 0.0
        for z in range(lo, min(lo + BLOCK, n_zones)):
            mask, minutes, weight, missing = masks[z], row[z], np.float32(of.weight[z]), False
            if mask == 0:
                continue
            for lane in range(LANES):
                inside = ((mask >> np.uint32(lane)) & np.uint32(1)) != 0
                there = minutes[lane] <= far
                so_far[lane] += weight * minutes[lane] if inside & there else _NOTHING
                missing |= inside & (not there)
            if missing:
                _lose(first, z, mask, minutes, far, of, lost)
        for lane in range(LANES):
            hours[lane] += so_far[lane]
    for lane in range(min(LANES, n_zones - first)):
        km = of.km_sum[first + lane] - lost[lane] if hours[lane] > 0.0 else 0.0
        out[first + lane] = MINUTES_PER_HOUR * km / hours[lane]


@compiled_part
def _lose(first: int, z: int, mask: int, minutes: Singles, far: np.float32, of: Distances, lost: Floats) -> None:
    """Add weight x km to a zone to what is lost of the origins that do not get there in time."""
    for lane in range(min(LANES, len(of.weight) - first)):
        if (mask >> np.uint32(lane)) & np.uint32(1) and not minutes[lane] <= far:
            o = first + lane
            square = (of.x[o] - of.x[z]) ** 2 + (of.y[o] - of.y[z]) ** 2 + (of.z[o] - of.z[z]) ** 2
            lost[lane] += of.weight[z] * _arc_km(square)


@compiled_part
def _arc_km(square: float) -> float:
    """Return the length of the arc over a chord whose square is given (radius 1), km.

    2 arcsin(c / 2) by its series: right to a millimetre up to 1,000 km, and in a quarter of the time.
    """
    series = 1.0 + square * (1 / 24 + square * (3 / 640 + square * (5 / 7168 + square * 35 / 294912)))
    return float(EARTH_RADIUS_KM * np.sqrt(square) * series)
