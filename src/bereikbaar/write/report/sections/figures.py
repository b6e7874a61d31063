"""Figures of a report beside its large map: what is built, who moves, where trains are added. None without an answer.

A figure stands only where there is something to see: a chart without a bar, or a map without a change, is left out.
Captions say what titles would, so the pictures have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.zones import COUNTRY
from bereikbaar.write.report.sections.maps import difference_map, drawable
from bereikbaar.write.report.sections.page import Page, Said

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Of each row the first measure that the run has is on a small map: how often, work, people.
_BESIDE = (("spoorboekloos", "tph_offpeak"), ("jobs_60", "jobs_45"), ("pop_60", "pop_45"))
_MOVED = ("winners", "losers", "new", "lost")
#: Towns and stations in a chart.
_TOWNS, _STATIONS = 20, 10


def change_map(page: Page, result: Result, case: Case) -> Iterator[Said]:
    """Yield the map of what a plan changes on the railway; nothing of a whole network, or of a plan without any.

    Of a report on a region that region, where something changes in it.
    """
    from bereikbaar.write.figures.changes import changes_if_any

    if case.scenario is not None and not case.is_network and result.baseline is None:
        parts = dict.fromkeys((result.region or None, None))
        found = (changes_if_any(result, case, page.lang, region=part, titled=False) for part in parts)
        figure = next((one for one in found if one is not None), None)
        if figure is not None:
            yield figure


def headline_map(page: Page, result: Result, case: Case, winners: pl.DataFrame) -> Iterator[Said]:
    """Yield the large map of the headline, where somebody gains or loses.

    winners : who gains and loses what, of ``PeopleTables``.
    """
    if _moves(winners, MAIN.name, COUNTRY):
        yield from difference_map(page, result, case)


def other_maps(page: Page, result: Result, case: Case, winners: pl.DataFrame) -> Iterator[Said]:
    """Yield small maps of how often, work and people, of those that change for somebody.

    winners : who gains and loses what, of ``PeopleTables``.
    """
    from bereikbaar.compare.zones import chosen_measures
    from bereikbaar.write.figures.several_maps import several_maps_figure

    if not drawable(result) or result.base.zones is None:
        return
    there = {m.name for m in chosen_measures(result, result.base.zones)}
    first = (next((name for name in names if name in there), "") for names in _BESIDE)
    moved = [name for name in first if name and _moves(winners, name, COUNTRY)]
    if moved:
        yield several_maps_figure(result, case, moved, page.lang, titled=False)


def town_dots(page: Page, result: Result, case: Case) -> Iterator[Said]:
    """Yield before and after of the towns that change most."""
    from bereikbaar.write.figures.dots import dots_figure

    figure = dots_figure(result, case, page.lang, _TOWNS, titled=False)
    if figure.table is not None and figure.table.rows:
        yield figure


def people_bars(page: Page, result: Result, case: Case, winners: pl.DataFrame) -> Iterator[Said]:
    """Yield who gains and who loses per province, or per municipality of the region of the run."""
    from bereikbaar.write.figures.bars import bars_figure

    if result.base.zones is not None and _moves(winners, MAIN.name, COUNTRY):
        yield bars_figure(result, case, page.lang, titled=False)


def station_bars(page: Page, result: Result, case: Case) -> Iterator[Said]:
    """Yield trains per hour before and after, by part of the week, at the stations where most changes."""
    from bereikbaar.write.figures.frequency import frequency_figure

    figure = frequency_figure(result, case, page.lang, _STATIONS, titled=False)
    if figure.table is not None and figure.table.rows:
        yield figure


def _moves(winners: pl.DataFrame, measure: str, kind: str) -> bool:
    """Say whether anybody gains or loses of a measure."""
    import polars as pl

    if winners.is_empty():
        return False
    rows = winners.filter((pl.col("measure") == measure) & (pl.col("kind") == kind))
    return any(int(rows[c].sum()) > 0 for c in _MOVED if c in rows.columns)
