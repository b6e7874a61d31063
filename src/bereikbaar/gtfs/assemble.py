"""The parts of a feed -> :class:`Feed` with its flat arrays of trips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from bereikbaar.gtfs.calendar import Calendar, day_starts, iso_dates
from bereikbaar.gtfs.call_arrays import Calls
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.frequencies import Departures
from bereikbaar.gtfs.layout import Laid, LaidCalls, ends, laid_calls, lay_out
from bereikbaar.gtfs.lines import Publisher, WantedTrips
from bereikbaar.gtfs.model import Feed, FeedLine, FeedStation
from bereikbaar.gtfs.notes import Note, Notebook
from bereikbaar.gtfs.stays import find_stays
from bereikbaar.gtfs.stops import Position, StopTable
from bereikbaar.gtfs.transfers import Served, Transfers, read_transfers
from bereikbaar.network.model import Pattern
from bereikbaar.network.trips import Flags, Indexes, Trips


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read: everything but transfers. stations : codes, sorted."""

    publisher: Publisher
    wanted: WantedTrips
    calendar: Calendar
    stops: StopTable
    positions: Mapping[str, Position]
    calls: Calls
    departures: Departures
    timezone: str
    stations: tuple[str, ...]


def of_trips(trip: Indexes, ids: Sequence[str]) -> list[str]:
    """Return the names of the trips that occur, in order."""
    return [ids[i] for i in np.unique(trip).tolist()]


def assemble(files: FeedFiles, parts: Parts, book: Notebook) -> Feed:
    """Return the feed. transfers.txt is read here, since it names what was kept."""
    wanted = parts.wanted
    laid = lay_out(parts.calls, parts.departures, wanted.rows["trip_id"].to_list())
    runs = parts.calendar.runs[wanted.rows["service"].to_numpy()[laid.source]]
    some = runs.any(axis=0)
    runs, days = np.ascontiguousarray(runs[:, some]), parts.calendar.days[some]
    calls = laid_calls(parts.calls, laid, parts.stations, parts.stops.station_of)
    lines, line = _lines(wanted, laid.source)
    columns = {name: _texts(wanted, name, laid.source) for name in _TRIP_COLUMNS}
    served = _served(parts, calls, laid, lines, columns["trip_id"])
    told = read_transfers(files, served, book, all_trips=wanted.all_ids, all_routes=wanted.all_routes)
    stays = find_stays(
        columns["block_id"],
        told.stays,
        told.no_stays,
        served.trips,
        columns["trip_id"],
        ends(calls, laid, runs),
        book,
    )
    patterns, pattern, origins = _patterns(lines, line, columns["direction_id"], laid.first, calls, parts.stations)
    trips = Trips(
        stations=parts.stations,
        places=calls.place_ids,
        place_station=calls.place_station,
        first=laid.first,
        place=calls.place,
        arrive_s=calls.arrive_s,
        depart_s=calls.depart_s,
        board=calls.board,
        alight=calls.alight,
        patterns=patterns,
        origins=origins,
        pattern=pattern,
        line=line,
        route_type=np.array([ln.route_type for ln in lines], dtype=np.int32)[line],
        ids=laid.ids,
        basis=laid.basis,
        headway_s=laid.headway_s,
        stays=stays,
        rules=told.arrays(),
        walks=told.walk_array({code: i for i, code in enumerate(parts.stations)}),
        dates=iso_dates(days),
        day_start_s=day_starts(days, parts.timezone),
        runs=runs,
    )
    stations = _stations(parts, calls.place_ids, told)
    return _feed(files.label, parts, trips, lines, stations, columns, parts.calls.estimated[laid.call], book.notes)


def _feed(
    path: str,
    parts: Parts,
    trips: Trips,
    lines: tuple[FeedLine, ...],
    stations: Mapping[str, FeedStation],
    columns: Mapping[str, tuple[str, ...]],
    estimated: Flags,
    notes: Sequence[Note],
) -> Feed:
    return Feed(
        path=path,
        title=parts.publisher.title,
        stations=MappingProxyType(dict(stations)),
        lines=lines,
        trips=trips,
        names=columns["trip_short_name"],
        headsigns=columns["trip_headsign"],
        direction_ids=columns["direction_id"],
        shape_ids=columns["shape_id"],
        blocks=columns["block_id"],
        feed_ids=columns["trip_id"],
        estimated=estimated,
        timezone=parts.timezone,
        version=parts.publisher.version,
        source=parts.publisher.source,
        licence=parts.publisher.licence,
        other_types=MappingProxyType(dict(parts.wanted.n_other)),
        notes=tuple(notes),
    )


