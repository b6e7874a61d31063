"""Door to door: from every zone to every station, and from there to zones, centres and hospitals.

In the headway method the time of two doors is that of the best *pair* of stations: the least sum of expected
minutes of the access leg, the trains and the egress leg (docs/door-to-door.md says what that leaves out). By the
clock it is the least at every moment of leaving home (clock_rows.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.journeys import (
    NO_WAY,
    Journeys,
    journeys_to,
    of_origin,
    way_table,
    way_to_groups,
)
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.access.model import Floats
from bereikbaar.access.pieces import spread
from bereikbaar.errors import RunError
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK, TOO_MANY_CHANGES_MIN

__all__ = ["NO_WAY", "DoorTimes", "Journeys", "door_to_door", "spread", "to_points", "to_stations", "zone_times"]

if TYPE_CHECKING:
    from bereikbaar.access.clock_door import ClockDoor
    from bereikbaar.clock.profiles import Profiles


@dataclass(frozen=True, slots=True)
class DoorTimes:
    """From the door of every zone to every station in one window, and all that is needed to go on from there.

    to_station  : (n_zones, n_stations) expected minutes. leg : (n_zones, n_stations) index of the access leg used in
                  ``legs.access``; -1 where unreachable.
    by_own, by_bus : (n_stations, n_stations) expected minutes from a station for who comes on foot or by bicycle, and
                  for who gets out of a vehicle (change and the wait after it included); 0 on the diagonal.
    best_by_own : likewise, without the first wait.
    Journeys with more changes between trains than is allowed have TOO_MANY_CHANGES_MIN on top of their minutes: any
    other goes before them, and they are beyond ``settings.limit_min``.
    clock       : the trains by the clock: then journeys and sums take the best way in every slot of leaving home, and
                  the arrays here hold the best pairs of means, which are never less. None = there are only these.
    """

    times: TravelTimes
    legs: AccessLegs
    settings: Settings
    to_station: Floats
    leg: NDArray[np.int32]
    by_own: Floats
    by_bus: Floats
    best_by_own: Floats
    clock: ClockDoor | None = None


def door_to_door(
    times: TravelTimes, legs: AccessLegs, settings: Settings, profiles: Profiles | None = None
) -> DoorTimes:
    """Return the minutes from every zone to every station.

    profiles : the useful departures of the clock method, for the best way at every moment; None = by pairs of means.
    Raises RunError when times and legs are of different networks.
    """
    if times.stations != legs.stations:
        raise RunError("the travel times and the access legs are not of the same stations")
    by_own, best_by_own = times.expected.copy(), times.best.copy()
    by_bus = times.onward + legs.change_min[:, np.newaxis]
    too_many = np.isfinite(times.expected) & (times.changes > settings.most_changes + SLACK)
    if profiles is not None and profiles.free_min is not None:  # by the clock they are not in the matrices at all
        too_many = np.isinf(times.expected) & np.isfinite(profiles.free_min)
        by_own[too_many] = by_bus[too_many] = profiles.free_min[too_many]
    for matrix in (by_own, best_by_own, by_bus):
        matrix[too_many] += TOO_MANY_CHANGES_MIN
        np.fill_diagonal(matrix, 0.0)
    value = np.empty((len(legs.within_min), len(times.stations)))
    leg = np.empty(value.shape, dtype=np.int32)
    _fill_to_stations(legs.access, by_own, by_bus, value, leg)
    clock = None
    if profiles is not None:
        from bereikbaar.access.clock_door import clock_door

        clock = clock_door(profiles, legs, settings)
    return DoorTimes(times, legs, settings, value, leg, by_own, by_bus, best_by_own, clock)


def to_stations(door: DoorTimes, lists: Sequence[Sequence[str]]) -> Journeys:
    """Return the journeys to the best of each list of stations, from the door, without egress.

    Codes that are not in the network are passed over.
    """
    index = {code: n for n, code in enumerate(door.times.stations)}
    known = [[index[code] for code in codes if code in index] for codes in lists]
    station = np.array([s for group in known for s in group], dtype=np.int32)
    start = np.cumsum([0, *(len(group) for group in known)]).astype(np.int64)
    nothing = np.zeros(len(station))
    arrive = Legs(
        start, station, nothing, nothing, nothing.astype(np.int8), nothing.astype(bool), nothing + np.inf,
        nothing.astype(bool),
    )  # fmt: skip
    groups = [np.array(group, dtype=np.intp) for group in known]
    return _journeys(door, arrive, *way_to_groups(door.legs.direct_stations, len(index), groups))


def to_points(door: DoorTimes, which: Sequence[int]) -> Journeys:
    """Return the journeys from door to door to some of the centres and amenities (indexes of ``egress_points``)."""
    chosen, place = np.unique(np.asarray(which, dtype=np.intp), return_inverse=True)
    ways = way_table(door.legs.direct_points, chosen, len(door.legs.egress_points.start) - 1)
    found = _journeys(door, door.legs.egress_points.of_points(chosen), *ways)
    return found if np.array_equal(place, np.arange(len(chosen))) else found.each(lambda table: table[:, place])


def zone_times(door: DoorTimes, origin: int) -> Journeys:
    """Return the journeys from one zone to all zones, (1, n_zones)."""
    egress, one = door.legs.egress, (origin, origin + 1)
    zones = np.arange(len(door.legs.within_min))
    minutes, kind = way_table(door.legs.direct, zones, len(zones), one)
    minutes[0, origin], kind[0, origin] = door.legs.within_min[origin], KINDS.index("walk")
    if door.clock is not None:
        from bereikbaar.access.clock_limit import by_pairs, journeys_with_beyond, knows_beyond
        from bereikbaar.access.clock_rows import clock_journeys

        found = clock_journeys(door, egress, minutes, kind, origin)
        if not knows_beyond(door):
            return found
        return journeys_with_beyond(found, zone_times(by_pairs(door), origin))
    return journeys_to(of_origin(door, origin), egress, (minutes, kind), zones[np.newaxis])


def _fill_to_stations(access: Legs, by_own: Floats, by_bus: Floats, value: Floats, leg: NDArray[np.int32]) -> None:
    from bereikbaar.access import kernels

    own, bus = np.ascontiguousarray(by_own), np.ascontiguousarray(by_bus)

    def work(lo: int, hi: int) -> None:
        kernels.to_stations(
            lo, hi, access.start, access.station, access.expected_min, access.boards, own, bus, value, leg
        )

    spread(len(value), work)


def _journeys(door: DoorTimes, egress: Legs, direct_min: Floats, direct_kind: NDArray[np.int8]) -> Journeys:
    """Return the journeys from all zones to points with these egress legs and direct ways."""
    if door.clock is not None:
        from bereikbaar.access.clock_limit import by_pairs, journeys_with_beyond, knows_beyond
        from bereikbaar.access.clock_rows import clock_journeys

        found = clock_journeys(door, egress, direct_min, direct_kind)
        if not knows_beyond(door):
            return found
        return journeys_with_beyond(found, _journeys(by_pairs(door), egress, direct_min, direct_kind))
    point = np.tile(np.arange(direct_min.shape[1]), (len(direct_min), 1))
    return journeys_to(door, egress, (direct_min, direct_kind), point)
