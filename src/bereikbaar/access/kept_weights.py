"""Weights of one decay kept between passes over the same pairs of zones: made once, read again."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import LANES

#: Rows of LANES origins that are worked on at a time, as many whatever the number of threads.
_ROWS = 16


class KeptWeights:
    """How much every zone counts for every other by one decay, filled by ``bereikbaar.access.sums.add_rows``.

    weights : (n_rows, n_zones, LANES) of the origins of a row, side by side. Single precision, within 6e-8 of
              themselves: 66 MB for the Netherlands.
    """

    def __init__(self, n_zones: int) -> None:
        self._n_zones = n_zones
        self.weights: NDArray[np.float32] = np.empty((-(-n_zones // LANES), n_zones, LANES), dtype=np.float32)

    def active(self, amount: Floats) -> Floats:
        """Return how much of an amount, (n_zones,), every zone reaches, (n_zones,)."""
        from bereikbaar.access.share_kernels import going

        single, out = amount.astype(np.float32), np.zeros((len(self.weights), LANES))
        self._in_pieces(lambda lo, hi: going(lo, hi, self.weights, single, out, np.zeros(LANES, dtype=np.float32)))
        return out.ravel()[: self._n_zones]

    def passive(self, people: Floats) -> Floats:
        """Return how many of some people, (n_zones,), can come to every zone, (n_zones,)."""
        from bereikbaar.access.share_kernels import FOLD, coming

        padded = np.zeros((len(self.weights), LANES), dtype=np.float32)
        padded.ravel()[: self._n_zones] = people
        parts = np.zeros((-(-len(self.weights) // _ROWS), self._n_zones, FOLD), dtype=np.float32)
        self._in_pieces(lambda lo, hi: coming(lo, hi, self.weights, padded, parts[lo // _ROWS]))
        return np.asarray(parts.sum(axis=(0, 2), dtype=np.float64))

    def _in_pieces(self, work: Callable[[int, int], None]) -> None:
        n = len(self.weights)
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 16)) as pool:
            list(pool.map(lambda lo: work(lo, min(n, lo + _ROWS)), range(0, n, _ROWS)))
