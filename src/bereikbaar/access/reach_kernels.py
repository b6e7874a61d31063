"""Minutes to reach so much of something, exactly, without sorting the times to all zones: one bin of whole minutes is
looked at closely, the one in which the sum gets there."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import BLOCK, LANES, Ints32, Reach, ReachRoom, Singles
from bereikbaar.routing.jit import compiled_part, compiled_part_with_door

#: Minutes that are looked at first; while that is not enough for every origin, so many times more.
FIRST_MIN, WIDER = 30.0, 1.5

_NEVER = np.float32(np.inf)


@compiled_part_with_door
def add_reach(
    first: int, row: Singles, far: np.float32, extent: Singles, of: Reach, out: Floats, room: ReachRoom
) -> None:
    """Fill out (n_zones, n_reach) for the origins from ``first`` on; see :class:`bereikbaar.access.sums.Sums`."""
    lanes = min(LANES, row.shape[0] - first)
    for h in range(len(of.amounts)):
        amount, bins, done, low = of.amounts[h], room.histogram[h], False, np.float32(0.0)
        n_bins = len(bins) - 1
        bins[:] = 0.0
        while not done:  # sooner or later: the last bin has no end
            high = np.float32(max(FIRST_MIN, np.floor(low * WIDER)))
            high = high if high < n_bins - 1 else _NEVER
            _fill_histogram(row, far, low, high, extent, amount, bins, room.bin)
            done = high == _NEVER or _all_there(first, lanes, bins, h, of, min(int(high), n_bins), room.needed)
            low = high
    for r in range(len(of.of)):
        h = of.of[r]
        _find_bins(first, room.histogram[h], of.least[r], room.bin_min, room.needed)
        _collect(row, far, extent, of.amounts[h], room)
        for lane in range(lanes):
            n = room.found[lane]
            minutes = np.inf
            if n > 0:
                minutes = _reached_at(room.found_min[lane], room.found_amount[lane], n, room.needed[lane])
            out[first + lane, r] = minutes


@compiled_part
def _fill_histogram(
    row: Singles, far: np.float32, low: np.float32, high: np.float32, extent: Singles, amount: Floats, bins: Floats,
    at: Ints32,
) -> None:  # fmt: skip
    """Add an amount to bins (n_bins + 1, LANES) by whole minutes, from low on and before high.

    The last but one has no end; the last one is for what is not looked for. at : (LANES,).
    """
    nowhere, n_zones = np.int32(len(bins) - 1), row.shape[0]
    last = np.float32(len(bins) - 2)
    for block in range(extent.shape[1]):
        if extent[0, block] >= high or extent[1, block] < low:
            continue
        for z in range(block * BLOCK, min((block + 1) * BLOCK, n_zones)):
            here, minutes = amount[z], row[z]
            if here == 0.0:
                continue
            for lane in range(LANES):
                wanted = (low <= minutes[lane]) & (minutes[lane] < high) & (minutes[lane] <= far)
                at[lane] = np.int32(min(minutes[lane], last)) if wanted else nowhere
            for lane in range(LANES):
                bins[np.uint32(at[lane]), lane] += here


@compiled_part
def _all_there(first: int, lanes: int, bins: Floats, h: int, of: Reach, n: int, total: Floats) -> bool:
    """Say whether the first n bins hold enough for every origin and all that is to be reached. total : (LANES,)."""
    total[:] = 0.0
    for b in range(n):
        for lane in range(LANES):
            total[lane] += bins[b, lane]
    for r in range(len(of.of)):
        if of.of[r] == h:
            for lane in range(lanes):
                if total[lane] < of.least[r, first + lane]:
                    return False
    return True


@compiled_part
def _find_bins(first: int, bins: Floats, least: Floats, bin_min: Singles, needed: Floats) -> None:
    """Fill bin_min (2, LANES) with the minutes between which the sum gets there, and needed with what lacks before.

    Where it never does, from is infinite.
    """
    n_bins = len(bins) - 1
    for lane in range(LANES):
        target = least[min(first + lane, len(least) - 1)]
        bin_min[0, lane] = np.inf
        before = 0.0
        for b in range(n_bins):
            if bins[b, lane] > 0.0 and before + bins[b, lane] >= target:
                bin_min[0, lane] = b
                bin_min[1, lane] = b + 1.0 if b < n_bins - 1 else np.inf
                needed[lane] = target - before
                break
            before += bins[b, lane]


@compiled_part
def _collect(row: Singles, far: np.float32, extent: Singles, amount: Floats, room: ReachRoom) -> None:
    """Fill found_min and found_amount (LANES, n_zones) with what is in the bins, and found with how many that are."""
    low, high, found = room.bin_min[0], room.bin_min[1], room.found
    found[:] = 0
    begin, end, n_zones = _NEVER, np.float32(0.0), row.shape[0]
    for lane in range(LANES):
        begin, end = min(begin, low[lane]), max(end, high[lane] if low[lane] < _NEVER else end)
    for block in range(extent.shape[1]):
        if extent[0, block] >= end or extent[1, block] < begin:
            continue
        for z in range(block * BLOCK, min((block + 1) * BLOCK, n_zones)):
            minutes, anyone = row[z], False
            if amount[z] == 0.0:
                continue
            for lane in range(LANES):
                anyone |= (low[lane] <= minutes[lane]) & (minutes[lane] < high[lane]) & (minutes[lane] <= far)
            if not anyone:
                continue
            for lane in range(LANES):
                if low[lane] <= minutes[lane] < high[lane] and minutes[lane] <= far:
                    room.found_min[lane, found[lane]] = minutes[lane]
                    room.found_amount[lane, found[lane]] = amount[z]
                    found[lane] += 1


@compiled_part
def _reached_at(minutes: Singles, amount: Floats, n: int, needed: float) -> float:
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
