"""Within one zone: people live all over it, so that what stands at its one point is not at everybody's door."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.direct import DirectWays
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.points import Points, crow_km, unit_vectors, zone_points
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR

#: Zones that are nearest to a point by less than this share it, km: zones at one and the same point, that is.
_AS_NEAR_KM = 1e-6
#: Zones looked at side by side, and how many near ones of each are measured.
_BLOCK = 256
_CANDIDATES = 4


def within_zone_min(places: Places, settings: Settings) -> Floats:
    """Return the minutes within each zone: walking half the radius of a disc of its size.

    Where the size is not known, half the way to the nearest other zone stands for the radius.
    """
    radius_km = np.sqrt(places.zones.area_km2 / np.pi)
    at = zone_points(places)
    sizeless = np.flatnonzero(~np.isfinite(radius_km))
    radius_km[sizeless] = 0.5 * _nearest_other_km(at, sizeless)
    minutes: Floats = 0.5 * radius_km * settings.detour * MINUTES_PER_HOUR / settings.walk_kmh
    return minutes


def _nearest_other_km(at: Points, zones: NDArray[np.intp]) -> Floats:
    """Return how far the nearest other zone is from each of these, km; 0 where there is no other."""
    if len(at) < 2:
        return np.zeros(len(zones))
    vectors, out = unit_vectors(at), np.empty(len(zones))
    few = min(_CANDIDATES, len(at) - 1)
    for lo in range(0, len(zones), _BLOCK):
        part = zones[lo : lo + _BLOCK]
        cosines = vectors[part] @ vectors.T
        cosines[np.arange(len(part)), part] = -2.0  # not itself
        near = np.argpartition(cosines, -few, axis=1)[:, -few:]  # of points side by side the cosine cannot tell which
        km = crow_km(at.lat[part, np.newaxis], at.lon[part, np.newaxis], at.lat[near], at.lon[near])
        out[lo : lo + _BLOCK] = km.min(axis=1)
    return out


def nearest_zone_km(ways: DirectWays, zones: Points, to: Points) -> Floats:
    """Return how far the nearest zone with a way to it is from every centre or amenity, km (n_to,); inf: none."""
    least = np.full(len(to), np.inf)
    np.minimum.at(least, ways.to, _km(ways, zones, to))
    return least


def within_own_zone(ways: DirectWays, homes: Points, to: Points, nearest_km: Floats, least_min: Floats) -> DirectWays:
    """Return direct ways to centres and amenities that take no less than ``least_min`` within the own zone.

    A centre or amenity is in the zone whose point is nearest, ``nearest_km`` away; in all of them where several are
    as near. least_min : (n_homes,) minutes within each zone; 0 for a home that is a point and no zone.
    """
    row = _rows(ways)
    walked = (_km(ways, homes, to) <= nearest_km[ways.to] + _AS_NEAR_KM) & (ways.minutes < least_min[row])
    return replace(
        ways,
        minutes=np.where(walked, least_min[row], ways.minutes),
        kind=np.where(walked, KINDS.index("walk"), ways.kind).astype(np.int8),
    )


def _km(ways: DirectWays, homes: Points, to: Points) -> Floats:
    row, column = _rows(ways), ways.to
    return crow_km(homes.lat[row], homes.lon[row], to.lat[column], to.lon[column])


def _rows(ways: DirectWays) -> NDArray[np.intp]:
    return np.repeat(np.arange(len(ways.start) - 1), np.diff(ways.start))
