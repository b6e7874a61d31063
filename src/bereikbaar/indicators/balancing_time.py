"""Balancing time: the minutes after which there is more than one opportunity for each person of the place."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import opportunities_in, population_in, thresholds_in, times_in, wrong
from bereikbaar.indicators.decay_base import Floats
from bereikbaar.units import SLACK


def balancing_time(
    times: ArrayLike,
    opportunities: ArrayLike,
    population: ArrayLike,
    *,
    step_min: float | None = 1.0,
    passive: bool = False,
) -> Floats:
    """Return the smallest limit within which the opportunities exceed the people of the origin; ``inf`` = never.

    T_i = min { t : sum_j O_j [t_ij <= t] > P_i }, minutes; 0 for an origin without people.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). population : (n_origins,). step_min : limits are multiples of it, above 0; None = any.
    Result: (n_origins,) or, with k kinds, (n_origins, k).
    passive : from the destinations' view: the limit within which the people exceed the opportunities of the
    destination; (n_destinations, ..).
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Barboza, Carneiro, Falavigna, Luz and Orrico 2021, Journal of Transport Geography 90, 102924.

    >>> balancing_time(np.array([[0.0, 12.0, 38.0]]), np.array([200, 0, 5000]), np.array([1000]), step_min=5).tolist()
    [40.0]
    """
    minutes = times_in(times)
    supply, people = opportunities_in(opportunities, minutes), population_in(population, minutes)
    step = None if step_min is None else thresholds_in("step_min", step_min, above_zero=True)
    if step is not None and step.ndim:
        raise wrong("step_min", f"one number is expected, found {step.tolist()}")
    if supply.ndim == 1:
        exact = _exact(minutes.T, people, supply) if passive else _exact(minutes, supply, people)
    else:
        kinds = [_exact(minutes.T, people, k) if passive else _exact(minutes, k, people) for k in supply.T]
        shape = (minutes.shape[1] if passive else len(minutes), 0)
        exact = np.stack(kinds, axis=1) if kinds else np.zeros(shape)
    return exact if step is None else np.maximum(0.0, np.ceil((exact - SLACK) / step)) * step + 0.0  # never -0


def _exact(minutes: Floats, supply: Floats, own: Floats) -> Floats:
    """Return per row the minutes within which the supply exceeds the row's own amount."""
    out = np.full(len(minutes), np.inf)
    there = supply > 0
    for i, row in enumerate(minutes[:, there]):
        order = np.argsort(row, kind="stable")
        enough = np.cumsum(supply[there][order]) > own[i] + SLACK * max(1.0, own[i])
        if enough.any():
            out[i] = row[order][enough.argmax()]
    return np.where(own > 0, out, 0.0)
