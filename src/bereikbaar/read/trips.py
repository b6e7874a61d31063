"""The trips of a network folder that was made from a timetable -> :class:`~bereikbaar.network.trips.Trips`.

Rows may be in any order: trips come in the order of their ids, places in that of their names, rules sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import Problem
from bereikbaar.network.model import Pattern, Service, Station
from bereikbaar.network.trips import BASES, ChangeRules, Trips
from bereikbaar.read.package import Package
from bereikbaar.read.tables import Table, read_table, refuse_duplicates, refuse_unknown
from bereikbaar.read.trip_columns import FILES, RULES, TRIPS_FILE

if TYPE_CHECKING:
    import numpy as np

#: Faults of one kind that are named.
_NAMED = 20


def read_trips(
    folder: Path, stations: Mapping[str, Station], services: Mapping[str, Service], problems: list[Problem]
) -> Trips | None:
    """Return the trips of a folder; None when something is wrong with them, which is added to ``problems``."""
    tables = {name: read_table(folder / name, c, may_be_absent=absent) for name, (c, absent) in FILES.items()}
    if not _broken(tables.values()) and stations and services:
        _check_keys(tables, stations, services)
    made = None
    if not _broken(tables.values()) and stations and services:
        made = _trips(tables, stations, services)
    for table in tables.values():
        problems.extend(table.problems)
    return None if _broken(tables.values()) else made


def _broken(tables: Iterable[Table]) -> bool:
    return any(p.severity == "error" for t in tables for p in t.problems)


def _check_keys(
    tables: Mapping[str, Table], stations: Mapping[str, Station], services: Mapping[str, Service]
) -> None:
    trips, calls, dates = tables[TRIPS_FILE], tables["trip_calls.csv"], tables["trip_dates.csv"]
    days, platforms, stays = tables["trip_days.csv"], tables["platforms.csv"], tables["trip_stays.csv"]
    rules, walks = tables["change_rules.csv"], tables["walks.csv"]
    refuse_duplicates(trips, "trip")
    refuse_duplicates(platforms, "place")
    refuse_duplicates(dates, "date")
    refuse_unknown(trips, "service", services, "services.csv")
    known = dict.fromkeys(trips["trip"])
    ends = ("from_trip", "to_trip")
    for table, columns in ((calls, ("trip",)), (stays, ends), (rules, ends)):
        for column in columns:
            refuse_unknown(table, column, known, TRIPS_FILE)
    refuse_unknown(trips, "days", dict.fromkeys(days["days"]), "trip_days.csv")
    refuse_unknown(days, "date", dict.fromkeys(dates["date"]), "trip_dates.csv")
    refuse_unknown(platforms, "station", stations, "stations.csv")
    places = dict.fromkeys(platforms["place"])
    for table, column in ((calls, "place"), (rules, "from_place"), (rules, "to_place")):
        refuse_unknown(table, column, places, "platforms.csv")
    for column in ("from_station", "to_station"):
        refuse_unknown(walks, column, stations, "stations.csv")
    _check_dates(dates)


def _check_dates(dates: Table) -> None:
    from datetime import date

    for line, text in dates.rows("date"):
        try:
            good = date.fromisoformat(text).isoformat() == text
        except ValueError:
            good = False
        if not good:
            dates.say(f"found {text!r}, expected a date such as 2026-03-11", line=line, column="date")


def _trips(
    tables: Mapping[str, Table], stations: Mapping[str, Station], services: Mapping[str, Service]
) -> Trips | None:
    """Return the trips; None after saying what is wrong with them."""
    import numpy as np

    table, calls = tables[TRIPS_FILE], tables["trip_calls.csv"]
    codes = tuple(sorted(stations))
    index = {code: i for i, code in enumerate(codes)}
    station_of = dict(sorted(zip(tables["platforms.csv"]["place"], tables["platforms.csv"]["station"], strict=True)))
    patterns = {(s.id, p.direction): p for _, s in sorted(services.items()) for p in s.patterns}
    rows = sorted(
        table.rows("trip", "service", "direction", "days", "line", "route_type", "basis", "headway_s"),
        key=lambda r: r[1],
    )
    ids = tuple(row[1] for row in rows)
    _refuse_unknown_patterns(table, patterns)
    if _broken((table,)):
        return None
    found = _Calls(calls, ids, station_of)
    found.check([patterns[service, direction] for _, _, service, direction, *_ in rows], rows, table)
    if _broken((table, calls)):
        return None
    number = {key: n for n, key in enumerate(patterns)}
    place = {name: n for n, name in enumerate(station_of)}
    dates, starts, runs = _days(tables, [row[4] for row in rows])
    return Trips(
        stations=codes,
        places=tuple(station_of),
        place_station=_ints([index[code] for code in station_of.values()]),
        first=_ints(found.first),
        place=found.place,
        arrive_s=found.arrive_s,
        depart_s=found.depart_s,
        board=_but(found.board, found.first[1:] - 1),
        alight=_but(found.alight, found.first[:-1]),
        patterns=tuple(patterns),
        origins=tuple(patterns.values()),
        pattern=_ints([number[service, direction] for _, _, service, direction, *_ in rows]),
        line=_ints([row[5] or 0 for row in rows]),
        route_type=_ints([2 if row[6] is None else row[6] for row in rows]),
        ids=ids,
        basis=np.array([BASES.index(row[7] or BASES[0]) for row in rows], dtype=np.int8),
        headway_s=_ints([row[8] or 0 for row in rows] if any(row[8] for row in rows) else []),
        stays=_stays(tables["trip_stays.csv"], ids),
        rules=_rules(tables["change_rules.csv"], place, ids),
        walks=_walks(tables["walks.csv"], index),
        dates=dates,
        day_start_s=starts,
        runs=runs,
    )


def _refuse_unknown_patterns(table: Table, patterns: Mapping[tuple[str, str], Pattern]) -> None:
    for line, service, direction in table.rows("service", "direction"):
        if (service, direction) not in patterns:
            table.say("the service has no calls in this direction in stop_times.csv", line=line, column="direction")


class _Calls:
    """The calls as arrays, trip by trip in the order of ``ids``, seq rising. lines : of each call in its file."""

    def __init__(self, calls: Table, ids: Sequence[str], station_of: Mapping[str, str]) -> None:
        import numpy as np

        number = {trip: t for t, trip in enumerate(ids)}
        place = {name: n for n, name in enumerate(station_of)}
        trip = np.array([number[t] for t in calls["trip"]], dtype=np.int64)
        seq = np.array(calls["seq"], dtype=np.int64)
        order = np.lexsort((seq, trip))
        self.trip, self.seq = trip[order], seq[order]
        self.first = np.searchsorted(self.trip, np.arange(len(ids) + 1))
        self.place = _ints([place[p] for p in calls["place"]])[order]
        self.arrive_s, self.depart_s = (_ints(calls[name])[order] for name in ("arrive_s", "depart_s"))
        self.board, self.alight = (
            np.array([v is not False for v in calls[name]], dtype=np.bool_)[order] for name in ("board", "alight")
        )
        self.lines = np.array(calls.lines, dtype=np.int64)[order]
        self._table, self._ids, self._station_of = calls, ids, station_of

    def check(self, patterns: Sequence[Pattern], rows: Sequence[tuple[Any, ...]], trips: Table) -> None:
        """Say what is wrong: a call twice, too few, other stops than the service has, times that run backwards."""
        import numpy as np

        same_trip = self.trip[1:] == self.trip[:-1]
        if (same_trip & (self.seq[1:] == self.seq[:-1])).any():
            refuse_duplicates(self._table, "trip", "seq")
            return
        names = list(self._station_of.values())
        expected = [code for p in patterns for code in p.stations]
        wrong = np.diff(self.first) != [len(p.stations) for p in patterns]
        if wrong.any() or [names[p] for p in self.place.tolist()] != expected:
            for t in range(len(patterns)):
                self._check_stops(t, patterns[t], rows[t][0], trips)
        back = np.flatnonzero(self.depart_s < self.arrive_s)
        early = np.flatnonzero(same_trip & (self.arrive_s[1:] < self.depart_s[:-1])) + 1
        for column, found, calls, before in (
            ("depart_s", self.depart_s, back, self.arrive_s[back]),
            ("arrive_s", self.arrive_s, early, self.depart_s[early - 1]),
        ):
            for k, limit in zip(calls.tolist()[:_NAMED], before.tolist()[:_NAMED], strict=True):
                message = f"found {found[k]}, earlier than {limit} before it: times rise along a trip"
                self._table.say(message, line=int(self.lines[k]), column=column)

    def _check_stops(self, t: int, pattern: Pattern, line: int, trips: Table) -> None:
        own = slice(self.first[t], self.first[t + 1])
        places, n = list(self._station_of.values()), self.first[t + 1] - self.first[t]
        stations = tuple(places[p] for p in self.place[own])
        if n < 2:
            message = f"trip {self._ids[t]!r} has {n} calls in trip_calls.csv; two are needed"
            trips.say(message, line=line, column="trip")
        elif stations != pattern.stations:
            message = (
                f"trip {self._ids[t]!r} calls at {' '.join(stations)}, its service at {' '.join(pattern.stations)}"
            )
            self._table.say(message, line=int(self.lines[own.start]), column="place")


def _ints(values: Any) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.array(values, dtype=np.int32)


def _but(flags: np.ndarray[Any, Any], ends: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the flags, with False at the calls where nobody can get in (or out) in any case."""
    flags[ends] = False
    return flags


