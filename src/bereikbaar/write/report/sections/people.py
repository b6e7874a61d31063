"""Sections on people: what they reach per region, who wins and loses by zone, and how evenly it is spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.towns import NOTICEABLE_PER_HOUR, NOTICEABLE_POINTS, noticeable_minutes, prepared
from bereikbaar.compare.zones import COUNTRY
from bereikbaar.indicators.catalogue import Indicator, indicator
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK
from bereikbaar.write.numbers import listed, number, plain, signed
from bereikbaar.write.report.sections.page import Page, Said, heading, how, table
from bereikbaar.write.texts_settings import UNITS_NL

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Measures of the table per province, one of each group; the first chosen one where this one was not chosen.
_REACH = {"reach": "pop_60", "jobs": "jobs_60", "care": "exp_hos_min", "education": "exp_hbo_min"}
#: Units that a title does not say, unless it begins with minutes.
_UNITS_SAID = ("min", "%", "km/h", "h")
#: Amounts from here on are rounded to thousands: a model does not know the last three digits.
_THOUSANDS_FROM = 100_000
#: Measures in the table of the spread at most.
_SPREAD_ROWS = 6
#: A Gini that changes by less than this reads "hardly changes".
_LEAST_GINI = 0.001
#: From so many percent of the people more or fewer with an answer on, two spreads are of different people.
_OTHER_PEOPLE_PCT = 0.5
#: People to whom something happens that is not in minutes, and those without a value before and after.
_APART = ("new", "lost", "comes_within", "falls_beyond")
_WITHOUT = ("no_connection", "beyond_limit")


def people_sections(page: Page, result: Result, case: Case, people: PeopleTables) -> Iterator[Said]:
    """Yield the blocks on people of one scenario; nothing for a run without zones."""
    winners = people.winners(case)
    yield from reach_blocks(page, result, winners, people.in_full)
    yield from winner_blocks(page, winners, result.settings)
    yield from npvr_blocks(page, winners)
    yield from spread_blocks(page, result, case, people)


def base_people_sections(page: Page, result: Result, people: PeopleTables) -> Iterator[Said]:
    """Yield the blocks on people of a run without scenarios: levels."""
    measures = reach_measures(people.measures)
    if measures and "province" in result.base.areas:
        yield heading(2, page.say("reach"))
        yield page.say("reach_base_head")
        provinces = prepared(result.base.areas["province"], "code").sort("name")
        rows = [
            [row["name"], number(row["population"], page.lang), *(amount(page, row[m.name], m) for m in measures)]
            for row in provinces.iter_rows(named=True)
        ]
        head = [page.say("province"), page.say("inhabitants"), *(measure_title(page, m) for m in measures)]
        yield table(head, rows, numbers=len(head) - 1, key="reach")
    yield from spread_blocks(page, result, result.base, people, level=2)


def reach_measures(names: Sequence[str]) -> list[Indicator]:
    """Return the measures of work, care and education among some, one of each group."""
    chosen = [indicator(n) for n in names if n != MAIN.name]
    out = []
    for group, first in _REACH.items():
        of_group = [m for m in chosen if m.group == group]
        out += [m for m in of_group if m.name == first] or of_group[:1]
    return out


def measure_title(page: Page, measure: Indicator) -> str:
    """Return what a measure is called, with its unit."""
    unit = UNITS_NL.get(measure.unit, measure.unit) if page.lang == "nl" else measure.unit
    title = measure.title[0 if page.lang == "nl" else 1]
    said = measure.unit not in _UNITS_SAID or title.startswith(("Minuten", "Minutes"))
    return title if said else f"{title} ({unit})"


def amount(page: Page, value: float | None, measure: Indicator) -> str:
    """Return a mean as the page prints it: whole minutes, large amounts in thousands."""
    if value is not None and abs(value) >= _THOUSANDS_FROM:
        value = round(value, -3)
    decimals = 0 if measure.unit == "min" else min(measure.decimals, 2)
    return number(value, page.lang, decimals)


def reach_blocks(
    page: Page, result: Result, winners: pl.DataFrame, names: Sequence[str], *, files: bool = True
) -> Iterator[Said]:
    """Yield the means of the provinces where one of them changes noticeably, and the names of the others.

    Means over the people with a value before and after, so that who gets a connection makes no mean longer.
    files : say in which file of a run there is more.
    """
    import polars as pl

    measures = reach_measures(names)
    rows = winners.filter(pl.col("kind") == "province") if winners.height else winners
    if not measures or rows.is_empty():
        return
    yield heading(3, page.say("reach"))
    lines, same = [], []
    for (name,), group in rows.sort("name", maintain_order=True).group_by("name", maintain_order=True):
        found = {row["measure"]: row for row in group.iter_rows(named=True)}
        if any(noticeable_mean(found[m.name], m, result.settings) for m in measures):
            cells = [c for m in measures for c in before_and_change(page, m, found[m.name], result.settings)]
            lines.append([str(name), *cells])
        else:
            same.append(str(name))
    if lines:
        yield how(page.say("reach_head"))
        heads = [head for m in measures for head in (measure_title(page, m), page.say("difference"))]
        yield table([page.say("province"), *heads], lines, numbers=len(heads), key="reach")
    if same:
        yield page.say("reach_others" if lines else "reach_same", provinces=listed(same, page.lang))
    if files:
        yield page.say("reach_more")


def noticeable_mean(row: Mapping[str, Any], measure: Indicator, settings: Settings) -> bool:
    """Say whether a mean (``base_mean``, ``mean_diff``) changes noticeably."""
    base, diff = row["base_mean"], row["mean_diff"]
    if base is None or diff is None:
        return False
    if measure.unit == "min":
        return noticeable_minutes(diff, base, settings)
    return bool(diff) and abs(diff) + SLACK >= settings.noticeable_share * abs(base)


def before_and_change(page: Page, measure: Indicator, row: Mapping[str, Any], settings: Settings) -> tuple[str, str]:
    """Return the value of the base, and the change: in minutes, or in percent of an amount."""
    base, diff = row["base_mean"], row["mean_diff"]
    before = amount(page, base, measure)
    if base is None or diff is None:
        return before, number(None, page.lang)
    if not noticeable_mean(row, measure, settings):
        return before, "="
    if measure.unit == "min" or not base:
        return before, signed(diff, page.lang)
    return before, f"{signed(100 * diff / base, page.lang)} %"


def winner_blocks(page: Page, winners: pl.DataFrame, settings: Settings) -> Iterator[Said]:
    """Yield who gains and who loses, each in his own postcode area, by measure."""
    import polars as pl

    if winners.is_empty():
        return
    # a drop in the evening is told where the page is about how often trains run
    country = winners.filter((pl.col("kind") == COUNTRY) & ~pl.col("measure").str.starts_with("drop_"))
    if country.is_empty():
        return
    yield heading(3, page.say("zone_winners"))
    first = country.row(0, named=True)
    numbers = {k: number(first[c], page.lang) for k, c in (("people", "population"), ("zones", "zones"))}
    limits = {
        "share": 100 * settings.noticeable_share,
        "minutes": settings.noticeable_min,
        "hourly": NOTICEABLE_PER_HOUR,
        "points": NOTICEABLE_POINTS,
    }
    yield how(page.say("zone_winners_head", **numbers, **{k: plain(v, page.lang) for k, v in limits.items()}))
    apart = [c for c in (*_APART, *_WITHOUT) if country[c].sum()]
    means = [page.say("mean_of", name=name) for name in page.inline]
    people = [page.say(k) for k in ("better_people", "worse_people")]
    head = [page.say("measure"), *people, page.say("same").capitalize(), *map(page.say, apart), *means]
    rows = []
    for row in country.iter_rows(named=True):
        m = indicator(row["measure"])
        counts = [number(row[c], page.lang) for c in ("winners", "losers", "same", *apart)]
        rows.append(
            [measure_title(page, m), *counts, *(_mean(page, row[f"{c}_mean"], m) for c in ("base", "scenario"))]
        )
    yield table(head, rows, numbers=len(head) - 1, key="winners")
    if any(indicator(name).unit == "jobs/person" for name in country["measure"].unique().to_list()):
        yield how(page.say("shared_jobs"))


def _mean(page: Page, value: float | None, measure: Indicator) -> str:
    """Return a mean with a decimal more for minutes: means over the country change by little."""
    return number(value, page.lang, 1) if measure.unit == "min" else amount(page, value, measure)


def npvr_blocks(page: Page, winners: pl.DataFrame) -> Iterator[Said]:
    """Yield the regions of the Nationaal Programma Vitale Regio's in which somebody notices something."""
    import polars as pl

    if winners.is_empty():
        return
    rows = winners.filter((pl.col("kind") == "npvr") & (pl.col("measure") == MAIN.name))
    if rows.is_empty():
        return
    touched = rows.filter(pl.any_horizontal(pl.col("winners", "losers", *_APART) > 0))
    if touched.is_empty():
        yield page.say("npvr_same")
        return
    yield heading(4, page.say("npvr"))
    yield how(page.say("npvr_head"))
    columns = {"winners": "winners", "losers": "losers_people"} | {c: c for c in _APART if touched[c].sum()}
    head = [
        page.say("npvr_region"),
        page.say("inhabitants"),
        page.say("mean_change"),
        *map(page.say, columns.values()),
    ]
    lines = [
        [
            row["name"],
            number(row["population"], page.lang),
            signed(row["mean_diff"], page.lang, 1),
            *(number(row[c], page.lang) for c in columns),
        ]
        for row in touched.iter_rows(named=True)
    ]
    yield table(head, lines, numbers=len(head) - 1, key="npvr")


