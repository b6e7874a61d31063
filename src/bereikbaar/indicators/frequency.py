"""Frequency: how often one can leave, whether that is often enough to just turn up, and what is left of it later."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bereikbaar.indicators.arrays import amounts_in, matrix_in, wrong
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


def spoorboekloos_pct(
    departures: ArrayLike,
    gap_min: ArrayLike,
    opportunities: ArrayLike,
    *,
    per_hour: float = 6.0,
    most_gap_min: float = 10.0,
    counts: ArrayLike | None = None,
) -> Floats:
    """Return the share of destinations to which one can turn up and go, by what there is, %.

    100 sum_j O_j [is_spoorboekloos_ij] / sum_j O_j; what cannot be reached counts as no.

    departures : (n_origins, n_destinations) per hour; 0 where unreachable, inf on foot.
    gap_min : same shape, longest gap, min; inf where unreachable. opportunities : (n_destinations,), such as people.
    counts : (n_origins, n_destinations) truth values, False for what is left out (the own town); None = all count.
    Result: (n_origins,); NaN where nothing counts.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: a train every ten minutes, Toekomstbeeld OV, 6 February 2019.

    >>> departures, gaps = np.array([[6.0, 4.0, 0.0]]), np.array([[10.0, 15.0, np.inf]])
    >>> spoorboekloos_pct(departures, gaps, np.array([30, 10, 20])).tolist()
    [50.0]
    """
    often = matrix_in("departures", departures, "0 where unreachable")
    gaps = matrix_in("gap_min", gap_min, "inf where unreachable")
    if gaps.shape != often.shape:
        raise wrong("gap_min", f"the shape of departures is expected, {often.shape}, found {gaps.shape}")
    fits = "one per destination (column of departures)"
    amounts = amounts_in("opportunities", opportunities, often.shape[1], fits, flat=True)
    taken = np.ones(often.shape, dtype=np.bool_) if counts is None else np.asarray(counts, dtype=np.bool_)
    if taken.shape != often.shape:
        raise wrong("counts", f"the shape of departures is expected, {often.shape}, found {taken.shape}")
    yes = is_spoorboekloos(often, gaps, per_hour, most_gap_min) & taken
    total = taken @ amounts
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, 100.0 * (yes @ amounts) / total, np.nan)
