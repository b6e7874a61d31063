"""Numbers of measures as columns of a table: whole matrices at once, each column in the type of its measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.kinds import KINDS
from bereikbaar.indicators.catalogue import indicator

if TYPE_CHECKING:
    import polars as pl

Values = Mapping[str, NDArray[Any]]
#: Columns of names that are kept: those of zones, towns and regions are the same in every window and case of a run.
_KEPT = 64


def stacked(
    values: Values, names: Sequence[str], rows: NDArray[np.intp] | slice = slice(None), *, short: bool = False
) -> NDArray[Any]:
    """Return measures (of these rows) as one matrix, (n_measures, n): NaN for whatever is no number.

    short : in single precision (7 digits).
    """
    if not names:
        return np.zeros((0, 0))
    columns = [values[name][rows] for name in names]
    out = np.empty((len(names), len(columns[0])), dtype=np.float32 if short else np.float64)
    for row, column in zip(out, columns, strict=True):
        row[:] = column
    out[~np.isfinite(out)] = np.nan
    return out


def numbers(values: NDArray[Any]) -> pl.Series:
    """Return numbers as a column; null for whatever is no number."""
    import polars as pl

    finite = np.where(np.isfinite(values), values, np.nan)
    return pl.Series(finite, dtype=pl.Float64, nan_to_null=True)


def whole(values: NDArray[Any]) -> pl.Series:
    """Return numbers as a column of whole ones; null for whatever is no number."""
    import polars as pl

    return numbers(np.round(values)).cast(pl.Int64)


def measured(
    values: Values, names: Sequence[str], rows: NDArray[np.intp] | slice = slice(None), *, short: bool = False
) -> dict[str, pl.Series]:
    """Return columns of measures by name, of these rows; null for whatever is no number.

    short : numbers in single precision (7 digits), whole ones in 32 bits.
    """
    import polars as pl

    kind = {name: indicator(name).kind for name in names}
    plain, counts = ([name for name in names if kind[name] == k] for k in ("float", "int"))
    found = {name: ways(values[name][rows]) for name in names if kind[name] == "text"}
    table, dtype = stacked(values, plain, rows, short=short), pl.Float32 if short else pl.Float64
    for name, row in zip(plain, table, strict=True):
        found[name] = pl.Series(row, dtype=dtype, nan_to_null=True)
    rounded, whole_type = np.round(stacked(values, counts, rows)), pl.Int32 if short else pl.Int64
    for name, row in zip(counts, rounded, strict=True):
        found[name] = pl.Series(row, dtype=pl.Float64, nan_to_null=True).cast(whole_type)
    return {name: found[name] for name in names}


def ways(kind: NDArray[Any]) -> pl.Series:
    """Return ways to set out (indexes of KINDS) as texts; null for -1."""
    import polars as pl

    return pl.Series([KINDS[k] if k >= 0 else None for k in kind.tolist()], dtype=pl.String)


def texts(column: Sequence[str], rows: NDArray[np.intp]) -> pl.Series:
    """Return the texts of these rows as a column; the same ones are made once."""
    return _texts(tuple(column), rows.astype(np.int64).tobytes())


@lru_cache(maxsize=_KEPT)
def _texts(column: tuple[str, ...], rows: bytes) -> pl.Series:
    import polars as pl

    return pl.Series([column[r] for r in np.frombuffer(rows, dtype=np.int64).tolist()], dtype=pl.String)
