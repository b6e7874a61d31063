"""The zones of a network folder, with the ages of their inhabitants and the regions that they lie in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from bereikbaar.access.model import AGE_GROUPS, AREA_KINDS, Areas, Floats, Towns, Zones
from bereikbaar.errors import Problem
from bereikbaar.read.ages import ages_of
from bereikbaar.read.areas import AreaTables, area_of, npvr_basis, npvr_codes
from bereikbaar.read.grid import to_grid
from bereikbaar.read.place_tables import POPULATION, array, errors, in_order, latitude, longitude, taken
from bereikbaar.read.tables import Column, Table, optional, read_table, refuse_duplicates, refuse_unknown

AGES = tuple(f"age_{group}_2021" for group in AGE_GROUPS)
ZONES = (
    Column("pc4", "code", filled=True),
    Column("place", must=False),
    Column("town_id", "code", filled=True),
    Column("municipality_code", "code", must=False),
    Column("municipality", must=False),
    Column("province_code", "code", must=False),
    Column("province", must=False),
    Column("corop_code", "code", must=False),
    latitude(),
    longitude(),
    Column("area_km2", "number", must=False, low=0, unit="km2"),
    POPULATION,
    *(Column(name, "number", must=False, low=0, unit="inhabitants") for name in AGES),
    *optional("place_inferred point_method population_2021", kind="unread"),
)


def read_zones(
    folder: Path, towns: Towns, tables: AreaTables, problems: list[Problem]
) -> tuple[Zones, Mapping[str, Areas]]:
    """Return the zones in the order of their code, and the regions that they lie in by kind.

    What is wrong is added to ``problems``.
    """
    table = read_table(folder / "zones.csv", ZONES)
    refuse_duplicates(table, "pc4")
    town_index = {town: i for i, town in enumerate(towns.id)}
    if town_index:
        refuse_unknown(table, "town_id", town_index, "towns.csv")
    if tables.municipalities is not None:
        known = dict.fromkeys(tables.municipalities.code)
        refuse_unknown(table, "municipality_code", known, "municipalities.csv")
    _refuse_half_ages(table)
    problems.extend(table.problems)
    order = [] if errors(table) or not town_index else in_order(table, "pc4")
    zones = _plain_zones(table, order, town_index, tables.corop_name)
    return replace(zones, ages=_ages(table, order, zones.population, tables)), _areas(table, order, tables)


def _refuse_half_ages(table: Table) -> None:
    for line, *ages in table.rows(*AGES):
        missing = [name for name, value in zip(AGES, ages, strict=True) if value is None]
        if 0 < len(missing) < len(AGES):
            said = f"is empty; all {len(AGES)} age groups are needed, or none"
            table.say(said, line=line, column=missing[0])


def _plain_zones(
    table: Table, order: list[int], town_index: Mapping[str, int], corop_name: Mapping[str, str]
) -> Zones:
    lat, lon = array(taken(table, "lat", order)), array(taken(table, "lon", order))
    x_m, y_m = to_grid(lon, lat)
    return Zones(
        code=tuple(taken(table, "pc4", order)),
        place=tuple(taken(table, "place", order)),
        town_idx=np.array([town_index[t] for t in taken(table, "town_id", order)], dtype=np.int64),
        municipality=tuple(taken(table, "municipality", order)),
        province=tuple(taken(table, "province", order)),
        corop=tuple(corop_name.get(c, c) for c in taken(table, "corop_code", order)),
        lat=lat,
        lon=lon,
        x_m=x_m,
        y_m=y_m,
        area_km2=array(taken(table, "area_km2", order)),
        population=array(taken(table, "population", order)),
    )


def _ages(table: Table, order: list[int], population: Floats, tables: AreaTables) -> Floats | None:
    counts = np.column_stack([array(taken(table, name, order)) for name in AGES])
    shares = np.full(counts.shape, np.nan)
    if tables.municipalities is not None and tables.age_shares is not None:
        index = {code: i for i, code in enumerate(tables.municipalities.code)}
        for row, code in enumerate(taken(table, "municipality_code", order)):
            if code in index:
                shares[row] = tables.age_shares[index[code]]
    return ages_of(population, counts, shares)


def _areas(table: Table, order: list[int], tables: AreaTables) -> Mapping[str, Areas]:
    municipality = taken(table, "municipality_code", order)
    corop = taken(table, "corop_code", order)
    pairs = {
        "municipality": (municipality, taken(table, "municipality", order)),
        "npvr": npvr_codes(municipality, tables.npvr),
        "corop": (corop, [tables.corop_name.get(c, c) for c in corop]),
        "province": (taken(table, "province_code", order), taken(table, "province", order)),
    }
    found = {kind: area_of(kind, *pairs[kind]) for kind in AREA_KINDS}
    if (npvr := found["npvr"]) is not None:
        found["npvr"] = replace(npvr, basis=npvr_basis(npvr.name, tables.npvr))
    return MappingProxyType({kind: area for kind, area in found.items() if area is not None})
