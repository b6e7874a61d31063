"""Access and egress legs: every way between a door and a station, at the home end and at the activity end."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import fingerprint, in_common
from bereikbaar.access.crossings import Mode, own_modes
from bereikbaar.access.direct import DirectWays, direct_to_stations, direct_ways, per_hour_of, quickest
from bereikbaar.access.feeders import Rides, assumed_rides, feeder_rides, joined
from bereikbaar.access.kinds import KINDS, RIDDEN_KINDS
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.stations import Stations, lines_key, lines_to, stations
from bereikbaar.access.ways import Ground, Progress, StationLines, ground
from bereikbaar.access.within import nearest_zone_km, within_own_zone, within_zone_min
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR

#: By kind, whether it is a vehicle that is waited for.
_RIDDEN = np.array([kind in RIDDEN_KINDS for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Legs:
    """The legs between points and stations: point p owns legs start[p] .. start[p + 1] - 1.

    start        : (n_points + 1,). All others (n_legs,), ordered by point, station and kind.
    station      : index in the order of TravelTimes.stations.
    best_min     : minutes without the first wait. expected_min : with it. At the activity end both are the same and
                   hold the change and the wait after it.
    kind         : index in KINDS. boards : in a vehicle that is waited for.
    per_hour     : departures per hour of the vehicle, or of the ferry of an own leg; inf: one can go at any time.
    assumed_frequency : that figure of a vehicle is assumed.
    """

    start: NDArray[np.int64]
    station: NDArray[np.int32]
    best_min: Floats
    expected_min: Floats
    kind: NDArray[np.int8]
    boards: NDArray[np.bool_]
    per_hour: Floats
    assumed_frequency: NDArray[np.bool_]

    def of_points(self, chosen: NDArray[np.intp]) -> Legs:
        """Return the legs of these points only, in this order."""
        counts = np.diff(self.start)[chosen]
        moved = self.start[chosen] - _starts(counts)[:-1]
        return self._rows(np.arange(counts.sum()) + np.repeat(moved, counts), counts)

    def of_first(self, n: int) -> Legs:
        """Return the legs of the first n points, on the same memory."""
        end = self.start[n]
        return Legs(self.start[: n + 1], *(getattr(self, f.name)[:end] for f in fields(self)[1:]))

    def kept(self, keep: NDArray[np.bool_]) -> Legs:
        """Return the legs for which ``keep`` (n_legs,) holds."""
        owner = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        return self._rows(np.flatnonzero(keep), np.bincount(owner[keep], minlength=len(self.start) - 1))

    def _rows(self, rows: NDArray[np.intp], counts: NDArray[np.int64]) -> Legs:
        return Legs(
            start=_starts(counts),
            station=self.station[rows],
            best_min=self.best_min[rows],
            expected_min=self.expected_min[rows],
            kind=self.kind[rows],
            boards=self.boards[rows],
            per_hour=self.per_hour[rows],
            assumed_frequency=self.assumed_frequency[rows],
        )


@dataclass(frozen=True, slots=True)
class AccessLegs:
    """Everything between doors and stations in one window.

    access, egress  : of the zones, at the home end and at the activity end. egress_points : of the centres and then
                      the amenities of Places, at the activity end.
    direct          : from zone to zone; direct_points : from zone to centre or amenity, in its own zone no less than
                      ``within_min``; direct_stations : from zone to station; all within the limits for direct ways.
    within_min      : (n_zones,) minutes within a zone. change_min : (n_stations,).
    homeward        : the way back: access legs are those of the activity end, egress legs those of the home end.
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
    homeward: bool = False


class _Table(NamedTuple):
    """Columns of legs before they are put in order: point, station, minutes, kind, how often."""

    point: NDArray[np.int32]
    station: NDArray[np.int32]
    best_min: Floats
    expected_min: Floats
    kind: NDArray[np.int8]
    per_hour: Floats
    assumed_frequency: NDArray[np.bool_]


def access_legs(
    net: Network,
    places: Places,
    window: str,
    settings: Settings,
    progress: Progress | None = None,
    *,
    homeward: bool = False,
) -> AccessLegs:
    """Return the access and egress legs of all zones, and the egress legs of all centres and amenities.

    homeward : of the way back: one sets out from an activity (on foot, by rental bicycle, by bus) and is at home at
    the other end, where one's own bicycle stands at the station.
    The first time for a map it takes some seconds to find out which ways cross open water, and ``progress`` is told
    so; after that it is read from the cache (see :mod:`bereikbaar.access.cache`).
    Raises UnknownNameError for the window.
    """
    if places.n_own:
        from bereikbaar.access.own_legs import legs_with_own

        return legs_with_own(net, places, window, settings, progress, homeward=homeward)
    here, to = ground(places, settings, progress), stations(net, settings)
    lines = lines_to(here, to)
    access, egress = station_legs(net, here, to, lines, window, settings, homeward=homeward)
    direct, direct_points, within_min = _map_ways(here)
    return AccessLegs(
        window=window,
        stations=to.codes,
        access=access.of_first(here.n_zones),
        egress=egress.of_first(here.n_zones),
        egress_points=egress.of_points(np.arange(here.n_zones, len(here.places_at))),
        direct=direct,
        direct_points=direct_points,
        direct_stations=_direct_stations(here, to, lines),
        within_min=within_min,
        change_min=to.change_min,
        homeward=homeward,
    )


