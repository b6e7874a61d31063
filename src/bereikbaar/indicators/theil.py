"""Theil T: unevenness of access that splits exactly into that between and that within groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import groups_in, spread_in, zones_in
from bereikbaar.indicators.decay_base import Floats


class TheilSplit(NamedTuple):
    """Theil T and its two parts: between + within = total. Numbers, or (k,) each."""

    total: Floats
    between: Floats
    within: Floats


def theil(access: ArrayLike, population: ArrayLike) -> Floats:
    """Return the population-weighted Theil T of access.

    T = sum_i (P_i / P) (A_i / m) ln(A_i / m), m the weighted mean; natural logarithm, a zone without access adds 0;
    no unit, 0 (even) .. ln(P / smallest zone).

    access : (n_origins,) or (n_origins, k), at least 0. population : (n_origins,); zones without people are left out.
    Result: a number or (k,); NaN without people and where nobody has any access.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, negative numbers, and access that is
    NaN or infinite where people live.
    Source: Theil 1967, Economics and Information Theory.

    >>> float(theil(np.array([0.0, 0.0, 0.0, 8.0]), np.ones(4)).round(6))  # ln 4
    1.386294
    """
    result: Floats = spread_in(access, population, _theil)
    return result


def theil_split(access: ArrayLike, population: ArrayLike, groups: ArrayLike) -> TheilSplit:
    """Return Theil T with what is between the groups and what is within them.

    between = sum_g (P_g / P) (m_g / m) ln(m_g / m), within = sum_g (P_g m_g / P m) T_g: the Theil of the means of
    the groups, and their own Theils weighted by their shares of all access.

    groups : (n_origins,) whole numbers; below 0 = in no group: such zones are left out of all three. The rest as in
    :func:`theil`.
    Source: Theil 1967; Shorrocks 1980, Econometrica 48(3), 613-625.

    >>> got = theil_split(np.array([1.0, 1.0, 3.0, 3.0]), np.ones(4), groups=[0, 0, 1, 1])
    >>> [float(v.round(6)) for v in got]
    [0.130812, 0.130812, 0.0]
    """
    values, people = zones_in(access, population)
    group = groups_in(groups, len(values))
    parts = spread_in(values, np.where(group < 0, 0.0, people), _split, group.astype(np.float64), size=(3,))
    return TheilSplit(parts[..., 0], parts[..., 1], parts[..., 2])


def _theil(access: Floats, people: Floats) -> float:
    mean = (access * people).sum() / people.sum()
    if mean <= 0:
        return float("nan")
    return float(people @ _times_its_log(access / mean) / people.sum())


def _split(access: Floats, people: Floats, group: Floats) -> tuple[float, float, float]:
    _, index = np.unique(group, return_inverse=True)
    lived = np.bincount(index, weights=people)
    means = np.bincount(index, weights=people * access) / lived
    mean = (lived * means).sum() / lived.sum()
    if mean <= 0:
        return (float("nan"),) * 3
    between = float(lived @ _times_its_log(means / mean) / lived.sum())
    own = means[index]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(own > 0, access / own, 0.0)
    within = float(people @ (own / mean * _times_its_log(ratio)) / people.sum())
    return _theil(access, people), between, within


def _times_its_log(share: Floats) -> Floats:
    """Return x ln x, 0 at 0."""
    return share * np.log(np.where(share > 0, share, 1.0))