def spread_blocks(page: Page, result: Result, case: Case, people: PeopleTables, level: int = 3) -> Iterator[Said]:
    """Yield the table of the spread of a scenario before and after (of the base its levels), and what it says."""
    import polars as pl

    label = case.scenario.name if case.scenario else "base"
    every = people.spread
    if every.is_empty():
        return
    about = every.filter((pl.col("scenario") == label) & (pl.col("window") == result.window))
    found: dict[str, dict[str, tuple[float | None, float | None]]] = {}
    for measure, index, value, before in about.select("measure", "index", "value", "base_value").iter_rows():
        found.setdefault(measure, {})[index] = (before, value)
    shown = [m for m, indexes in found.items() if indexes["gini"][1] is not None][:_SPREAD_ROWS]
    if not shown:
        return
    yield heading(level, page.say("spread"))
    share, times = result.settings.norm_share, round(1 / result.settings.norm_share, 2)
    said = page.say("spread_head", times=plain(times, page.lang), share=plain(share * 100, page.lang))
    head = [page.say(k) for k in ("measure", "gini", "palma", "below_norm")]
    rows = [_spread_row(page, m, found[m]) for m in shown]
    if _several_provinces(result):
        said = f"{said} {page.say('spread_between')}"
        head.append(page.say("between_provinces"))
        rows = [[*row, _between(page, found[m])] for row, m in zip(rows, shown, strict=True)]
    yield how(said)
    yield table(head, rows, numbers=len(head) - 1, key="spread")
    if case.scenario is not None:
        yield " ".join(_evenness(page, {m: found[m] for m in shown}))


