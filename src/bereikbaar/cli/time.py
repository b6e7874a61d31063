"""``bereikbaar time FROM TO``: legs, components and one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import ModelOptions, json_option, model_options
from bereikbaar.cli.time_document import dated, document
from bereikbaar.errors import InputError, Problem, UnknownNameError, raise_if_errors
from bereikbaar.units import read_clock

if TYPE_CHECKING:
    from bereikbaar.access.clock_trips import ClockTrains
    from bereikbaar.access.model import Places
    from bereikbaar.names import Endpoint
    from bereikbaar.network.model import Network
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.settings import Settings

#: A service day ends before this, s.
_LATEST_S = 30 * 3600


@click.command("time")
@click.argument("origin", metavar="[FROM]", required=False)
@click.argument("destination", metavar="[TO]", required=False)
@click.option("--scenario", "scenario_name", metavar="SCENARIO", help="A scenario; the base when not given.")
@click.option(
    "--pairs", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file with columns from and to, instead of FROM and TO.",
)  # fmt: skip
@click.option("--depart", metavar="HH:MM", help="Leave at this time or later (with --method clock).")
@click.option("--arrive", metavar="HH:MM", help="Be there by this time (with --method clock).")
@click.option(
    "--homeward", is_flag=True,
    help="The way back: FROM is where one was, without a bicycle of one's own; TO is home, where it stands.",
)  # fmt: skip
@model_options()
@json_option
def time(
    *,
    origin: str | None,
    destination: str | None,
    scenario_name: str | None,
    pairs: Path | None,
    depart: str | None,
    arrive: str | None,
    homeward: bool,
    model: ModelOptions,
    as_json: bool,
) -> None:
    """How long and how often from one place to another: FROM and TO are stations, cities, towns or postcode areas.

    A station counts from platform to platform; a city (Amsterdam, Utrecht, ...) as the best of its stations; any
    other town from the middle of its largest postcode area, door to door; a postcode area (8302) from its middle.

    By the clock (--method clock) the legs are those of the fastest journey of the window, or with --depart or
    --arrive the exact journeys of that moment.

    \b
    Example:  bereikbaar time Groningen "Amsterdam Zuid"
              bereikbaar time Vlissingen Zwolle --method clock --depart 08:00
              bereikbaar time Urk Utrecht --scenario lelylijn-2020 --lang nl
    """
    from bereikbaar.cli.output import print_json
    from bereikbaar.cli.time_text import print_list, print_one

    wanted = _wanted(origin, destination, pairs)
    settings, parameters = model.settings()
    moment = _moment(depart, arrive, model.method, model.window)
    asked = _Asked(
        model.network, model.date, scenario_name, model.window, model.method, settings, parameters, moment,
        model.lang, homeward,
    )  # fmt: skip
    documents = _documents(wanted, asked)
    if as_json:
        print_json(documents if pairs or model.window == "all" else documents[0])
        return
    if len(documents) > 1:
        print_list(documents, model.lang)
        return
    print_one(documents[0], model.lang)


def _moment(depart: str | None, arrive: str | None, method: str, window: str | None) -> tuple[str, int] | None:
    """Return what --depart or --arrive asks. Raises InputError for both, for no time, or without the clock method."""
    if depart is None and arrive is None:
        return None
    if depart is not None and arrive is not None:
        raise InputError("give either --depart or --arrive, not both")
    key, text = ("depart", depart) if depart is not None else ("arrive", arrive)
    field = f"--{key}"
    if method != "clock":
        raise InputError(Problem("exact journeys need the clock: give --method clock as well", field=field))
    if window == "all":
        raise InputError(Problem("a moment is in one window, not in all", field=field))
    seconds = read_clock((text or "").strip())
    if seconds is None or seconds >= _LATEST_S:
        raise InputError(Problem(f"expected a time of day such as 07:30, found {text!r}", field=field))
    return key, seconds


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked besides the places.

    moment : ("depart" or "arrive", seconds after 00:00), or None. homeward : from an activity to home.
    """

    network: str
    date: str | None
    scenario: str | None
    window: str | None
    method: str
    settings: Settings
    parameters: dict[str, str]
    moment: tuple[str, int] | None
    lang: str
    homeward: bool


