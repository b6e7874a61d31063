"""``stations.csv``, ``services.csv`` and ``stop_times.csv`` -> stations and services with their patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bereikbaar.errors import Problem
from bereikbaar.network.model import Pattern, Service, Station
from bereikbaar.read.tables import Column, Table, optional, read_table, refuse_duplicates, refuse_unknown

MODES = ("rail", "bus", "ferry", "metro", "tram")
DIRECTIONS = ("outbound", "return")
#: In these windows a service with a ``peak_direction`` runs in that direction only.
ONE_WAY_WINDOWS = ("peak", "friday_peak")
#: Columns of services.csv that a report may want and the model does not.
INFO = (
    "variant",
    "peak_direction",
    "direction_times",
    "basis_mon_thu",
    "basis_friday",
    "basis_evening",
    "basis_weekend",
    "note",
)
#: Column of stations.csv: minutes for a change that the timetable gives; they win over the settings.
_GIVEN = "timetable_change_min"
#: Behind the name of a column with trains per hour: those of the way back, where they are others.
RETURN = "_return"
_LOST_POINT = "has a spreadsheet dropped the decimal point?"

STATIONS = (
    Column("code", "code", filled=True),
    Column("name", filled=True),
    Column("lat", "number", filled=True, low=-90, high=90, unit="degrees", hint=_LOST_POINT),
    Column("lon", "number", filled=True, low=-180, high=180, unit="degrees", hint=_LOST_POINT),
    Column("country", must=False),
    Column("kind", must=False),
    Column("intercity", "boolean", must=False),
    Column("province", must=False),
    Column("change_min", "number", must=False, filled=True, low=0, high=60, unit="minutes"),
    Column("change_basis", must=False),
    Column(_GIVEN, "number", must=False, low=0, high=1440, unit="minutes"),
    Column("passengers_2018", "number", must=False, low=0),
    *optional("source confidence"),
    *optional("served uic", kind="unread"),
)
STOP_TIMES = (
    Column("service", "code", filled=True),
    Column("direction", filled=True, allowed=DIRECTIONS),
    Column("seq", "integer", filled=True),
    Column("station", "code", filled=True),
    Column("arrive_min", "number", unit="minutes"),
    Column("depart_min", "number", unit="minutes"),
    Column("leg_source", must=False),
    Column("board", "boolean", must=False),
    Column("alight", "boolean", must=False),
)


def service_columns(windows: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of services.csv for the windows of a network."""
    tph = [Column(f"tph_{w}", "number", filled=True, low=0, unit="per hour") for w in windows]
    tph += [Column(f"tph_{w}{RETURN}", "number", must=False, low=0, unit="per hour") for w in windows]
    return (
        Column("service", "code", filled=True),
        Column("series", "code", must=False),
        Column("product", filled=True),
        Column("operator", must=False),
        Column("operator_basis", must=False),
        Column("mode", filled=True, must=False, allowed=MODES),
        Column("status", must=False),
        *tph,
        Column("peak_direction", must=False, allowed=DIRECTIONS),
        *optional(" ".join(name for name in INFO if name != "peak_direction")),
    )


def read_stations(folder: Path, problems: list[Problem], *, timetable: bool = False) -> dict[str, Station]:
    """Return the stations by code, in the order of the code.

    timetable : the folder was made from one. Stations may then have no position, which becomes NaN, and ids are what
                the feed says, also where they look like something that a spreadsheet has done.
    """
    table = read_table(folder / "stations.csv", [_as_in_feeds(c) for c in STATIONS] if timetable else STATIONS)
    refuse_duplicates(table, "code")
    problems.extend(table.problems)
    out = {}
    rows = table.rows(
        "code", "name", "lat", "lon", "country", "kind", "province", "change_min", "change_basis", "intercity",
        "passengers_2018", "source", "confidence",
    )  # fmt: skip
    for (
        _,
        code,
        name,
        lat,
        lon,
        country,
        kind,
        province,
        change,
        basis,
        intercity,
        passengers,
        source,
        confidence,
    ) in rows:
        out[code] = Station(
            code=code, name=name, lat=nan if lat is None else lat, lon=nan if lon is None else lon,
            country=country or "NL", kind=kind, province=province,
            change_min=2.0 if change is None else change, change_basis=basis, intercity=bool(intercity),
            passengers=passengers, source=source, confidence=confidence,
        )  # fmt: skip
    return dict(sorted(out.items()))


def _as_in_feeds(column: Column) -> Column:
    """Return a column as a folder made from a timetable has it."""
    if column.name in ("lat", "lon"):
        return replace(column, filled=False)
    return replace(column, kind="text") if column.kind == "code" else column


def read_change_times(folder: Path) -> dict[str, float]:
    """Return the change times that a timetable gives, minutes by station; read_stations says what is wrong."""
    table = read_table(folder / "stations.csv", [_as_in_feeds(c) for c in STATIONS if c.name in ("code", _GIVEN)])
    if any(p.severity == "error" for p in table.problems):
        return {}
    return {code: minutes for _, code, minutes in sorted(table.rows("code", _GIVEN)) if minutes is not None}


