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
    """Yield a part of at most two pages for each council of which the run has provinces; none in that on a region."""
    if result.region:
        return
    there = {*result.base.towns["province"].unique().to_list()}
    index = 0 if page.lang == "nl" else 1
    for council in councils():
        provinces = [name for name in council.provinces if name in there]
        if not provinces:
            continue
        name = council.name[index]
        yield PageBreak()
        yield heading(2, page.say("for_council", name=name), f"council-{council.id}")
        names = listed(provinces, page.lang)
        yield from blocks_of([page.say("council_source", provinces=names, source=council.source[index])])
        part = Part(council.id, name, tuple(provinces))
        yield from named(page, blocks_of(part_blocks(page, result, compared, people, part)), name, council.id)
