"""The places of a network folder -> :class:`~bereikbaar.access.model.Places`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bereikbaar.access.model import Amenity, Centre, Crossing, Places, StationPoints, Towns
from bereikbaar.errors import Problem, raise_if_errors
from bereikbaar.read.areas import read_area_tables
from bereikbaar.read.commuting import read_commuting
from bereikbaar.read.outline import read_outline
from bereikbaar.read.place_tables import POPULATION, array, errors, in_order, latitude, longitude, taken
from bereikbaar.read.tables import Column, near, optional, read_table, refuse_duplicates
from bereikbaar.read.zones import read_zones

TOWNS = (
    Column("town_id", "code", filled=True),
    Column("name", filled=True),
    Column("municipality", must=False),
    Column("province", must=False),
    Column("corop_code", "code", must=False),
    latitude(),
    longitude(),
    POPULATION,
    *optional(
        "place_code municipality_code province_code point_method n_zones main_pc4 geonames_id geonames_population "
        "nearest_station nearest_station_km",
        kind="unread",
    ),
)
CENTRES = (
    Column("centre_id", "code", filled=True),
    Column("name", filled=True),
    Column("kinds", must=False),
    Column("province", must=False),
    Column("main_station", "code", must=False),
    Column("stations", filled=True),
    latitude(),
    longitude(),
    *optional("basis town_id", kind="unread"),
)
#: Kinds of amenities that the model uses, and those that it knows and passes over: no general hospital, or none now.
AMENITY_KINDS = ("umc", "general", "hbo", "wo")
PASSED_OVER = ("children", "limited", "closed")
AMENITIES = (
    Column("id", "code", filled=True),
    Column("name", filled=True),
    Column("kind", filled=True, allowed=(*AMENITY_KINDS, *PASSED_OVER)),
    Column("place", must=False),
    Column("municipality", must=False),
    latitude(),
    longitude(),
    Column("students_2019", "number", must=False, low=0),
    Column("basis", must=False),
    *optional("municipality_code point_method main_seat source", kind="unread"),
)
CROSSINGS = (
    Column("id", "code", filled=True),
    Column("name", filled=True),
    Column("kind", filled=True),
    Column("modes", filled=True),
    latitude("a_lat"),
    longitude("a_lon"),
    latitude("b_lat"),
    longitude("b_lon"),
    Column("minutes", "number", filled=True, low=0, unit="minutes"),
    Column("per_hour", "number", low=0, unit="per hour"),
    Column("source", must=False),
    Column("confidence", must=False),
)
#: Where stations are, and which have trains (all, where the file does not say).
STATION_POINTS = (
    Column("code", "code", filled=True),
    latitude(),
    longitude(),
    Column("served", "boolean", must=False),
)
CROSSING_MODES = ("walk", "bicycle", "bus")


def read_places(folder: Path) -> Places:
    """Return zones, towns, centres, amenities, crossings and the outlines of land and neighbours.

    Needs zones.csv, towns.csv, centres.csv and land.geojson; the other files may be absent. Raises InputError with
    all that is wrong, each with file, line and column.
    """
    folder = Path(folder)
    problems: list[Problem] = []
    tables = read_area_tables(folder, problems)
    towns = _towns(folder, tables.corop_name, problems)
    zones, areas = read_zones(folder, towns, tables, problems)
    amenities = _amenities(folder, problems)
    municipalities = tables.municipalities
    places = Places(
        zones=zones,
        towns=towns,
        centres=_centres(folder, problems),
        amenities=tuple(a for a in amenities if a.kind in AMENITY_KINDS),
        crossings=_crossings(folder, problems),
        land=read_outline(folder / "land.geojson", problems, needed=True),
        neighbours=read_outline(folder / "neighbours.geojson", problems, needed=False),
        areas=areas,
        municipalities=municipalities,
        commuting=read_commuting(folder, municipalities, problems),
        folder=str(folder),
        passed_over=tuple(a for a in amenities if a.kind in PASSED_OVER),
        stations=_station_points(folder) if municipalities is not None else None,
    )
    raise_if_errors(problems)
    return replace(places, hash=places_hash(places))


def _station_points(folder: Path) -> StationPoints | None:
    """Return the stations with trains of a folder; None when it has none, or has them wrong: the network says so."""
    table = read_table(folder / "stations.csv", STATION_POINTS, may_be_absent=True)
    if errors(table) or not len(table):
        return None
    served = [s is not False for s in table.columns["served"]]
    order = [n for n in in_order(table, "code") if served[n]]
    lat, lon = (array(taken(table, name, order)) for name in ("lat", "lon"))
    return StationPoints(lat, lon)


def _towns(folder: Path, corop: Mapping[str, str], problems: list[Problem]) -> Towns:
    table = read_table(folder / "towns.csv", TOWNS)
    refuse_duplicates(table, "town_id")
    problems.extend(table.problems)
    order = [] if errors(table) else in_order(table, "town_id")
    return Towns(
        id=tuple(taken(table, "town_id", order)),
        name=tuple(taken(table, "name", order)),
        municipality=tuple(taken(table, "municipality", order)),
        province=tuple(taken(table, "province", order)),
        corop=tuple(corop.get(c, c) for c in taken(table, "corop_code", order)),
        lat=array(taken(table, "lat", order)),
        lon=array(taken(table, "lon", order)),
        population=array(taken(table, "population", order)),
    )


def _centres(folder: Path, problems: list[Problem]) -> tuple[Centre, ...]:
    table = read_table(folder / "centres.csv", CENTRES)
    refuse_duplicates(table, "centre_id")
    problems.extend(table.problems)
    out = []
    rows = table.rows("centre_id", "name", "kinds", "province", "main_station", "stations", "lat", "lon")
    for _, ident, name, kinds, province, main, stations, lat, lon in [] if errors(table) else rows:
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
    out = [Amenity(*values) for _, *values in ([] if errors(table) else rows)]
    return tuple(sorted(out, key=lambda a: a.id))


def _crossings(folder: Path, problems: list[Problem]) -> tuple[Crossing, ...]:
    table = read_table(folder / "crossings.csv", CROSSINGS, may_be_absent=True)
    refuse_duplicates(table, "id")
    names = [c.name for c in CROSSINGS]
    out = []
    for line, *values in [] if errors(table) else list(table.rows(*names)):
        row = dict(zip(names, values, strict=True))
        modes = tuple(row["modes"].replace(",", " ").replace(";", " ").split())
        for mode in modes:
            if mode not in CROSSING_MODES:
                hint = near(mode, CROSSING_MODES)
                table.say(f"found {mode!r}, expected {', '.join(CROSSING_MODES)}{hint}", line=line, column="modes")
        out.append(Crossing(**{**row, "modes": modes}))
    problems.extend(table.problems)
    return tuple(sorted(out, key=lambda c: c.id))


def places_hash(places: Places) -> str:
    """Return the sha256 over what the model uses, the same in whatever order the rows were and wherever they lie."""
    zones, towns = places.zones, places.towns
    texts = [zones.code, towns.id, towns.name, towns.municipality, towns.province, towns.corop]
    arrays = [zones.town_idx, zones.lat, zones.lon, zones.area_km2, zones.population, towns.population]
    arrays += [] if zones.ages is None else [zones.ages]
    for area in places.areas.values():
        texts += [(area.kind,), area.code, area.name, area.basis]
        arrays.append(area.zone_area)
    if (facts := places.municipalities) is not None:
        texts += [facts.code, facts.name]
        arrays += [facts.lat, facts.lon, facts.address_density, facts.jobs]
        arrays += [facts.road_km_to_station, facts.road_km_to_hospital]
    if (stations := places.stations) is not None:
        arrays += [stations.lat, stations.lon]
    if (commuting := places.commuting) is not None:
        arrays += [commuting.home, commuting.work, commuting.total, commuting.train]
    digest = hashlib.sha256()
    for text in texts:
        digest.update(json.dumps(text).encode())
    for numbers in arrays:
        digest.update(numbers.tobytes())
    digest.update(repr((places.centres, places.amenities, places.crossings)).encode())
    digest.update(places.land.wkb + places.neighbours.wkb)
    return digest.hexdigest()
