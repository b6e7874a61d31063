"""Tables over all plans: every town that changes, what changes in the network, and the parts of the week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare import MAIN, sums
from bereikbaar.compare.towns import compare_tables
from bereikbaar.scenarios.rows import change_rows
from bereikbaar.scenarios.touched import compare_networks
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.changes import brief_changes
from bereikbaar.write.report.sections.compared import change_blocks
from bereikbaar.write.report.sections.page import Compared, Page, Said, how, table
from bereikbaar.write.report.sections.towns import minutes_heads
from bereikbaar.write.report.sections.words import towns_words, window_word

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Result

#: Verdicts of towns to which nothing happens: they stand in no table of changes.
QUIET = ("same", "no_connection", "beyond_limit", "changed")
#: So many plans are columns beside each other; more are rows.
BESIDE = 4


def title(page: Page, one: Compared) -> str:
    """Return the title of a plan."""
    return title_of(one.case)[0 if page.lang == "nl" else 1]


def towns_table(page: Page, compared: Sequence[Compared]) -> Table | None:
    """Return every town that changes, the largest change first; None where none does.

    Of some plans a row per town and a column per plan; of one plan, and of many, a row per plan and town.
    """
    if 1 < len(compared) <= BESIDE:
        return _towns_beside(page, compared)
    several = len(compared) > 1
    lines = []
    for one in compared:
        for row in _changed(one).iter_rows(named=True):
            words = [row["name"], row["municipality"], row["province"], page.say(f"word_{row['verdict']}")]
            numbers = [number(row[c], page.lang) for c in ("population", "base", "scenario")]
            lines.append([*([title(page, one)] if several else []), *words, *numbers, signed(row["diff"], page.lang)])
    if not lines:
        return None
    heads = ["scenario"] if several else []
    heads += ["town", "municipality", "province", "judged", "inhabitants"]
    return table([*map(page.say, heads), *minutes_heads(page)], lines, numbers=4, key="towns")


def _towns_beside(page: Page, compared: Sequence[Compared]) -> Table | None:
    lines = [
        [row["name"], row["municipality"], row["province"], *cells] for row, cells in towns_beside(page, compared)
    ]
    if not lines:
        return None
    heads = [page.say(k) for k in ("town", "municipality", "province", "inhabitants")]
    heads += [page.say("in_minutes", name=page.names[0]), *(title(page, one) for one in compared)]
    return table(heads, lines, numbers=2 + len(compared), key="towns")


def towns_beside(page: Page, compared: Sequence[Compared]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Yield every town that changes by some plan, the largest change first, with its cells.

    Each a row with name, municipality, province and population, and as cells: inhabitants, minutes in the base, and
    per plan the change in minutes, ``=`` where it is not noticeable, or what else becomes of it.
    """
    import polars as pl

    every = [{row["town_id"]: row for row in _changed(one).iter_rows(named=True)} for one in compared]
    there = {key: row for found in reversed(every) for key, row in found.items()}

    def size(key: str) -> float:
        return max(abs(float(found[key]["diff"] or 0.0)) for found in every if key in found)

    order = sorted(there, key=lambda key: (-size(key), -there[key]["population"], key))
    main = compared[0].towns.filter(pl.col("measure") == MAIN.name)
    before = dict(zip(main["town_id"].to_list(), main["base"].to_list(), strict=True))
    for key in order:
        row = there[key]
        changes = [_change_cell(page, found.get(key)) for found in every]
        yield row, [number(row["population"], page.lang), number(before[key], page.lang), *changes]


def _change_cell(page: Page, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "="
    return page.say(f"word_{row['verdict']}") if row["diff"] is None else signed(row["diff"], page.lang)


def _changed(one: Compared) -> pl.DataFrame:
    """Return the rows of the headline of the towns to which a plan does something, the largest change first."""
    import polars as pl

    rows = one.towns.filter((pl.col("measure") == MAIN.name) & ~pl.col("verdict").is_in(QUIET))
    order = pl.col("diff").abs().fill_null(0.0)
    return rows.sort([order, "population", "town_id"], descending=[True, True, False])


def towns_that_change(compared: Sequence[Compared]) -> tuple[int, int]:
    """Return how many towns change in some plan, and how many there are."""
    touched = {town for one in compared for town in _changed(one)["town_id"]}
    return len(touched), int(compared[0].towns["town_id"].n_unique())


def network_blocks(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield what a plan changes: in a few lines, and in a table of stations, track, trains and buses."""
    scenario = one.case.scenario
    if scenario is None or one.case.is_network:
        yield from change_blocks(page, one.case)
        return
    base, after = result.base.network, one.case.network
    touched = compare_networks(base, after, scenario.changes)
    yield from change_blocks(page, one.case, brief_changes(page, base, after, touched))
    rows = change_rows(base, after, touched, page.lang, places=result.places)
    if rows:
        head = [page.say("change_what"), *page.names]
        yield table(head, [[row.what, row.before, row.after] for row in rows], key="network")


def window_blocks(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield how the headline changes in each part of the week that was computed."""
    before, after = result.by_window(result.base), result.by_window(one.case)
    windows = [w for w in before if w in after]
    if len(windows) < 2:
        yield how(page.say("windows_one", window=window_word(result.window, page.lang)))
        return
    yield how(page.say("windows_head", towns=towns_words(page, one.towns["town_id"].n_unique())))
    lines = []
    for window in windows:
        tables = (before[window].towns, after[window].towns)
        found = sums(compare_tables(*tables, settings=result.settings, only=[MAIN.name]))
        people = [number(n, page.lang) for n in (found.winners, found.losers, found.new, found.lost)]
        numbers = [number(mean, page.lang, 1) for mean in (found.base_mean, found.scenario_mean)]
        lines.append([window_word(window, page.lang), *people, *numbers])
    heads = ["part_of_week", "winners", "losers_people", "new", "lost"]
    means = [page.say("mean_of", name=name) for name in page.inline]
    yield table([*map(page.say, heads), *means], lines, numbers=6, key="windows")
