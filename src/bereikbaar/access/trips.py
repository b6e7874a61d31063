"""One trip from door to door, leg by leg: the way to the station, the trains, the way from the station.

What the trains take comes from a function (:data:`Trains`), so that both methods build trips in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.direct import DirectWays
from bereikbaar.access.door import DoorTimes, door_to_door
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.access.model import Floats
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, NEVER_MIN

_Leg = dict[str, Any]

#: How the mode of one's own leg ends that has a ferry on the way: ``bicycle_ferry``.
BY_FERRY = "_ferry"


@dataclass(frozen=True, slots=True)
class Rail:
    """The trains between two stations: means over the window in minutes, and the legs of one journey."""

    wait_first_min: float
    in_vehicle_min: float
    transfer_min: float
    changes: float
    departures_per_hour: float
    longest_gap_min: float
    legs: tuple[_Leg, ...]


#: From one station (code) to another; the last argument says whether one comes there by bus.
Trains = Callable[[str, str, bool], Rail]


@dataclass(frozen=True, slots=True)
class End:
    """Where a trip begins or ends: a zone (door to door), or the best of some stations (``zone`` None)."""

    id: str
    zone: int | None = None
    stations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    """The expected minutes of one trip and what they consist of; ``inf`` without a connection.

    access_min + wait_first_min + in_vehicle_min + transfer_min + egress_min = expected_min. A bus to the station is a
    vehicle like a train: its wait is the first wait, and the train after it a change.
    best_min : least minutes without the first wait, of all ways. legs : dicts with the keys of ``time --json``.
    stations : codes of the pair of stations it goes by; empty where it goes by none.
    """

    best_min: float
    expected_min: float
    access_min: float
    wait_first_min: float
    in_vehicle_min: float
    transfer_min: float
    egress_min: float
    changes: float
    departures_per_hour: float
    longest_gap_min: float
    legs: tuple[_Leg, ...]
    stations: tuple[str, str] | tuple[()] = ()


@dataclass(frozen=True, slots=True)
class _Options:
    """The ways between an end and the stations. All (n,); kind is an index in KINDS, -1 = already there."""

    station: NDArray[np.intp]
    expected_min: Floats
    best_min: Floats
    kind: NDArray[np.intp]
    boards: NDArray[np.bool_]
    per_hour: Floats

    def legs(self) -> Legs:
        """Return the ways as the legs of one point."""
        none = np.zeros(len(self.station), dtype=np.bool_)
        start = np.array([0, len(self.station)], dtype=np.int64)
        return Legs(
            start, self.station.astype(np.int32), self.best_min, self.expected_min, self.kind.astype(np.int8),
            self.boards, self.per_hour, none,
        )  # fmt: skip

    def at(self, k: int) -> tuple[int, float, str | None, bool, float]:
        """Return station, expected minutes, kind (None = already there), boards and departures per hour of a way."""
        per_hour, boards = float(self.per_hour[k]), bool(self.boards[k])
        kind = None if self.kind[k] < 0 else _mode(KINDS[self.kind[k]], per_hour, boards=boards)
        return int(self.station[k]), float(self.expected_min[k]), kind, boards, per_hour


def trip(net: Network, door: DoorTimes, origin: End, destination: End, trains: Trains | None = None) -> Trip:
    """Return the fastest expected trip between two ends in the window of ``door``.

    Where there is a way at some moments only, and so no mean, the best one; ``expected_min`` is then ``inf``.
    trains : what the trains take, by the method that made ``door``; by headways when not given.
    """
    trains = trains or headway_trains(net, door)
    go, come = _options(door, origin, door.legs.access), _options(door, destination, door.legs.egress)
    first, last = go.station[:, np.newaxis], come.station[np.newaxis, :]
    between = np.where(go.boards[:, np.newaxis], door.by_bus[first, last], door.by_own[first, last])
    total = go.expected_min[:, np.newaxis] + between + come.expected_min[np.newaxis, :]
    best = np.where(go.boards[:, np.newaxis], door.by_bus[first, last], door.best_by_own[first, last])
    best = go.best_min[:, np.newaxis] + best + come.best_min[np.newaxis, :]
    total, best = (np.where(minutes <= NEVER_MIN, minutes, np.inf) for minutes in (total, best))  # too many changes
    own_min, own_kind = _without_a_train(door, origin, destination)
    least = float(total.min(initial=np.inf))
    best_min = min(float(best.min(initial=np.inf)), own_min)
    if door.clock is not None:
        return _by_clock(trains, door, (origin, destination), (go, come), total, best, (own_min, own_kind))
    if math.isinf(min(least, own_min)) and math.isfinite(best_min):  # not at every moment: there is no mean
        a, b = np.unravel_index(int(np.argmin(best)), best.shape)
        return _by_train(trains, door, (origin, destination), go.at(int(a)), come.at(int(b)), (math.inf, best_min))
    if own_min <= least:
        return _own_trip(own_min, own_kind, origin, destination) if math.isfinite(own_min) else _no_trip()
    a, b = np.unravel_index(int(np.argmin(total)), total.shape)
    return _by_train(trains, door, (origin, destination), go.at(int(a)), come.at(int(b)), (least, best_min))


def _by_clock(
    trains: Trains,
    door: DoorTimes,
    ends: tuple[End, End],
    options: tuple[_Options, _Options],
    total: Floats,
    best: Floats,
    own: tuple[float, str],
) -> Trip:
    """Return the trip whose minutes are those of the best way in every slot of leaving home.

    Legs and parts are those of the pair of stations with the least mean; what is saved by taking another way when
    that is
    quicker comes off the first wait, then off changes and the ride.
    """
    from bereikbaar.access.clock_rows import trip_minutes

    go, come = options
    own_min, own_kind = own
    expected, best_min = trip_minutes(door, go.legs(), come.legs(), own_min)
    least = float(total.min(initial=np.inf))
    if own_min <= least or math.isinf(best_min):
        if math.isfinite(own_min):
            return _own_trip(own_min, own_kind, *ends, mean_min=expected, best_min=best_min)
        if math.isinf(best_min):
            return _no_trip()
    a, b = np.unravel_index(int(np.argmin(total if math.isfinite(least) else best)), total.shape)
    found = _by_train(trains, door, ends, go.at(int(a)), come.at(int(b)), (expected, best_min))
    return _less(found, least - expected) if math.isfinite(least) else found


def _less(trip: Trip, saved: float) -> Trip:
    """Return a trip whose parts are less by some minutes: the first wait, then changes, then the ride and the
    ends."""
    parts: dict[str, Any] = {}
    for name in ("wait_first_min", "transfer_min", "in_vehicle_min", "access_min", "egress_min"):
        less = min(max(saved, 0.0), getattr(trip, name))
        parts[name] = getattr(trip, name) - less
        saved -= less
    return replace(trip, **parts)


def _options(door: DoorTimes, end: End, legs: Legs) -> _Options:
    if end.zone is None:
        index = {code: n for n, code in enumerate(door.times.stations)}
        station = np.array([index[c] for c in end.stations], dtype=np.intp)
        zero = np.zeros(len(station))
        return _Options(station, zero, zero, np.full(len(station), -1), zero.astype(bool), zero + np.inf)
    rows = slice(int(legs.start[end.zone]), int(legs.start[end.zone + 1]))
    return _Options(
        legs.station[rows].astype(np.intp), legs.expected_min[rows], legs.best_min[rows],
        legs.kind[rows].astype(np.intp), legs.boards[rows], legs.per_hour[rows],
    )  # fmt: skip


def _without_a_train(door: DoorTimes, origin: End, destination: End) -> tuple[float, str]:
    """Return the minutes and the kind of walking or cycling all the way; inf where that is too far."""
    if origin.zone is None or (destination.zone is None and not destination.stations):
        same = origin.zone is None and set(origin.stations) & set(destination.stations)
        return (0.0, "walk") if same else (math.inf, "walk")
    if destination.zone is None:
        index = {code: n for n, code in enumerate(door.times.stations)}
        return _least(door.legs.direct_stations, origin.zone, {index[c] for c in destination.stations})
    if origin.zone == destination.zone:
        return float(door.legs.within_min[origin.zone]), "walk"
    return _least(door.legs.direct, origin.zone, {destination.zone})


def _least(ways: DirectWays, origin: int, to: set[int]) -> tuple[float, str]:
    rows = range(int(ways.start[origin]), int(ways.start[origin + 1]))
    found = [r for r in rows if int(ways.to[r]) in to]
    least = min(found, key=lambda r: float(ways.minutes[r]), default=-1)
    if least < 0:
        return math.inf, "walk"
    return float(ways.minutes[least]), _mode(KINDS[ways.kind[least]], float(ways.per_hour[least]))


def _mode(kind: str, per_hour: float, *, boards: bool = False) -> str:
    """Return what a leg is called: one's own that waits for a ferry on the way is ``bicycle_ferry`` and so on."""
    return kind if boards or math.isinf(per_hour) else f"{kind}{BY_FERRY}"


