"""The dated trips of a timetable after a scenario: what it has not changed runs exactly as before.

A pattern that a scenario left alone keeps its trips, second by second. One with other stops or minutes keeps its
departures; one that was removed has no trips; a new one, and a frequency or a minute that was changed, gets clock
trains, known or proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from bereikbaar.errors import RunError
from bereikbaar.network.days import weekday
from bereikbaar.network.model import Network, Pattern, Window
from bereikbaar.network.trips import BASES, Trips
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import basis, known_minutes
from bereikbaar.timetable.merge import Added, merged
from bereikbaar.timetable.model import ClockTrain, MissingTrains
from bereikbaar.timetable.rates import rate
from bereikbaar.timetable.retime import retimed
from bereikbaar.units import clock_short

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a scenario did to the patterns of a timetable, as seen from one window.

    gone : removed. edited : other stops or minutes. fresh : new. more, other : more trains per hour in the window;
    fewer, or other minutes.
    """

    gone: frozenset[Key]
    edited: frozenset[Key]
    fresh: frozenset[Key]
    more: frozenset[Key]
    other: frozenset[Key]


def dated_trips(net: Network, trips: Trips, span: Window, settings: Settings) -> Trips:
    """Return the trips of a network made from a timetable, with what its scenarios changed, for one part of a day.

    trips : those of the base, with its patterns in ``origins``. The base itself gets the same object back.
    New trains follow the clock: in the hours of the span, and outside it as long as their pattern runs at all.
    Raises RunError for a span without a date, or when no window of the network says how often new trains run then.
    """
    if not span.date:
        raise RunError(f"part of the day {span.name!r} has no date; a network made from a timetable needs one")
    if span.date not in trips.dates:
        raise RunError(f"no train runs on {span.date}; the timetable of {net.name!r} has {_listed(trips.dates)}")
    now = {(s.id, p.direction): p for s in net.services.values() for p in s.patterns}
    before = dict(zip(trips.patterns, trips.origins, strict=True))
    if now == before and tuple(sorted(net.stations)) == trips.stations and not _timed(net):
        return trips
    position = _level(net, span)
    changes = _changes(net, now, before, position)
    silent = _silent(trips, changes, span)
    kept = np.array([trips.patterns[p] not in changes.gone for p in trips.pattern]) & silent.any(axis=1)
    altered = _retimed(trips, kept, now, before, changes.edited)
    added = _added(net, span, now, before, changes, position, settings)
    return merged(replace(trips, runs=silent), kept, altered, added, net, span.date, now)


def _listed(dates: tuple[str, ...]) -> str:
    return ", ".join(dates) if len(dates) <= 5 else f"{len(dates)} dates from {dates[0]} to {dates[-1]}"


def _level(net: Network, span: Window) -> int:
    """Return the position of the window whose trains per hour hold in a span: its own, else the one it is most in."""
    names = [w.name for w in net.windows]
    if span.name in names:
        return names.index(span.name)
    day = weekday(span.date)

    def shared(w: Window) -> tuple[bool, bool, int]:
        same_kind = bool(w.date) and min(weekday(w.date), 5) == min(day, 5)
        return w.date == span.date, same_kind, min(w.to_s, span.to_s) - max(w.from_s, span.from_s)

    best = max(range(len(names)), key=lambda i: (shared(net.windows[i]), -i), default=None)
    if best is None or not net.windows[best].date:
        raise RunError(f"no window of network {net.name!r} says how often trains run on {span.date}")
    return best


def _changes(net: Network, now: Mapping[Key, Pattern], before: Mapping[Key, Pattern], position: int) -> _Changes:
    both = sorted(now.keys() & before.keys())
    timed = _timed(net, net.windows[position].name) & set(both)
    more = {k for k in both if now[k].tph[position] > before[k].tph[position]} - timed
    fewer = {k for k in both if now[k].tph[position] < before[k].tph[position]}
    edited = {k for k in both if _times(now[k]) != _times(before[k])}
    return _Changes(
        gone=frozenset(before.keys() - now.keys()),
        edited=frozenset(edited),
        fresh=frozenset(now.keys() - before.keys()),
        more=frozenset(more),
        other=frozenset(fewer | timed),
    )


