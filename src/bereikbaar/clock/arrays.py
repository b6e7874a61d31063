"""Small helpers on flat arrays: lists of different lengths behind one another, and the number of a journey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: A journey from a point on has one number: arrival, then changes, then seconds in the train, compared in that order.
#: All parts are whole and the number is below 2^53, so that sums and comparisons are exact.
CHANGE = float(1 << 21)
ARRIVE = float(1 << 31)
#: Most changes that fit.
MOST_CHANGES = (1 << 10) - 1


def firsts(keys: Longs, n_keys: int) -> Longs:
    """Return (n_keys + 1,) where the items of each key begin, for keys in ascending order."""
    return np.searchsorted(keys, np.arange(n_keys + 1)).astype(np.int64)


def expand(first: Longs, keys: Longs) -> tuple[Longs, Longs]:
    """Return (owner, item): for the k-th key all its items, ``first[key] .. first[key + 1] - 1``."""
    counts = first[keys + 1] - first[keys]
    owner = np.repeat(np.arange(len(keys), dtype=np.int64), counts)
    before = np.cumsum(counts) - counts
    item = np.arange(len(owner), dtype=np.int64) - before[owner] + first[keys][owner]
    return owner, item


class Sorted:
    """Things with a kind and a time, to look up the first of a kind that is not before a moment."""

    def __init__(self, kind: Longs, time: Longs, span: int) -> None:
        """``time`` in [0, span]; order of equal ones: as given."""
        self._span = span + 2
        key = kind.astype(np.int64) * self._span + time
        #: positions in the input, by kind, then time.
        self.order = np.argsort(key, kind="stable").astype(np.int64)
        self._key = key[self.order]

    def at(self, kind: Longs, time: Longs) -> Longs:
        """Return the place in ``order`` of the first of ``kind`` at or after ``time`` (or of the next kind)."""
        wanted = kind.astype(np.int64) * self._span + np.clip(time, 0, self._span - 1)
        return np.searchsorted(self._key, wanted).astype(np.int64)
