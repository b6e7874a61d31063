"""A timetable feed as plain frozen data: stations, lines, trips, and what was done to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.notes import Note
from bereikbaar.network.trips import Flags, Trips


@dataclass(frozen=True, slots=True)
class FeedStation:
    """A station of a feed: a stop without parent, or the parent of platforms.

    code      : the id in the feed, as text. name : as in the feed; the code when the feed has none.
    lat, lon  : WGS84 degrees; None when the feed has no position that can be true.
    platforms : ids of the stops that trains call at, sorted; its own code when it has none.
    stop_code : the short code shown to travellers, when the feed has one.
    change_min : minutes between two trains by the feed's own transfers.txt; None = not given.
    served    : does any of the trips that were read call here.
    """

    code: str
    name: str
    lat: float | None
    lon: float | None
    platforms: tuple[str, ...]
    stop_code: str = ""
    change_min: float | None = None
    served: bool = True


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A route of a feed. agency : name of the operator, else its id. route_type : GTFS number, 2 = rail."""

    id: str
    short_name: str
    long_name: str
    agency: str
    route_type: int


def _nothing() -> Mapping[int, int]:
    return MappingProxyType({})


def _no_flags() -> Flags:
    return np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Feed:
    """Everything of a feed that the package uses.

    path      : as the user gave it. title : who publishes it. version, source, licence : as the feed says.
    timezone  : of the agencies, e.g. ``Europe/Amsterdam``; empty when not known.
    stations  : by code, sorted. lines : ``trips.line`` holds positions in it; sorted by id.
    trips     : all trips on all their dates. ``trips.patterns`` are (route id, "outbound" or "return");
                series are found later. A frequency that became trips has ids ``<trip id>@HH:MM:SS``.
    names, headsigns, direction_ids, shape_ids, blocks, feed_ids : (n_trips,) text per trip: trip_short_name,
                trip_headsign, direction_id ("0", "1" or ""), shape_id, block_id and trip_id in the feed.
    estimated : (n_calls,) this time is not in the feed and was interpolated.
    other_types : route_type -> number of trips that were left out because of their type; -1 = no type.
    notes     : what was repaired, left out or chosen.
    """

    path: str
    title: str
    stations: Mapping[str, FeedStation]
    lines: tuple[FeedLine, ...]
    trips: Trips
    names: tuple[str, ...]
    headsigns: tuple[str, ...]
    direction_ids: tuple[str, ...]
    shape_ids: tuple[str, ...]
    blocks: tuple[str, ...]
    feed_ids: tuple[str, ...]
    estimated: Flags = field(default_factory=_no_flags)
    timezone: str = ""
    version: str = ""
    source: str = ""
    licence: str = ""
    other_types: Mapping[int, int] = field(default_factory=_nothing)
    notes: tuple[Note, ...] = ()

    @property
    def dates(self) -> tuple[str, ...]:
        """ISO dates on which at least one trip runs, ascending."""
        return self.trips.dates

    @property
    def trips_per_date(self) -> NDArray[np.int64]:
        """(n_dates,) number of trips that start on each of ``dates``."""
        return np.asarray(self.trips.runs.sum(axis=0), dtype=np.int64)

    def change_min(self) -> dict[str, float]:
        """Return the change times that the feed gives for whole stations, minutes by code."""
        return {code: s.change_min for code, s in self.stations.items() if s.change_min is not None}
