"""Foster-Greer-Thorbecke: how many people fall short of a norm for access, how far, and how unevenly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import spread_in, thresholds_in, wrong
from bereikbaar.indicators.decay_base import Floats
from bereikbaar.units import SLACK


def fgt(
    access: ArrayLike, population: ArrayLike, limits: float | Sequence[float], power: int | Sequence[int] = (0, 1, 2)
) -> Floats:
    """Return the shortfall of access below each norm, for each power.

    FGT_a = sum_i (P_i / P) [A_i < z] ((z - A_i) / z)^a; no unit. 0: the share of the people below the norm ``z``; 1:
    times the mean share of the norm that they lack; 2: the deepest shortfalls count most. Who has the norm exactly
    does not fall short.

    access : (n_origins,) or (n_origins, k), at least 0. population : (n_origins,); zones without people are left out.
    limits : norms, above 0, in the unit of access, one number or several. power : 0, 1, 2 or several of them.
    Result: a number, with one axis each for k kinds, several norms and several powers, in this order; NaN without
    people.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, negative numbers, and access that is
    NaN or infinite where people live.
    Source: Foster, Greer and Thorbecke 1984, Econometrica 52(3), 761-766.

    >>> fgt(np.array([50.0, 100.0, 200.0]), np.array([1.0, 1.0, 2.0]), limits=100).tolist()
    [0.25, 0.125, 0.0625]
    """
    norms = thresholds_in("limits", limits, above_zero=True)
    powers = np.asarray(power)
    if powers.ndim > 1 or not np.isin(powers, (0, 1, 2)).all():
        raise wrong("power", f"0, 1, 2 or a list of them is expected, found {power!r}")
    flat_norms, flat_powers = np.atleast_1d(norms), np.atleast_1d(powers)

    def measure(values: Floats, people: Floats) -> Floats:
        lack = 1.0 - values[:, None] / flat_norms
        short = values[:, None] < flat_norms - SLACK
        each = np.where(short[..., None], np.maximum(lack, 0.0)[..., None] ** flat_powers, 0.0)
        return np.asarray(np.tensordot(people, each, axes=1) / people.sum())

    result: Floats = spread_in(access, population, measure, size=(len(flat_norms), len(flat_powers)))
    lead = result.shape[:-2]
    return np.asarray(result).reshape((*lead, *norms.shape, *powers.shape))[()]
