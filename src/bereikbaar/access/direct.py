"""Ways on foot or by bicycle all the way: from door to door, and to the stations, without a train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import Arrays, are_indexes, fingerprint, remembered
from bereikbaar.access.crossings import Mode, own_modes
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import Floats
from bereikbaar.access.stations import Stations
from bereikbaar.access.ways import Ground, Lines, StationLines, way_minutes, way_per_hour
from bereikbaar.settings import Settings

_WAYS = {"start": np.int64, "to": np.int32, "minutes": np.float64, "kind": np.int8, "per_hour": np.float64}


@dataclass(frozen=True, slots=True)
class DirectWays:
    """Ways from every zone: start (n_zones + 1,); the others (n_ways,), ordered by zone and destination.

    to : index of the destination. minutes : at most the limits for direct walking and cycling. kind : index in KINDS.
    per_hour : how often one can set out; inf: at any time, else there is a ferry on the way.
    """

    start: NDArray[np.int64]
    to: NDArray[np.int32]
    minutes: Floats
    kind: NDArray[np.int8]
    per_hour: Floats


def direct_ways(here: Ground) -> tuple[DirectWays, DirectWays]:
    """Return the direct ways from zones to zones, and from zones to the other points of the map."""
    modes = _modes(here.settings)
    key = fingerprint(here.key, here.crossings_key, [(kind, *astuple(mode)) for kind, mode in modes.items()])
    types = {f"{name}{part}": dtype for part in "zp" for name, dtype in _WAYS.items()}

    def make() -> Arrays:
        lines, n = here.direct_lines(), here.n_zones
        between = _some(lines, lines.j < n)
        found = _quickest_often(here, between, modes, here.at_end_km[:n].T)
        both = (np.concatenate([between.i, between.j]), np.concatenate([between.j, between.i]))
        to_zones = ways_of(*both, np.tile(found[0], 2), np.tile(found[1], 2), np.tile(found[2], 2), n)
        away = _some(lines, lines.j >= n)
        away = Lines(away.i, away.j - np.int32(n), away.km, away.dry)
        to_points = ways_of(away.i, away.j, *_quickest_often(here, away, modes, here.at_end_km[n:].T), n)
        return {f"{k}{part}": getattr(w, k) for part, w in (("z", to_zones), ("p", to_points)) for k in _WAYS}

    def fits(found: Arrays) -> bool:
        n, n_others = here.n_zones, len(here.places_at) - here.n_zones
        return _fit(found, "z", n, n) and _fit(found, "p", n, n_others)

    kept = remembered("direct", key, types, make, here.say, fits)
    zones, others = (DirectWays(*(kept[f"{name}{part}"] for name in _WAYS)) for part in "zp")
    return zones, others


def _fit(kept: Arrays, part: str, n_zones: int, n_to: int) -> bool:
    """Say whether kept arrays can be :class:`DirectWays` from n_zones zones to n_to places."""
    start, to, minutes, kind, per_hour = (kept[f"{name}{part}"] for name in _WAYS)
    if to.ndim != 1 or not are_indexes(start, len(to) + 1, n_zones + 1):
        return False
    whole = bool(start[0] == 0 and start[-1] == len(to) and (np.diff(start) >= 0).all())
    same = to.shape == minutes.shape == kind.shape == per_hour.shape
    return whole and same and are_indexes(to, n_to) and are_indexes(kind, len(KINDS))


def direct_to_stations(here: Ground, to: Stations, lines: StationLines) -> DirectWays:
    """Return the direct ways from zones to stations: for who has to be at the station itself."""
    minutes, kind, per_hour = _quickest_often(here, lines.lines, _modes(here.settings), lines.end_km)
    zone = lines.lines.i < here.n_zones
    i, j = lines.lines.i[zone], lines.lines.j[zone]
    return ways_of(i, j, minutes[zone] + to.extra_min[j], kind[zone], per_hour[zone], here.n_zones)


def quickest(
    here: Ground,
    lines: Lines,
    modes: Mapping[str, Mode],
    end_km: Floats,
    extra_min: Mapping[str, Floats] | None = None,
) -> tuple[Floats, NDArray[np.int8]]:
    """Return the minutes and the kind of the quickest mode on every line (inf: none); the first of equals.

    extra_min : kind -> (n_lines,) minutes that it takes besides; they do not count for the limit of the mode.
    """
    minutes = np.full(len(lines.i), np.inf)
    kind = np.zeros(len(lines.i), dtype=np.int8)
    for name, mode in modes.items():
        by_mode = way_minutes(lines, here, mode, end_km)
        if extra_min and name in extra_min:
            by_mode = by_mode + extra_min[name]
        better = by_mode < minutes
        minutes[better] = by_mode[better]
        kind[better] = KINDS.index(name)
    return minutes, kind


def _quickest_often(
    here: Ground, lines: Lines, modes: Mapping[str, Mode], end_km: Floats
) -> tuple[Floats, NDArray[np.int8], Floats]:
    minutes, kind = quickest(here, lines, modes, end_km)
    return minutes, kind, per_hour_of(here, lines, modes, end_km, kind, np.isfinite(minutes))


def per_hour_of(
    here: Ground,
    lines: Lines,
    modes: Mapping[str, Mode],
    end_km: Floats,
    kind: NDArray[np.int8],
    way: NDArray[np.bool_],
) -> Floats:
    """Return how often one can set out on every line by the mode of its kind, (n_lines,); inf: at any time.

    way : (n_lines,) whether there is a way at all.
    """
    per_hour = np.full(len(lines.i), np.inf)
    for name, mode in modes.items():
        used = way & (kind == KINDS.index(name))
        minutes = np.where(used, 0.0, np.inf)
        per_hour[used] = way_per_hour(lines, here, mode, end_km, minutes)[used]
    return per_hour


def _modes(settings: Settings) -> dict[str, Mode]:
    return own_modes(settings, settings.direct_walk_limit_min, settings.direct_bicycle_limit_min)


def _some(lines: Lines, these: NDArray[np.bool_]) -> Lines:
    return Lines(lines.i[these], lines.j[these], lines.km[these], lines.dry[these])


def ways_of(
    i: NDArray[np.int32],
    j: NDArray[np.int32],
    minutes: Floats,
    kind: NDArray[np.int8],
    per_hour: Floats,
    n_zones: int,
) -> DirectWays:
    """Return ways from i to j in their order, without those that take for ever."""
    used = np.flatnonzero(np.isfinite(minutes))
    width = int(j.max()) + 1 if len(j) else 1
    order = used[np.argsort(i[used].astype(np.int64) * width + j[used], kind="stable")]
    start = np.concatenate([[0], np.cumsum(np.bincount(i[order], minlength=n_zones))]).astype(np.int64)
    return DirectWays(start, j[order], minutes[order], kind[order], per_hour[order])
