"""Places as plain frozen tables of arrays: zones, towns, centres, amenities, outlines, crossings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Age groups of the inhabitants of a zone, in the order of ``Zones.ages``.
AGE_GROUPS = ("0_14", "15_24", "25_44", "45_64", "65_plus")
#: Kinds of regions, from the smallest to the largest; ``npvr``: regions of the Nationaal Programma Vitale Regio's.
AREA_KINDS = ("municipality", "npvr", "corop", "province")


@dataclass(frozen=True, slots=True)
class Zones:
    """PC4 zones. All arrays are (n_zones,), in the order of the code.

    town_idx : index into Towns.id. x_m, y_m : Dutch national grid (EPSG:28992), m. area_km2 : NaN where not known.
    ages     : (n_zones, 5) inhabitants by age group (AGE_GROUPS), adding up to ``population``; None = not known.
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
    ages: Floats | None = None


@dataclass(frozen=True, slots=True)
class Areas:
    """Regions of one kind (see AREA_KINDS) and the zones in them, in the order of the code.

    zone_area : (n_zones,) index of the region of every zone; -1 = in none. basis : (n,) where the membership comes
    from, where that is not the statistics office; else empty texts.
    """

    kind: str
    code: tuple[str, ...]
    name: tuple[str, ...]
    zone_area: Ints
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Municipalities:
    """Facts of municipalities, in the order of the code. All arrays are (n,); NaN = not known.

    lat, lon : point of the main town. address_density : per km2. jobs : employee jobs, an estimate.
    road_km_to_station, road_km_to_hospital : mean distances by road of the statistics office, to hold ours against.
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    lat: Floats
    lon: Floats
    address_density: Floats
    jobs: Floats
    road_km_to_station: Floats
    road_km_to_hospital: Floats


@dataclass(frozen=True, slots=True)
class Commuting:
    """Commuters between municipalities. All arrays are (n_pairs,).

    home, work : index in ``Municipalities.code``. total, train : commuters by all means, by train (modelled split).
    """

    home: Ints
    work: Ints
    total: Floats
    train: Floats


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
class StationPoints:
    """Where stations with trains are, WGS84 degrees; both (n,)."""

    lat: Floats
    lon: Floats


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a network folder. ``land`` and ``neighbours`` are shapely geometries in WGS84.

    areas  : kind (AREA_KINDS) -> regions. folder : where they were read from, for outlines that only maps need.
    passed_over : amenities that the model does not use: hospitals that are closed, limited or for children only.
    stations : those with trains in the folder of the places, whatever network is computed with: they draw jobs.
    n_own  : so many of the last zones are places of the user's own file: nobody lives there and nothing is there, so
             that they change no sum; see ``access.own``.
    """

    zones: Zones
    towns: Towns
    centres: tuple[Centre, ...]
    amenities: tuple[Amenity, ...]
    crossings: tuple[Crossing, ...]
    land: Any
    neighbours: Any
    hash: str = ""
    areas: Mapping[str, Areas] = field(default_factory=dict)
    municipalities: Municipalities | None = None
    commuting: Commuting | None = None
    folder: str = ""
    passed_over: tuple[Amenity, ...] = ()
    stations: StationPoints | None = None
    n_own: int = 0