def _no_trip() -> Trip:
    return Trip(*(math.inf,) * 8, 0.0, math.inf, ())


def _own_trip(
    minutes: float,
    kind: str,
    origin: End,
    destination: End,
    *,
    mean_min: float | None = None,
    best_min: float = math.inf,
) -> Trip:
    """Return a trip without a train. mean_min, best_min : less, where at some moments a train is quicker."""
    legs = (_leg(kind, (origin.id, destination.id), minutes),) if minutes > 0 else ()
    mean = minutes if mean_min is None else min(mean_min, minutes)
    return Trip(min(best_min, minutes), mean, mean, 0.0, 0.0, 0.0, 0.0, 0.0, math.inf, 0.0, legs)


def _leg(mode: str, ends: tuple[str, str], minutes: float, *, wait_min: float = 0.0, change_min: float = 0.0) -> _Leg:
    """Return a leg that is no train, with the keys of :meth:`bereikbaar.routing.journeys.Leg.as_dict`."""
    none = dict.fromkeys(("service", "product", "operator", "towards", "depart", "arrive"))
    times = {"minutes": minutes, "wait_min": wait_min, "change_min": change_min}
    return {"mode": mode, "from": ends[0], "to": ends[1], **none, **times, "share": 1.0, "also": []}


def _by_train(
    trains: Trains,
    door: DoorTimes,
    ends: tuple[End, End],
    go: tuple[int, float, str | None, bool, float],
    come: tuple[int, float, str | None, bool, float],
    minutes: tuple[float, float],
) -> Trip:
    """Return a trip by way of two stations (which may be the same: a bus there and another on, or a bus alone)."""
    (o, go_min, go_kind, go_boards, go_tph), (d, come_min, come_kind, come_boards, come_tph) = go, come
    codes, settings = door.times.stations, door.settings
    rail = trains(codes[o], codes[d], go_boards) if o != d else _NO_TRAINS
    bus_wait = settings.alpha_first * MINUTES_PER_HOUR / go_tph if go_boards else 0.0
    change = float(door.legs.change_min[o]) if go_boards and o != d else 0.0
    next_wait = settings.alpha_transfer * MINUTES_PER_HOUR / come_tph if come_boards else 0.0
    next_change = float(door.legs.change_min[d]) if come_boards else 0.0
    expected, best = minutes
    first_wait, transfer = (bus_wait, change + rail.wait_first_min) if go_boards else (rail.wait_first_min, 0.0)
    legs: list[_Leg] = []
    if go_kind:
        legs.append(_leg(go_kind, (ends[0].id, codes[o]), go_min - bus_wait, wait_min=bus_wait))
    legs += [dict(leg) for leg in rail.legs]
    if go_boards and rail.legs and not legs[1]["change_min"]:
        legs[1]["change_min"] = change
    if come_kind:
        ride = come_min - next_wait - next_change
        legs.append(_leg(come_kind, (codes[d], ends[1].id), ride, wait_min=next_wait, change_min=next_change))
    boardings = int(go_boards) + int(come_boards)
    by_bus = min(go_tph, come_tph)
    bus_gap = MINUTES_PER_HOUR / by_bus
    return Trip(
        best_min=best,
        expected_min=expected,
        access_min=0.0 if go_boards else go_min,
        wait_first_min=first_wait,
        in_vehicle_min=rail.in_vehicle_min
        + (go_min - bus_wait if go_boards else 0.0)
        + (come_min - next_wait - next_change if come_boards else 0.0),
        transfer_min=transfer + rail.transfer_min + (next_wait + next_change if come_boards else 0.0),
        egress_min=0.0 if come_boards else come_min,
        changes=rail.changes + boardings if o != d else max(boardings - 1.0, 0.0),
        departures_per_hour=min(rail.departures_per_hour, by_bus) if o != d else by_bus,
        longest_gap_min=max(rail.longest_gap_min, bus_gap) if o != d else bus_gap,
        legs=tuple(legs),
        stations=(codes[o], codes[d]),
    )


