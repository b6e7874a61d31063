"""Builders of small worlds: stations, zones and lines on one meridian, placed by kilometres."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from bereikbaar.access.model import Amenity, Centre, Crossing, Places, Towns, Zones
from bereikbaar.access.sums import Ask, zone_sums
from bereikbaar.indicators.decay import Step
from bereikbaar.network.buses import with_buses_of
from bereikbaar.network.model import Feeder, Network, Pattern, Service, Station, Window
from bereikbaar.units import EARTH_RADIUS_KM

WINDOWS = (
    Window("offpeak", 40.0, "day"),
    Window("evening", 20.0, "evening"),
    Window("sunday", 10.0, "weekend"),
)
MIDDLE = (52.0, 5.0)


def north(km: float) -> float:
    """Latitude so many km north of the middle, exactly as the crow flies."""
    return MIDDLE[0] + math.degrees(km / EARTH_RADIUS_KM)


def east(km: float) -> float:
    """Longitude about so many km east of the middle."""
    return MIDDLE[1] + math.degrees(km / EARTH_RADIUS_KM / math.cos(math.radians(MIDDLE[0])))


def station(code: str, km: float, *, east_km: float = 0.0, **fields) -> Station:
    return Station(code, code.upper(), north(km), east(east_km), **fields)


def service(name: str, stops: str, *, tph: float | tuple[float, ...] = 2.0, added_by: str = "") -> Service:
    """A service in both directions: ``service("1", "a 0, b 30, c 60")`` with minutes after departure."""
    calls = [(word.split()[0], float(word.split()[1])) for word in stops.split(",")]
    per_hour = tph if isinstance(tph, tuple) else (tph,) * len(WINDOWS)
    out = tuple(minute for _, minute in calls)
    back = tuple(out[-1] - minute for minute in reversed(out))
    codes = tuple(code for code, _ in calls)
    patterns = (
        Pattern("outbound", codes, out, out, per_hour),
        Pattern("return", codes[::-1], back, back, per_hour),
    )
    return Service(name, name, "train", "", patterns, added_by=added_by)


def network(stations: list[Station], services: list[Service], feeders: tuple[Feeder, ...] = (), **fields) -> Network:
    return Network(
        name="small",
        title="Small world",
        version="1",
        windows=WINDOWS,
        stations=MappingProxyType({s.code: s for s in stations}),
        services=MappingProxyType({s.id: s for s in services}),
        feeders=feeders,
        **fields,
    )


def with_more(net: Network, stations=(), services=(), feeders=()) -> Network:
    """The network with things that the scenario "plan" adds."""
    new_stations = {s.code: replace(s, added_by="plan") for s in stations}
    new_services = {s.id: replace(s, added_by="plan") for s in services}
    more = replace(
        net,
        stations=MappingProxyType({**net.stations, **new_stations}),
        services=MappingProxyType({**net.services, **new_services}),
        feeders=(*net.feeders, *(replace(f, added_by="plan") for f in feeders)),
        scenario=("plan",),
    )
    return with_buses_of(net, more)


def feeder(town: str, to: str, run_min: float, tph: float | tuple[float | None, ...] | None = 2.0) -> Feeder:
    per_hour = tph if isinstance(tph, tuple) else (tph,) * len(WINDOWS)
    return Feeder(town, to, "line", run_min, per_hour)


def places(
    zones: list[tuple],
    *,
    centres: tuple[Centre, ...] = (),
    amenities: tuple[Amenity, ...] = (),
    crossings: tuple[Crossing, ...] = (),
    land=None,
    area_km2: float = math.pi,
) -> Places:
    """Places of zones (code, town, km north, population[, km east]); a town is made of its zones."""
    rows = sorted(zones)
    names = sorted({row[1] for row in rows})
    population = np.array([float(row[3]) for row in rows])
    town_idx = np.array([names.index(row[1]) for row in rows], dtype=np.int64)
    lat = np.array([north(row[2]) for row in rows])
    lon = np.array([east(row[4]) if len(row) > 4 else MIDDLE[1] for row in rows])
    n, nothing = len(rows), np.zeros(len(rows))
    of_towns = np.bincount(town_idx, weights=population, minlength=len(names))
    text = ("",) * n
    return Places(
        zones=Zones(
            tuple(row[0] for row in rows), text, town_idx, text, ("Here",) * n, text, lat, lon,
            nothing, nothing, np.full(n, area_km2), population,
        ),
        towns=Towns(
            tuple(names), tuple(name.title() for name in names), ("",) * len(names), ("Here",) * len(names),
            ("",) * len(names), np.full(len(names), MIDDLE[0]), np.full(len(names), MIDDLE[1]), of_towns,
        ),
        centres=centres,
        amenities=amenities,
        crossings=crossings,
        land=land,
        neighbours=None,
    )  # fmt: skip


def centre(name: str, stations: str, km: float, *kinds: str, province: str = "Here") -> Centre:
    return Centre(name, name.title(), kinds, province, tuple(stations.split()), north(km), MIDDLE[1])


def crossing(
    name: str, a_km: float, b_km: float, modes="walk bicycle bus", kind="bridge", minutes=0.0, per_hour=None
):
    """A crossing on the meridian."""
    return Crossing(
        name, name, kind, tuple(modes.split()), north(a_km), MIDDLE[1], north(b_km), MIDDLE[1],
        minutes, per_hour, "test", "A",
    )  # fmt: skip


def reached(door, population, town_idx, town_weight, limits):
    """What every zone reaches within limits, in ``active[:, 0]``, and what it can leave for often enough."""
    steps = tuple(Step(limit) for limit in limits)
    return zone_sums(door, Ask(population[np.newaxis], steps, town=town_idx, frequent_weight=town_weight))


def islands(*stretches: tuple[float, float]):
    """Land: strips on the meridian from km to km, 4 km wide, with sharp edges."""
    import shapely

    return shapely.union_all([shapely.box(east(-2), north(a), east(2), north(b)) for a, b in stretches])
