"""``bereikbaar attribute a+b+c``: what each part of a plan contributes, per town and for the country."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import ModelOptions, json_option, model_options
from bereikbaar.cli.output import Cell, print_json, print_table, refuse_existing, say
from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import translate

if TYPE_CHECKING:
    from bereikbaar.access.model import Floats
    from bereikbaar.reasons.attribution import Attribution

#: Towns in the table.
_LISTED = 20
#: Decimals of the table: shares of parts are often less than a minute.
_DECIMALS = 1


@click.command("attribute")
@click.argument("name", metavar="A+B+C")
@click.option(
    "--parts", "kind", type=click.Choice(["scenarios", "changes"]), default="scenarios", show_default=True,
    help="What is divided over: the scenarios of a combination (or of a scenario made of others), or the changes.",
)  # fmt: skip
@click.option(
    "--at-most", "most", type=click.IntRange(1, 8), default=8, show_default=True, metavar="N",
    help="Parts; of more changes those of one kind are taken together. One part less takes half the time.",
)  # fmt: skip
@click.option(
    "--indicators", metavar="MEASURE[,MEASURE...]", show_default="main_min and its five destinations",
    help="Measures with commas, such as main_min,pop_60,jobs_60; towns are listed by the first.",
)  # fmt: skip
@click.option(
    "--output", "-o", metavar="FILE.csv", type=click.Path(dir_okay=False, path_type=Path),
    help="Write every town, measure and part to this file.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace the file when it is there.")
@model_options()
@json_option
def attribute(
    *,
    name: str,
    kind: str,
    most: int,
    indicators: str | None,
    output: Path | None,
    overwrite: bool,
    model: ModelOptions,
    as_json: bool,
) -> None:
    """What each part of a plan contributes to it, for every town and for the country, in one window.

    Every subset of the parts is measured, at most 8 parts (256 subsets, a minute or two). The share of a part is its
    Shapley value: what it adds, averaged over all orders in which the parts can come; shares sum to the total. The
    file also has what a part does alone, and what the rest lacks without it (leave_one_out).

    Of changes, those that need each other are one part, and new stations and track belong to every part that uses
    them. Where more than 8 parts are left, those of one kind are taken together.

    \b
    Example:  bereikbaar attribute lelylijn-2020+zeeland-2030+spoorboekloos-zwolle
              bereikbaar attribute ser-2020 --indicators main_min,jobs_60 -o parts.csv
              bereikbaar attribute zeeland-2030 --parts changes
    """
    if output is not None:
        _check_output(output, overwrite)
    found = _attributed(name, (kind, most), indicators, model)
    if output is not None:
        from bereikbaar.write.atomic import write_file

        write_file(output, found.frame().write_csv())
    if as_json:
        print_json(document(found))
    else:
        _print(found, model.lang)
    if output is not None:
        say(translate(model.lang).text("Wrote: {file}", file=output))


def _check_output(output: Path, overwrite: bool) -> None:
    """Raise InputError for a file that cannot be written or is none of CSV, before anything is measured."""
    if output.suffix.lower() != ".csv":
        raise InputError(Problem(f"expected a name that ends in .csv, found {output.name!r}", field="--output"))
    if not output.absolute().parent.is_dir():
        raise InputError(Problem(f"there is no folder {output.parent}", field="--output"))
    refuse_existing(output, overwrite, "--output")


def _attributed(name: str, kind: tuple[str, int], indicators: str | None, model: ModelOptions) -> Attribution:
    """Read, check and measure. Cheap mistakes (names, numbers of parts) are found before anything is routed.

    kind : of parts, and at most how many.
    """
    from bereikbaar import pipeline
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.errors import raise_if_errors
    from bereikbaar.reasons.attribution import attribute as attributed
    from bereikbaar.reasons.measures import asked
    from bereikbaar.reasons.parts import parts_of
    from bereikbaar.scenarios.apply import check_scenario

    settings, parameters = model.settings()
    asked(indicators)
    scenario = load_scenarios([name], parameters)[0]
    parts = parts_of(scenario, kind[0], parameters)
    with progress(model.lang) as report:
        report("network")
        net, chosen = pipeline.windowed(
            pipeline.network(model.network, date=model.date, progress=report), model.window
        )
        if chosen == "all":
            raise InputError(
                Problem("the parts of a plan are attributed in one window, not in all", field="--window")
            )
        net = pipeline.ready(net, model.method)
        report("places")
        at = pipeline.places(net)
        raise_if_errors(check_scenario(net, scenario, settings, places=at))  # two parts may clash
        return attributed(
            net, parts, window=chosen, indicators=indicators, settings=settings, places=at,
            method=model.method, name=scenario.name, most=kind[1], progress=report,
        )  # fmt: skip


def document(found: Attribution) -> dict[str, Any]:
    """Return what ``--json`` prints: the parts, figures of the country, and every town; null is no number."""
    shares = {"shapley": found.shapley, "alone": found.alone, "leave_one_out": found.last}
    country = {
        measure: {
            "total": _number(found.country(found.total)[m]),
            **{key: [_number(v) for v in found.country(table)[:, m]] for key, table in shares.items()},
            "inhabitants": {state: round(found.people(state)[m]) for state in _states()},
        }
        for m, measure in enumerate(found.indicators)
    }
    return {
        "scenario": found.name,
        "window": found.window,
        "method": found.method,
        "parts": [
            {"name": p.name, "changes": {"nl": [nl for nl, _ in p.said], "en": [en for _, en in p.said]}}
            for p in found.parts
        ],
        "networks_measured": found.measured,
        "country": country,
        "towns": [
            {
                "town_id": town_id,
                "town": found.town[t],
                "population": round(found.population[t]),
                "measures": {
                    measure: {
                        "state": _states()[found.state[m, t]],
                        "base": _number(found.base[m, t]),
                        "total": _number(found.total[m, t]),
                        **{key: [_number(v) for v in table[:, m, t]] for key, table in shares.items()},
                    }
                    for m, measure in enumerate(found.indicators)
                },
            }
            for t, town_id in enumerate(found.town_id)
        ],
    }


def _states() -> tuple[str, ...]:
    from bereikbaar.reasons.attribution import STATES

    return STATES


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _print(found: Attribution, lang: str) -> None:
    """Print the parts, the towns with the largest change in the first measure, and the country in every measure."""
    tr = translate(lang)
    say(_told_parts(found, lang))
    if len(found.parts) == 1 and len(found.parts[0].changes) == 1:
        say(tr.text("There is nothing to divide: {name} makes one change.", name=found.name))
    elif len(found.parts) == 1:
        say(tr.text("There is nothing to divide: all changes of {name} need each other, they are one part.",
                    name=found.name))  # fmt: skip
    first = found.indicators[0]
    names = [part.name for part in found.parts]
    heads = [tr.text("town"), tr.text("inhabitants"), tr.text("total"), *names]
    title = tr.text("Largest changes in {measure}: total, and the share of each part", measure=first)
    print_table(heads, _town_rows(found), title=title, decimals=_DECIMALS, lang=lang)
    click.echo("")
    heads = [tr.text("measure"), tr.text("unit"), tr.text("total"), *names]
    title = tr.text("Mean over the inhabitants of all towns: the share of each part")
    print_table(heads, _country_rows(found, found.shapley), title=title, decimals=2, lang=lang)
    if len(found.parts) > 1:
        click.echo("")
        title = tr.text("Mean over the inhabitants of all towns: what the rest lacks without it (no sum)")
        print_table(heads, _country_rows(found, found.last), title=title, decimals=2, lang=lang)
    apart = found.people("connection")[0]
    if apart:
        n = int((found.state[0] == _states().index("connection")).sum())
        say(
            tr.plural(
                "{n} town gets or loses its connection by some of the parts; that is not in minutes: {names}",
                "{n} towns get or lose their connection by some of the parts; that is not in minutes: {names}",
                n,
                names=tr.listed([found.town[t] for t in _apart(found)]),
            )
        )


def _told_parts(found: Attribution, lang: str) -> str:
    lines = []
    for number, part in enumerate(found.parts, 1):
        lines.append(f"{number}. {part.name}")
        if part.said:
            lines += [f"   {nl if lang == 'nl' else en}" for nl, en in dict.fromkeys(part.said)]
    return "\n".join(lines)


def _apart(found: Attribution) -> list[int]:
    return [t for t, state in enumerate(found.state[0].tolist()) if state == _states().index("connection")]


def _town_rows(found: Attribution) -> list[list[Cell]]:
    """Return the towns with the largest change in the first measure, either way; equal ones by size."""
    total = found.total[0]
    known = [t for t in range(len(found.town_id)) if math.isfinite(total[t])]
    known.sort(key=lambda t: (-round(abs(total[t]), 6), -found.population[t], found.town_id[t]))
    return [
        [found.town[t], round(found.population[t]), _cell(total[t]), *(_cell(v) for v in found.shapley[:, 0, t])]
        for t in known[:_LISTED]
    ]


def _country_rows(found: Attribution, table: Floats) -> list[list[Cell]]:
    from bereikbaar.indicators.catalogue import indicator

    total, shares = found.country(found.total), found.country(table)
    return [
        [measure, indicator(measure).unit, _cell(total[m]), *(_cell(v) for v in shares[:, m])]
        for m, measure in enumerate(found.indicators)
    ]


def _cell(value: float) -> float | None:
    number = _number(value)
    return None if number is None else number + 0.0
