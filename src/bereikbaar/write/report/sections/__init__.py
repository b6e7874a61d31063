"""The sections of a report, in the order of reading: what a result says, as blocks in Dutch or English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.compare import beyond_limit, with_main
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.runs import RunComparison
from bereikbaar.lang import said
from bereikbaar.write.classes import BEYOND_LIMIT, MINUTES, level_classes
from bereikbaar.write.numbers import number
from bereikbaar.write.report.inline import literal, plain_text
from bereikbaar.write.report.model import Document, Heading
from bereikbaar.write.report.sections.baseline import baseline_sections
from bereikbaar.write.report.sections.clock import clock_sections, connection_sections
from bereikbaar.write.report.sections.commuters import commuter_sections
from bereikbaar.write.report.sections.compared import (
    change_blocks,
    compared_with,
    measured_words,
    plan_words,
    subject_words,
    title_in,
    title_words,
)
from bereikbaar.write.report.sections.frequency import frequency_sections, frequency_tables
from bereikbaar.write.report.sections.grounds import (
    assumption_sections,
    limit_sections,
    published_sections,
    source_sections,
)
from bereikbaar.write.report.sections.own import own_sections
from bereikbaar.write.report.sections.page import (
    Compared,
    Page,
    Said,
    blocks_of,
    bullets,
    heading,
    page,
    plainly,
    table,
)
from bereikbaar.write.report.sections.people import base_people_sections, people_sections
from bereikbaar.write.report.sections.region import region_rule, region_words
from bereikbaar.write.report.sections.short import gain_sentence, loss_sentence, subject, three_sentences
from bereikbaar.write.report.sections.sure import planner_fit
from bereikbaar.write.report.sections.towns import LISTED, town_sections

if TYPE_CHECKING:
    from bereikbaar.results import Result

__all__ = ["base_blocks", "document_of", "report_of", "report_on_runs"]


def report_of(result: Result, people: PeopleTables | None = None) -> Document:
    """Return the report in the language of the run; a run without scenarios gives one on the base year.

    people : tables on zones and their people, when some were made already.
    """
    people = people or PeopleTables(result)
    p = page(result.lang)
    if not result.cases:
        return document_of(p, base_blocks(p, result, people))
    return document_of(
        p, _compare_page(p, result, [compared_with(result, case, people) for case in result.cases], people)
    )


def document_of(p: Page, said: Iterator[Said]) -> Document:
    """Return blocks as a report, titled by its first heading."""
    blocks = blocks_of(said)
    title = next(block.text for block in blocks if isinstance(block, Heading))
    return Document(p.lang, plain_text(title), plainly(blocks))


def _compare_page(p: Page, result: Result, compared: list[Compared], people: PeopleTables) -> Iterator[Said]:
    yield heading(1, title_words(p, result))
    if len(compared) > 1:
        yield bullets(literal(title_in(p, one.case)) for one in compared)
    yield subject_words(p, result, "subject_window")
    yield region_rule(p, result.region)
    yield heading(2, p.say("in_short"))
    fit = planner_fit(result)
    for one in compared:
        plan = plan_words(p, result, one.case)
        alone = p.say("plan", title=literal(title_in(p, one.case)))
        about = subject(p, plan, result.settings, result.region, cost=alone)
        yield three_sentences(p, one, about, result.settings, fit)
    yield measured_words(p, result.settings)
    yield from baseline_sections(p, result)
    for one in compared:
        yield heading(2, title_in(p, one.case))
        yield from change_blocks(p, one.case)
        q = p if result.baseline is None else page(p.lang, (result.base.network.name, title_in(p, one.case)))
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


def base_blocks(p: Page, result: Result, people: PeopleTables) -> Iterator[Said]:
    """Yield the page of a run without scenarios: levels instead of differences."""
    import polars as pl

    towns = with_main(result.base.towns)
    where = region_words(p, result.region)
    yield heading(1, p.say("title_base_region", region=where) if where else p.say("title_base"))
    yield subject_words(p, result, "subject_base")
    yield region_rule(p, result.region)
    yield p.say("base_short")
    yield measured_words(p, result.settings)
    yield heading(2, p.say("base_levels"))
    classes = level_classes(towns["main_min"], MINUTES, beyond_limit(towns, "main_min"))
    levels = [c for c in MINUTES.levels if c.name != BEYOND_LIMIT or result.settings.has_limit]
    counts = [(c, int(towns["population"].filter(classes == c.name).sum())) for c in levels]
    index = 0 if p.lang == "nl" else 1
    rows = [[c.title[index], number(n, p.lang)] for c, n in counts]
    yield table([p.say("class"), p.say("inhabitants")], rows, numbers=1, key="classes")
    yield heading(2, p.say("base_far"))
    far = towns.filter(pl.col("main_min").is_not_null()).sort(["main_min", "town_id"], descending=[True, False])
    rows = [
        [row["name"], row["province"], number(row["population"], p.lang), number(row["main_min"], p.lang)]
        for row in far.head(LISTED).iter_rows(named=True)
    ]
    yield table([p.say(k) for k in ("town", "province", "inhabitants", "minutes")], rows, numbers=2, key="far")
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
        yield measured_words(p, compared.settings)
        yield from town_sections(p, compared.towns, compared.settings)
        yield heading(3, p.say("frequency"))
        yield from frequency_tables(p, compared.towns, compared.settings)
        yield from limit_sections(p)

    return document_of(p, blocks())
