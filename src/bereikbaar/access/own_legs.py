"""The legs of places of the user's own, put behind those of the zones, which stay what they are to the last bit."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import fingerprint
from bereikbaar.access.direct import DirectWays, direct_to_stations, direct_ways, ways_of
from bereikbaar.access.legs import AccessLegs, Legs, access_legs, station_legs
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.own import without_own
from bereikbaar.access.points import Points
from bereikbaar.access.stations import lines_to, stations
from bereikbaar.access.ways import Ground, Progress, ground, ground_of_points
from bereikbaar.access.within import nearest_zone_km, within_own_zone, within_zone_min
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings


def legs_with_own(
    net: Network,
    places: Places,
    window: str,
    settings: Settings,
    progress: Progress | None = None,
    *,
    homeward: bool = False,
) -> AccessLegs:
    """Return the legs of the zones and then those of the own places; see ``access.legs.access_legs``."""
    zones = without_own(places)
    main = access_legs(net, zones, window, settings, progress, homeward=homeward)
    here, to = ground(zones, settings, progress), stations(net, settings)
    alone = ground_of_points(here, _own_points(places))
    lines = lines_to(alone, to)
    access, egress = station_legs(net, alone, to, lines, window, settings, homeward=homeward)
    among, away = _direct(here, alone)
    within_min = within_zone_min(places, settings)[here.n_zones :]
    to_points = _some(away, here.n_zones, len(here.places_at))
    return replace(
        main,
        access=stacked(main.access, access),
        egress=stacked(main.egress, egress),
        direct=_both_ways(main.direct, among, _some(away, 0, here.n_zones)),
        direct_points=_below(main.direct_points, _own_zone(here, places, main.direct_points, to_points, within_min)),
        direct_stations=_below(main.direct_stations, direct_to_stations(alone, to, lines)),
        within_min=np.concatenate([main.within_min, within_min]),
    )


def stacked(a: Legs, b: Legs) -> Legs:
    """Return the legs of the points of a, and then of those of b."""
    rows = {f.name: np.concatenate([getattr(a, f.name), getattr(b, f.name)]) for f in fields(Legs)}
    return Legs(**{**rows, "start": np.concatenate([a.start, b.start[1:] + a.start[-1]])})


def _own_points(places: Places) -> Points:
    own, zones = slice(len(places.zones.code) - places.n_own, None), places.zones
    return Points(zones.lat[own], zones.lon[own], zones.town_idx[own])


def _direct(here: Ground, alone: Ground) -> tuple[DirectWays, DirectWays]:
    """Return the direct ways from own places to each other, and to the zones and other points of the map."""
    at, more = here.places_at, alone.places_at
    both = Points(*(np.concatenate([getattr(p, f.name) for p in (more, at)]) for f in fields(Points)))
    return direct_ways(
        replace(
            alone,
            key=fingerprint("direct", alone.key),
            places_at=both,
            at_end_km=np.concatenate([alone.at_end_km, here.at_end_km]),
        )
    )


def _own_zone(here: Ground, places: Places, main: DirectWays, ways: DirectWays, within_min: Floats) -> DirectWays:
    """Return ways from own places to the points of the map that take no less than a way within the place.

    That holds for areas only: a place without a size is a door, and what is at that door takes no time.
    """
    zones = here.places_at.at(np.arange(here.n_zones))
    points = here.places_at.at(np.arange(here.n_zones, len(here.places_at)))
    sized = np.isfinite(places.zones.area_km2[here.n_zones :])
    least_min = np.where(sized, within_min, 0.0)
    return within_own_zone(ways, _own_points(places), points, nearest_zone_km(main, zones, points), least_min)


def _some(ways: DirectWays, low: int, high: int) -> DirectWays:
    """Return the ways to destinations low to high - 1, counted from low."""
    row, kept = _rows(ways), (ways.to >= low) & (ways.to < high)
    to = (ways.to - low).astype(np.int32)
    return ways_of(row[kept], to[kept], ways.minutes[kept], ways.kind[kept], ways.per_hour[kept], len(ways.start) - 1)


def _below(a: DirectWays, b: DirectWays) -> DirectWays:
    """Return the ways from the origins of a, and then of b, to the same destinations."""
    rows = {f.name: np.concatenate([getattr(a, f.name), getattr(b, f.name)]) for f in fields(DirectWays)}
    return DirectWays(**{**rows, "start": np.concatenate([a.start, b.start[1:] + a.start[-1]])})


def _both_ways(zones: DirectWays, among: DirectWays, away: DirectWays) -> DirectWays:
    """Return the ways between zones and own places, which have the numbers after the zones'."""
    n = np.int32(len(zones.start) - 1)
    parts = (
        (_rows(zones), zones.to, zones),
        (_rows(away) + n, away.to, away),
        (away.to, _rows(away) + n, away),
        (_rows(among) + n, among.to + n, among),
    )
    i, j = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    minutes, kind, per_hour = (
        np.concatenate([getattr(part[2], name) for part in parts]) for name in ("minutes", "kind", "per_hour")
    )
    return ways_of(i, j.astype(np.int32), minutes, kind, per_hour, int(n) + len(away.start) - 1)


def _rows(ways: DirectWays) -> NDArray[np.int32]:
    return np.repeat(np.arange(len(ways.start) - 1, dtype=np.int32), np.diff(ways.start))
