"""Municipalities, COROP areas and the regions that zones lie in; all of it may be absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bereikbaar.access.model import AGE_GROUPS, Areas, Floats, Municipalities
from bereikbaar.errors import Problem
from bereikbaar.network.names import plain
from bereikbaar.read.place_tables import array, errors, in_order, latitude, longitude, taken
from bereikbaar.read.tables import Column, Table, optional, read_table, refuse_duplicates

AGE_SHARES = tuple(f"pct_age_{group}" for group in AGE_GROUPS)
COROP = (
    Column("corop_code", "code", filled=True),
    Column("corop", filled=True),
    Column("employee_jobs_2024", "number", must=False, low=0, unit="jobs"),
    *optional("province_code province part_of_country n_municipalities population households land_area_km2 "
              "employee_jobs_2016 employee_jobs_2022", kind="unread"),
)  # fmt: skip
MUNICIPALITIES = (
    Column("municipality_code", "code", filled=True),
    Column("municipality", filled=True),
    Column("corop_code", "code", must=False),
    latitude(filled=False),
    longitude(filled=False),
    *(Column(name, "number", must=False, low=0, high=100, unit="%") for name in AGE_SHARES),
    Column("address_density_per_km2", "number", must=False, low=0, unit="per km2"),
    Column("jobs_est_2024", "number", must=False, low=0, unit="jobs"),
    Column("road_km_to_station_2022", "number", must=False, low=0, unit="km"),
    Column("road_km_to_hospital_2022", "number", must=False, low=0, unit="km"),
    Column("npvr_region", must=False),
    Column("npvr_basis", must=False),
    *optional("province_code province part_of_country corop main_town population households land_area_km2 "
              "density_per_km2 urbanity_class business_sites_2023 labour_participation_pct_2022 population_2022 "
              "shrink_type_2019 shrink_region_2019", kind="unread"),
)  # fmt: skip
#: Municipal estimates are rounded, so their sums are a little off the totals of the statistics office. A sum farther
#: off than this is no rounding (a folder cut to a few municipalities, other figures) and is left as it is.
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class AreaTables:
    """What municipalities.csv and corop.csv say. Keys are codes.

    corop_name : names of COROP areas. municipalities : None without the file. age_shares : (n, 5) of Municipalities,
    NaN where not known. npvr : municipality -> (region, what its membership rests on).
    """

    corop_name: Mapping[str, str] = field(default_factory=dict)
    municipalities: Municipalities | None = None
    age_shares: Floats | None = None
    npvr: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_area_tables(folder: Path, problems: list[Problem]) -> AreaTables:
    """Return what the two tables of areas say; both may be absent. What is wrong is added to ``problems``."""
    corop = read_table(folder / "corop.csv", COROP, may_be_absent=True)
    refuse_duplicates(corop, "corop_code")
    problems.extend(corop.problems)
    names = {} if errors(corop) else {code: name for _, code, name in corop.rows("corop_code", "corop")}
    path = folder / "municipalities.csv"
    table = read_table(path, MUNICIPALITIES, may_be_absent=True)
    refuse_duplicates(table, "municipality_code")
    _refuse_half_shares(table)
    problems.extend(table.problems)
    if errors(table) or not len(table):
        return AreaTables(names)
    order = in_order(table, "municipality_code")
    totals = {} if errors(corop) else {c: j for _, c, j in corop.rows("corop_code", "employee_jobs_2024") if j}
    return AreaTables(
        names,
        _municipalities(table, order, totals),
        np.column_stack([array(taken(table, name, order)) for name in AGE_SHARES]),
        {c: (r, b) for _, c, r, b in table.rows("municipality_code", "npvr_region", "npvr_basis") if r},
    )


def _refuse_half_shares(table: Table) -> None:
    for line, *shares in table.rows(*AGE_SHARES):
        known = [s for s in shares if s is not None]
        if known and (len(known) < len(shares) or not sum(known)):
            table.say(
                f"the shares of all {len(shares)} age groups are needed, or none", line=line, column=AGE_SHARES[0]
            )


def _municipalities(table: Table, order: list[int], corop_jobs: Mapping[str, float]) -> Municipalities:
    def numbers(name: str) -> Floats:
        return array(taken(table, name, order))

    return Municipalities(
        code=tuple(taken(table, "municipality_code", order)),
        name=tuple(taken(table, "municipality", order)),
        lat=numbers("lat"),
        lon=numbers("lon"),
        address_density=numbers("address_density_per_km2"),
        jobs=fitted_to_totals(numbers("jobs_est_2024"), taken(table, "corop_code", order), corop_jobs),
        road_km_to_station=numbers("road_km_to_station_2022"),
        road_km_to_hospital=numbers("road_km_to_hospital_2022"),
    )


def fitted_to_totals(jobs: Floats, corop: Sequence[str], totals: Mapping[str, float]) -> Floats:
    """Return the jobs of municipalities, (n,), scaled so that they add up to the totals of their COROP areas.

    Only where all are known and the sum is off by no more than their rounding (1 %); else they stay as they are.
    """
    out, of_area = jobs.copy(), np.array(corop, dtype=str)
    for code, total in sorted(totals.items()):
        here = np.flatnonzero(of_area == code)
        found = float(jobs[here].sum())
        if len(here) and found > 0 and abs(found - total) <= _ROUNDING * total:  # a sum with NaN is never near
            out[here] = jobs[here] * (total / found)
    return out


def npvr_codes(municipality: Sequence[str], npvr: Mapping[str, tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return code and name of the NPVR region of every zone, from the codes of their municipalities."""
    names = [npvr.get(code, ("", ""))[0] for code in municipality]
    codes = {name: region_code(name) for name in set(names)}
    return [codes[name] for name in names], names


def region_code(name: str) -> str:
    """Return a code for a region that has only a name: "Noord- en Oost-Groningen" -> "noord-en-oost-groningen"."""
    return "-".join(plain(name).split())


def npvr_basis(names: Sequence[str], npvr: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return for every region what the membership of its municipalities rests on: our reading, and of what."""
    found: dict[str, set[str]] = {}
    for region, basis in npvr.values():
        found.setdefault(region, set()).add(basis)
    said = ("; ".join(sorted(filter(None, found.get(name, ())))) for name in names)
    return tuple("our reading" + (f": {text}" if text else "") for text in said)


def area_of(kind: str, code: Sequence[str], name: Sequence[str]) -> Areas | None:
    """Return the regions of one kind from code and name of every zone; None where zones have neither.

    Where no zone has a code the names are the codes. A zone with an empty code is in no region (-1).
    """
    codes = list(code) if any(code) else list(name)
    known = {c: n for c, n in sorted(zip(codes, name, strict=True)) if c}  # an empty name comes first and gives way
    ordered = sorted(known)
    if not ordered:
        return None
    index = {c: i for i, c in enumerate(ordered)}
    zone_area = np.array([index.get(c, -1) for c in codes], dtype=np.int64)
    return Areas(kind, tuple(ordered), tuple(known[c] or c for c in ordered), zone_area)
