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

from functools import cache
from typing import TYPE_CHECKING

from bereikbaar.indicators.catalogue import LIMIT_INDICATORS, TOWN_INDICATORS, Indicator

if TYPE_CHECKING:
    import polars as pl

#: The columns that the headline is the mean of.
MAIN_PARTS = ("exp_ams_min", "exp_rtd_min", "exp_dhg_min", "exp_utr_min", "exp_cap_min")

MAIN = Indicator(
    "main_min",
    "float",
    "min",
    "low",
    (
        "Gemiddelde verwachte reistijd naar de vier grote steden en de provinciehoofdstad",
        "Mean expected minutes to the four largest cities and the province capital",
    ),
    "plain mean of the expected minutes to Amsterdam, Rotterdam, Den Haag, Utrecht and the province capital; "
    "empty when one of them cannot be reached",
    decimals=1,
)

#: Columns that say which town it is; everything else in a town table is a measure.
TOWN_COLUMNS = ("town_id", "name", "municipality", "province", "corop", "lat", "lon", "population")


@cache
def measures() -> dict[str, Indicator]:
    """Return all measures of a town by name, the headline first."""
    return {i.name: i for i in (MAIN, *TOWN_INDICATORS, *LIMIT_INDICATORS)}


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
    places = {name: i.decimals for name, i in measures().items() if i.kind == "float" and name in frame.columns}
    return frame.with_columns(
        [pl.col(name).cast(pl.Float64).round(n) for name, n in places.items()]
        + [pl.col(n).cast(pl.Int64) for n, i in measures().items() if i.kind == "int" and n in frame.columns]
    )


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
