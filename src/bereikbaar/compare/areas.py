"""Differences of the means of regions: municipalities, COROP areas, provinces, NPVR regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import measures_in
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case

#: What is said of the people of a region besides its means: who counts in both, and who is in one of the two only.
_PEOPLE = ("counted", "new", "lost", "comes_within", "falls_beyond")
#: End of the columns of means over people with both values, while they stand beside the others.
_BOTH = " of both"


def compare_areas(
    base: Case,
    case: Case,
    kind: str,
    winners: pl.DataFrame,
    *,
    settings: Settings | None = None,
    only: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Return one row per region of a kind and measure: code, name, population, then as ``compare_towns``.

    winners : of the same scenario, from :func:`bereikbaar.compare.zones.zone_sums_by_region`.
    Means are over the people of the region with a value before *and* after, so that who gets or loses a connection
    makes no mean longer or shorter; how many they are is in ``counted``, the others in new, lost, comes_within and
    falls_beyond. Where nobody has both, the means of the two runs stand. What is no mean (amounts handed out, drops)
    is that of all. A verdict is about the mean; who wins and loses within the region is in ``winners``. Empty without
    such regions.
    """
    import polars as pl

    if kind not in base.areas or kind not in case.areas:
        return pl.DataFrame()
    sums = winners.filter(pl.col("kind") == kind) if winners.height else None
    if sums is None:
        return compare_tables(base.areas[kind], case.areas[kind], settings=settings, only=only, key="code")
    before = _over_both(base.areas[kind], sums, "base_mean")
    after = _over_both(case.areas[kind], sums, "scenario_mean")
    found = compare_tables(before, after, settings=settings, only=only, key="code")
    return found.join(
        sums.select("code", "measure", *_PEOPLE), on=["code", "measure"], how="left", maintain_order="left"
    )


def _over_both(areas: pl.DataFrame, sums: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the table of regions with means over the people with a value before and after, where there are any."""
    import polars as pl

    frame = prepared(areas, "code")
    there = set(sums["measure"].unique().to_list())
    measured = {name: m for name, m in measures_in(frame.columns).items() if m.over == "mean" and name in there}
    table = sums.pivot(on="measure", index="code", values=column).select(
        "code", *(pl.col(name).round(0 if m.kind == "int" else 3) for name, m in measured.items())
    )
    return (
        frame.join(table, on="code", how="left", suffix=_BOTH, maintain_order="left")
        .with_columns(pl.coalesce(f"{name}{_BOTH}", pl.col(name).cast(pl.Float64)).alias(name) for name in measured)
        .drop(f"{name}{_BOTH}" for name in measured)
    )
