"""How often trains run: per inhabitant, and the stations that lose and gain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bereikbaar.compare import noticeable_per_hour, sums
from bereikbaar.compare.measures import measures
from bereikbaar.compare.towns import NOTICEABLE_PER_HOUR, NOTICEABLE_POINTS
from bereikbaar.indicators.catalogue import WINDOWS
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.direct import direct_sections
from bereikbaar.write.report.sections.page import Compared, Page, Said, heading, how, table
from bereikbaar.write.report.sections.words import towns_words, tph_cells, window_word

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Result

#: Drops of trains per hour, told apart.
_DROPS = ("drop_evening", "drop_weekend")
#: Stations in each list; the others are counted.
_LISTED = 15


def losing_stations(stations: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the stations with noticeably fewer trains in some window, or closed; see ``compare_stations``."""
    import polars as pl

    fewer = pl.any_horizontal([_noticeable(w, -1, settings) for w in _windows(stations)])
    return stations.filter(fewer | (pl.col("status") == "closed"))


def gaining_stations(stations: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the stations with noticeably more trains in some window, and the new ones."""
    import polars as pl

    more = pl.any_horizontal([_noticeable(w, 1, settings) for w in _windows(stations)])
    return stations.filter(more | (pl.col("status") == "new"))


def harmed_names(one: Compared, settings: Settings) -> list[str]:
    """Return the stations that have noticeably fewer trains, close, or lose their direct train to a city, by name."""
    codes = sorted({*losing_stations(one.stations, settings)["code"], *one.direct["code"]})
    return sorted(one.stations.filter(one.stations["code"].is_in(codes))["name"].to_list())


def _windows(stations: pl.DataFrame) -> list[str]:
    return [c.removesuffix("_diff") for c in stations.columns if c.startswith("tph_") and c.endswith("_diff")]


def _noticeable(tph: str, sign: int, settings: Settings) -> pl.Expr:
    """Return whether a difference with a sign is noticeable; the first train and the last one always are."""
    import polars as pl

    before, diff = pl.col(tph), pl.col(f"{tph}_diff") * sign
    none = (before if sign > 0 else pl.col(f"{tph}_scenario")) <= SLACK
    return ((diff > SLACK) & (none | noticeable_per_hour(diff, before, settings))).fill_null(False)


def frequency_sections(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield the blocks on frequency of one scenario."""
    yield heading(3, page.say("frequency"))
    yield from frequency_tables(page, one.towns, result.settings, one.over_zones)
    yield from station_blocks(page, result, one)


def station_blocks(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield the stations with fewer trains, without their direct train to a city, and with more trains."""
    window = result.window
    for title, none, rows, sign in (
        ("stations_less", "no_station_less", losing_stations(one.stations, result.settings), -1),
        ("stations_more", "no_station_more", gaining_stations(one.stations, result.settings), 1),
    ):
        if sign > 0:  # what is lost stands together, above what is won
            yield from direct_sections(page, result, one)
        yield heading(4, page.say(title))
        if rows.is_empty():
            yield page.say(none)
            continue
        yield _station_table(page, rows, window, sign, result.settings)
        if rows.height > _LISTED:
            yield page.say("more_rows", n=number(rows.height - _LISTED, page.lang))


def frequency_tables(
    page: Page,
    towns: pl.DataFrame,
    settings: Settings,
    over_zones: Callable[[str], dict[str, Any] | None] | None = None,
) -> Iterator[Said]:
    """Yield the means per inhabitant of trains per hour and of the spoorboekloos share, and apart those of the drops.

    Apart, since more of a drop is worse: one column of "more" over both would be read the wrong way.
    over_zones : the sums of a measure over all zones, which go before those of the towns: a measure has one mean.
    """
    yield from often_blocks(page, towns, settings, over_zones)
    yield from drop_blocks(page, towns, over_zones)


def often_blocks(
    page: Page,
    towns: pl.DataFrame,
    settings: Settings,
    over_zones: Callable[[str], dict[str, Any] | None] | None = None,
    *,
    every: bool = False,
) -> Iterator[Said]:
    """Yield trains per hour and the spoorboekloos share. every : also what stands in the table of all inhabitants."""
    of_all = over_zones or (lambda _name: None)
    limits = {"per_hour": NOTICEABLE_PER_HOUR, "share": settings.noticeable_share * 100, "points": NOTICEABLE_POINTS}
    about = {k: plain(v, page.lang) for k, v in limits.items()}
    often = [f"tph_{w}" for w in WINDOWS] + ["spoorboekloos"]
    known = {name: of_all(name) for name in often}
    # the others are in the table of all inhabitants
    told = [name for name in often if every or known[name] is None]
    if rows := _means_table(page, towns, told, ("more_people", "fewer_people"), known, "often"):
        yield how(page.say("frequency_head", towns=towns_words(page, towns["town_id"].n_unique()), **about))
        yield rows
    yield how(page.say("fastest_way"))


def drop_blocks(
    page: Page, towns: pl.DataFrame, over_zones: Callable[[str], dict[str, Any] | None] | None = None
) -> Iterator[Said]:
    """Yield by how much fewer trains run in the evening and at the weekend than by day."""
    known = {name: (over_zones or (lambda _name: None))(name) for name in _DROPS}
    drops = [page.say("drop_head"), *([page.say("drop_of_all")] if any(known[name] for name in _DROPS) else [])]
    yield how(" ".join(drops))
    yield _means_table(page, towns, _DROPS, ("larger_drop", "smaller_drop"), known, "drops")


def _means_table(
    page: Page,
    towns: pl.DataFrame,
    names: Sequence[str],
    people: tuple[str, str],
    known: Mapping[str, Mapping[str, Any] | None],
    key: str,
) -> Table | str:
    """Return means before and after, and how many people have more and less of the measure; nothing of none.

    known : the sums over all inhabitants, by measure; where there are none, those of the towns.
    """
    there = set(towns["measure"].unique().to_list())
    lines = []
    for name in (n for n in names if known[n] is not None or n in there):
        m, found = measures()[name], known[name] or asdict(sums(towns, name))
        counts = [number(found[c], page.lang) for c in ("winners", "losers")]
        title = m.title[0 if page.lang == "nl" else 1] + (" (%)" if m.unit == "%" else "")
        means = [number(found[f"{c}_mean"], page.lang, 1) for c in ("base", "scenario")]
        lines.append([title, *means, *(counts if m.better == "high" else reversed(counts))])
    if not lines:
        return ""
    return table([page.say("measure"), *page.names, *(page.say(k) for k in people)], lines, numbers=4, key=key)


def _station_table(page: Page, rows: pl.DataFrame, window: str, sign: int, settings: Settings) -> Table:
    """Return the stations with the largest difference of a sign in the window, and their other windows with one."""
    import polars as pl

    before, after = pl.col(f"tph_{window}").fill_null(0), pl.col(f"tph_{window}_scenario").fill_null(0)
    others = [w for w in _windows(rows) if w != f"tph_{window}"]
    rows = rows.with_columns([_noticeable(w, sign, settings).alias(f"{w}_diff") for w in others])
    shown = rows.sort([(after - before) * sign, pl.col("code")], descending=[True, False]).head(_LISTED)
    often = [page.say("tph_of", name=name) for name in page.inline]
    others_word = page.say("other_windows" if sign < 0 else "other_windows_more")
    lines = []
    for row in shown.iter_rows(named=True):
        also = [w for w in others if row[f"{w}_diff"] or _first_or_last(row, w, sign)]
        named = ", ".join(window_word(w.removeprefix("tph_"), page.lang) for w in also)
        every = 1 < len(also) == len(others)
        lines.append([row["name"], *tph_cells(page, row, window), page.say("every_window") if every else named])
    return table([page.say("station"), *often, others_word], lines, key="less" if sign < 0 else "more")


def _first_or_last(row: Mapping[str, Any], tph: str, sign: int) -> bool:
    """Tell whether a station that is new has trains in a window, or one that closes had them."""
    before, after = row[tph], row[f"{tph}_scenario"]
    gone, here = (before, after) if sign > 0 else (after, before)
    return gone is None and here is not None and here > SLACK
