"""The trips of a network folder that was made from a timetable -> :class:`~bereikbaar.network.trips.Trips`.

Rows may be in any order: trips come in the order of their ids, places in that of their names, rules sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import Problem
from bereikbaar.network.model import Pattern, Service, Station
from bereikbaar.network.trips import BASES, FORBIDDEN, ChangeRules, Trips
from bereikbaar.read.package import Package
from bereikbaar.read.services import DIRECTIONS
from bereikbaar.read.tables import Column, Table, read_table, refuse_duplicates, refuse_unknown

if TYPE_CHECKING:
    import numpy as np

TRIPS_FILE = "trips.csv"
_DAYS = 172_800  # no service day is as long

TRIPS = (
    Column("trip", "text", filled=True),
    Column("service", "code", filled=True),
    Column("direction", filled=True, allowed=DIRECTIONS),
    Column("days", "text", filled=True),
    Column("line", "integer", must=False, filled=True, low=0),
    Column("route_type", "integer", must=False, filled=True, low=0, high=1799),
    Column("basis", must=False, allowed=BASES),
)
CALLS = (
    Column("trip", "text", filled=True),
    Column("seq", "integer", filled=True),
    Column("place", "text", filled=True),
    Column("arrive_s", "integer", filled=True, low=-_DAYS, high=10 * _DAYS, unit="seconds"),
    Column("depart_s", "integer", filled=True, low=-_DAYS, high=10 * _DAYS, unit="seconds"),
    Column("board", "boolean", must=False),
    Column("alight", "boolean", must=False),
)
PLATFORMS = (Column("place", "text", filled=True), Column("station", "code", filled=True))
DATES = (Column("date", filled=True), Column("start_s", "integer", filled=True, low=0, unit="seconds"))
DAYS = (Column("days", "text", filled=True), Column("date", filled=True))
STAYS = (Column("from_trip", "text", filled=True), Column("to_trip", "code", filled=True))
RULES = (
    Column("from_place", "text"),
    Column("to_place", "text"),
    Column("from_line", "integer", low=0),
    Column("to_line", "integer", low=0),
    Column("from_trip", "text"),
    Column("to_trip", "text"),
    Column("seconds", "integer", filled=True, low=FORBIDDEN, unit="seconds"),
)
WALKS = (
    Column("from_station", "code", filled=True),
    Column("to_station", "code", filled=True),
    Column("seconds", "integer", filled=True, low=0, unit="seconds"),
)
#: Every file of a timetable -> its columns, and whether it may be absent.
FILES: dict[str, tuple[tuple[Column, ...], bool]] = {
    TRIPS_FILE: (TRIPS, False),
    "trip_calls.csv": (CALLS, False),
    "trip_dates.csv": (DATES, False),
    "trip_days.csv": (DAYS, False),
    "platforms.csv": (PLATFORMS, False),
    "trip_stays.csv": (STAYS, True),
    "change_rules.csv": (RULES, True),
    "walks.csv": (WALKS, True),
}


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
    refuse_duplicates(calls, "trip", "seq")
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


_Rows = dict[str, list[tuple[int, int, str, int, int, bool | None, bool | None]]]


def _trips(
    tables: Mapping[str, Table], stations: Mapping[str, Station], services: Mapping[str, Service]
) -> Trips | None:
    import numpy as np

    table, calls = tables[TRIPS_FILE], tables["trip_calls.csv"]
    codes = tuple(sorted(stations))
    index = {code: i for i, code in enumerate(codes)}
    station_of = dict(sorted(zip(tables["platforms.csv"]["place"], tables["platforms.csv"]["station"], strict=True)))
    patterns = {(s.id, p.direction): p for _, s in sorted(services.items()) for p in s.patterns}
    rows = sorted(
        table.rows("trip", "service", "direction", "days", "line", "route_type", "basis"), key=lambda r: r[1]
    )
    by_trip: _Rows = {}
    for line, trip, *call in calls.rows("trip", "seq", "place", "arrive_s", "depart_s", "board", "alight"):
        by_trip.setdefault(trip, []).append((call[0], line, *call[1:]))
    for own in by_trip.values():
        own.sort(key=lambda c: c[0])
    for line, trip, service, direction, *_ in rows:
        _check_trip(line, trip, patterns.get((service, direction)), by_trip.get(trip, []), station_of, table, calls)
    if _broken((table, calls)):
        return None
    ordered = [call for _, trip, *_ in rows for call in by_trip[trip]]
    number = {key: n for n, key in enumerate(patterns)}
    place = {name: n for n, name in enumerate(station_of)}
    first = np.concatenate([[0], np.cumsum([len(by_trip[trip]) for _, trip, *_ in rows])])
    board, alight = ([c[k] is not False for c in ordered] for k in (5, 6))
    dates, starts, runs = _days(tables, [row[4] for row in rows])
    return Trips(
        stations=codes,
        places=tuple(station_of),
        place_station=_ints([index[code] for code in station_of.values()]),
        first=_ints(first),
        place=_ints([place[c[2]] for c in ordered]),
        arrive_s=_ints([c[3] for c in ordered]),
        depart_s=_ints([c[4] for c in ordered]),
        board=_but(np.array(board, dtype=np.bool_), first[1:] - 1),
        alight=_but(np.array(alight, dtype=np.bool_), first[:-1]),
        patterns=tuple(patterns),
        origins=tuple(patterns.values()),
        pattern=_ints([number[service, direction] for _, _, service, direction, *_ in rows]),
        line=_ints([row[5] or 0 for row in rows]),
        route_type=_ints([2 if row[6] is None else row[6] for row in rows]),
        ids=tuple(row[1] for row in rows),
        basis=np.array([BASES.index(row[7] or BASES[0]) for row in rows], dtype=np.int8),
        stays=_stays(tables["trip_stays.csv"], [row[1] for row in rows]),
        rules=_rules(tables["change_rules.csv"], place, [row[1] for row in rows]),
        walks=_walks(tables["walks.csv"], index),
        dates=dates,
        day_start_s=starts,
        runs=runs,
    )


def _ints(values: Any) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.array(values, dtype=np.int32)


def _but(flags: np.ndarray[Any, Any], ends: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the flags, with False at the calls where nobody can get in (or out) in any case."""
    flags[ends] = False
    return flags


