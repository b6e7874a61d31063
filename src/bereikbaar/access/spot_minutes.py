"""Minutes from one place on the map to all zones, and from all zones to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.direct import DirectWays, ways_of
from bereikbaar.access.door import DoorTimes, door_to_door, to_points, to_stations, zone_times
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import AccessLegs, Legs, access_legs
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.own import with_points
from bereikbaar.access.ways import Progress
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    from bereikbaar.clock.profiles import Profiles


def spot_minutes(
    net: Network,
    times: TravelTimes,
    at: Places,
    settings: Settings,
    spot: tuple[float, float, int, str],
    *,
    to: bool = False,
    profiles: Profiles | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Return expected minutes from door to door between a place and every zone, (n_zones,); inf: none.

    spot : latitude, longitude, zone (-1: none) and station ("": none). A zone has the door of its point; a station is
    left, or reached, at the platform, without a bicycle; any other point is a door with legs of its own.
    to   : from the zones to the place, instead of from the place to the zones.
    profiles : the useful departures of the clock method, see ``access.door.door_to_door``.
    What is beyond the limit of the settings from door to door is inf.
    """
    lat, lon, zone, station = spot
    n = len(at.zones.code)
    if zone < 0:
        at = with_points(at, ["spot"], ["spot"], np.array([lat]), np.array([lon]))
    here = zone if zone >= 0 else n
    legs = access_legs(net, at, times.window, settings, progress)
    if station and not to:
        legs = _from_platform(legs, here, station)
    door = door_to_door(times, legs, settings, profiles)
    if not to:
        minutes = zone_times(door, here).expected[0, :n]
    elif station:
        minutes = to_stations(door, [[station]]).expected[:n, 0]
    else:
        minutes = _to_zone(door, here)[:n]
    return np.where(minutes <= settings.limit_min + SLACK, minutes, np.inf)


def _to_zone(door: DoorTimes, zone: int) -> Floats:
    """Return the minutes from all zones to one of them, its own included."""
    legs = door.legs
    one = replace(
        legs,
        egress_points=legs.egress.of_points(np.array([zone], dtype=np.intp)),
        direct_points=_ways_to(legs.direct, zone),
    )
    minutes = to_points(replace(door, legs=one), [0]).expected[:, 0]
    minutes[zone] = legs.within_min[zone]
    return minutes


def _ways_to(ways: DirectWays, zone: int) -> DirectWays:
    """Return the direct ways to one zone, as if it were the only destination."""
    row, kept = _rows(ways), ways.to == zone
    here = np.zeros(int(kept.sum()), dtype=np.int32)
    return ways_of(row[kept], here, ways.minutes[kept], ways.kind[kept], ways.per_hour[kept], len(ways.start) - 1)


def _rows(ways: DirectWays) -> NDArray[np.int32]:
    return np.repeat(np.arange(len(ways.start) - 1, dtype=np.int32), np.diff(ways.start))


def _from_platform(legs: AccessLegs, row: int, station: str) -> AccessLegs:
    """Return the legs of somebody on a platform: by train, or by what leaves the station. ``row`` is the last one."""
    direct, on = legs.direct, _rows(legs.direct)
    access = legs.access.kept(np.repeat(np.arange(row + 1), np.diff(legs.access.start)) != row)
    if station in legs.stations:
        access = _with_last(access, legs.stations.index(station))
    kept = on != row
    return replace(
        legs,
        access=access,
        direct=ways_of(
            on[kept], direct.to[kept], direct.minutes[kept], direct.kind[kept], direct.per_hour[kept], row + 1
        ),
    )


def _with_last(legs: Legs, station: int) -> Legs:
    """Return legs with one of no minutes more for the last point."""
    more = {
        "station": station,
        "best_min": 0.0,
        "expected_min": 0.0,
        "kind": KINDS.index("walk"),
        "boards": False,
        "per_hour": np.inf,
        "assumed_frequency": False,
    }
    rows = {
        name: np.append(getattr(legs, name), value).astype(getattr(legs, name).dtype) for name, value in more.items()
    }
    start = legs.start.copy()
    start[-1] += 1
    return Legs(start=start, **rows)