_TRIP_COLUMNS = ("trip_id", "trip_short_name", "trip_headsign", "direction_id", "shape_id", "block_id")


def _texts(wanted: WantedTrips, name: str, source: Indexes) -> tuple[str, ...]:
    return tuple(wanted.rows[name].gather(source).to_list())


def _lines(wanted: WantedTrips, source: Indexes) -> tuple[tuple[FeedLine, ...], Indexes]:
    """Return the lines that still have trips, and that of every trip."""
    used, line = np.unique(wanted.rows["route"].to_numpy()[source], return_inverse=True)
    return tuple(wanted.lines[i] for i in used), line.astype(np.int32)


def _patterns(
    lines: Sequence[FeedLine],
    line: Indexes,
    direction_ids: Sequence[str],
    first: Indexes,
    calls: LaidCalls,
    codes: Sequence[str],
) -> tuple[tuple[tuple[str, str], ...], Indexes, tuple[Pattern, ...]]:
    """Return a pattern for every line and direction, as its first trip runs it."""
    back = np.array([d == "1" for d in direction_ids], dtype=np.int32)
    used, at, pattern = np.unique(line * 2 + back, return_index=True, return_inverse=True)
    names = [(lines[k // 2].id, "return" if k % 2 else "outbound") for k in used.tolist()]
    origins = []
    for (_, direction), trip in zip(names, at.tolist(), strict=True):
        part = slice(first[trip], first[trip + 1])
        came, left = calls.arrive_s[part].tolist(), calls.depart_s[part].tolist()
        arrive_min = (0.0, *((s - left[0]) / 60 for s in came[1:]))
        depart_min = tuple((s - left[0]) / 60 for s in left)
        called = tuple(codes[s] for s in calls.station[part].tolist())
        origins.append(Pattern(direction, called, arrive_min, depart_min, ()))
    return tuple(names), pattern.astype(np.int32), tuple(origins)


def _served(parts: Parts, calls: LaidCalls, laid: Laid, lines: Sequence[FeedLine], feed_ids: Sequence[str]) -> Served:
    """Return what rows of transfers.txt can be about."""
    stops = parts.stops
    own = {stop: i for i, stop in enumerate(calls.place_ids)}
    of_station: dict[str, list[int]] = {}
    for i, s in enumerate(calls.place_station.tolist()):
        of_station.setdefault(parts.stations[s], []).append(i)
    kept = set(parts.stations)
    places: dict[str, tuple[int, ...]] = {s: () for s in stops.boardable if stops.station_of[s] in kept}
    places |= {stop: (i,) for stop, i in own.items() if stop not in stops.parents}
    places |= {code: tuple(found) for code, found in of_station.items()}
    trips: dict[str, list[int]] = {}
    for i, name in enumerate(feed_ids):
        trips.setdefault(name, []).append(i)

    def calls_at(trip: int) -> frozenset[int]:
        return frozenset(calls.place[laid.first[trip] : laid.first[trip + 1]].tolist())

    return Served(
        places=places,
        stations=stops.station_of,
        trips={name: tuple(found) for name, found in trips.items()},
        lines={line.id: i for i, line in enumerate(lines)},
        calls_at=calls_at,
        whole=frozenset(kept),
        stops=frozenset(stops.station_of) | {""},
    )


def _stations(parts: Parts, place_ids: Sequence[str], told: Transfers) -> dict[str, FeedStation]:
    stops = parts.stops
    platforms: dict[str, list[str]] = {}
    for stop in place_ids:
        platforms.setdefault(stops.station_of[stop], []).append(stop)
    out = {}
    for code in parts.stations:
        here = parts.positions.get(code)
        change_s = told.change_s.get(code)
        out[code] = FeedStation(
            code=code,
            name=stops.names[code] or code,
            lat=None if here is None else here[0],
            lon=None if here is None else here[1],
            platforms=tuple(sorted(platforms.get(code, [code]))),
            stop_code=stops.codes[code],
            change_min=None if change_s is None else change_s / 60,
            served=code in platforms,
        )
    return out
