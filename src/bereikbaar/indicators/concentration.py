"""Concentration index: whether access goes to those who rank high in something else, -1 .. 1."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.errors import did_you_mean
from bereikbaar.indicators.arrays import numbers_in, ranking_in, spread_in, wrong
from bereikbaar.indicators.decay_base import Floats

FORMS = ("standard", "erreygers")


def concentration(
    access: ArrayLike,
    population: ArrayLike,
    ranking: ArrayLike,
    form: Literal["standard", "erreygers"] = "standard",
    *,
    bounds: tuple[float, float] | None = None,
) -> Floats:
    """Return the concentration index of access over people ranked by something else (income, address density).

    C = 2 / m sum_i (P_i / P) A_i R_i - 1, with m the mean and R_i the share of the people ranked below the middle of
    zone i; zones of equal rank share their mean rank. Above 0: access goes to those who rank high. "erreygers": 4 m /
    (max - min) C, which does not depend on the scale of access. No unit.

    access : (n_origins,) or (n_origins, k), at least 0. population : (n_origins,); zones without people are left out.
    ranking : (n_origins,), any finite numbers; may be missing where nobody lives.
    bounds : lowest and highest possible access for "erreygers"; without it those found among zones with people.
    Result: a number or (k,); NaN without people, without any access, and with "erreygers" when all have the same.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, negative numbers, a form that is not
    there, and access or ranking that is NaN or infinite where people live.
    Source: Kakwani, Wagstaff and van Doorslaer 1997, Journal of Econometrics 77(1), 87-103; Erreygers 2009,
    Journal of Health Economics 28(2), 504-515.

    >>> float(concentration(np.array([0.0, 8.0]), np.array([1.0, 1.0]), ranking=[1, 2]))
    0.5
    >>> float(concentration(np.array([0.0, 8.0]), np.array([1.0, 1.0]), ranking=[1, 2], form="erreygers"))
    1.0
    """
    if form not in FORMS:
        raise wrong("form", f"no form {form!r}; there are {' and '.join(FORMS)}{did_you_mean(str(form), FORMS)}")
    if bounds is not None:
        pair = numbers_in("bounds", bounds)
        if pair.shape != (2,) or not np.isfinite(pair).all() or not pair[0] < pair[1]:
            raise wrong("bounds", f"a lowest and a highest value are expected, found {bounds!r}")
    rank = ranking_in(ranking, access, population)

    def measure(values: Floats, people: Floats, order: Floats) -> float:
        index = _standard(values, people, order)
        if form == "standard":
            return index
        low, high = bounds or (float(values.min()), float(values.max()))
        mean = float(values @ people / people.sum())
        return 4.0 * mean / (high - low) * index if high > low else float("nan")

    result: Floats = spread_in(access, population, measure, rank)
    return result


def _standard(access: Floats, people: Floats, rank: Floats) -> float:
    _, index = np.unique(rank, return_inverse=True)
    lived = np.bincount(index, weights=people)
    middle = (np.cumsum(lived) - lived / 2.0) / lived.sum()
    total = access @ people
    return float(2.0 * (access * people) @ middle[index] / total - 1.0) if total > 0 else float("nan")
