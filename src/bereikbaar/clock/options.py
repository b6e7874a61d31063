"""What one can do after a ride: stay in the train, stay in the seat, change."""

from __future__ import annotations

import numpy as np

from bereikbaar.clock.arrays import CHANGE, Flags, Floats, Ints, Longs, Sorted, expand, firsts
from bereikbaar.clock.changes import Changes
from bereikbaar.clock.rides import Rides, Runs
from bereikbaar.network.trips import Trips

#: Event, row that comes after it, what is added to the number of that row, whether one changes trains.
Options = tuple[Longs, Longs, Floats, Flags]


def next_calls(rides: Rides) -> Options:
    """Stay in the train: from every event to the next of the same trip on the same day."""
    by_run = np.lexsort((rides.call, rides.run))
    one, other = by_run[:-1], by_run[1:]
    same = rides.run[one] == rides.run[other]
    one, other = one[same], other[same]
    return one, 2 * other, _float(rides.depart[other] - rides.depart[one]), _flags(one, False)


def stays(trips: Trips, rides: Rides, runs: Runs) -> Options:
    """Stay in the seat: from the last event of a trip to the first of the trip that goes on, of the same day."""
    none = np.zeros(0, dtype=np.int64)
    if not len(trips.stays) or not len(rides.run):
        return none, none, _float(none), _flags(none, False)
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
        return none, none, _float(none), _flags(none, False)
    other = begin[order][at]
    right = (names[order][at] == wanted) & (rides.depart[other] >= rides.arrive[event])
    event, other = event[right], other[right]
    cost = _float(rides.depart[other] - rides.depart[event])
    return event, 2 * other, cost, _flags(event, False)


def pointers(found: Changes, rides: Rides, alight: Flags, group: Longs, by_group: Sorted) -> Options:
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
    cost = CHANGE + _float(rides.arrive[event] - rides.depart[event])
    return event, 2 * target + 1, cost, _flags(event, True)


def quick(found: Changes, rides: Rides, alight: Flags, klass: Longs, span: int) -> Options:
    """Change: departures in reach before the pointer of their group."""
    out = np.flatnonzero(alight)
    owner, item = expand(found.quick_first, found.arriving[rides.call[out] + 1])
    event = out[owner]
    by_class = Sorted(klass, rides.depart, span)
    wanted = found.quick_class[item]
    low = by_class.at(wanted, rides.arrive[event] + found.quick_s[item])
    high = by_class.at(wanted, rides.arrive[event] + found.common_s[item])
    pair, at = _between(low, high)
    event, target = event[pair], by_class.order[at]
    cost = CHANGE + _float(rides.arrive[event] - rides.depart[event])
    return event, 2 * target, cost, _flags(event, True)


def _float(seconds: Longs) -> Floats:
    return seconds.astype(np.float64)


def _flags(events: Longs, value: bool) -> Flags:
    return np.full(len(events), value)


def _between(low: Longs, high: Longs) -> tuple[Longs, Longs]:
    """Return (owner, place) for all places low .. high - 1 of each owner."""
    counts = np.maximum(high - low, 0)
    owner = np.repeat(np.arange(len(low), dtype=np.int64), counts)
    return owner, low[owner] + np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


def ties(depart: Longs, owner: Longs, row: Longs) -> Ints:
    """Return the seconds in which an event needs itself or one before it."""
    seconds = np.unique(depart[owner[row // 2 <= owner]])
    low, high = np.searchsorted(depart, seconds), np.searchsorted(depart, seconds, side="right") - 1
    return np.stack([low, high], axis=1).astype(np.int32)
