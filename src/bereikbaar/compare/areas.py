"""Differences of the means of regions: municipalities, COROP areas, provinces, NPVR regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.towns import compare_tables
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case


def compare_areas(
    base: Case, case: Case, kind: str, *, settings: Settings | None = None, only: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return one row per region of a kind and measure: code, name, population, then as ``compare_towns``.

    The values are means over the people of a region who have an answer, so a verdict is about the mean; who wins and
    loses within the region is in :func:`bereikbaar.compare.zones.zone_sums_by_region`. Empty without such regions.
    """
    import polars as pl

    if kind not in base.areas or kind not in case.areas:
        return pl.DataFrame()
    return compare_tables(base.areas[kind], case.areas[kind], settings=settings, only=only, key="code")
