"""The useful departures from some stations to all others, over as much of a day as one likes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bereikbaar.clock.arrays import Longs
from bereikbaar.clock.events import Events, compact
from bereikbaar.clock.profiles import ProfileParts, Profiles
from bereikbaar.clock.question import station_index
from bereikbaar.clock.times import destination_blocks, fill, walk_seconds
from bereikbaar.routing.headway import thread_count


def departures_from(events: Events, origins: Iterable[str], *, threads: int | None = None) -> Profiles:
    """Return the profiles from some stations to all, for the window that the events were prepared for.

    origins : codes; all other stations have no departures. Who is ready after the window is not answered. The
    question may limit the changes, unlike in :func:`bereikbaar.clock.arrivals.profiles_from`. threads : None = one
    per processor; the answer does not depend on it. Raises UnknownNameError for a station that is not there.
    """
    n, q = len(events.stations), events.question
    length = q.end_s - q.start_s
    net, n_rows = compact(events)
    leaves = _leaves_of(events, net.pool, sorted({station_index(events.trips, code) for code in origins}))
    parts = ProfileParts(n, events.trips.period_s, length, q.longest_s)
    own = threading.local()

    def work(block: Longs) -> None:
        if not hasattr(own, "rows") or own.rows[0].shape[1] != len(block):
            own.rows = [np.empty((n_rows, len(block))) for _ in range(1 + (q.max_changes is not None))]
        parts.add(block, leaves, fill(events, net, block, own.rows), walk_seconds(events, block))

    n_threads = thread_count(threads)
    blocks = destination_blocks(np.arange(n, dtype=np.int64), n_rows, n_threads)
    with ThreadPoolExecutor(max(1, min(n_threads, len(blocks)))) as pool:
        list(pool.map(work, blocks))
    return parts.together(events.stations, length)


def _leaves_of(events: Events, pool: np.ndarray, origins: list[int]) -> tuple[Longs, Longs, Longs]:
    """Return the trains of some origins, as ``clock.summary.Leaves``: those of the others are left out."""
    counts = np.zeros(len(events.stations), dtype=np.int64)
    counts[origins] = np.diff(events.leave_first)[origins]
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    chosen = [np.arange(events.leave_first[o], events.leave_first[o + 1]) for o in origins]
    rows = np.concatenate([*chosen, np.zeros(0, dtype=np.int64)]).astype(np.int64)
    return first, pool[events.leave_event[rows]].astype(np.int64), events.leave_s[rows]
