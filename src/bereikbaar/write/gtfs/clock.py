"""Clock minutes of the windows -> trains at fixed times on the days of the week."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bereikbaar.network.trips import BASES, Trips
from bereikbaar.write.gtfs.hours import Level, Week, gap_before_s
from bereikbaar.write.gtfs.minutes import TripsOf
from bereikbaar.write.gtfs.model import Calls, Change, Days, Run

Key = tuple[str, str]
#: Station, arriving pattern, leaving pattern, seconds: a change that the timetable plans.
Rule = tuple[str, Key, Key, int]


@dataclass(frozen=True, slots=True)
class _Train:
    """One trip of a window. first_s : a first departure; it repeats every period_s."""

    key: Key
    calls: Calls
    first_s: int
    period_s: int
    basis: str
    route_type: int
    rules: tuple[Rule, ...]


def clock_runs(
    week: Week, trips_of: TripsOf, change_s: Mapping[str, int]
) -> tuple[list[Run], list[tuple[Rule, ...]]]:
    """Return the trains of a week at fixed times, sorted, and for each the planned changes that concern it.

    change_s : the change time of a station between any two trains; a planned change that is the same says nothing.

    A train belongs to the window in which it leaves its first stop. Before a window that follows on nothing, those
    trains run too that are under way when it starts. In the afternoon peak (``Level.swapped``) the two directions of
    a service have each other's trains per hour. A train that runs on several days in the same way is one run.
    """
    windows: dict[tuple[str, bool], list[_Train]] = {}
    days: dict[tuple[Run, tuple[Rule, ...]], list[int]] = defaultdict(list)
    for day, levels in enumerate(week):
        for i, level in enumerate(levels):
            asked = (level.window, level.swapped)
            if asked not in windows:
                windows[asked] = list(_trains(trips_of(level), change_s))
            gap = gap_before_s(levels, i)
            for train in windows[asked]:
                for start in _starts(train, level, gap):
                    days[_run(train, start), train.rules].append(day)
    ranked = sorted((replace(run, days=Days(weekdays=tuple(on))), rules) for (run, rules), on in days.items())
    return [run for run, _ in ranked], [rules for _, rules in ranked]


def _trains(trips: Trips, change_s: Mapping[str, int]) -> Iterator[_Train]:
    rules = _rules_by_pattern(trips, change_s)
    made: dict[Calls, Calls] = {}
    for t in range(trips.n_trips):
        calls, first_s = trip_calls(trips, t)
        key = trips.patterns[trips.pattern[t]]
        yield _Train(
            key=key,
            calls=made.setdefault(calls, calls),
            first_s=first_s,
            period_s=trips.period_s,
            basis=BASES[trips.basis[t]],
            route_type=int(trips.route_type[t]),
            rules=rules.get(key, ()),
        )


def trip_calls(trips: Trips, t: int) -> tuple[Calls, int]:
    """Return the calls of a trip, and its first departure in the seconds of the trips."""
    some = slice(int(trips.first[t]), int(trips.first[t + 1]))
    arrive, depart = trips.arrive_s[some].tolist(), trips.depart_s[some].tolist()
    start = depart[0]
    calls = Calls(
        tuple(trips.places[p] for p in trips.place[some].tolist()),
        tuple(s - start for s in arrive),
        tuple(s - start for s in depart),
        tuple(trips.board[some].tolist()),
        tuple(trips.alight[some].tolist()),
    )
    return calls, start


def _rules_by_pattern(trips: Trips, change_s: Mapping[str, int]) -> Mapping[Key, tuple[Rule, ...]]:
    """Return the planned changes of a window by the patterns that they concern; lines are patterns here."""
    found: dict[Key, set[Rule]] = defaultdict(set)
    r = trips.rules
    for place, from_line, to_line, seconds in zip(r.from_place, r.from_line, r.to_line, r.seconds, strict=True):
        rule = (trips.places[place], trips.patterns[from_line], trips.patterns[to_line], int(seconds))
        if rule[3] != change_s[rule[0]]:
            found[rule[1]].add(rule)
            found[rule[2]].add(rule)
    return {key: tuple(sorted(rules)) for key, rules in found.items()}


def _starts(train: _Train, level: Level, gap_s: int) -> range:
    """Return the first departures of a train in a level, and those in the gap before it that are still under way."""
    earliest = max(level.start_s - gap_s, level.start_s - max(train.calls.run_s, 1) + 1)
    first = earliest + (train.first_s - earliest) % train.period_s
    return range(first, level.end_s, train.period_s)


def _run(train: _Train, start_s: int) -> Run:
    return Run(*train.key, start_s, Days(), train.calls, train.basis, route_type=train.route_type)


def planned_changes(
    runs: Sequence[Run], rules: Sequence[tuple[Rule, ...]], change_s: Mapping[str, int]
) -> list[Change]:
    """Return the planned changes from train to train, where they make a difference.

    GTFS can name a route, but not one direction of it; so the changes are written for the pairs of trains that make
    them: those for which the change time of the station (``change_s``) gives another answer.
    """
    leaving = _departures(runs, {rule for some in rules for rule in some})
    out = []
    for a, some in enumerate(rules):
        for station, arriving, to, seconds in some:
            if (runs[a].service, runs[a].direction) != arriving:
                continue
            low, high = sorted((seconds, change_s[station]))
            board = leaving.get((station, to), [])
            for arrive in _arrivals(runs[a], station):
                first, last = (bisect_left(board, (arrive + s, 0)) for s in (low, high))
                for _, b in board[first:last]:
                    if a != b and runs[a].days.meets(runs[b].days):
                        out.append(Change(station, station, from_run=a, to_run=b, seconds=seconds))
    return out


def _departures(runs: Sequence[Run], rules: Iterable[Rule]) -> dict[tuple[str, Key], list[tuple[int, int]]]:
    """Return (station, pattern) -> (departure, position of the run), sorted, where a rule asks for it."""
    wanted: dict[Key, set[str]] = defaultdict(set)
    for station, _, to, _ in rules:
        wanted[to].add(station)
    found: dict[tuple[str, Key], list[tuple[int, int]]] = defaultdict(list)
    for b, run in enumerate(runs):
        key = (run.service, run.direction)
        for i, place in enumerate(run.calls.places):
            if place in wanted.get(key, ()) and run.calls.board[i]:
                found[place, key].append((run.start_s + run.calls.depart_s[i], b))
    return {key: sorted(some) for key, some in found.items()}


def _arrivals(run: Run, station: str) -> Iterator[int]:
    for i, place in enumerate(run.calls.places):
        if place == station and run.calls.alight[i]:
            yield run.start_s + run.calls.arrive_s[i]
