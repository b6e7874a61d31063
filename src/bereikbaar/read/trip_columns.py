"""The files of a timetable in a network folder, and their columns."""

from __future__ import annotations

from bereikbaar.network.trips import BASES, USUAL
from bereikbaar.read.services import DIRECTIONS
from bereikbaar.read.tables import Column

TRIPS_FILE = "trips.csv"
_DAYS = 172_800  # no service day is as long
_LONG = 100_000_000  # seconds: a feed has three digits for hours, and trips may begin late
_FAR = 20_000_000_000  # seconds: longer than the days of a feed, 1900 to 2200
_MOST = 1_000_000_000  # fits in 32 bits, and no timetable has as many calls or lines

TRIPS = (
    Column("trip", "text", filled=True),
    Column("service", "code", filled=True),
    Column("direction", filled=True, allowed=DIRECTIONS),
    Column("days", "text", filled=True),
    Column("line", "integer", must=False, filled=True, low=0, high=_MOST),
    Column("route_type", "integer", must=False, filled=True, low=0, high=1799),
    Column("basis", must=False, allowed=BASES),
    Column("headway_s", "integer", must=False, low=1, high=_DAYS, unit="seconds"),
)
CALLS = (
    Column("trip", "text", filled=True),
    Column("seq", "integer", filled=True, low=-_MOST, high=_MOST),
    Column("place", "text", filled=True),
    Column("arrive_s", "integer", filled=True, low=-_DAYS, high=_LONG, unit="seconds"),
    Column("depart_s", "integer", filled=True, low=-_DAYS, high=_LONG, unit="seconds"),
    Column("board", "boolean", must=False),
    Column("alight", "boolean", must=False),
)
PLATFORMS = (Column("place", "text", filled=True), Column("station", "text", filled=True))
DATES = (Column("date", filled=True), Column("start_s", "integer", filled=True, low=0, high=_FAR, unit="seconds"))
DAYS = (Column("days", "text", filled=True), Column("date", filled=True))
STAYS = (Column("from_trip", "text", filled=True), Column("to_trip", "code", filled=True))
RULES = (
    Column("from_place", "text"),
    Column("to_place", "text"),
    Column("from_line", "integer", low=0, high=_MOST),
    Column("to_line", "integer", low=0, high=_MOST),
    Column("from_trip", "text"),
    Column("to_trip", "text"),
    Column("seconds", "integer", filled=True, low=USUAL, high=_DAYS, unit="seconds"),
)
WALKS = (
    Column("from_station", "text", filled=True),
    Column("to_station", "text", filled=True),
    Column("seconds", "integer", filled=True, low=0, high=_DAYS, unit="seconds"),
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
