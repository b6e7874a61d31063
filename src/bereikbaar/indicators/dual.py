"""Dual accessibility: how many minutes it takes to reach a given number of opportunities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import far_end, per_threshold, thresholds_in, times_in
from bereikbaar.indicators.decay_base import Floats
from bereikbaar.units import SLACK


def dual(
    times: ArrayLike, opportunities: ArrayLike, amounts: float | Sequence[float], *, passive: bool = False
) -> Floats:
    """Return the minutes within which the opportunities sum to at least each amount; ``inf`` = never that many.

    T_i(N) = min { t : sum_j O_j [t_ij <= t] >= N }, minutes.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). amounts : above 0, in the unit of the opportunities, one number or several.
    Result: (n_origins,), with k kinds (n_origins, k), and for several amounts one axis more at the end.
    passive : from the destinations' view: minutes from within which so many (at the origins) can come.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Cui and Levinson 2020, Primal and dual access, Geographical Analysis 52(3), 452-474.

    >>> dual(np.array([[10.0, 30.0, 20.0]]), np.array([100, 300, 50]), amounts=[1, 150, 451]).tolist()
    [[10.0, 20.0, inf]]
    """
    minutes = times_in(times, passive=passive)
    kinds = far_end(opportunities, minutes, passive=passive)
    needed = thresholds_in("amounts", amounts, above_zero=True)
    if kinds.ndim == 1:
        return _of_one_kind(minutes, kinds, needed)
    shape = (len(minutes), kinds.shape[1], *needed.shape)
    out = np.zeros(shape)
    for k, kind in enumerate(kinds.T):
        out[:, k] = _of_one_kind(minutes, kind, needed)
    return out


def nearest(
    times: ArrayLike, opportunities: ArrayLike, n: int | Sequence[int] = 1, *, passive: bool = False
) -> Floats:
    """Return the minutes to the n-th nearest destination that has any opportunity; ``inf`` = there are fewer.

    A place counts once, however much it offers: :func:`dual` of places instead of opportunities. Shapes, errors and
    ``passive`` as there; ``n`` from 1.

    >>> nearest(np.array([[10.0, 30.0, 20.0]]), np.array([2, 9, 0]), n=[1, 2, 3]).tolist()
    [[10.0, 30.0, inf]]
    """
    minutes = times_in(times, passive=passive)
    some = (far_end(opportunities, minutes, passive=passive) > 0).astype(np.float64)
    return dual(minutes, some, thresholds_in("n", n, above_zero=True).tolist())


def _of_one_kind(minutes: Floats, kind: Floats, needed: Floats) -> Floats:
    there = kind > 0
    order = np.argsort(minutes[:, there], axis=1, kind="stable")
    near = np.take_along_axis(minutes[:, there], order, axis=1)
    summed = np.cumsum(kind[there][order], axis=1)
    summed[np.isinf(near)] = -1.0  # what cannot be reached is never enough

    def first(amount: float) -> Floats:
        enough = summed >= amount - SLACK * max(1.0, amount)
        if not enough.shape[1]:
            return np.full(len(minutes), np.inf)
        at = enough.argmax(axis=1)
        rows = np.arange(len(minutes))
        return np.where(enough[rows, at], near[rows, at], np.inf)

    return per_threshold(needed, (len(minutes),), first)
