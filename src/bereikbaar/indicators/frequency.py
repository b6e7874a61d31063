"""Frequency: how often one can leave, whether that is often enough to just turn up, and what is left of it later."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.units import SLACK

Floats = NDArray[np.float64]


def is_spoorboekloos(departures: Floats, gap_min: Floats, per_hour: float, most_gap_min: float) -> NDArray[np.bool_]:
    """Say where one can turn up and go: at least ``per_hour`` departures and no gap above ``most_gap_min``.

    Both limits include themselves. departures : per hour, any shape; 0 where unreachable, inf on foot.
    gap_min : longest gap, min; inf where unreachable.
    Source: a train every ten minutes, Toekomstbeeld OV, 6 February 2019.

    >>> is_spoorboekloos(np.array([6.0, 6.0, 4.0]), np.array([10.0, 15.0, 15.0]), 6, 10).tolist()
    [True, False, False]
    """
    often: NDArray[np.bool_] = (departures >= per_hour - SLACK) & (gap_min <= most_gap_min + SLACK)
    return often


def drop_pct(later: Floats, now: Floats) -> Floats:
    """Return by how many per cent ``later`` is less than ``now``; NaN where nothing runs now. Negative: it is more.

    >>> drop_pct(np.array([3.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [25.0, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(now > 0, 100.0 * (1.0 - later / now), np.nan)
