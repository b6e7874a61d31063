"""The sections of a report, in the order of reading: what a result says, as blocks in Dutch or English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.compare import beyond_limit, compare_stations, compare_towns, lost_centres, with_main
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.runs import RunComparison
from bereikbaar.compare.zones import COUNTRY
from bereikbaar.lang import said
from bereikbaar.settings import Settings
from bereikbaar.write.classes import BEYOND_LIMIT, MINUTES, level_classes
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.inline import literal, plain_text
from bereikbaar.write.report.model import Document, Heading
from bereikbaar.write.report.sections.baseline import baseline_sections
from bereikbaar.write.report.sections.clock import clock_sections, connection_sections
from bereikbaar.write.report.sections.commuters import commuter_sections
from bereikbaar.write.report.sections.frequency import frequency_sections, frequency_tables
from bereikbaar.write.report.sections.grounds import (
    assumption_sections,
    limit_sections,
    published_sections,
    source_sections,
)
from bereikbaar.write.report.sections.limit import limit_words
from bereikbaar.write.report.sections.own import own_sections
from bereikbaar.write.report.sections.page import Compared, Page, Said, blocks_of, bullets, heading, page, table
from bereikbaar.write.report.sections.people import base_people_sections, people_sections
from bereikbaar.write.report.sections.region import region_rule, region_words, stations_of_region
from bereikbaar.write.report.sections.short import gain_sentence, loss_sentence, money, subject, three_sentences
from bereikbaar.write.report.sections.towns import LISTED, town_sections
from bereikbaar.write.report.sections.words import window_word

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

__all__ = ["report_of", "report_on_runs"]


def report_of(result: Result, people: PeopleTables | None = None) -> Document:
    """Return the report in the language of the run; a run without scenarios gives one on the base year.

    people : tables on zones and their people, when some were made already.
    """
    people = people or PeopleTables(result)
    p = page(result.lang)
    if not result.cases:
        return _document(p, _base_page(p, result, people))
    return _document(p, _compare_page(p, result, [_compared(result, case, people) for case in result.cases], people))


def _document(p: Page, said: Iterator[Said]) -> Document:
    blocks = blocks_of(said)
    title = next(block.text for block in blocks if isinstance(block, Heading))
    return Document(p.lang, plain_text(title), blocks)


def _compared(result: Result, case: Case, people: PeopleTables) -> Compared:
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


def _compare_page(p: Page, result: Result, compared: list[Compared], people: PeopleTables) -> Iterator[Said]:
    titles, where = "; ".join(_title(p, c.case) for c in compared), region_words(p, result.region)
    if result.baseline is not None:
        titles = p.say("title_baseline", titles=titles, baseline=result.base.network.name)
    yield heading(
        1, p.say("title_region", region=where, titles=titles) if where else p.say("title_compare", titles=titles)
    )
    yield _subject(p, result, "subject_window")
    yield region_rule(p, result.region)
    yield heading(2, p.say("in_short"))
    for one in compared:
        plan = _plan_words(p, result, one.case)
        alone = p.say("plan", title=literal(_title(p, one.case)))
        about = subject(p, plan, result.settings, result.region, cost=alone)
        yield three_sentences(p, one, about, result.settings)
    yield _measured(p, result.settings)
    yield from baseline_sections(p, result)
    for one in compared:
        yield heading(2, _title(p, one.case))
        yield from _what_changes(p, one.case)
        q = p if result.baseline is None else page(p.lang, (result.base.network.name, _title(p, one.case)))
        yield from town_sections(q, one.towns, result.settings, by_zone=one.country.height > 0)
        yield from own_sections(q, result, one.case)
        yield from people_sections(q, result, one.case, people)
        yield from commuter_sections(q, result, one.case, people)
        yield from frequency_sections(q, result, one)
        yield from connection_sections(q, one.case, result)
    yield from clock_sections(p, result)
    yield from published_sections(p, result.cases)
    yield from assumption_sections(p, result)
    yield from limit_sections(p)
    yield from source_sections(p, result)


def _plan_words(p: Page, result: Result, case: Case) -> str:
    """Return what a sentence calls a case: the plan, or a network instead of the baseline."""
    title = literal(_title(p, case))
    if result.baseline is None:
        return p.say("plan", title=title)
    return p.say("plan_instead", title=title, other=literal(result.base.network.name))


def _title(p: Page, case: Case) -> str:
    return title_of(case)[0 if p.lang == "nl" else 1]


def _subject(p: Page, result: Result, key: str) -> str:
    net = result.base.network
    text = p.say(key, network=f"{net.name} {net.version}", window=window_word(result.window, p.lang))
    if result.method != "clock":
        return text
    said = [text, p.say("by_clock")]
    first = next((case for case in result.all_cases if "proposed" in case.basis), None)
    if first is not None:
        share = number(100 * first.basis["proposed"] / sum(first.basis.values()), p.lang)
        name = literal(first.network.name)
        said.append(p.say("by_clock_proposed", share=share, name=name, heading=p.say("clock")))
    return " ".join(said)


def _measured(p: Page, settings: Settings) -> str:
    share = plain(settings.noticeable_share * 100, p.lang)
    text = p.say("what_is_measured", minutes=plain(settings.noticeable_min, p.lang), share=share)
    if settings.has_limit:
        text += " " + p.say("limit_rule", limit=limit_words(p, settings, "limit_expected"))
    return text


def _what_changes(p: Page, case: Case) -> Iterator[Said]:
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
    yield p.say("year_cost", year=scenario.year or p.say("no_year"), cost=cost)
    yield bullets(dict.fromkeys(said(s, p.lang) for s in case.report)) if case.report else p.say("no_change_words")
    for key, texts in (("own_assumptions", scenario.assumptions), ("side_effects", scenario.side_effects)):
        if texts.get(p.lang):
            yield p.say(key)
            yield bullets(texts[p.lang])


def _base_page(p: Page, result: Result, people: PeopleTables) -> Iterator[Said]:
    """Yield the page of a run without scenarios: levels instead of differences."""
    import polars as pl

    towns = with_main(result.base.towns)
    where = region_words(p, result.region)
    yield heading(1, p.say("title_base_region", region=where) if where else p.say("title_base"))
    yield _subject(p, result, "subject_base")
    yield region_rule(p, result.region)
    yield p.say("base_short")
    yield _measured(p, result.settings)
    yield heading(2, p.say("base_levels"))
    classes = level_classes(towns["main_min"], MINUTES, beyond_limit(towns, "main_min"))
    levels = [c for c in MINUTES.levels if c.name != BEYOND_LIMIT or result.settings.has_limit]
    counts = [(c, int(towns["population"].filter(classes == c.name).sum())) for c in levels]
    index = 0 if p.lang == "nl" else 1
    rows = [[c.title[index], number(n, p.lang)] for c, n in counts]
    yield table([p.say("class"), p.say("inhabitants")], rows, numbers=1)
    yield heading(2, p.say("base_far"))
    far = towns.filter(pl.col("main_min").is_not_null()).sort(["main_min", "town_id"], descending=[True, False])
    rows = [
        [row["name"], row["province"], number(row["population"], p.lang), number(row["main_min"], p.lang)]
        for row in far.head(LISTED).iter_rows(named=True)
    ]
    yield table([p.say(k) for k in ("town", "province", "inhabitants", "minutes")], rows, numbers=2)
    yield from own_sections(p, result, result.base, level=2)
    yield from base_people_sections(p, result, people)
    yield from commuter_sections(p, result, result.base, people, level=2)
    yield from clock_sections(p, result)
    yield from assumption_sections(p, result)
    yield from limit_sections(p)
    yield from source_sections(p, result)


def report_on_runs(compared: RunComparison, lang: str) -> Document:
    """Return a report on two runs that were written earlier (see :func:`bereikbaar.compare.compare_runs`)."""
    p = page(lang, compared.short_names)

    def blocks() -> Iterator[Said]:
        yield heading(1, p.say("title_runs"))
        yield p.say("subject_runs", base=compared.base, scenario=compared.scenario)
        if compared.warnings:
            yield heading(2, p.say("warnings"))
            yield bullets([said(text, lang) for text in compared.warnings])
        yield heading(2, p.say("in_short"))
        other, title = p.names
        about = subject(p, p.say("plan_instead", title=literal(title), other=literal(other)), compared.settings)
        yield f"{gain_sentence(p, compared.towns, about)} {loss_sentence(p, compared.towns, about)}"
        yield _measured(p, compared.settings)
        yield from town_sections(p, compared.towns, compared.settings)
        yield heading(3, p.say("frequency"))
        yield from frequency_tables(p, compared.towns, compared.settings)
        yield from limit_sections(p)

    return _document(p, blocks())
