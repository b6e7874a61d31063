"""What a scenario does to the people who commute by train between municipalities.

The commuters are those of a year of the past (``Places.commuting``); nobody moves or changes jobs because of a
scenario. The minutes between two municipalities are those of their zones, weighted by the inhabitants of the home
zones and the jobs of the work zones, over the pairs of zones that have a connection. Commuters within their own
municipality are left out (most of them live next to their work) and counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.access.model import Commuting, Floats, Places
from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.sums import LIMITS_MIN
from bereikbaar.compare.towns import judged_columns, no_minus_zero
from bereikbaar.compare.verdicts import SIGNS, judge
from bereikbaar.compare.zones import COUNTRY, COUNTRY_CODE, region_names
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case

#: Trips of a commuter on a working day.
TRIPS_PER_DAY = 2
#: Sides of a commute, and the kinds of regions that both are summed over.
SIDES = ("home", "work")
KINDS = (COUNTRY, "province", "corop", "npvr", "municipality")
#: Columns of commuters by what happens to them.
PEOPLE = ("winners", "losers", "same", "new", "lost", "no_connection")


def commuter_pairs(base: Case, case: Case, places: Places, settings: Settings | None = None) -> pl.DataFrame:
    """Return one row per pair of different municipalities with train commuters, in the order of their codes.

    Columns: home, work (codes), train (commuters), unit, base, scenario (expected minutes, null = no connection or
    beyond the limit), diff, diff_pct, gain, verdict (better, worse, same, new, lost, no_connection). Empty when
    commuters or minutes are not known. ``case`` may be the base itself.
    """
    import numpy as np
    import polars as pl

    flows, towns = places.commuting, places.municipalities
    if flows is None or towns is None or base.commuter_minutes is None or case.commuter_minutes is None:
        return pl.DataFrame()
    kept = np.flatnonzero((flows.home != flows.work) & (flows.train > 0))
    home, work = flows.home[kept], flows.work[kept]
    codes = np.array(towns.code, dtype=object)
    rows = pl.DataFrame(
        {
            "home": pl.Series(codes[home].tolist(), dtype=pl.String),
            "work": pl.Series(codes[work].tolist(), dtype=pl.String),
            "train": flows.train[kept],
            "unit": pl.Series(["min"] * len(kept), dtype=pl.String),
            "base": _minutes(base.commuter_minutes[home, work]),
            "scenario": _minutes(case.commuter_minutes[home, work]),
        }
    ).sort("home", "work")
    before, after = (rows[c].fill_null(np.nan).to_numpy() for c in ("base", "scenario"))
    found = judge(before, after, np.array("min"), np.array(SIGNS[MAIN.better]), settings or Settings())
    return rows.with_columns(**judged_columns(before, after, found))


def commuters_within(places: Places) -> float:
    """Return the train commuters within one municipality, who are left out."""
    flows = places.commuting
    return 0.0 if flows is None else float(flows.train[flows.home == flows.work].sum())


def commuter_sums(pairs: pl.DataFrame, places: Places) -> pl.DataFrame:
    """Return one row per side, kind of region and region: what happens to the commuters who live or work there.

    Columns: side (home, work; the country has ``home`` only: it is the same people), kind (KINDS), code, name,
    commuters (those within one municipality left out), within (the train commuters within one municipality of the
    region), counted (with minutes before and after), base_mean, scenario_mean, mean_diff (min, weighted by the
    commuters counted), hours_saved_day (passenger-hours a day of the counted, two trips a day; below zero = lost),
    PEOPLE, gain_<min> and loss_<min>. Commuters are in tenths, since the split by means of travel is modelled.
    """
    import polars as pl

    if pairs.is_empty():
        return pl.DataFrame()
    regions = _regions_of_municipalities(places)
    names = region_names(places).drop("basis")
    within = _within(places)
    parts = []
    for side in SIDES:
        rows = _with_people(pairs).join(regions, left_on=side, right_on="municipality", how="left", coalesce=False)
        left_out = within.join(regions, on="municipality", how="left", coalesce=False)
        for kind in (k for k in KINDS if k in regions.columns and (k != COUNTRY or side == SIDES[0])):
            # who has commuters within it only is a region too
            found = _summed(rows, kind).join(_by(left_out, kind), on="code", how="full", coalesce=True)
            numbers = pl.all().exclude("code", "base_mean", "scenario_mean", "mean_diff").fill_null(0.0)
            labelled = found.with_columns(numbers).join(names.filter(pl.col("kind") == kind), on="code", how="left")
            parts.append(labelled.sort("code").with_columns(side=pl.lit(side), kind=pl.lit(kind)))
    front = ["side", "kind", "code", "name", "commuters", "within"]
    return pl.concat(parts).select(*front, pl.all().exclude(front))


def _minutes(values: Floats) -> pl.Series:
    """Return minutes in the decimals of the headline; null where there is no connection."""
    import numpy as np
    import polars as pl

    finite = np.where(np.isfinite(values), np.round(values, MAIN.decimals), np.nan)
    return pl.Series(finite, dtype=pl.Float64, nan_to_null=True)


def _regions_of_municipalities(places: Places) -> pl.DataFrame:
    """Return one row per municipality: its code, and the codes of the regions it lies in; by its first zone."""
    import polars as pl

    from bereikbaar.compare.zones import regions_of_zones

    assert places.municipalities is not None  # asked for with pairs only
    zones = regions_of_zones(places)
    kinds = [k for k in KINDS if k in zones.columns]
    every = pl.DataFrame({"municipality": pl.Series(places.municipalities.code, dtype=pl.String)})
    if "municipality" not in kinds:
        return every.with_columns(pl.lit(COUNTRY_CODE).alias(COUNTRY))
    first = zones.select(kinds).unique("municipality", keep="first", maintain_order=True).drop(COUNTRY)
    return every.join(first, on="municipality", how="left").with_columns(pl.lit(COUNTRY_CODE).alias(COUNTRY))


def _within(places: Places) -> pl.DataFrame:
    import polars as pl

    flows, towns = places.commuting, places.municipalities
    assert isinstance(flows, Commuting)
    assert towns is not None
    same = flows.home == flows.work
    codes = [towns.code[i] for i in flows.home[same].tolist()]
    return pl.DataFrame({"municipality": pl.Series(codes, dtype=pl.String), "within": flows.train[same]})


def _by(within: pl.DataFrame, kind: str) -> pl.DataFrame:
    import polars as pl

    known = within.filter(pl.col(kind).is_not_null())
    return known.group_by(pl.col(kind).alias("code")).agg(pl.col("within").sum().round(1))


def _with_people(pairs: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    train, verdict, gain = pl.col("train"), pl.col("verdict"), pl.col("gain")

    def who(which: pl.Expr) -> pl.Expr:
        return pl.when(which).then(train).otherwise(0.0)

    counted = who(verdict.is_in(["better", "worse", "same"]))
    seen = verdict.is_in(["better", "worse"])
    return pairs.select(
        *SIDES,
        commuters=train,
        counted=counted,
        **{f"{c}_sum": pl.col(c).fill_null(0.0) * counted for c in ("base", "scenario", "diff")},
        winners=who(verdict == "better"),
        losers=who(verdict == "worse"),
        **{v: who(verdict == v) for v in PEOPLE[2:]},
        **{f"gain_{t:.0f}": who(seen & (gain + SLACK >= t)) for t in LIMITS_MIN},
        **{f"loss_{t:.0f}": who(seen & (gain - SLACK <= -t)) for t in LIMITS_MIN},
    )


def _summed(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    import polars as pl

    counted = pl.col("counted").sum()

    def mean(name: str, alias: str) -> pl.Expr:
        return pl.when(counted > 0).then((pl.col(f"{name}_sum").sum() / counted).round(3)).alias(alias)

    def people(names: Sequence[str]) -> list[pl.Expr]:
        return [pl.col(n).sum().round(1) for n in names]

    hours = -TRIPS_PER_DAY * pl.col("diff_sum").sum() / MINUTES_PER_HOUR
    limits = [f"{side}_{t:.0f}" for side in ("gain", "loss") for t in LIMITS_MIN]
    return (
        rows.filter(pl.col(kind).is_not_null())
        .group_by(pl.col(kind).alias("code"), maintain_order=True)
        .agg(
            *people(["commuters", "counted"]),
            mean("base", "base_mean"),
            mean("scenario", "scenario_mean"),
            mean("diff", "mean_diff"),
            no_minus_zero(hours.round(1)).alias("hours_saved_day"),
            *people([*PEOPLE, *limits]),
        )
    )
