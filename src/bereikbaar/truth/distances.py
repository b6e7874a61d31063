"""How far people live from stations, by road, as the statistics office counts it."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.read.published import Figure
from bereikbaar.truth.world import Flags, World
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

#: "Within 5 km of a station", and a bicycle ride as CROW counts it, km.
_NEAR_KM, _RIDE_KM = 5.0, 7.5
_RIDE_MIN = 15.0


def interchanges(world: World) -> Flags:
    """Return which stations (n_stations,) are large: the intercity stations.

    Our reading of the "important transfer stations" of the statistics office, whose list is not public.
    """
    return world.at_home & world.stations.intercity


def mean_km(world: World, figure: Figure) -> float | None:
    """Return the mean km by road to a station, or to an interchange, of the people of an area."""
    member = world.zones_of(figure.origin)
    if not member.any():
        return None
    far = figure.kind == "mean_road_km_to_interchange"
    km = world.road_km(interchanges(world))[0] if far else world.km_to_station[0]
    return world.mean(km, member)


def share_within_5km(world: World, _figure: Figure) -> float:
    """Return which part of the people lives within 5 km by road of a station, %."""
    return 100.0 * world.share(world.km_to_station[0] <= _NEAR_KM + SLACK)


def share_nearest_is_interchange(world: World, _figure: Figure) -> float:
    """Return for which part of the people the nearest station is an interchange, %."""
    nearest = world.km_to_station[1]
    return 100.0 * world.share((nearest >= 0) & interchanges(world)[nearest])


def municipalities_near(world: World, figure: Figure) -> float:
    """Return in how many municipalities people live at most 7.5 km by road from a station on average."""
    far = figure.kind.endswith("_interchange")
    km = world.road_km(interchanges(world))[0] if far else world.km_to_station[0]
    return float((by_municipality(world, km) <= _RIDE_KM + SLACK).sum())


def by_municipality(world: World, values: Floats) -> Floats:
    """Return the mean over the people of every municipality, (n_municipalities,); NaN where nobody has a value."""
    zone = world.places.areas["municipality"].zone_area
    n = len(world.places.areas["municipality"].code)
    counts = np.isfinite(values) & (zone >= 0)
    people = np.bincount(zone[counts], weights=world.people[counts], minlength=n)
    total = np.bincount(zone[counts], weights=(values * world.people)[counts], minlength=n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(people > 0, total / people, np.nan))


def million_within_bicycle_15min(world: World, _figure: Figure) -> float:
    """Return how many million people can cycle to a station in a quarter of an hour at the speed of the settings."""
    # by road km of the bus, brought back to the detour of a bicycle
    settings = world.settings
    ride_km = settings.bicycle_kmh * _RIDE_MIN / MINUTES_PER_HOUR
    km = world.km_to_station[0] / settings.assumed_detour * settings.detour
    return float(world.people[km <= ride_km + SLACK].sum() / 1e6)
