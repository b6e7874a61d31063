"""What a scenario does to towns and people: the ten that gain and lose most, sums, regions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN, Sums, region_sums, sums
from bereikbaar.compare.measures import MAIN_PARTS
from bereikbaar.compare.sums import LIMITS_MIN
from bereikbaar.compare.towns import noticeable_minutes, ranked
from bereikbaar.indicators.catalogue import DESTINATIONS
from bereikbaar.settings import Settings
from bereikbaar.write.markdown.page import Page, heading, table
from bereikbaar.write.numbers import listed, number, signed

if TYPE_CHECKING:
    import polars as pl

#: Towns in each of the two lists.
LISTED = 10


def town_sections(page: Page, towns: pl.DataFrame, settings: Settings) -> Iterator[str]:
    """Yield the blocks on towns of one scenario: gains, losses, connections, sums, regions."""
    best, worst = ranked(towns, n=LISTED)
    for key, none, rows in (("gainers", "nobody_gains", best), ("losers", "nobody_loses", worst)):
        yield heading(3, page.say(key))
        yield _town_table(page, towns, rows) if rows.height else page.say(none)
    yield from _connections(page, towns)
    yield heading(3, page.say("sums"))
    yield page.say(
        "sums_head",
        towns=number(towns["town_id"].n_unique(), page.lang),
        total=number(sums(towns).total, page.lang),
    )
    yield _sums_table(page, towns)
    yield heading(3, page.say("by_province"))
    yield _region_table(page, towns, settings)


def destination(name: str, lang: str) -> str:
    """Return the destination of a travel-time measure in words: ``exp_cap_min`` -> "the province capital"."""
    return DESTINATIONS[name.split("_")[1]][0 if lang == "nl" else 1]


def _town_table(page: Page, towns: pl.DataFrame, rows: pl.DataFrame) -> str:
    keys = ("town", "province", "inhabitants", "before", "after", "change", "most_to")
    head = [page.say(k) for k in (keys[0], keys[1], keys[6], *keys[2:6])]
    lines = []
    for row in rows.iter_rows(named=True):
        numbers = [number(row["population"], page.lang), number(row["base"], page.lang)]
        numbers += [number(row["scenario"], page.lang), signed(row["diff"], page.lang)]
        lines.append([row["name"], row["province"], _largest(page, towns, row["town_id"], row["diff"]), *numbers])
    return table(head, lines, numbers=4)


def _largest(page: Page, towns: pl.DataFrame, town_id: str, direction: float) -> str:
    """Name the destination with the largest difference in the direction of the headline."""
    import polars as pl

    rows = towns.filter((pl.col("town_id") == town_id) & pl.col("measure").is_in(list(MAIN_PARTS)))
    rows = rows.filter(pl.col("diff").is_not_null()).sort("diff", descending=direction > 0, maintain_order=True)
    if rows.is_empty():
        return ""
    place = destination(rows["measure"][0], page.lang)
    return page.say("to_place", place=place, minutes=signed(rows["diff"][0], page.lang))


def _connections(page: Page, towns: pl.DataFrame) -> Iterator[str]:
    """Yield who gets or loses a connection: not in minutes, so in neither list."""
    import polars as pl

    rows = towns.filter(pl.col("measure") == MAIN.name).sort(["population", "town_id"], descending=[True, False])
    said = []
    for key, verdict in (("new_towns", "new"), ("lost_towns", "lost"), ("none_towns", "no_connection")):
        names = rows.filter(pl.col("verdict") == verdict)["name"].to_list()
        if names:
            said.append(page.say(key, towns=_shortened(page, names)))
    if said:
        yield heading(3, page.say("connections"))
        yield from said


def _shortened(page: Page, names: list[str], most: int = 30) -> str:
    if len(names) <= most:
        return listed(names, page.lang)
    more = number(len(names) - most, page.lang)
    return page.say("and_more", items=", ".join(names[:most]), n=more)


def _sums_table(page: Page, towns: pl.DataFrame) -> str:
    head = [page.say("to"), *(page.say("gain_from", n=f"{t:.0f}") for t in LIMITS_MIN)]
    head += [page.say("loss_from", n=f"{t:.0f}") for t in LIMITS_MIN]
    head += [page.say(k) for k in ("same", "new", "lost", "no_connection", "mean_change")]
    lines = []
    for name in (MAIN.name, *MAIN_PARTS, "exp_umc_min"):
        found = sums(towns, name)
        if found.total:
            place = page.say("five_mean") if name == MAIN.name else destination(name, page.lang)
            lines.append([place, *_sums_row(page, found)])
    return table(head, lines, numbers=len(head) - 1)


def _sums_row(page: Page, found: Sums) -> list[str]:
    people = [*found.gain.values(), *found.loss.values(), found.same, found.new, found.lost, found.no_connection]
    return [*(number(n, page.lang) for n in people), signed(found.mean_diff, page.lang, 1)]


def _region_change(page: Page, base: float | None, diff: float | None, settings: Settings) -> str:
    """Return the mean change of a region in whole minutes, if it can be noticed."""
    if diff is not None and base is not None and not noticeable_minutes(diff, base, settings):
        return page.say("same")
    return signed(diff, page.lang)


def _region_table(page: Page, towns: pl.DataFrame, settings: Settings) -> str:
    keys = ("province", "inhabitants", "before", "after", "change", "winners", "losers_people", "new", "lost")
    columns = ("winners", "losers", "new", "lost")
    lines = []
    for row in region_sums(towns).iter_rows(named=True):
        means = [number(row["base_mean"], page.lang), number(row["scenario_mean"], page.lang)]
        people = [number(row[c], page.lang) for c in columns]
        change = _region_change(page, row["base_mean"], row["mean_diff"], settings)
        lines.append([row["region"], number(row["population"], page.lang), *means, change, *people])
    return table([page.say(k) for k in keys], lines, numbers=len(keys) - 1)
