"""Maps of a report: what a plan does to each postcode area, of the country or a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.write.names import key_of
from bereikbaar.write.report.sections.page import Page, Said

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

#: Room around a part of the country on a live map, metres.
_AROUND_M = 5000.0


def difference_map(
    page: Page, result: Result, case: Case, provinces: Sequence[str] = (), part: str = ""
) -> Iterator[Said]:
    """Yield the map of the change of the headline; nothing for a run without zones or without their outlines.

    provinces : only these. part : a name for the map of them, the same in every language.
    """
    if not drawable(result):
        return
    from bereikbaar.write.figures.maps import map_figure
    from bereikbaar.write.report.html.live import zones_live

    region = [f"province:{name}" for name in provinces]
    figure = map_figure(result, case, MAIN.name, page.lang, diff=True, region=region or None, titled=False)
    extent = extent_of(result, provinces) if provinces or result.region else None
    live = zones_live(key_of(case), MAIN.name, "diff", extent, provinces)
    yield replace(figure, key=f"{figure.key}_{part}" if part else figure.key, live=live)


def base_map(page: Page, result: Result) -> Iterator[Said]:
    """Yield the map of the headline in the base."""
    if drawable(result):
        from bereikbaar.write.figures.maps import map_figure
        from bereikbaar.write.report.html.live import zones_live

        figure = map_figure(result, None, MAIN.name, page.lang, titled=False)
        extent = extent_of(result) if result.region else None
        yield replace(figure, live=zones_live(measure=MAIN.name, view="base", extent=extent))


def drawable(result: Result) -> bool:
    """Say whether there are zones with the headline, and their outlines."""
    from bereikbaar.read.outlines import OUTLINES

    zones, folder = result.base.zones, result.places.folder
    if zones is None or MAIN.name not in zones.columns or not zones.height or not folder:
        return False
    return (Path(folder) / OUTLINES["zone"][0]).is_file()


def extent_of(result: Result, provinces: Sequence[str] = ()) -> tuple[float, float, float, float]:
    """Return west, south, east and north of some provinces in metres (EPSG:28992), with some room.

    Without provinces of all zones: of a run on a region these are the ones in it.
    """
    import polars as pl

    from bereikbaar.read.grid import to_grid

    assert result.base.zones is not None  # else nothing is drawn
    inside = result.base.zones
    if provinces:
        inside = inside.filter(pl.col("province").is_in(list(provinces)))
    x, y = to_grid(inside["lon"].to_numpy(), inside["lat"].to_numpy())
    ends = (x.min() - _AROUND_M, y.min() - _AROUND_M, x.max() + _AROUND_M, y.max() + _AROUND_M)
    return (float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3]))
