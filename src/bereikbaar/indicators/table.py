"""Results of indicators as a long table: one row per origin, scenario and indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import numbers_in, wrong
from bereikbaar.indicators.decay_base import Floats, plain

if TYPE_CHECKING:
    import polars as pl


def long_table(values: Mapping[str, ArrayLike], *, origins: Sequence[str], scenario: str) -> pl.DataFrame:
    """Return a polars table with the columns origin, scenario, indicator, value; put scenarios under each other.

    values : name of the indicator -> (n_origins,); :func:`named` gives the columns of a result names. inf and NaN
    become null. origins : (n_origins,) names. scenario : its name; "base" for the network as it is.
    Errors: :class:`~bereikbaar.errors.InputError` when a result has not one value per origin.

    >>> long_table({"jobs_45": [3.0, np.inf]}, origins=["9711", "9712"], scenario="base").rows()
    [('9711', 'base', 'jobs_45', 3.0), ('9712', 'base', 'jobs_45', None)]
    """
    import polars as pl

    parts = []
    for name, result in values.items():
        column = numbers_in(name, result)
        if column.shape != (len(origins),):
            raise wrong(name, f"one value per origin is expected, ({len(origins)},), found shape {column.shape}")
        known = [float(v) if np.isfinite(v) else None for v in column]
        parts.append(
            pl.DataFrame(
                {"origin": list(origins), "scenario": scenario, "indicator": name, "value": known},
                schema={"origin": pl.String, "scenario": pl.String, "indicator": pl.String, "value": pl.Float64},
            )
        )
    empty = {"origin": pl.String, "scenario": pl.String, "indicator": pl.String, "value": pl.Float64}
    return pl.concat(parts) if parts else pl.DataFrame(schema=empty)


def named(name: str, result: ArrayLike, thresholds: Sequence[float | str]) -> dict[str, Floats]:
    """Return the columns of a result (n_origins, n_thresholds) as name_threshold -> (n_origins,).

    >>> sorted(named("jobs", np.array([[3.0, 7.0]]), [45, 60]))
    ['jobs_45', 'jobs_60']
    """
    columns = numbers_in(name, result)
    if columns.ndim != 2 or columns.shape[1] != len(thresholds):
        raise wrong(name, f"shape (n, {len(thresholds)}) is expected, a column per threshold, found {columns.shape}")
    keys = [t if isinstance(t, str) else plain(float(t)) for t in thresholds]
    return {f"{name}_{key}": column for key, column in zip(keys, columns.T, strict=True)}
