"""The parts for social-economic councils: own towns, map, losers, care and education. Which councils is data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bereikbaar.compare.people import PeopleTables
from bereikbaar.write.numbers import listed
from bereikbaar.write.report.model import Block, PageBreak
from bereikbaar.write.report.naming import named
from bereikbaar.write.report.sections.council_part import Part, part_blocks
from bereikbaar.write.report.sections.page import Compared, Page, blocks_of, heading

if TYPE_CHECKING:
    from bereikbaar.results import Result

#: Blocks of a part that says no more than that nothing changes: its heading, whom it is for, and that sentence.
_QUIET = 3


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
    """Yield a part of at most two pages for each council of which the run has provinces; none in that on a region.

    Each begins a page. Those in whose provinces nothing changes come last and share one with what follows: a page
    for one sentence helps nobody.
    """
    parts = [] if result.region else [_part(page, result, compared, people, council) for council in councils()]
    full = [part for part in parts if len(part) > _QUIET]
    quiet = [part for part in parts if 0 < len(part) <= _QUIET]
    for part in full:
        yield PageBreak()
        yield from part
    if full or quiet:
        yield PageBreak()  # what follows is for everybody again
    for part in quiet:
        yield from part


def _part(
    page: Page, result: Result, compared: list[Compared], people: PeopleTables, council: Council
) -> tuple[Block, ...]:
    """Return the part of a council; nothing where the run has none of its provinces."""
    provinces = tuple(p for p in council.provinces if p in {*result.base.towns["province"].unique().to_list()})
    if not provinces:
        return ()
    index = 0 if page.lang == "nl" else 1
    name, names = council.name[index], listed(list(provinces), page.lang)
    about = [page.say("council_source", provinces=names, source=council.source[index])]
    said = part_blocks(page, result, compared, people, Part(council.id, name, provinces))
    return (
        heading(2, page.say("for_council", name=name), f"council-{council.id}"),
        *blocks_of(about),
        *named(page, blocks_of(said), name, council.id),
    )
