"""The compiled loops that add up rows of minutes: they know zones, amounts and weights, and no stations or legs.

Whoever fills rows (by headways, by the clock) hands them to :func:`add_up`. Minutes and weights are in single
precision, and so are the sums over a block of zones; totals are in double precision.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.distance_kernels import add_speed
from bereikbaar.access.model import Floats
from bereikbaar.access.often_kernels import add_often, add_rates
from bereikbaar.access.reach_kernels import add_reach
from bereikbaar.access.sum_arrays import (
    BLOCK,
    LANES,
    Counted,
    Groups,
    Ints64,
    Question,
    Room,
    Singles,
    Totals,
    WeightRoom,
)
from bereikbaar.access.weight_kernels import by_pieces, by_table, find_cells, find_extent
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door

_NOTHING = np.float32(0.0)
_FOLD = LANES // 4


def add_up(
    first: int, row: Singles, often: Singles, departures: Singles, ask: Question, out: Totals, room: Room
) -> None:  # fmt: skip
    """Add up all that is asked for the origins from ``first`` on, as many as are left of one row of LANES.

    row   : (n_zones, LANES) minutes from these origins to every zone, own zone included; ``inf`` where there is no
            way, and all through in lanes that are left over.
    often, departures : likewise, where ``ask.often`` is there: 1.0 where the fastest journey runs often enough (0.0
            otherwise), and its departures per hour (``inf`` without train or bus); else they may have no rows, and
            departures need not have any where they are not asked.
    out   : what belongs to these origins is written, ``out.passive`` is added to.

    Every part is compiled when it is first asked.
    """
    far = ask.far
    find_extent(row, far, room.lane, room.extent)
    if len(ask.counted.decays.zero_min):
        _add_counted(first, row, room.extent, ask.counted, out.active, out.passive, room.weights)
    if ask.reach and room.reach:
        add_reach(first, row, far, room.extent, ask.reach, out.minutes, room.reach)
    if ask.groups:
        _add_groups(first, row, far, ask.groups, out.group_minutes, out.group_reached, room.groups)
    if ask.distances:
        add_speed(first, row, far, ask.distances, out.speed, room.lane, room.total)
    if ask.often:
        add_often(first, row, often, far, ask.often, out.frequent, room.lane)
    if ask.often and len(departures):
        add_rates(first, row, departures, far, ask.often, out.departures, room.lane, room.total)
    if len(ask.counted.amounts):
        _add_beyond(first, row, far, room.extent, ask.counted.amounts[0], out.beyond, out.unreachable, room.lane)


@compiled_part_with_door
def _add_counted(
    first: int, row: Singles, extent: Singles, of: Counted, out: Floats, out_passive: Floats, room: WeightRoom
) -> None:
    """Add up active and passive sums, a block of zones at a time; blocks out of reach of a decay are passed over."""
    decays, n_zones, kept = of.decays, row.shape[0], len(of.kept) > 0
    n_amounts, n_decays = len(of.amounts), len(decays.zero_min)
    active, n_passive = room.active, len(of.passive)
    active[:] = 0.0
    for block in range(extent.shape[1]):
        lo, hi, least = block * BLOCK, min((block + 1) * BLOCK, n_zones), extent[0, block]
        if least < np.inf and decays.cells.shape[0] > 0:
            find_cells(row, lo, hi, decays, room.cell, room.part)
        for d in range(n_decays):
            keeps = kept and d == of.kept_decay
            weights = of.kept[first // LANES, lo:hi] if keeps else room.weights
            if least > decays.zero_min[d] or least == np.inf:
                if keeps:
                    weights[:] = 0.0
                continue
            flat = weights.reshape(weights.size)
            if decays.piece_start[d] < decays.piece_start[d + 1]:
                by_pieces(row[lo:hi].reshape((hi - lo) * LANES), d, decays, flat)
            else:
                by_table(hi - lo, decays.cells[decays.column[d]], room.cell, room.part, weights)
            _add_going(lo, hi, of.amounts, of.going[:, d], flat, room.so_far, active)
            for p in range(n_passive):
                if of.coming[p, d] >= 0:
                    people = of.passive[p, first : first + LANES]
                    _add_coming(people, weights, room.folded, out_passive[of.coming[p, d], lo:hi])
    for lane in range(min(LANES, n_zones - first)):
        for a in range(n_amounts):
            for d in range(n_decays):
                out[first + lane, a, d] = active[of.going[a, d], lane] if of.going[a, d] >= 0 else 0.0


@compiled_part
def _add_going(
    lo: int, hi: int, amounts: Singles, place: Ints64, weights: Singles, so_far: Singles, total: Floats
) -> None:
    """Add the active sums of one decay to total (n_sums + 1, LANES), two amounts at a time.

    place : (n_amounts,) which sum it is of; -1 = not wanted. weights : flat. so_far : (2 x LANES,) of this block.
    """
    nobody, waiting = len(total) - 1, -1
    for a in range(len(amounts)):
        if place[a] < 0:
            continue
        if waiting < 0:
            waiting = a
            continue
        of_a, of_b = total[place[waiting]], total[place[a]]
        _add_block(amounts[waiting, lo:hi], amounts[a, lo:hi], weights, so_far, of_a, of_b)
        waiting = -1
    if waiting >= 0:  # the last of an odd number goes twice, once for nobody
        amount = amounts[waiting, lo:hi]
        _add_block(amount, amount, weights, so_far, total[place[waiting]], total[nobody])


@compiled_part
def _add_block(a: Singles, b: Singles, w: Singles, so_far: Singles, of_a: Floats, of_b: Floats) -> None:
    """Add amounts a and b (n,) x weight of a block of zones to of_a and of_b (LANES,), four zones at a time.

    w : (n x LANES,) flat, so that the compiler knows how far zones are apart: that saves half of the time.
    """
    z = 0
    for lane in range(2 * LANES):
        so_far[lane] = 0.0
    while z + 4 <= len(a):
        a0, a1, a2, a3 = a[z], a[z + 1], a[z + 2], a[z + 3]
        b0, b1, b2, b3 = b[z], b[z + 1], b[z + 2], b[z + 3]
        k0, k1, k2, k3 = z * LANES, (z + 1) * LANES, (z + 2) * LANES, (z + 3) * LANES
        for lane in range(LANES):
            w0, w1, w2, w3 = w[k0 + lane], w[k1 + lane], w[k2 + lane], w[k3 + lane]
            so_far[lane] += (a0 * w0 + a1 * w1) + (a2 * w2 + a3 * w3)
            so_far[LANES + lane] += (b0 * w0 + b1 * w1) + (b2 * w2 + b3 * w3)
        z += 4
    while z < len(a):
        for lane in range(LANES):
            so_far[lane] += a[z] * w[z * LANES + lane]
            so_far[LANES + lane] += b[z] * w[z * LANES + lane]
        z += 1
    for lane in range(LANES):
        of_a[lane] += so_far[lane]
        of_b[lane] += so_far[LANES + lane]


@compiled_part
def _add_coming(people: Singles, weights: Singles, folded: Singles, total: Floats) -> None:
    """Add what the origins, people (LANES,), bring to a block of zones to total. folded : (BLOCK, LANES / 4)."""
    for z in range(len(total)):
        w, out = weights[z], folded[z]
        for k in range(_FOLD):
            out[k] = (people[k] * w[k] + people[k + _FOLD] * w[k + _FOLD]) + (
                people[k + 2 * _FOLD] * w[k + 2 * _FOLD] + people[k + 3 * _FOLD] * w[k + 3 * _FOLD]
            )
    for z in range(len(total)):
        f = folded[z]
        total[z] += ((f[0] + f[1]) + (f[2] + f[3])) + ((f[4] + f[5]) + (f[6] + f[7]))


@compiled_part_with_door
def _add_groups(
    first: int, row: Singles, far: np.float32, of: Groups, out_minutes: Floats, out_weight: Floats, room: Floats
) -> None:
    """Add up weight x minutes, and weight, by group of the destinations. room : (2, n_groups, LANES)."""
    minutes_sum, weight_sum = room[0], room[1]
    room[:] = 0.0
    for z in range(row.shape[0]):
        g, weight = of.group[z], of.weight[z]
        if g < 0 or weight == 0.0:
            continue
        minutes, of_minutes, of_weight = row[z], minutes_sum[g], weight_sum[g]
        for lane in range(LANES):
            of_minutes[lane] += weight * minutes[lane] if minutes[lane] <= far else _NOTHING
            of_weight[lane] += weight if minutes[lane] <= far else _NOTHING
    for lane in range(min(LANES, row.shape[0] - first)):
        for g in range(len(minutes_sum)):
            out_minutes[first + lane, g] = minutes_sum[g, lane]
            out_weight[first + lane, g] = weight_sum[g, lane]


@compiled_part_with_door
def _add_beyond(
    first: int, row: Singles, far: np.float32, extent: Singles, amount: Singles,
    out_beyond: Floats, out_unreachable: Floats, room: Singles,
) -> None:  # fmt: skip
    """Add up how much is beyond the limit, and how much without any way. room : (3, LANES)."""
    n_zones, lanes, beyond, unreachable = row.shape[0], min(LANES, row.shape[0] - first), room[0], room[1]
    for lane in range(lanes):
        out_beyond[first + lane] = out_unreachable[first + lane] = 0.0
    for block in range(extent.shape[1]):
        if extent[1, block] <= far:
            continue
        beyond[:], unreachable[:] = 0.0, 0.0
        for z in range(block * BLOCK, min((block + 1) * BLOCK, n_zones)):
            minutes, here = row[z], amount[z]
            for lane in range(LANES):
                beyond[lane] += here if far < minutes[lane] < np.inf else _NOTHING
                unreachable[lane] += here if minutes[lane] == np.inf else _NOTHING
        for lane in range(lanes):
            out_beyond[first + lane] += beyond[lane]
            out_unreachable[first + lane] += unreachable[lane]
