"""Minutes to reach so much of something, exactly, without sorting the times to all zones: one bin of whole minutes is
looked at closely, the one in which the sum gets there."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import LANES, Reach, ReachRoom
from bereikbaar.access.weight_kernels import furthest
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door


@compiled_part_with_door
def add_reach(first: int, row: Floats, far: float, amounts: Floats, of: Reach, out: Floats, room: ReachRoom) -> None:
    """Fill out (n_zones, n_reach) for the origins from ``first`` on; see :class:`bereikbaar.access.sums.Sums`."""
    limit = furthest(far)
    for h in range(len(of.amount)):
        _fill_histogram(row, limit, amounts[of.amount[h]], room.histogram[h])
    for r in range(len(of.of)):
        h = of.of[r]
        _find_bins(first, room.histogram[h], of.least[r], room.bin_min, room.needed)
        _collect(row, limit, amounts[of.amount[h]], room)
        for lane in range(min(LANES, row.shape[0] - first)):
            n = room.found[lane]
            minutes = np.inf
            if n > 0:
                minutes = _reached_at(room.found_min[lane], room.found_amount[lane], n, room.needed[lane])
            out[first + lane, r] = minutes


@compiled_part
def _fill_histogram(row: Floats, limit: float, amount: Floats, bins: Floats) -> None:
    """Fill bins (n_bins, LANES) with an amount by whole minutes; the last bin holds all beyond."""
    bins[:] = 0.0
    last = len(bins) - 1.0
    for z in range(row.shape[0]):
        if amount[z] == 0.0:
            continue
        for lane in range(LANES):
            if row[z, lane] <= limit:
                bins[np.int64(min(row[z, lane], last)), lane] += amount[z]


@compiled_part
def _find_bins(first: int, bins: Floats, least: Floats, bin_min: Floats, needed: Floats) -> None:
    """Fill bin_min (2, LANES) with the minutes between which the sum gets there, and needed with what lacks before.

    Where it never does, from is infinite.
    """
    for lane in range(LANES):
        target = least[min(first + lane, len(least) - 1)]
        bin_min[0, lane] = np.inf
        before = 0.0
        for b in range(len(bins)):
            if bins[b, lane] > 0.0 and before + bins[b, lane] >= target:
                bin_min[0, lane] = b
                bin_min[1, lane] = b + 1.0 if b < len(bins) - 1 else np.inf
                needed[lane] = target - before
                break
            before += bins[b, lane]


@compiled_part
def _collect(row: Floats, limit: float, amount: Floats, room: ReachRoom) -> None:
    """Fill found_min and found_amount (LANES, n_zones) with what is in the bins, and found with how many that are."""
    low, high, found = room.bin_min[0], room.bin_min[1], room.found
    found[:] = 0
    for z in range(row.shape[0]):
        if amount[z] == 0.0:
            continue
        for lane in range(LANES):
            minutes = row[z, lane]
            if low[lane] <= minutes < high[lane] and minutes <= limit:
                room.found_min[lane, found[lane]] = minutes
                room.found_amount[lane, found[lane]] = amount[z]
                found[lane] += 1


@compiled_part
def _reached_at(minutes: Floats, amount: Floats, n: int, needed: float) -> float:
    """Return the least of the first n minutes within which the amounts add up to ``needed``; they are reordered.

    A quickselect by amount: the half that does not hold the answer is never looked at again. Where rounding
    says that all of them are not enough, the last one is meant.
    """
    lo, hi = 0, n - 1
    while lo < hi:
        pivot = minutes[(lo + hi) // 2]
        i, j, below = lo, hi, 0.0
        while i <= j:
            while minutes[i] < pivot:
                i += 1
            while minutes[j] > pivot:
                j -= 1
            if i <= j:
                minutes[i], minutes[j] = minutes[j], minutes[i]
                amount[i], amount[j] = amount[j], amount[i]
                i += 1
                j -= 1
        for k in range(lo, j + 1):
            below += amount[k]
        if below >= needed:
            hi = j
        elif i - j > 1 and below + amount[j + 1] >= needed:
            return float(minutes[j + 1])
        else:
            for k in range(j + 1, i):
                below += amount[k]
            needed -= below
            lo = i
    return float(minutes[min(lo, hi)])
