"""The departures board of a station, as ``network minutes --board`` shows it: of a period, or of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.cli.output import Cell, print_json, print_table
from bereikbaar.lang import both
from bereikbaar.units import clock_short

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.timetable.board import Board, Departure
    from bereikbaar.timetable.model import ClockTrain

#: Stations named on a line of the board between this one and the last.
MOST_STOPS = 4


def board_document(net: Network, window: str, board: Board) -> dict[str, Any]:
    """Return a departures board as a JSON document; keys are stable."""
    return {
        "network": net.name,
        "scenario": "+".join(net.scenario) or None,
        "window": window,
        "station": board.station,
        "period_min": board.period_min,
        "departures": [
            {
                "minute": d.minute,
                "arrive_minute": d.arrive_minute,
                "service": d.service,
                "direction": d.direction,
                "product": d.product,
                "to": d.destination,
                "calls": [{"station": code, "minutes": after} for code, after in d.calls],
                "basis": d.basis,
                "source": d.source or None,
            }
            for d in board.departures
        ],
    }


def show_board(net: Network, window: str, trains: list[ClockTrain], code: str, as_json: bool, lang: str) -> None:
    """Print the board of a network of services: minutes within the period in which the trains here repeat."""
    from bereikbaar.timetable.board import board
    from bereikbaar.timetable.propose.corridors import clock

    found = board(net, trains, code)
    if as_json:
        print_json(board_document(net, window, found))
        return
    title = f"{net.stations[code].name}, {window}, {found.period_min:g} min"
    _print(net, found, [clock(d.minute) for d in found.departures], title, lang)


def show_dated_board(net: Network, window: str, code: str, as_json: bool, lang: str) -> None:
    """Print the board of a day of a timetable."""
    from bereikbaar.cli.announce import announce
    from bereikbaar.timetable.board_dated import dated_board

    found = dated_board(net, window, code)
    announce(net, lang, window)
    if as_json:
        date = net.windows[net.window_index(window)].date
        print_json({**board_document(net, window, found), "date": date})
        return
    times = [clock_short(round(60 * d.minute)) for d in found.departures]
    _print(net, found, times, net.stations[code].name, lang)


def _print(net: Network, found: Board, times: list[str], title: str, lang: str) -> None:
    from bereikbaar.cli.network_minutes import BASIS_WORDS, HEADS

    basis = BASIS_WORDS | {"headway": both("every so many minutes")}
    rows: list[list[Cell]] = [
        [time, d.service, d.product, net.stations[d.destination].name, _stops(net, d), basis[d.basis].said(lang)]
        for time, d in zip(times, found.departures, strict=True)
    ]
    keys = ("departs", "service", "product", "to", "stops", "basis")
    print_table([HEADS[k].said(lang) for k in keys], rows, title=title, lang=lang)


def _stops(net: Network, departure: Departure) -> str:
    """Return the next stops before the last, the first few by name."""
    between = [net.stations[code].name for code, _ in departure.calls[:-1]]
    return " – ".join([*between[:MOST_STOPS], *(["..."] if len(between) > MOST_STOPS else [])])
