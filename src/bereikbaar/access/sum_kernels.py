"""The compiled loops that add up rows of minutes: they know zones, amounts and weights, and no stations or legs.

Whoever fills rows (by headways, by the clock) hands them to :func:`add_up`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.distance_kernels import add_speed
from bereikbaar.access.model import Floats
from bereikbaar.access.reach_kernels import add_reach
from bereikbaar.access.sum_arrays import (
    BLOCK,
    LANES,
    Decays,
    Groups,
    Often,
    Question,
    Room,
    Totals,
    WeightRoom,
)
from bereikbaar.access.weight_kernels import SLACK_MIN, by_pieces, by_table, find_cells, find_extent, furthest
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door

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
    find_extent(row, far, room.lane, room.extent)
    if len(ask.decays.zero_min):
        _add_weighted(
            first, row, far, room.extent, ask.amounts, ask.passive, ask.decays, out.active, out.passive, room.weights,
            ask.going, ask.coming, ask.kept, ask.kept_decay,
        )  # fmt: skip
    if ask.reach and room.reach:
        add_reach(first, row, far, room.extent, ask.amounts, ask.reach, out.minutes, room.reach)
    if ask.groups:
        _add_groups(first, row, far, ask.groups, out.group_minutes, out.group_reached, room.groups)
    if ask.distances:
        add_speed(first, row, far, ask.distances, out.speed, room.lane)
    if ask.often:
        _add_often(first, row, often, departures, far, ask.often, out.frequent, out.departures, room.lane)
    if len(ask.amounts):
        _add_beyond(first, row, far, room.extent, ask.amounts[0], out.beyond, out.unreachable, room.lane)


@compiled_part_with_door
def _add_weighted(
    first: int, row: Floats, far: float, extent: Floats, amounts: Floats, passive: Floats, of: Decays,
    out: Floats, out_passive: Floats, room: WeightRoom, going: Flags, coming: Flags,
    kept: NDArray[np.float32], kept_decay: int,
) -> None:  # fmt: skip
    """Add up active and passive sums, a block of zones at a time; blocks out of reach of a decay are passed over.

    kept : (n_rows, n_zones, LANES) filled with the weights of one decay; without rows they are not wanted.
    going, coming : (n_amounts, n_decays) and (n_passive, n_decays), which active and passive sums are wanted.
    """
    n_amounts, n_zones, n_decays = len(amounts), row.shape[0], len(of.zero_min)
    lanes, active, weights = min(LANES, n_zones - first), room.active, room.weights
    active[:] = 0.0
    if len(kept):
        kept[first // LANES] = 0.0
    for lo in range(0, n_zones, BLOCK):
        hi = min(lo + BLOCK, n_zones)
        least = extent[0, lo // BLOCK] - SLACK_MIN
        if least == np.inf:
            continue
        if of.cells.shape[1] > 0:
            find_cells(row, lo, hi, far, of, room.cell, room.part)
        for d in range(n_decays):
            if least > of.zero_min[d]:
                continue
            if of.piece_start[d] < of.piece_start[d + 1]:
                by_pieces(row, lo, hi, d, far, of, weights)
            else:
                by_table(hi - lo, of.cells, of.column[d], room.cell, room.part, weights)
            if d == kept_decay and len(kept):
                _keep(lo, hi, weights, kept[first // LANES])
            _add_going(lo, hi, amounts, going, d, weights, active)
            _add_coming(first, lanes, lo, hi, passive, coming, d, weights, room.turned, out_passive)
    for lane in range(lanes):
        for a in range(n_amounts):
            for d in range(n_decays):
                out[first + lane, a, d] = active[a * n_decays + d, lane]


@compiled_part
def _keep(lo: int, hi: int, weights: Floats, kept: NDArray[np.float32]) -> None:
    for z in range(lo, hi):
        for lane in range(LANES):
            kept[z, lane] = np.float32(weights[z - lo, lane])


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
def _add_going(lo: int, hi: int, amounts: Floats, going: Flags, d: int, weights: Floats, total: Floats) -> None:
    """Add the active sums of one decay that are wanted, two at a time. total : (n_amounts x n_decays + 1, LANES)."""
    n_decays, nobody, waiting = going.shape[1], len(total) - 1, -1
    for a in range(len(amounts)):
        if not going[a, d]:
            continue
        if waiting < 0:
            waiting = a
            continue
        of_a, of_b = total[waiting * n_decays + d], total[a * n_decays + d]
        _add_active(lo, hi, amounts[waiting], amounts[a], weights, of_a, of_b)
        waiting = -1
    if waiting >= 0:  # the last of an odd number goes twice, once for nobody
        of_a = total[waiting * n_decays + d]
        _add_active(lo, hi, amounts[waiting], amounts[waiting], weights, of_a, total[nobody])


@compiled_part
def _add_coming(
    first: int, lanes: int, lo: int, hi: int, passive: Floats, coming: Flags, d: int, weights: Floats,
    turned: Floats, total: Floats,
) -> None:  # fmt: skip
    """Add the passive sums of one decay that are wanted. turned : (LANES, BLOCK). total : (n_sums, n_zones)."""
    if not coming[:, d].any():
        return
    for lane in range(lanes):
        for z in range(hi - lo):
            turned[lane, z] = weights[z, lane]
    for p in range(len(passive)):
        if coming[p, d]:
            _add_passive(first, lanes, passive[p], turned, total[p * coming.shape[1] + d, lo:hi])


@compiled_part
def _add_passive(first: int, lanes: int, people: Floats, turned: Floats, total: Floats) -> None:
    """Add what the origins bring to a block of zones to total, origin by origin, four at a time."""
    n, lane = len(total), 0
    while lane + 4 <= lanes:
        a, b, c, d = (
            people[first + lane + 0],
            people[first + lane + 1],
            people[first + lane + 2],
            people[first + lane + 3],
        )
        w0, w1, w2, w3 = turned[lane], turned[lane + 1], turned[lane + 2], turned[lane + 3]
        for z in range(n):
            total[z] += (a * w0[z] + b * w1[z]) + (c * w2[z] + d * w3[z])
        lane += 4
    while lane < lanes:
        a, w0 = people[first + lane], turned[lane]
        for z in range(n):
            total[z] += a * w0[z]
        lane += 1


@compiled_part_with_door
def _add_groups(
    first: int, row: Floats, far: float, of: Groups, out_minutes: Floats, out_weight: Floats, room: Floats
) -> None:
    """Add up weight x minutes, and weight, by group of the destinations. room : (2, n_groups, LANES)."""
    limit, minutes_sum, weight_sum = furthest(far), room[0], room[1]
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


@compiled_part_with_door
def _add_often(
    first: int, row: Floats, often: Floats, departures: Floats, far: float, of: Often,
    out_frequent: Floats, out_departures: Floats, room: Floats,
) -> None:  # fmt: skip
    """Add up what can be left for often enough, and departures, outside one's own town. room : (5, LANES)."""
    limit, lanes, town = furthest(far), min(LANES, row.shape[0] - first), of.town
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
    first: int, row: Floats, far: float, extent: Floats, amount: Floats, out_beyond: Floats, out_unreachable: Floats,
    room: Floats,
) -> None:  # fmt: skip
    """Add up how much is beyond the limit, and how much without any way. room : (5, LANES)."""
    limit, n_zones, beyond, unreachable = far + SLACK_MIN, row.shape[0], room[0], room[1]
    room[:] = 0.0
    for block in range(extent.shape[1]):
        if extent[1, block] <= limit and extent[1, block] < np.inf:
            continue
        for z in range(block * BLOCK, min((block + 1) * BLOCK, n_zones)):
            minutes, here = row[z], amount[z]
            for lane in range(LANES):
                beyond[lane] += here if limit < minutes[lane] < np.inf else 0.0
                unreachable[lane] += here if minutes[lane] == np.inf else 0.0
    for lane in range(min(LANES, n_zones - first)):
        out_beyond[first + lane] = beyond[lane]
        out_unreachable[first + lane] = unreachable[lane]
