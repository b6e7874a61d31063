"""The trains of a trip by the clock: what they take in a window, and the journeys of a moment, leg by leg."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.trips import Rail, Trains
from bereikbaar.clock.events import Events, prepare
from bereikbaar.clock.journeys import ClockJourney, ClockLeg, alternatives, latest_departure, profile_of
from bereikbaar.clock.profiles import Profiles
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times_and_profiles, times_of
from bereikbaar.network.model import Network
from bereikbaar.network.trips import BASES, DAY_S, Trips
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.timetable.times import change_seconds
from bereikbaar.timetable.window import window_trips
from bereikbaar.units import clock_short

_Leg = dict[str, Any]
_NOON_S = DAY_S // 2


@dataclass(frozen=True, slots=True)
class ClockTrains:
    """The trains of one window of a network at fixed times, ready to be asked.

    row : trip id -> its position. profiles : the useful departures between all stations; None when only some
    destinations were asked for.
    """

    net: Network
    times: TravelTimes
    trips: Trips
    question: Question
    change_s: NDArray[np.int32]
    events: Events
    row: dict[str, int]
    profiles: Profiles | None = None

    def fastest(self, origin: str, destination: str) -> ClockJourney | None:
        """Return the fastest journey of the window: of equals the one with fewest changes, then the first.

        Of trains that repeat every period the one that leaves first after noon.
        """
        found = profile_of(self.events, origin, destination)
        best = min(found, key=lambda j: (j.arrive_s - j.depart_s, j.changes, j.depart_s), default=None)
        if best is None or not self.trips.period_s:
            return best
        return _later(best, -(-(_NOON_S - best.depart_s) // self.trips.period_s) * self.trips.period_s)

    def leaving(self, origins: Iterable[str], destinations: Sequence[str], depart_s: int) -> list[ClockJourney]:
        """Return the journeys from a moment on, unbeaten in arrival and changes; the first arrival first."""
        found = [
            j
            for o in origins
            for d in destinations
            if o != d
            for j in alternatives(self.trips, self.change_s, self.question, o, d, depart_s)
        ]
        return _unbeaten(sorted(found, key=lambda j: (j.arrive_s, j.changes, -j.depart_s)))

    def arriving(self, origins: Iterable[str], destinations: Sequence[str], arrive_s: int) -> list[ClockJourney]:
        """Return the journeys that leave last to be there by a moment, the first arrival first."""
        found = [
            j
            for o in origins
            for d in destinations
            if o != d
            for j in latest_departure(self.trips, self.change_s, self.question, o, d, arrive_s)
        ]
        last = max((j.depart_s for j in found), default=0)
        return _unbeaten(sorted((j for j in found if j.depart_s == last), key=lambda j: (j.arrive_s, j.changes)))

    def legs(self, journey: ClockJourney) -> tuple[_Leg, ...]:
        """Return the legs of a journey with the keys of ``time --json``."""
        out: list[_Leg] = []
        ready_s = None  # when one is there, before a change
        for leg in journey.legs:
            wait_s = 0 if ready_s is None else max(leg.depart_s - ready_s, 0)
            out.append(self._train(leg, wait_s, first=not out) if leg.mode == "train" else _walk(leg))
            ready_s = leg.arrive_s
        return tuple(out)

    def _train(self, leg: ClockLeg, since_s: int, *, first: bool) -> _Leg:
        """Return a ride; ``since_s`` seconds passed since the leg before it, change included."""
        name, _direction = leg.services[0]
        service = self.net.services[name]
        trip = self.row[leg.trips[-1]]
        last = int(self.trips.place[self.trips.first[trip + 1] - 1])
        here = self.trips.stations.index(leg.from_station)
        change_s = 0 if first else min(int(self.change_s[here]), since_s)
        bases = {BASES[int(self.trips.basis[self.row[t]])] for t in leg.trips}
        return {
            "mode": service.mode,
            "service": name,
            "product": service.product,
            "operator": service.operator,
            "towards": self.trips.stations[int(self.trips.place_station[last])],
            "from": leg.from_station,
            "to": leg.to_station,
            "depart": clock_text(leg.depart_s),
            "arrive": clock_text(leg.arrive_s),
            "minutes": (leg.arrive_s - leg.depart_s) / 60,
            "wait_min": (since_s - change_s) / 60,
            "change_min": change_s / 60,
            "share": None,
            "also": [],
            "trips": list(leg.trips),
            "basis": max(bases, key=BASES.index),
        }


def clock_trains(net: Network, window: str, settings: Settings, *, to: Collection[str] | None = None) -> ClockTrains:
    """Return the trains of a window, and the travel times that ``clock_travel_times`` gives, in one go.

    The network is ready for the clock method. to : codes of the only stations that are asked for as destinations;
    the columns of others say "no connection". Raises as ``timetable.times.clock_travel_times``.
    """
    trips, question = window_trips(net, window, settings)
    change_s = change_seconds(net, settings)
    scenario = "+".join(net.scenario)
    events, profiles = prepare(trips, change_s, question), None
    about: dict[str, Any] = {"network": net.name, "scenario": scenario, "window": window}
    if to is None:
        times, profiles = clock_times_and_profiles(trips, change_s, question, **about)
    else:
        times = times_of(events, **about, to=to)
    row = {id_: n for n, id_ in enumerate(trips.ids)}
    return ClockTrains(net, times, trips, question, change_s, events, row, profiles)


def trains_by_clock(trains: ClockTrains) -> Trains:
    """Return what the trains take by the clock: the means of the window, and the legs of its fastest journey.

    After a bus nothing is another: one comes there at any moment.
    """

    def between(origin: str, destination: str, after_a_bus: bool) -> Rail:
        del after_a_bus
        at, fastest = trains.times.at, trains.fastest(origin, destination)
        names = ("first_wait", "in_vehicle", "transfer", "changes", "departures_per_hour", "longest_gap")
        wait, ride, change, changes, often, gap = (at(name, origin, destination) for name in names)
        return Rail(wait, ride, change, changes, often, gap, trains.legs(fastest) if fastest else ())

    return between


def clock_text(seconds: int) -> str:
    """Return seconds after 00:00 as a clock shows them, also after midnight.

    >>> clock_text(27_030), clock_text(87_000)
    ('07:30:30', '00:10')
    """
    return clock_short(seconds % DAY_S)


def _later(journey: ClockJourney, seconds: int) -> ClockJourney:
    legs = tuple(
        replace(leg, depart_s=leg.depart_s + seconds, arrive_s=leg.arrive_s + seconds) for leg in journey.legs
    )
    return replace(journey, depart_s=journey.depart_s + seconds, arrive_s=journey.arrive_s + seconds, legs=legs)


def _walk(leg: ClockLeg) -> _Leg:
    none = dict.fromkeys(("service", "product", "operator", "towards"))
    ends = {"mode": "walk", **none, "from": leg.from_station, "to": leg.to_station}
    at = {"depart": clock_text(leg.depart_s), "arrive": clock_text(leg.arrive_s)}
    minutes = {"minutes": (leg.arrive_s - leg.depart_s) / 60, "wait_min": 0.0, "change_min": 0.0}
    return {**ends, **at, **minutes, "share": None, "also": [], "trips": [], "basis": None}


def _unbeaten(journeys: Iterable[ClockJourney]) -> list[ClockJourney]:
    kept: list[ClockJourney] = []
    for j in journeys:
        if not kept or j.changes < kept[-1].changes:
            kept.append(j)
    return kept
