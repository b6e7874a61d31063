"""The door of the clock method: a network, a window and settings in, travel times out."""

from __future__ import annotations

import numpy as np

from bereikbaar.network.model import Network, Window
from bereikbaar.network.trips import Seconds
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.timetable.window import window_trips


def change_seconds(net: Network, settings: Settings) -> Seconds:
    """Return the least seconds between getting out and being ready for the next train, per station.

    (n_stations,) int32, stations in the order of their codes. As in the headway method: what a scenario set for the
    station; else the station's own class with ``cautious_changes``, else ``change_min``.
    """
    return np.array([round(60 * _change_min(net, code, settings)) for code in sorted(net.stations)], dtype=np.int32)


def _change_min(net: Network, code: str, settings: Settings) -> float:
    if code in net.change_min:
        return net.change_min[code]
    return net.stations[code].change_min if settings.cautious_changes else settings.change_min


def clock_travel_times(
    net: Network, window: str | Window, settings: Settings, threads: int | None = None
) -> TravelTimes:
    """Return the minutes between all stations in one window, by the clock.

    window : the name of a window of the network; for a network made from a timetable also a part of a day.
    threads : how many to use; None = one per processor. The answer does not depend on it.
    Raises UnknownNameError for the window, InputError or RunError for trains that cannot be routed.
    """
    from bereikbaar.clock.times import clock_times

    trips, question = window_trips(net, window, settings)
    return clock_times(
        trips,
        change_seconds(net, settings),
        question,
        network=net.name,
        scenario="+".join(net.scenario),
        window=window if isinstance(window, str) else window.name,
        threads=threads,
    )
