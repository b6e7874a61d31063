"""Door to door in slow, obvious Python: the twin that the compiled loops are held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from bereikbaar.access.direct import DirectWays
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.routing.travel_times import TravelTimes


@dataclass(frozen=True, slots=True)
class Journey:
    """One way from a zone to a place: minutes, changes, departures per hour and longest gap (min).

    way : what it is made of: ("direct",), or access leg, station, station, egress leg.
    """

    expected: float
    best: float
    changes: float
    departures: float
    gap: float
    way: tuple[int | str, ...]


def all_journeys(times: TravelTimes, legs: AccessLegs, origin: int, egress: Legs, place: int) -> Iterator[Journey]:
    """Yield every way by a pair of stations from a zone to one of the points that ``egress`` belongs to."""
    home = legs.access
    for k in range(home.start[origin], home.start[origin + 1]):
        for q in range(egress.start[place], egress.start[place + 1]):
            journey = _by_stations(times, legs, egress, k, q)
            if journey.expected < inf:
                yield journey


def zone_journey(times: TravelTimes, legs: AccessLegs, origin: int, destination: int) -> Journey | None:
    """Return the fastest expected journey between two zones, with the least ``best`` of all; None without any."""
    found = list(direct_journeys(legs.direct, origin, destination))
    if origin == destination:
        found = [_without_train(float(legs.within_min[origin]))]
    found += all_journeys(times, legs, origin, legs.egress, destination)
    if not found:
        return None
    fastest = min(found, key=lambda journey: journey.expected)
    best = min(journey.best for journey in found)
    return Journey(fastest.expected, best, fastest.changes, fastest.departures, fastest.gap, fastest.way)


def direct_journeys(ways: DirectWays, origin: int, destination: int) -> Iterator[Journey]:
    """Yield the direct way between a zone and a destination, if there is one."""
    for k in range(ways.start[origin], ways.start[origin + 1]):
        if ways.to[k] == destination:
            yield _without_train(float(ways.minutes[k]))


def _without_train(minutes: float) -> Journey:
    return Journey(minutes, minutes, 0.0, inf, 0.0, ("direct",))


def _by_stations(times: TravelTimes, legs: AccessLegs, egress: Legs, k: int, q: int) -> Journey:
    home = legs.access
    s, d = int(home.station[k]), int(egress.station[q])
    buses = int(home.boards[k]) + int(egress.boards[q])
    way = (k, s, d, q)
    before, before_best = float(home.expected_min[k]), float(home.best_min[k])
    after, after_best = float(egress.expected_min[q]), float(egress.best_min[q])
    by_bus = min(float(home.per_hour[k]), float(egress.per_hour[q]))
    if s == d:  # no train: the ways to and from the station only
        return Journey(before + after, before_best + after_best, max(buses - 1, 0), by_bus, 60.0 / by_bus, way)
    if home.boards[k]:
        ride = best_ride = float(legs.change_min[s] + times.onward[s, d])
    else:
        ride, best_ride = float(times.expected[s, d]), float(times.best[s, d])
    return Journey(
        expected=before + ride + after,
        best=before_best + best_ride + after_best,
        changes=float(times.changes[s, d]) + buses,
        departures=min(float(times.departures_per_hour[s, d]), by_bus),
        gap=max(float(times.longest_gap[s, d]), 60.0 / by_bus),
        way=way,
    )
