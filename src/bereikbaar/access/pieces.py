"""Work on many zones, in pieces side by side."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

#: Fewer than these zones at a time are not worth a thread.
_LEAST = 512
_MOST_THREADS = 16


def spread(n: int, work: Callable[[int, int], None]) -> None:
    """Do ``work(lo, hi)`` for all of range(n), in pieces on all processors; the kernels let go of the lock."""
    workers = min(os.cpu_count() or 1, _MOST_THREADS)
    step = max(_LEAST, -(-n // (4 * workers)))
    pieces = [(lo, min(n, lo + step)) for lo in range(0, n, step)]
    if workers == 1 or len(pieces) <= 1:
        for lo, hi in pieces:
            work(lo, hi)
        return
    with ThreadPoolExecutor(min(workers, len(pieces))) as pool:
        for done in [pool.submit(work, lo, hi) for lo, hi in pieces]:
            done.result()
