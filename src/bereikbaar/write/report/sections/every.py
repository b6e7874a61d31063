"""Tables over all plans: side by side on page one, and every town that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN, sums
from bereikbaar.compare.towns import compare_tables
from bereikbaar.scenarios.rows import change_rows
from bereikbaar.scenarios.touched import compare_networks
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.page import Compared, Page, Said, table
from bereikbaar.write.report.sections.short import money
from bereikbaar.write.report.sections.towns import minutes_heads
from bereikbaar.write.report.sections.words import window_word

if TYPE_CHECKING:
    from bereikbaar.results import Result

#: Verdicts of towns that stand in no table of changes.
_SAME = ("same", "no_connection", "beyond_limit", "changed")


def title(page: Page, one: Compared) -> str:
    """Return the title of a plan."""
    return title_of(one.case)[0 if page.lang == "nl" else 1]


def overview_table(page: Page, compared: Sequence[Compared]) -> Table:
    """Return a row per plan: who gains, who loses, what it costs and how many published figures come out."""
    heads = ["scenario", "cost_head", "published_ok", "winners", "losers_people"]
    head = [*map(page.say, heads), page.say("same").capitalize(), page.say("new"), page.say("lost")]
    return table(head, [_overview_row(page, one) for one in compared], numbers=5, key="overview")


def _overview_row(page: Page, one: Compared) -> list[str]:
    found = one.over_zones(MAIN.name)
    if found is None:
        s = sums(one.towns)
        found = {"winners": s.winners, "losers": s.losers, "same": s.same, "new": s.new, "lost": s.lost}
    judged = [o for o in one.case.outcomes if o.ok is not None]
    ok = page.say("ok_of", ok=number(sum(1 for o in judged if o.ok), page.lang), n=number(len(judged), page.lang))
    scenario = one.case.scenario
    cost = money(page, scenario.cost) if scenario is not None and scenario.cost is not None else page.say("no_cost")
    people = [number(found[k], page.lang) for k in ("winners", "losers", "same", "new", "lost")]
    return [title(page, one), cost, ok if judged else page.say("no_published_short"), *people]


def towns_table(page: Page, compared: Sequence[Compared]) -> Table | None:
    """Return every town that changes, a row per plan and town, the largest change first; None where none does."""
    import polars as pl

    several = len(compared) > 1
    lines = []
    for one in compared:
        rows = one.towns.filter((pl.col("measure") == MAIN.name) & ~pl.col("verdict").is_in(_SAME))
        order = pl.col("diff").abs().fill_null(0.0)
        for row in rows.sort([order, "population", "town_id"], descending=[True, True, False]).iter_rows(named=True):
            words = [row["name"], row["municipality"], row["province"], page.say(f"word_{row['verdict']}")]
            numbers = [number(row[c], page.lang) for c in ("population", "base", "scenario")]
            lines.append([*([title(page, one)] if several else []), *words, *numbers, signed(row["diff"], page.lang)])
    if not lines:
        return None
    heads = ["scenario"] if several else []
    heads += ["town", "municipality", "province", "judged", "inhabitants"]
    return table([*map(page.say, heads), *minutes_heads(page)], lines, numbers=4, key="towns")


def towns_that_change(compared: Sequence[Compared]) -> tuple[int, int]:
    """Return how many towns change in some plan, and how many there are."""
    import polars as pl

    touched: set[str] = set()
    for one in compared:
        rows = one.towns.filter((pl.col("measure") == MAIN.name) & ~pl.col("verdict").is_in(_SAME))
        touched |= set(rows["town_id"])
    return len(touched), int(compared[0].towns["town_id"].n_unique())


def network_table(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield what a plan changes in stations, track, trains and buses, before and after."""
    scenario = one.case.scenario
    if scenario is None or one.case.is_network:
        return
    base, after = result.base.network, one.case.network
    rows = change_rows(base, after, compare_networks(base, after, scenario.changes), page.lang, places=result.places)
    if rows:
        head = [page.say("change_what"), *page.names]
        yield table(head, [[row.what, row.before, row.after] for row in rows], key="network")


def window_blocks(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield how the headline changes in each part of the week that was computed."""
    before, after = result.by_window(result.base), result.by_window(one.case)
    windows = [w for w in before if w in after]
    if len(windows) < 2:
        yield page.say("windows_one", window=window_word(result.window, page.lang))
        return
    yield page.say("windows_head", towns=number(one.towns["town_id"].n_unique(), page.lang))
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
