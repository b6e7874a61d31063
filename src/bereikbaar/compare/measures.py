"""The headline measure, and the rounding that every output shares.

The headline of a town (``main_min``) is the plain mean of the expected minutes to five destinations: the four largest
cities and the capital of the town's province. Why not something else:

- the largest gain over destinations finds something for every plan, and hides a town that gains 30 minutes to one
  place and loses 10 to four others;
- weights by inhabitants would make nearly half of the answer Amsterdam;
- a sum of gains only would leave the losses out.

Equal weights can be checked by hand from the five columns. A town that cannot reach one of the five has no headline.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from bereikbaar.indicators.catalogue import (
    ALL_INDICATORS,
    LIMIT_INDICATORS,
    MAIN,
    MAIN_PARTS,
    MORE_LIMIT_INDICATORS,
    Indicator,
    in_order,
    indicator,
    is_indicator,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MAIN", "MAIN_PARTS", "TOWN_COLUMNS", "finite", "measures", "measures_in", "rounded", "with_main"]

#: Columns that say which town it is; everything else in a town table is a measure.
TOWN_COLUMNS = ("town_id", "name", "municipality", "province", "corop", "lat", "lon", "population")


@cache
def measures() -> dict[str, Indicator]:
    """Return all listed measures by name, the headline first; :func:`measures_in` also finds those of families."""
    return {i.name: i for i in (*ALL_INDICATORS, *LIMIT_INDICATORS, *MORE_LIMIT_INDICATORS)}


def measures_in(columns: Iterable[str]) -> dict[str, Indicator]:
    """Return the measures among the columns of a table by name, in the order of the catalogue."""
    return {name: indicator(name) for name in in_order(c for c in columns if is_indicator(c))}


def finite(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the table with null for every number that is not finite: unreachable is null outside the kernels."""
    import polars as pl
    import polars.selectors as cs

    return frame.with_columns(pl.when(cs.float().is_finite()).then(cs.float()).name.keep())


def rounded(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a town table with every measure in the decimals of the catalogue, and null instead of inf and NaN.

    Differences are taken after this step, so that they agree with the two values that a reader sees in the files.
    """
    import polars as pl

    frame = finite(frame)
    by_decimals: dict[int, list[str]] = {}
    whole = []
    for name, i in measures_in(frame.columns).items():
        if i.kind == "float":
            by_decimals.setdefault(i.decimals, []).append(name)
        elif i.kind == "int":
            whole.append(name)
    numbers = [pl.col(names).cast(pl.Float64).round(decimals) for decimals, names in by_decimals.items()]
    return frame.with_columns(*numbers, pl.col(whole).cast(pl.Int64))


def with_main(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a rounded town table with the headline column ``main_min`` after the town's own columns."""
    import polars as pl

    frame = rounded(frame)
    if MAIN.name in frame.columns:
        return frame
    parts = [pl.col(p) for p in MAIN_PARTS if p in frame.columns]
    if len(parts) < len(MAIN_PARTS):
        main = pl.lit(None, dtype=pl.Float64)
    else:
        # a null in one of the five makes the sum null
        main = (sum(parts[1:], parts[0]) / len(parts)).round(MAIN.decimals)
    own = [c for c in TOWN_COLUMNS if c in frame.columns]
    rest = [c for c in frame.columns if c not in own]
    return frame.select(*own, main.alias(MAIN.name), *rest)
