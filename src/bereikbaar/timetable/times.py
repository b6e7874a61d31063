"""The door of the clock method: a network, a window and settings in, travel times out."""

from __future__ import annotations

import dataclasses

import numpy as np

from bereikbaar.clock.question import Question
from bereikbaar.network.model import Network, Window
from bereikbaar.network.trips import Seconds, Trips
from bereikbaar.routing.arrays import change_minutes
from bereikbaar.routing.travel_times import Matrix, TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import with_clocks
from bereikbaar.timetable.window import window_trips

#: A station whose own class asks for this many minutes or more is large: a junction with many platforms.
LARGE_CLASS_MIN = 4.0
_HOUR_S = 3600


def change_seconds(net: Network, settings: Settings) -> Seconds:
    """Return the least seconds between getting out and being ready for the next train, per station.

    (n_stations,) int32, stations in the order of their codes. What a scenario or a timetable says of the station;
    else the station's own class with ``cautious_changes``; else ``change_min``, or ``large_station_change_min`` at
    large stations where that is more. Planned changes (``Network.connections``) are rules of the trips, not here.
    """
    return np.array([round(60 * _change_min(net, code, settings)) for code in sorted(net.stations)], dtype=np.int32)


def _change_min(net: Network, code: str, settings: Settings) -> float:
    minutes = change_minutes(net, code, settings)
    if code in net.change_min or settings.cautious_changes or net.stations[code].change_min < LARGE_CLASS_MIN:
        return minutes
    return max(minutes, settings.large_station_change_min)


def clock_travel_times(
    net: Network, window: str | Window, settings: Settings, threads: int | None = None
) -> TravelTimes:
    """Return the minutes between all stations in one window, by the clock.

    window : the name of a window of the network; for a network made from a timetable also a part of a day.
    threads : how many to use; None = one per processor. The answer does not depend on it.
    A base network gets the minutes of its folder (``known.with_clocks``); they have to be there before a scenario.
    To compare a scenario with its base, fix the proposed minutes of the base first (``propose.with_proposed``), or
    they may move; ``bereikbaar.run`` does all of this.
    Raises UnknownNameError for the window, InputError or RunError for trains that cannot be routed.
    """
    from bereikbaar.clock.times import clock_times

    net = with_clocks(net)
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


def shortest_per_hour(trips: Trips, change_s: Seconds, question: Question, threads: int | None = None) -> Matrix:
    """Return the shortest journey that leaves within an hour, without the first wait, as a mean over the hours, min.

    What a journey planner shows of the window: it lists the departures around one moment, so that a fast train every
    two hours is in half of its answers. Hours without a journey are left out; ``inf`` when no hour has one.
    (n_stations, n_stations), stations in the order of their codes.
    """
    from bereikbaar.clock.times import clock_times

    total = np.zeros((len(trips.stations), len(trips.stations)))
    hours = np.zeros_like(total)
    for start in range(question.start_s, question.end_s, _HOUR_S):
        hour = dataclasses.replace(question, start_s=start, end_s=min(start + _HOUR_S, question.end_s))
        best = clock_times(trips, change_s, hour, threads=threads).best
        found = np.isfinite(best)
        total[found] += best[found]
        hours += found
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(hours > 0, total / hours, np.inf)
