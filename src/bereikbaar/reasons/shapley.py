"""What each of n parts contributes to a value, from the values of all their subsets.

A subset is a number: bit i says whether part i is in it. So ``values`` has 2^n rows, 0 for none of the parts (the
base) and the last for all of them.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: More parts than this would take too many runs: 2^8 = 256.
MOST_PARTS = 8


def members(subset: int) -> tuple[int, ...]:
    """Return the parts in a subset, in order.

    >>> members(0b101)
    (0, 2)
    """
    return tuple(i for i in range(subset.bit_length()) if subset >> i & 1)


def n_parts(values: Floats) -> int:
    """Return n of 2^n rows. Raises ValueError for another number of rows."""
    n = len(values).bit_length() - 1
    if len(values) != 1 << n or n < 1:
        raise ValueError(f"expected a row for each subset of the parts (2, 4, 8, ...), found {len(values)}")
    return n


def shapley(values: Floats) -> Floats:
    """Return the Shapley values of the parts, (n, ...), from those of all subsets, (2^n, ...).

    The mean of what a part adds over all orders in which the parts can come; they sum to the last row minus the
    first. Of L.S. Shapley, A value for n-person games (1953): part i adds v(S + i) - v(S) to a subset S without it,
    with weight |S|! (n - |S| - 1)! / n!. NaN in any subset makes the values of all parts NaN.
    """
    n = n_parts(values)
    out = np.zeros((n, *values.shape[1:]))
    weight = [factorial(k) * factorial(n - k - 1) / factorial(n) for k in range(n)]
    for subset in range(1 << n):
        for i in range(n):
            if not subset >> i & 1:
                out[i] += weight[subset.bit_count()] * (values[subset | 1 << i] - values[subset])
    return out


def leave_one_out(values: Floats) -> Floats:
    """Return what each part adds as the last one, (n, ...): the whole minus the whole without it.

    These do not sum to the total where parts strengthen or replace each other.
    """
    n = n_parts(values)
    whole = len(values) - 1
    return np.stack([values[whole] - values[whole & ~(1 << i)] for i in range(n)])
