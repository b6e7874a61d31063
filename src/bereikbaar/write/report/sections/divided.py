"""The section on what each part of a plan contributes: for the country, and for the towns that gain most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.compare.measures import MAIN
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.sections.councils import councils
from bereikbaar.write.report.sections.page import Page, Said, bullets, heading, table
from bereikbaar.write.report.sections.words import shortened

if TYPE_CHECKING:
    from bereikbaar.access.model import Floats
    from bereikbaar.reasons.attribution import Attribution
    from bereikbaar.results import Result

#: Towns in a table of those that gain most.
LISTED = 10
#: Decimals of the means of the country, and of towns: shares are often less than a minute.
_COUNTRY, _TOWN = 2, 1
#: More parts than this have a number above their column, for their names take too much room.
_NAMED = 4


def part_blocks(page: Page, found: Attribution, result: Result, title: str) -> Iterator[Said]:
    """Yield what each part contributes to the headline: the mean of all towns, and the towns that gain most.

    Those of every council too; in a report on a region those of the region only. Connections that come or go are told
    apart: they have no minutes. title : of the plan.
    """
    if MAIN.name not in found.indicators:
        return
    there = set(result.base.towns["town_id"].to_list())
    here = found.only(there)
    at = here.indicators.index(MAIN.name)
    if len(found.parts) == 1:
        yield page.say("parts_one")
        return
    yield from _country(page, here, at)
    yield page.say("parts_towns_head")
    yield from _towns(page, here, at, "parts_towns", page.say("cap_parts_towns"), title)
    if not result.region:
        yield from _councils(page, here, at, result, title)
    every = [(here.shapley[:, at, t], float(here.total[at, t])) for t in range(len(here.town))]
    yield _rounding(page, [(shares, total) for shares, total in every if np.isfinite(total)], _TOWN)
    apart = here.towns_in("connection", MAIN.name)
    if apart:
        people = number(float(here.people("connection")[at]), page.lang)
        yield page.say("parts_new", people=people, towns=shortened(page, apart))


def _country(page: Page, found: Attribution, at: int) -> Iterator[Said]:
    """Yield the means over the inhabitants of the towns, with their sum."""
    total = float(found.country(found.total)[at])
    shares = [found.country(values)[:, at] for values in (found.shapley, found.alone, found.last)]
    shown = signed(total, page.lang, _COUNTRY)
    yield page.say("parts_head", total=shown)
    lines = [
        [name, *(signed(float(share[n]), page.lang, _COUNTRY) for share in shares)]
        for n, name in enumerate(_names(page, found, numbered=True))
    ]
    none = number(None, page.lang)
    lines.append([page.say("parts_total"), shown, none, none])
    heads = ("part", "share_of_total", "on_its_own", "left_out_of")
    yield table([page.say(k) for k in heads], lines, numbers=3, key="parts")
    yield _rounding(page, [(shares[0], total)], _COUNTRY)
    if any(len(part.said) and not part.title[0] for part in found.parts):
        yield page.say("parts_do")
        yield bullets(_said(page, found))


def _said(page: Page, found: Attribution) -> list[str]:
    """Return what every part does: of changes, whose names only a maker of scenarios reads."""
    index = 0 if page.lang == "nl" else 1
    names = _names(page, found, numbered=True)
    return [
        f"{name}: {' '.join(dict.fromkeys(literal(both[index]) for both in part.said))}"
        for name, part in zip(names, found.parts, strict=True)
    ]


def _councils(page: Page, found: Attribution, at: int, result: Result, title: str) -> Iterator[Said]:
    towns = result.base.towns
    for council in councils():
        inside = towns.filter(towns["province"].is_in(list(council.provinces)))["town_id"].to_list()
        some = found.only(inside)
        if _gaining(some, at):
            yield heading(3, council.name[0 if page.lang == "nl" else 1], f"parts-{found.name}-{council.id}")
            caption = page.say("cap_parts_council", name=council.name[0 if page.lang == "nl" else 1])
            yield from _towns(page, some, at, f"parts_{council.id[:8]}", caption, title)


def _gaining(found: Attribution, at: int) -> list[int]:
    """Return the towns that gain most, by what is shown; equal ones by size."""
    total = found.total[at]
    gain = [t for t in range(len(found.town)) if np.isfinite(total[t]) and total[t] <= -(10.0**-_TOWN) / 2]
    return sorted(gain, key=lambda t: (round(total[t], 6), -found.population[t], found.town_id[t]))[:LISTED]


def _towns(page: Page, found: Attribution, at: int, key: str, caption: str, title: str) -> Iterator[Said]:
    """Yield the towns that gain most, with the share of every part."""
    total, rows = found.total[at], _gaining(found, at)
    if not rows:
        yield page.say("parts_nobody")
        return
    lines = [
        [
            literal(found.town[t]), signed(float(total[t]), page.lang, _TOWN),
            *(signed(float(share), page.lang, _TOWN) for share in found.shapley[:, at, t]),
        ]
        for t in rows
    ]  # fmt: skip
    heads = [page.say("town"), page.say("parts_total_min"), *_names(page, found, numbered=False)]
    said = page.say("caption_of", caption=caption, title=title)
    yield table(heads, lines, numbers=len(heads) - 1, caption=said, key=key)


def _rounding(page: Page, rows: Sequence[tuple[Floats, float]], decimals: int) -> str:
    """Return a sentence where what is shown does not add up; empty where it does in every row."""
    unit = 10.0**-decimals
    off = [abs(sum(round(float(s), decimals) for s in shares) - round(total, decimals)) for shares, total in rows]
    most = max(off, default=0.0)
    return page.say("parts_rounded", most=number(most, page.lang, decimals)) if most > unit / 2 else ""


def _names(page: Page, found: Attribution, *, numbered: bool) -> list[str]:
    """Return what the parts are called; of many parts with their number, which stands for them above columns."""
    labels = [literal(part.label(page.lang)) for part in found.parts]
    if len(labels) <= _NAMED:
        return labels
    return [f"{n}. {label}" if numbered else str(n) for n, label in enumerate(labels, 1)]
