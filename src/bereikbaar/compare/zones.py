"""Winners and losers in inhabitants, zone by zone, and summed over regions.

Every zone is judged by itself (as a town is, see :mod:`bereikbaar.compare.towns`) and counts with all its people. A
mean over a region can hide that half of it gains what the other half loses; these sums cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.access.aggregate import areas_of
from bereikbaar.access.model import AREA_KINDS, Places
from bereikbaar.compare.measures import MAIN, measures_in
from bereikbaar.compare.sums import LIMITS_MIN
from bereikbaar.compare.towns import APART, JUDGED, compare_tables
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: The kind and code of all regions together.
COUNTRY, COUNTRY_CODE = "country", "NL"
#: Kinds of the sums, the largest first.
SUM_KINDS = (COUNTRY, *reversed(AREA_KINDS))
#: Columns of inhabitants that always stand in the sums, after ``population`` and ``counted``.
PEOPLE = ("winners", "losers", "same", *APART)
#: Columns of inhabitants who gain or lose so many minutes or more; null for measures that are not in minutes.
FROM_MINUTES = (*(f"gain_{t:.0f}" for t in LIMITS_MIN), *(f"loss_{t:.0f}" for t in LIMITS_MIN))


def chosen_measures(result: Result, frame: pl.DataFrame) -> list[Indicator]:
    """Return the measures of a table of zones or regions that a run is about: the headline, then the chosen ones.

    Shares beyond a limit say something about another measure; they are not among them.
    """
    there = {n: i for n, i in measures_in(frame.columns).items() if not n.startswith("beyond_")}
    wanted = {MAIN.name, *result.indicators} if result.indicators else set(there)
    return [i for n, i in there.items() if n in wanted]


def compare_zones(
    base: Case, case: Case, *, settings: Settings | None = None, only: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return one row per zone and measure, columns as :func:`bereikbaar.compare.compare_towns` (``pc4`` first).

    People are those of the base. Empty without zones.
    """
    import polars as pl

    if base.zones is None or case.zones is None:
        return pl.DataFrame()
    return compare_tables(base.zones, case.zones, settings=settings, only=only, key="pc4")


def zone_sums_by_region(compared: pl.DataFrame, places: Places) -> pl.DataFrame:
    """Return one row per kind of region, region and measure of a table of compared zones.

    Columns: kind (SUM_KINDS), code, name, basis (where the membership comes from, where that is not the statistics
    office; else null), measure, unit, zones, population, counted (people with values that can be compared),
    base_mean, scenario_mean, mean_diff (person-weighted over the counted), then people: PEOPLE and FROM_MINUTES.
    Zones that are in no region of a kind are in none of its rows; regions without zones have no row. In the order of
    SUM_KINDS, then of the measures, then by code.
    """
    import polars as pl

    if compared.is_empty():
        return pl.DataFrame()
    regions = regions_of_zones(places)
    people = _with_people(compared).join(regions, on="pc4", how="left", maintain_order="left")
    order = {m: i for i, m in enumerate(compared["measure"].unique(maintain_order=True))}
    about = region_names(places)
    parts = []
    for kind in (k for k in SUM_KINDS if k in regions.columns):
        found = _summed(people.filter(pl.col(kind).is_not_null()), kind)
        named = found.join(about.filter(pl.col("kind") == kind), on="code", how="left", maintain_order="left")
        parts.append(named.sort(pl.col("measure").replace_strict(order, return_dtype=pl.Int64), "code"))
    front = ["kind", "code", "name", "basis", "measure", "unit"]
    return pl.concat(parts).select(*front, pl.all().exclude(front))


def regions_of_zones(places: Places) -> pl.DataFrame:
    """Return one row per zone: pc4, then a column per kind of region with the code of its region; null = in none."""
    import numpy as np
    import polars as pl

    every = areas_of(places)
    columns = {"pc4": pl.Series(places.zones.code, dtype=pl.String)}
    n = len(places.zones.code)
    columns[COUNTRY] = pl.Series([COUNTRY_CODE] * n, dtype=pl.String)
    for kind in SUM_KINDS:
        if kind in every:
            areas = every[kind]
            codes = np.array([*areas.code, None], dtype=object)  # index -1 is "in none"
            columns[kind] = pl.Series(codes[areas.zone_area].tolist(), dtype=pl.String)
    return pl.DataFrame(columns)


def region_names(places: Places) -> pl.DataFrame:
    """Return one row per region: kind, code, name, basis (null where the statistics office says so)."""
    import polars as pl

    rows: list[tuple[str, str, str, str | None]] = [(COUNTRY, COUNTRY_CODE, COUNTRY_CODE, None)]
    for kind, areas in areas_of(places).items():
        basis = areas.basis or ("",) * len(areas.code)
        rows += [(kind, *row) for row in zip(areas.code, areas.name, (b or None for b in basis), strict=True)]
    return pl.DataFrame(rows, schema=dict.fromkeys(("kind", "code", "name", "basis"), pl.String), orient="row")


def _with_people(compared: pl.DataFrame) -> pl.DataFrame:
    """Return what is to be added up: people by what happens to them, and their minutes times people."""
    import polars as pl

    people = pl.col("population").fill_null(0).cast(pl.Float64)
    judged, gain = pl.col("verdict").is_in(JUDGED), pl.col("gain")
    seen = pl.col("verdict").is_in(["better", "worse"])
    minutes = pl.when(pl.col("unit") == "min")  # null for all other units

    def who(which: pl.Expr) -> pl.Expr:
        return pl.when(which).then(people).otherwise(0.0)

    return compared.select(
        "pc4",
        "measure",
        "unit",
        population=people,
        counted=who(judged),
        **{f"{c}_sum": (pl.col(c).fill_null(0.0) * who(judged)) for c in ("base", "scenario", "diff")},
        winners=who(pl.col("verdict") == "better"),
        losers=who(pl.col("verdict") == "worse"),
        same=who(pl.col("verdict").is_in(["same", "changed"])),
        **{v: who(pl.col("verdict") == v) for v in APART},
        **{f"gain_{t:.0f}": minutes.then(who(seen & (gain + SLACK >= t))) for t in LIMITS_MIN},
        **{f"loss_{t:.0f}": minutes.then(who(seen & (gain - SLACK <= -t))) for t in LIMITS_MIN},
    )


def _summed(people: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return the sums of every region of a kind and measure; people in whole numbers."""
    import polars as pl

    numbers = ["population", "counted", *PEOPLE]
    whole = [pl.col(c).sum().round().cast(pl.Int64) for c in numbers]
    # a sum of nulls would be 0: null where the measure is not in minutes
    whole += [
        pl.when(pl.col("unit").first() == "min").then(pl.col(c).sum().round().cast(pl.Int64)).alias(c)
        for c in FROM_MINUTES
    ]

    def mean(name: str, alias: str) -> pl.Expr:
        counted = pl.col("counted").sum()
        return pl.when(counted > 0).then((pl.col(f"{name}_sum").sum() / counted).round(3)).alias(alias)

    return people.group_by(pl.col(kind).alias("code"), "measure", maintain_order=True).agg(
        pl.col("unit").first(),
        pl.len().cast(pl.Int64).alias("zones"),
        *whole[:2],
        mean("base", "base_mean"),
        mean("scenario", "scenario_mean"),
        mean("diff", "mean_diff"),
        *whole[2:],
    )
