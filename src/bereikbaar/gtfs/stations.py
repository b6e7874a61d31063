"""Stations of a feed -> stations of a network."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import isfinite

import numpy as np

from bereikbaar.gtfs.countries import countries
from bereikbaar.gtfs.model import Feed
from bereikbaar.network.geometry import crow_km
from bereikbaar.network.model import Pattern, Service, Station

#: A train whose stops are this far apart on average, km in a straight line, is an intercity train: Dutch ones stop
#: every 20 km or so, stopping trains every 5. An assumption; feeds do not say it in one way.
INTERCITY_KM = 12.0
#: Where such trains leave this often in a window, both directions, is an intercity station.
INTERCITY_TPH = 1.0
#: Minutes for a change where the feed gives none, as everywhere else.
CHANGE_MIN = 2.0
CHANGE_BASIS = "transfers.txt of the feed"


def station_codes(feed: Feed) -> list[str]:
    """Return the codes of the stations of a network made from a feed, sorted.

    Those where a train of the feed calls on some day; with the others only where the feed has nothing but trains that
    were asked for: of a feed with buses one cannot tell a station without trains from a bus stop.
    """
    return [code for code, s in sorted(feed.stations.items()) if s.served or not feed.other_types]


def feed_stations(feed: Feed, codes: Iterable[str], home: str) -> dict[str, Station]:
    """Return the stations by code; NaN as position where the feed has none that can be true."""
    found = [feed.stations[code] for code in codes]
    lat = np.array([np.nan if s.lat is None else s.lat for s in found], dtype=np.float64)
    lon = np.array([np.nan if s.lon is None else s.lon for s in found], dtype=np.float64)
    where = countries([s.name for s in found], lat, lon, home)
    return {
        s.code: Station(
            code=s.code,
            name=s.name or s.code,
            lat=float(lat[i]),
            lon=float(lon[i]),
            country=where[i],
            change_min=CHANGE_MIN if s.change_min is None else s.change_min,
            change_basis="" if s.change_min is None else CHANGE_BASIS,
        )
        for i, s in enumerate(found)
    }


def intercity_stations(services: Collection[Service], stations: dict[str, Station]) -> frozenset[str]:
    """Return the stations where trains whose stops lie far apart leave once an hour or more in some window."""
    leg_km = _LegLengths(stations)
    counted: dict[str, list[float]] = {}
    for service in services:
        for pattern in service.patterns if service.mode == "rail" else ():
            if leg_km.mean(pattern) >= INTERCITY_KM:
                for k, code in enumerate(pattern.stations):
                    if pattern.boards(k):
                        sums = counted.get(code, [0.0] * len(pattern.tph))
                        counted[code] = [a + b for a, b in zip(sums, pattern.tph, strict=True)]
    return frozenset(code for code, tph in counted.items() if max(tph, default=0.0) >= INTERCITY_TPH)


class _LegLengths:
    """Lengths of legs in a straight line, km, each worked out once."""

    def __init__(self, stations: dict[str, Station]) -> None:
        self._stations = stations
        self._km: dict[tuple[str, str], float] = {}

    def mean(self, pattern: Pattern) -> float:
        """Return the mean length of a leg of a pattern; 0 when no leg has one."""
        known = [km for km in map(self._length, pattern.legs()) if isfinite(km)]
        return sum(known) / len(known) if known else 0.0

    def _length(self, leg: tuple[str, str]) -> float:
        if leg not in self._km:
            a, b = (self._stations[code] for code in leg)
            self._km[leg] = crow_km(a.lat, a.lon, b.lat, b.lon)
        return self._km[leg]
