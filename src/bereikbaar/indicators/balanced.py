"""Competition by the balanced floating catchment area: nobody is counted twice, and no opportunity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.decay_base import Decay, Floats
from bereikbaar.indicators.shen import from_both_ends, per_demand


def balanced(
    times: ArrayLike,
    opportunities: ArrayLike,
    population: ArrayLike,
    decay: Decay | Sequence[Decay],
    *,
    passive: bool = False,
) -> Floats:
    """Return opportunities per person where people and opportunities are each shared out exactly once.

    L_j = O_j / sum_i P_i f_ij / f_i.  and  A_i = sum_j L_j f_ij / f_.j , with f_i. = sum_j f_ij (all destinations)
    and f_.j = sum_i f_ij (all origins): opportunities per person. The people of an origin spread over the
    destinations (without the overstated demand of the 2SFCA), the level of a destination over the origins.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). population : (n_origins,). decay : one, or a list of them.
    Result: (n_origins,), with k kinds (n_origins, k), and for several decays one axis more at the end.
    passive : from the destinations' view: people per opportunity; (n_destinations, ..).
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Paez, Higgins and Vivona 2019, PLoS ONE 14(6), e0218773.

    >>> from bereikbaar.indicators.decay import Step
    >>> balanced(np.full((2, 2), 10.0), np.array([20, 20]), np.array([30, 10]), Step(30)).tolist()
    [1.0, 1.0]
    """
    return from_both_ends(_shared, times, opportunities, population, decay, passive=passive)


def _shared(weights: Floats, supply: Floats, demand: Floats) -> Floats:
    """Return the level of supply per row: weights (n, m), supply (m,) or (m, k), demand (n,) or (n, k)."""
    demanded = weights.T @ per_demand(demand, weights.sum(axis=1))
    level = per_demand(supply, demanded)
    return np.asarray(weights @ per_demand(level, weights.sum(axis=0)))
