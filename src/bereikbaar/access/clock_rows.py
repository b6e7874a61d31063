"""Door to door by the clock: journeys, and rows of minutes from zones to zones, by the loops of clock_kernels.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bereikbaar.access.clock_arrays import NOWHERE, Away, Home, Ints32, Room, room_for
from bereikbaar.access.clock_door import ClockDoor, away_of, home_of, home_of_zone
from bereikbaar.access.door import NO_WAY, DoorTimes, Journeys, spread
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.access.model import Floats
from bereikbaar.units import MINUTES_PER_HOUR, NEVER_MIN

if TYPE_CHECKING:
    from bereikbaar.access.rows import Filler, Minutes, Rows


#: How often one can leave is told up to so much beyond the limit: nobody who counts it rounds minutes by more.
_LIMIT_SLACK_MIN = 0.01


class _Found(NamedTuple):
    """Tables (n_origins, n_destinations): see :func:`bereikbaar.access.clock_kernels.table`."""

    minutes: Floats
    egress: Ints32
    departures: Floats
    gap: Floats


def clock_of(door: DoorTimes) -> ClockDoor:
    """Return the trains by the clock. Raises ValueError without any: a mistake in the program, not in the input."""
    if door.clock is None:
        raise ValueError("these door times know no trains by the clock")
    return door.clock


def clock_journeys(
    door: DoorTimes, egress: Legs, direct_min: Floats, direct_kind: NDArray[np.int8], origin: int | None = None
) -> Journeys:
    """Return the journeys from all zones, or from one, to points with these egress legs and direct ways.

    direct_min, direct_kind : (n_origins, n_points). ``expected`` is the mean over the slots of leaving home of the
    least
    of all ways in that slot, ``inf`` where some moment has none. Departures and gap are those of all ways together,
    less where
    the bus of the way with the least mean runs less often; kind, changes and stations are those of that way.
    """
    clock, settings = clock_of(door), door.settings
    access, home = door.legs.access, clock.home
    if origin is not None:
        access, home = access.of_points(np.array([origin])), home_of_zone(home, origin)
    needed, column = _needed(egress, len(door.times.stations))
    away = away_of(clock, egress, column, settings)
    found = _table(clock, home, away, needed, clock.numbers(direct_min))
    best = np.minimum(direct_min, _best(door, access, egress, needed, column))
    return _with_components(door, origin or 0, egress, found, best, direct_kind)


def trip_minutes(door: DoorTimes, access: Legs, egress: Legs, direct_min: float) -> tuple[float, float]:
    """Return expected and best minutes between two points with these legs: what the tables of a run say of them."""
    clock, settings = clock_of(door), door.settings
    home = home_of(clock, access, door.legs.change_min, settings)
    needed, column = _needed(egress, len(door.times.stations))
    away = away_of(clock, egress, column, settings)
    direct = np.array([[direct_min]])
    found = _table(clock, home, away, needed, clock.numbers(direct))
    best = np.minimum(direct, _best(door, access, egress, needed, column))
    return float(found.minutes[0, 0]), float(best[0, 0])


def clock_rows(
    door: DoorTimes, often_weight: Floats | None = None, *, rates: bool = True, precision: DTypeLike = np.float32
) -> Rows:
    """Return the rows of minutes from zones to zones by the clock.

    often_weight : (n_zones,) destinations of which is wanted how often one can leave: those above 0; None: of none.
    rates : whether departures per hour are wanted too, or only where they are enough (in two thirds of the time).
    precision : of the rows.
    """
    from bereikbaar.access import clock_kernels
    from bereikbaar.access.rows import Rows
    from bereikbaar.access.sum_arrays import LANES

    clock, legs, settings = clock_of(door), door.legs, door.settings
    needed, column = _needed(legs.egress, len(door.times.stations))
    away = away_of(clock, legs.egress, column, settings)
    direct, within = clock.numbers(legs.direct.minutes), clock.numbers(legs.within_min)
    n_zones, far = len(legs.within_min), settings.limit_min + _LIMIT_SLACK_MIN
    wanted = np.zeros(n_zones) if often_weight is None else np.ascontiguousarray(often_weight, dtype=np.float64)

    def filler() -> Filler:
        room, row = _room(clock, clock.home, away, needed), np.full((n_zones, LANES), np.inf, dtype=precision)
        asked = 0 if often_weight is None else n_zones
        often, departures = (np.zeros((asked, LANES), dtype=precision) for _ in range(2))

        def fill(first: int) -> tuple[Minutes, Minutes, Minutes]:
            lanes = min(LANES, n_zones - first)
            row[:, lanes:] = np.inf
            clock_kernels.rows(
                first, lanes, legs.direct.start, legs.direct.to, direct, within,
                needed, door.leg, legs.access.per_hour, clock.home, away, clock.rail, clock.slots, room,
                far, wanted, rates, row, often, departures,
            )  # fmt: skip
            return row, often, departures

        return fill

    return Rows(_longest(clock, legs), filler)


def _longest(clock: ClockDoor, legs: AccessLegs) -> float:
    """Return more minutes than any journey from zone to zone takes."""
    ways = (legs.access.expected_min, legs.egress.expected_min, legs.change_min)
    by_train = clock.profiles.longest_s / 60 + sum(float(w.max(initial=0.0)) for w in ways)
    return max(by_train, float(legs.direct.minutes.max(initial=0.0)), float(legs.within_min.max(initial=0.0))) + 1.0


def _needed(egress: Legs, n_stations: int) -> tuple[Ints32, NDArray[np.intp]]:
    """Return the stations that are asked for, and the column of every station among them.

    In the order in which destinations name them: those of one destination lie close together in memory.
    """
    found, first = np.unique(egress.station, return_index=True)
    needed = found[np.argsort(first)].astype(np.int32)
    column = np.zeros(n_stations, dtype=np.intp)
    column[needed] = np.arange(len(needed))
    return needed, column


def _room(clock: ClockDoor, home: Home, away: Away, needed: Ints32) -> Room:
    most_legs = int(np.diff(home.start).max(initial=0)), int(np.diff(away.start).max(initial=0))
    n_stations = len(clock.rail.least)
    return room_for(len(needed), len(clock.slots.middle), len(away.start) - 1, most_legs, n_stations)


def _table(clock: ClockDoor, home: Home, away: Away, needed: Ints32, direct: Ints32) -> _Found:
    from bereikbaar.access import clock_kernels

    shape = direct.shape
    found = _Found(
        np.full(shape, np.inf), np.full(shape, NOWHERE, dtype=np.int32), np.zeros(shape), np.full(shape, np.inf)
    )

    def work(lo: int, hi: int) -> None:
        room = _room(clock, home, away, needed)
        clock_kernels.table(lo, hi, direct, needed, home, away, clock.rail, clock.slots, room, *found)

    spread(len(direct), work)
    return found


def _best(door: DoorTimes, access: Legs, egress: Legs, needed: Ints32, column: NDArray[np.intp]) -> Floats:
    """Return the shortest minutes of any moment by train or bus, (n_origins, n_points), without the first wait."""
    from bereikbaar.access.clock_best_kernels import best_minutes

    clock = clock_of(door)
    on = access.best_min + np.where(access.boards, door.legs.change_min[access.station], 0.0)
    value = np.empty((len(access.start) - 1, len(needed)))
    window = clock.profiles.window_s * clock.rail.unit

    def work(lo: int, hi: int) -> None:
        best_minutes(lo, hi, access.start, access.station, access.best_min, on, needed, clock.rail, window, value)

    spread(len(value), work)
    out = np.full((len(value), len(egress.start) - 1), np.inf)
    for d in range(out.shape[1]):
        own = slice(int(egress.start[d]), int(egress.start[d + 1]))
        ways = value[:, column[egress.station[own]]] + egress.best_min[own]
        out[:, d] = ways.min(axis=1, initial=np.inf)
    return out


def _with_components(
    door: DoorTimes, lo: int, egress: Legs, found: _Found, best: Floats, direct_kind: NDArray[np.int8]
) -> Journeys:
    """Return journeys with what belongs to the legs and stations with the least mean. lo : the first origin."""
    access, answered = door.legs.access, np.isfinite(found.minutes)
    row, destination = np.nonzero(answered & (found.egress >= 0))
    last = found.egress[row, destination]
    to = egress.station[last]
    first = _first_legs(door, row + lo, to)
    origin = access.station[first]
    train, buses = origin != to, access.boards[first].astype(np.float64) + egress.boards[last]
    by_bus = np.minimum(access.per_hour[first], egress.per_hour[last])
    changes = np.where(answered, 0.0, np.inf)
    changes[row, destination] = np.where(train, door.times.changes[origin, to] + buses, np.maximum(buses - 1, 0.0))
    departures = np.where(answered, np.inf, 0.0)
    departures[row, destination] = np.minimum(found.departures[row, destination], by_bus)
    gap = np.where(answered, 0.0, np.inf)
    gap[row, destination] = np.maximum(found.gap[row, destination], MINUTES_PER_HOUR / by_bus)
    kind = np.where(answered, direct_kind, NO_WAY).astype(np.int8)
    kind[row, destination] = access.kind[first]
    rides = np.zeros(answered.shape, dtype=bool)
    rides[row, destination] = train | (buses > 0) | np.isfinite(by_bus)
    station_from, station_to = (np.full(answered.shape, -1, dtype=np.int32) for _ in range(2))
    station_from[row, destination], station_to[row, destination] = origin, to
    return Journeys(found.minutes, best, changes, departures, gap, kind, rides, station_from, station_to)


def _first_legs(door: DoorTimes, zone: NDArray[np.intp], to: Ints32) -> NDArray[np.int32]:
    """Return the access legs from zones to stations with the least mean; where none has one, the one that can be
    quickest."""
    found = np.where(door.to_station[zone, to] <= NEVER_MIN, door.leg[zone, to], -1)  # not with too many changes
    access = door.legs.access
    for n in np.flatnonzero(found < 0).tolist():
        own = np.arange(access.start[zone[n]], access.start[zone[n] + 1])
        minutes = access.expected_min[own] + door.best_by_own[access.station[own], to[n]]
        found[n] = own[np.argmin(minutes)]
    return found
