"""The section on train commuters: how many get to work sooner or later, and what that adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.commuters import SIDES
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.zones import COUNTRY
from bereikbaar.write.numbers import listed, number, signed
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.limit import has_limit
from bereikbaar.write.report.sections.page import Page, Said, heading, how, table

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Municipalities named in a sentence, and the hours a day from which one is.
_NAMED, _LEAST_HOURS = 3, 1.0
#: Commuters without a change in minutes: how that is said, and how in a run with a limit from door to door.
_APART = {
    "new": ("commuters_new", "commuters_new_limit"),
    "lost": ("commuters_lost", "commuters_lost_limit"),
    "no_connection": ("commuters_none", "commuters_none_limit"),
}


def commuter_sections(page: Page, result: Result, case: Case, people: PeopleTables, level: int = 3) -> Iterator[Said]:
    """Yield the blocks on commuters of a scenario, or of the base its level; nothing where none are known.

    In a report on a region they are the people who live there.
    """
    import polars as pl

    sums = people.commuters(case)
    if sums.is_empty():
        return
    home = sums.filter(pl.col("side") == SIDES[0])
    total = _total(result, home)
    if total is None:
        return
    yield heading(level, page.say("commuters"))
    said = [
        _sentence(page, total, compared=case.scenario is not None),
        *_apart(page, total, limited=has_limit(result.settings)),
    ]
    yield " ".join(said)
    yield how(page.say("commuters_rule", within=number(total["within"], page.lang)))
    if case.scenario is None or result.region:
        return
    yield _provinces(page, home.filter(pl.col("kind") == "province").sort("name"))
    yield from _named(page, home.filter(pl.col("kind") == "municipality"))


def _total(result: Result, home: pl.DataFrame) -> Mapping[str, Any] | None:
    """Return the row of the region of the report, or of the country."""
    import polars as pl

    kind, _sign, name = result.region.partition(":")
    rows = home.filter(pl.col("kind") == (kind or COUNTRY))
    rows = rows.filter(pl.col("name") == name) if name else rows
    return rows.row(0, named=True) if rows.height else None


def _sentence(page: Page, total: Mapping[str, Any], *, compared: bool) -> str:
    people, before = number(total["commuters"], page.lang), number(total["base_mean"], page.lang, 1)
    if not compared:
        return page.say("commuters_base", people=people, before=before)
    hours = total["hours_saved_day"]
    return page.say(
        "commuters_head",
        people=people,
        better=number(total["winners"], page.lang),
        worse=number(total["losers"], page.lang),
        change=signed(total["mean_diff"], page.lang, 1),
        before=before,
        after=number(total["scenario_mean"], page.lang, 1),
        hours=number(abs(hours), page.lang),
        what=page.say("hours_saved" if hours >= 0 else "hours_lost"),
    )


def _apart(page: Page, total: Mapping[str, Any], *, limited: bool) -> Iterator[str]:
    for column, (key, with_limit) in _APART.items():
        if round(total[column]):
            yield page.say(with_limit if limited else key, people=number(total[column], page.lang))


def _provinces(page: Page, rows: pl.DataFrame) -> Table:
    keys = ("commuters_by", "commuters_people", "sooner", "later", "change", "hours_day")
    lines = [
        [
            row["name"],
            number(row["commuters"], page.lang),
            number(row["winners"], page.lang),
            number(row["losers"], page.lang),
            signed(row["mean_diff"], page.lang, 1),
            signed(row["hours_saved_day"], page.lang),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table([page.say(k) for k in keys], lines, numbers=5, key="commuters")


def _named(page: Page, rows: pl.DataFrame) -> Iterator[Said]:
    """Yield the municipalities whose inhabitants save most hours, and those who lose most."""
    import polars as pl

    hours = pl.col("hours_saved_day")
    for key, some, descending in (
        ("most_saved", rows.filter(hours >= _LEAST_HOURS), True),
        ("most_lost", rows.filter(hours <= -_LEAST_HOURS), False),
    ):
        if some.height:
            top = some.sort(["hours_saved_day", "code"], descending=[descending, False]).head(_NAMED)
            towns = [
                page.say("town_hours", town=row["name"], hours=number(abs(row["hours_saved_day"]), page.lang))
                for row in top.iter_rows(named=True)
            ]
            yield page.say(key, towns=listed(towns, page.lang))
