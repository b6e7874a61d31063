"""The parts of a feed -> :class:`Feed` with its flat arrays of trips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.calendar import Calendar, day_starts, iso_dates
from bereikbaar.gtfs.call_arrays import Calls
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.frequencies import Departures, copy_ids
from bereikbaar.gtfs.lines import Publisher, WantedTrips
from bereikbaar.gtfs.model import Feed, FeedLine, FeedStation
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.stays import Ends, find_stays
from bereikbaar.gtfs.stops import Position, StopTable
from bereikbaar.gtfs.transfers import Served, Transfers, read_transfers
from bereikbaar.network.model import Pattern
from bereikbaar.network.trips import BASES, Indexes, Seconds, Trips


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


@dataclass(frozen=True, slots=True)
class _Laid:
    """Trips laid out: one per departure of a frequency, one for any other.

    source : (n_trips,) position in the wanted trips. first : (n_trips + 1,). call : (n_calls,) position in the calls.
    later_s : (n_calls,) to add to the times. ids : names. basis : positions in BASES.
    """

    source: Indexes
    first: Indexes
    call: Indexes
    later_s: Seconds
    ids: tuple[str, ...]
    basis: NDArray[np.int8]


def of_trips(trip: Indexes, ids: Sequence[str]) -> list[str]:
    """Return the names of the trips that occur, in order."""
    return [ids[i] for i in np.unique(trip).tolist()]


def assemble(files: FeedFiles, parts: Parts, book: Notebook) -> Feed:
    """Return the feed. transfers.txt is read here, since it names what was kept."""
    wanted, calendar = parts.wanted, parts.calendar
    feed_ids = wanted.rows["trip_id"].to_list()
    laid = _lay_out(parts.calls, parts.departures, feed_ids)
    runs = calendar.runs[wanted.rows["service"].to_numpy()[laid.source]]
    some = runs.any(axis=0)
    runs, days = np.ascontiguousarray(runs[:, some]), calendar.days[some]
    place_ids, place = _places(parts.calls, laid)
    station_index = {code: i for i, code in enumerate(parts.stations)}
    place_station = np.array([station_index[parts.stops.station_of[p]] for p in place_ids], dtype=np.int32)
    arrive = parts.calls.arrive_s[laid.call] + laid.later_s
    depart = parts.calls.depart_s[laid.call] + laid.later_s
    lines, line = _lines(wanted, laid.source)
    board, alight = parts.calls.board[laid.call], parts.calls.alight[laid.call]
    board[laid.first[1:] - 1] = False
    alight[laid.first[:-1]] = False
    columns = {name: _texts(wanted, name, laid.source) for name in _TRIP_COLUMNS}
    served = _served(parts, place_ids, place_station, laid, place, lines, columns["trip_id"])
    told = read_transfers(files, served, book, all_trips=wanted.all_ids, all_routes=wanted.all_routes)
    ends = Ends(
        depart[laid.first[:-1]],
        arrive[laid.first[1:] - 1],
        place_station[place[laid.first[:-1]]],
        place_station[place[laid.first[1:] - 1]],
        runs,
    )
    stays = find_stays(columns["block_id"], told.stays, told.no_stays, served.trips, columns["trip_id"], ends, book)
    patterns, pattern, origins = _patterns(
        lines, line, columns["direction_id"], laid.first, place_station[place], arrive, depart, parts.stations
    )
    trips = Trips(
        stations=parts.stations,
        places=place_ids,
        place_station=place_station,
        first=laid.first,
        place=place,
        arrive_s=arrive,
        depart_s=depart,
        board=board,
        alight=alight,
        patterns=patterns,
        origins=origins,
        pattern=pattern,
        line=line,
        route_type=np.array([ln.route_type for ln in lines], dtype=np.int32)[line],
        ids=laid.ids,
        basis=laid.basis,
        stays=stays,
        rules=told.arrays(),
        walks=told.walk_array(station_index),
        dates=iso_dates(days),
        day_start_s=day_starts(days, parts.timezone),
        runs=runs,
    )
    return Feed(
        path=files.label,
        title=parts.publisher.title,
        stations=MappingProxyType(_stations(parts, place_ids, told)),
        lines=lines,
        trips=trips,
        names=columns["trip_short_name"],
        headsigns=columns["trip_headsign"],
        direction_ids=columns["direction_id"],
        shape_ids=columns["shape_id"],
        blocks=columns["block_id"],
        feed_ids=columns["trip_id"],
        estimated=parts.calls.estimated[laid.call],
        timezone=parts.timezone,
        version=parts.publisher.version,
        source=parts.publisher.source,
        licence=parts.publisher.licence,
        other_types=MappingProxyType(dict(wanted.n_other)),
        notes=tuple(book.notes),
    )


_TRIP_COLUMNS = ("trip_id", "trip_short_name", "trip_headsign", "direction_id", "shape_id", "block_id")


def _texts(wanted: WantedTrips, name: str, source: Indexes) -> tuple[str, ...]:
    return tuple(wanted.rows[name].gather(source).to_list())


def _lay_out(calls: Calls, departures: Departures, ids: Sequence[str]) -> _Laid:
    """Put the calls of every trip behind each other, and those of a template once for each of its departures."""
    has = np.bincount(calls.trip, minlength=len(ids))
    begin = np.concatenate([[0], np.cumsum(has)])
    template = np.zeros(len(ids), dtype=np.bool_)
    template[departures.trip] = True
    plain = np.flatnonzero((has > 0) & ~template).astype(np.int32)
    copies = has[departures.trip] > 0
    source = np.concatenate([plain, departures.trip[copies]]).astype(np.int32)
    start = np.concatenate([calls.starts_s[plain], departures.start_s[copies]])
    basis = np.concatenate([np.full(len(plain), BASES.index("timetable")), departures.basis[copies]])
    some = Departures(departures.trip[copies], departures.start_s[copies], departures.basis[copies])
    names = [ids[i] for i in plain.tolist()] + copy_ids(ids, some)
    order = np.lexsort([start, source])
    source, start, basis = source[order], start[order], basis[order]
    n = has[source]
    first = np.concatenate([[0], np.cumsum(n)]).astype(np.int32)
    call = np.repeat(begin[source] - first[:-1], n) + np.arange(first[-1])
    later = np.repeat(start - calls.starts_s[source], n).astype(np.int32)
    return _Laid(
        source, first, call.astype(np.int32), later, _unique([names[i] for i in order]), basis.astype(np.int8)
    )


def _unique(names: list[str]) -> tuple[str, ...]:
    """Return names of which none occurs twice (a copy could be called as a trip is)."""
    if len(set(names)) == len(names):
        return tuple(names)
    seen: set[str] = set()
    out = []
    for name in names:
        free = name
        while free in seen:
            free += "'"
        seen.add(free)
        out.append(free)
    return tuple(out)


def _places(calls: Calls, laid: _Laid) -> tuple[tuple[str, ...], Indexes]:
    """Return the stops that trains call at, sorted, and that of every call."""
    used, place = np.unique(calls.stop[laid.call], return_inverse=True)
    return tuple(calls.stop_ids[i] for i in used), place.astype(np.int32)


def _lines(wanted: WantedTrips, source: Indexes) -> tuple[tuple[FeedLine, ...], Indexes]:
    """Return the lines that still have trips, and that of every trip."""
    used, line = np.unique(wanted.rows["route"].to_numpy()[source], return_inverse=True)
    return tuple(wanted.lines[i] for i in used), line.astype(np.int32)


def _patterns(
    lines: Sequence[FeedLine],
    line: Indexes,
    direction_ids: Sequence[str],
    first: Indexes,
    station: Indexes,
    arrive: Seconds,
    depart: Seconds,
    codes: Sequence[str],
) -> tuple[tuple[tuple[str, str], ...], Indexes, tuple[Pattern, ...]]:
    """Return a pattern for every line and direction, as its first trip runs it."""
    back = np.array([d == "1" for d in direction_ids], dtype=np.int32)
    used, at, pattern = np.unique(line * 2 + back, return_index=True, return_inverse=True)
    names = [(lines[k // 2].id, "return" if k % 2 else "outbound") for k in used.tolist()]
    origins = []
    for (_, direction), trip in zip(names, at.tolist(), strict=True):
        part = slice(first[trip], first[trip + 1])
        came, left = arrive[part].tolist(), depart[part].tolist()
        arrive_min = (0.0, *((s - left[0]) / 60 for s in came[1:]))
        depart_min = tuple((s - left[0]) / 60 for s in left)
        called = tuple(codes[s] for s in station[part].tolist())
        origins.append(Pattern(direction, called, arrive_min, depart_min, ()))
    return tuple(names), pattern.astype(np.int32), tuple(origins)


def _served(
    parts: Parts,
    place_ids: Sequence[str],
    place_station: Indexes,
    laid: _Laid,
    place: Indexes,
    lines: Sequence[FeedLine],
    feed_ids: Sequence[str],
) -> Served:
    """Return what rows of transfers.txt can be about."""
    stops = parts.stops
    own = {stop: i for i, stop in enumerate(place_ids)}
    of_station: dict[str, list[int]] = {}
    for i, s in enumerate(place_station.tolist()):
        of_station.setdefault(parts.stations[s], []).append(i)
    kept = set(parts.stations)
    places: dict[str, tuple[int, ...]] = {s: () for s in stops.boardable if stops.station_of[s] in kept}
    places |= {stop: (i,) for stop, i in own.items() if stop not in stops.parents}
    places |= {code: tuple(found) for code, found in of_station.items()}
    trips: dict[str, list[int]] = {}
    for i, name in enumerate(feed_ids):
        trips.setdefault(name, []).append(i)

    def calls_at(trip: int) -> frozenset[int]:
        return frozenset(place[laid.first[trip] : laid.first[trip + 1]].tolist())

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
