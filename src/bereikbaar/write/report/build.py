"""The whole report on a result, in the order in which a councillor reads: the answer first, its grounds last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bereikbaar.compare.people import PeopleTables
from bereikbaar.write.manifest import manifest_line
from bereikbaar.write.names import key_of, window_titles
from bereikbaar.write.numbers import number
from bereikbaar.write.report.model import Block, Document, Table
from bereikbaar.write.report.naming import deeper, explained_once, named, settled, without_title
from bereikbaar.write.report.reasons import PriceTag, Reasons
from bereikbaar.write.report.sections import base_blocks, document_of, report_on_runs
from bereikbaar.write.report.sections.baseline import baseline_sections
from bereikbaar.write.report.sections.clock import clock_sections, connection_sections
from bereikbaar.write.report.sections.commuters import commuter_sections
from bereikbaar.write.report.sections.compared import compared_with, title_in
from bereikbaar.write.report.sections.councils import council_parts
from bereikbaar.write.report.sections.divided import part_blocks
from bereikbaar.write.report.sections.every import (
    BESIDE,
    network_blocks,
    towns_table,
    towns_that_change,
    window_blocks,
)
from bereikbaar.write.report.sections.figures import (
    change_map,
    headline_map,
    other_maps,
    people_bars,
    station_bars,
    town_dots,
)
from bereikbaar.write.report.sections.first import first_page
from bereikbaar.write.report.sections.frequency import drop_blocks, harmed_names, often_blocks, station_blocks
from bereikbaar.write.report.sections.grounds import (
    assumption_sections,
    limit_sections,
    published_sections,
    source_sections,
)
from bereikbaar.write.report.sections.limit import limit_blocks
from bereikbaar.write.report.sections.maps import base_map
from bereikbaar.write.report.sections.own import own_sections
from bereikbaar.write.report.sections.page import Compared, Page, Said, blocks_of, heading, how, page
from bereikbaar.write.report.sections.people import npvr_blocks, reach_blocks, spread_blocks, winner_blocks
from bereikbaar.write.report.sections.region import region_words
from bereikbaar.write.report.sections.short import harmed_words
from bereikbaar.write.report.sections.told import method_blocks, price_blocks, why_blocks
from bereikbaar.write.report.sections.towns import (
    connection_blocks,
    gain_blocks,
    loss_blocks,
    province_blocks,
    sum_blocks,
)
from bereikbaar.write.report.sections.words import towns_words

if TYPE_CHECKING:
    from bereikbaar.compare.runs import RunComparison
    from bereikbaar.results import Result

#: What a section says of one plan.
_Told = Callable[[Page, Compared], Iterator[Said]]


def build_report(
    result: Result,
    lang: str,
    *,
    people: PeopleTables | None = None,
    reasons: Reasons | None = None,
    full: bool = True,
) -> Document:
    """Return the report in a language ("nl" or "en"), whatever that of the run is.

    people  : tables on zones and their people, when some were made already. reasons : what costs more runs.
    full    : with the table of all towns that change among the blocks; else it is a sheet beside them.
    """
    people, p = people or PeopleTables(result), page(lang)
    if result.cases:
        compared = [compared_with(result, case, people) for case in result.cases]
        document = _Report(p, result, compared, people, reasons or Reasons(), full).document()
    else:
        document = document_of(p, _base(p, result, people))
    return replace(document, blocks=settled(document.blocks), about=_about(p, result, document.title))


def build_runs_report(compared: RunComparison, lang: str, *, full: bool = True) -> Document:
    """Return the report on two runs that were written earlier, from what their files tell; the same when ``full``."""
    del full  # what the files tell is short enough for every form
    document, p = report_on_runs(compared, lang), page(lang)
    about = {"subject": document.title, "keywords": f"{compared.base}; {compared.scenario}"}
    return replace(document, blocks=settled(named(p, document.blocks)), about=about)


def _base(p: Page, result: Result, people: PeopleTables) -> Iterator[Said]:
    """Yield the report of a run without scenarios, its map and method after its first table."""
    blocks = list(named(p, blocks_of(base_blocks(p, result, people))))
    at = next(n for n, b in enumerate(blocks) if getattr(b, "anchor", "") == "assumptions")
    yield from blocks[:at]
    yield from _map_of_base(p, result)
    yield heading(2, p.say("method"), "method")
    yield from method_blocks(p, result.method)
    yield from blocks[at:]


def _map_of_base(p: Page, result: Result) -> Iterator[Said]:
    found = list(base_map(p, result))
    if found:
        yield heading(2, p.say("base_map"), "map")
        yield from found


def _about(p: Page, result: Result, title: str) -> dict[str, str]:
    plans = [title_in(p, case) for case in result.cases]
    where = region_words(p, result.region)
    words = [result.base.network.name, window_titles(result.window)[0 if p.lang == "nl" else 1], where, *plans]
    return {
        "subject": title,
        "keywords": "; ".join(word for word in words if word),
        "manifest": manifest_line(result, p.lang),
    }


@dataclass(frozen=True, slots=True)
class _Report:
    """The report on plans that is being made."""

    page: Page
    result: Result
    compared: list[Compared]
    people: PeopleTables
    reasons: Reasons
    full: bool

    def document(self) -> Document:
        """Return the document; the table of all towns stands beside it when it is not to be in it."""
        document = document_of(self.page, self._said())
        table = towns_table(self.page, self.compared)
        held = () if self.full or table is None else tuple(named(self.page, [table]))
        return replace(document, sheets=tuple(block for block in held if isinstance(block, Table)))

    def _said(self) -> Iterator[Said]:
        p, result = self.page, self.result
        yield from first_page(p, result, self.compared, self._price)
        yield from baseline_sections(p, result)
        several = len(self.compared) > 1
        yield from self._each("changes" if several else "changes_one", "changes", self._changes)
        yield from self._each("town_effect", "towns", self._towns)
        yield from self._all_towns()
        yield from self._each("frequency", "frequency", self._frequency)
        yield from self._each("evening_weekend", "evening-weekend", self._evening)
        yield from self._each("work_care", "work-care", self._work)
        yield from self._each("regions", "regions", self._regions)
        yield from self._each("who_loses", "losers", self._losers)
        yield from self._reasons()
        yield from council_parts(p, result, self.compared, self.people)
        yield from named(p, blocks_of(self._grounds()))

    def _price(self, one: Compared) -> PriceTag | None:
        return self.reasons.prices.get(one.case.scenario.name) if one.case.scenario else None

    def _each(self, topic: str, anchor: str, tell: _Told) -> Iterator[Block]:
        """Yield a section with what is told of each plan; of several plans under the title of each."""
        p = self.page
        sections = []
        for one in self.compared:
            title, key = title_in(p, one.case), key_of(one.case)
            q = p if self.result.baseline is None else page(p.lang, (self.result.base.network.name, title))
            blocks: Iterator[Block] = named(p, blocks_of(tell(q, one)), title, key)
            if len(self.compared) > 1:
                blocks = iter([heading(3, title, f"{anchor}-{key}"), *deeper(blocks)])
            sections.append(tuple(blocks))
        least = 1 if len(self.compared) > 1 else 0
        if any(len(blocks) > least for blocks in sections):
            yield heading(2, p.say(topic), anchor)
            yield from explained_once(block for blocks in sections if len(blocks) > least for block in blocks)

    def _changes(self, q: Page, one: Compared) -> Iterator[Said]:
        yield from change_map(q, self.result, one.case)
        yield from without_title(blocks_of(network_blocks(q, self.result, one)))

    def _towns(self, q: Page, one: Compared) -> Iterator[Said]:
        yield from headline_map(q, self.result, one.case, self.people.winners(one.case))
        yield from town_dots(q, self.result, one.case)
        yield from gain_blocks(q, one.towns)
        yield from connection_blocks(q, one.towns)
        yield from limit_blocks(q, one.towns, self.result.settings)
        yield from sum_blocks(q, one.towns, by_zone=one.country.height > 0)
        yield from winner_blocks(q, self.people.winners(one.case), self.result.settings)
        yield from other_maps(q, self.result, one.case, self.people.winners(one.case))
        yield from own_sections(q, self.result, one.case)

    def _all_towns(self) -> Iterator[Said]:
        p = self.page
        n, of = towns_that_change(self.compared)
        changed, towns = number(n, p.lang), towns_words(p, of)
        table = towns_table(p, self.compared)
        yield heading(3, p.say("cap_towns"), "all-towns")
        if table is None:
            yield p.say("towns_none", towns=towns)
            return
        yield p.say("towns_head_beside" if 1 < len(self.compared) <= BESIDE else "towns_head", n=changed, towns=towns)
        if self.full:
            yield from named(p, [table])
        else:
            yield p.say("towns_elsewhere")

    def _frequency(self, q: Page, one: Compared) -> Iterator[Said]:
        yield from often_blocks(q, one.towns, self.result.settings, one.over_zones, every=True)
        yield from station_bars(q, self.result, one.case)
        yield from deeper(blocks_of(station_blocks(q, self.result, one)), -1)

    def _evening(self, q: Page, one: Compared) -> Iterator[Said]:
        yield from drop_blocks(q, one.towns, one.over_zones)
        yield from window_blocks(q, self.result, one)

    def _work(self, q: Page, one: Compared) -> Iterator[Said]:
        yield from reach_blocks(q, self.result, self.people.winners(one.case), self.people.in_full, files=False)
        yield from commuter_sections(q, self.result, one.case, self.people)

    def _regions(self, q: Page, one: Compared) -> Iterator[Said]:
        yield from people_bars(q, self.result, one.case, self.people.winners(one.case))
        yield from province_blocks(q, one.towns, self.result.settings)
        yield from deeper(blocks_of(npvr_blocks(q, self.people.winners(one.case))), -1)
        yield from spread_blocks(q, self.result, one.case, self.people)

    def _losers(self, q: Page, one: Compared) -> Iterator[Said]:
        yield how(q.say("losers_head"))
        yield from loss_blocks(q, one.towns)
        words = harmed_words(q, harmed_names(one, self.result.settings))
        yield f"{words[0].upper()}{words[1:]}."
        yield from connection_sections(q, one.case, self.result)

    def _reasons(self) -> Iterator[Said]:
        p, reasons = self.page, self.reasons
        prices = tuple(named(p, blocks_of(price_blocks(p, self.compared, reasons))))
        if prices:
            yield heading(2, p.say("price"), "price")
            yield from prices
        yield from self._each("why", "why", self._why)
        yield from self._each("parts", "parts", self._parts)

    def _why(self, q: Page, one: Compared) -> Iterator[Said]:
        explained = self.reasons.explanations.get(one.case.scenario.name, ()) if one.case.scenario else ()
        if explained:
            yield from why_blocks(q, explained)

    def _parts(self, q: Page, one: Compared) -> Iterator[Said]:
        found = self.reasons.attributions.get(one.case.scenario.name) if one.case.scenario else None
        if found is not None:
            yield from part_blocks(q, found, self.result, title_in(q, one.case))

    def _grounds(self) -> Iterator[Said]:
        p, result = self.page, self.result
        yield from published_sections(p, result.cases)
        yield heading(2, p.say("method"), "method")
        yield from method_blocks(p, result.method)
        yield from clock_sections(p, result)
        yield from assumption_sections(p, result)
        yield from limit_sections(p)
        yield from source_sections(p, result)
