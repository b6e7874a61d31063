"""Places of the user's own beside the zones: origins that are reported, where nobody lives and nothing is to be had.

They are zones without inhabitants behind the others, so that every measure of a zone is one of theirs, and no sum,
mean or opportunity of the country changes. A place belongs to the town, municipality and region of the nearest zone:
inside Emmeloord it has Emmeloord's bus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats, Places, Zones
from bereikbaar.access.points import crow_km, nearest, points, zone_points
from bereikbaar.errors import RunError
from bereikbaar.lang import first_of, remark
from bereikbaar.read.grid import to_grid

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.read.own_places import OwnPlaces

#: Codes of own places begin with this: behind all postcodes, and never one of them.
PREFIX = "own:"
#: Columns of an own place, before its measures. population : of the file; null = not known.
OWN_COLUMNS = ("place_id", "name", "town", "municipality", "province", "lat", "lon", "population")
#: An own place farther than this from every zone is said, km.
FAR_KM = 10.0


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


def with_own_places(places: Places, own: OwnPlaces) -> Places:
    """Return places with those of a user's file behind the zones."""
    return with_points(places, own.id, own.name, own.lat, own.lon, own.area_km2)


def own_frame(
    places: Places, own: OwnPlaces, values: Mapping[str, NDArray[Any]], names: Sequence[str]
) -> pl.DataFrame:
    """Return one row per own place, sorted by place_id: OWN_COLUMNS and the measures.

    values : of all zones, (n_zones,), own places last. Raises RunError when the places do not hold these own ones.
    """
    import polars as pl

    from bereikbaar.access.columns import measured, numbers

    rows, zones = np.arange(len(places.zones.code))[own_rows(places)], places.zones
    if [zones.code[r] for r in rows] != [f"{PREFIX}{one}" for one in own.id]:
        raise RunError("the places of this run are not those of the file of own places")
    texts = {
        "place_id": own.id,
        "name": own.name,
        "town": [places.towns.name[t] for t in zones.town_idx[rows]],
        "municipality": [zones.municipality[r] for r in rows],
        "province": [zones.province[r] for r in rows],
    }
    return pl.DataFrame(
        {
            **{name: pl.Series(list(column), dtype=pl.String) for name, column in texts.items()},
            # a decimetre: what turning a grid into degrees leaves behind that says nothing
            "lat": pl.Series(own.lat, dtype=pl.Float64).round(6),
            "lon": pl.Series(own.lon, dtype=pl.Float64).round(6),
            "population": numbers(own.population),
            **measured(values, names, rows),
        }
    )


def own_means(frame: pl.DataFrame, weight: Floats, names: Sequence[str]) -> dict[str, float | None]:
    """Return the means of measures over the own places that have an answer; None where none has.

    frame : of :func:`own_frame`. weight : (n_own,), see ``OwnPlaces.weight``.
    """
    out: dict[str, float | None] = {}
    for name in names:
        values = frame[name].cast(float).to_numpy()
        answered = np.isfinite(values) & (weight > 0)
        out[name] = float(np.average(values[answered], weights=weight[answered])) if answered.any() else None
    return out


def own_notes(places: Places, own: OwnPlaces | None) -> tuple[str, ...]:
    """Return what is to be known of own places: the notes of their file, and which are far from every zone."""
    if own is None or not len(own.id):
        return ()
    at, zones = points(own.lat, own.lon), zone_points(places)
    beside = nearest(at, zones)
    km = crow_km(at.lat, at.lon, zones.lat[beside], zones.lon[beside])
    far = [f"{own.name[n]} ({km[n]:.0f} km)" for n in np.flatnonzero(km > FAR_KM).tolist()]
    notes = list(own.notes)
    if far:
        notes.append(
            remark("farther than {km:.0f} km from every postcode area: {places}", km=FAR_KM, places=first_of(far, 5))
        )
    return tuple(remark("{of}: {note}", of=PurePath(own.file).name, note=note) for note in notes)


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
