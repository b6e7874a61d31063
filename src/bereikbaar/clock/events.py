"""A timetable unrolled for one question: every departure between the first moment and the last arrival that counts.

An *event* is one train leaving one station for the next. Events are numbered by time; those of one second by trip and
call, so that an event depends on events after it. (Where a train takes no time at all and a change takes none either,
two events of one second may need each other; such seconds are marked and worked on until nothing moves.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock import options
from bereikbaar.clock.arrays import Flags, Floats, Ints, Longs, Sorted, expand, firsts
from bereikbaar.clock.changes import Changes, changes
from bereikbaar.clock.question import Question
from bereikbaar.clock.rides import Rides, Runs, rides_of, runs_of
from bereikbaar.errors import InputError, Problem, raise_if_errors
from bereikbaar.network.trips import ANY, ChangeRules, Trips


class Net(NamedTuple):
    """What the kernels need. All times in seconds after the first moment of the question.

    depart, arrive : (n,) leaving here, reaching the next call. station : (n,) of the next call.
    alight : (n,) may one get out there. group : (n,) of departures; -1 = one may not get in here.
    behind : (n,) the next event of the same group; -1 = none.
    first  : (n + 1,) into row, cost and change: what one can do after this ride. ``row`` is that of "go on in event
             j" or of "take event j or a later one of its group"; ``cost`` is added to its number; ``change`` says
             whether one changes trains.
    own, pool : (n,) the row of an event and that of "it or a later one of its group". Here 2 i and 2 i + 1; see
             :func:`compact`. after : (n,) ``pool`` of the event behind; -1 = none.
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
    own: Ints
    pool: Ints
    after: Ints
    ties: Ints


class Walks(NamedTuple):
    """Walks by the station they begin at, the shortest of each pair. first : (n_stations + 1,)."""

    first: Longs
    to: Longs
    seconds: Longs


class Events(NamedTuple):
    """A timetable made ready for one question.

    net : see there. call : (n,) the call of the trip that an event leaves from. run : (n,) events with the same
    number belong to one trip on one day. walks : see there.
    leave_first : (n_stations + 1,) into leave_event and leave_s: the trains of an origin, latest first, those one
                  walks to included; ``leave_s`` is when one must leave the origin, s after the first moment.
    """

    trips: Trips
    question: Question
    stations: tuple[str, ...]
    net: Net
    call: Longs
    run: Longs
    walks: Walks
    leave_first: Longs
    leave_event: Longs
    leave_s: Longs


def prepare(trips: Trips, change_s: NDArray[np.int32], question: Question) -> Events:
    """Return the events of a timetable for one question; reusable for any number of origins and destinations.

    change_s : (n_stations,) minimum seconds between two trains. Raises InputError for a change below 0 s.
    """
    _check(trips, change_s)
    runs = runs_of(trips, question)
    found = changes(replace(trips, rules=_of_running(trips, runs)), change_s)
    rides = rides_of(trips, runs, question)
    net = _net(trips, question, found, runs, rides)
    walks = _walks(trips)
    return Events(
        trips, question, trips.stations, net, rides.call, rides.run, walks, *_leaves(trips, net, rides, walks)
    )


def _of_running(trips: Trips, runs: Runs) -> ChangeRules:
    """Return the rules that can matter: in a feed of a year most are about trains of other days."""
    r = trips.rules
    running = np.zeros(trips.n_trips + 1, dtype=bool)  # the last entry is for ANY
    running[runs.trip] = running[ANY] = True
    keep = running[r.from_trip] & running[r.to_trip]
    return ChangeRules(*(column[keep] for column in r))


def _check(trips: Trips, change_s: NDArray[np.int32]) -> None:
    problems = []
    if change_s.shape != (len(trips.stations),):
        raise InputError(f"{change_s.shape} change times; expected one for each of {len(trips.stations)} stations")
    for s in np.flatnonzero(change_s < 0).tolist():
        problems.append(Problem(f"{change_s[s]} s to change at {trips.stations[s]}; expected 0 or more"))
    raise_if_errors(problems)


def _net(trips: Trips, question: Question, found: Changes, runs: Runs, rides: Rides) -> Net:
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
    parts = [
        options.next_calls(rides),
        options.stays(trips, rides, runs),
        options.pointers(found, rides, alight, group, by_group),
        options.quick(found, rides, alight, np.where(board, klass, -1), question.span_s),
    ]
    owner, row, cost, change = (np.concatenate(column) for column in zip(*parts, strict=True))
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
        own=2 * np.arange(n, dtype=np.int32),
        pool=2 * np.arange(n, dtype=np.int32) + 1,
        after=np.where(behind >= 0, 2 * behind + 1, -1).astype(np.int32),
        ties=options.ties(rides.depart, owner, row),
    )


def compact(events: Events) -> tuple[Net, int]:
    """Return the net with half the rows, and their number, for who only asks what can be had at a station.

    The events of one train share a row, which only the event before needs; ties and events that others change to
    directly do not. The other rows are in order of time, so that they are written one after another.
    """
    net = events.net
    apart = np.zeros(len(net.depart), dtype=bool)
    apart[net.row[net.change & (net.row % 2 == 0)] // 2] = True
    for low, high in net.ties.tolist():
        apart[low : high + 1] = True
    board = np.flatnonzero(net.group >= 0)
    pool = np.full(len(net.depart), -1, dtype=np.int32)
    pool[board] = np.arange(len(board))
    runs, own = np.unique(events.run, return_inverse=True)
    own = len(board) + own.reshape(-1)
    own[apart] = len(board) + len(runs) + np.arange(apart.sum())
    row = np.where(net.row % 2 == 0, own[net.row // 2], pool[net.row // 2]).astype(np.int32)
    after = np.where(net.behind >= 0, pool[net.behind], -1).astype(np.int32)
    made = net._replace(own=own.astype(np.int32), pool=pool, after=after, row=row)
    return made, len(board) + len(runs) + int(apart.sum())


def _walks(trips: Trips) -> Walks:
    rows = trips.walks.astype(np.int64)
    rows = rows[rows[:, 0] != rows[:, 1]]
    rows = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:, :2] != rows[:-1, :2]).any(axis=1)
    rows = rows[new]
    return Walks(firsts(rows[:, 0], len(trips.stations)), rows[:, 1].copy(), rows[:, 2].copy())


def _leaves(trips: Trips, net: Net, rides: Rides, walks: Walks) -> tuple[Longs, Longs, Longs]:
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
