"""How many people win and lose how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
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
    base_mean, scenario_mean, mean_diff : person-weighted means over everybody who has a value before and after; None
                     when nobody has. counted : how many people that are; total : all people of the reported towns.
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
    base_mean: float | None
    scenario_mean: float | None
    mean_diff: float | None
    counted: int
    total: int


def sums(compared: pl.DataFrame, measure: str = MAIN.name, limits: Sequence[float] = LIMITS_MIN) -> Sums:
    """Return the sums of one measure of a compared table (see :func:`bereikbaar.compare.compare_towns`)."""
    import polars as pl

    rows = compared.filter(pl.col("measure") == measure)
    people = pl.col("population").fill_null(0)

    def count(where: pl.Expr) -> int:
        return int(rows.filter(where)["population"].fill_null(0).sum())

    both = rows.filter(pl.col("diff").is_not_null())
    counted = int(both["population"].fill_null(0).sum())

    def mean(column: str) -> float | None:
        return float(both.select((pl.col(column) * people).sum()).item()) / counted if counted else None

    noticeable = pl.col("verdict").is_in(["better", "worse"])
    return Sums(
        measure=measure,
        gain={limit: count(noticeable & (pl.col("gain") + SLACK >= limit)) for limit in limits},
        loss={limit: count(noticeable & (pl.col("gain") - SLACK <= -limit)) for limit in limits},
        winners=count(pl.col("verdict") == "better"),
        losers=count(pl.col("verdict") == "worse"),
        same=count(pl.col("verdict") == "same"),
        new=count(pl.col("verdict") == "new"),
        lost=count(pl.col("verdict") == "lost"),
        no_connection=count(pl.col("verdict") == "no_connection"),
        base_mean=mean("base"),
        scenario_mean=mean("scenario"),
        mean_diff=mean("diff"),
        counted=counted,
        total=int(rows["population"].fill_null(0).sum()),
    )


def region_sums(compared: pl.DataFrame, measure: str = MAIN.name, region: str = "province") -> pl.DataFrame:
    """Return one row per region (``province``, ``corop`` or ``municipality``), in alphabetical order.

    Columns: region, towns, population, counted (people with a value before and after), base_mean, scenario_mean,
    mean_diff (person-weighted over the counted), winners, losers, new, lost, no_connection (people).
    """
    import polars as pl

    rows = compared.filter(pl.col("measure") == measure).with_columns(pl.col("population").fill_null(0))
    people = pl.col("population")
    both = pl.col("diff").is_not_null()
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
            who("new", "new"),
            who("lost", "lost"),
            who("no_connection", "no_connection"),
        )
        .sort("region")
    )
