"""The trains of a level at fixed minutes: known, and proposed where they are not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from bereikbaar.network.model import Network
from bereikbaar.network.trips import Trips
from bereikbaar.settings import Settings
from bereikbaar.threads import two_at_a_time
from bereikbaar.timetable.known import known_minutes
from bereikbaar.timetable.model import ClockTrain
from bereikbaar.timetable.periodic import periodic_trips
from bereikbaar.write.gtfs.hours import Level
from bereikbaar.write.gtfs.rates import at_level, swapped

#: A level -> its trips, which repeat every period.
TripsOf = Callable[[Level], Trips]


def trips_by_level(net: Network, settings: Settings, *, known_only: bool = False) -> TripsOf:
    """Return the trips of each level, the same as the clock method routes on, worked out once for each window.

    In the afternoon peak (``Level.swapped``) everything that runs as often as in the morning keeps its minutes; only
    the patterns that change places get theirs anew. known_only : no proposed minutes.
    """

    names = [w.name for w in net.windows]
    found = two_at_a_time([partial(_trains, net, name, settings, known_only=known_only) for name in names])
    of = dict(zip(names, found, strict=True))

    @cache
    def trips(window: str, is_turned: bool) -> Trips:
        trains = of[window]
        if is_turned:
            trains = _turned(net, window, trains, settings, known_only=known_only)
        return periodic_trips(swapped(net, window) if is_turned else net, window, trains)

    return lambda level: trips(level.window, level.swapped)


def _trains(net: Network, window: str, settings: Settings, *, known_only: bool) -> tuple[ClockTrain, ...]:
    if known_only:
        return known_minutes(net, window)[0]
    from bereikbaar.timetable.window import window_trains

    return window_trains(net, window, settings)


def _turned(
    net: Network, window: str, trains: tuple[ClockTrain, ...], settings: Settings, *, known_only: bool
) -> tuple[ClockTrain, ...]:
    """Return the trains of a window in which the directions change places. trains : those of the window itself."""
    after = at_level(net, Level(0, 1, window, swapped=True))
    w = net.window_index(window)
    changed = {
        (s.id, now.direction)
        for s in net.services.values()
        for was, now in zip(s.patterns, after.services[s.id].patterns, strict=True)
        if was.tph[w] != now.tph[w]
    }
    if not changed:
        return trains
    known, missing = known_minutes(after, window)
    fixed = [t for t in trains if (t.service, t.direction) not in changed]
    fixed += [t for t in known if (t.service, t.direction) in changed]
    left = tuple(m for m in missing if (m.service, m.direction) in changed)
    if left and not known_only:
        from bereikbaar.timetable.propose import propose

        fixed += propose(after, window, tuple(sorted(fixed)), left, settings)
    return tuple(sorted(fixed))
