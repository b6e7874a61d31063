"""Gravity (potential) accessibility: opportunities weighed by a decay of their time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import far_end, per_decay, times_in
from bereikbaar.indicators.decay_base import Decay, Floats


def gravity(
    times: ArrayLike, opportunities: ArrayLike, decay: Decay | Sequence[Decay], *, passive: bool = False
) -> Floats:
    """Return the sum of opportunities, each weighed by the decay of its minutes.

    A_i = sum_j O_j f(t_ij), in the unit of the opportunities.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). decay : one, or a list or tuple of them (see :mod:`bereikbaar.indicators.decay`).
    Result: (n_origins,), with k kinds (n_origins, k), and for several decays one axis more at the end.
    passive : from the destinations' view: ``opportunities`` are then at the origins, the result per destination.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Hansen 1959, Journal of the American Institute of Planners 25(2), 73-76.

    >>> from bereikbaar.indicators.decay import HalfLife
    >>> gravity(np.array([[0.0, 30.0, np.inf]]), np.array([10.0, 5.0, 7.0]), HalfLife(30)).tolist()
    [12.5]
    """
    minutes = times_in(times, passive=passive)
    amounts = far_end(opportunities, minutes, passive=passive)
    shape = (len(minutes), *amounts.shape[1:])
    return per_decay(decay, minutes, shape, lambda weights: np.asarray(weights @ amounts))
