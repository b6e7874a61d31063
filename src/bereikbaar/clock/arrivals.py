"""From one station to all others: earliest arrivals, at one moment or for every departure of the window."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.clock.arrays import Floats
from bereikbaar.clock.events import Events
from bereikbaar.clock.question import station_index
from bereikbaar.errors import InputError


class Profiles(NamedTuple):
    """Earliest arrivals from one station for every moment of a window.

    leave_s  : (k,) ascending, s after 00:00 of the day of the question: when a train that can be caught leaves (less
               the walk to it); the last one is the end of the window and stands for all that leaves from then on.
    arrive_s : (k, n_stations) earliest arrival by train for who leaves at or after that moment; ``inf`` = none. Who
               wants to leave at a moment of the window takes the first row that is not before it.
    """

    leave_s: Floats
    arrive_s: Floats


def arrivals_from(events: Events, origin: str, depart_s: int) -> Floats:
    """Return (n_stations,) earliest arrivals, s after 00:00 of the day, for who leaves at or after a moment.

    ``inf`` = not within the longest journey of the question; the origin itself at once. Walks count.
    depart_s : within the window that the events were prepared for. Raises InputError when it is not, or when the
    question limits the number of changes (which ``clock_times`` and ``profile`` can do).
    """
    q = events.question
    _no_limit(events)
    if not q.start_s <= depart_s < q.end_s:
        raise InputError(f"{depart_s} s is outside the window from {q.start_s} to {q.end_s} s")
    moment = depart_s - q.start_s
    search = _Search(events, origin)
    search.leave(moment)
    arrive = search.arrive
    arrive[arrive > moment + q.longest_s] = np.inf
    o = station_index(events.trips, origin)
    near = slice(int(events.walks.first[o]), int(events.walks.first[o + 1]))
    on_foot = np.where(events.walks.seconds[near] <= q.longest_s, moment + events.walks.seconds[near], np.inf)
    arrive[events.walks.to[near]] = np.minimum(arrive[events.walks.to[near]], on_foot)
    arrive[o] = moment
    return arrive + q.start_s


def profiles_from(events: Events, origin: str) -> Profiles:
    """Return earliest arrivals at all stations for every useful departure of the window, by train.

    Raises InputError when the question limits the number of changes.
    """
    _no_limit(events)
    q, search = events.question, _Search(events, origin)
    end = q.end_s - q.start_s
    moments = np.append(np.unique(search.leaves[search.leaves < end]), end)
    arrive = np.empty((len(moments), len(events.stations)))
    for k in reversed(range(len(moments))):
        search.leave(int(moments[k]))
        arrive[k] = search.arrive
    arrive[arrive > moments[:, None] + q.longest_s] = np.inf
    return Profiles(moments + float(q.start_s), arrive + q.start_s)


def _no_limit(events: Events) -> None:
    if events.question.max_changes is not None:
        raise InputError("earliest arrivals at all stations are not kept by number of changes; leave out the limit")


class _Search:
    """A search from one station whose moments go back in time: what was reached later is still reached."""

    def __init__(self, events: Events, origin: str) -> None:
        o = station_index(events.trips, origin)
        own = slice(int(events.leave_first[o]), int(events.leave_first[o + 1]))
        n = len(events.net.depart)
        self._events = events
        self.leaves = events.leave_s[own]
        self._first = events.leave_event[own]
        self._group = events.net.group[self._first]
        self._reach = np.full(int(events.net.group.max(initial=-1)) + 1, n)
        self._aboard = np.zeros(n, dtype=np.int8)
        self.arrive = np.full(len(events.stations), np.inf)

    def leave(self, moment: int) -> None:
        """Bring ``arrive`` to the earliest arrivals for who leaves at or after the moment."""
        from bereikbaar.clock.forward import spread

        some = self.leaves >= moment
        if some.any():
            first = self._first[some]
            np.minimum.at(self._reach, self._group[some], first)
            spread(self._events.net, self._events.walks, int(first.min()), self._reach, self._aboard, self.arrive)
