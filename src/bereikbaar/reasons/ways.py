"""One network in one window, ready to be asked for trips between places: what ``time`` and ``explain`` both need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.access.trips import End, Trains, Trip, door_of_stations, trip
from bereikbaar.errors import Problem, UnknownNameError
from bereikbaar.names import Endpoint, find_endpoint

if TYPE_CHECKING:
    from bereikbaar.access.clock_trips import ClockTrains
    from bereikbaar.access.door import DoorTimes
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.settings import Settings

Progress = Callable[[str], None]
Pair = tuple[Endpoint, Endpoint]


@dataclass(frozen=True, slots=True)
class Ways:
    """A network, its travel times in one window, and door to door; by the clock also its trains.

    places : None = between stations only.
    """

    net: Network
    times: TravelTimes
    door: DoorTimes
    places: Places | None
    clock: ClockTrains | None = None

    def trip(self, origin: Endpoint, destination: Endpoint) -> Trip:
        """Return the fastest expected trip between two ends. Raises UnknownNameError for a town without a zone."""
        here, there = end_of(origin, self.places), end_of(destination, self.places)
        return trip(self.net, self.door, here, there, self._trains())

    def _trains(self) -> Trains | None:
        if self.clock is None:
            return None
        from bereikbaar.access.clock_trips import trains_by_clock

        return trains_by_clock(self.clock)


def ways_of(
    net: Network,
    times: TravelTimes,
    clock: ClockTrains | None,
    pairs: Sequence[Pair],
    places: Places | None,
    settings: Settings,
    say: Progress | None = None,
    *,
    homeward: bool = False,
) -> Ways:
    """Return the ways of a network that is routed. Between stations nothing of zones and bicycles is worked out.

    homeward : from an activity to home, see :func:`bereikbaar.access.legs.access_legs`.
    """
    from bereikbaar.access.towns import measure_door

    if places is None or not any(e.is_door for pair in pairs for e in pair):
        return Ways(net, times, door_of_stations(times, settings), None, clock)
    door = measure_door(
        net, {times.window: times}, places, settings, times.window, say, homeward=homeward,
        profiles=clock.profiles if clock else None,
    )  # fmt: skip
    return Ways(net, times, door, places, clock)


def routed_ways(
    net: Network,
    window: str,
    method: str,
    pairs: Sequence[Pair],
    places: Places | None,
    settings: Settings,
    say: Progress | None = None,
) -> Ways:
    """Return the ways of a network in a window; it is routed here.

    By the clock the network has the minutes of all its trains (``compare.timetables.with_all_minutes``).
    """
    if say:
        say(f"{' + '.join(net.scenario) or net.name}: routes, {window}")
    if method == "clock":
        from bereikbaar.access.clock_trips import clock_trains

        clock = clock_trains(net, window, settings, to=only_to(pairs))
        return ways_of(net, clock.times, clock, pairs, places, settings, say)
    from bereikbaar.routing.travel_times import travel_times

    return ways_of(net, travel_times(net, window, settings), None, pairs, places, settings, say)


def only_to(pairs: Sequence[Pair]) -> frozenset[str] | None:
    """Return the stations to which times are asked; None when a town is asked for, which may use any station."""
    if any(end.is_door for pair in pairs for end in pair):
        return None
    return frozenset(code for _, b in pairs for code in b.stations)


def find_pairs(wanted: Sequence[tuple[str, str]], base: Network, net: Network, places: Places | None) -> list[Pair]:
    """Find both ends of every pair; a name means the same with and without a scenario that opens a station there.

    Raises UnknownNameError with all names that are unknown or ambiguous.
    """

    def find(text: str) -> Endpoint:
        try:
            return find_endpoint(text, base, places)
        except UnknownNameError:
            return find_endpoint(text, net, places)

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


def end_of(found: Endpoint, places: Places | None) -> End:
    """Return where a trip begins or ends for a place that a user named; of a town its largest postcode area."""
    if not found.is_door or places is None:
        return End(found.id, None, found.stations)
    if found.zone >= 0:
        return End(found.id, found.zone)
    zones = [z for z, t in enumerate(places.zones.town_idx.tolist()) if t == found.town_idx]
    if not zones:
        raise UnknownNameError(f"{found.name!r} has no postcode area to start from")
    return End(found.id, max(zones, key=lambda z: (float(places.zones.population[z]), places.zones.code[z])))
