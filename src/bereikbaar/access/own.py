"""Places of the user's own beside the zones: origins that are reported, where nobody lives and nothing is to be had.

They are zones without inhabitants behind the others, so that every measure of a zone is one of theirs, and no sum,
mean or opportunity of the country changes. A place belongs to the town, municipality and region of the nearest zone:
inside Emmeloord it has Emmeloord's bus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats, Places, Zones
from bereikbaar.access.points import nearest, points, zone_points
from bereikbaar.read.grid import to_grid

#: Codes of own places begin with this: behind all postcodes, and never one of them.
PREFIX = "own:"


def with_points(
    places: Places,
    ids: Sequence[str],
    names: Sequence[str],
    lat: Floats,
    lon: Floats,
    area_km2: Floats | None = None,
) -> Places:
    """Return places with own ones behind the zones, in the order given.

    ids, names : texts. lat, lon : degrees. area_km2 : NaN or None = not known. All (n_own,).
    """
    if places.n_own:
        places = without_own(places)
    at, n = points(lat, lon), len(ids)
    beside = nearest(at, zone_points(places))
    size = np.full(n, np.nan) if area_km2 is None else np.asarray(area_km2, dtype=np.float64)
    codes = tuple(f"{PREFIX}{one}" for one in ids)
    digest = hashlib.sha256(repr((places.hash, codes, at.lat.tolist(), at.lon.tolist(), size.tolist())).encode())
    return replace(
        places,
        zones=_zones(places.zones, beside, codes, tuple(names), (at.lat, at.lon, size)),
        areas={
            kind: replace(a, zone_area=np.concatenate([a.zone_area, a.zone_area[beside]]))
            for kind, a in places.areas.items()
        },
        hash=digest.hexdigest(),
        n_own=n,
    )


def without_own(places: Places) -> Places:
    """Return places as they were before :func:`with_points`, but for their hash."""
    n, zones = len(places.zones.code) - places.n_own, places.zones
    columns = {f.name: getattr(zones, f.name) for f in fields(zones)}
    kept: dict[str, Any] = {name: None if column is None else column[:n] for name, column in columns.items()}
    areas = {kind: replace(a, zone_area=a.zone_area[:n]) for kind, a in places.areas.items()}
    return replace(places, zones=Zones(**kept), areas=areas, n_own=0)


def own_rows(places: Places) -> slice:
    """Return which of the zones are own places."""
    return slice(len(places.zones.code) - places.n_own, len(places.zones.code))


def _zones(
    zones: Zones,
    beside: NDArray[np.intp],
    codes: tuple[str, ...],
    names: tuple[str, ...],
    where: tuple[Floats, Floats, Floats],
) -> Zones:
    lat, lon, size = where
    x_m, y_m = to_grid(lon, lat)
    n = len(codes)

    def texts(column: tuple[str, ...]) -> tuple[str, ...]:
        return (*column, *(column[z] for z in beside))

    return Zones(
        code=(*zones.code, *codes),
        place=(*zones.place, *names),
        town_idx=np.concatenate([zones.town_idx, zones.town_idx[beside]]),
        municipality=texts(zones.municipality),
        province=texts(zones.province),
        corop=texts(zones.corop),
        lat=np.concatenate([zones.lat, lat]),
        lon=np.concatenate([zones.lon, lon]),
        x_m=np.concatenate([zones.x_m, x_m]),
        y_m=np.concatenate([zones.y_m, y_m]),
        area_km2=np.concatenate([zones.area_km2, size]),
        population=np.concatenate([zones.population, np.zeros(n)]),
        ages=None if zones.ages is None else np.concatenate([zones.ages, np.zeros((n, zones.ages.shape[1]))]),
    )
