"""A timetable unrolled for one question: every departure between the first moment and the last arrival that counts.

An *event* is one train leaving one station for the next. Events are numbered by time; those of one second by trip and
call, so that an event depends on events after it. (Where a train takes no time at all and a change takes none either,
two events of one second may need each other; such seconds are marked and worked on until nothing moves.)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.arrays import Longs, Sorted, expand, firsts
from bereikbaar.clock.changes import NEVER, Changes, changes
from bereikbaar.clock.question import Question, day_zero_s
from bereikbaar.errors import InputError, Problem, raise_if_errors
from bereikbaar.network.trips import Trips

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

#: A journey from a point on has one number: arrival, then changes, then seconds in the train, compared in that order.
#: All parts are whole and the number is below 2^53, so that sums and comparisons are exact.
CHANGE = float(1 << 21)
ARRIVE = float(1 << 31)
#: Most changes that fit.
MOST_CHANGES = (1 << 10) - 1


class Net(NamedTuple):
    """What the kernels need. All times in seconds after the first moment of the question.

    depart, arrive : (n,) leaving here, reaching the next call. station : (n,) of the next call.
    alight : (n,) may one get out there. group : (n,) of departures; -1 = one may not get in here.
    behind : (n,) the next event of the same group; -1 = none.
    first  : (n + 1,) into row, cost and change: what one can do after this ride. ``row`` is 2 i for "go on in event
             i", 2 i + 1 for "take event i or a later one of its group"; ``cost`` is added to its number; ``change``
             says whether one changes trains.
    ties   : (n_ties, 2) first and last event of the seconds that have to be worked on until nothing moves.
    """

    depart: Ints
    arrive: Ints
    station: Ints
    alight: Flags
    group: Ints
    behind: Ints
    first: Ints
    row: Ints
    cost: Floats
    change: Flags
    ties: Ints


class Walks(NamedTuple):
    """Walks (from station, to station, seconds) by from station, the shortest of each pair. first : (n_stations + 1,)."""

    first: Longs
    to: Longs
    seconds: Longs


class Events(NamedTuple):
    """A timetable made ready for one question.

    net : see there. call : (n,) the call of the trip that an event leaves from. walks : see there.
    leave_first : (n_stations + 1,) into leave_event and leave_s: the trains of an origin, latest first, those one
                  walks to included; ``leave_s`` is when one must leave the origin, s after the first moment.
    """

    trips: Trips
    question: Question
    stations: tuple[str, ...]
    net: Net
    call: Longs
    walks: Walks
    leave_first: Longs
    leave_event: Longs
    leave_s: Longs


class _Rides(NamedTuple):
    """One row per event, in order: instance of the trip, call, departure, arrival."""

    run: Longs
    call: Longs
    depart: Longs
    arrive: Longs


class _Runs(NamedTuple):
    """Trips on days: trip, day (or period number), seconds to add to the times of the trip."""

    trip: Longs
    day: Longs
    shift: Longs


def prepare(trips: Trips, change_s: NDArray[np.int32], question: Question) -> Events:
    """Return the events of a timetable for one question; reusable for any number of origins and destinations.

    change_s : (n_stations,) minimum seconds between two trains. Raises InputError for a change below 0 s.
    """
    _check(trips, change_s)
    found = changes(trips, change_s)
    runs = _runs(trips, question)
    rides = _rides(trips, runs, question)
    net = _net(trips, question, found, runs, rides)
    walks = _walks(trips)
    return Events(trips, question, trips.stations, net, rides.call, walks, *_leaves(trips, question, net, rides, walks))


def _check(trips: Trips, change_s: NDArray[np.int32]) -> None:
    problems = []
    if change_s.shape != (len(trips.stations),):
        raise InputError(f"{change_s.shape} change times; expected one for each of {len(trips.stations)} stations")
    for s in np.flatnonzero(change_s < 0).tolist():
        problems.append(Problem(f"{change_s[s]} s to change at {trips.stations[s]}; expected 0 or more"))
    raise_if_errors(problems)


def _runs(trips: Trips, question: Question) -> _Runs:
    """Return the trips on the days (in the periods) on which they are under way during the question."""
    start = trips.depart_s[trips.first[:-1]].astype(np.int64)
    end = trips.arrive_s[trips.first[1:] - 1].astype(np.int64)
    wanted = np.ones(trips.n_trips, dtype=bool)
    if question.route_types is not None:
        wanted = np.isin(trips.route_type, sorted(question.route_types))
    zero = day_zero_s(trips, question.date) + question.start_s
    if trips.period_s:
        low = -((end - zero) // trips.period_s)
        high = (question.span_s + zero - start) // trips.period_s
        count = np.where(wanted, np.maximum(high - low + 1, 0), 0)
        trip = np.repeat(np.arange(trips.n_trips), count)
        day = low[trip] + np.arange(len(trip)) - np.repeat(np.cumsum(count) - count, count)
        return _Runs(trip, day, day * trips.period_s - zero)
    shift = trips.day_start_s - zero
    days = np.flatnonzero((shift + end.max(initial=0) >= 0) & (shift + start.min(initial=0) <= question.span_s))
    trip, at = np.nonzero(trips.runs[:, days] & wanted[:, None])
    day = days[at]
    under_way = (end[trip] + shift[day] >= 0) & (start[trip] + shift[day] <= question.span_s)
    trip, day = trip[under_way].astype(np.int64), day[under_way]
    return _Runs(trip, day, shift[day])


def _rides(trips: Trips, runs: _Runs, question: Question) -> _Rides:
    """Return the rides of those trips that leave at or after the first moment and arrive in time, in order."""
    run, call = expand(trips.first.astype(np.int64), runs.trip)
    inner = call < trips.first[1:][runs.trip[run]] - 1
    run, call = run[inner], call[inner]
    shift = runs.shift[run]
    depart, arrive = trips.depart_s[call] + shift, trips.arrive_s[call + 1] + shift
    some = (depart >= 0) & (arrive <= question.span_s)
    run, call, depart, arrive = run[some], call[some], depart[some], arrive[some]
    order = np.lexsort((call, runs.day[run], _rank(trips)[runs.trip[run]], depart))
    return _Rides(run[order], call[order], depart[order], arrive[order])


def _rank(trips: Trips) -> Longs:
    """Return the place of every trip in the order of ids: the order of rows in a file must not matter."""
    rank = np.empty(trips.n_trips, dtype=np.int64)
    rank[sorted(range(trips.n_trips), key=trips.ids.__getitem__)] = np.arange(trips.n_trips)
    return rank


def _net(trips: Trips, question: Question, found: Changes, runs: _Runs, rides: _Rides) -> Net:
    n = len(rides.run)
    klass = found.departing[rides.call]
    board = trips.board[rides.call]
    group = np.where(board, found.group[klass], -1)
    by_group = Sorted(group, rides.depart, question.span_s)
    behind = np.full(n, -1, dtype=np.int64)
    one, other = by_group.order[:-1], by_group.order[1:]
    same = group[one] == group[other]
    behind[one[same]] = other[same]
    alight = trips.alight[rides.call + 1]
    options = [
        _next_calls(rides, runs),
        _stays(trips, rides, runs),
        _pointers(found, rides, alight, group, by_group),
        _quick(found, rides, alight, np.where(board, klass, -1), question.span_s),
    ]
    owner, row, cost, change = (np.concatenate(column) for column in zip(*options, strict=True))
    order = np.lexsort((row, owner))
    owner, row = owner[order], row[order]
    return Net(
        depart=rides.depart.astype(np.int32),
        arrive=rides.arrive.astype(np.int32),
        station=trips.place_station[trips.place[rides.call + 1]].astype(np.int32),
        alight=alight,
        group=group.astype(np.int32),
        behind=behind.astype(np.int32),
        first=firsts(owner, n).astype(np.int32),
        row=row.astype(np.int32),
        cost=cost[order],
        change=change[order],
        ties=_ties(rides.depart, owner, row),
    )


_Options = tuple[Longs, Longs, Floats, Flags]


def _next_calls(rides: _Rides, runs: _Runs) -> _Options:
    """Stay in the train: from every event to the next of the same trip on the same day."""
    by_run = np.lexsort((rides.call, rides.run))
    one, other = by_run[:-1], by_run[1:]
    same = rides.run[one] == rides.run[other]
    one, other = one[same], other[same]
    return one, 2 * other, (rides.depart[other] - rides.depart[one]).astype(float), np.zeros(len(one), dtype=bool)


def _stays(trips: Trips, rides: _Rides, runs: _Runs) -> _Options:
    """Stay in the seat: from the last event of a trip to the first of the trip that goes on, of the same day."""
    none = np.zeros(0, dtype=np.int64)
    if not len(trips.stays) or not len(rides.run):
        return none, none, none.astype(float), none.astype(bool)
    pairs = np.unique(trips.stays.astype(np.int64), axis=0)
    last = np.flatnonzero(rides.call == trips.first[1:][runs.trip[rides.run]] - 2)
    begin = np.flatnonzero(rides.call == trips.first[:-1][runs.trip[rides.run]])
    owner, pair = expand(firsts(pairs[:, 0], trips.n_trips), runs.trip[rides.run[last]])
    event, to_trip = last[owner], pairs[pair, 1]
    day = runs.day[rides.run[event]]
    if trips.period_s:
        gap = rides.arrive[event] - (trips.depart_s[trips.first[to_trip]] + runs.shift[rides.run[event]])
        day = day - (-gap // trips.period_s)
    low = int(runs.day.min())
    days = int(max(day.max(initial=low), runs.day.max())) - low + 1
    names = runs.trip[rides.run[begin]] * days + runs.day[rides.run[begin]] - low
    order = np.argsort(names)
    wanted = to_trip * days + day - low
    at = np.minimum(np.searchsorted(names[order], wanted), max(len(names) - 1, 0))
    if not len(names):
        return none, none, none.astype(float), none.astype(bool)
    other = begin[order][at]
    right = (names[order][at] == wanted) & (rides.depart[other] >= rides.arrive[event])
    event, other = event[right], other[right]
    cost = (rides.depart[other] - rides.depart[event]).astype(float)
    return event, 2 * other, cost, np.zeros(len(event), dtype=bool)


def _pointers(found: Changes, rides: _Rides, alight: Flags, group: Longs, by_group: Sorted) -> _Options:
    """Change: for every group in reach the first departure that is not too early."""
    out = np.flatnonzero(alight)
    owner, item = expand(found.first, found.arriving[rides.call[out] + 1])
    event, to_group = out[owner], found.to_group[item]
    at = by_group.at(to_group, rides.arrive[event] + found.seconds[item])
    some = at < len(group)
    event, to_group, at = event[some], to_group[some], at[some]
    target = by_group.order[at]
    right = group[target] == to_group
    event, target = event[right], target[right]
    cost = CHANGE + (rides.arrive[event] - rides.depart[event])
    return event, 2 * target + 1, cost, np.ones(len(event), dtype=bool)


def _quick(found: Changes, rides: _Rides, alight: Flags, klass: Longs, span: int) -> _Options:
    """Change: departures in reach before the pointer of their group."""
    out = np.flatnonzero(alight)
    owner, item = expand(found.quick_first, found.arriving[rides.call[out] + 1])
    event = out[owner]
    by_class = Sorted(klass, rides.depart, span)
    wanted = found.quick_class[item]
    low = by_class.at(wanted, rides.arrive[event] + found.quick_s[item])
    high = by_class.at(wanted, rides.arrive[event] + np.minimum(found.common_s[item], NEVER >> 1))
    pair, at = _between(low, high)
    event, target = event[pair], by_class.order[at]
    cost = CHANGE + (rides.arrive[event] - rides.depart[event])
    return event, 2 * target, cost, np.ones(len(event), dtype=bool)


def _between(low: Longs, high: Longs) -> tuple[Longs, Longs]:
    """Return (owner, place) for all places low .. high - 1 of each owner."""
    counts = np.maximum(high - low, 0)
    owner = np.repeat(np.arange(len(low), dtype=np.int64), counts)
    return owner, low[owner] + np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


def _ties(depart: Longs, owner: Longs, row: Longs) -> Ints:
    """Return the seconds in which an event needs itself or one before it."""
    seconds = np.unique(depart[owner[row // 2 <= owner]])
    low, high = np.searchsorted(depart, seconds), np.searchsorted(depart, seconds, side="right") - 1
    return np.stack([low, high], axis=1).astype(np.int32)


def _walks(trips: Trips) -> Walks:
    rows = trips.walks.astype(np.int64)
    rows = rows[rows[:, 0] != rows[:, 1]]
    rows = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:, :2] != rows[:-1, :2]).any(axis=1)
    rows = rows[new]
    return Walks(firsts(rows[:, 0], len(trips.stations)), rows[:, 1].copy(), rows[:, 2].copy())


def _leaves(trips: Trips, question: Question, net: Net, rides: _Rides, walks: Walks) -> tuple[Longs, Longs, Longs]:
    """Return the trains of each origin and when to leave for them, latest first."""
    board = np.flatnonzero(net.group >= 0)
    at = trips.place_station[trips.place[rides.call[board]]].astype(np.int64)
    order = np.argsort(at, kind="stable")
    board, begin = board[order], firsts(at[order], len(trips.stations))
    walk, item = expand(begin, walks.to)
    from_station = np.repeat(np.arange(len(trips.stations)), np.diff(walks.first))
    origin = np.concatenate([at[order], from_station[walk]])
    event = np.concatenate([board, board[item]])
    leave = np.concatenate([rides.depart[board], rides.depart[board[item]] - walks.seconds[walk]])
    keep = leave >= 0
    origin, event, leave = origin[keep], event[keep], leave[keep]
    order = np.lexsort((-event, -leave, origin))
    return firsts(origin[order], len(trips.stations)), event[order], leave[order]
