"""A GTFS feed, folder or zip -> :class:`Feed`: the one door to reading timetables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.gtfs.assemble import Parts, assemble, of_trips
from bereikbaar.gtfs.calendar import (
    Calendar,
    busiest_date,
    read_calendar,
    service_date,
    spoken_dates,
    week_dates,
)
from bereikbaar.gtfs.call_arrays import Calls, merge_calls
from bereikbaar.gtfs.calls import build_calls, read_rows
from bereikbaar.gtfs.country import inside
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.frequencies import read_frequencies
from bereikbaar.gtfs.lines import WantedTrips, read_publisher, read_trips, timezone
from bereikbaar.gtfs.model import Feed, FeedLine, FeedStation
from bereikbaar.gtfs.modes import DEFAULT_RAIL, parse_modes
from bereikbaar.gtfs.notes import Note, Notebook
from bereikbaar.gtfs.parsing import first_line
from bereikbaar.gtfs.stops import Position, StopTable, positions, read_stops
from bereikbaar.gtfs.tables import is_filled
from bereikbaar.lang import remark
from bereikbaar.network.trips import Indexes

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "DEFAULT_RAIL",
    "Feed",
    "FeedLine",
    "FeedStation",
    "Note",
    "busiest_date",
    "parse_modes",
    "read_feed",
    "service_date",
    "spoken_dates",
    "week_dates",
]

Progress = Callable[[str, float], None]
"""Called with a file name and the share of it that has been read, 0 to 1."""

_NEEDED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
#: How many trips a trip with frequencies stands for, roughly: to judge how many days fit in memory.
_COPIES = 50
_CALENDARS = ("calendar.txt", "calendar_dates.txt")


def read_feed(
    path: Path,
    *,
    modes: frozenset[int] = DEFAULT_RAIL,
    country: str | None = None,
    near: str | None = None,
    progress: Progress | None = None,
) -> Feed:
    """Read a feed.

    path    : a folder or zip file, or one with a folder around the files. modes : GTFS route types, see
    :func:`parse_modes`. country : keep the calls in that country only (``NL``). near : an ISO date; matters only in a
    feed of very many years, of which the days around that date are kept.
    Returns all trips of those types on all their dates, with notes on what was repaired, left out or chosen.
    Raises InputError, with file and line, when the feed cannot be trusted: files or columns missing, an id that
    stands for two things, values that moved to another column, dates that are none, no trips of the types asked.
    """
    path = Path(path)
    with FeedFiles(path) as files:
        book = Notebook(files.label)
        _check_files(files, book)
        publisher = read_publisher(files, book)
        wanted = read_trips(files, modes, publisher, book)
        wanted, calendar = _with_days(files, wanted, near, book)
        zone = timezone(publisher, book)
        ids = wanted.rows["trip_id"].to_list()
        say = None if progress is None else lambda share: progress("stop_times.txt", share)
        rows = read_rows(files, ids, wanted.all_ids, book, say)
        _say_without_calls(rows, ids, book)
        stops = read_stops(files, book, set(rows["stop_id"].unique().to_list()) if wanted.n_other else None)
        stations = _stations(stops, rows, wanted)
        places = positions(stops, stations, zone, book)
        calls = build_calls(rows, ids, lambda s: s in stops.boardable, _position_of(stops, places), book)
        calls, stations = _clip(calls, stops, stations, places, country, ids, book)
        calls = merge_calls(calls, _station_numbers(calls, stops), ids, book)
        if not len(calls.trip):
            book.refuse("no trip is left that calls at two stations", file="stop_times.txt")
        _check_left(book)
        departures = read_frequencies(files, ids, book)
        parts = Parts(publisher, wanted, calendar, stops, places, calls, departures, zone, tuple(sorted(stations)))
        return assemble(files, parts, book)


def _check_files(files: FeedFiles, book: Notebook) -> None:
    """Refuse a feed without the files that it needs."""
    for name in _NEEDED:
        if name not in files.names:
            near = [n for n in files.names if n.startswith(name.removesuffix(".txt"))]
            book.refuse("file is missing" + (f"; is it called {near[0]!r}?" if near else ""), file=name)
        elif not is_filled(files, name):
            book.refuse("file is empty", file=name)
    if not any(is_filled(files, name) for name in _CALENDARS):
        book.refuse(
            "file is missing or empty, and so is calendar_dates.txt: on which days do trains run?",
            file="calendar.txt",
        )
    book.check()


def _check_left(book: Notebook) -> None:
    """Refuse a feed of which nothing is left, and say what happened to it."""
    if book.problems:
        for note in book.notes:
            if note.action == "left out":
                book.refuse(note.text, file=note.file, row=note.row)
    book.check()


def _with_days(
    files: FeedFiles, wanted: WantedTrips, near: str | None, book: Notebook
) -> tuple[WantedTrips, Calendar]:
    """Return the calendar, and the trips that run on some day with a column ``service`` (position in it)."""
    import polars as pl

    services = sorted(wanted.rows["service_id"].unique().to_list())
    copies = _COPIES if is_filled(files, "frequencies.txt") else 1
    calendar = read_calendar(files, services, book, n_trips=wanted.rows.height * copies, near=near)
    some = calendar.runs.any(axis=1)
    frame = pl.DataFrame({"service_id": pl.Series(services, dtype=pl.String), "some": some}).with_row_index("service")
    rows = wanted.rows.join(frame, on="service_id", how="left").sort("trip_id")
    idle = rows.filter(~pl.col("some"))
    book.say(
        "left out",
        remark("trips that run on no day: the calendar does not have their service_id, or no days for it"),
        file="trips.txt",
        row=first_line(idle),
        count=idle.height,
        examples=[f"{t} ({s})" for t, s in idle.select("trip_id", "service_id").head(8).rows()],
    )
    if idle.height == rows.height:
        book.refuse(
            "no trip runs on any day: no service_id of these trips has days in the calendar", file="trips.txt"
        )
    book.check()
    kept = rows.filter(pl.col("some")).drop("some")
    return WantedTrips(wanted.lines, kept, wanted.all_ids, wanted.all_routes, wanted.n_other), calendar


def _say_without_calls(rows: pl.DataFrame, ids: list[str], book: Notebook) -> None:
    there = set(rows["trip"].unique().to_list())
    names = [name for i, name in enumerate(ids) if i not in there]
    book.say("left out", remark("trips without stop times"), file="trips.txt", count=len(names), examples=names)


def _stations(stops: StopTable, rows: pl.DataFrame, wanted: WantedTrips) -> set[str]:
    """Return the codes of the stations of the feed.

    In a feed with nothing but the modes asked, a station where nothing calls is one too: it belongs on the map. In a
    feed with other modes it is most likely one of theirs.
    """
    if not wanted.n_other:
        return {stops.station_of[s] for s in stops.boardable}
    return {stops.station_of[s] for s in rows["stop_id"].unique().to_list() if s in stops.boardable}


def _position_of(stops: StopTable, places: dict[str, Position]) -> Callable[[str], Position]:
    nowhere = (float("nan"), float("nan"))
    return lambda stop: places.get(stops.station_of.get(stop, ""), nowhere)


def _station_numbers(calls: Calls, stops: StopTable) -> Indexes:
    codes = [stops.station_of[s] if s in stops.boardable else "" for s in calls.stop_ids]
    number = {code: i for i, code in enumerate(sorted(set(codes)))}
    return np.array([number[c] for c in codes], dtype=np.int32)


def _clip(
    calls: Calls,
    stops: StopTable,
    stations: set[str],
    places: dict[str, Position],
    country: str | None,
    ids: list[str],
    book: Notebook,
) -> tuple[Calls, set[str]]:
    """Keep the calls and stations in a country; a station without position cannot be judged, and stays."""
    if country is None:
        return calls, stations
    within = inside({c: places[c] for c in stations if c in places}, country)
    outside = {code for code, is_in in within.items() if not is_in}
    abroad = np.array([stops.station_of.get(s, "") in outside for s in calls.stop_ids], dtype=np.bool_)
    gone = abroad[calls.stop]
    cut = of_trips(calls.trip[gone], ids)
    book.say(
        "left out",
        remark("stations outside {country}, with the calls of {n} trips there", country=country.upper(), n=len(cut)),
        file="stops.txt",
        count=len(outside),
        examples=sorted(outside),
    )
    return calls.only(~gone), stations - outside
