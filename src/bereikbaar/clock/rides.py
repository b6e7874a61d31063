"""The trips of a timetable on the days on which they are under way: every ride from one call to the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.clock.arrays import Longs, expand
from bereikbaar.clock.question import Question, day_zero_s
from bereikbaar.network.trips import Trips


class Rides(NamedTuple):
    """One row per event, in order: instance of the trip, call, departure, arrival."""

    run: Longs
    call: Longs
    depart: Longs
    arrive: Longs


class Runs(NamedTuple):
    """Trips on days: trip, day (or period number), seconds to add to the times of the trip."""

    trip: Longs
    day: Longs
    shift: Longs


def runs_of(trips: Trips, question: Question) -> Runs:
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
        return Runs(trip, day, day * trips.period_s - zero)
    shift = trips.day_start_s - zero
    days = np.flatnonzero((shift + end.max(initial=0) >= 0) & (shift + start.min(initial=0) <= question.span_s))
    trip, at = np.nonzero(trips.runs[:, days] & wanted[:, None])
    day = days[at]
    under_way = (end[trip] + shift[day] >= 0) & (start[trip] + shift[day] <= question.span_s)
    trip, day = trip[under_way].astype(np.int64), day[under_way]
    return Runs(trip, day, shift[day])


def rides_of(trips: Trips, runs: Runs, question: Question) -> Rides:
    """Return the rides of those trips that leave at or after the first moment and arrive in time, in order."""
    run, call = expand(trips.first.astype(np.int64), runs.trip)
    inner = call < trips.first[1:][runs.trip[run]] - 1
    run, call = run[inner], call[inner]
    shift = runs.shift[run]
    depart, arrive = trips.depart_s[call] + shift, trips.arrive_s[call + 1] + shift
    some = (depart >= 0) & (arrive <= question.span_s)
    run, call, depart, arrive = run[some], call[some], depart[some], arrive[some]
    order = np.lexsort((call, runs.day[run], _rank(trips)[runs.trip[run]], depart))
    return Rides(run[order], call[order], depart[order], arrive[order])


def _rank(trips: Trips) -> Longs:
    """Return the place of every trip in the order of ids: the order of rows in a file must not matter."""
    rank = np.empty(trips.n_trips, dtype=np.int64)
    rank[sorted(range(trips.n_trips), key=trips.ids.__getitem__)] = np.arange(trips.n_trips)
    return rank
