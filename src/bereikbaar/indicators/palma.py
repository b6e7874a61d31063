"""Palma ratio: the access of the best placed tenth of the people over that of the worst placed four tenths."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import ranking_in, spread_in
from bereikbaar.indicators.decay_base import Floats

#: The richest tenth and the poorest four tenths (Cobham and Sumner 2013, after Palma 2011).
TOP_SHARE, BOTTOM_SHARE = 0.1, 0.4


def palma(access: ArrayLike, population: ArrayLike, ranking: ArrayLike | None = None) -> Floats:
    """Return mean access of the top 10 % of the people over mean access of the bottom 40 %, zones at a border split.

    People are ranked by ``ranking`` (such as income, one value per zone) or, without it, by the access itself. A zone
    on the border of a part counts with just as many of its people as are needed; zones of equal rank count as one, so
    their order cannot matter. It is the ratio of means: 1 = even (the ratio of *shares* of all access is a quarter
    of it). No unit.

    access : (n_origins,) or (n_origins, k), at least 0. population : (n_origins,); zones without people are left out.
    ranking : (n_origins,), any finite numbers, low = poor; may be missing where nobody lives.
    Result: a number or (k,); ``inf`` when the bottom has nothing; NaN without people, and without any access in both.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, negative numbers, and access or
    ranking that is NaN or infinite where people live.
    Source: Palma 2011, Development and Change 42(1), 87-153; for access Herszenhut et al. 2022.

    >>> float(palma(np.array([1.0, 2.0, 9.0]), np.array([40.0, 50.0, 10.0])))
    9.0
    >>> float(palma(np.array([1.0, 2.0, 9.0]), np.array([40.0, 50.0, 10.0]), ranking=[3, 2, 1]))
    0.26666666666666666
    """
    return _ranked(access, population, ranking, _split)


def palma_whole(access: ArrayLike, population: ArrayLike, ranking: ArrayLike | None = None) -> Floats:
    """Return the Palma ratio with whole zones: the top lies above the 90 % quantile, the bottom at or below the 40 %.

    Quantiles are those of Hmisc's ``wtd.quantile`` in R, weighted by people (interpolated between the two people on
    either side): the form of the R package accessibility, kept to reproduce studies made with it. With few zones
    there may be none above the quantile; the ratio is NaN then. Arguments and errors as in :func:`palma`.

    Source: Pereira and Herszenhut 2023, R package accessibility; Harrell, R package Hmisc.

    >>> float(palma_whole(np.array([1.0, 2.0, 9.0]), np.array([40.0, 49.0, 11.0])))
    nan
    >>> float(palma_whole(np.array([1.0, 2.0, 9.0]), np.array([40.0, 52.0, 8.0])))
    9.0
    """
    return _ranked(access, population, ranking, _whole)


def _ranked(
    access: ArrayLike,
    population: ArrayLike,
    ranking: ArrayLike | None,
    measure: Callable[[Floats, Floats, Floats], float],
) -> Floats:
    result: Floats
    if ranking is None:
        result = spread_in(access, population, lambda values, people: measure(values, people, values))
    else:
        result = spread_in(access, population, measure, ranking_in(ranking, access, population))
    return result


def _merged(access: Floats, people: Floats, rank: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the distinct ranks in ascending order, the people of each and the sum of access x people of each."""
    ranks, index = np.unique(rank, return_inverse=True)
    lived = np.bincount(index, weights=people).astype(np.float64)
    return ranks, lived, np.bincount(index, weights=people * access).astype(np.float64)


def _split(access: Floats, people: Floats, rank: Floats) -> float:
    _, lived, had = _merged(access, people, rank)
    upto = np.cumsum(lived)
    poor = np.clip(BOTTOM_SHARE * upto[-1] - (upto - lived), 0.0, lived)
    rich = np.clip(upto - (1.0 - TOP_SHARE) * upto[-1], 0.0, lived)
    mean = had / lived
    return _ratio(rich @ mean / rich.sum(), poor @ mean / poor.sum())


def _whole(access: Floats, people: Floats, rank: Floats) -> float:
    ranks, lived, had = _merged(access, people, rank)
    rich = ranks > _quantile(ranks, lived, 1.0 - TOP_SHARE)
    poor = ranks <= _quantile(ranks, lived, BOTTOM_SHARE)
    if not (rich.any() and poor.any()):
        return float("nan")
    return _ratio(had[rich].sum() / lived[rich].sum(), had[poor].sum() / lived[poor].sum())


def _quantile(values: Floats, weights: Floats, share: float) -> float:
    """Return Hmisc's weighted quantile: of ``n`` people in a row, the one at 1 + (n - 1) share, interpolated."""
    upto = np.cumsum(weights)
    at = 1.0 + (upto[-1] - 1.0) * share
    low = max(np.floor(at), 1.0)
    high = min(low + 1.0, upto[-1])
    below, above = (values[min(int(np.searchsorted(upto, x)), len(values) - 1)] for x in (low, high))
    part = at % 1.0
    return float((1.0 - part) * below + part * above)


def _ratio(top: float, bottom: float) -> float:
    if bottom > 0:
        return float(top / bottom)
    return float("inf") if top > 0 else float("nan")
