"""What the answer rests on: published figures, assumptions, what is left out, sources, manifest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import said
from bereikbaar.results import Outcome
from bereikbaar.settings import Settings
from bereikbaar.write.manifest import manifest_line
from bereikbaar.write.names import name_of
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.misses import got_words, pair_words, published_words, source_words
from bereikbaar.write.report.sections.page import Page, Said, bullets, heading, table
from bereikbaar.write.report.sections.words import share_words
from bereikbaar.write.texts_settings import setting_rows

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.results import Case, Result


def published_sections(page: Page, cases: Sequence[Case]) -> Iterator[Said]:
    """Yield the table of published figures against ours."""
    yield heading(2, page.say("published"), "published")
    rows = [_outcome_row(page, o, case.network) for case in cases for o in case.outcomes]
    if not rows:
        yield page.say("no_published")
    else:
        yield _outcome_table(page, rows)
    # the letters stand in the assumptions and reports of scenarios too
    yield page.say("confidence")


def _outcome_table(page: Page, rows: Sequence[Sequence[str]]) -> Table:
    keys = ("scenario", "from_to", "measure", "verdict", "source", "published_value", "margin", "ours")
    first = 0 if len({row[0] for row in rows}) > 1 else 1  # whose figures they are, where there is one plan
    return table([page.say(k) for k in keys[first:]], [row[first:] for row in rows], numbers=3, key="published")


def _outcome_row(page: Page, o: Outcome, net: Network) -> list[str]:
    verdict = page.say("only_shown" if o.ok is None else "ok" if o.ok else "miss")
    margin = "" if o.ok is None else plain(o.tolerance, page.lang)
    source = ", ".join(t for t in (source_words(page, o.source), o.confidence and f"[{o.confidence}]") if t)
    figures = [published_words(page, o), margin, got_words(page, o)]
    return [o.scenario, pair_words(o, net), page.say(o.measure), verdict, source, *figures]


def assumption_sections(page: Page, result: Result) -> Iterator[Said]:
    """Yield what the model takes as given, and how many inhabitants depend on assumed transit."""
    yield heading(2, page.say("assumptions"), "assumptions")
    zones, towns = result.base.zones, result.base.towns
    everybody = zones is not None and "assumed_pct" in zones.columns
    there = zones if zones is not None and everybody else towns
    if not result.settings.assumed_transit:
        yield page.say("no_assumed")
    elif "assumed_pct" in there.columns:
        people = there.drop_nulls(["assumed_pct", "population"])
        total = float(people["population"].sum())
        if total:
            share = float((people["assumed_pct"] * people["population"]).sum()) / total
            yield page.say("assumed_share", share=share_words(page, share, 100.0), people=number(total, page.lang))


def settings_sections(page: Page, settings: Settings) -> Iterator[Said]:
    """Yield the table of all settings, for the end of the page: it is for looking up."""
    yield heading(2, page.say("settings"), "settings")
    yield page.say("settings_head")
    keys = ("setting", "meaning", "unit", "origin", "value")
    rows = [
        [f"`{name}`{'*' if other else ''}", text, unit, source, _value(page, value)]
        for name, text, value, unit, source, other in setting_rows(settings, page.lang)
    ]
    yield table([page.say(k) for k in keys], rows, numbers=1, key="settings")


def _value(page: Page, value: Any) -> str:
    if isinstance(value, bool):
        return page.say("yes" if value else "no")
    if isinstance(value, str):
        return value
    return plain(value, page.lang) if math.isfinite(value) else page.say("no_limit")


def limit_sections(page: Page) -> Iterator[Said]:
    """Yield what is not compared, and what the error of a difference is not."""
    yield heading(2, page.say("not_compared"), "not-compared")
    yield page.say("not_compared_list")
    yield page.say("error_of_difference")


def source_sections(page: Page, result: Result) -> Iterator[Said]:
    """Yield the sources of the scenarios and the network, the warnings, the settings and the manifest line."""
    networks = [result.baseline.network] if result.baseline else []
    yield heading(2, page.say("sources"), "sources")
    items = [page.say("network_source", name=n.name, version=n.version) for n in (*networks, result.base.network)]
    yield bullets([*items, *_scenario_sources(result.cases, page.lang)])
    if result.warnings:
        yield heading(2, page.say("warnings"), "warnings")
        yield bullets(dict.fromkeys(said(text, page.lang) for text in result.warnings))
    yield from settings_sections(page, result.settings)
    yield f"*{page.say('manifest')}: {manifest_line(result, page.lang)}.*"


def _scenario_sources(cases: Iterable[Case], lang: str) -> Iterator[str]:
    """Yield every source once, in the order of the scenarios."""
    seen = set()
    for case in cases:
        for s in case.scenario.sources if case.scenario else ():
            name = (lang == "nl" and s.title_nl) or s.title
            title = f"[{name}]({s.url})" if s.url else name
            text = f"{name_of(case)}: {title}" + (f", {s.date}" if s.date else "")
            if text not in seen:
                seen.add(text)
                yield text