def _map_ways(here: Ground) -> tuple[DirectWays, DirectWays, Floats]:
    """Return direct ways from zones to zones and to points, and minutes within zones: the same in all windows."""

    def make() -> tuple[DirectWays, DirectWays, Floats]:
        to_zones, to_points = direct_ways(here)
        homes = here.places_at.at(np.arange(here.n_zones))
        points = here.places_at.at(np.arange(here.n_zones, len(here.places_at)))
        within_min = within_zone_min(here.places, here.settings)
        nearest_km = nearest_zone_km(to_points, homes, points)
        return to_zones, within_own_zone(to_points, homes, points, nearest_km, within_min), within_min

    key = fingerprint(here.key, here.crossings_key, here.settings, here.places.zones.area_km2)
    return in_common("direct", key, make)


def _direct_stations(here: Ground, to: Stations, lines: StationLines) -> DirectWays:
    key = fingerprint(lines_key(here, to), here.crossings_key, here.settings, to.extra_min)
    return in_common("direct to stations", key, lambda: direct_to_stations(here, to, lines))


def station_legs(
    net: Network,
    here: Ground,
    to: Stations,
    lines: StationLines,
    window: str,
    settings: Settings,
    *,
    homeward: bool = False,
) -> tuple[Legs, Legs]:
    """Return the access and egress legs of all points of a map; ``homeward`` as in :func:`access_legs`."""
    net = net if settings.known_feeders else replace(net, feeders=())
    parts = [feeder_rides(net, here.places, here, to, window, settings)]
    if settings.assumed_transit:
        parts.append(assumed_rides(net, here.places, here, to, lines, window, settings))
    rides, n_points = joined(parts), len(here.places_at)
    home = own_modes(settings, settings.walk_limit_min, settings.bicycle_limit_min)
    activity = _activity_modes(settings)
    first, last = (activity, home) if homeward else (home, activity)
    access = _ordered([_own(here, to, lines, first, settings), _boarded_first(rides, settings)], to, n_points)
    egress = _ordered([_own(here, to, lines, last, settings), _boarded_next(rides, to, settings)], to, n_points)
    return access, egress


def _activity_modes(settings: Settings) -> dict[str, Mode]:
    modes = {"walk": Mode("walk", settings.walk_kmh, settings.detour, settings.walk_limit_min)}
    if settings.rental_bicycle:
        modes["rental"] = Mode("bicycle", settings.bicycle_kmh, settings.detour, settings.rental_limit_min)
    return modes


def _own(here: Ground, to: Stations, lines: StationLines, modes: dict[str, Mode], settings: Settings) -> _Table:
    """Return the quickest own leg on every line, made once for all windows."""
    which = (here.crossings_key, settings, tuple(modes.items()), to.served, to.rental)
    key = fingerprint(lines_key(here, to), *which)
    return in_common("own legs", key, lambda: _quickest_own(here, to, lines, modes, settings))


def _quickest_own(
    here: Ground, to: Stations, lines: StationLines, modes: dict[str, Mode], settings: Settings
) -> _Table:
    """Return the quickest own leg on every line; rental bicycles take extra minutes and are not everywhere."""
    rental_min = np.where(to.rental, settings.rental_extra_min, np.inf)[lines.lines.j]
    minutes, kind = quickest(here, lines.lines, modes, lines.end_km, {"rental": rental_min})
    used = np.isfinite(minutes) & to.served[lines.lines.j]
    per_hour = per_hour_of(here, lines.lines, modes, lines.end_km, kind, used)[used]
    return _Table(
        point=lines.lines.i[used],
        station=lines.lines.j[used],
        best_min=minutes[used],
        expected_min=minutes[used],
        kind=kind[used],
        per_hour=per_hour,
        assumed_frequency=np.zeros(len(per_hour), dtype=bool),
    )


def _boarded_first(rides: Rides, settings: Settings) -> _Table:
    """Return the rides at the home end: the wait is the first one."""
    wait = settings.alpha_first * MINUTES_PER_HOUR / rides.per_hour
    return _ridden(rides, rides.run_min, wait + rides.run_min)


def _boarded_next(rides: Rides, to: Stations, settings: Settings) -> _Table:
    """Return the rides at the activity end: the wait is one after a change."""
    wait = settings.alpha_transfer * MINUTES_PER_HOUR / rides.per_hour
    minutes = to.change_min[rides.station] + wait + rides.run_min
    return _ridden(rides, minutes, minutes)


def _ridden(rides: Rides, best_min: Floats, expected_min: Floats) -> _Table:
    kind = np.where(rides.assumed, KINDS.index("assumed"), KINDS.index("feeder")).astype(np.int8)
    return _Table(rides.point, rides.station, best_min, expected_min, kind, rides.per_hour, rides.assumed_frequency)


def _ordered(parts: list[_Table], to: Stations, n_points: int) -> Legs:
    """Return all legs in their order; the order of the parts decides between legs of the same sort."""
    all_legs = _Table._make(np.concatenate(columns) for columns in zip(*parts, strict=True))
    sort_key = (all_legs.point.astype(np.int64) * len(to.codes) + all_legs.station) * len(KINDS) + all_legs.kind
    order = np.argsort(sort_key, kind="stable")
    t = _Table._make(column[order] for column in all_legs)
    extra = to.extra_min[t.station]
    return Legs(
        start=_starts(np.bincount(t.point, minlength=n_points)),
        station=t.station,
        best_min=t.best_min + extra,
        expected_min=t.expected_min + extra,
        kind=t.kind,
        boards=_RIDDEN[t.kind],
        per_hour=t.per_hour,
        assumed_frequency=t.assumed_frequency,
    )


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
