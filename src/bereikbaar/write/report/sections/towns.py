"""What a scenario does to towns and people: the ten that gain and lose most, sums, regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN, Sums, region_sums, sums
from bereikbaar.compare.measures import MAIN_PARTS
from bereikbaar.compare.sums import LIMITS_MIN
from bereikbaar.compare.towns import noticeable_minutes, ranked
from bereikbaar.settings import Settings
from bereikbaar.write.numbers import listed, number, signed
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.limit import EVERY, SINGLE, destination, limit_blocks
from bereikbaar.write.report.sections.page import Page, Said, heading, how, table
from bereikbaar.write.report.sections.words import shortened, towns_words

if TYPE_CHECKING:
    import polars as pl

#: Towns in each of the two lists.
LISTED = 10
#: Columns of people who gain or lose something that is not in minutes.
_APART = ("new", "lost", "no_connection", "comes_within", "falls_beyond", "beyond_limit")
#: Columns of people to whom something happens.
_TOUCHED = ("winners", "losers", "new", "lost", "comes_within", "falls_beyond")


def town_sections(page: Page, towns: pl.DataFrame, settings: Settings, *, by_zone: bool = False) -> Iterator[Said]:
    """Yield the blocks on towns of one scenario: gains, losses, connections, sums, regions.

    by_zone : the page has a section on all inhabitants as well, which is where figures of the country are.
    """
    yield from gain_blocks(page, towns)
    yield from loss_blocks(page, towns)
    yield from connection_blocks(page, towns)
    yield from limit_blocks(page, towns, settings)
    yield from sum_blocks(page, towns, by_zone=by_zone)
    yield from province_blocks(page, towns, settings)


def gain_blocks(page: Page, towns: pl.DataFrame) -> Iterator[Said]:
    """Yield the towns that gain most."""
    best, _worst = ranked(towns, n=LISTED)
    yield heading(3, page.say("gainers"))
    yield _town_table(page, towns, best, "gain") if best.height else page.say("nobody_gains")


def loss_blocks(page: Page, towns: pl.DataFrame) -> Iterator[Said]:
    """Yield the towns that lose most, on average and to a single destination."""
    _best, worst = ranked(towns, n=LISTED)
    yield heading(3, page.say("losers"))
    yield _town_table(page, towns, worst, "loss") if worst.height else page.say("nobody_loses")
    yield from _single_losses(page, towns)


def sum_blocks(page: Page, towns: pl.DataFrame, *, by_zone: bool) -> Iterator[Said]:
    """Yield how many inhabitants of the towns gain and lose how much, by destination."""
    yield heading(3, page.say("sums"))
    about = {
        "towns": towns_words(page, towns["town_id"].n_unique()),
        "total": number(sums(towns).total, page.lang),
    }
    more = [page.say("sums_of_all", heading=page.say("zone_winners"))] if by_zone else []
    yield how(" ".join([page.say("sums_head", **about), *more]))
    yield _sums_table(page, towns)


def _town_table(page: Page, towns: pl.DataFrame, rows: pl.DataFrame, key: str) -> Table:
    head = [page.say(k) for k in ("town", "province", "most_to", "inhabitants")] + minutes_heads(page)
    lines = []
    for row in rows.iter_rows(named=True):
        numbers = [number(row["population"], page.lang), number(row["base"], page.lang)]
        numbers += [number(row["scenario"], page.lang), signed(row["diff"], page.lang)]
        lines.append([row["name"], row["province"], _largest(page, towns, row["town_id"], row["diff"]), *numbers])
    return table(head, lines, numbers=4, key=key)


def minutes_heads(page: Page) -> list[str]:
    """Return the heads of three columns: minutes of the one, of the other, and the change."""
    return [*(page.say("in_minutes", name=name) for name in page.names), page.say("change")]


def _largest(page: Page, towns: pl.DataFrame, town_id: str, direction: float) -> str:
    """Name the destination with the largest difference in the direction of the headline."""
    import polars as pl

    rows = towns.filter((pl.col("town_id") == town_id) & pl.col("measure").is_in(list(MAIN_PARTS)))
    rows = rows.filter(pl.col("diff").is_not_null()).sort("diff", descending=direction > 0, maintain_order=True)
    if rows.is_empty():
        return ""
    place = destination(rows["measure"][0], page.lang)
    return page.say("to_place", place=place, minutes=signed(rows["diff"][0], page.lang))


def single_losses(towns: pl.DataFrame) -> pl.DataFrame:
    """Return for every town that loses noticeably to some destination its largest loss, the largest first.

    A mean over five destinations can hide it: what a scenario makes worse has to be as visible as what it improves.
    """
    import polars as pl

    rows = towns.filter(pl.col("measure").is_in(EVERY) & (pl.col("verdict") == "worse"))
    rows = rows.sort(["gain", "population", "town_id"], descending=[False, True, False], maintain_order=True)
    return rows.unique("town_id", keep="first", maintain_order=True)


def _single_losses(page: Page, towns: pl.DataFrame) -> Iterator[Said]:
    rows = single_losses(towns)
    if rows.is_empty():
        yield page.say("nobody_loses_anywhere")
        return
    people = number(int(rows["population"].sum()), page.lang)
    yield page.say("single_losses", towns=number(rows.height, page.lang), people=people)
    head = [page.say(k) for k in ("town", "province", "to", "inhabitants")] + minutes_heads(page)
    lines = []
    for row in rows.head(LISTED).iter_rows(named=True):
        words = [row["name"], row["province"], destination(row["measure"], page.lang)]
        numbers = [number(row[c], page.lang) for c in ("population", "base", "scenario")]
        lines.append([*words, *numbers, signed(row["diff"], page.lang)])
    yield table(head, lines, numbers=4, key="single")


def connection_blocks(page: Page, towns: pl.DataFrame) -> Iterator[Said]:
    """Yield who gets or loses a connection: not in minutes, so in neither list."""
    import polars as pl

    rows = towns.filter(pl.col("measure") == MAIN.name).sort(["population", "town_id"], descending=[True, False])
    said = []
    for key, verdict in (("new_towns", "new"), ("lost_towns", "lost"), ("none_towns", "no_connection")):
        names = rows.filter(pl.col("verdict") == verdict)["name"].to_list()
        if names:
            said.append(page.say(key, towns=shortened(page, names)))
    if said:
        yield heading(3, page.say("connections"))
        yield from said


def _sums_columns(page: Page, every: list[Sums]) -> list[tuple[str, Callable[[Sums], int]]]:
    """Return the title of every column of people, and how to get it from the sums of a measure."""
    columns: list[tuple[str, Callable[[Sums], int]]] = []
    for any_key, from_key, people, limits in (
        ("gain_any", "gain_from", "winners", "gain"),
        ("loss_any", "loss_from", "losers", "loss"),
    ):
        columns.append((page.say(any_key), attrgetter(people)))
        for t in LIMITS_MIN:
            columns.append((page.say(from_key, n=f"{t:.0f}"), partial(_beyond, limits, t)))
    columns.append((page.say("same").capitalize(), attrgetter("same")))
    for key in _APART:  # columns of zeros would only make the table wide
        if any(getattr(found, key) for found in every):
            columns.append((page.say(key), attrgetter(key)))
    return columns


def _beyond(side: str, limit: float, found: Sums) -> int:
    people: int = getattr(found, side)[limit]
    return people


def _sums_table(page: Page, towns: pl.DataFrame) -> Table:
    every = {name: sums(towns, name) for name in (MAIN.name, *SINGLE)}
    columns = _sums_columns(page, list(every.values()))
    lines = []
    for name, found in every.items():
        if found.total:
            place = page.say("five_mean") if name == MAIN.name else destination(name, page.lang)
            people = [number(get(found), page.lang) for _title, get in columns]
            lines.append([place, *people, signed(found.mean_diff, page.lang, 1)])
    head = [page.say("to"), *(title for title, _get in columns), page.say("mean_change_towns")]
    return table(head, lines, numbers=len(head) - 1, key="sums")


def _region_change(page: Page, base: float | None, diff: float | None, settings: Settings) -> str:
    """Return the mean change of a region in whole minutes, if it can be noticed."""
    if diff is not None and base is not None and not noticeable_minutes(diff, base, settings):
        return page.say("same")
    return signed(diff, page.lang)


def province_blocks(page: Page, towns: pl.DataFrame, settings: Settings) -> Iterator[Said]:
    """Yield the table of the provinces where something happens to somebody, and the names of the others."""
    import polars as pl

    regions = region_sums(towns)
    touched = pl.any_horizontal(pl.col(*_TOUCHED) > 0)
    yield heading(3, page.say("by_province"))
    if regions.filter(touched).height:
        yield how(page.say("province_head", towns=towns_words(page, towns["town_id"].n_unique())))
        yield _region_table(page, regions.filter(touched), settings)
    others = regions.filter(~touched)["region"].to_list()
    if others:
        yield page.say("provinces_same", provinces=listed(others, page.lang))


def _region_table(page: Page, regions: pl.DataFrame, settings: Settings) -> Table:
    columns = {"winners": "winners", "losers": "losers_people"}
    columns |= {c: c for c in _TOUCHED[2:] if regions[c].sum()}
    head = [page.say("province"), page.say("inhabitants"), *minutes_heads(page), *map(page.say, columns.values())]
    lines = []
    for row in regions.iter_rows(named=True):
        means = [number(row["base_mean"], page.lang), number(row["scenario_mean"], page.lang)]
        people = [number(row[c], page.lang) for c in columns]
        change = _region_change(page, row["base_mean"], row["mean_diff"], settings)
        lines.append([row["region"], number(row["population"], page.lang), *means, change, *people])
    return table(head, lines, numbers=len(head) - 1, key="province")
