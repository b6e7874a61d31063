"""Spatial availability: every opportunity is handed out once, to those who can reach it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.decay_base import Decay, Floats
from bereikbaar.indicators.shen import from_both_ends, two_steps


def spatial_availability(
    times: ArrayLike,
    opportunities: ArrayLike,
    population: ArrayLike,
    decay: Decay | Sequence[Decay],
    *,
    passive: bool = False,
) -> Floats:
    """Return how many opportunities fall to every origin; together they are all that somebody can reach.

    V_i = sum_j O_j P_i f_ij / sum_k P_k f_kj, in the unit of the opportunities (Shen's ratio times the people). An
    origin without people gets 0.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). population : (n_origins,). decay : one, or a list of them.
    Result: (n_origins,), with k kinds (n_origins, k), and for several decays one axis more at the end.
    passive : from the destinations' view: the people that fall to every destination; (n_destinations, ..).
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Soukhov, Paez, Higgins and Mohamed 2023, PLoS ONE 18(1), e0278468.

    >>> from bereikbaar.indicators.decay import Step
    >>> spatial_availability(np.full((2, 2), 10.0), np.array([20, 20]), np.array([30, 10]), Step(30)).tolist()
    [30.0, 10.0]
    """
    return from_both_ends(_fallen_to, times, opportunities, population, decay, passive=passive)


def _fallen_to(weights: Floats, supply: Floats, demand: Floats) -> Floats:
    """Return what falls to every row: its ratio (see :func:`two_steps`) times its demand."""
    ratio = two_steps(weights, supply, demand)
    return np.asarray(ratio * (demand if ratio.ndim == demand.ndim else demand[:, None]))
