"""The textbook way to work out optimal strategies, for comparison: label setting with a heap.

    python benchmarks/label_setting.py [--network nl-2026] [--window offpeak] [--rounds 7]

Prints its time beside that of the kernels with blocks of 1 to 64 destinations, on one thread, and the largest
difference between the two.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from bereikbaar.read.network import find_network, read_network
from bereikbaar.routing import headway, kernels
from bereikbaar.routing.arrays import Lines, PatternArrays, pattern_arrays
from bereikbaar.settings import Settings


@numba.njit
def push(keys: Any, items: Any, size: int, key: float, item: int) -> int:
    at = size
    while at > 0 and keys[(at - 1) // 2] > key:
        keys[at], items[at] = keys[(at - 1) // 2], items[(at - 1) // 2]
        at = (at - 1) // 2
    keys[at], items[at] = key, item
    return size + 1


@numba.njit
def pop(keys: Any, items: Any, size: int) -> int:
    """Take the smallest away (the caller has read it at position 0)."""
    key, item = keys[size - 1], items[size - 1]
    at, size = 0, size - 1
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[at], items[at] = keys[child], items[child]
        at = child
    keys[at], items[at] = key, item
    return size


@numba.njit
def reach(s: int, out: float, lines: Lines, calls: Any, first: Any, keys: Any, items: Any, size: int) -> int:
    """A station is settled: offer getting out there to all trains that arrive."""
    for i in range(first[s], first[s + 1]):
        before = lines.boarding[calls[i] - 1]
        if before >= 0:
            size = push(keys, items, size, lines.run_min[calls[i] - 1] + out, before)
    return size


@numba.njit
def label_setting(lines: Lines, calls: Any, first: Any, wait: float, expected: Any) -> None:
    """Fill ``expected`` (to, from), one destination at a time; both waiting factors are the same.

    Items of the heap: 0 and above are boardings, below 0 stations.
    """
    n, n_boardings = lines.change_min.shape[0], lines.per_hour.shape[0]
    keys, items = np.empty(8 * n_boardings + n), np.empty(8 * n_boardings + n, np.int64)
    for d in range(n):
        total, per_hour, value = np.full(n, wait), np.zeros(n), np.full(n, np.inf)
        done = np.zeros(n_boardings, np.bool_)
        size = reach(d, 0.0, lines, calls, first, keys, items, 0)
        value[d] = 0.0
        while size > 0:
            key, item = keys[0], items[0]
            size = pop(keys, items, size)
            if item < 0:
                s = -item - 1
                if key == value[s]:
                    size = reach(s, key + lines.change_min[s], lines, calls, first, keys, items, size)
                continue
            if done[item]:
                continue
            done[item] = True
            call = lines.board_call[item]
            s = lines.station[call]
            if key < value[s] - 1e-9:
                total[s] += lines.per_hour[item] * key
                per_hour[s] += lines.per_hour[item]
                value[s] = total[s] / per_hour[s]
                size = push(keys, items, size, value[s], -s - 1)
            if call > 0 and lines.pattern[call - 1] == lines.pattern[call]:
                stay = lines.run_min[call - 1] + lines.dwell_min[call] + key
                size = push(keys, items, size, stay, lines.boarding[call - 1])
        expected[d] = value


def arrivals(arrays: PatternArrays) -> tuple[np.ndarray, np.ndarray]:
    """Return the calls at every station where a train arrives, station by station."""
    lines, n = arrays.lines, len(arrays.stations)
    calls = [c for c in range(len(lines.station)) if c not in set(lines.first.tolist())]
    calls.sort(key=lambda c: (lines.station[c], c))
    counts = np.bincount(lines.station[calls], minlength=n)
    return np.array(calls), np.concatenate([[0], np.cumsum(counts)])


def smallest_time(job: Callable[[], Any], rounds: int) -> float:
    job()
    found = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        found = min(found, time.perf_counter() - start)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="nl-2026")
    parser.add_argument("--window", default="offpeak")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    settings = Settings(alpha_first=0.5, alpha_transfer=0.5)
    arrays = pattern_arrays(read_network(find_network(arguments.network)), arguments.window, settings)
    n = len(arrays.stations)
    calls, first = arrivals(arrays)
    expected = np.empty((n, n))
    seconds = smallest_time(lambda: label_setting(arrays.lines, calls, first, 30.0, expected), arguments.rounds)
    print(f"{seconds:.4f} s  label setting with a heap")
    out = headway.Values(*(np.empty((n, n)) for _ in range(3)))

    def blocks(lanes: int) -> None:
        for i in range(0, n, lanes):
            kernels.values(arrays.nearby[i : i + lanes].copy(), 30.0, 30.0, arrays.lines, *out)

    for lanes in (1, 2, 4, 8, 16, 32, 64):
        seconds = smallest_time(lambda lanes=lanes: blocks(lanes), arguments.rounds)  # type: ignore[misc]
        print(f"{seconds:.4f} s  rounds, blocks of {lanes} destinations")
    reached = np.isfinite(expected)
    assert (reached == np.isfinite(out.expected)).all()
    print(f"largest difference: {np.abs(expected[reached] - out.expected[reached]).max():.1e} min")


if __name__ == "__main__":
    main()
