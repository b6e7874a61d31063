"""How many people win and lose how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.towns import APART, JUDGED, VERDICTS
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    import polars as pl

#: Gains and losses of this many minutes or more are counted apart, min.
LIMITS_MIN = (5.0, 10.0, 15.0)


@dataclass(frozen=True, slots=True)
class Sums:
    """Inhabitants of the reported towns by what happens to them, for one measure.

    gain, loss     : limit -> inhabitants that gain or lose that much or more (equality included).
    winners, losers: inhabitants with a noticeable gain or loss. same : without a noticeable change.
    new, lost      : inhabitants who get or lose the connection; no_connection : who have none before and after.
    comes_within, falls_beyond, beyond_limit : likewise of a limit from door to door; beyond it before and after.
    base_mean, scenario_mean, mean_diff : person-weighted means over everybody with values before and after that can
                     be compared (see ``compare_towns``); None when nobody has. counted : how many people that are;
                     total : all people of the reported towns.
    """

    measure: str
    gain: Mapping[float, int]
    loss: Mapping[float, int]
    winners: int
    losers: int
    same: int
    new: int
    lost: int
    no_connection: int
    comes_within: int
    falls_beyond: int
    beyond_limit: int
    base_mean: float | None
    scenario_mean: float | None
    mean_diff: float | None
    counted: int
    total: int


def sums(compared: pl.DataFrame, measure: str = MAIN.name, limits: Sequence[float] = LIMITS_MIN) -> Sums:
    """Return the sums of one measure of a compared table (see :func:`bereikbaar.compare.compare_towns`)."""
    import polars as pl

    people = pl.col("population").fill_null(0)
    both = pl.col("verdict").is_in(JUDGED)
    noticeable = pl.col("verdict").is_in(["better", "worse"])
    wanted = {"counted": people.filter(both).sum(), "total": people.sum()}
    wanted |= {v: people.filter(pl.col("verdict") == v).sum() for v in VERDICTS}
    wanted |= {f"{c}_mean": (pl.col(c) * people).filter(both).sum() for c in ("base", "scenario", "diff")}
    for limit in limits:
        wanted[f"gain {limit}"] = people.filter(noticeable & (pl.col("gain") + SLACK >= limit)).sum()
        wanted[f"loss {limit}"] = people.filter(noticeable & (pl.col("gain") - SLACK <= -limit)).sum()
    rows = compared.filter(pl.col("measure") == measure)
    found = rows.select(**wanted).row(0, named=True)
    counted = int(found["counted"])
    means = {k: found[k] / counted if counted else None for k in ("base_mean", "scenario_mean", "diff_mean")}
    return Sums(
        measure=measure,
        gain={limit: int(found[f"gain {limit}"]) for limit in limits},
        loss={limit: int(found[f"loss {limit}"]) for limit in limits},
        winners=int(found["better"]),
        losers=int(found["worse"]),
        same=int(found["same"]),
        **{v: int(found[v]) for v in APART},
        base_mean=means["base_mean"],
        scenario_mean=means["scenario_mean"],
        mean_diff=means["diff_mean"],
        counted=counted,
        total=int(found["total"]),
    )


def region_sums(compared: pl.DataFrame, measure: str = MAIN.name, region: str = "province") -> pl.DataFrame:
    """Return one row per region (``province``, ``corop`` or ``municipality``), in alphabetical order.

    Columns: region, towns, population, counted (people with values that can be compared), base_mean, scenario_mean,
    mean_diff (person-weighted over the counted), winners, losers, and people by what becomes of their connection:
    new, lost, no_connection, comes_within, falls_beyond, beyond_limit.
    """
    import polars as pl

    rows = compared.filter(pl.col("measure") == measure).with_columns(pl.col("population").fill_null(0))
    people = pl.col("population")
    both = pl.col("verdict").is_in(JUDGED)
    counted = people.filter(both).sum()

    def mean(column: str) -> pl.Expr:
        total = (pl.col(column) * people).filter(both).sum()
        return pl.when(counted > 0).then((total / counted).round(2)).alias(f"{column}_mean")

    def who(verdict: str, name: str) -> pl.Expr:
        return people.filter(pl.col("verdict") == verdict).sum().cast(pl.Int64).alias(name)

    return (
        rows.group_by(pl.col(region).alias("region"))
        .agg(
            pl.len().cast(pl.Int64).alias("towns"),
            people.sum().cast(pl.Int64),
            counted.cast(pl.Int64).alias("counted"),
            mean("base"),
            mean("scenario"),
            mean("diff").alias("mean_diff"),
            who("better", "winners"),
            who("worse", "losers"),
            *(who(v, v) for v in APART),
        )
        .sort("region")
    )
