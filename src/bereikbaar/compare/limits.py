"""Beyond the limit from door to door, told apart from no connection.

A table of towns, zones or regions of a run with a limit has the shares of the people beyond it
(``indicators.catalogue.LIMIT_INDICATORS``). They say why a value is empty, and when a mean is no longer one over the
same people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN, MAIN_PARTS
from bereikbaar.indicators.catalogue import DESTINATIONS, MORE_DESTINATIONS
from bereikbaar.indicators.catalogue_travel import DOORS

if TYPE_CHECKING:
    import polars as pl


def beyond_limit(towns: pl.DataFrame, measure: str) -> pl.Series:
    """Return for every row whether the measure is empty because of the limit: somebody has a way, but beyond it.

    The headline is so when each of its parts that is empty is. False for measures without a destination, and
    everywhere in the table of a run without a limit.
    """
    return towns.select(towns.columns[0], beyond=_beyond(measure, towns.columns))["beyond"]


def after_beyond(compared: pl.DataFrame) -> pl.Series:
    """Return for every row of a compared table whether the scenario's value is empty because of the limit.

    A new connection without minutes is one beyond the limit.
    """
    import polars as pl

    because = pl.col("verdict").is_in(["new", "falls_beyond", "beyond_limit"])
    return compared.select(beyond=pl.col("scenario").is_null() & because)["beyond"]


def limit_table(towns: pl.DataFrame, measures: list[str], key: str = "town_id") -> pl.DataFrame:
    """Return the key, measure, beyond (bool) and share (percent of the people beyond the limit).

    Only measures to which a limit applies, of a table that has its shares. The share of the headline is the mean of
    those of its parts.
    """
    import polars as pl

    known = [m for m in measures if _shares(m, towns.columns)]
    rows = [
        towns.select(
            key,
            pl.lit(m).alias("measure"),
            _beyond(m, towns.columns).alias("beyond"),
            pl.mean_horizontal(_shares(m, towns.columns)).cast(pl.Float64).alias("share"),
        )
        for m in known
    ]
    schema = {key: pl.String, "measure": pl.String, "beyond": pl.Boolean, "share": pl.Float64}
    return pl.concat(rows) if rows else pl.DataFrame(schema=schema)


def _code(measure: str) -> str | None:
    """Return the destination of a travel-time measure: ``exp_ams_min`` -> ``ams``; None for other measures."""
    words = measure.split("_")
    known = (
        len(words) > 1
        and words[0] in ("exp", "best", "d2d", "chg", "dep", "gap")
        and words[1] in {**DESTINATIONS, **MORE_DESTINATIONS}
    )
    return words[1] if known else None


def _share_of(measure: str) -> str | None:
    code = _code(measure)
    if code is None:
        return None
    return f"beyond_{code}_d2d" if measure.startswith("d2d_") and code not in DOORS else f"beyond_{code}_pct"


def _shares(measure: str, columns: list[str]) -> list[str]:
    """Return the shares that belong to a measure; none when the table lacks one of them."""
    parts = MAIN_PARTS if measure == MAIN.name else (measure,)
    found = [s for s in map(_share_of, parts) if s in columns]
    return [s for s in found if s is not None] if len(found) == len(parts) else []


def _beyond(measure: str, columns: list[str]) -> pl.Expr:
    import polars as pl

    if not _shares(measure, columns):
        return pl.lit(False)
    if measure == MAIN.name:
        empty = [pl.col(part).is_null() for part in MAIN_PARTS]
        settled = [pl.col(part).is_not_null() | _beyond(part, columns) for part in MAIN_PARTS]
        return pl.any_horizontal(empty) & pl.all_horizontal(settled)
    # how often one can leave is empty too where everybody walks: the minutes tell
    code = _code(measure)
    minutes = pl.col(measure if measure.startswith("d2d_") else f"exp_{code}_min")
    return minutes.is_null() & (pl.col(_shares(measure, columns)[0]) > 0).fill_null(False)
