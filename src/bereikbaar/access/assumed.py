"""The assumed bus or tram: to all stations near by, to the nearest one and to the nearest intercity station."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import Arrays, are_indexes, fingerprint, remembered
from bereikbaar.access.crossings import bus_mode
from bereikbaar.access.model import Floats
from bereikbaar.access.points import pairs_within
from bereikbaar.access.stations import Stations
from bereikbaar.access.ways import Ground, Lines, Pairs, StationLines, lines_radius, way_minutes
from bereikbaar.units import SLACK

#: Half the girth of the earth, km: the search for the nearest station ends here.
_EVERYWHERE_KM = 20_100.0

#: For every point the station reached first (-1: none) and its minutes (inf).
Best = tuple[NDArray[np.int32], Floats]
_NEAREST = {"station": np.int32, "minutes": np.float64}
#: Buses: point, station, minutes.
Ways = tuple[NDArray[np.int32], NDArray[np.int32], Floats]
_NEARER = {"point": np.int32, "station": np.int32, "minutes": np.float64}


def assumed_ways(here: Ground, to: Stations, lines: StationLines, bus_min: Floats) -> Ways:
    """Return (point, station, minutes) of every assumed bus, waiting left out, ordered by point, then station.

    bus_min : (n_lines,) from :func:`bereikbaar.access.ways.bus_minutes`. What a scenario does to trains takes no bus
    away and moves none: the nearest stations are those that were so before it, whatever trains they have left, and
    every station that gets trains and is nearer still has a bus besides.
    """
    near = (lines.lines.km <= here.settings.assumed_radius_km + SLACK) & np.isfinite(bus_min)
    near &= to.served[lines.lines.j]
    found = [(lines.lines.i[near], lines.lines.j[near], bus_min[near])]
    everywhere = np.ones(len(to.codes), dtype=bool)
    for kind in (everywhere, to.intercity):
        nearest = nearest_by_bus(here, to, lines, bus_min, to.served_before & kind)
        has = np.flatnonzero(np.isfinite(nearest[1]))
        found.append((has.astype(np.int32), nearest[0][has], nearest[1][has]))
        found += _nearer(here, to, lines, bus_min, to.served & ~to.served_before & kind, nearest)
    point = np.concatenate([f[0] for f in found])
    station = np.concatenate([f[1] for f in found])
    once = np.unique(point.astype(np.int64) * len(to.codes) + station, return_index=True)[1]
    return point[once], station[once], np.concatenate([f[2] for f in found])[once]


def nearest_by_bus(
    here: Ground, to: Stations, lines: StationLines, bus_min: Floats, wanted: NDArray[np.bool_]
) -> Best:
    """Return for every point the wanted station that the bus reaches first, and its minutes (-1, inf: none).

    Over bridges and dams where open water lies between, however far the station is.
    """
    among = np.flatnonzero(wanted)
    best = np.full(len(here.places_at), -1, dtype=np.int32), np.full(len(here.places_at), np.inf)
    if not len(among):
        return best
    _take(lines.lines.i, lines.lines.j, np.where(wanted[lines.lines.j], bus_min, np.inf), best)
    make = partial(_search, here, to, lines, among, best)
    fits = partial(_fits, len(here.places_at), len(among))
    kept = remembered("nearest", _search_key(here, to, among), _NEAREST, make, here.say, fits)
    return np.append(among, -1).astype(np.int32)[kept["station"]], kept["minutes"]


def _fits(n_points: int, n_stations: int, kept: Arrays) -> bool:
    """Say whether kept arrays can be the nearest of n_stations of every point."""
    return are_indexes(kept["station"], n_stations, n_points, lowest=-1) and kept["minutes"].shape == (n_points,)


def _search_key(here: Ground, to: Stations, among: NDArray[np.intp]) -> str:
    mode = bus_mode(here.settings)
    bus = (mode.kmh, mode.detour, mode.fixed_min, lines_radius(here.settings))
    return fingerprint(here.key, here.crossings_key, to.at.lat[among], to.at.lon[among], bus)


def _take(i: NDArray[np.int32], j: NDArray[np.int32], new_min: Floats, best: Best) -> None:
    """Put the quickest new way of every point into ``best`` where it is quicker; equal ways: the lowest station."""
    from bereikbaar.access.kernels import keep_first

    keep_first(i, j, new_min, *best)


def _search(here: Ground, to: Stations, lines: StationLines, among: NDArray[np.intp], best: Best) -> Arrays:
    """Look further and further until nothing that is not yet looked at can be nearer.

    The stations come as positions in ``among`` (-1: none): the same in every network that has these stations.
    """
    mode = bus_mode(here.settings)
    looked_km = lines_radius(here.settings)
    while looked_km < _EVERYWHERE_KM:
        open_points = np.flatnonzero(best[1] > mode.fixed_min + looked_km * mode.min_per_km)
        if not len(open_points):
            break
        next_km = min(2 * max(looked_km, 10.0), _EVERYWHERE_KM)
        i, j, km = pairs_within(here.places_at.at(open_points), to.at.at(among), next_km)
        new = km > looked_km
        _try(here, to, lines, (open_points[i[new]], among[j[new]], km[new]), best)
        looked_km = next_km
    return {"station": np.where(best[0] < 0, -1, np.searchsorted(among, best[0])), "minutes": best[1]}


def _nearer(
    here: Ground, to: Stations, lines: StationLines, bus_min: Floats, wanted: NDArray[np.bool_], nearest: Best
) -> list[Ways]:
    """Return the buses to all wanted stations that are nearer than the nearest: on the lines drawn, and beyond."""
    added = np.flatnonzero(wanted)
    if not len(added):
        return []
    drawn = wanted[lines.lines.j] & (bus_min < nearest[1][lines.lines.i])
    mode = bus_mode(here.settings)
    far_km = np.where(np.isfinite(nearest[1]), (nearest[1] - mode.fixed_min) / mode.min_per_km, _EVERYWHERE_KM)
    looked_km = lines_radius(here.settings)
    open_points = np.flatnonzero(far_km > looked_km)

    def make() -> Arrays:
        i, j, km = pairs_within(here.places_at.at(open_points), to.at.at(added), float(far_km.max()))
        new = (km > looked_km) & (km < far_km[open_points[i]])
        tried, minutes = _tried(here, to, lines, (open_points[i[new]], added[j[new]], km[new]))
        less = minutes < nearest[1][tried.i]
        return {"point": tried.i[less], "station": np.searchsorted(added, tried.j[less]), "minutes": minutes[less]}

    on_lines = (lines.lines.i[drawn], lines.lines.j[drawn], bus_min[drawn])
    if not len(open_points):
        return [on_lines]
    key = fingerprint(_search_key(here, to, added), nearest[1])
    kept = remembered("nearer", key, _NEARER, make, here.say, partial(_are_ways, len(here.places_at), len(added)))
    return [on_lines, (kept["point"], added[kept["station"]].astype(np.int32), kept["minutes"])]


def _are_ways(n_points: int, n_stations: int, kept: Arrays) -> bool:
    """Say whether kept arrays can be ways from n_points to n_stations."""
    n = len(kept["minutes"])
    return are_indexes(kept["point"], n_points, n) and are_indexes(kept["station"], n_stations, n)


def _try(here: Ground, to: Stations, lines: StationLines, pairs: Pairs, best: Best) -> None:
    """Try the lines of these pairs (point, station, km)."""
    tried, minutes = _tried(here, to, lines, pairs)
    _take(tried.i, tried.j, minutes, best)


def _tried(here: Ground, to: Stations, lines: StationLines, pairs: Pairs) -> tuple[Lines, Floats]:
    """Return the lines of these pairs, and the minutes of the bus along them (inf: over water)."""
    made = here.tested(here.places_at, to.at, pairs)
    tried = Lines(made["i"].astype(np.int32), made["j"].astype(np.int32), made["km"], made["dry"])
    return tried, way_minutes(tried, here, bus_mode(here.settings), lines.end_km)
