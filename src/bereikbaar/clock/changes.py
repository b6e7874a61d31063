"""Which train can be reached from which: change rules turned into classes of calls.

Calls that no rule tells apart form one class. A table per pair of stations (the same one, or one that can be walked
to) then holds the seconds from every class of arrivals to every class of departures.

Departures are looked at through *groups*. Most of them are in the common group of their station, and an arrival needs
one pointer to the first that can be reached. A class that some arrival needs longer for (or may never reach) than for
the common group is a group of its own. A class that is only ever reached faster stays in the common group; the few
departures that are in reach before the pointer are listed one by one (``quick``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.arrays import Longs, firsts
from bereikbaar.network.trips import ANY, FORBIDDEN, USUAL, Trips

#: Seconds of a change that cannot be made.
NEVER = 1 << 40


class Classes(NamedTuple):
    """Classes of calls. Class s < n_stations: the calls at station s that no rule names.

    of_call : (n_calls,). station : (n_classes,). sides : (n_classes, k) the sides of rules that match; -1 = none.
    """

    of_call: Longs
    station: Longs
    sides: Longs


class Changes(NamedTuple):
    """Seconds between classes of arrivals and departures.

    arriving  : (n_calls,) class of a call for who gets out. departing : (n_calls,) class for who gets in.
    group     : (n_departing_classes,) group of a class of departures.
    first     : (n_arriving_classes + 1,) into ``to_group`` and ``seconds``: pointers of a class of arrivals.
    quick_first : likewise into ``quick_class`` (of departures), ``quick_s`` and ``common_s``: from ``quick_s`` until
                  ``common_s`` after arrival these departures are in reach, besides those behind the pointers.
    """

    arriving: Longs
    departing: Longs
    group: Longs
    first: Longs
    to_group: Longs
    seconds: Longs
    quick_first: Longs
    quick_class: Longs
    quick_s: Longs
    common_s: Longs


def changes(trips: Trips, change_s: NDArray[np.int32]) -> Changes:
    """Return the changes of a timetable. change_s : (n_stations,) minimum seconds between two trains."""
    trip = np.repeat(np.arange(trips.n_trips), np.diff(trips.first))
    calls = np.stack([trips.place, trips.line[trip], trip]).astype(np.int64)
    r = trips.rules
    from_sides, from_side = _sides(r.from_place, r.from_line, r.from_trip)
    to_sides, to_side = _sides(r.to_place, r.to_line, r.to_trip)
    station = trips.place_station[trips.place].astype(np.int64)
    arriving = _classes(calls, station, from_sides, len(trips.stations))
    departing = _classes(calls, station, to_sides, len(trips.stations))
    tables = _tables(trips, change_s, arriving, departing, from_side, to_side)
    return _grouped(arriving, departing, tables, len(trips.stations))


def _sides(place: NDArray[np.int32], line: NDArray[np.int32], trip: NDArray[np.int32]) -> tuple[Longs, Longs]:
    """Return the different (place, line, trip) that rules name, and which one each rule has."""
    rows = np.stack([place, line, trip], axis=1).astype(np.int64)
    sides, which = np.unique(rows, axis=0, return_inverse=True)
    return sides, which.reshape(-1).astype(np.int64)


def _classes(calls: Longs, station: Longs, sides: Longs, n_stations: int) -> Classes:
    """Put calls (3, n_calls) that match the same sides in one class."""
    matches = []
    for mask in np.unique(sides != ANY, axis=0):
        named = np.flatnonzero(np.all((sides != ANY) == mask, axis=1))
        wanted, order = _key(sides[named].T, mask), np.argsort(_key(sides[named].T, mask))
        have = _key(calls, mask)
        at = np.minimum(np.searchsorted(wanted[order], have), len(named) - 1)
        matches.append(np.where(wanted[order][at] == have, named[order][at], -1))
    of_call = station.copy()
    none = np.full((n_stations, max(len(matches), 1)), -1)
    if not matches:
        return Classes(of_call, np.arange(n_stations), none)
    matched = np.stack(matches, axis=1)
    some = np.flatnonzero((matched != -1).any(axis=1))
    rows, which = np.unique(np.column_stack([station[some], matched[some]]), axis=0, return_inverse=True)
    of_call[some] = n_stations + which.reshape(-1)
    return Classes(of_call, np.concatenate([np.arange(n_stations), rows[:, 0]]), np.vstack([none, rows[:, 1:]]))


def _key(columns: Longs, mask: NDArray[np.bool_]) -> Longs:
    """Return one number per column of (place, line, trip), of the parts in the mask."""
    key: Longs = np.zeros(columns.shape[1], dtype=np.int64)
    for part, used in zip(columns, mask, strict=True):
        key = key * (1 << 21) + (part if used else 0)
    return key


class _Tables(NamedTuple):
    """Seconds from the classes of arrivals ``rows`` to the classes of departures ``columns`` per pair of stations.

    The first of ``columns`` is the class that no rule names. plain : (3, n) from station, to station, seconds of the
    pairs of stations where no rule tells calls apart.
    """

    special: list[tuple[Longs, Longs, Longs]]
    plain: Longs


def _tables(
    trips: Trips,
    change_s: NDArray[np.int32],
    arriving: Classes,
    departing: Classes,
    from_side: Longs,
    to_side: Longs,
) -> _Tables:
    """Return a table for every station and every pair of stations that a rule or a walk is about."""
    base = {(s, s): seconds for s, seconds in enumerate(change_s.tolist())}
    for a, b, seconds in trips.walks.tolist():
        if a != b:
            base[a, b] = min(seconds, base.get((a, b), NEVER))
    from_at, to_at = _matching(arriving), _matching(departing)
    rules_of = _rules_by_pair(trips, from_side, to_side, from_at, to_at, base)
    rows_of, columns_of = _by_station(arriving), _by_station(departing)
    said, from_of, to_of = trips.rules.seconds.tolist(), from_side.tolist(), to_side.tolist()
    special, plain = [], []
    for (a, b), seconds in base.items():
        rows, columns = rows_of[a], columns_of[b]
        if len(rows) == len(columns) == 1:
            plain.append((a, b, seconds))
            continue
        table = np.full((len(rows), len(columns)), seconds, dtype=np.int64)
        for rule in rules_of.get((a, b), ()):
            value = {FORBIDDEN: NEVER, USUAL: seconds}.get(said[rule], said[rule])
            for i in from_at[from_of[rule]][a]:
                table[i, to_at[to_of[rule]][b]] = value
        special.append((rows, columns, table))
    return _Tables(special, np.array(plain, dtype=np.int64).reshape(-1, 3).T)


def _by_station(classes: Classes) -> list[Longs]:
    n_stations = int(classes.station.max(initial=-1)) + 1
    order = np.argsort(classes.station, kind="stable")
    return np.split(order, firsts(classes.station[order], n_stations)[1:-1])


_Places = dict[int, dict[int, list[int]]]


def _matching(classes: Classes) -> _Places:
    """Return for each side and station the places of the classes that match, among the classes of that station."""
    order = np.argsort(classes.station, kind="stable")
    station = classes.station[order]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - np.searchsorted(station, station)
    found: _Places = defaultdict(lambda: defaultdict(list))
    named, column = np.nonzero(classes.sides >= 0)
    told = (classes.sides[named, column], classes.station[named], place[named])
    for side, at, own in zip(*(values.tolist() for values in told), strict=True):
        found[side][at].append(own)
    return found


def _rules_by_pair(
    trips: Trips,
    from_side: Longs,
    to_side: Longs,
    from_at: _Places,
    to_at: _Places,
    base: dict[tuple[int, int], int],
) -> dict[tuple[int, int], list[int]]:
    """Return the rules that say something about each pair of stations, from general to specific.

    A rule that names a place in each of two stations makes a change between them possible: they are put in ``base``.
    """
    r = trips.rules
    line = (r.from_line != ANY).astype(int) * (r.from_trip == ANY) + (r.to_line != ANY) * (r.to_trip == ANY)
    level = line + 3 * ((r.from_trip != ANY).astype(int) + (r.to_trip != ANY))
    seconds = np.select([r.seconds == FORBIDDEN, r.seconds == USUAL], [NEVER, NEVER - 1], r.seconds.astype(np.int64))
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in base:
        near[a].append(b)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for rule in np.lexsort((-seconds, level)).tolist():
        here, there = from_at[int(from_side[rule])], to_at[int(to_side[rule])]
        named = r.from_place[rule] != ANY and r.to_place[rule] != ANY
        for a in here:
            for b in there if named else there.keys() & near[a]:
                base.setdefault((a, b), NEVER)
                pairs[a, b].append(rule)
    return pairs


def _grouped(arriving: Classes, departing: Classes, tables: _Tables, n_stations: int) -> Changes:
    """Choose the groups, and list pointers and quick changes."""
    apart = np.zeros(len(departing.station), dtype=bool)
    for _, columns, seconds in tables.special:
        common = seconds[:, :1]
        apart[columns] |= ((seconds > common) | ((common == NEVER) & (seconds < NEVER))).any(axis=0)
    group = departing.station.copy()
    group[apart] = n_stations + np.arange(apart.sum())
    pointers: list[tuple[Longs, ...]] = [tuple(tables.plain)]
    quick: list[tuple[Longs, ...]] = [(np.zeros(0, dtype=np.int64),) * 4]
    for rows, columns, seconds in tables.special:
        own = np.flatnonzero(apart[columns] | (np.arange(len(columns)) == 0))
        at = np.nonzero(seconds[:, own] < NEVER)
        pointers.append((rows[at[0]], group[columns[own[at[1]]]], seconds[:, own][at]))
        at = np.nonzero((seconds < seconds[:, :1]) & ~apart[columns])
        quick.append((rows[at[0]], columns[at[1]], seconds[at], seconds[at[0], 0]))
    n_rows = len(arriving.station)
    return Changes(arriving.of_call, departing.of_call, group, *_listed(pointers, n_rows), *_listed(quick, n_rows))


def _listed(parts: list[tuple[Longs, ...]], n_rows: int) -> list[Longs]:
    columns = [np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True)]
    order = np.lexsort(columns[::-1])
    return [firsts(columns[0][order], n_rows), *(column[order] for column in columns[1:])]
