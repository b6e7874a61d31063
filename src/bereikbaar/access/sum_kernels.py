"""The compiled loops that add up rows of minutes: they know zones, amounts and weights, and no stations or legs.

Whoever fills rows (by headways, by the clock) hands them to :func:`add_up`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.access.reach_kernels import add_reach
from bereikbaar.access.sum_arrays import (
    BLOCK,
    LANES,
    Decays,
    Distances,
    Groups,
    Often,
    Question,
    Room,
    Totals,
    WeightRoom,
)
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door
from bereikbaar.units import EARTH_RADIUS_KM, MINUTES_PER_HOUR

#: Comparisons at a limit include equality.
SLACK_MIN = 1e-9

Indexes = NDArray[np.uint32]
Flags = NDArray[np.bool_]


def add_up(
    first: int, row: Floats, often: Floats, departures: Floats, ask: Question, out: Totals, room: Room
) -> None:  # fmt: skip
    """Add up all that is asked for the origins from ``first`` on, as many as are left of one row of LANES.

    row   : (n_zones, LANES) minutes from these origins to every zone, own zone included; ``inf`` where there is no
            way, and all through in lanes that are left over.
    often, departures : likewise, where ``ask.often`` is there: 1.0 where the fastest journey runs often enough (0.0
            otherwise), and its departures per hour (``inf`` without train or bus); else they may have no rows.
    out   : what belongs to these origins is written, ``out.passive`` is added to.

    Every part is compiled when it is first asked.
    """
    far = ask.far
    if len(ask.decays.zero_min):
        _add_weighted(
            first, row, far, ask.amounts, ask.passive, ask.decays, out.active, out.passive, room.weights, ask.coming
        )
    if ask.reach and room.reach:
        add_reach(first, row, far, ask.amounts, ask.reach, out.minutes, room.reach)
    if ask.groups:
        _add_groups(first, row, far, ask.groups, out.group_minutes, out.group_reached, room.groups)
    if ask.distances:
        _add_speed(first, row, far, ask.distances, out.speed, room.lane)
    if ask.often:
        _add_often(first, row, often, departures, far, ask.often, out.frequent, out.departures, room.lane)
    if len(ask.amounts):
        _add_beyond(first, row, far, ask.amounts[0], out.beyond, out.unreachable, room.lane)


@compiled_part_with_door
def _add_weighted(
    first: int, row: Floats, far: float, amounts: Floats, passive: Floats, of: Decays,
    out: Floats, out_passive: Floats, room: WeightRoom, coming: Flags,
) -> None:  # fmt: skip
    """Add up active and passive sums, a block of zones at a time; blocks out of reach of a decay are passed over.

    coming : (n_passive, n_decays) which passive sums are wanted.
    """
    n_amounts, n_zones, n_decays = len(amounts), row.shape[0], len(of.zero_min)
    lanes, active, weights = min(LANES, n_zones - first), room.active, room.weights
    active[:] = 0.0
    for lo in range(0, n_zones, BLOCK):
        hi = min(lo + BLOCK, n_zones)
        least = _nearest(row, lo, hi) - SLACK_MIN
        if least > far or least == np.inf:
            continue
        if of.cells.shape[1] > 0:
            _find_cells(row, lo, hi, far, of, room.cell, room.part)
        for d in range(n_decays):
            if least > of.zero_min[d]:
                continue
            if of.piece_start[d] < of.piece_start[d + 1]:
                _by_pieces(row, lo, hi, d, far, of, weights)
            else:
                _by_table(hi - lo, of.cells, of.column[d], room.cell, room.part, weights)
            for a in range(0, n_amounts, 2):
                b = min(a + 1, n_amounts - 1)  # the last of an odd number goes twice, once for nobody
                of_b = b * n_decays + d if b > a else len(active) - 1
                _add_active(lo, hi, amounts[a], amounts[b], weights, active[a * n_decays + d], active[of_b])
            _add_coming(first, lanes, lo, hi, passive, coming, d, weights, out_passive)
    for lane in range(lanes):
        for a in range(n_amounts):
            for d in range(n_decays):
                out[first + lane, a, d] = active[a * n_decays + d, lane]


@compiled_part
def _nearest(row: Floats, lo: int, hi: int) -> float:
    """Return the least minutes to the zones lo .. hi - 1 from any of the origins."""
    least = np.inf
    for z in range(lo, hi):
        for lane in range(LANES):
            least = min(least, row[z, lane])
    return least


@compiled_part
def _by_pieces(row: Floats, lo: int, hi: int, d: int, far: float, of: Decays, weights: Floats) -> None:
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
def _find_cells(row: Floats, lo: int, hi: int, far: float, of: Decays, cell: Indexes, part: Floats) -> None:
    """Fill cell and part (BLOCK, LANES) for the zones lo .. hi - 1: the cell of the tables, how far within it."""
    fine, coarse, knee_min, knee, end = of.fine, of.coarse, of.knee_min, of.knee, of.end_min
    limit, none = _furthest(far), np.int32(len(of.cells) - 1)
    for z in range(lo, hi):
        minutes, here, inside = row[z], cell[z - lo], part[z - lo]
        for lane in range(LANES):
            at = min(minutes[lane], end)
            place = at * fine if at < knee_min else (at - knee_min) * coarse + knee
            whole = np.int32(place)
            inside[lane] = place - whole
            here[lane] = np.uint32(whole if minutes[lane] <= limit else none)


@compiled_part
def _by_table(n: int, cells: Floats, column: int, cell: Indexes, part: Floats, weights: Floats) -> None:
    """Fill n rows of weights (BLOCK, LANES) of a decay with a table."""
    for z in range(n):
        for lane in range(LANES):
            here = cell[z, lane]
            weights[z, lane] = cells[here, column, 0] + part[z, lane] * cells[here, column, 1]


@compiled_part
def _add_active(lo: int, hi: int, a: Floats, b: Floats, weights: Floats, of_a: Floats, of_b: Floats) -> None:
    """Add amounts a and b x weight of the zones lo .. hi - 1 to of_a and of_b (LANES,), four zones at a time."""
    z = lo
    while z + 4 <= hi:
        a0, a1, a2, a3 = a[z], a[z + 1], a[z + 2], a[z + 3]
        b0, b1, b2, b3 = b[z], b[z + 1], b[z + 2], b[z + 3]
        w0, w1, w2, w3 = weights[z - lo], weights[z - lo + 1], weights[z - lo + 2], weights[z - lo + 3]
        for lane in range(LANES):
            v0, v1, v2, v3 = w0[lane], w1[lane], w2[lane], w3[lane]
            of_a[lane] += (a0 * v0 + a1 * v1) + (a2 * v2 + a3 * v3)
            of_b[lane] += (b0 * v0 + b1 * v1) + (b2 * v2 + b3 * v3)
        z += 4
    while z < hi:
        for lane in range(LANES):
            of_a[lane] += a[z] * weights[z - lo, lane]
            of_b[lane] += b[z] * weights[z - lo, lane]
        z += 1


@compiled_part
def _add_coming(
    first: int, lanes: int, lo: int, hi: int, passive: Floats, coming: Flags, d: int, weights: Floats, total: Floats
) -> None:
    """Add the passive sums of one decay that are wanted. total : (n_passive x n_decays, n_zones)."""
    for p in range(len(passive)):
        if coming[p, d]:
            _add_passive(first, lanes, lo, hi, passive[p], weights, total[p * coming.shape[1] + d])


@compiled_part
def _add_passive(first: int, lanes: int, lo: int, hi: int, people: Floats, weights: Floats, total: Floats) -> None:
    """Add what the origins bring to the zones lo .. hi - 1 to total (n_zones,), origin by origin."""
    for z in range(lo, hi):
        brought, part = 0.0, weights[z - lo]
        for lane in range(lanes):
            brought += people[first + lane] * part[lane]
        total[z] += brought


@compiled_part_with_door
def _add_groups(
    first: int, row: Floats, far: float, of: Groups, out_minutes: Floats, out_weight: Floats, room: Floats
) -> None:
    """Add up weight x minutes, and weight, by group of the destinations. room : (2, n_groups, LANES)."""
    limit, minutes_sum, weight_sum = _furthest(far), room[0], room[1]
    room[:] = 0.0
    for z in range(row.shape[0]):
        g, weight = of.group[z], of.weight[z]
        if g < 0 or weight == 0.0:
            continue
        minutes, of_minutes, of_weight = row[z], minutes_sum[g], weight_sum[g]
        for lane in range(LANES):
            of_minutes[lane] += weight * minutes[lane] if minutes[lane] <= limit else 0.0
            of_weight[lane] += weight if minutes[lane] <= limit else 0.0
    for lane in range(min(LANES, row.shape[0] - first)):
        for g in range(len(minutes_sum)):
            out_minutes[first + lane, g] = minutes_sum[g, lane]
            out_weight[first + lane, g] = weight_sum[g, lane]


@compiled_part
def _furthest(far: float) -> float:
    """Return the longest minutes that count, slack included: never infinite."""
    return min(far + SLACK_MIN, np.finfo(np.float64).max)


@compiled_part_with_door
def _add_speed(first: int, row: Floats, far: float, of: Distances, out: Floats, room: Floats) -> None:
    """Fill out with weight x km / weight x hours over the destinations at the wanted distance. room : (5, LANES)."""
    limit, km_sum, hours_sum, at = _furthest(far), room[0], room[1], room[2:5]
    least, most, n_zones = of.least_km - SLACK_MIN, of.most_km + SLACK_MIN, row.shape[0]
    for lane in range(LANES):
        o = min(first + lane, n_zones - 1)
        km_sum[lane] = hours_sum[lane] = 0.0
        at[0, lane], at[1, lane], at[2, lane] = of.x[o], of.y[o], of.z[o]
    for z in range(n_zones):
        minutes, weight, x, y, h = row[z], of.weight[z], of.x[z], of.y[z], of.z[z]
        if weight == 0.0:
            continue
        for lane in range(LANES):
            square = (at[0, lane] - x) ** 2 + (at[1, lane] - y) ** 2 + (at[2, lane] - h) ** 2
            km = _arc_km(square)
            counts = least <= km <= most and minutes[lane] <= limit
            km_sum[lane] += weight * km if counts else 0.0
            hours_sum[lane] += weight * minutes[lane] if counts else 0.0
    for lane in range(min(LANES, n_zones - first)):
        out[first + lane] = MINUTES_PER_HOUR * km_sum[lane] / hours_sum[lane]


@compiled_part
def _arc_km(square: float) -> float:
    """Return the length of the arc over a chord whose square is given (radius 1), km.

    2 arcsin(c / 2) by its series: right to a millimetre up to 1,000 km, and in a quarter of the time.
    """
    series = 1.0 + square * (1 / 24 + square * (3 / 640 + square * (5 / 7168 + square * 35 / 294912)))
    return float(EARTH_RADIUS_KM * np.sqrt(square) * series)


@compiled_part_with_door
def _add_often(
    first: int, row: Floats, often: Floats, departures: Floats, far: float, of: Often,
    out_frequent: Floats, out_departures: Floats, room: Floats,
) -> None:  # fmt: skip
    """Add up what can be left for often enough, and departures, outside one's own town. room : (5, LANES)."""
    limit, lanes, town = _furthest(far), min(LANES, row.shape[0] - first), of.town
    frequent, per_hour, ridden = room[0], room[1], room[2]
    room[:] = 0.0
    for z in range(row.shape[0]):
        weight = of.weight[z]
        if weight == 0.0:
            continue
        for lane in range(lanes):
            counts = row[z, lane] <= limit and town[first + lane] != town[z]
            rides = counts and departures[z, lane] < np.inf
            frequent[lane] += weight * often[z, lane] if counts else 0.0
            per_hour[lane] += weight * departures[z, lane] if rides else 0.0
            ridden[lane] += weight if rides else 0.0
    for lane in range(lanes):
        out_frequent[first + lane] = frequent[lane]
        out_departures[first + lane] = per_hour[lane] / ridden[lane]


@compiled_part_with_door
def _add_beyond(
    first: int, row: Floats, far: float, amount: Floats, out_beyond: Floats, out_unreachable: Floats, room: Floats
) -> None:
    """Add up how much is beyond the limit, and how much without any way. room : (5, LANES)."""
    limit, beyond, unreachable = far + SLACK_MIN, room[0], room[1]
    room[:] = 0.0
    for z in range(row.shape[0]):
        minutes = row[z]
        for lane in range(LANES):
            beyond[lane] += amount[z] if limit < minutes[lane] < np.inf else 0.0
            unreachable[lane] += amount[z] if minutes[lane] == np.inf else 0.0
    for lane in range(min(LANES, row.shape[0] - first)):
        out_beyond[first + lane] = beyond[lane]
        out_unreachable[first + lane] = unreachable[lane]