def _days(
    tables: Mapping[str, Table], sets: Sequence[str]
) -> tuple[tuple[str, ...], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the dates, the start of each service day and which trips run on them."""
    import numpy as np

    dates = dict(sorted(zip(tables["trip_dates.csv"]["date"], tables["trip_dates.csv"]["start_s"], strict=True)))
    column = {date: k for k, date in enumerate(dates)}
    of_set: dict[str, list[int]] = {}
    for _, days, date in tables["trip_days.csv"].rows("days", "date"):
        of_set.setdefault(days, []).append(column[date])
    runs = np.zeros((len(sets), len(dates)), dtype=np.bool_)
    for t, days in enumerate(sets):
        runs[t, of_set[days]] = True
    return tuple(dates), np.array(list(dates.values()), dtype=np.int64), runs


def _stays(table: Table, ids: Sequence[str]) -> np.ndarray[Any, Any]:
    number = {trip: t for t, trip in enumerate(ids)}
    return _sorted_rows([(number[a], number[b]) for _, a, b in table.rows("from_trip", "to_trip")], 2)


def _rules(table: Table, place: Mapping[str, int], ids: Sequence[str]) -> ChangeRules:
    number = {trip: t for t, trip in enumerate(ids)}
    rows = [
        (
            place.get(a, -1), place.get(b, -1), -1 if c is None else c, -1 if d is None else d,
            number.get(e, -1), number.get(f, -1), s,
        )
        for _, a, b, c, d, e, f, s in table.rows(*(column.name for column in RULES))
    ]  # fmt: skip
    return ChangeRules(*_sorted_rows(rows, 7).T)


def _walks(table: Table, index: Mapping[str, int]) -> np.ndarray[Any, Any]:
    rows = [(index[a], index[b], s) for _, a, b, s in table.rows("from_station", "to_station", "seconds")]
    return _sorted_rows(rows, 3)


def _sorted_rows(rows: Sequence[tuple[int, ...]], width: int) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.unique(np.array(rows, dtype=np.int32).reshape(-1, width), axis=0)


def refuse_windows_without_day(package: Package, trips: Trips | None, problems: list[Problem]) -> None:
    """Add a problem for every window that names a day that the timetable does not have."""
    dates = None if trips is None else trips.dates
    for window in package.windows:
        if dates is not None and window.date not in dates:
            message = f"found {window.date!r}, expected a date of trip_dates.csv"
            problems.append(Problem(message, file=package.file, field=f"windows ({window.name}), date"))
