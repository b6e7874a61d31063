"""Gini: how unevenly access is spread over people, 0 (even) .. 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import spread_in
from bereikbaar.indicators.decay_base import Floats


def gini(access: ArrayLike, population: ArrayLike) -> Floats:
    """Return the population-weighted Gini coefficient of access.

    G = 1 - sum_i p_i (L_i + L_i-1), with p_i the share of the people of zone i, zones in order of access, and L the
    share of all access (Lorenz curve, by trapezoids); no unit.

    access : (n_origins,) or (n_origins, k), at least 0. population : (n_origins,); zones without people are left out.
    Result: a number or (k,); NaN without people and where nobody has any access.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, negative numbers, and access that is
    NaN or infinite where people live.
    Source: Gini 1912; Lorenz 1905, Publications of the American Statistical Association 9(70), 209-219.

    >>> float(gini(np.array([10.0, 20.0, 40.0]), np.array([1.0, 1.0, 2.0])))
    0.25
    """
    result: Floats = spread_in(access, population, _gini)
    return result


def _gini(access: Floats, people: Floats) -> float:
    had = np.concatenate([[0.0], np.cumsum(access * people)])
    if had[-1] <= 0:
        return float("nan")
    return float(1.0 - (people * (had[1:] + had[:-1])).sum() / (had[-1] * people.sum()))
