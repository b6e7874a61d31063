"""The places of a network folder -> :class:`~bereikbaar.access.model.Places`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bereikbaar.access.model import Amenity, Centre, Crossing, Floats, Places, Towns, Zones
from bereikbaar.errors import Problem, raise_if_errors
from bereikbaar.read.grid import to_grid
from bereikbaar.read.outline import read_outline
from bereikbaar.read.tables import Column, Table, near, optional, read_table, refuse_duplicates, refuse_unknown

_LOST_POINT = "has a spreadsheet dropped the decimal point?"


def _latitude(name: str = "lat") -> Column:
    return Column(name, "number", filled=True, low=-90, high=90, unit="degrees", hint=_LOST_POINT)


def _longitude(name: str = "lon") -> Column:
    return Column(name, "number", filled=True, low=-180, high=180, unit="degrees", hint=_LOST_POINT)


_POPULATION = Column("population", "number", filled=True, low=0, unit="inhabitants")
_EXTRA = {
    "zones.csv": "place_inferred municipality_code province_code point_method population_2021 age_0_14_2021 "
    "age_15_24_2021 age_25_44_2021 age_45_64_2021 age_65_plus_2021",
    "towns.csv": "place_code municipality_code province_code point_method n_zones main_pc4 geonames_id "
    "geonames_population nearest_station nearest_station_km",
    "centres.csv": "basis town_id",
    "amenities.csv": "municipality_code point_method main_seat source",
    "corop.csv": "province_code province part_of_country n_municipalities population households land_area_km2",
}


def _extra(file: str) -> tuple[Column, ...]:
    return optional(_EXTRA[file], kind="unread")


ZONES = (
    Column("pc4", "code", filled=True),
    Column("place", must=False),
    Column("town_id", "code", filled=True),
    Column("municipality", must=False),
    Column("province", must=False),
    Column("corop_code", "code", must=False),
    _latitude(),
    _longitude(),
    Column("area_km2", "number", must=False, low=0, unit="km2"),
    _POPULATION,
    *_extra("zones.csv"),
)
TOWNS = (
    Column("town_id", "code", filled=True),
    Column("name", filled=True),
    Column("municipality", must=False),
    Column("province", must=False),
    Column("corop_code", "code", must=False),
    _latitude(),
    _longitude(),
    _POPULATION,
    *_extra("towns.csv"),
)
CENTRES = (
    Column("centre_id", "code", filled=True),
    Column("name", filled=True),
    Column("kinds", must=False),
    Column("province", must=False),
    Column("main_station", "code", must=False),
    Column("stations", filled=True),
    _latitude(),
    _longitude(),
    *_extra("centres.csv"),
)
AMENITIES = (
    Column("id", "code", filled=True),
    Column("name", filled=True),
    Column("kind", filled=True),
    Column("place", must=False),
    Column("municipality", must=False),
    _latitude(),
    _longitude(),
    Column("students_2019", "number", must=False, low=0),
    Column("basis", must=False),
    *_extra("amenities.csv"),
)
CROSSINGS = (
    Column("id", "code", filled=True),
    Column("name", filled=True),
    Column("kind", filled=True),
    Column("modes", filled=True),
    _latitude("a_lat"),
    _longitude("a_lon"),
    _latitude("b_lat"),
    _longitude("b_lon"),
    Column("minutes", "number", filled=True, low=0, unit="minutes"),
    Column("per_hour", "number", low=0, unit="per hour"),
    Column("source", must=False),
    Column("confidence", must=False),
)
COROP = (Column("corop_code", "code", filled=True), Column("corop", filled=True), *_extra("corop.csv"))
CROSSING_MODES = ("walk", "bicycle", "bus")


def read_places(folder: Path) -> Places:
    """Return zones, towns, centres, amenities, crossings and the outlines of land and neighbours.

    Needs zones.csv, towns.csv, centres.csv and land.geojson; the other files may be absent. Raises InputError with
    all that is wrong, each with file, line and column.
    """
    folder = Path(folder)
    problems: list[Problem] = []
    corop = _corop_names(folder, problems)
    towns = _towns(folder, corop, problems)
    zones = _zones(folder, towns, corop, problems)
    places = Places(
        zones=zones,
        towns=towns,
        centres=_centres(folder, problems),
        amenities=_amenities(folder, problems),
        crossings=_crossings(folder, problems),
        land=read_outline(folder / "land.geojson", problems, needed=True),
        neighbours=read_outline(folder / "neighbours.geojson", problems, needed=False),
        hash="",
    )
    raise_if_errors(problems)
    return _with_hash(places)


def _errors(table: Table) -> bool:
    return any(p.severity == "error" for p in table.problems)


def _array(values: list[Any]) -> Floats:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def _in_order(table: Table, key: str) -> list[int]:
    values = table.columns[key]
    return sorted(range(len(values)), key=values.__getitem__)


def _taken(table: Table, name: str, order: list[int]) -> list[Any]:
    values = table.columns[name]
    return [values[i] for i in order]


def _corop_names(folder: Path, problems: list[Problem]) -> dict[str, str]:
    table = read_table(folder / "corop.csv", COROP, may_be_absent=True)
    problems.extend(table.problems)
    return {code: name for _, code, name in table.rows("corop_code", "corop")}


def _towns(folder: Path, corop: Mapping[str, str], problems: list[Problem]) -> Towns:
    table = read_table(folder / "towns.csv", TOWNS)
    refuse_duplicates(table, "town_id")
    problems.extend(table.problems)
    order = [] if _errors(table) else _in_order(table, "town_id")
    return Towns(
        id=tuple(_taken(table, "town_id", order)),
        name=tuple(_taken(table, "name", order)),
        municipality=tuple(_taken(table, "municipality", order)),
        province=tuple(_taken(table, "province", order)),
        corop=tuple(corop.get(c, c) for c in _taken(table, "corop_code", order)),
        lat=_array(_taken(table, "lat", order)),
        lon=_array(_taken(table, "lon", order)),
        population=_array(_taken(table, "population", order)),
    )


def _zones(folder: Path, towns: Towns, corop: Mapping[str, str], problems: list[Problem]) -> Zones:
    table = read_table(folder / "zones.csv", ZONES)
    refuse_duplicates(table, "pc4")
    town_index = {town: i for i, town in enumerate(towns.id)}
    if town_index:
        refuse_unknown(table, "town_id", town_index, "towns.csv")
    problems.extend(table.problems)
    order = [] if _errors(table) or not town_index else _in_order(table, "pc4")
    lat, lon = _array(_taken(table, "lat", order)), _array(_taken(table, "lon", order))
    x_m, y_m = to_grid(lon, lat)
    return Zones(
        code=tuple(_taken(table, "pc4", order)),
        place=tuple(_taken(table, "place", order)),
        town_idx=np.array([town_index[t] for t in _taken(table, "town_id", order)], dtype=np.int64),
        municipality=tuple(_taken(table, "municipality", order)),
        province=tuple(_taken(table, "province", order)),
        corop=tuple(corop.get(c, c) for c in _taken(table, "corop_code", order)),
        lat=lat,
        lon=lon,
        x_m=x_m,
        y_m=y_m,
        area_km2=_array(_taken(table, "area_km2", order)),
        population=_array(_taken(table, "population", order)),
    )


def _centres(folder: Path, problems: list[Problem]) -> tuple[Centre, ...]:
    table = read_table(folder / "centres.csv", CENTRES)
    refuse_duplicates(table, "centre_id")
    problems.extend(table.problems)
    out = []
    rows = table.rows("centre_id", "name", "kinds", "province", "main_station", "stations", "lat", "lon")
    for _, ident, name, kinds, province, main, stations, lat, lon in [] if _errors(table) else rows:
        codes = stations.split()
        ordered = ([main] if main else []) + [c for c in codes if c != main]
        names = tuple(k.strip() for k in kinds.split(";") if k.strip())
        out.append(Centre(ident, name, names, province, tuple(ordered), lat, lon))
    return tuple(sorted(out, key=lambda c: c.id))


def _amenities(folder: Path, problems: list[Problem]) -> tuple[Amenity, ...]:
    table = read_table(folder / "amenities.csv", AMENITIES, may_be_absent=True)
    refuse_duplicates(table, "id")
    problems.extend(table.problems)
    rows = table.rows("id", "name", "kind", "place", "municipality", "lat", "lon", "basis", "students_2019")
    out = [Amenity(*values) for _, *values in ([] if _errors(table) else rows)]
    return tuple(sorted(out, key=lambda a: a.id))


def _crossings(folder: Path, problems: list[Problem]) -> tuple[Crossing, ...]:
    table = read_table(folder / "crossings.csv", CROSSINGS, may_be_absent=True)
    refuse_duplicates(table, "id")
    names = [c.name for c in CROSSINGS]
    out = []
    for line, *values in [] if _errors(table) else list(table.rows(*names)):
        row = dict(zip(names, values, strict=True))
        modes = tuple(row["modes"].replace(",", " ").replace(";", " ").split())
        for mode in modes:
            if mode not in CROSSING_MODES:
                hint = near(mode, CROSSING_MODES)
                table.say(f"found {mode!r}, expected {', '.join(CROSSING_MODES)}{hint}", line=line, column="modes")
        out.append(Crossing(**{**row, "modes": modes}))
    problems.extend(table.problems)
    return tuple(sorted(out, key=lambda c: c.id))


def _with_hash(places: Places) -> Places:
    """Return the places with the sha256 over what the model uses, the same in whatever order the rows were."""
    from dataclasses import replace

    zones, towns = places.zones, places.towns
    digest = hashlib.sha256()
    for texts in (zones.code, towns.id, towns.name, towns.municipality, towns.province, towns.corop):
        digest.update(json.dumps(texts).encode())
    for numbers in (zones.town_idx, zones.lat, zones.lon, zones.area_km2, zones.population, towns.population):
        digest.update(numbers.tobytes())
    digest.update(repr((places.centres, places.amenities, places.crossings)).encode())
    digest.update(places.land.wkb + places.neighbours.wkb)
    return replace(places, hash=digest.hexdigest())
