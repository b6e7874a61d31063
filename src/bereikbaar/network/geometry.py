"""Distances on the globe, for plain (longitude, latitude) pairs: no geometry library needed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import asin, cos, isfinite, nan, radians, sin, sqrt

from bereikbaar.network.model import Coordinates
from bereikbaar.units import EARTH_RADIUS_KM


def crow_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Return the great-circle distance between two WGS84 points, km (haversine on a sphere); NaN without a position.

    >>> round(crow_km(52.0, 5.0, 53.0, 5.0), 1)
    111.2
    """
    if not all(map(isfinite, (a_lat, a_lon, b_lat, b_lon))):
        return nan
    half_lat = sin(radians(b_lat - a_lat) / 2)
    half_lon = sin(radians(b_lon - a_lon) / 2)
    square = half_lat**2 + cos(radians(a_lat)) * cos(radians(b_lat)) * half_lon**2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, max(0.0, square))))


def line_km(line: Coordinates) -> float:
    """Return the length of a line of (longitude, latitude) pairs, km; 0 for fewer than two points."""
    return sum(crow_km(a[1], a[0], b[1], b[0]) for a, b in pairwise(line))


def join_lines(lines: Iterable[Coordinates]) -> Coordinates:
    """Return one line through all lines in the order given, without a point that repeats the one before it."""
    joined: list[tuple[float, float]] = []
    for line in lines:
        for point in line:
            if not joined or point != joined[-1]:
                joined.append(point)
    return tuple(joined)


def wkt(line: Coordinates) -> str:
    """Return a line as well-known text, which GIS programs read from a text column.

    >>> wkt(((4.9, 52.4), (5.1, 52.1)))
    'LINESTRING (4.9 52.4, 5.1 52.1)'
    """
    if not line:
        return "LINESTRING EMPTY"
    return "LINESTRING (" + ", ".join(f"{lon:.10g} {lat:.10g}" for lon, lat in line) + ")"
