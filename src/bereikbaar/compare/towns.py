"""Differences per town, zone or region and measure, judged the same way in both directions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.limits import limit_arrays
from bereikbaar.compare.measures import MAIN, MAIN_PARTS, measures_in, rounded, with_main
from bereikbaar.compare.verdicts import (
    APART,
    JUDGED,
    NOTICEABLE_PER_HOUR,
    NOTICEABLE_POINTS,
    SIGNS,
    VERDICTS,
    Judgement,
    judge,
)
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Floats
    from bereikbaar.indicators.catalogue import Indicator
    from bereikbaar.results import Case, Result

__all__ = [
    "APART",
    "JUDGED",
    "NOTICEABLE_PER_HOUR",
    "NOTICEABLE_POINTS",
    "VERDICTS",
    "compare_tables",
    "compare_towns",
    "gainers_losers",
    "judged_columns",
    "no_minus_zero",
    "noticeable_minutes",
    "noticeable_per_hour",
    "prepared",
    "ranked",
]

#: Columns that say what a row is about, in this order.
_ABOUT = ("code", "pc4", "place_id", "town_id", "name", "town", "municipality", "province", "corop", "population")
#: Columns that judging adds, in this order.
JUDGED_COLUMNS = ("base", "scenario", "diff", "diff_pct", "gain", "verdict")


def compare_towns(
    base: Case, case: Case, *, settings: Settings | None = None, only: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return one row per town and measure: what it was, what it becomes, and whether that is noticeable.

    Columns: town_id, name, municipality, province, corop, population (of the base), measure, unit, base, scenario,
    diff (scenario minus base), diff_pct (of the base; null where that is 0), gain (diff with the sign of the better
    direction; null for measures without one), verdict (see VERDICTS). Only measures with numbers, in the order of the
    catalogue, the headline first; ``only`` names some of them. Unreachable is null, never a number.

    With a limit from door to door the mean of a town is one over the people within it. Where more of them come within
    (one percentage point or more) while that mean gets no better, the verdict is ``comes_within``: it is a mean over
    other people. ``falls_beyond`` likewise. diff and gain then hold the difference of the two means.
    """
    return compare_tables(base.towns, case.towns, settings=settings, only=only)


def compare_tables(
    base: pl.DataFrame,
    case: pl.DataFrame,
    *,
    settings: Settings | None = None,
    only: Sequence[str] | None = None,
    key: str = "town_id",
) -> pl.DataFrame:
    """Return the same as :func:`compare_towns` for two town tables, for instance read from two run folders.

    key : the column that names a row, so that tables of zones (``pc4``) and of regions (``code``) are compared in the
          same way. Columns that say what a row is about are kept as they are in the base.
    """
    before, after = (prepared(_needed(frame, only), key) for frame in (base, case))
    both = [c for c in before.columns if c in after.columns and (not only or c in only)]
    wanted = [i for i in measures_in(both).values() if i.kind != "text"]
    rows = before.sort(key)
    then = rows.select(key).join(after, on=key, how="left", maintain_order="left")
    about = rows.select([k for k in _ABOUT if k in rows.columns])
    return _long(about, wanted, _judged(rows, then, wanted, settings or Settings()))


def _needed(frame: pl.DataFrame, only: Sequence[str] | None) -> pl.DataFrame:
    """Return the columns that a comparison of some measures looks at: a table of zones has many more."""
    if not only:
        return frame
    more = ("beyond_", "exp_")  # shares beyond a limit, and the minutes that they are about
    return frame.select([c for c in frame.columns if c in _ABOUT or c in only or c.startswith(more)])


