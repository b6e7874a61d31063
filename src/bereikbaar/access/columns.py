"""Numbers of measures as columns of a table: whole matrices at once, each column in the type of its measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import Floats
from bereikbaar.indicators.catalogue import indicator

if TYPE_CHECKING:
    import polars as pl

Values = Mapping[str, NDArray[Any]]
#: Columns of names that are kept: those of zones, towns and regions are the same in every window and case of a run.
_KEPT = 64


def stacked(values: Values, names: Sequence[str], n: int) -> Floats:
    """Return measures as one matrix, (n_measures, n): NaN for whatever is no number."""
    out = np.empty((len(names), n))
    for row, name in zip(out, names, strict=True):
        row[:] = values[name]
    out[~np.isfinite(out)] = np.nan
    return out


def numbers(values: NDArray[Any], *, short: bool = False) -> pl.Series:
    """Return numbers as a column (short: in single precision); null for whatever is no number."""
    import polars as pl

    finite = np.where(np.isfinite(values), values, np.nan)
    return _column(finite.astype(np.float32) if short else finite, pl.Float32 if short else pl.Float64)


def whole(values: NDArray[Any]) -> pl.Series:
    """Return numbers as a column of whole ones; null for whatever is no number."""
    import polars as pl

    return numbers(np.round(values)).cast(pl.Int64)


def measured(
    values: Values, names: Sequence[str], rows: NDArray[np.intp] | None = None, *, short: bool = False
) -> dict[str, pl.Series]:
    """Return columns of measures by name, of these rows; null for whatever is no number.

    short : numbers in single precision (7 digits).
    """
    import polars as pl

    if not names:
        return {}
    kind = {name: indicator(name).kind for name in names}
    plain = [name for name in names if kind[name] == "float"]
    n = len(values[names[0]])
    table = stacked(values, plain, n)
    chosen = table if rows is None else table[:, rows]
    numeric, dtype = (chosen.astype(np.float32), pl.Float32) if short else (chosen, pl.Float64)
    found = {name: _column(row, dtype) for name, row in zip(plain, numeric, strict=True)}
    for name in names:
        if kind[name] != "float":
            own = values[name] if rows is None else values[name][rows]
            found[name] = ways(own) if kind[name] == "text" else whole(own)
    return {name: found[name] for name in names}


def _column(values: NDArray[Any], dtype: Any) -> pl.Series:
    import polars as pl

    return pl.Series(values, dtype=dtype, nan_to_null=True)


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
