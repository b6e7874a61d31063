"""Means over the people of a region: of those who have an answer, with the share of those who have none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
