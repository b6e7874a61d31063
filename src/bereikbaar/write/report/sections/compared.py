"""What a report is about: the cases against the base, what they are called, and what is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare import compare_stations, compare_towns, lost_centres
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.zones import COUNTRY
from bereikbaar.lang import said
from bereikbaar.reasons.closing import is_closing
from bereikbaar.settings import Settings
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.sections.limit import limit_words
from bereikbaar.write.report.sections.page import Compared, Page, Said, bullets, heading
from bereikbaar.write.report.sections.region import region_words, stations_of_region
from bereikbaar.write.report.sections.short import money
from bereikbaar.write.report.sections.words import share_words, window_word
from bereikbaar.write.texts_short import COUNTED_PLANS

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result


def compared_with(result: Result, case: Case, people: PeopleTables) -> Compared:
    """Return one case against the base."""
    import polars as pl

    winners = people.winners(case)
    stations = stations_of_region(result, compare_stations(result.base, case, result.window))
    return Compared(
        case,
        compare_towns(result.base, case, settings=result.settings),
        stations,
        lost_centres(result.base, case, stations, result.places.centres, result.window),
        winners.filter(pl.col("kind") == COUNTRY) if winners.height else winners,
    )


def title_in(p: Page, case: Case) -> str:
    """Return the title of a case in the language of the page."""
    return title_of(case)[0 if p.lang == "nl" else 1]


def title_words(p: Page, result: Result) -> str:
    """Return the title of the report: that of the one plan, or how many plans are compared."""
    where, other = region_words(p, result.region), result.base.network.name
    if len(result.cases) > 1:
        plans = _counted(p, len(result.cases))
        if result.baseline is not None:
            return p.say("title_plans_baseline", plans=plans, baseline=other)
        return p.say("title_plans_region" if where else "title_plans", plans=plans, region=where)
    title = title_in(p, result.cases[0])
    if result.baseline is not None:
        title = p.say("title_baseline", titles=title, baseline=other)
    return p.say("title_region" if where else "title_compare", region=where, titles=title)


def _counted(p: Page, n: int) -> str:
    """Return so many plans in words, as a title begins; large numbers in figures."""
    words = dict(enumerate(COUNTED_PLANS, start=2)).get(n)
    return words.said(p.lang) if words else p.say("n_plans", n=number(n, p.lang))


def plan_words(p: Page, result: Result, case: Case) -> str:
    """Return what a sentence calls a case: the plan, or a network instead of the baseline."""
    title = literal(title_in(p, case))
    if result.baseline is None:
        return p.say("plan", title=title)
    return p.say("plan_instead", title=title, other=literal(result.base.network.name))


def subject_words(p: Page, result: Result, key: str) -> str:
    """Return with what is compared, in which window and by which method."""
    net = result.base.network
    text = p.say(key, network=f"{net.name} {net.version}", window=window_word(result.window, p.lang))
    if result.method != "clock":
        return text
    said = [text, p.say("by_clock")]
    first = next((case for case in result.all_cases if "proposed" in case.basis), None)
    if first is not None:
        share = share_words(p, first.basis["proposed"], sum(first.basis.values()))
        name = literal(first.network.name)
        said.append(p.say("by_clock_proposed", share=share, name=name, heading=p.say("clock")))
    return " ".join(said)


def measured_words(p: Page, settings: Settings) -> str:
    """Return what the minutes are, and which differences count."""
    share = plain(settings.noticeable_share * 100, p.lang)
    text = p.say("what_is_measured", minutes=plain(settings.noticeable_min, p.lang), share=share)
    if settings.has_limit:
        text += " " + p.say("limit_rule", limit=limit_words(p, settings, "limit_expected"))
    return text


def change_blocks(p: Page, case: Case, brief: Sequence[str] = ()) -> Iterator[Said]:
    """Yield what a scenario changes: year and cost, its changes in words, its assumptions and side effects.

    brief : the changes in a few lines, where a table holds all of them; else every change is a sentence.
    """
    scenario = case.scenario
    if scenario is None:
        return
    yield heading(3, p.say("what_changes"))
    if case.is_network:
        yield p.say("whole_network")
        return
    cost = p.say("no_cost")
    if scenario.cost is not None:
        source = scenario.cost.source
        if p.lang == "nl":
            source = scenario.cost.source_nl or source
        amount = money(p, scenario.cost)
        cost = p.say("cost", amount=amount, level=scenario.cost.price_level, source=source)
    if not is_closing(scenario):  # a closure asked for by hand has no year and no cost
        yield p.say("year_cost", year=scenario.year or p.say("no_year"), cost=cost)
    changes = brief or [said(s, p.lang) for s in case.report]
    yield bullets(dict.fromkeys(changes)) if changes else p.say("no_change_words")
    for key, texts in (("own_assumptions", scenario.assumptions), ("side_effects", scenario.side_effects)):
        if texts.get(p.lang):
            yield p.say(key)
            yield bullets(texts[p.lang])
