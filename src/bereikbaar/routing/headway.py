"""The headway method from arrays to matrices: blocks of destinations over a pool of threads."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bereikbaar.errors import InputError
from bereikbaar.routing.arrays import Floats, PatternArrays, Positions
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.routing.kernels_detail import Parts

#: Destinations worked on together. More lanes make better use of wide registers, fewer spread better.
MOST_LANES, FEWEST_LANES = 32, 8


class Values(NamedTuple):
    """Minutes in (to, from) station matrices: the transpose of those in :class:`TravelTimes`."""

    expected: Floats
    best: Floats
    onward: Floats


def values(
    arrays: PatternArrays, settings: Settings, *, threads: int | None = None, destinations: Positions | None = None
) -> Values:
    """Return expected, best and onward minutes to all destinations (or the rows of some; others stay ``inf``)."""
    from bereikbaar.routing import kernels

    out = Values(*_matrices(arrays, 3))

    def work(block: Positions) -> None:
        kernels.values(block, *waits(settings), arrays.lines, out.expected, out.best, out.onward)

    _spread(work, arrays, destinations, threads)
    return out


def components(
    arrays: PatternArrays,
    settings: Settings,
    found: Values,
    *,
    threads: int | None = None,
    destinations: Positions | None = None,
) -> Parts:
    """Return what the expected minutes of ``found`` consist of, and how often one can leave."""
    from bereikbaar.routing import kernels_detail

    out = kernels_detail.Parts(*_matrices(arrays, 5))

    def work(block: Positions) -> None:
        kernels_detail.components(
            block, orders(found.onward, block), *waits(settings), arrays.lines, found.expected, found.onward, out
        )

    _spread(work, arrays, destinations, threads)
    return out


def waits(settings: Settings) -> tuple[float, float]:
    """Return the mean wait for a train that runs once an hour, at the first boarding and after a change, min."""
    return 60.0 * settings.alpha_first, 60.0 * settings.alpha_transfer


def orders(onward: Floats, destinations: Positions) -> Positions:
    """Return (n_destinations, n_stations) station indexes by rising minutes to go; ties by index.

    Minutes of at least 0 are in the order of their bits. With the index in their last bits they are sorted with it,
    four times as quickly; minutes that differ by less than about a billionth of a minute are ties.
    """
    n = onward.shape[1]
    low = np.uint64((1 << max(n - 1, 1).bit_length()) - 1)
    bits = (onward[destinations] + 0.0).view(np.uint64)  # + 0.0: no minus zero
    bits &= ~low
    bits |= np.arange(n, dtype=np.uint64)
    bits.sort(axis=1)
    bits &= low
    return bits.view(np.int64)


def blocks(destinations: Positions, threads: int) -> list[Positions]:
    """Cut the destinations into blocks; the results do not depend on where."""
    lanes = min(MOST_LANES, max(FEWEST_LANES, len(destinations) // (4 * threads)))
    return [destinations[i : i + lanes].copy() for i in range(0, len(destinations), lanes)]


def thread_count(threads: int | None) -> int:
    """Return the number of threads: what was asked for, or one per processor that we may use."""
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if threads < 1:
        raise InputError(f"{threads} threads; expected 1 or more")
    return threads


def _spread(
    work: Callable[[Positions], None], arrays: PatternArrays, destinations: Positions | None, threads: int | None
) -> None:
    n_threads = thread_count(threads)
    wanted = arrays.nearby if destinations is None else np.asarray(destinations, dtype=np.int64)
    parts = blocks(wanted, n_threads)
    if n_threads == 1 or len(parts) < 2:
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(min(n_threads, len(parts))) as pool:
        list(pool.map(work, parts))


def _matrices(arrays: PatternArrays, count: int) -> list[Floats]:
    n = len(arrays.stations)
    return [np.full((n, n), np.inf) for _ in range(count)]
