"""The journeys themselves: which trains, when, where to change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.arrays import ARRIVE, CHANGE, Floats
from bereikbaar.clock.events import Events, prepare
from bereikbaar.clock.question import Question, station_index
from bereikbaar.errors import InputError
from bereikbaar.network.trips import Trips


@dataclass(frozen=True, slots=True)
class ClockLeg:
    """A ride in one train (however often it changes its number) or a walk.

    mode : ``train`` or ``walk``. from_station, to_station : codes. from_place, to_place : platforms, as in
    ``Trips.places``; empty for a walk. depart_s, arrive_s : seconds after 00:00 of the day of the question.
    trips : ids of the trips, more than one where one stays seated from trip to trip. services : (service, direction)
    of each of them.
    """

    mode: str
    from_station: str
    to_station: str
    depart_s: int
    arrive_s: int
    from_place: str = ""
    to_place: str = ""
    trips: tuple[str, ...] = ()
    services: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClockJourney:
    """One journey. depart_s : when to leave the origin; arrive_s : at the destination; s after 00:00 of the day.

    in_vehicle_s : in trains, stops included. A journey on foot has 0 changes.
    """

    depart_s: int
    arrive_s: int
    changes: int
    in_vehicle_s: int
    legs: tuple[ClockLeg, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """A journey that is known by where it begins: first event, when to leave, number of its layer."""

    leave: int
    arrive: int
    changes: int
    in_vehicle: int
    event: int


def profile(
    trips: Trips,
    change_s: NDArray[np.int32],
    question: Question,
    origin: str,
    destination: str,
    *,
    count_changes: bool = True,
) -> tuple[ClockJourney, ...]:
    """Return the journeys by train that leave within the window and that no other journey matches or beats.

    Pareto-optimal in departure, arrival and, with ``count_changes``, changes; by departure, then changes. A journey
    that one beats by leaving after the window is left out: nobody takes it. Walking all the way is left out and beats
    nothing.
    Raises UnknownNameError for a station that is not there, InputError when origin and destination are the same.
    """
    return profile_of(prepare(trips, change_s, question), origin, destination, count_changes=count_changes)


def profile_of(
    events: Events, origin: str, destination: str, *, count_changes: bool = True
) -> tuple[ClockJourney, ...]:
    """Return what :func:`profile` does, of a timetable that was prepared before."""
    q = events.question
    layers = _layers(events, origin, destination)
    in_time = [s for s in _starts(events, layers, origin) if s.arrive - s.leave <= q.longest_s]
    useful = _pareto(in_time, count_changes=count_changes)
    within = sorted((s.leave, s.changes, s) for s in useful if s.leave < q.end_s - q.start_s)
    return tuple(_journey(events, layers, s, origin, destination) for _, _, s in within)


def alternatives(
    trips: Trips, change_s: NDArray[np.int32], question: Question, origin: str, destination: str, depart_s: int
) -> tuple[ClockJourney, ...]:
    """Return the journeys from a moment on, Pareto-optimal in arrival and changes; earliest arrival first.

    Each leaves as late as it can. Date, longest journey, most changes and route types come from the question.
    depart_s : seconds after 00:00 of its day.
    """
    found = _from_moment(trips, change_s, question, origin, destination, depart_s)
    best: list[ClockJourney] = []
    for j in sorted(found, key=lambda j: (j.arrive_s, j.changes, -j.depart_s)):
        if not best or j.changes < best[-1].changes:
            best.append(j)
    return tuple(best)


def earliest_arrival(
    trips: Trips, change_s: NDArray[np.int32], question: Question, origin: str, destination: str, depart_s: int
) -> tuple[ClockJourney, ...]:
    """Return the journeys that arrive first for who leaves at or after a moment; none = ().

    The one that leaves latest comes first; others that arrive then leave earlier and have fewer changes.
    """
    found = _from_moment(trips, change_s, question, origin, destination, depart_s)
    first = min((j.arrive_s for j in found), default=0)
    return tuple(sorted((j for j in found if j.arrive_s == first), key=lambda j: (-j.depart_s, j.changes)))


def latest_departure(
    trips: Trips, change_s: NDArray[np.int32], question: Question, origin: str, destination: str, arrive_s: int
) -> tuple[ClockJourney, ...]:
    """Return the journeys that leave last for who must be there by a moment; none = ().

    The one that arrives first comes first; others that leave then arrive later and have fewer changes.
    """
    q = dataclasses.replace(question, start_s=arrive_s - question.longest_s, end_s=arrive_s, longest_s=1)
    events = prepare(trips, change_s, q)
    layers = _layers(events, origin, destination)
    limit = arrive_s - q.start_s
    starts = _pareto([s for s in _starts(events, layers, origin) if s.arrive <= limit])
    found = [_journey(events, layers, s, origin, destination) for s in starts]
    seconds = _walk_seconds(events, origin, destination)
    if seconds is not None and seconds <= question.longest_s:
        found.append(_on_foot(origin, destination, arrive_s - seconds, seconds))
    last = max((j.depart_s for j in found), default=0)
    best: list[ClockJourney] = []
    for j in sorted((j for j in found if j.depart_s == last), key=lambda j: (j.arrive_s, j.changes)):
        if not best or j.changes < best[-1].changes:
            best.append(j)
    return tuple(best)


def _from_moment(
    trips: Trips, change_s: NDArray[np.int32], question: Question, origin: str, destination: str, depart_s: int
) -> list[ClockJourney]:
    events = prepare(trips, change_s, dataclasses.replace(question, start_s=depart_s, end_s=depart_s + 1))
    layers = _layers(events, origin, destination)
    starts = _pareto([s for s in _starts(events, layers, origin) if s.arrive <= question.longest_s])
    found = [_journey(events, layers, s, origin, destination) for s in starts]
    seconds = _walk_seconds(events, origin, destination)
    if seconds is not None and seconds <= question.longest_s:
        found.append(_on_foot(origin, destination, depart_s, seconds))
    return found


def _layers(events: Events, origin: str, destination: str) -> list[Floats]:
    """Return the rows (2 n,) of journeys with at most 0, 1, 2, ... changes, until one more no longer helps."""
    from bereikbaar.clock.arrays import MOST_CHANGES
    from bereikbaar.clock.kernels import scan
    from bereikbaar.clock.times import ends_of

    if station_index(events.trips, origin) == station_index(events.trips, destination):
        raise InputError(f"from {origin!r} to itself; expected two stations")
    ends = ends_of(events, np.array([station_index(events.trips, destination)]))
    most = MOST_CHANGES if events.question.max_changes is None else events.question.max_changes
    shape = (2 * len(events.net.depart), 1)
    layers: list[Floats] = []
    for k in range(most + 1):
        layers.append(np.empty(shape))
        scan(events.net, ends, events.question.span_s, layers[k - 1] if k else np.full(shape, np.inf), layers[k])
        if k and np.array_equal(layers[k], layers[k - 1]):
            return layers[:-1]
    return layers


def _starts(events: Events, layers: list[Floats], origin: str) -> list[_Start]:
    """Return what begins at the origin: per first train and number of changes the best arrival."""
    o = station_index(events.trips, origin)
    own = slice(int(events.leave_first[o]), int(events.leave_first[o + 1]))
    event, leave = events.leave_event[own], events.leave_s[own]
    found = []
    for k, rows in enumerate(layers):
        number = rows[2 * event, 0]
        some = np.flatnonzero(number < np.inf)
        arrive = np.floor(number[some] / ARRIVE)
        changes = np.floor((number[some] - arrive * ARRIVE) / CHANGE)
        ride = number[some] - arrive * ARRIVE - changes * CHANGE
        exact = changes == k
        columns = (leave[some], arrive, changes, ride, event[some])
        found += [_Start(*map(int, row)) for row in zip(*(c[exact].tolist() for c in columns), strict=True)]
    return found


def _pareto(starts: Iterable[_Start], *, count_changes: bool = True) -> list[_Start]:
    """Leave out what another one matches or beats in departure, arrival and (if they count) changes."""
    kept: list[_Start] = []
    for s in sorted(starts, key=lambda s: (-s.leave, s.arrive, s.changes, s.in_vehicle, s.event)):
        if not any(x.arrive <= s.arrive and (x.changes <= s.changes or not count_changes) for x in kept):
            kept.append(s)
    return kept


def _journey(events: Events, layers: list[Floats], start: _Start, origin: str, destination: str) -> ClockJourney:
    zero = events.question.start_s
    legs = _train_legs(events, layers, start)
    if legs[0].from_station != origin:
        walk = legs[0].depart_s - zero - start.leave
        legs.insert(0, _walk(origin, legs[0].from_station, zero + start.leave, walk))
    if legs[-1].to_station != destination:
        begin = legs[-1].arrive_s
        legs.append(_walk(legs[-1].to_station, destination, begin, start.arrive + zero - begin))
    return ClockJourney(zero + start.leave, zero + start.arrive, start.changes, start.in_vehicle, tuple(legs))


def _walk(from_station: str, to_station: str, depart_s: int, seconds: int) -> ClockLeg:
    return ClockLeg("walk", from_station, to_station, depart_s, depart_s + seconds)


def _on_foot(origin: str, destination: str, leave: int, seconds: int) -> ClockJourney:
    return ClockJourney(leave, leave + seconds, 0, 0, (_walk(origin, destination, leave, seconds),))


def _walk_seconds(events: Events, origin: str, destination: str) -> int | None:
    o, d = station_index(events.trips, origin), station_index(events.trips, destination)
    for at in range(int(events.walks.first[o]), int(events.walks.first[o + 1])):
        if events.walks.to[at] == d:
            return int(events.walks.seconds[at])
    return None


def _train_legs(events: Events, layers: list[Floats], start: _Start) -> list[ClockLeg]:
    """Follow the numbers from the first train to the last; of equals the train that leaves first."""
    legs: list[ClockLeg] = []
    i, layer, ridden = start.event, start.changes, [start.event]
    while True:
        step = _step(events, layers, layer, i, ridden)
        if step is not None and step[0] == layer:
            i = step[1]
            ridden.append(i)
            continue
        leg = _leg(events, ridden)
        if legs and legs[-1].to_station != leg.from_station:
            before = legs[-1]
            seconds = _walk_seconds(events, before.to_station, leg.from_station)
            room = leg.depart_s - before.arrive_s
            legs.append(_walk(before.to_station, leg.from_station, before.arrive_s, min(seconds or room, room)))
        legs.append(leg)
        if step is None:
            return legs
        layer, i = step
        ridden = [i]


def _step(events: Events, layers: list[Floats], layer: int, i: int, ridden: list[int]) -> tuple[int, int] | None:
    """Return (layer, event) that comes after event i; None when the train part of the journey ends there."""
    net = events.net
    number = layers[layer][2 * i, 0]
    options = []
    for o in range(int(net.first[i]), int(net.first[i + 1])):
        row, change = int(net.row[o]), bool(net.change[o])
        if change and not layer:
            continue
        rows = layers[layer - change]
        if rows[row, 0] + net.cost[o] == number:
            j = row // 2
            while row % 2 and rows[2 * j, 0] != rows[row, 0]:
                j = int(net.behind[j])
            if change or j not in ridden:
                options.append((change, j))
    if not options:
        return None
    change, j = min(options)
    return layer - change, j


def _leg(events: Events, ridden: list[int]) -> ClockLeg:
    trips, zero = events.trips, events.question.start_s
    calls = events.call[ridden]
    trip = np.searchsorted(trips.first, calls, side="right") - 1
    taken = [int(t) for k, t in enumerate(trip) if k == 0 or t != trip[k - 1]]
    begin, end = int(trips.place[calls[0]]), int(trips.place[calls[-1] + 1])
    return ClockLeg(
        "train",
        trips.stations[trips.place_station[begin]],
        trips.stations[trips.place_station[end]],
        int(events.net.depart[ridden[0]]) + zero,
        int(events.net.arrive[ridden[-1]]) + zero,
        trips.places[begin],
        trips.places[end],
        tuple(trips.ids[t] for t in taken),
        tuple(trips.patterns[trips.pattern[t]] for t in taken),
    )
