"""Rows of minutes kept between passes over the same pairs of zones: made once, read again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.access.rows import Filler, Rows
from bereikbaar.access.sum_arrays import LANES


class KeptRows:
    """Rows that remember what was in them. Between passes they take 4 bytes per pair: 66 MB for the Netherlands.

    The minutes are kept in single precision, within 0.00001 min of what they were: good for weights that change
    smoothly, not for limits.
    """

    def __init__(self, rows: Rows, n_zones: int) -> None:
        self._rows = rows
        self._minutes: NDArray[np.float32] = np.empty((-(-n_zones // LANES), n_zones, LANES), dtype=np.float32)

    @property
    def first(self) -> Rows:
        """The rows themselves, for the first pass: whatever fills them is kept."""

        def filler() -> Filler:
            fill = self._rows.filler()

            def keeping(first: int) -> tuple[Floats, Floats, Floats]:
                row, often, departures = fill(first)
                self._minutes[first // LANES] = row
                return row, often, departures

            return keeping

        return Rows(self._rows.longest_min, filler)

    @property
    def again(self) -> Rows:
        """The kept rows, for later passes that ask nothing of how often one can leave."""

        def filler() -> Filler:
            row, none = np.empty(self._minutes.shape[1:]), np.zeros((0, LANES))

            def fill(first: int) -> tuple[Floats, Floats, Floats]:
                row[:] = self._minutes[first // LANES]
                return row, none, none

            return fill

        return Rows(self._rows.longest_min, filler)
