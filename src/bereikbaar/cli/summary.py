"""What ``run`` prints: the towns that gain and lose most per scenario, and the published figures against ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bereikbaar.cli.output import Cell, print_table, say

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Outcome, Result

_WORDS = {
    "gain": ("wint", "gains"),
    "lose": ("verliest", "loses"),
    "town": ("kern", "town"),
    "population": ("inwoners", "inhabitants"),
    "before": ("nu, min", "base, min"),
    "after": ("straks, min", "scenario, min"),
    "compared": ("vergeleken, min", "compared, min"),
    "diff": ("verschil, min", "difference, min"),
    "scenario": ("scenario", "scenario"),
    "what": ("uitkomst", "result"),
    "from": ("van", "from"),
    "to": ("naar", "to"),
    "measure": ("maat", "measure"),
    "published": ("gepubliceerd", "published"),
    "tolerance": ("marge", "tolerance"),
    "got": ("berekend", "computed"),
    "judgement": ("oordeel", "judgement"),
    "ok": ("klopt", "ok"),
    "miss": ("wijkt af", "miss"),
    "info": ("ter informatie", "for information"),
    "none": ("geen verbinding", "no connection"),
    "least": ("minstens", "at least"),
    "towns": (
        "Kernen die het meest winnen en verliezen: gemiddelde verwachte minuten naar de vier grote steden en de "
        "provinciehoofdstad",
        "Towns that gain and lose most: mean expected minutes to the four largest cities and the province capital",
    ),
    "check": ("Gepubliceerde cijfers tegenover de onze", "Published figures against ours"),
    "nobody": (
        "geen kern met een merkbaar verschil in deze maat",
        "no town with a noticeable change in this measure",
    ),
    "base": ("Gemiddelde over de inwoners", "Mean over the inhabitants"),
    "base_towns": ("Gemiddelde over de inwoners van de kernen", "Mean over the inhabitants of the towns"),
}


def print_summary(result: Result) -> None:
    """Print the result of a run on stdout: tables on a terminal, tabs in a pipe. A base alone gives its means."""
    lang = result.lang
    if not result.cases:
        _print_means(result)
        return
    before, after = _word("before", lang), _word("after", lang)
    if result.baseline is not None:  # "now" is no name for a year that has been
        before, after = f"{result.base.network.name}, min", _word("compared", lang)
    heads = [
        *(_word(w, lang) for w in ("scenario", "what", "town", "population")),
        before,
        after,
        _word("diff", lang),
    ]
    rows: list[list[Cell]] = []
    for case in result.cases:
        rows += _town_rows(result, case)
    print_table(heads, rows, title=_word("towns", lang), lang=lang)
    click.echo()
    _print_means(result)
    outcomes = [o for case in result.cases for o in case.outcomes]
    if outcomes:
        click.echo()
        names = ("scenario", "from", "to", "measure", "published", "tolerance", "got", "judgement")
        print_table([_word(w, lang) for w in names], [_outcome_row(o, lang) for o in outcomes],
                    title=_word("check", lang), lang=lang)  # fmt: skip


def _town_rows(result: Result, case: Case) -> list[list[Cell]]:
    from bereikbaar.compare import MAIN, compare_towns
    from bereikbaar.compare.towns import ranked
    from bereikbaar.write.report.sections.limit import EVERY
    from bereikbaar.write.report.sections.page import page
    from bereikbaar.write.report.sections.short import GOT, LOST, apart_clauses

    name = case.scenario.name if case.scenario else ""
    compared = compare_towns(result.base, case, settings=result.settings, only=[MAIN.name, *EVERY])
    best, worst = ranked(compared)
    rows = [_town_row(name, "gain", row, result.lang) for row in best.iter_rows(named=True)]
    rows += [_town_row(name, "lose", row, result.lang) for row in worst.iter_rows(named=True)]
    if not rows:
        say(f"{name}: {_word('nobody', result.lang)}")
    for clause in apart_clauses(page(result.lang), compared, (*GOT, *LOST)):
        say(f"{name}: {clause}")
    return rows


def _town_row(scenario: str, what: str, row: dict[str, Cell], lang: str) -> list[Cell]:
    return [scenario, _word(what, lang), row["name"], row["population"], row["base"], row["scenario"], row["diff"]]


def _outcome_row(o: Outcome, lang: str) -> list[Cell]:
    from bereikbaar.write.texts import speaker

    published = f"{_word('least', lang)} {o.published:g}" if o.at_least else o.published
    judgement = "info" if o.ok is None else "ok" if o.ok else "miss"
    got: Cell = _word("none", lang) if o.got is None else o.got
    measure = speaker(lang)(o.measure)
    return [o.scenario, o.origin, o.destination, measure, published, o.tolerance, got, _word(judgement, lang)]


def _print_means(result: Result) -> None:
    """Print the population-weighted mean of every chosen measure, as far as there is an answer in every case.

    Over all zones, as in the report; over the towns where a run has no zones.
    """
    from bereikbaar.compare.measures import measures_in, rounded, with_main
    from bereikbaar.write.texts_settings import UNITS_EN, UNITS_NL

    units = UNITS_NL if result.lang == "nl" else UNITS_EN
    rows: list[list[Cell]] = []
    by_zone = [case.zones for case in result.all_cases if case.zones is not None]
    all_there = len(by_zone) == len(result.all_cases)
    tables = [rounded(z) for z in by_zone] if all_there else [with_main(case.towns) for case in result.all_cases]
    for i in measures_in(result.indicators or tables[0].columns).values():
        if i.kind != "text" and all(i.name in table.columns for table in tables):
            means = _weighted_means(tables, i.name)
            rows.append([i.title[0 if result.lang == "nl" else 1], *means, units.get(i.unit, i.unit)])
    names = [case.scenario.name for case in result.cases if case.scenario]
    base = _word("base" if all_there else "base_towns", result.lang)
    if result.baseline is not None:
        base = f"{base}, {result.base.network.name}"
    unit = "unit" if result.lang == "en" else "eenheid"
    print_table([_word("measure", result.lang), base, *names, unit], rows, lang=result.lang)


def _weighted_means(tables: list[pl.DataFrame], name: str) -> list[Cell]:
    """Return the mean in every table over the people, of the first one, who have an answer in all of them."""
    import numpy as np

    values = np.array([table[name].cast(float).fill_null(np.nan).to_numpy() for table in tables])
    people = tables[0]["population"].cast(float).fill_null(0.0).to_numpy() * np.isfinite(values).all(axis=0)
    total = float(people.sum())
    if total <= 0:
        return [None] * len(tables)
    return [float(np.nansum(np.where(people > 0, row, 0.0) * people)) / total for row in values]


def _word(name: str, lang: str) -> str:
    return _WORDS[name][0 if lang == "nl" else 1]
