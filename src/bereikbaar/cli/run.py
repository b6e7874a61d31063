"""``bereikbaar run``: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bereikbaar.cli.options import ModelOptions, json_option, model_options, windows_option
from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.lang import remark

if TYPE_CHECKING:
    from bereikbaar.cli.progress import Progress
    from bereikbaar.network.model import Network
    from bereikbaar.read.own_places import OwnPlaces
    from bereikbaar.scenarios.model import Scenario


@click.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the results; an earlier run in it is replaced.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Write into a folder that holds other things (they stay).")
@model_options(windows_option)
@click.option(
    "--baseline",
    "baseline_name",
    metavar="NETWORK|DIR|GTFS",
    help="Another network, such as the timetable of an earlier year: it becomes the base, and --network (with its "
    "scenarios) is compared with it.",
)
@click.option("--baseline-date", metavar="DATE", help="Day of the baseline when it is a GTFS timetable.")
@click.option(
    "--indicators",
    "-i",
    "indicators",
    metavar="MEASURE|GROUP[,MEASURE...]",
    help="Measures to report beside those that every town has: names and groups with commas, such as "
    "jobs,hosp_n3,p65up_45; default, or all. See `bereikbaar indicators`.",
)
@click.option(
    "--places", "places_file", metavar="FILE[:LAYER]",
    help="Places of your own, reported beside the towns: CSV or any map layer, points or polygons.",
)  # fmt: skip
@click.option("--population", metavar="COLUMN", help="Column of --places with inhabitants, the weights of means.")
@click.option("--place-name", metavar="COLUMN", help="Column of --places with names.")
@click.option("--place-id", metavar="COLUMN", help="Column of --places with ids.")
@click.option(
    "--report", "reports", metavar="FORM[,FORM...]",
    help="Write the whole report into the folder too, as report.html and so on: html, pdf, docx, xlsx, md.",
)  # fmt: skip
@click.option(
    "--close", "closed", multiple=True, metavar="A-B",
    help="Close the track between two stations (codes or names), such as zl-mp, and compare the base with that: a "
    "case of its own beside the scenarios, which keep their track; may be given more than once.",
)  # fmt: skip
@click.option("--region", metavar="REGION", help="Report only a province, COROP area, NPVR region or municipality.")
@json_option
def run(
    *,
    scenarios: tuple[str, ...],
    output: Path,
    overwrite: bool,
    baseline_name: str | None,
    baseline_date: str | None,
    indicators: str | None,
    closed: tuple[str, ...],
    places_file: str | None,
    population: str | None,
    place_name: str | None,
    place_id: str | None,
    reports: str | None,
    region: str | None,
    model: ModelOptions,
    as_json: bool,
) -> None:
    """Compute the base and every SCENARIO (a name, a file, or a combination a+b) and write all results to a folder.

    Without a scenario: the base only. Scenarios are listed by `bereikbaar scenario list`.

    \b
    Example:  bereikbaar run lelylijn-2020 zeeland-2030 -o out/ --report html,docx
              bereikbaar run zeeland-2030 --window peak,evening --indicators jobs,care -o out/
              bereikbaar run --close zl-mp --close Gouda-Woerden -o closed/
              bereikbaar run --network nl-2026 --baseline timetable-1990.zip -o then-and-now/
    """
    from bereikbaar import pipeline
    from bereikbaar.cli.announce import announce, chosen_window
    from bereikbaar.cli.progress import progress
    from bereikbaar.memory import one_arena
    from bereikbaar.write.matrices import Shelf
    from bereikbaar.write.report.forms import forms_named
    from bereikbaar.write.run import prepare, write_run

    one_arena()

    forms = forms_named(reports, "--report") if reports is not None else ()
    settings, parameters = model.settings()
    own = _own_places(places_file, population, place_name, place_id)
    prepare(output, overwrite=overwrite)
    with progress(model.lang) as say:
        say("network")
        net, notes = pipeline.network_and_notes(model.network, date=model.date, progress=say)
        _refuse_the_network_itself(output, net.folder)
        baseline, more = _baseline(baseline_name, baseline_date, say)
        notes = (*_of(net, notes), *_of(baseline, more))
        loaded = [*load_scenarios(scenarios, parameters), *_closings(closed, net)]
        result = pipeline.run(
            net, loaded, window=model.window, method=model.method, baseline=baseline, settings=settings,
            lang=model.lang, region=region, indicators=indicators, own=own, notes=notes, progress=say,
            pack=Shelf(output).keep,
        )  # fmt: skip
        chosen_window(result.base.network, result.window, model.window, model.lang)
        for case in (result.base, *result.cases):
            if case.scenario is None or case.is_network:
                announce(case.network, model.lang, model.window and result.window)
        say("writing")
        files = write_run(result, output, overwrite=overwrite, progress=say if forms else None, reports=forms)
    if as_json:
        click.echo((output / "run.json").read_text(encoding="utf-8").rstrip())
    else:
        from bereikbaar.cli.summary import print_summary

        print_summary(result)
    for note in result.notes:
        click.echo(note, err=True)
    for warning in result.warnings:
        click.echo(f"{'Waarschuwing' if model.lang == 'nl' else 'Warning'}: {warning}", err=True)
    done = f"{len(files)} bestanden geschreven in" if model.lang == "nl" else f"Wrote {len(files)} files to"
    click.echo(f"{done} {output}", err=True)
    click.echo(_what_next(output, forms, model.lang), err=True)


def _what_next(output: Path, forms: Sequence[str], lang: str) -> str:
    """Return what to open, for who is new here."""
    report = output / (f"report{forms[0]}" if forms else "compare.md")
    if lang == "nl":
        return f"Kaart: open {output / 'bereikbaar.qgz'} in QGIS. {'Verslag' if forms else 'Vergelijking'}: {report}."
    return f"Map: open {output / 'bereikbaar.qgz'} in QGIS. {'Report' if forms else 'Comparison'}: {report}."


def _closings(closed: Sequence[str], net: Network) -> list[Scenario]:
    if not closed:
        return []
    from bereikbaar.reasons.closing import closings

    return closings(closed, net)


def _of(net: Network | None, notes: Sequence[str]) -> list[str]:
    return [remark("{of}: {note}", of=net.name, note=note) for note in notes] if net else []


def _own_places(file: str | None, population: str | None, name: str | None, identity: str | None) -> OwnPlaces | None:
    if file is not None:
        from bereikbaar.read.own_places import own_places

        return own_places(file, population=population, name=name, identity=identity)
    for option, given in (("--population", population), ("--place-name", name), ("--place-id", identity)):
        if given is not None:
            raise InputError(Problem("names a column of --places, which is not given", field=option))
    return None


def _baseline(name: str | None, date: str | None, say: Progress) -> tuple[Network | None, tuple[str, ...]]:
    from bereikbaar import pipeline

    if name is None:
        if date:
            raise InputError(Problem("a day of the baseline without --baseline", field="--baseline-date"))
        return None, ()
    try:
        return pipeline.network_and_notes(name, date=date, progress=say)
    except InputError as error:
        swapped = {"--date": "--baseline-date", "--network": "--baseline"}
        raise type(error)([replace(p, field=swapped.get(p.field, p.field)) for p in error.problems]) from None


def _refuse_the_network_itself(output: Path, folder: str) -> None:
    """Keep results out of the network that they are made from: some of its files have the names of ours."""
    if folder and output.resolve() == Path(folder).resolve():
        raise InputError(Problem(f"{output} is the folder of the network itself; name another", field="--output"))


def load_scenarios(names: Sequence[str], parameters: dict[str, str]) -> list[Scenario]:
    """Load scenarios; every ``--set`` that is no setting has to be a parameter of at least one of them.

    Raises InputError with the problems of all of them.
    """
    from bereikbaar.scenarios.parts import load_with
    from bereikbaar.scenarios.registry import load_scenario

    out: list[Scenario] = []
    used: set[str] = set()
    problems: list[Problem] = []
    for name in names:
        try:
            one, taken = load_with(name, parameters, load_scenario)
        except InputError as error:
            problems += error.problems
            continue
        out.append(one)
        used |= taken
    lost = [] if problems else [p for p in parameters if p not in used]
    problems += [_lost_parameter(p, {q for one in out for q in one.parameters}) for p in lost]
    if problems:
        raise InputError(problems)
    return out


def _lost_parameter(name: str, known: set[str]) -> Problem:
    import dataclasses

    from bereikbaar.settings import Settings

    words = sorted(known | {f.name for f in dataclasses.fields(Settings)})
    message = f"{name!r} is no setting and no parameter of a scenario in this run"
    return Problem(message + did_you_mean(name, words), field="--set")
