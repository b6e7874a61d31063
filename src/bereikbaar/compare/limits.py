"""Beyond the limit from door to door, told apart from no connection.

A table of towns, zones or regions of a run with a limit has the shares of the people beyond it
(``indicators.catalogue.LIMIT_INDICATORS``). They say why a value is empty, and when a mean is no longer one over the
same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN, MAIN_PARTS
from bereikbaar.indicators.catalogue import DESTINATIONS, MORE_DESTINATIONS
from bereikbaar.indicators.catalogue_sums import parse_sum
from bereikbaar.indicators.catalogue_travel import DOORS

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from bereikbaar.access.model import Floats


def beyond_limit(towns: pl.DataFrame, measure: str) -> pl.Series:
    """Return for every row whether the measure is empty because of the limit: somebody has a way, but beyond it.

    The headline is so when each of its parts that is empty is. What is measured over all that is reached (minutes to
    so many, speed) has no share: it is empty because of the limit wherever it is empty. False for other measures
    without a destination, and everywhere in the table of a run without a limit.
    """
    return towns.select(towns.columns[0], beyond=_beyond(measure, towns.columns))["beyond"]


def after_beyond(compared: pl.DataFrame) -> pl.Series:
    """Return for every row of a compared table whether the scenario's value is empty because of the limit.

    A new connection without minutes is one beyond the limit.
    """
    import polars as pl

    because = pl.col("verdict").is_in(["new", "falls_beyond", "beyond_limit"])
    return compared.select(beyond=pl.col("scenario").is_null() & because)["beyond"]


def limit_arrays(frame: pl.DataFrame, measures: Sequence[str]) -> tuple[NDArray[np.bool_], Floats]:
    """Return whether a value is empty because of the limit, and the percentage of the people beyond it.

    Both (n_measures, n_rows), in their order; no share (NaN) for measures without a destination, and where the table
    does not have it. The share of the headline is the mean of those of its parts.
    """
    import numpy as np
    import polars as pl

    beyond = np.zeros((len(measures), frame.height), dtype=bool)
    share = np.full(beyond.shape, np.nan)
    for i, measure in enumerate(measures):
        shares = _shares(measure, frame.columns)
        if not shares:
            beyond[i] = beyond_limit(frame, measure).to_numpy()
        else:
            mean = pl.mean_horizontal(shares).cast(pl.Float64).fill_null(np.nan).alias("share")
            found = frame.select(_beyond(measure, frame.columns).alias("beyond"), mean)
            beyond[i], share[i] = found["beyond"].to_numpy(), found["share"].to_numpy()
    return beyond, share


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


def _over_the_reached(measure: str) -> bool:
    """Say whether a measure is made of all that is reached and is empty when that is too little."""
    said = parse_sum(measure)
    return measure in ("speed_kmh", "dep_h") if said is None else said.how == "least" or said.word == "bal"


def _beyond(measure: str, columns: list[str]) -> pl.Expr:
    import polars as pl

    if not _shares(measure, columns):
        limited = measure in columns and any(c.startswith("beyond_") for c in columns)
        return pl.col(measure).is_null() if limited and _over_the_reached(measure) else pl.lit(False)
    if measure == MAIN.name:
        empty = [pl.col(part).is_null() for part in MAIN_PARTS]
        settled = [pl.col(part).is_not_null() | _beyond(part, columns) for part in MAIN_PARTS]
        return pl.any_horizontal(empty) & pl.all_horizontal(settled)
    # how often one can leave is empty too where everybody walks: the minutes tell
    code = _code(measure)
    minutes = pl.col(measure if measure.startswith("d2d_") else f"exp_{code}_min")
    return minutes.is_null() & (pl.col(_shares(measure, columns)[0]) > 0).fill_null(False)
