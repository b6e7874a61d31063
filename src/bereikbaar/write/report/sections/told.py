"""Sections on reasons: what plans take, and why towns change; and how it was computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.reasons.closing import is_closing
from bereikbaar.write.numbers import listed, number, signed
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.reasons import Reasons
from bereikbaar.write.report.sections.every import title
from bereikbaar.write.report.sections.page import Compared, Page, Said, bullets, how, table
from bereikbaar.write.report.sections.short import money
from bereikbaar.write.report.sections.words import window_word

if TYPE_CHECKING:
    from bereikbaar.reasons.explain import Explanation
    from bereikbaar.reasons.price import PriceTag


def price_blocks(page: Page, compared: Sequence[Compared], reasons: Reasons) -> Iterator[Said]:
    """Yield what each plan takes; a plan without a published cost has none."""
    tags = [(one, _of(reasons.prices, one)) for one in compared]
    rows = [_price_row(page, one, tag) for one, tag in tags if tag is not None]
    if not rows:
        return
    yield page.say("price_head")
    heads = ("scenario", "cost_head", "train_km", "train_hours", "trainsets", "new_track", "upgraded_track",
             "per_train_km", "per_million")  # fmt: skip
    yield table([page.say(k) for k in heads], rows, numbers=7, key="price",
                caption="" if len(rows) > 1 else page.say("cap_price_one"))  # fmt: skip
    assumed = dict.fromkeys(text.said(page.lang) for _one, tag in tags if tag is not None for text in tag.assumptions)
    if assumed:
        yield page.say("price_assumptions")
        yield bullets([*assumed, *_hours(page, tags)])


def _hours(page: Page, tags: Sequence[tuple[Compared, PriceTag | None]]) -> list[str]:
    """Return the hours of a mean weekday that each window was counted with."""
    held = {w: h for _one, tag in tags if tag is not None for w, h in tag.hours.items() if h > 0}
    if not held:
        return []
    items = [f"{window_word(w, page.lang)} {number(h, page.lang, 1)}" for w, h in held.items()]
    return [page.say("price_hours", hours=listed(items, page.lang))]


def _of(held: Mapping[str, PriceTag], one: Compared) -> PriceTag | None:
    scenario = one.case.scenario
    return held.get(scenario.name) if scenario is not None else None


def _price_row(page: Page, one: Compared, tag: PriceTag) -> list[str]:
    scenario = one.case.scenario
    published = scenario.cost if scenario is not None else None
    none = number(None, page.lang) if is_closing(scenario) else page.say("no_cost")
    cost = none if published is None else money(page, published)
    if published is not None and published.price_level:
        cost = page.say("cost_level", amount=cost, level=published.price_level)
    whole = [signed(tag.train_km, page.lang), signed(tag.train_hours, page.lang)]
    sets = signed(tag.trainsets, page.lang)
    track = [number(km, page.lang, 1) for km in (tag.new_track_km, tag.upgraded_track_km)]
    per_million = tag.hours_per_million if published is not None else None
    return [
        title(page, one), cost, *whole, sets, *track, number(tag.hours_per_train_km, page.lang, 2),
        number(per_million, page.lang, 2),
    ]  # fmt: skip


def why_blocks(page: Page, explained: Sequence[Explanation]) -> Iterator[Said]:
    """Yield for the towns that change most why they do."""
    from bereikbaar.reasons.sentences import causes_alone

    yield how(page.say("why_head"))
    lines = []
    for e in explained:
        change = e.shown_diff_min if e.components else None
        minutes = [number(trip.expected_min, page.lang) for trip in (e.before, e.after)]
        words = [literal(e.origin.name), literal(e.destination.name), causes_alone(e).said(page.lang)]
        lines.append([*words, *minutes, signed(change, page.lang)])
    heads = [page.say(k) for k in ("town", "to", "why_column")]
    heads += [*(page.say("in_minutes", name=name) for name in page.names), page.say("change")]
    yield table(heads, lines, numbers=3, key="why")


def method_blocks(page: Page, method: str) -> Iterator[Said]:
    """Yield how it was computed, in a few sentences."""
    yield page.say("method_words")
    yield page.say("method_clock" if method == "clock" else "method_headway")
    yield page.say("method_base")
