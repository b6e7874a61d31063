"""Places as plain frozen tables of arrays: zones, towns, centres, amenities, outlines, crossings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Zones:
    """PC4 zones. All arrays are (n_zones,), in the order of the code.

    town_idx : index into Towns.id. x_m, y_m : Dutch national grid (EPSG:28992), m. area_km2 : NaN where not known.
    """

    code: tuple[str, ...]
    place: tuple[str, ...]
    town_idx: Ints
    municipality: tuple[str, ...]
    province: tuple[str, ...]
    corop: tuple[str, ...]
    lat: Floats
    lon: Floats
    x_m: Floats
    y_m: Floats
    area_km2: Floats
    population: Floats


@dataclass(frozen=True, slots=True)
class Towns:
    """Named places made of PC4 zones. All arrays are (n_towns,), in the order of the id."""

    id: tuple[str, ...]
    name: tuple[str, ...]
    municipality: tuple[str, ...]
    province: tuple[str, ...]
    corop: tuple[str, ...]
    lat: Floats
    lon: Floats
    population: Floats


@dataclass(frozen=True, slots=True)
class Centre:
    """A city or function people travel to, with its list of stations and a point for door to door."""

    id: str
    name: str
    kinds: tuple[str, ...]
    province: str
    stations: tuple[str, ...]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Amenity:
    """A hospital, university or school at a point. kind : umc, general, hbo, wo. students : None for hospitals."""

    id: str
    name: str
    kind: str
    place: str
    municipality: str
    lat: float
    lon: float
    basis: str = ""
    students: float | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A bridge, tunnel or ferry over water, between two points on land.

    modes : which of walk, bicycle, bus may use it. minutes : on the crossing itself. per_hour : None = always open.
    """

    id: str
    name: str
    kind: str
    modes: tuple[str, ...]
    a_lat: float
    a_lon: float
    b_lat: float
    b_lon: float
    minutes: float
    per_hour: float | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a network folder. ``land`` and ``neighbours`` are shapely geometries in WGS84."""

    zones: Zones
    towns: Towns
    centres: tuple[Centre, ...]
    amenities: tuple[Amenity, ...]
    crossings: tuple[Crossing, ...]
    land: Any
    neighbours: Any
    hash: str = ""
