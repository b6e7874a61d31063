"""Sections on reasons: what plans take, why towns change, and what each part of a combination contributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.reasons import PriceTag, Reasons
from bereikbaar.write.report.sections.every import title
from bereikbaar.write.report.sections.page import Compared, Page, Said, bullets, table
from bereikbaar.write.report.sections.short import money

if TYPE_CHECKING:
    from bereikbaar.reasons.attribution import Attribution
    from bereikbaar.reasons.explain import Explanation


def price_blocks(page: Page, compared: Sequence[Compared], reasons: Reasons) -> Iterator[Said]:
    """Yield what each plan takes; a plan without a published cost has none."""
    tags = [(one, _of(reasons.prices, one)) for one in compared]
    rows = [_price_row(page, one, tag) for one, tag in tags if tag is not None]
    if not rows:
        return
    yield page.say("price_head")
    heads = ("scenario", "cost_head", "train_km", "train_hours", "trainsets", "new_track", "upgraded_track",
             "per_train_km", "per_million")  # fmt: skip
    yield table([page.say(k) for k in heads], rows, numbers=7, key="price")
    assumed = dict.fromkeys(text.said(page.lang) for _one, tag in tags if tag is not None for text in tag.assumptions)
    if assumed:
        yield page.say("price_assumptions")
        yield bullets(assumed)


def _of(held: Mapping[str, PriceTag], one: Compared) -> PriceTag | None:
    scenario = one.case.scenario
    return held.get(scenario.name) if scenario is not None else None


def _price_row(page: Page, one: Compared, tag: PriceTag) -> list[str]:
    scenario = one.case.scenario
    published = scenario.cost if scenario is not None else None
    cost = page.say("no_cost") if published is None else money(page, published)
    whole = [signed(tag.train_km, page.lang), signed(tag.train_hours, page.lang)]
    sets = number(None, page.lang) if tag.trainsets is None else signed(tag.trainsets, page.lang)
    track = [number(km, page.lang, 1) for km in (tag.new_track_km, tag.upgraded_track_km)]
    per_million = tag.hours_per_million if published is not None else None
    return [
        title(page, one), cost, *whole, sets, *track, number(tag.hours_per_train_km, page.lang, 2),
        number(per_million, page.lang, 2),
    ]  # fmt: skip


def why_blocks(page: Page, explained: Sequence[Explanation]) -> Iterator[Said]:
    """Yield for the towns that change most why they do."""
    from bereikbaar.reasons.sentences import why

    yield page.say("why_head")
    lines = []
    for e in explained:
        change = e.shown_diff_min if e.components else None
        minutes = [number(trip.expected_min, page.lang) for trip in (e.before, e.after)]
        words = [literal(e.origin.name), literal(e.destination.name), why(e).said(page.lang)]
        lines.append([*words, *minutes, signed(change, page.lang)])
    heads = [page.say(k) for k in ("town", "to", "why_column")]
    heads += [*(page.say("in_minutes", name=name) for name in page.names), page.say("change")]
    yield table(heads, lines, numbers=3, key="why")


def part_blocks(page: Page, found: Attribution) -> Iterator[Said]:
    """Yield what each part contributes to the headline of all towns, in minutes per inhabitant."""
    if MAIN.name not in found.indicators:
        return
    at = found.indicators.index(MAIN.name)
    total = float(found.country(found.total)[at])
    shares = [found.country(table)[:, at] for table in (found.shapley, found.alone, found.last)]
    yield page.say("parts_head", total=signed(total, page.lang, 2))
    lines = [
        [part.name, *(signed(float(share[n]), page.lang, 2) for share in shares)]
        for n, part in enumerate(found.parts)
    ]
    heads = ("part", "share_of_total", "on_its_own", "left_out_of")
    yield table([page.say(k) for k in heads], lines, numbers=3, key="parts")
    people = float(found.people("connection")[at])
    if people:
        yield page.say("parts_new", people=number(people, page.lang))


def method_blocks(page: Page, method: str) -> Iterator[Said]:
    """Yield how it was computed, in a few sentences."""
    yield page.say("method_words")
    yield page.say("method_clock" if method == "clock" else "method_headway")
    yield page.say("method_base")
