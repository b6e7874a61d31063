"""How much the way of dividing jobs over zones matters: every measure of jobs beside that of the other split.

Jobs are known per municipality at best; where in it they are is an assumption (docs/opportunities.md). ``jobs`` are
divided by the setting ``jobs_split``, ``jobspop`` by inhabitants alone. What differs little between the two rests
little on that assumption.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.zones import SUM_KINDS, region_names, regions_of_zones

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Result

#: Begin of the names of measures of jobs, by either split.
_JOBS, _OTHER = "jobs_", "jobspop_"
#: Columns after scenario, kind, code, name, measure, population; all with three decimals.
NUMBERS = ("value", "other_value", "diff_pct", "zones_pct", "gain", "other_gain")


def twins(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the measures that are there by both splits, as (name, name by inhabitants alone)."""
    by_people = [(_JOBS + name.removeprefix(_OTHER), name) for name in names if name.startswith(_OTHER)]
    return [pair for pair in by_people if pair[0] in names]


def sensitivity_table(result: Result, names: Sequence[str]) -> pl.DataFrame:
    """Return one row per scenario, region (the country too) and measure of jobs, in the window of the maps.

    Columns: scenario, kind, code, name, measure, population, then NUMBERS: means over the people who have an answer
    by both splits (value, other_value), the difference of the two (diff_pct, of value); zones_pct, the mean over
    people of the difference in their own zone, whatever its sign; and what a scenario adds to the base by either
    split (gain, other_gain; null for the base). Empty without measures that are there by both splits.
    """
    import polars as pl

    base, about = result.base.zones, region_names(result.places)
    pairs = twins([n for n in names if base is not None and n in base.columns])
    if base is None or not pairs:
        return pl.DataFrame()
    regions = regions_of_zones(result.places)
    kinds = [kind for kind in SUM_KINDS if kind in regions.columns]
    out = []
    for case in result.all_cases:
        label = case.scenario.name if case.scenario else "base"
        for pair in pairs:
            zones = _zones(base, case.zones, pair, compared=case.scenario is not None)
            zones = zones.join(regions, on="pc4", how="left", maintain_order="left")
            for kind in kinds:
                found = _means(zones.filter(pl.col(kind).is_not_null()), kind)
                named = found.join(about.filter(pl.col("kind") == kind), on="code", how="left", maintain_order="left")
                out.append(named.with_columns(scenario=pl.lit(label), measure=pl.lit(pair[0])))
    columns = ("scenario", "kind", "code", "name", "measure", "population", *NUMBERS)
    return pl.concat(out).select(columns).with_columns(pl.col(*NUMBERS).round(3))


def _zones(base: pl.DataFrame, zones: pl.DataFrame | None, pair: tuple[str, str], *, compared: bool) -> pl.DataFrame:
    """Return pc4, people (of the base) and both values of every zone, with those of the base."""
    import polars as pl

    one, other = pair
    before = base.select("pc4", "population", before=pl.col(one), other_before=pl.col(other))
    now = (base if zones is None else zones).select("pc4", value=pl.col(one), other_value=pl.col(other))
    found = before.join(now, on="pc4", how="left", maintain_order="left").with_columns(
        pl.col("population").fill_null(0).cast(pl.Float64)
    )
    gains = (pl.col("value") - pl.col("before"), pl.col("other_value") - pl.col("other_before"))
    nothing = pl.lit(None, dtype=pl.Float64)
    return found.with_columns(
        gain=gains[0].cast(pl.Float64) if compared else nothing,
        other_gain=gains[1].cast(pl.Float64) if compared else nothing,
    )


def _means(zones: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return one row per region, by code: its people, and means over those with an answer by both splits."""
    import polars as pl

    both = pl.col("value").is_not_null() & pl.col("other_value").is_not_null()
    people = pl.when(both).then(pl.col("population"))
    apart = 100 * (pl.col("other_value") - pl.col("value")).abs() / pl.col("value")

    def mean(of: pl.Expr) -> pl.Expr:
        counted = pl.when(of.is_finite()).then(people)
        return (pl.when(of.is_finite()).then(of) * counted).sum() / pl.when(counted.sum() > 0).then(counted.sum())

    floats = {name: pl.col(name).cast(pl.Float64) for name in ("value", "other_value", "gain", "other_gain")}
    found = zones.group_by(pl.col(kind).alias("code")).agg(
        pl.col("population").sum().round(0).cast(pl.Int64),
        zones_pct=mean(apart),
        **{name: mean(column) for name, column in floats.items()},
    )
    share = 100 * (pl.col("other_value") / pl.col("value") - 1)
    return found.with_columns(diff_pct=pl.when(pl.col("value") > 0).then(share)).sort("code")