def _documents(wanted: Sequence[tuple[str, str]], asked: _Asked) -> list[dict[str, Any]]:
    from bereikbaar import pipeline
    from bereikbaar.cli.announce import announce, chosen_window, outside_hours
    from bereikbaar.cli.progress import progress
    from bereikbaar.network.spans import span_words
    from bereikbaar.reasons.ways import only_to

    with progress(asked.lang) as say:
        say("network")
        base, window = pipeline.windowed(
            pipeline.network(asked.network, date=asked.date, progress=say), asked.window, _clock_of(asked)
        )
        base = pipeline.ready(base, asked.method)
        announce(base, asked.lang, window)
        windows = [w.name for w in base.windows] if window == "all" else [window]
        net, scenario = _with_scenario(base, windows, asked)
        at, ends = _found(wanted, base, net)
        if asked.homeward and not any(e.is_door for pair in ends for e in pair):
            raise InputError(
                Problem("nobody lives at a station: give a town or postcode area to come home to", field="--homeward")
            )
        if window != "all":
            chosen_window(base, window, asked.window, asked.lang)
        if asked.moment:
            outside_hours(base, window, asked.moment[1], asked.lang)
        out = []
        for name, matrix, clock in _routed(net, windows, asked, only_to(ends), say):
            about: dict[str, Any] = {
                "window": span_words(name),
                "method": asked.method,
                "network": net.name,
                "scenario": scenario,
            }
            about |= {"homeward": asked.homeward, **dated(net, name)}
            out += _of_window(net, matrix, clock, ends, at, asked, about, say)
    return out


def _routed(
    net: Network, windows: Sequence[str], asked: _Asked, to: frozenset[str] | None, say: Callable[[str], None]
) -> Iterator[tuple[str, TravelTimes, ClockTrains | None]]:
    """Yield window, travel times (by the clock to some stations only) and, by the clock, the trains of them."""
    from bereikbaar import pipeline

    if asked.method != "clock":
        for name in windows:
            yield name, pipeline.route(net, name, asked.settings, say)[name], None
        return
    from bereikbaar.access.clock_trips import clock_trains

    for name in windows:
        say(f"{' + '.join(net.scenario) or net.name}: routes, {name}")
        clock = clock_trains(net, name, asked.settings, to=to)
        yield name, clock.times, clock


def _clock_of(asked: _Asked) -> int | None:
    return asked.moment[1] if asked.moment else None


def _with_scenario(base: Network, windows: Sequence[str], asked: _Asked) -> tuple[Network, str | None]:
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.scenarios.apply import apply_scenario

    loaded = load_scenarios([asked.scenario] if asked.scenario else [], asked.parameters)
    if not loaded:
        return base, None
    if asked.method == "clock":
        from bereikbaar.compare.timetables import with_all_minutes

        base = with_all_minutes(base, windows, asked.settings)
    return apply_scenario(base, loaded[0], asked.settings).network, loaded[0].name


def _of_window(
    net: Network,
    times: TravelTimes,
    clock: ClockTrains | None,
    ends: Sequence[tuple[Endpoint, Endpoint]],
    at: Places | None,
    asked: _Asked,
    about: dict[str, Any],
    say: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Return the documents of one window."""
    from bereikbaar.reasons.ways import ways_of

    ways = ways_of(net, times, clock, ends, at, asked.settings, say, homeward=asked.homeward)
    return [document(a, b, about, ways.trip(a, b), net, times, clock, asked.moment) for a, b in ends]


def _found(
    wanted: Sequence[tuple[str, str]], base: Network, net: Network
) -> tuple[Places | None, list[tuple[Endpoint, Endpoint]]]:
    """Find both ends of every pair; places are read only when something is no station of the base."""
    from bereikbaar import pipeline
    from bereikbaar.reasons.ways import find_pairs

    try:
        return None, find_pairs(wanted, base, base, None)
    except UnknownNameError:
        at = pipeline.places_of(base)
        return at, find_pairs(wanted, base, net, at)
