"""Means over the people of a region: of those who have an answer, with the share of those who have none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bereikbaar.indicators.arrays import groups_in, wrong, zones_in

Floats = NDArray[np.float64]


def group_means(values: Floats, weights: Floats, groups: NDArray[np.int64], n_groups: int) -> tuple[Floats, Floats]:
    """Return the weighted mean of every group over its finite values, and the weighted share without one.

    values, weights : (n,); a value that is inf or NaN is no answer and never enters a mean. groups : (n,) index of
    the group, 0 .. n_groups - 1. A group in which nobody has an answer has mean NaN and share 1; one without any
    weight has NaN for both.

    >>> mean, without = group_means(np.array([10.0, 20.0, np.inf]), np.array([1.0, 3.0, 4.0]), np.array([0, 0, 0]), 1)
    >>> mean.tolist(), without.tolist()
    ([17.5], [0.5])
    """
    answered = np.isfinite(values)
    weight = np.where(answered, weights, 0.0)
    total = np.bincount(groups, weights=weights, minlength=n_groups)
    counted = np.bincount(groups, weights=weight, minlength=n_groups)
    summed = np.bincount(groups, weights=weight * np.where(answered, values, 0.0), minlength=n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(counted > 0, summed / counted, np.nan)
        without = np.where(total > 0, 1.0 - counted / total, np.nan)
    return mean, without


def group_shares(member: NDArray[np.bool_], weights: Floats, groups: NDArray[np.int64], n_groups: int) -> Floats:
    """Return the weighted share of every group for which ``member`` holds; NaN for a group without weight.

    >>> group_shares(np.array([True, False]), np.array([1.0, 3.0]), np.array([0, 0]), 2).tolist()
    [0.25, nan]
    """
    return group_means(member.astype(np.float64), weights, groups, n_groups)[0]


def weighted_mean(access: ArrayLike, population: ArrayLike) -> Floats:
    """Return the mean of access over people, of those who have an answer: sum P_i A_i / sum P_i over finite A_i.

    access : (n_origins,) or (n_origins, k), in any unit; inf or NaN is no answer. population : (n_origins,).
    Result: a number or (k,); NaN where nobody has an answer.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit and people that are negative or NaN.

    >>> float(weighted_mean(np.array([10.0, 20.0, np.inf]), np.array([1.0, 3.0, 4.0])))
    17.5
    """
    values, people = zones_in(access, population)
    answered = np.isfinite(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Floats = people @ np.where(answered, values, 0.0) / (people @ answered)
    return mean


def by_group(
    measure: Callable[..., Any], groups: ArrayLike, *arrays: ArrayLike, n_groups: int | None = None, **options: Any
) -> Floats:
    """Return a measure per group: ``measure(*arrays, **options)`` on the rows of each group.

    The one way to group for everything that takes ``access`` and ``population`` (means, Gini, Theil, Palma, ..).

    groups : (n,) whole numbers 0 .. n_groups - 1; below 0 = in no group. arrays : each with n rows. n_groups : rows
    of the result; one more than the highest group unless given. A group without rows has what the measure says
    of nobody, NaN.
    Errors: :class:`~bereikbaar.errors.InputError` for arrays that do not have one row per group, and what the measure
    raises.

    >>> access, population = np.array([1.0, 3.0, 5.0]), np.array([1.0, 1.0, 2.0])
    >>> by_group(weighted_mean, [0, 0, 2], access, population).tolist()
    [2.0, nan, 5.0]
    """
    given = groups_in(groups, np.shape(groups)[0] if np.ndim(groups) else 0)
    n = int(given.max(initial=-1)) + 1 if n_groups is None else n_groups
    if len(given) and given.max() >= n:
        raise wrong("groups", f"numbers below n_groups ({n}) are expected, found {given.max()}")
    rows = [np.asarray(a) for a in arrays]
    for i, a in enumerate(rows):
        if a.ndim == 0 or len(a) != len(given):
            raise wrong("arrays", f"array {i + 1} after groups has {a.shape} where {len(given)} rows are expected")
    out = [np.asarray(measure(*(a[given == g] for a in rows), **options), dtype=np.float64) for g in range(n)]
    return np.stack(out) if out else np.zeros(0)