def door_of_stations(times: TravelTimes, settings: Settings) -> DoorTimes:
    """Return the least that :func:`trip` needs between stations: nothing of zones, bicycles and buses."""
    n = len(times.stations)
    none = np.zeros(0)
    nobody = Legs(
        np.zeros(1, dtype=np.int64), none.astype(np.int32), none, none, none.astype(np.int8), none.astype(np.bool_),
        none, none.astype(np.bool_),
    )  # fmt: skip
    ways = DirectWays(np.zeros(1, dtype=np.int64), none.astype(np.int32), none, none.astype(np.int8), none)
    legs = AccessLegs(times.window, times.stations, nobody, nobody, nobody, ways, ways, ways, none, np.zeros(n))
    return door_to_door(times, legs, settings)


#: One is there already.
_NO_TRAINS = Rail(0.0, 0.0, 0.0, 0.0, math.inf, 0.0, ())


def headway_trains(net: Network, door: DoorTimes) -> Trains:
    """Return what the trains take by headways; after a bus the first wait is one after a change."""

    def between(origin: str, destination: str, after_a_bus: bool) -> Rail:
        from bereikbaar.routing.journeys import journey

        settings = door.settings
        if after_a_bus:
            settings = settings.changed(alpha_first=settings.alpha_transfer)
        found = journey(net, door.times.window, settings, origin, destination)
        legs = tuple(leg.as_dict() for leg in found.legs)
        return Rail(
            found.wait_first_min, found.in_vehicle_min, found.transfer_min, found.changes,
            found.departures_per_hour, found.longest_gap_min, legs,
        )  # fmt: skip

    return between