def _spread_row(page: Page, name: str, found: Mapping[str, tuple[float | None, float | None]]) -> list[str]:
    columns = [(found["gini"], 3), (found["palma"], 2), (found["below_norm_pct"], 1)]
    return [measure_title(page, indicator(name)), *(_pair(page, pair, decimals) for pair, decimals in columns)]


def _between(page: Page, found: Mapping[str, tuple[float | None, float | None]]) -> str:
    """Return the share of the unevenness between provinces, in percent, before and after."""
    return _pair(page, _shares(found.get("theil_between_province", (None, None)), found["theil"]), 0)


def _several_provinces(result: Result) -> bool:
    """Say whether the zones of a report lie in more than one province: in one there is no unevenness between them."""
    zones = result.base.zones
    return zones is not None and zones["province"].drop_nulls().n_unique() > 1


def _shares(
    parts: tuple[float | None, float | None], wholes: tuple[float | None, float | None]
) -> tuple[float | None, float | None]:
    """Return parts in percent of their wholes; None where one of the two is not known, or the whole is 0."""
    first, second = (
        100 * part / whole if part is not None and whole else None for part, whole in zip(parts, wholes, strict=True)
    )
    return first, second


def _pair(page: Page, pair: tuple[float | None, float | None], decimals: int) -> str:
    """Return before and after; one number of the base alone, and where both are the same."""
    before, after = (number(v, page.lang, decimals) for v in pair)
    return after if pair[0] is None or before == after else page.say("from_to_value", before=before, after=after)


def _evenness(page: Page, found: Mapping[str, Mapping[str, tuple[float | None, float | None]]]) -> Iterator[str]:
    """Yield which measures get more evenly spread, which less, which hardly change, and which are of other people."""
    groups: dict[str, list[str]] = {"more_even": [], "less_even": [], "as_even": [], "other_people": []}
    for name, indexes in found.items():
        before, after = indexes["gini"]
        left_out = [share or 0.0 for share in indexes["left_out_pct"]]
        if before is not None and after is not None:
            change = after - before
            key = "as_even" if abs(change) < _LEAST_GINI else "more_even" if change < 0 else "less_even"
            if abs(left_out[1] - left_out[0]) >= _OTHER_PEOPLE_PCT:
                key = "other_people"
            title = indicator(name).title[0 if page.lang == "nl" else 1]
            groups[key].append(f"{title[0].lower()}{title[1:]}")
    for key, names in groups.items():
        if names:
            yield page.say(key, measures=listed(names, page.lang), least=plain(_LEAST_GINI, page.lang))
