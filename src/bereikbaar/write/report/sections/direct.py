"""Stations that lose a direct train: to a city a row with what they get instead, to smaller places one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.write.numbers import listed, number
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.page import Compared, Page, Said, heading, how, table
from bereikbaar.write.report.sections.words import shortened, tph_cells, window_word

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Centre
    from bereikbaar.results import Result

#: Stations in the table; the others are named in a line.
_LISTED = 40


def direct_sections(page: Page, result: Result, one: Compared) -> Iterator[Said]:
    """Yield the blocks on lost direct trains of one scenario."""
    window = result.window
    losing = one.stations.filter(one.stations["lost_direct"] != "")
    yield heading(4, page.say("stations_direct"))
    found = one.direct
    if found.is_empty():
        yield page.say("no_station_direct")
    else:
        yield how(page.say("direct_head", window=window_word(window, page.lang)))
        rows = found.join(losing, on="code", how="left", maintain_order="left")
        yield _direct_table(page, rows.head(_LISTED), window, result.places.centres)
        more = rows["name"].to_list()[_LISTED:]
        if more:
            yield page.say("direct_more", n=number(len(more), page.lang), stations=listed(more, page.lang))
    small = losing.filter(~losing["code"].is_in(found["code"].to_list()))["name"].sort().to_list()
    if small:
        key = "small_loss" if len(small) == 1 else "small_losses"
        yield page.say(key, n=number(len(small), page.lang), stations=shortened(page, small))


def _direct_table(page: Page, rows: pl.DataFrame, window: str, centres: Sequence[Centre]) -> Table:
    names = {c.id: c.name for c in centres}
    lines = [_row(page, row, window, names) for row in rows.iter_rows(named=True)]
    keys = ("station", "province", "lost_direct", "minutes_to")
    head = [page.say(k) for k in keys]
    head += [page.say("in_minutes", name=name) for name in page.names]
    head += [page.say(k, name=name) for k in ("changes_of", "tph_of") for name in page.inline]
    return table(head, lines, numbers=6, key="direct")


def _row(page: Page, row: dict[str, Any], window: str, names: dict[str, str]) -> list[str]:
    lost = listed([names[c] for c in row["lost"].split()], page.lang)
    minutes = [number(row[c], page.lang) for c in ("minutes", "minutes_scenario")]
    changes = [number(row[c], page.lang, 1) for c in ("changes", "changes_scenario")]
    return [
        row["name"],
        row["province"] or "",
        lost,
        names[row["to"]],
        *minutes,
        *changes,
        *tph_cells(page, row, window),
    ]
