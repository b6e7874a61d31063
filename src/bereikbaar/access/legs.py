"""Access and egress legs: every way between a door and a station, at the home end and at the activity end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.crossings import Mode, own_modes
from bereikbaar.access.feeders import Rides, assumed_rides, feeder_rides, joined
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.stations import Stations, lines_to, stations
from bereikbaar.access.ways import Ground, Lines, Progress, StationLines, ground, way_minutes
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR

#: What a leg can be; its place in this tuple is its code in :class:`Legs`.
KINDS = ("walk", "bicycle", "ebike", "feeder", "assumed", "rental")


@dataclass(frozen=True, slots=True)
class Legs:
    """The legs between points and stations: point p owns legs start[p] .. start[p + 1] - 1.

    start        : (n_points + 1,). All others (n_legs,), ordered by point, station and kind.
    station      : index in the order of TravelTimes.stations.
    best_min     : minutes without the first wait. expected_min : with it. The same at the activity end, where both
                   hold the change and the wait after it.
    kind         : index in KINDS. boards : in a vehicle that is waited for.
    per_hour     : departures of the vehicle per hour; inf for own legs. assumed_frequency : that figure is assumed.
    """

    start: NDArray[np.int64]
    station: NDArray[np.int32]
    best_min: Floats
    expected_min: Floats
    kind: NDArray[np.int8]
    boards: NDArray[np.bool_]
    per_hour: Floats
    assumed_frequency: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DirectWays:
    """Ways from door to door without a train, from every zone: start (n_zones + 1,); the others (n_ways,).

    to : index of the destination. minutes : at most the limits for direct walking and cycling. kind : index in KINDS.
    """

    start: NDArray[np.int64]
    to: NDArray[np.int32]
    minutes: Floats
    kind: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class AccessLegs:
    """Everything between doors and stations in one window.

    access, egress  : of the zones, at the home end and at the activity end. egress_points : of the centres and then
                      the amenities of Places, at the activity end.
    direct          : from zone to zone; direct_points : from zone to centre or amenity; direct_stations : from zone
                      to station, within the limits for direct ways.
    within_min      : (n_zones,) minutes within a zone. change_min : (n_stations,).
    own_reach       : what a zone reaches by its own legs only, as in ``access``.
    """

    window: str
    stations: tuple[str, ...]
    access: Legs
    egress: Legs
    egress_points: Legs
    direct: DirectWays
    direct_points: DirectWays
    direct_stations: DirectWays
    within_min: Floats
    change_min: Floats


def access_legs(
    net: Network, places: Places, window: str, settings: Settings, progress: Progress | None = None
) -> AccessLegs:
    """Return the access and egress legs of all zones, and the egress legs of all centres and amenities.

    The first time for a map it takes some seconds to find out which ways cross open water, and ``progress`` is told
    so; after that it is read from the cache (see :mod:`bereikbaar.access.cache`).
    Raises UnknownNameError for the window.
    """
    here = ground(places, settings, progress)
    to = stations(net, settings)
    lines = lines_to(here, to)
    parts = [feeder_rides(net, places, here, to, window, settings)]
    if settings.assumed_transit:
        parts.append(assumed_rides(net, places, here, to, lines, window, settings))
    rides = joined(parts)
    home = _own(here, to, lines, own_modes(settings, settings.walk_limit_min, settings.bicycle_limit_min), None)
    activity = _own(here, to, lines, _activity_modes(settings), settings)
    egress = _legs(activity, _ridden(rides, to, settings.alpha_transfer, change=True), to, len(here.places_at))
    access = _legs(home, _ridden(rides, to, settings.alpha_first, change=False), to, len(here.places_at))
    direct = own_modes(settings, settings.direct_walk_limit_min, settings.direct_bicycle_limit_min)
    return AccessLegs(
        window=window,
        stations=to.codes,
        access=_part(access, 0, here.n_zones),
        egress=_part(egress, 0, here.n_zones),
        egress_points=_part(egress, here.n_zones, len(here.places_at)),
        direct=_direct_zones(here, direct),
        direct_points=_direct_points(here, direct),
        direct_stations=_direct_stations(here, to, lines, direct),
        within_min=within_zone_min(places, settings),
        change_min=to.change_min,
    )


def within_zone_min(places: Places, settings: Settings) -> Floats:
    """Return the minutes within each zone: walking half the radius of a disc of its size.

    Where the size is not known, half the way to the nearest other zone stands for the radius.
    """
    from bereikbaar.access.points import crow_km, zone_points

    radius = np.sqrt(places.zones.area_km2 / np.pi)
    unknown = np.flatnonzero(~np.isfinite(radius))
    at = zone_points(places)
    for z in unknown:
        km = crow_km(at.lat[z], at.lon[z], at.lat, at.lon)
        km[z] = np.inf
        radius[z] = 0.5 * km.min() if len(km) > 1 else 0.0
    minutes: Floats = 0.5 * radius * settings.detour * MINUTES_PER_HOUR / settings.walk_kmh
    return minutes


class _Table(
    tuple[NDArray[np.int32], NDArray[np.int32], Floats, Floats, NDArray[np.int8], Floats, NDArray[np.bool_]]
):
    """Columns of legs: point, station, best, expected, kind, per hour, assumed frequency."""

    __slots__ = ()


def _activity_modes(settings: Settings) -> dict[str, Mode]:
    modes = {"walk": Mode("walk", settings.walk_kmh, settings.detour, settings.walk_limit_min)}
    if settings.rental_bicycle:
        modes["rental"] = Mode("bicycle", settings.bicycle_kmh, settings.detour, settings.rental_limit_min)
    return modes


def _own(here: Ground, to: Stations, lines: StationLines, modes: dict[str, Mode], rental: Settings | None) -> _Table:
    """Return the quickest own leg on every line, if any; rental bicycles cost extra and are not everywhere."""
    minutes, kind = _quickest(here, lines.lines, modes, lines.end_km, (to, rental))
    used = np.isfinite(minutes) & to.served[lines.lines.j]
    i, j = lines.lines.i[used], lines.lines.j[used]
    none = np.zeros(len(i), dtype=bool)
    return _Table((i, j, minutes[used], minutes[used], kind[used], np.full(len(i), np.inf), none))


def _quickest(
    here: Ground,
    lines: Lines,
    modes: dict[str, Mode],
    end_km: Floats,
    rental: tuple[Stations, Settings | None] | None = None,
) -> tuple[Floats, NDArray[np.int8]]:
    """Return the minutes and the kind of the quickest mode on every line; the first of equals."""
    minutes = np.full(len(lines.i), np.inf)
    kind = np.zeros(len(lines.i), dtype=np.int8)
    for name, mode in modes.items():
        by_mode = way_minutes(lines, here, mode, end_km)
        if name == "rental" and rental and rental[1]:
            by_mode = np.where(rental[0].rental[lines.j], by_mode + rental[1].rental_extra_min, np.inf)
        better = by_mode < minutes
        minutes[better] = by_mode[better]
        kind[better] = KINDS.index(name)
    return minutes, kind


def _ridden(rides: Rides, to: Stations, alpha: float, *, change: bool) -> _Table:
    """Return legs from rides: at the home end the wait is the first one, at the activity end it follows a change."""
    wait = alpha * MINUTES_PER_HOUR / rides.per_hour
    if change:
        expected = to.change_min[rides.station] + wait + rides.run_min
        best = expected
    else:
        expected, best = wait + rides.run_min, rides.run_min
    kind = np.where(rides.assumed, KINDS.index("assumed"), KINDS.index("feeder")).astype(np.int8)
    return _Table((rides.point, rides.station, best, expected, kind, rides.per_hour, rides.assumed_frequency))


def _legs(own: _Table, ridden: _Table, to: Stations, n_points: int) -> Legs:
    """Return legs of both sorts in their order."""
    point, station, best, expected, kind, per_hour, assumed = (
        np.concatenate(pair) for pair in zip(own, ridden, strict=True)
    )
    order = np.lexsort((best, expected, kind, station, point))
    extra = to.extra_min[station]
    return Legs(
        start=_starts(point[order], n_points),
        station=station[order],
        best_min=(best + extra)[order],
        expected_min=(expected + extra)[order],
        kind=kind[order],
        boards=np.isfinite(per_hour[order]),
        per_hour=per_hour[order],
        assumed_frequency=assumed[order],
    )


def _starts(owner: NDArray[np.int32], n_owners: int) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=n_owners))]).astype(np.int64)


def _part(legs: Legs, first: int, after: int) -> Legs:
    lo, hi = legs.start[first], legs.start[after]
    columns = (legs.station, legs.best_min, legs.expected_min, legs.kind, legs.boards, legs.per_hour)
    return Legs(
        legs.start[first : after + 1] - lo, *(np.ascontiguousarray(c[lo:hi]) for c in columns),
        np.ascontiguousarray(legs.assumed_frequency[lo:hi]),
    )  # fmt: skip


def _direct_zones(here: Ground, modes: dict[str, Mode]) -> DirectWays:
    lines, n = here.direct, here.n_zones
    one = lines.j < n
    once = Lines(lines.i[one], lines.j[one], lines.km[one], lines.dry[one])
    minutes, kind = _quickest(here, once, modes, here.at_end_km[:n].T)
    both = (np.concatenate([once.i, once.j]), np.concatenate([once.j, once.i]))
    return _direct(*both, np.tile(minutes, 2), np.tile(kind, 2), n)


def _direct_points(here: Ground, modes: dict[str, Mode]) -> DirectWays:
    lines, n = here.direct, here.n_zones
    one = lines.j >= n
    to_point = Lines(lines.i[one], lines.j[one] - np.int32(n), lines.km[one], lines.dry[one])
    minutes, kind = _quickest(here, to_point, modes, here.at_end_km[n:].T)
    return _direct(to_point.i, to_point.j, minutes, kind, n)


def _direct_stations(here: Ground, to: Stations, lines: StationLines, modes: dict[str, Mode]) -> DirectWays:
    minutes, kind = _quickest(here, lines.lines, modes, lines.end_km)
    zone = lines.lines.i < here.n_zones
    i, j = lines.lines.i[zone], lines.lines.j[zone]
    return _direct(i, j, minutes[zone] + to.extra_min[j], kind[zone], here.n_zones)


def _direct(
    i: NDArray[np.int32], j: NDArray[np.int32], minutes: Floats, kind: NDArray[np.int8], n_zones: int
) -> DirectWays:
    used = np.flatnonzero(np.isfinite(minutes))
    order = used[np.lexsort((j[used], i[used]))]
    return DirectWays(_starts(i[order], n_zones), j[order], minutes[order], kind[order])
