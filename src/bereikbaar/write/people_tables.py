"""Tables on zones, regions, winners and losers, spread and commuters; see ``write/tables.py`` for the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.compare.areas import compare_areas
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.sensitivity import sensitivity_table
from bereikbaar.compare.towns import prepared
from bereikbaar.indicators.catalogue import in_order
from bereikbaar.lang import translate
from bereikbaar.write.names import name_of

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Numbers in tables/zones.csv at most (about 15 MB): with more it holds the window of the maps only.
MOST_NUMBERS = 2_500_000
#: Who a zone is, in its table; its town and COROP area are in the network folder.
_ZONE = ("pc4", "town_id", "municipality", "province", "population")
_AREA = ("kind", "code", "name", "population")
#: How sure the answers of a region are: who sets out by assumed transit, and who has no answer.
_SURE = ("assumed_pct", "without_pct")


def people_tables(result: Result, people: PeopleTables) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield (name of the file, table); nothing of a kind that the run has no rows for."""
    found = [
        ("zones", _zones(result, people)),
        ("areas", _areas(result, people)),
        ("compare_areas", _compared_areas(result, people)),
        ("winners", [_of_case(c, None, people.winners(c)) for c in result.cases]),
        ("spread", [people.spread]),
        ("commuters", [_of_case(c, result.window, people.commuters(c)) for c in result.all_cases]),
        ("sensitivity", [sensitivity_table(result, people.measures)]),
    ]
    for name, frames in found:
        table = _joined(frames)
        if table is not None:
            yield f"tables/{name}.csv", table


def left_out(result: Result) -> list[str]:
    """Return what the tables of a run leave out so that they stay of use, as sentences in its language."""
    language = translate(result.lang)
    people = PeopleTables(result)
    every, full = people.measures, people.in_full
    out = []
    if len(full) < len(every):
        out.append(
            language.text(
                "of {every} measures {full} are told in full (the default ones, and those asked for by name): "
                "winners.csv and compare_areas.csv, and spread.csv in windows besides {window}, are about these; "
                "towns.csv, zones.csv and areas.csv have all",
                every=len(every), full=len(full), window=result.window,
            )
        )  # fmt: skip
    if len(_zone_tables(result, people)) < len(_all_zone_tables(result)):
        out.append(
            language.text(
                "zones.csv holds the window {window} only: all windows would be too large a table",
                window=result.window,
            )
        )
    return out


def _joined(frames: list[pl.DataFrame]) -> pl.DataFrame | None:
    import polars as pl

    filled = [f for f in frames if f.height]
    return pl.concat(filled, how="diagonal_relaxed") if filled else None


def _of_case(case: Case, window: str | None, frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    front = [pl.lit(name_of(case)).alias("scenario")]
    front += [] if window is None else [pl.lit(window).alias("window")]
    return frame.select(*front, pl.all()) if frame.height else frame


def _shown(people: PeopleTables, frame: pl.DataFrame) -> list[str]:
    """Return the chosen measures and, with a limit, who is beyond it."""
    beyond = [c for c in frame.columns if c.startswith("beyond_")]
    words = {word for name in people.measures for word in name.split("_")[1:2]}
    return list(in_order([*people.measures, *(c for c in beyond if c.split("_")[1] in words)]))


def _all_zone_tables(result: Result) -> list[tuple[Case, str, pl.DataFrame]]:
    return [(c, w, t.zones) for c in result.all_cases for w, t in result.by_window(c).items() if t.zones is not None]


def _zone_tables(result: Result, people: PeopleTables) -> list[tuple[Case, str, pl.DataFrame]]:
    """Return the tables of zones that are written: of all windows as far as there is room."""
    every = _all_zone_tables(result)
    if sum(zones.height for _c, _w, zones in every) * len(people.measures) <= MOST_NUMBERS:
        return every
    return [(c, w, zones) for c, w, zones in every if w == result.window]


def _zones(result: Result, people: PeopleTables) -> list[pl.DataFrame]:
    import polars as pl

    every = []
    for case, window, zones in _zone_tables(result, people):
        wanted = [c for c in (*_ZONE, *_shown(people, zones)) if c in zones.columns]
        every.append(_of_case(case, window, zones.select(wanted)))
    table = _joined(every)
    if table is None:
        return []
    front = ("scenario", "window")
    return [prepared(table, "pc4").select(*front, pl.all().exclude(front))]


def _areas(result: Result, people: PeopleTables) -> list[pl.DataFrame]:
    import polars as pl

    parts = [
        _of_case(case, window, frame.select(pl.lit(kind).alias("kind"), pl.all()))
        for case in result.all_cases
        for window, tables in result.by_window(case).items()
        for kind, frame in tables.areas.items()
    ]
    every = _joined(parts)
    if every is None:
        return []
    whole = prepared(every, "code")
    wanted = [c for c in dict.fromkeys((*_AREA, *_shown(people, every), *_SURE)) if c in whole.columns]
    rounded = whole.with_columns(pl.col("without_pct").round(2)) if "without_pct" in wanted else whole
    return [rounded.select("scenario", "window", *wanted)]


def _compared_areas(result: Result, people: PeopleTables) -> list[pl.DataFrame]:
    import polars as pl

    out = []
    for case in result.cases:
        sums = people.winners(case)
        for kind in result.base.areas:
            found = compare_areas(result.base, case, kind, sums, settings=result.settings, only=people.in_full)
            if found.height:
                named = found.rename({"base": "base_value", "scenario": "scenario_value"})
                out.append(_of_case(case, None, named.select(pl.lit(kind).alias("kind"), pl.all())))
    return out
