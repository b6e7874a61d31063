"""The section on places of the user's own: their mean, and those that change most."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN
from bereikbaar.compare.towns import compare_tables
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.sections.page import Page, Said, heading, table
from bereikbaar.write.report.sections.towns import minutes_heads

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: So many places are listed.
LISTED = 15


def own_sections(page: Page, result: Result, case: Case, level: int = 3) -> Iterator[Said]:
    """Yield the blocks on own places of a scenario, or of the base their level; nothing for a run without any."""
    base = result.base.own
    if result.own is None or base is None or case.own is None or not base.height:
        return
    yield heading(level, page.say("own"))
    title = MAIN.title[0 if page.lang == "nl" else 1]
    before = _mean(base, result)
    about = {
        "n": number(base.height, page.lang),
        "file": literal(PurePath(result.own.file).name),
        "measure": title[:1].lower() + title[1:],
        "before": number(before, page.lang, 1),
        "how": page.say("own_by_people" if result.own.population[result.own.population > 0].size else "own_alike"),
    }
    if case.scenario is None:
        yield page.say("own_head_base", **about)
        yield from _without(page, base)
        return
    after = _mean(case.own, result)
    change = signed(None if after is None or before is None else after - before, page.lang, 1)
    first, second = page.inline
    yield page.say("own_head", **about, after=number(after, page.lang, 1), change=change, first=first, second=second)
    yield from _without(page, case.own)
    yield from _most(page, result, case)


def _mean(frame: pl.DataFrame, result: Result) -> float | None:
    from bereikbaar.access.own import own_means

    assert result.own is not None  # asked by the caller
    return own_means(frame, result.own.weight, [MAIN.name])[MAIN.name]


def _without(page: Page, frame: pl.DataFrame) -> Iterator[Said]:
    missing = frame[MAIN.name].null_count()
    if missing:
        yield page.say("own_no_answer", n=number(missing, page.lang))


def _most(page: Page, result: Result, case: Case) -> Iterator[Said]:
    import polars as pl

    assert result.base.own is not None  # asked by the caller
    assert case.own is not None
    tables = (result.base.own, case.own)
    rows = compare_tables(*tables, settings=result.settings, only=[MAIN.name], key="place_id")
    rows = rows.filter(pl.col("diff").is_not_null()).sort(pl.col("diff").abs(), "place_id", descending=[True, False])
    if rows.height > LISTED:
        yield page.say("own_most", n=LISTED)
    lines = [
        [
            row["name"],
            row["municipality"],
            *(number(row[k], page.lang, 1) for k in ("base", "scenario")),
            signed(row["diff"], page.lang, 1),
        ]
        for row in rows.head(LISTED).iter_rows(named=True)
    ]
    if lines:
        yield table(
            [page.say("own_place"), page.say("own_municipality"), *minutes_heads(page)], lines, numbers=3, key="own"
        )
