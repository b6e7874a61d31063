"""How often trains run: per inhabitant, and the stations that lose and gain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare import sums
from bereikbaar.compare.measures import measures
from bereikbaar.indicators.catalogue import WINDOWS
from bereikbaar.write.markdown.page import Compared, Page, heading, table
from bereikbaar.write.numbers import listed, number

if TYPE_CHECKING:
    import polars as pl

#: Stations in each list; the others are counted.
_LISTED = 15
#: Names of lost direct stations in one cell.
_NAMED = 6


def losing_stations(stations: pl.DataFrame) -> pl.DataFrame:
    """Return the stations with fewer trains in some window, a lost direct train or no service any more.

    The largest loss in the run's window first; see ``compare_stations`` for the columns.
    """
    import polars as pl

    fewer = pl.any_horizontal([(pl.col(c) < 0).fill_null(False) for c in _diffs(stations)])
    gone = (pl.col("lost_direct") != "") | (pl.col("status") == "closed")
    return stations.filter(fewer | gone)


def gaining_stations(stations: pl.DataFrame) -> pl.DataFrame:
    """Return the stations with more trains in some window, and the new ones."""
    import polars as pl

    more = pl.any_horizontal([(pl.col(c) > 0).fill_null(False) for c in _diffs(stations)])
    return stations.filter(more | (pl.col("status") == "new"))


def _diffs(stations: pl.DataFrame) -> list[str]:
    return [c for c in stations.columns if c.startswith("tph_") and c.endswith("_diff")]


def frequency_sections(page: Page, one: Compared, window: str) -> Iterator[str]:
    """Yield the blocks on frequency of one scenario."""
    yield heading(3, page.say("frequency"))
    yield page.say("frequency_head")
    yield from frequency_tables(page, one.towns)
    names = {c: s.name for c, s in one.case.network.stations.items()}
    names |= dict(one.stations.select("code", "name").iter_rows())
    for title, none, rows, lost in (
        ("stations_less", "no_station_less", losing_stations(one.stations), True),
        ("stations_more", "no_station_more", gaining_stations(one.stations), False),
    ):
        yield heading(4, page.say(title))
        if rows.is_empty():
            yield page.say(none)
            continue
        yield _station_table(page, rows, window, names, lost=lost)
        if rows.height > _LISTED:
            yield page.say("more_rows", n=number(rows.height - _LISTED, page.lang))


def frequency_tables(page: Page, towns: pl.DataFrame) -> Iterator[str]:
    """Yield the means per inhabitant of trains per hour and of the spoorboekloos share, and apart those of the drops.

    Apart, since more of a drop is worse: one column of "more" over both would be read the wrong way.
    """
    often = [f"tph_{w}" for w in WINDOWS] + ["spoorboekloos"]
    yield _means_table(page, towns, often, ("more_people", "fewer_people"))
    yield page.say("drop_head")
    yield _means_table(page, towns, ["drop_evening", "drop_weekend"], ("larger_drop", "smaller_drop"))


def _means_table(page: Page, towns: pl.DataFrame, names: Sequence[str], people: tuple[str, str]) -> str:
    """Return means before and after, and how many people have more and less of the measure."""
    there = set(towns["measure"].unique().to_list())
    lines = []
    for name in (n for n in names if n in there):
        m, found = measures()[name], sums(towns, name)
        more, fewer = (found.winners, found.losers) if m.better == "high" else (found.losers, found.winners)
        title = m.title[0 if page.lang == "nl" else 1] + (" (%)" if m.unit == "%" else "")
        means = [number(found.base_mean, page.lang, 1), number(found.scenario_mean, page.lang, 1)]
        lines.append([title, *means, number(more, page.lang), number(fewer, page.lang)])
    return table([page.say(k) for k in ("measure", "mean_before", "mean_after", *people)], lines, numbers=4)


def _station_table(page: Page, rows: pl.DataFrame, window: str, names: Mapping[str, str], *, lost: bool) -> str:
    import polars as pl

    diff = f"tph_{window}_diff"
    size = pl.col(diff).fill_null(
        pl.col(f"tph_{window}_scenario").fill_null(0) - pl.col(f"tph_{window}").fill_null(0)
    )
    by = [size, pl.col("lost_direct").str.len_chars(), pl.col("code")]
    shown = rows.sort(by, descending=[not lost, True, False]).head(_LISTED)
    head = ["station", "tph_before", "tph_after", "other_windows" if lost else "other_windows_more"]
    head += ["lost_direct"] if lost else []
    lines = []
    for row in shown.iter_rows(named=True):
        cells = [row["name"], *_tph_cells(page, row, window), _other_windows(page, row, window, -1 if lost else 1)]
        lines.append([*cells, _lost(page, row["lost_direct"], names)] if lost else cells)
    return table([page.say(k) for k in head], lines)


def _tph_cells(page: Page, row: Mapping[str, Any], window: str) -> list[str]:
    before, after = row[f"tph_{window}"], row[f"tph_{window}_scenario"]
    first = page.say("new_station") if before is None else number(before, page.lang, 1)
    return [first, page.say("closed") if after is None else number(after, page.lang, 1)]


def _other_windows(page: Page, row: Mapping[str, Any], window: str, sign: int) -> str:
    """Name the other windows with fewer (or more) trains."""
    found = []
    for column, value in row.items():
        name = column.removeprefix("tph_").removesuffix("_diff")
        if column.startswith("tph_") and column.endswith("_diff") and name != window and (value or 0) * sign > 0:
            found.append(window_word(name, page.lang))
    return ", ".join(found)


def window_word(window: str, lang: str) -> str:
    """Return a window in words; its plain name for windows that only this network has."""
    return WINDOWS.get(window, (window, window))[0 if lang == "nl" else 1]


def _lost(page: Page, codes: str, names: Mapping[str, str]) -> str:
    stations = [names.get(c, c) for c in codes.split()]
    if len(stations) <= _NAMED:
        return listed(stations, page.lang)
    more = number(len(stations) - _NAMED, page.lang)
    return page.say("and_more", items=", ".join(stations[:_NAMED]), n=more)
