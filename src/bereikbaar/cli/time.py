"""``bereikbaar time FROM TO``: legs, components and one sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import (
    json_option,
    lang_option,
    make_settings,
    network_option,
    settings_options,
    window_option,
)
from bereikbaar.errors import InputError, Problem, UnknownNameError, raise_if_errors

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.access.trips import End, Trip
    from bereikbaar.names import Endpoint
    from bereikbaar.network.model import Network


_NUMBERS = (
    "best_min",
    "expected_min",
    "access_min",
    "wait_first_min",
    "in_vehicle_min",
    "transfer_min",
    "egress_min",
    "changes",
    "departures_per_hour",
    "longest_gap_min",
)


@click.command("time")
@click.argument("origin", metavar="[FROM]", required=False)
@click.argument("destination", metavar="[TO]", required=False)
@click.option("--scenario", "scenario_name", metavar="NAME", help="A scenario; the base when not given.")
@click.option(
    "--pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file with columns from and to, instead of FROM and TO.",
)  # fmt: skip
@network_option
@window_option
@settings_options
@lang_option
@json_option
def time(
    *,
    origin: str | None,
    destination: str | None,
    scenario_name: str | None,
    pairs: Path | None,
    network_name: str,
    window: str,
    method: str,
    no_assumed_bus: bool,
    sets: tuple[str, ...],
    preset: str,
    lang: str,
    as_json: bool,
) -> None:
    """How long and how often from one place to another: FROM and TO are stations, cities or towns, by code or name.

    A station counts from platform to platform; a city (Amsterdam, Utrecht, ...) as the best of its stations; any
    other town from the middle of its largest postcode area, door to door.

    \b
    Example:  bereikbaar time Groningen "Amsterdam Zuid"
              bereikbaar time Urk Utrecht --scenario lelylijn-2020 --lang nl
    """
    from bereikbaar.cli.output import print_json
    from bereikbaar.cli.time_text import print_list, print_one

    wanted = _wanted(origin, destination, pairs)
    documents = _documents(
        wanted, network_name, scenario_name, window, make_settings(preset, sets, no_assumed_bus), method
    )
    if as_json:
        print_json(documents if pairs or window == "all" else documents[0])
        return
    if len(documents) > 1:
        print_list(documents, lang)
        return
    print_one(documents[0], lang)


def _wanted(origin: str | None, destination: str | None, pairs: Path | None) -> list[tuple[str, str]]:
    if pairs is not None:
        if origin or destination:
            raise InputError("give either FROM and TO or --pairs, not both")
        from bereikbaar.read.tables import Column, read_table

        table = read_table(pairs, [Column("from"), Column("to")])  # one name per column, as in --json
        raise_if_errors(table.problems)
        rows = [(str(a), str(b)) for _, a, b in table.rows("from", "to")]
        if not rows:
            raise InputError(Problem("no pairs in this file", file=str(pairs)))
        return rows
    if not origin or not destination:
        raise click.UsageError("two places are needed: FROM and TO (or --pairs FILE)")
    return [(origin, destination)]


def _documents(
    wanted: Sequence[tuple[str, str]],
    network_name: str,
    scenario_name: str | None,
    window: str,
    chosen: tuple[Any, dict[str, str]],
    method: str,
) -> list[dict[str, Any]]:
    from bereikbaar import pipeline
    from bereikbaar.access.towns import measure_door
    from bereikbaar.access.trips import trip
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.scenarios.apply import apply_scenario

    settings, parameters = chosen
    with progress() as say:
        say("network")
        base = pipeline.network(network_name)
        loaded = load_scenarios([scenario_name] if scenario_name else [], parameters)
        net = apply_scenario(base, loaded[0], settings).network if loaded else base
        at = pipeline.places(base)
        ends = _endpoints(wanted, base, net, at)
        times = pipeline.route(net, window, settings, say)
        out = []
        for name, matrix in times.items():
            door = measure_door(net, {name: matrix}, at, settings, name, say)
            for a, b in ends:
                found = trip(net, door, _end(a, at), _end(b, at))
                about = {"window": name, "method": method, "network": net.name,
                         "scenario": loaded[0].name if loaded else None}  # fmt: skip
                out.append(_document(a, b, about, found, net))
    return out


def _endpoints(
    wanted: Sequence[tuple[str, str]], base: Network, net: Network, at: Places
) -> list[tuple[Endpoint, Endpoint]]:
    """Find both ends of every pair; a name means the same with and without a scenario that opens a station there."""
    from bereikbaar.names import find_endpoint

    def find(text: str) -> Endpoint:
        try:
            return find_endpoint(text, base, at)
        except UnknownNameError:
            return find_endpoint(text, net, at)

    known: dict[str, Endpoint] = {}
    problems: list[Problem] = []
    for word in dict.fromkeys(word for pair in wanted for word in pair):
        try:
            known[word] = find(word)
        except UnknownNameError as error:
            problems += error.problems
    if problems:
        raise UnknownNameError(problems)
    return [(known[a], known[b]) for a, b in wanted]


def _end(found: Endpoint, at: Places) -> End:
    from bereikbaar.access.trips import End

    if found.kind != "town":
        return End(found.id, None, found.stations)
    zones = [z for z, t in enumerate(at.zones.town_idx.tolist()) if t == found.town_idx]
    if not zones:
        raise UnknownNameError(f"{found.name!r} has no postcode area to start from")
    return End(found.id, max(zones, key=lambda z: (float(at.zones.population[z]), at.zones.code[z])))


def _document(a: Endpoint, b: Endpoint, about: dict[str, Any], found: Trip, net: Network) -> dict[str, Any]:
    """Return what ``--json`` prints; infinite values as null, minutes to a hundredth."""

    def number(value: float) -> float | None:
        return round(value, 2) + 0.0 if math.isfinite(value) else None

    names = {a.id: a.name, b.id: b.name} | {c: s.name for c, s in net.stations.items()}
    legs = [
        {k: number(v) if isinstance(v, float) else v for k, v in leg.items()}
        | {f"{end}_name": names.get(leg[end]) for end in ("from", "to", "towards")}
        for leg in found.legs
    ]
    return {
        "from": a.id,
        "to": b.id,
        "from_name": a.name,
        "to_name": b.name,
        "from_kind": a.kind,
        "to_kind": b.kind,
        **about,
        **{f: number(getattr(found, f)) for f in _NUMBERS},
        "legs": legs,
    }
