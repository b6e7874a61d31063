"""``bereikbaar isochrone PLACE``: what can be reached within some minutes, as areas and as numbers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bereikbaar.cli.options import ModelOptions, json_option, model_options
from bereikbaar.cli.output import Cell, print_json, print_table, refuse_existing, say
from bereikbaar.errors import InputError, Problem

if TYPE_CHECKING:
    from bereikbaar.access.isochrones import Isochrone
    from bereikbaar.surroundings import Around


@click.command()
@click.argument("place", metavar="PLACE")
@click.option(
    "--scenario", "scenarios", multiple=True, metavar="SCENARIO",
    help="A scenario to hold against the base; may be given more than once.",
)  # fmt: skip
@click.option(
    "--limits", default="30,45,60,90,120", show_default=True, metavar="MINUTES",
    help="Minutes from door to door, up to and including.",
)  # fmt: skip
@click.option("--to", "to", is_flag=True, help="From where PLACE can be reached, instead of what is reached from it.")
@click.option(
    "-o", "--output", metavar="FILE.geojson|FILE.gpkg", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the areas as a map layer (GeoJSON in WGS84, GeoPackage in EPSG:28992).",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@model_options()
@json_option
def isochrone(
    *,
    place: str,
    scenarios: tuple[str, ...],
    limits: str,
    to: bool,
    output: Path | None,
    overwrite: bool,
    model: ModelOptions,
    as_json: bool,
) -> None:
    """What can be reached from PLACE within some minutes: areas, inhabitants and jobs, base and scenarios.

    PLACE is a city (its centre), any other town (the middle of its largest postcode area), a postcode area (8302), a
    station by its code (gn; from the platform), a hospital or school, or coordinates (52.5,6.1). An area is the land
    of all postcode areas whose expected time from door to door is within the limit.

    \b
    Example:  bereikbaar isochrone Emmeloord --scenario lelylijn-2020 -o emmeloord.gpkg
              bereikbaar isochrone Groningen --to --limits 45,60 -o groningen.geojson
    """
    from bereikbaar import around as work
    from bereikbaar import loading
    from bereikbaar.cli.announce import announce, chosen_window
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios

    wanted = work.checked_limits(read_limits(limits))
    _check_output(output, overwrite)
    settings, parameters = model.settings()
    with progress(model.lang) as show:
        show("network")
        net = loading.network(model.network, date=model.date, progress=show)
        found = work.isochrones(
            net, place, load_scenarios(scenarios, parameters), limits=wanted, to=to, window=model.window,
            method=model.method, settings=settings, progress=show,
        )  # fmt: skip
        announce(found.network, model.lang, found.window)
        chosen_window(found.network, found.window, model.window, model.lang)
        if output is not None:
            from bereikbaar.write.isochrones import write_isochrones

            show("writing")
            write_isochrones(output, found)
    if as_json:
        from bereikbaar.surroundings import summary

        print_json({**summary(found), "file": str(output) if output else None})
    else:
        _print(found, model.lang)
    _say_rest(found, output, model.lang)


def read_limits(text: str) -> list[float]:
    """Return the numbers of ``30,45,60``. Raises InputError for what is no number."""
    out, problems = [], []
    for part in text.replace(";", ",").split(","):
        word = part.strip()
        try:
            if not word.isascii() or "_" in word:
                raise ValueError
            number = float(word)
            if not math.isfinite(number):
                raise ValueError
            out.append(number)
        except ValueError:
            problems.append(Problem(f"expected minutes such as 30,45,60, found {part!r}", field="--limits"))
    if problems:
        raise InputError(problems)
    return out


def _check_output(output: Path | None, overwrite: bool) -> None:
    from bereikbaar.write.isochrones import SUFFIXES

    if output is None:
        return
    if output.suffix.lower() not in SUFFIXES:
        message = f"expected a name that ends in .geojson or .gpkg, found {output.name!r}"
        raise InputError(Problem(message, field="--output"))
    if not output.absolute().parent.is_dir():
        raise InputError(Problem(f"there is no folder {output.parent}", field="--output"))
    refuse_existing(output, overwrite, "--output")


def _print(found: Around, lang: str) -> None:
    """Print one row per limit, for the base and for every scenario, with what it gains and loses."""
    nl = lang == "nl"
    say(_heading(found, nl))
    headings = ["scenario", "min", "postcodes", "inwoners", "banen", "km2"]
    headings = headings if nl else ["scenario", "min", "postcodes", "inhabitants", "jobs", "km2"]
    if found.plans:
        headings += ["inwoners erbij", "inwoners eraf"] if nl else ["inhabitants gained", "inhabitants lost"]
    change = {(one.kind, one.scenario, one.limit_min): round(one.inhabitants) for one in found.found}
    rows: list[list[Cell]] = []
    for one in found.found:
        if one.kind in ("base", "scenario"):
            gained, lost = (change.get((kind, one.scenario, one.limit_min)) for kind in ("gained", "lost"))
            rows.append([*_cells(one, nl), *([gained, lost] if found.plans else [])])
    print_table(headings, rows, decimals=1, lang=lang)


def _cells(one: Isochrone, nl: bool) -> list[Cell]:
    limit = f"{one.limit_min:g}".replace(".", ",") if nl else f"{one.limit_min:g}"
    jobs = None if one.jobs is None else round(one.jobs)
    name = one.scenario or ("basis" if nl else "base")
    return [name, limit, one.zones, round(one.inhabitants), jobs, one.km2]


def _heading(found: Around, nl: bool) -> str:
    from bereikbaar.write.names import window_titles

    spot, index = found.spot, 0 if nl else 1
    name = spot.name or spot.id
    postcode = found.places.zones.code[spot.zone] if spot.zone >= 0 else ""
    if spot.kind == "zone":
        name = f"{postcode} {spot.name}".rstrip()
    elif postcode:
        name = f"{name} (postcode {postcode})"
    elif spot.kind == "station":
        platform = ("tot het perron", "to the platform") if found.to else ("vanaf het perron", "from the platform")
        name = f"{name} (station, {platform[index]})"
    way = (("naar" if found.to else "vanaf") if nl else ("to" if found.to else "from")).capitalize()
    door = "verwachte minuten van deur tot deur" if nl else "expected minutes from door to door"
    return f"{way} {name}, {window_titles(found.window)[index]}; {door}"


def _say_rest(found: Around, output: Path | None, lang: str) -> None:
    """Say where the settings end, what is counted and not drawn, and what was written."""
    nl, longest = lang == "nl", found.settings.limit_min
    if max(found.limits) > longest:
        far = f"{longest:g}".replace(".", ",") if nl else f"{longest:g}"
        said = f"verder dan {far} min komt niemand" if nl else f"nobody goes further than {far} min"
        say(f"{said} (door_to_door_limit_min)")
    hidden = max((one.not_drawn for one in found.found), default=0)
    if hidden and nl:
        what = "postcodegebied zonder grens telt" if hidden == 1 else "postcodegebieden zonder grens tellen"
        say(f"{hidden} {what} mee en {'staat' if hidden == 1 else 'staan'} niet op de kaart")
    elif hidden:
        what = "postcode area without an outline is" if hidden == 1 else "postcode areas without an outline are"
        say(f"{hidden} {what} counted and not drawn")
    if output is not None:
        say(f"{'Geschreven' if nl else 'Wrote'}: {output}")
