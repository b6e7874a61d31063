"""Differences per town, zone or region and measure, judged the same way in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.limits import limit_table
from bereikbaar.compare.measures import MAIN, MAIN_PARTS, measures_in, rounded, with_main
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: What can be said of a town and a measure where both values are known. ``same`` reads "no noticeable change";
#: ``changed``: neither good nor bad.
JUDGED = ("better", "worse", "same", "changed")
#: Where a connection comes or goes, or there is none; and where a limit from door to door is crossed or stays so.
APART = ("new", "lost", "no_connection", "comes_within", "falls_beyond", "beyond_limit")
VERDICTS = (*JUDGED, *APART)

#: Sign of a gain by what is better of a measure.
SIGNS = {"low": -1.0, "high": 1.0}

#: Shares in percent change noticeably from one percentage point; a share of a share would be hard to read.
NOTICEABLE_POINTS = 1.0

#: Departures per hour change noticeably from half a departure per hour (and the settings' share of the base): one
#: train every two hours is the thinnest service that timetables have. Less than that is a mean over inhabitants that
#: moves in its decimals; departures of the fastest way may even fall a little when trains are added elsewhere.
NOTICEABLE_PER_HOUR = 0.5

#: Columns that say what a row is about, in this order.
_ABOUT = ("code", "pc4", "place_id", "town_id", "name", "town", "municipality", "province", "corop", "population")
#: Decimals to which a difference is rounded once more: over those of any measure.
_DIFF_DECIMALS = 6


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
    import polars as pl

    before, after = (prepared(_needed(frame, only), key) for frame in (base, case))
    both = [c for c in before.columns if c in after.columns and (not only or c in only)]
    wanted = [i for i in measures_in(both).values() if i.kind != "text"]
    names = [i.name for i in wanted]
    about = pl.DataFrame(
        {
            "measure": names,
            "unit": [i.unit for i in wanted],
            "sign": [SIGNS.get(i.better) for i in wanted],
            "order": list(range(len(wanted))),
        },
        schema_overrides={"measure": pl.String, "unit": pl.String, "sign": pl.Float64},
    )
    keys = before.select([k for k in _ABOUT if k in before.columns])
    joined = (
        _long(before, names, "base", key)
        .join(_long(after, names, "scenario", key), on=[key, "measure"], how="left")
        .join(about, on="measure", how="left")
        .join(keys, on=key, how="left")
        .sort("order", key)
    )
    joined = _with_limits(joined, (before, after), names, key)
    return judged(joined, settings or Settings()).select(
        *keys.columns, "measure", "unit", "base", "scenario", "diff", "diff_pct", "gain", "verdict"
    )


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


def _long(frame: pl.DataFrame, names: list[str], value: str, key: str) -> pl.DataFrame:
    import polars as pl

    numbers = frame.select(key, *[pl.col(n).cast(pl.Float64) for n in names])
    return numbers.unpivot(index=key, on=names, variable_name="measure", value_name=value)


def _with_limits(
    joined: pl.DataFrame, tables: tuple[pl.DataFrame, pl.DataFrame], names: list[str], key: str
) -> pl.DataFrame:
    """Add base_beyond, scenario_beyond and crossed: percentage points of the people who fall beyond the limit."""
    import polars as pl

    beyond = ["base_beyond", "scenario_beyond"]
    if not any(c.startswith("beyond_") for table in tables for c in table.columns):  # no limit: nothing to look up
        return joined.with_columns(**dict.fromkeys(beyond, pl.lit(False)), crossed=pl.lit(0.0))
    for name, frame in zip(("base", "scenario"), tables, strict=True):
        found = limit_table(frame, names, key).rename({"beyond": f"{name}_beyond", "share": f"{name}_share"})
        joined = joined.join(found, on=[key, "measure"], how="left", maintain_order="left")
    shares = pl.col("scenario_share") - pl.col("base_share")
    return joined.with_columns(pl.col(beyond).fill_null(False), crossed=shares.fill_null(0.0))


def judged(joined: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Add diff, diff_pct, gain and verdict to rows with base, scenario, unit, sign, and what ``_with_limits`` adds.

    sign : 1 where more is better, -1 where less is, null for neither. A difference counts from the threshold on,
    equality included.
    """
    import polars as pl

    before, after, diff = pl.col("base"), pl.col("scenario"), pl.col("diff")
    share = diff.abs() + SLACK >= settings.noticeable_share * before.abs()
    minutes = (diff.abs() + SLACK >= settings.noticeable_min) & share
    points = diff.abs() + SLACK >= NOTICEABLE_POINTS
    noticeable = (
        pl.when(pl.col("unit") == "min")
        .then(minutes)
        .when(pl.col("unit") == "%")
        .then(points)
        .when(pl.col("unit") == "1/h")
        .then(noticeable_per_hour(diff, before, settings))
        .otherwise(share & (diff != 0))
    )
    both = (
        pl.when(~noticeable)
        .then(pl.lit("same"))
        .when(pl.col("gain").is_null())
        .then(pl.lit("changed"))
        .when(pl.col("gain") > 0)
        .then(pl.lit("better"))
        .otherwise(pl.lit("worse"))
    )
    # 0.1 + 0.2 is not 0.3: differences of rounded values are rounded once more
    return (
        joined.with_columns(diff=no_minus_zero((after - before).round(_DIFF_DECIMALS)))
        .with_columns(
            diff_pct=pl.when(before != 0).then((diff / before * 100).round(1)),
            gain=pl.when(diff == 0)
            .then(pl.when(pl.col("sign").is_not_null()).then(0.0))
            .otherwise(diff * pl.col("sign")),
        )
        .with_columns(both=both)
        .with_columns(verdict=_verdict())
    )


def _verdict() -> pl.Expr:
    """Return the verdict: that on both values (column ``both``) where no connection and no limit is at stake."""
    import polars as pl

    there = [pl.col(c).is_not_null() | pl.col(f"{c}_beyond") for c in ("base", "scenario")]
    before, after, crossed = pl.col("base"), pl.col("scenario"), pl.col("crossed")
    return (
        pl.when(~there[0] & ~there[1])
        .then(pl.lit("no_connection"))
        .when(~there[0])
        .then(pl.lit("new"))
        .when(~there[1])
        .then(pl.lit("lost"))
        .when(before.is_null() & after.is_null())
        .then(pl.lit("beyond_limit"))
        .when(before.is_null() | ((crossed <= SLACK - NOTICEABLE_POINTS) & (pl.col("both") != "better")))
        .then(pl.lit("comes_within"))
        .when(after.is_null() | ((crossed >= NOTICEABLE_POINTS - SLACK) & (pl.col("both") != "worse")))
        .then(pl.lit("falls_beyond"))
        .otherwise(pl.col("both"))
    )


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