def prepared(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return a table with its measures rounded, and with the headline where it can be made of its columns.

    A town table always has the headline; zones and regions have it when it is among the measures that were chosen.
    """
    if key == "town_id" or set(MAIN_PARTS) <= set(frame.columns):
        return with_main(frame)
    return rounded(frame)


def _judged(
    rows: pl.DataFrame, then: pl.DataFrame, wanted: Sequence[Indicator], settings: Settings
) -> dict[str, pl.Series]:
    """Return what :func:`judged_columns` gives of measures in two tables with the same rows, measure by measure."""
    import numpy as np

    names = [i.name for i in wanted]
    before, after = _matrix(rows, names), _matrix(then, names)
    units = np.array([i.unit for i in wanted], dtype=np.str_)[:, None]
    signs = np.array([SIGNS.get(i.better, math.nan) for i in wanted])[:, None]
    beyond, crossed = None, None
    if any(c.startswith("beyond_") for table in (rows, then) for c in table.columns):
        (far, share), (far_then, share_then) = (limit_arrays(table, names) for table in (rows, then))
        beyond, crossed = (far, far_then), np.nan_to_num(share_then - share)
    found = judge(before, after, units, signs, settings, beyond=beyond, crossed=crossed)
    return judged_columns(before, after, found)


def judged_columns(before: Floats, after: Floats, found: Judgement) -> dict[str, pl.Series]:
    """Return base, scenario, diff, diff_pct, gain and verdict of judged values, row by row of the arrays."""
    import polars as pl

    numbers = {"base": before, "scenario": after, "diff": found.diff, "gain": found.gain}
    frame = pl.DataFrame({n: pl.Series(v.ravel(), dtype=pl.Float64, nan_to_null=True) for n, v in numbers.items()})
    share = pl.when(pl.col("base") != 0).then((pl.col("diff") / pl.col("base") * 100).round(1))
    verdicts = pl.Series(VERDICTS, dtype=pl.String).gather(found.verdict.ravel())
    columns = frame.with_columns(diff_pct=share, verdict=verdicts)
    return {name: columns[name] for name in JUDGED_COLUMNS}


def _long(about: pl.DataFrame, wanted: Sequence[Indicator], judged: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Return one row per measure and row of a table, measure by measure."""
    import numpy as np
    import polars as pl

    row, measure = np.tile(np.arange(about.height), len(wanted)), np.repeat(np.arange(len(wanted)), about.height)
    names, units = (pl.Series([getattr(i, a) for i in wanted], dtype=pl.String) for a in ("name", "unit"))
    said = {"measure": names.gather(measure), "unit": units.gather(measure), **judged}
    return about[row].with_columns(**said)


def _matrix(frame: pl.DataFrame, names: Sequence[str]) -> Floats:
    """Return measures as (n_measures, n_rows), NaN for null."""
    import numpy as np
    import polars as pl

    columns = frame.select(pl.col(list(names)).cast(pl.Float64).fill_null(math.nan))
    return np.ascontiguousarray(columns.to_numpy().T).reshape(len(names), frame.height)


def noticeable_minutes(diff: float, base: float, settings: Settings) -> bool:
    """Say whether a difference in minutes is noticeable, by both limits of the settings, equality included."""
    size = abs(diff) + SLACK
    return size >= settings.noticeable_min and size >= settings.noticeable_share * abs(base)


def noticeable_per_hour(diff: pl.Expr, base: pl.Expr, settings: Settings) -> pl.Expr:
    """Return whether a difference in departures per hour is noticeable, by both limits, equality included."""
    size = diff.abs() + SLACK
    return (size >= NOTICEABLE_PER_HOUR) & (size >= settings.noticeable_share * base.abs())


def no_minus_zero(number: pl.Expr) -> pl.Expr:
    """Return 0 for a zero that has kept the sign of what it was made of."""
    import polars as pl

    return pl.when(number == 0).then(0.0).otherwise(number)


def gainers_losers(
    result: Result, case: Case, n: int = 10, measure: str = MAIN.name
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the ``n`` towns that gain most and the ``n`` that lose most by a measure; both may be shorter, or empty.

    Only noticeable changes count; towns that get or lose a connection are not in minutes and stand in neither list.
    Largest change first, then the larger town. Columns as :func:`compare_towns`.
    """
    compared = compare_towns(result.base, case, settings=result.settings, only=[measure])
    return ranked(compared, measure, n)


def ranked(compared: pl.DataFrame, measure: str = MAIN.name, n: int = 10) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the first ``n`` winners and losers of a compared table; see :func:`gainers_losers`."""
    import polars as pl

    rows = compared.filter(pl.col("measure") == measure)
    order = ["gain", "population", "town_id"]
    best = rows.filter(pl.col("verdict") == "better").sort(order, descending=[True, True, False]).head(n)
    worst = rows.filter(pl.col("verdict") == "worse").sort(order, descending=[False, True, False]).head(n)
    return best, worst
