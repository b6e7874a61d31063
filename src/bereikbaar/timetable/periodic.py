"""Clock trains -> trips that repeat every period, with the changes that the timetable plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import lcm
from typing import NamedTuple

import numpy as np

from bereikbaar.errors import RunError
from bereikbaar.network.days import fits, read_days, window_days
from bereikbaar.network.model import Network, Pattern, Window
from bereikbaar.network.trips import ANY, BASES, ChangeRules, Flags, Indexes, Seconds, Trips
from bereikbaar.timetable.model import ClockTrain

Key = tuple[str, str]

#: Key in ``Service.info`` of a service that a scenario split off another for some windows.
VARIANT_OF = "variant_of"
#: GTFS route types of the means of transport of a network.
ROUTE_TYPES = {"rail": 2, "bus": 3, "ferry": 4, "metro": 1, "tram": 0}
#: Longest common period of the trains of one window, s: a day.
_LONGEST_PERIOD_S = 86_400


def common_period_s(trains: Iterable[ClockTrain]) -> int:
    """Return the shortest period in which all trains repeat, s; an hour without trains.

    Raises RunError when it is longer than a day.
    """
    periods = {round(60 * train.period_min): train for train in trains}
    common = lcm(*periods) if periods else 3600
    if common > _LONGEST_PERIOD_S:
        odd = max(periods.items(), key=lambda item: lcm(3600, item[0]))[1]
        raise RunError(
            f"the periods of the trains repeat together only every {common / 60:g} minutes; expected periods that "
            f"fit in a day, such as 30, 60 or 120; service {odd.service!r} has {odd.period_min:g}"
        )
    return common


def periodic_trips(net: Network, window: str, trains: Sequence[ClockTrain]) -> Trips:
    """Return the trains of one window as trips that repeat every common period.

    Minute of a call = minute at the first stop + run and dwell times of the pattern, to the second. A train that
    repeats more often than the whole timetable gives several trips. Trips are sorted by pattern and departure.
    """
    period_s = common_period_s(trains)
    patterns = {(s.id, p.direction): p for s in net.services.values() for p in s.patterns}
    modes = {s.id: ROUTE_TYPES[s.mode] for s in net.services.values()}
    keys = sorted({(t.service, t.direction) for t in trains})
    index = {key: i for i, key in enumerate(keys)}
    runs = sorted(
        (index[t.service, t.direction], start, name, t.basis) for t in trains for start, name in _runs(t, period_s)
    )
    stations = tuple(sorted(net.stations))
    line = np.array([r[0] for r in runs], dtype=np.int32)
    place = {code: i for i, code in enumerate(stations)}
    of_calls = calls([patterns[keys[r[0]]] for r in runs], [r[1] for r in runs], place)
    return Trips(
        stations=stations,
        places=stations,
        place_station=np.arange(len(stations), dtype=np.int32),
        **of_calls._asdict(),
        patterns=tuple(keys),
        origins=tuple(patterns[key] for key in keys),
        pattern=line,
        line=line,
        route_type=np.array([modes[keys[r[0]][0]] for r in runs], dtype=np.int32),
        ids=tuple(r[2] for r in runs),
        basis=np.array([BASES.index(r[3]) for r in runs], dtype=np.int8),
        rules=planned_rules(net, net.windows[net.window_index(window)], stations, index),
        period_s=period_s,
    )


def _runs(train: ClockTrain, period_s: int) -> list[tuple[int, str]]:
    """Return (departure from the first stop, s; name) of each time that a train runs within the common period."""
    step = round(60 * train.period_min)
    first = round(60 * train.origin_min) % step
    name = f"{train.service} {train.direction} {train.train}"
    return [(first + i * step, f"{name}.{i + 1}" if step < period_s else name) for i in range(period_s // step)]


class Calls(NamedTuple):
    """The arrays of :class:`Trips` that describe its calls; see there."""

    first: Indexes
    place: Indexes
    arrive_s: Seconds
    depart_s: Seconds
    board: Flags
    alight: Flags


def calls(patterns: Sequence[Pattern], starts_s: Sequence[int], place: Mapping[str, int]) -> Calls:
    """Return the calls of trips that each run their pattern from a departure, s, at its first stop.

    place : code -> place. One gets in and out where the pattern allows it.
    """
    n_calls = [len(p.stations) for p in patterns]
    first = np.cumsum([0, *n_calls], dtype=np.int32)
    start = np.repeat(np.array(starts_s, dtype=np.int64), n_calls)
    arrive = start + np.rint(60 * np.array([m for p in patterns for m in p.arrive_min])).astype(np.int64)
    depart = start + np.rint(60 * np.array([m for p in patterns for m in p.depart_min])).astype(np.int64)
    board = np.array([p.boards(k) for p in patterns for k in range(len(p.stations))], dtype=np.bool_)
    alight = np.array([p.alights(k) for p in patterns for k in range(len(p.stations))], dtype=np.bool_)
    return Calls(
        first=first,
        place=np.array([place[code] for p in patterns for code in p.stations], dtype=np.int32),
        arrive_s=arrive.astype(np.int32),
        depart_s=depart.astype(np.int32),
        board=board,
        alight=alight,
    )


def planned_rules(net: Network, window: Window, stations: Sequence[str], lines: Mapping[Key, int]) -> ChangeRules:
    """Return the change times that the timetable plans for pairs of trains, as far as both run in the window.

    lines : pattern -> its number in ``Trips.line``. A service that a scenario split off another for some windows has
    the planned changes of that other. Of several times for one pair the shortest is kept.
    """
    asked = window_days(window, net)
    place = {code: i for i, code in enumerate(stations)}
    of_origin: dict[Key, list[int]] = {}
    for (name, direction), line in lines.items():
        origin = net.services[name].info.get(VARIANT_OF, name)
        for known_as in {name, origin}:
            of_origin.setdefault((known_as, direction), []).append(line)
    found: dict[tuple[int, int, int], int] = {}
    for c in net.connections:
        if c.station in place and fits(read_days(c.days), asked):
            seconds = round(60 * c.change_min)
            for arriving in of_origin.get((c.from_service, c.from_direction), ()):
                for leaving in of_origin.get((c.to_service, c.to_direction), ()):
                    rule = (place[c.station], arriving, leaving)
                    found[rule] = min(seconds, found.get(rule, seconds))
    rows = sorted((*rule, seconds) for rule, seconds in found.items())
    columns = np.array(rows, dtype=np.int32).reshape(len(rows), 4).T
    at, from_line, to_line, seconds_of = (np.ascontiguousarray(column) for column in columns)
    any_trip = np.full(len(rows), ANY, dtype=np.int32)
    return ChangeRules(at, at, from_line, to_line, any_trip, any_trip, seconds_of)
