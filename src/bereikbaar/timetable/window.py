"""The trains of one window at fixed times, whatever the network was made from."""

from __future__ import annotations

import math

from bereikbaar.clock.question import Question
from bereikbaar.network.model import Network, Window
from bereikbaar.network.trips import Trips
from bereikbaar.settings import Settings
from bereikbaar.timetable.dated import dated_trips
from bereikbaar.timetable.known import known_minutes
from bereikbaar.timetable.model import ClockTrain
from bereikbaar.timetable.periodic import periodic_trips
from bereikbaar.timetable.propose import propose


def window_trips(net: Network, window: str | Window, settings: Settings) -> tuple[Trips, Question]:
    """Return the trains of a window and the question to put to them.

    A network of clocks (``known.with_clocks``) gives trains that repeat, with known and proposed minutes, over one
    whole period; a network made from a timetable the trains of its dates, over the hours of the window. What a
    scenario has not changed runs exactly as in the base. Journeys have at most ``settings.most_changes`` changes.
    window : the name of a window; of a network made from a timetable also a part of a day, as a Window with
    ``date``, ``from_s`` and ``to_s``. Raises UnknownNameError for the window, RunError for a part of a day without a
    timetable and for periods that do not fit in a day, InputError for days that cannot be understood.
    """
    return trains_and_trips(net, window, settings)[1:]


def trains_and_trips(
    net: Network, window: str | Window, settings: Settings
) -> tuple[tuple[ClockTrain, ...], Trips, Question]:
    """Return what :func:`window_trips` does, after the clock trains that the trips were made from; () with dates."""
    longest_s = round(60 * settings.longest_journey_min)
    most = int(settings.most_changes) if math.isfinite(settings.most_changes) else None
    if net.trips is not None:
        span = net.windows[net.window_index(window)] if isinstance(window, str) else window
        trips = dated_trips(net, net.trips, span, settings)
        return (), trips, Question(span.date, span.from_s, span.to_s, longest_s, most)
    name = window if isinstance(window, str) else window.name
    trains = window_trains(net, name, settings)
    trips = periodic_trips(net, name, trains)
    return trains, trips, Question("", 0, trips.period_s, longest_s, most)


def window_trains(net: Network, window: str, settings: Settings) -> tuple[ClockTrain, ...]:
    """Return all trains of a window by the clock, known and proposed, sorted. Raises as :func:`window_trips`."""
    known, missing = known_minutes(net, window)
    return tuple(sorted((*known, *propose(net, window, known, missing, settings))))
