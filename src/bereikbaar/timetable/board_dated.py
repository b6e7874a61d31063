"""The departures board of a station on a day of a timetable: trains that really are in the feed, one by one."""

from __future__ import annotations

import numpy as np

from bereikbaar.errors import UnknownNameError, did_you_mean
from bereikbaar.network.model import Network
from bereikbaar.network.trips import BASES, Trips
from bereikbaar.timetable.board import Board, Departure


def dated_board(net: Network, window: str, station: str) -> Board:
    """Return all departures from a station in a window of a timetable, in the order of the clock.

    Minutes are those after 00:00 of the date of the window; trains of the day before that are still under way and
    those of the day after are among them. The period of the board is 0: nothing repeats. Raises UnknownNameError
    for a window or station that is not in the network, ValueError for a network without trips.
    """
    if net.trips is None:
        raise ValueError(f"network {net.name!r} has no trips")
    trips = net.trips
    if station not in trips.stations:
        raise UnknownNameError(
            f"station {station!r} is not in network {net.name!r}{did_you_mean(station, net.stations)}"
        )
    chosen = net.windows[net.window_index(window)]
    calls = _boarding_calls(trips, trips.stations.index(station))
    trip = np.searchsorted(trips.first, calls, side="right") - 1
    today = trips.dates.index(chosen.date)
    found = []
    for day in range(len(trips.dates)):
        shift_s = int(trips.day_start_s[day] - trips.day_start_s[today])
        leave_s = trips.depart_s[calls] + shift_s
        here = trips.runs[trip, day] & (leave_s >= chosen.from_s) & (leave_s < chosen.to_s)
        found += [
            _departure(net, trips, int(t), int(c), shift_s) for t, c in zip(trip[here], calls[here], strict=True)
        ]
    return Board(station, 0.0, tuple(sorted(found)))


def _boarding_calls(trips: Trips, station: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the calls at a station where one may get in; never the last of a trip."""
    last = np.zeros(len(trips.place), dtype=bool)
    last[trips.first[1:] - 1] = True
    return np.flatnonzero((trips.place_station[trips.place] == station) & trips.board & ~last)


def _departure(net: Network, trips: Trips, trip: int, call: int, shift_s: int) -> Departure:
    service, direction = trips.patterns[int(trips.pattern[trip])]
    later = range(call + 1, int(trips.first[trip + 1]))
    codes = [trips.stations[int(trips.place_station[trips.place[c]])] for c in later]
    leave_s = int(trips.depart_s[call])
    held = net.services.get(service)
    return Departure(
        minute=(leave_s + shift_s) / 60,
        service=service,
        direction=direction,
        train=trip,
        arrive_minute=(int(trips.arrive_s[call]) + shift_s) / 60 if call > trips.first[trip] else None,
        destination=codes[-1],
        calls=tuple((code, (int(trips.arrive_s[c]) - leave_s) / 60) for code, c in zip(codes, later, strict=True)),
        basis=BASES[int(trips.basis[trip])],
        product=held.product if held else "",
    )
