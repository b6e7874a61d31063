"""What a part for a council says: who gains there, a map, its own towns, who loses, work, care and education.

All plans together and never more than two pages: a table has a column for each plan that does something there, and
the plans that do nothing are named in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.towns import ranked
from bereikbaar.settings import Settings
from bereikbaar.write.names import key_of
from bereikbaar.write.numbers import listed, number
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.compared import plan_words, title_in
from bereikbaar.write.report.sections.every import BESIDE, QUIET, towns_beside
from bereikbaar.write.report.sections.frequency import harmed_names
from bereikbaar.write.report.sections.maps import difference_map, drawable, extent_of
from bereikbaar.write.report.sections.page import Compared, Page, Said, bullets, heading, table
from bereikbaar.write.report.sections.people import (
    before_and_change,
    measure_title,
    noticeable_mean,
    reach_measures,
)
from bereikbaar.write.report.sections.short import NAMED, minutes_of, single_words
from bereikbaar.write.report.sections.towns import single_losses
from bereikbaar.write.report.sections.words import share_words, shortened, towns_words

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Result

#: Towns in the table at most: with map, losers and the last table that is what two pages hold.
TOWNS = 10
#: Maps side by side at most.
MAPS = 3
#: What happens to people, as the sums of the provinces have it.
_COUNTS = ("population", "winners", "losers", "new", "lost")


@dataclass(frozen=True, slots=True)
class Part:
    """Whom a part is for. name : in the language of the page. provinces : those of them that the run has."""

    id: str
    name: str
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Here:
    """A plan in some provinces.

    one : with the towns and stations there only. people : the sums over them (see _COUNTS); None without zones.
    means : (measure, province) -> the row with its means.
    """

    one: Compared
    people: Mapping[str, int] | None
    means: Mapping[tuple[str, str], Mapping[str, Any]]
    reach: bool
    settings: Settings

    @property
    def moved(self) -> pl.DataFrame:
        """The rows of the headline of the towns to which something happens."""
        towns = self.one.towns
        return towns.filter((towns["measure"] == MAIN.name) & ~towns["verdict"].is_in(QUIET))

    @property
    def people_moved(self) -> int:
        """How many inhabitants gain or lose something."""
        if self.people is None:
            return int(self.moved["population"].sum())
        return sum(self.people[key] for key in _COUNTS[1:])

    @property
    def weight(self) -> tuple[float, int]:
        """How much a plan matters there: minutes that change, over all inhabitants of towns; then how many people."""
        moved = self.moved
        return float((moved["diff"].abs() * moved["population"]).fill_null(0.0).sum()), self.people_moved

    @property
    def touched(self) -> bool:
        """Whether anything noticeable happens there."""
        loses = single_losses(self.one.towns).height or harmed_names(self.one, self.settings)
        return bool(self.moved.height or self.people_moved or loses or self.reach)


def part_blocks(
    page: Page, result: Result, compared: Sequence[Compared], people: PeopleTables, part: Part
) -> Iterator[Said]:
    """Yield the part of a council; tables without caption, to be named for it."""
    every = [_here(result, one, people, part) for one in compared]
    touched = [here for here in every if here.touched]
    sentences = [_gain_words(page, result, here, part) for here in touched]
    quiet = [page.say("plan", title=literal(title_in(page, h.one.case))) for h in every if not h.touched]
    if quiet:
        sentences.append(page.say("council_quiet", plans=listed(quiet, page.lang), region=part.name))
    yield sentences[0] if len(sentences) == 1 else bullets(sentences)
    if not touched:
        return
    shown = _most(touched)
    yield from _map(page, result, shown, part)
    yield from _towns(page, shown, part)
    yield from _losers(page, touched)
    yield from _reach(page, result, shown, people, part)
    if len(shown) < len(touched):
        yield page.say("council_columns", n=number(len(shown), page.lang))


def _here(result: Result, one: Compared, people: PeopleTables, part: Part) -> _Here:
    import polars as pl

    provinces = list(part.provinces)
    towns = one.towns.filter(one.towns["province"].is_in(provinces))
    stations = one.stations.filter(one.stations["province"].is_in(provinces).fill_null(value=False))
    direct = one.direct.filter(one.direct["code"].is_in(stations["code"].to_list()))
    winners = people.winners(one.case)
    means: dict[tuple[str, str], Mapping[str, Any]] = {}
    counts = None
    if winners.height:
        rows = winners.filter((pl.col("kind") == "province") & pl.col("name").is_in(provinces))
        means = {(row["measure"], row["name"]): row for row in rows.iter_rows(named=True)}
        main = rows.filter(pl.col("measure") == MAIN.name)
        counts = {key: int(main[key].sum()) for key in _COUNTS} if main.height else None
    measures = reach_measures(people.in_full) if means else []
    reach = any(
        noticeable_mean(means[m.name, name], m, result.settings)
        for m in measures
        for name in provinces
        if (m.name, name) in means
    )
    return _Here(replace(one, towns=towns, stations=stations, direct=direct), counts, means, reach, result.settings)


def _most(touched: Sequence[_Here]) -> list[_Here]:
    """Return the plans that get a column, in their order: those that change most."""
    first = sorted(range(len(touched)), key=lambda n: touched[n].weight, reverse=True)[:BESIDE]
    return [touched[n] for n in sorted(first)]


def _gain_words(page: Page, result: Result, here: _Here, part: Part) -> str:
    """Return how many inhabitants gain and lose by a plan."""
    plan, found = plan_words(page, result, here.one.case), here.people
    if found is None:
        return page.say("council_towns_only", plan=plan, towns=towns_words(page, here.moved.height), region=part.name)
    if not found["winners"] and not found["losers"]:
        said = page.say("council_none", plan=plan, region=part.name)
    else:
        loss = page.say("council_loss", n=number(found["losers"], page.lang))
        loss = loss if found["losers"] else page.say("council_no_loss")
        said = page.say(
            "council_people", plan=plan, gain=number(found["winners"], page.lang), region=part.name,
            total=number(found["population"], page.lang), loss=loss,
            share=share_words(page, found["winners"], found["population"]),
        )  # fmt: skip
    if found["new"] or found["lost"]:
        apart = {key: number(found[key], page.lang) for key in ("new", "lost")}
        said = f"{said} {page.say('council_apart', **apart)}"
    return said


def _map(page: Page, result: Result, shown: Sequence[_Here], part: Part) -> Iterator[Said]:
    """Yield the map of the plan that changes something; of several plans small ones of those that change most."""
    most = sorted(sorted(range(len(shown)), key=lambda n: shown[n].weight, reverse=True)[:MAPS])
    cases = [shown[n].one.case for n in most]
    if len(cases) == 1:
        yield from difference_map(page, result, cases[0], part.provinces, part.id)
    elif drawable(result):
        from bereikbaar.write.figures.plans_maps import plans_maps_figure
        from bereikbaar.write.report.html.live import zones_live

        region = [f"province:{name}" for name in part.provinces]
        figure = plans_maps_figure(result, cases, MAIN.name, page.lang, region=region, titled=False)
        first = max(shown, key=lambda here: here.weight).one.case
        live = zones_live(key_of(first), MAIN.name, "diff", extent_of(result, part.provinces), part.provinces)
        yield replace(figure, key=f"{figure.key}_{part.id}", live=live)


def _towns(page: Page, shown: Sequence[_Here], part: Part) -> Iterator[Said]:
    """Yield the towns to which one of the plans does something, with its change by each of them."""
    several = len(part.provinces) > 1
    rows = list(towns_beside(page, [here.one for here in shown]))
    yield heading(3, page.say("council_changed"))
    if not rows:
        yield page.say("council_no_towns")
        return
    lines = [[row["name"], *([row["province"]] if several else []), *cells] for row, cells in rows[:TOWNS]]
    heads = [page.say(key) for key in ("town", *(["province"] if several else []), "inhabitants")]
    yield table(
        [*heads, page.say("in_minutes", name=page.names[0]), *_columns(page, shown)],
        lines, numbers=2 + len(shown), key="council_towns",
    )  # fmt: skip
    if len(rows) > TOWNS:
        yield page.say("council_more_towns", towns=towns_words(page, len(rows) - TOWNS))


def _columns(page: Page, shown: Sequence[_Here]) -> list[str]:
    """Return the titles of the columns of the plans."""
    return [page.say("change")] if len(shown) == 1 else [title_in(page, here.one.case) for here in shown]


def _losers(page: Page, touched: Sequence[_Here]) -> Iterator[Said]:
    """Yield who loses by which plan: towns, single destinations, stations."""
    yield heading(3, page.say("council_losers"))
    said = []
    for here in touched:
        clauses = list(_loss_clauses(page, here))
        if clauses:
            title = page.say("plan", title=literal(title_in(page, here.one.case)))
            said.append(page.say("council_loses", plan=title, clauses="; ".join(clauses)))
    yield bullets(said) if said else page.say("council_nobody_loses")


def _loss_clauses(page: Page, here: _Here) -> Iterator[str]:
    main = here.one.towns.filter(here.one.towns["measure"] == MAIN.name)
    worse = main.filter(main["verdict"] == "worse")
    if worse.height:
        worst = minutes_of(page, ranked(here.one.towns, n=NAMED)[1])
        people = number(int(worse["population"].sum()), page.lang)
        yield page.say("council_worse", people=people, worst=worst)
    elif single := single_words(page, here.one.towns):
        yield page.say("council_single", people=number(single[0], page.lang), worst=single[1])
    lost = main.filter(main["verdict"].is_in(["lost", "falls_beyond"]))["name"].to_list()
    if lost:
        yield page.say("council_lost", towns=shortened(page, lost))
    stations = harmed_names(here.one, here.settings)
    if stations:
        yield page.say("council_stations", stations=shortened(page, stations))


def _reach(page: Page, result: Result, shown: Sequence[_Here], people: PeopleTables, part: Part) -> Iterator[Said]:
    """Yield work, care and education of each province, with the change by each plan."""
    means = shown[0].means
    measures = [m for m in reach_measures(people.in_full) if any(m.name == name for name, _province in means)]
    if not measures:
        return
    if not any(here.reach for here in shown):
        yield page.say("council_same_reach")  # a line, which needs no heading and no page of its own
        return
    yield heading(3, page.say("work_care"))
    several = len(part.provinces) > 1
    lines = []
    for m in measures:
        for province in part.provinces:
            pairs = [before_and_change(page, m, here.means[m.name, province], result.settings) for here in shown]
            first = [measure_title(page, m), *([province] if several else [])]
            lines.append([*first, pairs[0][0], *(change for _before, change in pairs)])
    heads = [page.say(key) for key in ("measure", *(["province"] if several else []))]
    columns = [page.say("difference")] if len(shown) == 1 else _columns(page, shown)
    yield page.say("reach_head")
    yield _reach_table([*heads, page.names[0], *columns], lines, len(shown) + 1)


def _reach_table(head: Sequence[str], lines: Sequence[Sequence[str]], numbers: int) -> Table:
    return table(head, lines, numbers=numbers, key="council_reach")