def read_services(
    folder: Path,
    windows: Sequence[str],
    stations: Mapping[str, Station],
    problems: list[Problem],
    *,
    timetable: bool = False,
) -> dict[str, Service]:
    """Return the services by id, in the order of the id. Those that never run (0 in all windows) are there too.

    timetable : as in :func:`read_stations`.
    """
    table = read_table(folder / "services.csv", service_columns(windows))
    refuse_duplicates(table, "service")
    calls = read_table(folder / "stop_times.csv", [_as_in_feeds(c) for c in STOP_TIMES] if timetable else STOP_TIMES)
    if table["service"]:
        refuse_unknown(calls, "service", dict.fromkeys(table["service"]), "services.csv")
    if stations:
        refuse_unknown(calls, "station", stations, "stations.csv")
    refuse_duplicates(calls, "service", "direction", "seq")
    grouped = {} if _errors(calls.problems) else _grouped(calls)
    if grouped and not _errors(table.problems):
        for line, service in table.rows("service"):
            if not any((service, d) in grouped for d in DIRECTIONS):
                table.say(f"service {service!r} has no calls in stop_times.csv", line=line, column="service")
    problems.extend(table.problems)
    if _errors(table.problems) or _errors(calls.problems):
        problems.extend(calls.problems)
        return {}
    out = {}
    for row in _dicts(table):
        patterns = _patterns(row, grouped, windows, calls)
        if patterns:
            out[row["service"]] = _service(row, patterns)
    problems.extend(calls.problems)
    return dict(sorted(out.items()))


def _errors(problems: Sequence[Problem]) -> bool:
    return any(p.severity == "error" for p in problems)


def _dicts(table: Table) -> list[dict[str, Any]]:
    names = list(table.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*table.columns.values(), strict=True)]


def _service(row: Mapping[str, Any], patterns: tuple[Pattern, ...]) -> Service:
    return Service(
        id=row["service"],
        series=row["series"] or row["service"],
        product=row["product"],
        operator=row["operator"],
        patterns=patterns,
        mode=row["mode"] or "rail",
        status=row["status"] or "regular",
        operator_basis=row["operator_basis"],
        info=MappingProxyType({name: row[name] for name in INFO if row[name]}),
    )


#: seq, line, station, arrive, depart, leg source, board, alight
_Call = tuple[int, int, str, float | None, float | None, str, bool | None, bool | None]


def _grouped(calls: Table) -> dict[tuple[str, str], list[_Call]]:
    out: dict[tuple[str, str], list[_Call]] = {}
    names = ("service", "direction", "seq", "station", "arrive_min", "depart_min", "leg_source", "board", "alight")
    for line, service, direction, seq, *rest in calls.rows(*names):
        out.setdefault((service, direction), []).append((seq, line, *rest))
    for group in out.values():
        group.sort(key=lambda call: call[0])
    return out


def _patterns(
    row: Mapping[str, Any], grouped: Mapping[tuple[str, str], list[_Call]], windows: Sequence[str], calls: Table
) -> tuple[Pattern, ...]:
    one_way = row["peak_direction"]
    out = []
    for direction in DIRECTIONS:
        group = grouped.get((row["service"], direction))
        if not group:
            continue
        if len(group) < 2:
            calls.say(f"service {row['service']!r} {direction} has one call only; two are needed", line=group[0][1])
            continue
        tph = tuple(
            0.0 if one_way and direction != one_way and w in ONE_WAY_WINDOWS else _tph(row, w, direction)
            for w in windows
        )
        times = _times(group, calls)
        if times:
            stations, sources = tuple(c[2] for c in group), ("", *(c[5] for c in group[1:]))
            flags = (tuple(c[k] is not False for c in group) for k in (6, 7))
            restricted = any(False in c[6:] for c in group)
            out.append(Pattern(direction, stations, *times, tph, sources, *(flags if restricted else ())))
    return tuple(out)


def _tph(row: Mapping[str, Any], window: str, direction: str) -> float:
    back = row[f"tph_{window}{RETURN}"] if direction == DIRECTIONS[1] else None
    return float(row[f"tph_{window}"] if back is None else back)


def _times(group: Sequence[_Call], calls: Table) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """Return arrival and departure minutes counted from the first departure, or None after saying what is wrong."""
    before = len(calls.problems)
    arrive: list[float] = []
    depart: list[float] = []
    last = len(group) - 1
    for i, (_, line, station, a, d, *_) in enumerate(group):
        # the first arrival and the last departure mean nothing and may be empty
        arrival = d if i == 0 else a
        departure = a if i == last and d is None else d
        if arrival is None or departure is None:
            column = "arrive_min" if arrival is None and i > 0 else "depart_min"
            calls.say("is empty; a minute is needed", line=line, column=column)
            return None
        if i > 0:
            _refuse_backwards((group[i - 1][2], depart[-1]), station, (arrival, departure), line, calls)
        arrive.append(arrival)
        depart.append(departure)
    if len(calls.problems) > before:
        return None
    start = depart[0]
    return tuple(a - start for a in arrive), tuple(d - start for d in depart)


def _refuse_backwards(
    before: tuple[str, float], station: str, times: tuple[float, float], line: int, calls: Table
) -> None:
    where, left = before
    arrival, departure = times
    if arrival < left:
        message = f"found {arrival:g}, earlier than the departure from {where!r} ({left:g})"
        calls.say(f"{message}: minutes count from the first departure and rise", line=line, column="arrive_min")
    if departure < arrival:
        calls.say(f"found {departure:g}, before the arrival ({arrival:g})", line=line, column="depart_min")
    if station == where:
        calls.say(f"the train calls at {station!r} twice in a row; make it one call", line=line, column="station")
