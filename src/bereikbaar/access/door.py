"""Door to door: from every zone to every station, and from there to zones, centres and hospitals.

In the headway method the time of two doors is that of the best *pair* of stations: the least sum of expected
minutes of the access leg, the trains and the egress leg (docs/door-to-door.md says what that leaves out). By the
clock it is the least at every moment of leaving home (clock_rows.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.direct import DirectWays
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.access.model import Floats
from bereikbaar.errors import RunError
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, SLACK, TOO_MANY_CHANGES_MIN

if TYPE_CHECKING:
    from bereikbaar.access.clock_door import ClockDoor
    from bereikbaar.clock.profiles import Profiles

#: Code of "no way at all" beside the codes of KINDS.
NO_WAY = -1


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


@dataclass(frozen=True, slots=True)
class Journeys:
    """The fastest expected journeys from zones to destinations. All arrays are (n_zones, n_destinations).

    expected, best : min; inf where there is no way. best is the least of its own, of all ways.
    changes        : mean number of changes; a bus counts as a train. inf where there is no way.
    departures     : per hour, of the trains or of a bus to or from them that runs less often; inf without either.
    gap            : longest time without a departure, min; 0 without train or bus, inf where there is no way.
    kind           : how the way begins: index in KINDS; NO_WAY. rides : with a train or bus.
    station_from, station_to : indexes of the pair of stations; -1 where the way goes by none.
    """

    expected: Floats
    best: Floats
    changes: Floats
    departures: Floats
    gap: Floats
    kind: NDArray[np.int8]
    rides: NDArray[np.bool_]
    station_from: NDArray[np.int32]
    station_to: NDArray[np.int32]

    def each(self, change: Callable[[NDArray[Any]], NDArray[Any]]) -> Journeys:
        """Return journeys with ``change`` applied to every table."""
        return Journeys(**{f.name: change(getattr(self, f.name)) for f in fields(self)})

    def at(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Journeys:
        """Return the journeys of these rows and columns (index arrays that fit each other)."""
        return self.each(lambda table: table[rows, columns])


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
    _fill_to_stations(legs.access, legs.access.expected_min, by_own, by_bus, value, leg)
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
    minutes, kind = _table(door.legs.direct_stations, len(door.times.stations))
    columns = [np.array(group, dtype=np.intp) for group in known]
    return _journeys(door, arrive, *_least_of_groups(minutes, kind, columns))


def to_points(door: DoorTimes, which: Sequence[int]) -> Journeys:
    """Return the journeys from door to door to some of the centres and amenities (indexes of ``egress_points``)."""
    chosen = np.asarray(which, dtype=np.intp)
    minutes, kind = _table(door.legs.direct_points, len(door.legs.egress_points.start) - 1)
    return _journeys(door, door.legs.egress_points.of_points(chosen), minutes[:, chosen], kind[:, chosen])


def zone_times(door: DoorTimes, origin: int) -> Journeys:
    """Return the journeys from one zone to all zones, (1, n_zones)."""
    egress, one = door.legs.egress, (origin, origin + 1)
    if door.clock is not None:
        from bereikbaar.access.clock_limit import by_pairs, journeys_with_beyond, knows_beyond
        from bereikbaar.access.clock_rows import clock_journeys

        minutes, kind = _table(door.legs.direct, len(door.legs.within_min), one)
        minutes[0, origin], kind[0, origin] = door.legs.within_min[origin], KINDS.index("walk")
        found = clock_journeys(door, egress, minutes, kind, origin)
        if not knows_beyond(door):
            return found
        return journeys_with_beyond(found, zone_times(by_pairs(door), origin))
    best_value, column = _best_to(door, egress.station, *one)
    expected, used = _row(door, origin, door.to_station[origin], egress.station, egress.expected_min)
    best, _ = _row(door, origin, best_value[0], column[egress.station].astype(np.int32), egress.best_min)
    _, kind = _table(door.legs.direct, len(expected), one)
    kind[0, origin] = KINDS.index("walk")
    by_station = np.where((used >= 0) & (used < len(egress.station)), used, -1).astype(np.int64)
    return _with_components(
        door, egress, (expected[np.newaxis], best[np.newaxis]), by_station[np.newaxis], kind, origin
    )


def _row(
    door: DoorTimes, origin: int, value: Floats, station: NDArray[np.int32], leg_min: Floats
) -> tuple[Floats, NDArray[np.int32]]:
    from bereikbaar.access import kernels

    direct, n_zones = door.legs.direct, len(door.legs.within_min)
    row, used = np.empty(n_zones), np.empty(n_zones, dtype=np.int32)
    kernels.zone_row(
        origin, np.ascontiguousarray(value), door.legs.egress.start, station, leg_min,
        direct.start, direct.to, direct.minutes, door.legs.within_min[origin], row, used,
    )  # fmt: skip
    return row, used


def spread(n: int, work: Callable[[int, int], None]) -> None:
    """Do ``work(lo, hi)`` for all of range(n), in pieces on all processors; the kernels let go of the lock."""
    workers = min(os.cpu_count() or 1, 16)
    step = max(1, -(-n // (4 * workers)))
    pieces = [(lo, min(n, lo + step)) for lo in range(0, n, step)]
    if workers == 1 or len(pieces) <= 1:
        for lo, hi in pieces:
            work(lo, hi)
        return
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, lo, hi) for lo, hi in pieces]:
            done.result()


def _fill_to_stations(
    access: Legs, leg_min: Floats, by_own: Floats, by_bus: Floats, value: Floats, leg: NDArray[np.int32]
) -> None:
    from bereikbaar.access import kernels

    own, bus = np.ascontiguousarray(by_own), np.ascontiguousarray(by_bus)

    def work(lo: int, hi: int) -> None:
        kernels.to_stations(lo, hi, access.start, access.station, leg_min, access.boards, own, bus, value, leg)

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
    expected, best = direct_min.copy(), direct_min.copy()
    used = np.full(expected.shape, -1, dtype=np.int64)
    best_value, column = _best_to(door, egress.station, 0, len(expected))
    for d in range(len(egress.start) - 1):
        own = np.arange(egress.start[d], egress.start[d + 1])
        if not len(own):
            continue
        station = egress.station[own]
        total = door.to_station[:, station] + egress.expected_min[own]
        k = np.argmin(total, axis=1)
        least = np.take_along_axis(total, k[:, np.newaxis], axis=1)[:, 0]
        better = least < expected[:, d]
        expected[better, d], used[better, d] = least[better], own[k[better]]
        quickest = (best_value[:, column[station]] + egress.best_min[own]).min(axis=1)
        np.minimum(best[:, d], quickest, out=best[:, d])
    return _with_components(door, egress, (expected, best), used, direct_kind, 0)


def _best_to(door: DoorTimes, station: NDArray[np.int32], lo: int, hi: int) -> tuple[Floats, NDArray[np.intp]]:
    """Return the best minutes to the stations that are needed, and the column of every station in that table."""
    needed = np.unique(station)
    column = np.zeros(len(door.times.stations), dtype=np.intp)
    column[needed] = np.arange(len(needed))
    access = door.legs.access if hi - lo > 1 else door.legs.access.of_points(np.arange(lo, hi))
    value = np.empty((hi - lo, len(needed)))
    _fill_to_stations(
        access, access.best_min, door.best_by_own[:, needed], door.by_bus[:, needed], value,
        np.zeros((0, 0), dtype=np.int32),
    )  # fmt: skip
    return value, column


def _with_components(
    door: DoorTimes,
    egress: Legs,
    minutes: tuple[Floats, Floats],
    used: NDArray[np.int64],
    direct_kind: NDArray[np.int8],
    lo: int,
) -> Journeys:
    """Return the journeys with what belongs to the pair of stations of the fastest expected one."""
    expected, best = minutes
    row, destination = np.nonzero(used >= 0)
    last = used[row, destination]
    to = egress.station[last]
    first = door.leg[row + lo, to]
    access, times = door.legs.access, door.times
    origin = access.station[first]
    train = origin != to
    changes = np.where(np.isfinite(expected), 0.0, np.inf)
    buses = access.boards[first].astype(np.float64) + egress.boards[last]
    changes[row, destination] = np.where(train, times.changes[origin, to] + buses, np.maximum(buses - 1, 0.0))
    departures = np.where(np.isfinite(expected), np.inf, 0.0)
    by_bus = np.minimum(access.per_hour[first], egress.per_hour[last])
    departures[row, destination] = np.where(train, np.minimum(times.departures_per_hour[origin, to], by_bus), by_bus)
    gap = np.where(np.isfinite(expected), 0.0, np.inf)
    bus_gap = MINUTES_PER_HOUR / by_bus
    gap[row, destination] = np.where(train, np.maximum(times.longest_gap[origin, to], bus_gap), bus_gap)
    kind = np.where(np.isfinite(expected), direct_kind, NO_WAY).astype(np.int8)
    kind[row, destination] = access.kind[first]
    rides = np.zeros(expected.shape, dtype=bool)
    rides[row, destination] = train | (buses > 0) | np.isfinite(by_bus)
    station_from, station_to = (np.full(expected.shape, -1, dtype=np.int32) for _ in range(2))
    station_from[row, destination], station_to[row, destination] = origin, to
    return Journeys(expected, best, changes, departures, gap, kind, rides, station_from, station_to)


def _table(ways: DirectWays, n_to: int, origins: tuple[int, int] | None = None) -> tuple[Floats, NDArray[np.int8]]:
    """Return direct ways as tables (n_origins, n_to): minutes (inf: none) and kind."""
    lo, hi = origins or (0, len(ways.start) - 1)
    counts = np.diff(ways.start[lo : hi + 1])
    row = np.repeat(np.arange(hi - lo), counts)
    part = slice(ways.start[lo], ways.start[hi])
    minutes = np.full((hi - lo, n_to), np.inf)
    kind = np.zeros((hi - lo, n_to), dtype=np.int8)
    minutes[row, ways.to[part]] = ways.minutes[part]
    kind[row, ways.to[part]] = ways.kind[part]
    return minutes, kind


def _least_of_groups(
    minutes: Floats, kind: NDArray[np.int8], groups: Sequence[NDArray[np.intp]]
) -> tuple[Floats, NDArray[np.int8]]:
    """Return the least of every group of columns, with its kind."""
    out = np.full((len(minutes), len(groups)), np.inf)
    out_kind = np.zeros(out.shape, dtype=np.int8)
    rows = np.arange(len(minutes))
    for g, group in enumerate(groups):
        if len(group):
            k = group[np.argmin(minutes[:, group], axis=1)]
            out[:, g], out_kind[:, g] = minutes[rows, k], kind[rows, k]
    return out, out_kind
