"""Points on the map and the straight lines between them: crow-fly distances in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats, Ints, Places
from bereikbaar.units import EARTH_RADIUS_KM, SLACK

#: Rows of a distance table made at a time: keeps the memory of all pairs within bounds.
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Points:
    """Places of any kind. lat, lon : (n,) WGS84 degrees. town_idx : (n,) index into Towns.id; -1 = none."""

    lat: Floats
    lon: Floats
    town_idx: Ints

    def __len__(self) -> int:
        return len(self.lat)

    def at(self, chosen: NDArray[np.intp]) -> Points:
        """Return the points with these indexes."""
        return Points(self.lat[chosen], self.lon[chosen], self.town_idx[chosen])


def points(lat: Sequence[float] | Floats, lon: Sequence[float] | Floats, town_idx: Ints | None = None) -> Points:
    """Return points from coordinates in degrees; without towns unless given."""
    towns = np.full(len(lat), -1, dtype=np.int64) if town_idx is None else town_idx
    return Points(np.asarray(lat, dtype=np.float64), np.asarray(lon, dtype=np.float64), towns)


def zone_points(places: Places) -> Points:
    """Return the points of all zones, in their order."""
    zones = places.zones
    return points(zones.lat, zones.lon, zones.town_idx)


def crow_km(a_lat: Floats, a_lon: Floats, b_lat: Floats, b_lon: Floats) -> Floats:
    """Return great-circle distances, km (haversine on a sphere); arrays of any shapes that fit each other."""
    half_lat = np.sin(np.radians(b_lat - a_lat) / 2)
    half_lon = np.sin(np.radians(b_lon - a_lon) / 2)
    square = half_lat**2 + np.cos(np.radians(a_lat)) * np.cos(np.radians(b_lat)) * half_lon**2
    out: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(square)))
    return out


def pairs_within(a: Points, b: Points, km: float) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Return (i, j, km) of all pairs of a point of a and a point of b at most ``km`` apart, ordered by i, then j."""
    least = np.cos(min(km * (1 + 1e-6) / EARTH_RADIUS_KM, np.pi)) - 1e-12
    to = unit_vectors(b).T
    found = []
    for lo in range(0, len(a), _BLOCK):
        i, j = np.nonzero(unit_vectors(a)[lo : lo + _BLOCK] @ to >= least)
        found.append((i + lo, j))
    i = np.concatenate([f[0] for f in found]) if found else np.zeros(0, dtype=np.intp)
    j = np.concatenate([f[1] for f in found]) if found else np.zeros(0, dtype=np.intp)
    apart = crow_km(a.lat[i], a.lon[i], b.lat[j], b.lon[j])
    near = apart <= km + SLACK
    return i[near], j[near], apart[near]


def nearest(a: Points, b: Points) -> NDArray[np.intp]:
    """Return for every point of a the index of the nearest point of b, which may not be empty."""
    cosines = unit_vectors(a) @ unit_vectors(b).T
    return np.asarray(np.argmax(cosines, axis=1), dtype=np.intp)


def unit_vectors(p: Points) -> Floats:
    """Return the points as unit vectors, (n, 3): the product of two is the cosine of the angle between them."""
    lat, lon = np.radians(p.lat), np.radians(p.lon)
    out: Floats = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return out
