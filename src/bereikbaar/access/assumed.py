"""The assumed bus or tram: to all stations near by, to the nearest one and to the nearest intercity station."""

from __future__ import annotations

from collections.abc import Iterator
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


def assumed_ways(
    here: Ground, to: Stations, lines: StationLines, bus_min: Floats
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """Return (point, station, minutes) of every assumed bus, waiting left out, ordered by point, then station.

    bus_min : (n_lines,) from :func:`bereikbaar.access.ways.bus_minutes`. A new station or train never takes a bus
    away: the nearest stations are sought among those of the base, and among all when that one is nearer still.
    """
    near = (lines.lines.km <= here.settings.assumed_radius_km + SLACK) & np.isfinite(bus_min)
    near &= to.served[lines.lines.j]
    found = [(lines.lines.i[near], lines.lines.j[near], bus_min[near])]
    for wanted in _wanted(to):
        station, minutes = nearest_by_bus(here, to, lines, bus_min, wanted)
        has = np.flatnonzero(np.isfinite(minutes))
        found.append((has.astype(np.int32), station[has], minutes[has]))
    point = np.concatenate([f[0] for f in found])
    station = np.concatenate([f[1] for f in found])
    once = np.unique(point.astype(np.int64) * len(to.codes) + station, return_index=True)[1]
    return point[once], station[once], np.concatenate([f[2] for f in found])[once]


def _wanted(to: Stations) -> Iterator[NDArray[np.bool_]]:
    """Yield the sets of stations of which everybody gets the nearest, each set once."""
    seen = set()
    for among in (to.base & to.served_by_base, to.base & to.served, to.served):
        for kind in (among, among & to.intercity):
            if kind.any() and kind.tobytes() not in seen:
                seen.add(kind.tobytes())
                yield kind


def nearest_by_bus(
    here: Ground, to: Stations, lines: StationLines, bus_min: Floats, wanted: NDArray[np.bool_]
) -> Best:
    """Return for every point the wanted station that the bus reaches first, and its minutes (-1, inf: none).

    Over bridges and dams where open water lies between, however far the station is.
    """
    base, added = np.flatnonzero(wanted & to.base), np.flatnonzero(wanted & ~to.base)
    best = _nobody(len(here.places_at))
    _take_lines(lines.lines, bus_min, wanted & to.base, best)
    if len(base):
        key = _search_key(here, to, base)
        make, fits = partial(_search, here, to, lines, base, best), partial(_fits, len(here.places_at), len(base))
        kept = remembered("nearest", key, _NEAREST, make, here.say, fits)
        best = np.append(base, -1).astype(np.int32)[kept["station"]], kept["minutes"]
    if len(added):
        _take_lines(lines.lines, bus_min, wanted & ~to.base, best)
        key = fingerprint(_search_key(here, to, added), best[0], best[1])
        best = _nearer(here, to, lines, added, best, key)
    return best


def _fits(n_points: int, n_stations: int, kept: Arrays) -> bool:
    """Say whether kept arrays can be the nearest of n_stations of every point."""
    return are_indexes(kept["station"], n_stations, n_points, lowest=-1) and kept["minutes"].shape == (n_points,)


def _nobody(n_points: int) -> Best:
    return np.full(n_points, -1, dtype=np.int32), np.full(n_points, np.inf)


def _search_key(here: Ground, to: Stations, among: NDArray[np.intp]) -> str:
    mode = bus_mode(here.settings)
    bus = (mode.kmh, mode.detour, mode.fixed_min, lines_radius(here.settings))
    return fingerprint(here.key, here.crossings_key, to.at.lat[among], to.at.lon[among], bus)


def _take_lines(lines: Lines, bus_min: Floats, wanted: NDArray[np.bool_], best: Best) -> None:
    _take(lines.i, lines.j, np.where(wanted[lines.j], bus_min, np.inf), best)


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


def _nearer(here: Ground, to: Stations, lines: StationLines, added: NDArray[np.intp], best: Best, key: str) -> Best:
    """Return ``best`` with stations in their place that a scenario added beyond the lines drawn, where nearer."""
    mode = bus_mode(here.settings)
    far_km = np.where(np.isfinite(best[1]), (best[1] - mode.fixed_min) / mode.min_per_km, _EVERYWHERE_KM)
    looked_km = lines_radius(here.settings)
    open_points = np.flatnonzero(far_km > looked_km)
    if not len(open_points):
        return best

    def make() -> Arrays:
        i, j, km = pairs_within(here.places_at.at(open_points), to.at.at(added), float(far_km.max()))
        new = (km > looked_km) & (km < far_km[open_points[i]])
        _try(here, to, lines, (open_points[i[new]], added[j[new]], km[new]), best)
        return {"station": best[0], "minutes": best[1]}

    fits = partial(_fits, len(here.places_at), len(to.codes))
    kept = remembered("nearer", key, _NEAREST, make, here.say, fits)
    return kept["station"], kept["minutes"]


def _try(here: Ground, to: Stations, lines: StationLines, pairs: Pairs, best: Best) -> None:
    """Try the lines of these pairs (point, station, km)."""
    made = here.tested(here.places_at, to.at, pairs)
    tried = Lines(made["i"].astype(np.int32), made["j"].astype(np.int32), made["km"], made["dry"])
    _take(tried.i, tried.j, way_minutes(tried, here, bus_mode(here.settings), lines.end_km), best)