def _check_trip(
    line: int,
    trip: str,
    pattern: Pattern | None,
    own: Sequence[tuple[Any, ...]],
    station_of: Mapping[str, str],
    trips: Table,
    calls: Table,
) -> None:
    """Say what is wrong with one trip: its direction, its stops, its times."""
    if pattern is None:
        trips.say("the service has no calls in this direction in stop_times.csv", line=line, column="direction")
        return
    if len(own) < 2:
        trips.say(f"trip {trip!r} has {len(own)} calls in trip_calls.csv; two are needed", line=line, column="trip")
        return
    found = tuple(station_of[c[2]] for c in own)
    if found != pattern.stations:
        message = f"trip {trip!r} calls at {' '.join(found)}, its service at {' '.join(pattern.stations)}"
        calls.say(message, line=own[0][1], column="place")
    times = [t for c in own for t in (c[3], c[4])]
    for k, (before, after) in enumerate(pairwise(times)):
        if after < before:
            message = f"found {after}, earlier than {before} before it: times rise along a trip"
            calls.say(message, line=own[(k + 1) // 2][1], column="depart_s" if k % 2 == 0 else "arrive_s")
            return


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
    for window in package.windows if trips is not None else ():
        if window.date not in trips.dates:  # type: ignore[union-attr]
            message = f"found {window.date!r}, expected a date of trip_dates.csv"
            problems.append(Problem(message, file=package.file, field=f"windows ({window.name}), date"))
