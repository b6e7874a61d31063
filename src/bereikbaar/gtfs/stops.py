"""stops.txt -> stations with their platforms and positions that can be true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.parsing import LINE
from bereikbaar.gtfs.tables import TableSpec, read_frame, unique_rows
from bereikbaar.lang import remark

if TYPE_CHECKING:
    import polars as pl

_STOPS = TableSpec(
    "stops.txt",
    ("stop_id", "stop_name", "stop_lat", "stop_lon"),
    ("stop_code", "location_type", "parent_station"),
)
#: Entrances and nodes of stations: nobody boards there.
_NO_STOPS = ("2", "3")
#: Where the trains of a timezone can be: south, north, west, east in degrees. Wide boxes: an assumption, only there
#: to find positions that cannot be true.
_BOXES = {
    "Europe": (27.0, 82.0, -32.0, 70.0),
    "America": (-60.0, 84.0, -180.0, -25.0),
    "Africa": (-41.0, 40.0, -30.0, 65.0),
    "Australia": (-56.0, -5.0, 105.0, 180.0),
}
_WORLD = (-90.0, 90.0, -180.0, 180.0)
#: Closer to 0, 0 than this, degrees: a position that was never filled in. The sea there has no stations.
_NEAR_ZERO = 1.0

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class StopTable:
    """Every stop of a feed.

    station_of : stop id -> id of its station (its own id without a parent).
    names, codes : stop_name and stop_code by stop id. raw : position as in the file (text, text), by stop id.
    boardable  : ids of stops and stations (not entrances and nodes). parents : ids that are the station of another.
    """

    station_of: Mapping[str, str]
    names: Mapping[str, str]
    codes: Mapping[str, str]
    raw: Mapping[str, tuple[str, str]]
    boardable: frozenset[str]
    parents: frozenset[str]


def read_stops(files: FeedFiles, book: Notebook, called: Collection[str] | None = None) -> StopTable:
    """Read stops.txt. A stop whose parent is not there is a station of its own, and counted.

    called : stops that are called at: of others it does not matter when an id stands for two. None = all matter.
    """
    import polars as pl

    rows = read_frame(files, _STOPS, book)
    book.check()
    blank = rows.filter(pl.col("stop_id") == "")
    _refuse_blank_ids(blank, book)
    rows = unique_rows(rows, ["stop_id"], _STOPS.name, book, used=_used(rows, called))
    book.check()
    ids = rows["stop_id"].to_list()
    parent = dict(zip(ids, rows["parent_station"].to_list(), strict=True))
    kinds = dict(zip(ids, rows["location_type"].to_list(), strict=True))
    lines = dict(zip(ids, rows[LINE].to_list(), strict=True))
    station_of = _stations(parent, lines, book)
    return StopTable(
        station_of=station_of,
        names=dict(zip(ids, rows["stop_name"].to_list(), strict=True)),
        codes=dict(zip(ids, rows["stop_code"].to_list(), strict=True)),
        raw=dict(zip(ids, zip(rows["stop_lat"].to_list(), rows["stop_lon"].to_list(), strict=True), strict=True)),
        boardable=frozenset(i for i in ids if kinds[i] not in _NO_STOPS),
        parents=frozenset(station_of[i] for i in ids if station_of[i] != i),
    )


def _used(rows: pl.DataFrame, called: Collection[str] | None) -> Callable[[pl.DataFrame], pl.DataFrame] | None:
    """Return what picks the rows of stops that are called at and of their stations."""
    import polars as pl

    if called is None:
        return None
    ours = pl.DataFrame({"stop_id": pl.Series(sorted(called), dtype=pl.String)})
    for _ in range(2):  # a boarding area has a platform, that has a station
        above = rows.join(ours, on="stop_id", how="semi").select(pl.col("parent_station").alias("stop_id"))
        ours = pl.concat([ours, above]).unique()
    return lambda double: double.join(ours, on="stop_id", how="semi")


def _refuse_blank_ids(blank: pl.DataFrame, book: Notebook) -> None:
    if blank.height:
        found = [(line, "is empty; every stop needs an id") for line in blank[LINE].to_list()]
        book.refuse_rows(found, file=_STOPS.name, column="stop_id")


def _stations(parent: Mapping[str, str], lines: Mapping[str, int], book: Notebook) -> dict[str, str]:
    """Return the station of every stop: its last known parent (boarding area, platform, station)."""
    out: dict[str, str] = {}
    lost: list[str] = []
    for stop in parent:
        here, seen = stop, {stop}
        while parent[here]:
            above = parent[here]
            if above not in parent or above in seen:
                if here == stop:
                    lost.append(stop)
                break
            here = above
            seen.add(above)
        out[stop] = here if parent[here] not in seen else min(seen)
    lost.sort()
    book.say(
        "repaired",
        remark("stops with a parent station that is not there, which count as stations of their own"),
        file=_STOPS.name,
        row=min((lines[s] for s in lost), default=None),
        count=len(lost),
        examples=lost,
    )
    return out


def positions(stops: StopTable, stations: Collection[str], timezone: str, book: Notebook) -> dict[str, Position]:
    """Return the positions (lat, lon; WGS84 degrees) of stations that can be true.

    A station without one takes the mean of those of its stops. The others are named in one note.
    """
    box = _box(timezone)
    wanted = set(stations)
    of_stops: dict[str, list[Position]] = {}
    for stop, station in stops.station_of.items():
        if station in wanted and stop in stops.boardable:
            here, _ = _judge(stops.raw[stop], box)
            if here is not None:
                of_stops.setdefault(station, []).append(here)
    found: dict[str, Position] = {}
    without: list[tuple[str, str]] = []
    for station in sorted(wanted):
        here, why = _judge(stops.raw[station], box)
        if here is None and station in of_stops:
            lat, lon = np.mean(sorted(of_stops[station]), axis=0)
            here = (float(lat), float(lon))
        if here is not None:
            found[station] = here
        else:
            without.append((station, why))
    book.say(
        "left out",
        remark("positions of stations that cannot be true (the trains stay)"),
        file=_STOPS.name,
        count=len(without),
        examples=[remark("{name} ({why})", name=stops.names[s] or s, why=why) for s, why in without],
    )
    return found


def _box(timezone: str) -> tuple[float, float, float, float]:
    return _BOXES.get(timezone.partition("/")[0], _WORLD)


def _judge(raw: tuple[str, str], box: tuple[float, float, float, float]) -> tuple[Position | None, str]:
    """Return a position, or None and what is wrong with it.

    >>> _judge(("5.1103", "52.0889"), _BOXES["Europe"])
    (None, '5.1103, 52.0889: latitude and longitude swapped?')
    """
    text = f"{raw[0]}, {raw[1]}"
    if not raw[0] and not raw[1]:
        return None, remark("no position")
    try:
        lat, lon = (float(value) for value in raw)
    except ValueError:
        return None, remark("{text}: no numbers", text=text)
    if abs(lat) < _NEAR_ZERO and abs(lon) < _NEAR_ZERO:
        return None, text
    if _inside(lat, lon, box):
        return (lat, lon), ""
    if _inside(lon, lat, box):
        return None, remark("{text}: latitude and longitude swapped?", text=text)
    return None, remark("{text}: too far away", text=text)


def _inside(lat: float, lon: float, box: tuple[float, float, float, float]) -> bool:
    south, north, west, east = box
    return south <= lat <= north and west <= lon <= east
