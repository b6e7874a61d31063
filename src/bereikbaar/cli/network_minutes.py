"""``bereikbaar network minutes``: the minutes of all trains, known and proposed, and the board of a station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import (
    date_option,
    json_option,
    lang_option,
    make_settings,
    network_argument,
    span_option,
)
from bereikbaar.cli.output import Cell, print_json, print_table, say
from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import both, translate

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings
    from bereikbaar.timetable.model import ClockTrain

#: What a minute rests on (``network.trips.BASES``), in words: English, Dutch.
BASIS_WORDS = {
    "timetable": both("timetable"),
    "A": both("known, A"),
    "B": both("known, B"),
    "C": both("known, C"),
    "D": both("known, D"),
    "scenario": both("scenario"),
    "proposed": both("proposed"),
}
HEADS = {
    "service": both("service"),
    "direction": both("direction"),
    "train": both("train"),
    "from": both("from"),
    "to": both("to"),
    "minute": both("minute"),
    "period": both("every, min"),
    "basis": both("basis"),
    "source": both("source"),
    "departs": both("departs"),
    "product": both("product"),
    "stops": both("stops"),
}


@click.command()
@network_argument
@click.option("--scenario", "scenario_name", metavar="SCENARIO", help="A scenario; the base when not given.")
@span_option
@click.option("--service", "wanted", metavar="SERVICE", help="Only this service.")
@click.option("--board", "station", metavar="STATION", help="The departures board of a station, by code or name.")
@date_option
@click.option(
    "--set", "-s", "sets", multiple=True, metavar="SETTING=VALUE",
    help="A setting, such as following_min=2, or a parameter of the scenario; may be given more than once.",
)  # fmt: skip
@json_option
@lang_option
def minutes(
    *,
    name: str,
    scenario_name: str | None,
    window: str | None,
    wanted: str | None,
    station: str | None,
    date: str | None,
    sets: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """List at which minutes trains leave, known and proposed, or the departures board of a station.

    Minutes are those after the whole hour (of a longer period: after its first hour) at the first stop. Known minutes
    carry their confidence (A to D); proposed ones are found as docs/method-clock.md says and are no facts. Said on
    stderr: corridors that are less even than the scenario promises, and proposed trains too close to others. Of a
    timetable (GTFS) only boards: the trains of one day, by the clock.

    \b
    Example:  bereikbaar network minutes --service 500
              bereikbaar network minutes --board zwolle --scenario spoorboekloos-zwolle
              bereikbaar network minutes timetable.zip --board Zwolle --window 07:00-09:00
    """
    from bereikbaar import loading
    from bereikbaar.cli.minutes_board import show_board, show_dated_board

    settings, parameters = make_settings("default", sets, False)
    if window == "all":
        raise InputError(Problem("found 'all', expected one window", field="--window"))
    net, window = loading.windowed(loading.network(name, date=date), window)
    if net.trips is not None:
        show_dated_board(
            net, window, _station(net, _of_timetable(net, station, scenario_name, wanted)), as_json, lang
        )
        return
    net, scenario = _network(net, scenario_name, window, (settings, parameters), lang)
    trains = _trains(net, window, settings)
    code = _station(net, station)
    service = _service(net, wanted)
    shown = [t for t in trains if service in ("", t.service)]
    if code:
        show_board(net, window, shown, code, as_json, lang)
    elif as_json:
        print_json(minutes_document(net, window, shown))
    else:
        _show_trains(net, shown, lang)
    if not as_json:
        _remarks(net, trains, scenario, window, settings, lang)


def _of_timetable(net: Network, station: str | None, scenario_name: str | None, wanted: str | None) -> str:
    """Return the station whose board is asked of a timetable. Raises InputError for what only other networks have."""
    what = f"{net.name!r} is a timetable: its trips have times of their own"
    if scenario_name:
        raise InputError(Problem(f"{what}; its board is shown without scenarios", field="--scenario"))
    if station is None or wanted is not None:
        raise InputError(Problem(f"{what}; give --board STATION (and no --service) to see them", field="NETWORK"))
    return station


def _network(
    net: Network, scenario_name: str | None, window: str, chosen: tuple[Settings, dict[str, str]], lang: str
) -> tuple[Network, Scenario | None]:  # fmt: skip
    """Return the network with its minutes, those of the base kept when a scenario is applied, and the scenario."""
    from bereikbaar import loading
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.scenarios.apply import apply_scenario
    from bereikbaar.timetable.propose import with_proposed

    settings, parameters = chosen
    net = loading.ready(net, "clock")
    base = with_proposed(net, window, settings)
    scenarios = load_scenarios([scenario_name] if scenario_name else [], parameters)
    if not scenarios:
        return base, None
    applied = apply_scenario(base, scenarios[0], settings)
    for warning in applied.warnings:
        say(f"{'Waarschuwing' if lang == 'nl' else 'Warning'}: {warning}")
    return applied.network, scenarios[0]


def _trains(net: Network, window: str, settings: Settings) -> tuple[ClockTrain, ...]:
    from bereikbaar.timetable.window import window_trains

    return window_trains(net, window, settings)


def _station(net: Network, text: str | None) -> str:
    from bereikbaar.names import find_endpoint

    return "" if text is None else find_endpoint(text, net, None).id


def _service(net: Network, text: str | None) -> str:
    from bereikbaar.network.names import near_service

    if text is None or text in net.services:
        return text or ""
    near = near_service(text, net)
    raise InputError(Problem(f"service {text!r} is not in network {net.name!r}{near}", field="--service"))


def minutes_document(net: Network, window: str, trains: tuple[ClockTrain, ...] | list[ClockTrain]) -> dict[str, Any]:
    """Return the trains of a window as a JSON document; keys are stable. Minutes are those at the first stop."""
    return {
        "network": net.name,
        "scenario": "+".join(net.scenario) or None,
        "window": window,
        "trains": [
            {
                "service": t.service,
                "direction": t.direction,
                "train": t.train,
                "from": _ends(net, t)[0],
                "to": _ends(net, t)[1],
                "minute": t.origin_min,
                "period_min": t.period_min,
                "basis": t.basis,
                "source": t.source or None,
            }
            for t in trains
        ],
    }


def _ends(net: Network, train: ClockTrain) -> tuple[str, str]:
    pattern = next(p for p in net.services[train.service].patterns if p.direction == train.direction)
    return pattern.stations[0], pattern.stations[-1]


def _show_trains(net: Network, trains: list[ClockTrain], lang: str) -> None:
    from bereikbaar.timetable.propose.corridors import clock

    keys = ("service", "direction", "train", "from", "to", "minute", "period", "basis", "source")
    rows: list[list[Cell]] = [
        [
            t.service, t.direction, t.train, *(net.stations[c].name for c in _ends(net, t)), clock(t.origin_min),
            f"{t.period_min:g}", BASIS_WORDS[t.basis].said(lang), t.source,
        ]
        for t in trains
    ]  # fmt: skip
    print_table([HEADS[k].said(lang) for k in keys], rows, lang=lang)


def _remarks(
    net: Network,
    trains: tuple[ClockTrain, ...],
    scenario: Scenario | None,
    window: str,
    settings: Settings,
    lang: str,
) -> None:
    """Say what is proposed and what is less than promised, on stderr."""
    from bereikbaar.timetable.propose.corridors import corridor_report, following_report, promised_corridors

    n = sum(t.basis == "proposed" for t in trains)
    say(translate(lang).text("{n} of {all} trains have a proposed minute.", n=n, all=len(trains)))
    if scenario is not None:
        for text in corridor_report(net, trains, promised_corridors(scenario, net, window), lang):
            say(text)
    for text in following_report(net, trains, settings, lang):
        say(text)