def _timed(net: Network, window: str = "") -> set[Key]:
    """Return the patterns whose minutes a scenario set, for one window or any."""
    given = (c for c in net.clocks if basis(c) == "scenario")
    return {(c.service, c.direction) for c in given if not (window and c.windows) or window in c.windows}


def _times(pattern: Pattern) -> tuple[object, ...]:
    return pattern.stations, pattern.arrive_min, pattern.depart_min, pattern.board, pattern.alight


def _silent(trips: Trips, changes: _Changes, span: Window) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return on which days the trips run when those are taken out that clock trains stand in for."""
    runs = trips.runs.copy()
    leaves = trips.depart_s[trips.first[:-1]]
    replaced = np.array([trips.patterns[p] in changes.other for p in trips.pattern], dtype=np.bool_)
    runs[replaced & (leaves >= span.from_s) & (leaves < span.to_s), trips.dates.index(span.date)] = False
    return runs


def _retimed(
    trips: Trips,
    kept: np.ndarray[tuple[int], np.dtype[np.bool_]],
    now: Mapping[Key, Pattern],
    before: Mapping[Key, Pattern],
    edited: frozenset[Key],
) -> dict[int, Added]:
    """Return the new calls of kept trips whose pattern has other stops or minutes, by trip."""
    out: dict[int, Added] = {}
    codes = np.array(trips.stations)[trips.place_station[trips.place]]
    for t in np.nonzero(kept)[0].tolist():
        key = trips.patterns[trips.pattern[t]]
        if key not in edited:
            continue
        own = slice(int(trips.first[t]), int(trips.first[t + 1]))
        arrive, depart = retimed(
            codes[own].tolist(), trips.arrive_s[own].tolist(), trips.depart_s[own].tolist(), before[key], now[key]
        )
        out[t] = Added(key, now[key], tuple(arrive), tuple(depart), trips.ids[t], int(trips.basis[t]))
    return out


def _added(
    net: Network,
    span: Window,
    now: Mapping[Key, Pattern],
    before: Mapping[Key, Pattern],
    changes: _Changes,
    position: int,
    settings: Settings,
) -> list[Added]:
    """Return the clock trains that a scenario brings, at their times on the day of the span."""
    from bereikbaar.timetable.propose import propose

    concerned = changes.fresh | changes.more | changes.other
    if not concerned:
        return []
    window = net.windows[position].name
    known, missing = known_minutes(net, window)
    wanted = [m for m in missing if (m.service, m.direction) in changes.fresh | changes.other]
    for key in sorted(changes.more):
        extra = rate(now[key].tph[position] - before[key].tph[position])
        beside = tuple(t for t in known if (t.service, t.direction) == key)
        wanted.append(MissingTrains(*key, extra.trains, float(extra.period_min), beside))
    given = [t for t in known if (t.service, t.direction) in changes.fresh | changes.other]
    proposed = propose(net, window, known, tuple(sorted(wanted)), settings)
    longest_s = round(60 * settings.longest_journey_min)
    added = []
    for train in sorted((*given, *proposed)):
        key = (train.service, train.direction)
        pattern = now[key]
        early, late = (round(60 * pattern.arrive_min[-1]), longest_s) if key in changes.fresh else (0, 0)
        for start in _departures(train, span.from_s - early, span.to_s + late):
            if span.from_s <= start < span.to_s or _goes_on(net, span, pattern, start):
                added.append(_clock_trip(key, pattern, train, start))
    return added


def _departures(train: ClockTrain, from_s: int, to_s: int) -> range:
    period = round(60 * train.period_min)
    return range(from_s + (round(60 * train.origin_min) - from_s) % period, to_s, period)


def _goes_on(net: Network, span: Window, pattern: Pattern, at_s: int) -> bool:
    """Return whether a new service runs at a time outside the span: as the windows of that day say, else yes."""
    there = [i for i, w in enumerate(net.windows) if w.date == span.date and w.from_s <= at_s < w.to_s]
    return any(pattern.tph[i] > 0 for i in there) if there else True


def _clock_trip(key: Key, pattern: Pattern, train: ClockTrain, start_s: int) -> Added:
    arrive = tuple(start_s + round(60 * m) for m in pattern.arrive_min)
    depart = tuple(start_s + round(60 * m) for m in pattern.depart_min)
    name = f"{key[0]} {key[1]} {train.train} {clock_short(start_s)}"
    return Added(key, pattern, arrive, depart, name, BASES.index(train.basis))
