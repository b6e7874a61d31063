"""Straight lines between places and stations that stay dry, and the minutes of a way along them by each mode.

What depends on the map only (which lines are dry) is slow and is kept on disk; minutes follow from it at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import Arrays, are_indexes, fingerprint, in_common, remembered
from bereikbaar.access.crossings import Mode, Passages, bus_mode, ends, own_modes, passages
from bereikbaar.access.ferries import sailings_per_hour, sails, with_ferry_pairs
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.points import Points, nearest, pairs_within, points
from bereikbaar.access.water import Water, open_water, stays_dry
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

Progress = Callable[[str], None]
#: (i, j, km) of pairs of points.
Pairs = tuple[NDArray[np.intp], NDArray[np.intp], Floats]
#: What is told before ways over water are looked for.
FIRST_TIME = "first time for this map: which ways cross open water"
#: How far a bus may be from a bridge that it takes, crow-fly km.
_BUS_TO_BRIDGE_KM = 30.0
#: Radii are rounded up to a multiple of this, so that a small change of a speed finds the same file, km.
_RADIUS_STEP_KM = 2.5

#: Name and type of every array of :class:`Lines`.
LINES = {"i": np.int32, "j": np.int32, "km": np.float64, "dry": np.bool_}


@dataclass(frozen=True, slots=True)
class Lines:
    """Straight lines from point i to point j. All arrays are (n_lines,), ordered by i, then j. km : crow-fly."""

    i: NDArray[np.int32]
    j: NDArray[np.int32]
    km: Floats
    dry: NDArray[np.bool_]


def lines_fit(kept: Arrays, n_from: int, n_to: int) -> bool:
    """Say whether kept arrays can be lines from some of n_from points to some of n_to."""
    i, j = kept["i"], kept["j"]
    same = i.shape == j.shape == kept["km"].shape == kept["dry"].shape
    return same and are_indexes(i, n_from) and are_indexes(j, n_to)


@dataclass(frozen=True, slots=True)
class Ground:
    """The map of a set of places: what stays the same in every network and scenario.

    key, crossings_key : hashes of what decides which lines are dry, and of what a crossing takes.
    places_at : the points of all zones, then of all centres and amenities. n_zones : how many of them are zones.
    at_end_km : (n_points, n_ends) crow-fly km to the ends of crossings; inf where wet or too far.
    link_km   : (n_ends, n_ends) likewise.
    water     : gives open water, made when first asked for: only what is not in the cache needs it.
    say       : tells that something takes a while, once.
    """

    places: Places
    settings: Settings
    key: str
    crossings_key: str
    places_at: Points
    n_zones: int
    ends_at: Points
    at_end_km: Floats
    link_km: Floats
    water: Callable[[], Water | None]
    say: Callable[[], None]

    def direct_lines(self) -> Lines:
        """Return the lines from zones to zones (i < j) and other points: how far one walks, cycles or sails."""
        radius = own_radius(self.settings)
        zones = self.places_at.at(np.arange(self.n_zones))

        def make() -> Arrays:
            near = pairs_within(zones, self.places_at, radius)
            i, j, km = self.with_ferries(
                near, zones, self.places_at, (self.at_end_km[: self.n_zones], self.at_end_km)
            )
            once = i < j
            return self.tested(zones, self.places_at, (i[once], j[once], km[once]))

        def fits(found: Arrays) -> bool:
            return lines_fit(found, self.n_zones, len(self.places_at))

        kept = remembered("lines", fingerprint(self.key, radius), LINES, make, self.say, fits)
        return Lines(kept["i"], kept["j"], kept["km"], kept["dry"])

    def with_ferries(self, near: Pairs, a: Points, b: Points, end_km: tuple[Floats, Floats]) -> Pairs:
        """Return pairs with those that a ferry brings together; see :func:`with_ferry_pairs`."""
        return with_ferry_pairs(near, self.places.crossings, a, b, end_km, own_radius(self.settings))

    def tested(self, a: Points, b: Points, pairs: Pairs) -> Arrays:
        """Return the lines of these pairs (i, j, km) from a to b, and whether they stay dry."""
        i, j, km = pairs
        return {"i": i, "j": j, "km": km, "dry": stays_dry(self.water(), a.at(i), b.at(j))}


@dataclass(frozen=True, slots=True)
class StationLines:
    """Lines from all points to stations, and end_km from all ends of crossings to them, (n_ends, n_stations)."""

    lines: Lines
    end_km: Floats


def ground(places: Places, settings: Settings, progress: Progress | None = None) -> Ground:
    """Return the map of some places; the first time for a map this takes seconds, and ``progress`` is told."""
    said: list[str] = []

    def say() -> None:
        if progress and not said:
            said.append(FIRST_TIME)
            progress(FIRST_TIME)

    bare = _all_points(places)
    key = _map_key(places, settings, bare)
    empty = np.zeros((0, 0))
    base = Ground(
        places=places,
        settings=settings,
        key=key,
        crossings_key=fingerprint([(c.minutes, c.per_hour, c.kind, c.modes) for c in places.crossings]),
        places_at=bare,
        n_zones=len(places.zones.code),
        ends_at=ends(places.crossings),
        at_end_km=empty,
        link_km=empty,
        water=cache(partial(open_water, places, settings)),
        say=say,
    )
    types = {"town_idx": np.int64, "at_end_km": np.float64, "link_km": np.float64}
    all_of_it = fingerprint(key, own_radius(settings), _BUS_TO_BRIDGE_KM)
    make, fits = partial(_map, base), partial(_map_fits, base)
    kept = in_common("map", all_of_it, lambda: remembered("map", all_of_it, types, make, say, fits))
    at = Points(bare.lat, bare.lon, kept["town_idx"])
    return replace(base, places_at=at, at_end_km=kept["at_end_km"], link_km=kept["link_km"])


def ground_of_points(here: Ground, at: Points) -> Ground:
    """Return the map of some points alone (``at`` with their towns, as if they were zones) on the land of another.

    What is in the cache of that map stays as it is; to look at some points more takes next to nothing.
    """
    key = fingerprint("points", here.key, at.lat, at.lon)
    none = np.zeros((len(at), len(here.ends_at)))
    alone = replace(here, key=key, places_at=at, n_zones=len(at), at_end_km=none, say=lambda: None)
    kept = remembered(
        "points",
        fingerprint(key, own_radius(here.settings), _BUS_TO_BRIDGE_KM),
        {"at_end_km": np.float64},
        lambda: {"at_end_km": _end_table(alone, at)},
        fits=lambda found: found["at_end_km"].shape == alone.at_end_km.shape,
    )
    return replace(alone, at_end_km=kept["at_end_km"])


def station_lines(here: Ground, stations: Points) -> StationLines:
    """Return the lines from all points of the map to some stations: those near by, and those a ferry goes to."""
    radius = lines_radius(here.settings)
    radii = (radius, own_radius(here.settings), _BUS_TO_BRIDGE_KM)
    key = fingerprint(here.key, radii, stations.lat, stations.lon)
    types = {"end_km": np.float64, **LINES}

    def make() -> Arrays:
        to_end_km = _end_table(here, stations)
        near = pairs_within(here.places_at, stations, radius)
        pairs = here.with_ferries(near, here.places_at, stations, (here.at_end_km, to_end_km))
        return {**here.tested(here.places_at, stations, pairs), "end_km": to_end_km.T}

    def fits(found: Arrays) -> bool:
        table = (len(here.ends_at), len(stations))
        return lines_fit(found, len(here.places_at), len(stations)) and found["end_km"].shape == table

    kept = remembered("stations", key, types, make, here.say, fits)
    return StationLines(Lines(kept["i"], kept["j"], kept["km"], kept["dry"]), kept["end_km"])


def way_minutes(lines: Lines, here: Ground, mode: Mode, end_km: Floats) -> Floats:
    """Return the minutes of every line by a mode, (n_lines,); inf beyond the mode's limit and over open water.

    end_km : (n_ends, n_to) crow-fly km from the ends of crossings to the points j.
    A wet line goes by the crossing that makes the quickest way, if any does.
    """
    minutes = mode.fixed_min + lines.km * mode.min_per_km
    minutes[(minutes > mode.limit_min + SLACK) | ~lines.dry] = np.inf
    wet = np.flatnonzero(~lines.dry)
    if len(wet) and len(here.ends_at):
        over = passages(here.places.crossings, mode, here.link_km)
        minutes[wet] = passage_minutes(lines.i[wet], lines.j[wet], here, over, mode, end_km)
    return minutes


def way_per_hour(lines: Lines, here: Ground, mode: Mode, end_km: Floats, minutes: Floats) -> Floats:
    """Return how often one can set out on every line, (n_lines,): inf on land; on a ferry, as often as it sails.

    minutes : of :func:`way_minutes`; lines without a way are passed over.
    """
    per_hour = np.full(len(lines.i), np.inf)
    wet = np.flatnonzero(~lines.dry & np.isfinite(minutes))
    if len(wet) and any(sails(c) for c in here.places.crossings):
        over = passages(here.places.crossings, mode, here.link_km)
        per_hour[wet] = sailings_per_hour(lines.i[wet], lines.j[wet], over, mode, here.at_end_km, end_km)
    return per_hour


def passage_minutes(
    i: NDArray[np.int32], j: NDArray[np.int32], here: Ground, over: Passages, mode: Mode, end_km: Floats
) -> Floats:
    """Return the minutes from points i to points j over water by the best of the passages, (n,)."""
    from bereikbaar.access.kernels import over_water

    end_km = np.ascontiguousarray(end_km)  # a kernel is compiled once for every layout
    return over_water(
        i, j, here.at_end_km, end_km, *(over.into, over.out_of, over.move_min, over.rest_min),
        mode.min_per_km, mode.limit_min - mode.fixed_min, mode.fixed_min,
    )  # fmt: skip


def _all_points(places: Places) -> Points:
    """Return the points of zones, centres and amenities, as yet without towns."""
    zones = places.zones
    lat = [p.lat for p in places.centres] + [p.lat for p in places.amenities]
    lon = [p.lon for p in places.centres] + [p.lon for p in places.amenities]
    return points(np.concatenate([zones.lat, lat]), np.concatenate([zones.lon, lon]))


def _map(base: Ground) -> Arrays:
    """Make what the cache keeps of a map. A centre or amenity belongs to the town of the nearest zone."""
    towns = base.places.zones.town_idx
    zones = base.places_at.at(np.arange(base.n_zones))
    others = base.places_at.at(np.arange(base.n_zones, len(base.places_at)))
    return {
        "town_idx": np.concatenate([towns, towns[nearest(others, zones)]]),
        "at_end_km": _end_table(base, base.places_at),
        "link_km": _end_table(base, base.ends_at),
    }


def _map_fits(base: Ground, kept: Arrays) -> bool:
    n, n_ends, towns = len(base.places_at), len(base.ends_at), base.places.zones.town_idx
    tables = kept["at_end_km"].shape == (n, n_ends) and kept["link_km"].shape == (n_ends, n_ends)
    return tables and kept["town_idx"].shape == (n,) and bool(np.isin(kept["town_idx"], towns).all())


def _map_key(places: Places, settings: Settings, at: Points) -> str:
    """Return the hash of all that decides which lines are dry."""
    import shapely

    outlines = [shapely.to_wkb(o) if o is not None else b"" for o in (places.land, places.neighbours)]
    water = (settings.land_buffer_m, settings.neighbour_buffer_m, settings.water_limit_m)
    ways = [(c.a_lat, c.a_lon, c.b_lat, c.b_lon, "bus" in c.modes, sails(c)) for c in places.crossings]
    return fingerprint(at.lat, at.lon, places.zones.town_idx, *outlines, water, ways)


def lines_radius(settings: Settings) -> float:
    """Return up to which crow-fly km lines to stations are drawn."""
    return max(settings.assumed_radius_km, own_radius(settings))


def own_radius(settings: Settings) -> float:
    """Return how far anybody walks or cycles, crow-fly km, rounded up."""
    ways = [
        *own_modes(settings, settings.direct_walk_limit_min, settings.direct_bicycle_limit_min).values(),
        *own_modes(settings, settings.walk_limit_min, settings.bicycle_limit_min).values(),
        Mode("bicycle", settings.bicycle_kmh, settings.detour, settings.rental_limit_min),
    ]
    far = max(mode.reach_km for mode in ways)
    return math.ceil(far / _RADIUS_STEP_KM) * _RADIUS_STEP_KM


def _end_table(here: Ground, others: Points) -> Floats:
    """Return (n_others, n_ends) km where the line to the end of a crossing is dry and not too far, else inf."""
    out = np.full((len(others), len(here.ends_at)), np.inf)
    reach_km = np.repeat([_BUS_TO_BRIDGE_KM if "bus" in c.modes else 0.0 for c in here.places.crossings], 2)
    i, j, km = pairs_within(others, here.ends_at, max(_BUS_TO_BRIDGE_KM, own_radius(here.settings)))
    near = km <= np.maximum(reach_km, own_radius(here.settings))[j] if len(j) else np.zeros(0, dtype=bool)
    made = here.tested(others, here.ends_at, (i[near], j[near], km[near]))
    dry = made["dry"]
    out[made["i"][dry], made["j"][dry]] = made["km"][dry]
    return out


def bus_minutes(here: Ground, to: StationLines) -> Floats:
    """Return the minutes of the assumed bus on every line to these stations, waiting left out."""
    return way_minutes(to.lines, here, bus_mode(here.settings), to.end_km)
