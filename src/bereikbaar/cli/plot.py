"""``bereikbaar plot``: one figure of the base or a scenario as SVG, PNG or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bereikbaar.cli.options import ModelOptions, model_options
from bereikbaar.cli.output import refuse_existing
from bereikbaar.cli.plot_folders import refuse_folders
from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bereikbaar.network.model import Network
    from bereikbaar.results import Case, Result
    from bereikbaar.write.report.model import Figure

#: The base among the names of scenarios.
_BASE = "base"


@click.command()
@click.argument("what", nargs=-1, metavar="[SCENARIO]...")
@click.option(
    "--measure", "-m", default="main_min", show_default=True, metavar="MEASURE",
    help="What is drawn; `bereikbaar indicators` lists all.",
)  # fmt: skip
@click.option(
    "--scenario", "name", metavar="SCENARIO",
    help="Which of several scenarios is drawn, or base. When not given: the only scenario, else the base.",
)  # fmt: skip
@click.option("--diff", is_flag=True, help="Of a map: the difference from the base instead of the values.")
@click.option(
    "--region", "regions", multiple=True, metavar="REGION",
    help="Only a province, COROP area, NPVR region or municipality; may be given more than once.",
)  # fmt: skip
@click.option(
    "--kind", type=click.Choice(["map", "changes", "dots", "bars", "frequency"]), default="map", show_default=True,
    help="A map of a measure; a map of what the scenario changes on the railway; towns before and after; inhabitants "
    "by gain and loss; trains per hour before and after.",
)  # fmt: skip
@click.option(
    "-o", "--output", required=True, metavar="FILE.svg|FILE.png|FILE.pdf",
    type=click.Path(dir_okay=False, path_type=Path), help="The file to write.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@model_options()
def plot(
    *,
    what: tuple[str, ...],
    measure: str,
    name: str | None,
    diff: bool,
    regions: tuple[str, ...],
    kind: str,
    output: Path,
    overwrite: bool,
    model: ModelOptions,
) -> None:
    """Draw one figure of the base or of a scenario: maps, or a chart of towns, people or trains.

    \b
    Example:  bereikbaar plot lelylijn-2020 --diff -o lelylijn.png --lang nl
              bereikbaar plot zeeland-2030 --measure pop_60 --diff --region Zeeland -o zeeland.svg
              bereikbaar plot lelylijn-2020 --kind changes -o plan.svg
              bereikbaar plot lelylijn-2020 --kind dots -o towns.pdf
    """
    from bereikbaar import pipeline
    from bereikbaar.cli.announce import announce, chosen_window
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.write.atomic import write_file
    from bereikbaar.write.figures.images import image

    suffix = _checked(output, overwrite)
    asked = _asked(measure, kind)
    refuse_folders(what)
    settings, parameters = model.settings()
    with progress(model.lang) as say:
        net = pipeline.network(model.network, date=model.date, progress=say)
        plans = load_scenarios(what, parameters)
        wanted = _wanted([plan.name for plan in plans], name, changes=diff or kind != "map")
        _check_regions(regions, net)
        result = pipeline.run(
            net, [plan for plan in plans if plan.name == wanted], window=model.window, method=model.method,
            settings=settings, lang=model.lang, indicators=asked, progress=say,
        )  # fmt: skip
        chosen_window(result.base.network, result.window, model.window, model.lang)
        announce(result.base.network, model.lang, model.window and result.window)
        case = next((c for c in result.cases if c.scenario and c.scenario.name == wanted), result.base)
        figure = _figure(result, case, measure, model.lang, kind=kind, diff=diff, regions=regions)
        write_file(output, image(figure.svg, suffix))
    click.echo(f"{output} geschreven" if model.lang == "nl" else f"Wrote {output}", err=True)
    click.echo(figure.caption, err=True)


def _checked(output: Path, overwrite: bool) -> str:
    """Return the suffix of the file. Raises InputError for what cannot be written."""
    from bereikbaar.write.figures.images import checked_suffix

    suffix = checked_suffix(output.suffix)
    if not output.absolute().parent.is_dir():
        raise InputError(Problem(f"there is no folder {output.parent}", field="--output"))
    refuse_existing(output, overwrite, "--output")
    return suffix


def _asked(measure: str, kind: str) -> Sequence[str] | None:
    """Return the measures of the run: one that can be drawn. None = the default set, which holds the headline.

    Raises InputError for another measure, with near ones.
    """
    from bereikbaar.indicators.catalogue import DEFAULT, MAIN, indicator, is_indicator
    from bereikbaar.write.classes import has_classes

    if kind in ("frequency", "changes") or measure == MAIN.name:
        return None
    if not is_indicator(measure):
        hint = did_you_mean(measure, DEFAULT) or "; `bereikbaar indicators` lists all"
        raise InputError(Problem(f"there is no measure {measure!r}{hint}", field="--measure"))
    if not has_classes(indicator(measure)):
        raise InputError(Problem(f"measure {measure!r} has no classes to be drawn in", field="--measure"))
    return [measure]


def _wanted(plans: Sequence[str], name: str | None, *, changes: bool) -> str:
    """Return the name of the scenario that is drawn, or ``base``.

    changes : the figure shows what a scenario changes. Raises UnknownNameError for a name that is none of the plans,
    InputError where a scenario is needed and none, or more than one, is meant.
    """
    known = [*plans, _BASE]
    if name is not None and name not in known:
        raise UnknownNameError(
            f"--scenario: there is no scenario {name!r} among those that are drawn; there are {', '.join(known)}"
            + did_you_mean(name, known)
        )
    if name is None and len(plans) > 1:
        raise InputError(f"there are {len(plans)} scenarios; say with --scenario which is drawn: {', '.join(known)}")
    chosen = name or (plans[0] if plans else _BASE)
    if changes and chosen == _BASE:
        raise InputError("the base does not differ from itself: --diff, --kind changes and charts need a scenario")
    return chosen


def _check_regions(regions: Sequence[str], net: Network) -> None:
    """Raise UnknownNameError for a region that is not there, before anything is computed."""
    from bereikbaar import loading
    from bereikbaar.names import find_region

    if regions:
        places = loading.places(net)
        for region in regions:
            find_region(region, places)


def _figure(
    result: Result, case: Case, measure: str, lang: str, *, kind: str, diff: bool, regions: Sequence[str]
) -> Figure:
    from bereikbaar.write import figures

    if kind == "dots":
        return figures.dots_figure(result, case, lang, measure=measure, region=regions)
    if kind == "bars":
        return figures.bars_figure(result, case, lang, measure, region=regions)
    if kind == "frequency":
        return figures.frequency_figure(result, case, lang, region=regions)
    if kind == "changes":
        return figures.changes_figure(result, case, lang, region=regions)
    return figures.map_figure(result, case, measure, lang, diff=diff, region=regions)
