"""``bereikbaar network export``: a network, with or without a scenario, as a GTFS feed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import date_option, json_option, lang_option, make_settings, network_argument
from bereikbaar.cli.output import print_json, refuse_existing, say
from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import both, translate

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings
    from bereikbaar.write.gtfs import Export

#: What the minutes of a trip rest on (``bereikbaar_basis``) in words: English, Dutch.
BASIS_WORDS = {
    "timetable": both("from the timetable"),
    "A": both("at known minutes, confidence A"),
    "B": both("at known minutes, confidence B"),
    "C": both("at known minutes, confidence C"),
    "D": both("at known minutes, confidence D"),
    "scenario": both("at minutes of the scenario"),
    "proposed": both("at proposed minutes"),
    "headway": both("every so many minutes, without a minute"),
}


@click.command()
@network_argument
@click.option(
    "--gtfs", "output", required=True, metavar="FILE.zip", type=click.Path(dir_okay=False, path_type=Path),
    help="The feed to write, whole or not at all.",
)  # fmt: skip
@click.option("--scenario", "scenario_name", metavar="SCENARIO", help="A scenario; the base when not given.")
@click.option(
    "--method", type=click.Choice(["headway", "clock"]), default=None, show_default="clock where minutes are known",
    help="Trains every so many minutes (frequencies.txt), or at fixed minutes, known and proposed.",
)  # fmt: skip
@click.option(
    "--known-only", is_flag=True,
    help="No proposed minutes: trains without a known minute run every so many minutes.",
)  # fmt: skip
@click.option("--from", "start", metavar="DATE", help="First day of the feed.  [default: of the timetable year]")
@click.option("--until", "end", metavar="DATE", help="Last day of the feed.  [default: of the timetable year]")
@date_option
@click.option(
    "--set", "-s", "sets", multiple=True, metavar="SETTING=VALUE",
    help="A setting, such as change_min=3, or a parameter of the scenario; may be given more than once.",
)  # fmt: skip
@click.option("--preset", default="default", show_default=True, metavar="PRESET", help="Named set of settings.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@lang_option
@json_option
def export(
    *,
    name: str,
    output: Path,
    scenario_name: str | None,
    method: str | None,
    known_only: bool,
    start: str | None,
    end: str | None,
    date: str | None,
    sets: tuple[str, ...],
    preset: str,
    overwrite: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Write a network as a GTFS feed, for other journey planners and accessibility tools.

    What is proposed or assumed is marked in the feed (trips.txt, bereikbaar_basis); see docs/gtfs.md.

    \b
    Example:  bereikbaar network export --gtfs nl-2026.zip
              bereikbaar network export --gtfs lelylijn.zip --scenario lelylijn-2020
    """
    from bereikbaar.cli.progress import progress
    from bereikbaar.write.gtfs import gtfs_export, write_gtfs

    _check_options(name, output, method, known_only)
    refuse_existing(output, overwrite, "--gtfs")
    settings, parameters = make_settings(preset, sets, False)
    with progress(lang) as show:
        show("network")
        net, scenario = _network(
            name, method, scenario_name, date, (settings, parameters), lang, known_only=known_only
        )
        export = gtfs_export(
            net, settings, method=method, known_only=known_only, start=start, end=end,
            scenario_credits=_credits(scenario),
        )  # fmt: skip
        show("writing")
        write_gtfs(output, export)
    if as_json:
        print_json(_document(output, net, scenario, export, lang))
    else:
        _tell(output, export, lang)


def _check_options(name: str, output: Path, method: str | None, known_only: bool) -> None:
    if output.suffix.lower() != ".zip":
        text = (
            f"a GTFS feed is a zip file; expected a name such as {output.stem or 'feed'}.zip, found {output.name!r}"
        )
        raise InputError(Problem(text, field="--gtfs"))
    if output.exists() and Path(name).exists() and output.samefile(name):
        raise InputError(Problem(f"{output} is the timetable that is read; give another name", field="--gtfs"))
    if known_only and method == "headway":
        raise click.UsageError("--known-only is about clock minutes and does not go with --method headway")


def _network(
    name: str,
    method: str | None,
    scenario_name: str | None,
    date: str | None,
    chosen: tuple[Settings, dict[str, str]],
    lang: str,
    *,
    known_only: bool,
) -> tuple[Network, Scenario | None]:
    """Return the network to write, with its clock minutes unless only headways are asked for."""
    from bereikbaar import loading
    from bereikbaar.cli.announce import announce
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.scenarios.apply import apply_scenario

    settings, parameters = chosen
    net = loading.ready(loading.network(name, date=date), "headway" if method == "headway" else "clock")
    announce(net, lang)
    scenarios = load_scenarios([scenario_name] if scenario_name else [], parameters)
    if not scenarios:
        return net, None
    if net.clocks and not known_only:
        from bereikbaar.compare.timetables import with_all_minutes

        net = with_all_minutes(net, [w.name for w in net.windows], settings)  # as in a run: no scenario moves them
    applied = apply_scenario(net, scenarios[0], settings)
    for warning in applied.warnings:
        say(f"{'Waarschuwing' if lang == 'nl' else 'Warning'}: {warning}")
    return applied.network, scenarios[0]


def _credits(scenario: Scenario | None) -> list[Any]:
    from bereikbaar.write.gtfs.about import scenario_credit

    if scenario is None:
        return []
    title = scenario.title.get("en") or scenario.name
    named = [scenario_credit(f"Scenario {scenario.name}: {title}", "")]
    return named + [scenario_credit(source.title, source.url) for source in scenario.sources]


def _document(output: Path, net: Network, scenario: Scenario | None, export: Export, lang: str) -> dict[str, Any]:
    return {
        "file": str(output),
        "network": net.name,
        "scenario": scenario.name if scenario else None,
        "method": export.method,
        "from": export.start,
        "until": export.end,
        "trips": export.trips_by_basis,
        "rows": export.counts,
        "notes": [note[lang == "nl"] for note in export.notes],
    }


def _tell(output: Path, export: Export, lang: str) -> None:
    """Say what was written, on stderr: the file is the result."""
    counts = [export.counts.get(file, 0) for file in ("trips.txt", "routes.txt")]
    nl = lang == "nl"
    words = translate(lang).text("trips on {} routes, from {} until {}").format(counts[1], export.start, export.end)
    say(f"{output}: {counts[0]} {words}")
    for basis, n in export.trips_by_basis.items():
        say(f"  {n} {BASIS_WORDS[basis].said(lang)}")
    for note in export.notes:
        say(f"  {note[nl]}")
