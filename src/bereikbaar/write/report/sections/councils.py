"""The parts for social-economic councils: own towns, map, losers, care and education. Which councils is data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.people import PeopleTables
from bereikbaar.write.numbers import listed, number
from bereikbaar.write.report.model import Block, PageBreak
from bereikbaar.write.report.naming import deeper, named
from bereikbaar.write.report.sections.compared import plan_words, title_in
from bereikbaar.write.report.sections.frequency import losing_stations
from bereikbaar.write.report.sections.maps import difference_map
from bereikbaar.write.report.sections.page import Compared, Page, Said, blocks_of, heading
from bereikbaar.write.report.sections.people import reach_blocks
from bereikbaar.write.report.sections.towns import connection_blocks, gain_blocks, loss_blocks
from bereikbaar.write.report.sections.words import share_words, shortened

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Result

#: Verdicts of a town to which nothing happens.
_QUIET = ("same", "no_connection", "beyond_limit", "changed")


@dataclass(frozen=True, slots=True)
class Council:
    """Whom a part of the report is for. name, source : (Dutch, English). provinces : as the places name them."""

    id: str
    name: tuple[str, str]
    provinces: tuple[str, ...]
    source: tuple[str, str]


@cache
def councils() -> tuple[Council, ...]:
    """Return the councils that have a part of their own, in the order of ``councils.csv``."""
    text = resources.files("bereikbaar.write.report").joinpath("councils.csv").read_text(encoding="utf-8")
    found: dict[str, Council] = {}
    for row in csv.DictReader(text.splitlines()):
        name, source = (row["name_nl"], row["name_en"]), (row["source_nl"], row["source_en"])
        held = found.get(row["council"], Council(row["council"], name, (), source))
        found[held.id] = replace(held, provinces=(*held.provinces, row["province"]))
    return tuple(found.values())


def council_parts(page: Page, result: Result, compared: list[Compared], people: PeopleTables) -> Iterator[Block]:
    """Yield a part for each council of which the run has provinces; none in a report on a region."""
    if result.region:
        return
    there = {*result.base.towns["province"].unique().to_list()}
    index = 0 if page.lang == "nl" else 1
    for council in councils():
        provinces = [name for name in council.provinces if name in there]
        if not provinces:
            continue
        yield PageBreak()
        yield heading(2, page.say("for_council", name=council.name[index]), f"council-{council.id}")
        names = listed(provinces, page.lang)
        yield from blocks_of([page.say("council_source", provinces=names, source=council.source[index])])
        for one in compared:
            title = title_in(page, one.case)
            key = one.case.scenario.key if one.case.scenario else "base"
            part = council.name[index]
            blocks = blocks_of(_part(page, result, _narrowed(one, provinces), people, council, provinces))
            found = named(page, blocks, f"{part}, {title}", f"{council.id[:8]}_{key}")
            if len(compared) > 1:
                yield heading(3, title, f"council-{council.id}-{key}")
                found = deeper(found)
            yield from found


def _narrowed(one: Compared, provinces: list[str]) -> Compared:
    """Return a plan with the towns and stations of some provinces only."""
    towns = one.towns.filter(one.towns["province"].is_in(provinces))
    stations = one.stations.filter(one.stations["province"].is_in(provinces).fill_null(value=False))
    direct = one.direct.filter(one.direct["code"].is_in(stations["code"].to_list()))
    return replace(one, towns=towns, stations=stations, direct=direct)


def _part(
    page: Page, result: Result, one: Compared, people: PeopleTables, council: Council, provinces: list[str]
) -> Iterator[Said]:
    import polars as pl

    winners = people.winners(one.case)
    if winners.height:
        winners = winners.filter((pl.col("kind") == "province") & pl.col("name").is_in(provinces))
    name = council.name[0 if page.lang == "nl" else 1]
    moved = one.towns.filter((pl.col("measure") == MAIN.name) & ~pl.col("verdict").is_in(_QUIET))
    touched = _people(page, result, one, winners, name)
    if moved.is_empty() and not touched:
        yield page.say("council_quiet", region=name)
    else:
        yield " ".join(touched)
        yield from difference_map(page, result, one.case, provinces, council.id)
        yield from gain_blocks(page, one.towns)
        yield from connection_blocks(page, one.towns)
        yield from loss_blocks(page, one.towns)
    yield _stations(page, result, one)
    yield from reach_blocks(page, result, winners, people.in_full, files=False)


def _people(page: Page, result: Result, one: Compared, winners: pl.DataFrame, name: str) -> list[str]:
    """Return the sentences on the inhabitants of the provinces; none where nobody gains or loses anything."""
    import polars as pl

    rows = winners.filter(pl.col("measure") == MAIN.name) if winners.height else winners
    if rows.is_empty():
        return []
    count = {k: int(rows[k].sum()) for k in ("population", "winners", "losers", "new", "lost")}
    if not any(count[k] for k in ("winners", "losers", "new", "lost")):
        return []
    plan = plan_words(page, result, one.case)
    said = [
        page.say(
            "council_people", plan=plan, gain=number(count["winners"], page.lang), region=name,
            total=number(count["population"], page.lang), loss=number(count["losers"], page.lang),
            share=share_words(page, count["winners"], count["population"]),
        )
    ]  # fmt: skip
    if count["new"] or count["lost"]:
        said.append(page.say("council_apart", **{k: number(count[k], page.lang) for k in ("new", "lost")}))
    return said


def _stations(page: Page, result: Result, one: Compared) -> str:
    codes = {*losing_stations(one.stations, result.settings)["code"], *one.direct["code"]}
    names = one.stations.filter(one.stations["code"].is_in(sorted(codes)))["name"].sort().to_list()
    return page.say("council_stations", stations=shortened(page, names)) if names else page.say("council_no_stations")
