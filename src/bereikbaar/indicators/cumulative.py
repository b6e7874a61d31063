"""Cumulative opportunities: how much can be reached within a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import far_end, per_threshold, thresholds_in, times_in
from bereikbaar.indicators.decay_base import Floats
from bereikbaar.units import SLACK


def cumulative(
    times: ArrayLike, opportunities: ArrayLike, limits: float | Sequence[float], *, passive: bool = False
) -> Floats:
    """Return what every origin reaches within each limit; a limit includes itself.

    A_i(T) = sum_j O_j [t_ij <= T], in the unit of the opportunities.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). limits : min, one number or several.
    Result: (n_origins,), with k kinds (n_origins, k), and for several limits one axis more at the end.
    passive : from the destinations' view: ``opportunities`` are then people (or anything) at the origins, and the
    result says per destination how many of them can come.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Wachs and Kumagai 1973, Socio-Economic Planning Sciences 7(5), 437-456.

    >>> cumulative(np.array([[0.0, 30.0, np.inf]]), np.array([10.0, 5.0, 7.0]), limits=[29, 30]).tolist()
    [[10.0, 15.0]]
    >>> cumulative(np.array([[0.0, 30.0], [40.0, 0.0]]), np.array([100, 20]), limits=35, passive=True).tolist()
    [100.0, 120.0]
    """
    minutes = times_in(times, passive=passive)
    amounts = far_end(opportunities, minutes, passive=passive)
    shape = (len(minutes), *amounts.shape[1:])
    given = thresholds_in("limits", limits, above_zero=False)
    return per_threshold(given, shape, lambda limit: np.asarray((minutes <= limit + SLACK) @ amounts))
