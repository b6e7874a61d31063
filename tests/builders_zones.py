"""Zones, regions and commuters beside the towns of ``builders_results``, made by hand: eight zones, six
municipalities, five provinces, one NPVR region of which only Haren is a part.

What the scenario does to the headline (``main_min``), zone by zone: half of Groningen gains 10 minutes, the other
half loses 4, Haren gains 20, Assen loses 9, Emmeloord gets a connection, Lelystad and Utrecht notice nothing,
Vlissingen has no connection before or after.
"""

import json
from dataclasses import replace

import numpy as np
import polars as pl

from bereikbaar.access.model import Areas, Commuting, Municipalities, Zones
from builders_results import TOWNS, result

#: pc4 -> town, inhabitants, main_min before and after, exp_umc_min before and after, pop_60 before and after.
ZONES = {
    "3511": ("utrecht", 360_000, 31.0, 31.4, 20.0, 20.0, 5_000_000, 5_000_000),
    "4381": ("vlissingen", 44_000, None, None, None, None, 100_000, 100_000),
    "8221": ("lelystad", 80_000, 59.0, 59.0, 60.0, 60.0, 1_000_000, 1_000_000),
    "8301": ("emmeloord", 27_000, None, 79.0, None, 90.0, 50_000, 400_000),
    "9401": ("assen", 65_000, 108.0, 117.0, 30.0, 30.0, 500_000, 450_000),
    "9711": ("groningen", 100_000, 100.0, 90.0, 10.0, 10.0, 600_000, 800_000),
    "9712": ("groningen", 100_000, 100.0, 104.0, 15.0, 15.0, 600_000, 605_000),
    "9751": ("haren", 20_000, 120.0, 100.0, 25.0, 25.0, 550_000, 700_000),
}
#: municipality -> code, code and name of the COROP area, code of the province, addresses per km2.
MUNICIPALITIES = {
    "Groningen": ("GM0014", "CR03", "Overig Groningen", "PV20", 3472.0),
    "Assen": ("GM0106", "CR07", "Noord-Drenthe", "PV22", 1400.0),
    "Noordoostpolder": ("GM0171", "CR40", "Flevoland", "PV24", 600.0),
    "Utrecht": ("GM0344", "CR17", "Utrecht", "PV26", 3500.0),
    "Vlissingen": ("GM0718", "CR32", "Overig Zeeland", "PV29", 1300.0),
    "Lelystad": ("GM0995", "CR40", "Flevoland", "PV24", 1400.0),
}
#: home, work -> train commuters; minutes before and after (None = no connection).
COMMUTERS = {
    ("GM0014", "GM0014"): (2000.0, 10.0, 10.0),
    ("GM0014", "GM0106"): (300.0, 30.0, 36.0),  # loses 6 min
    ("GM0014", "GM0344"): (100.0, 150.0, 120.0),  # gains 30 min
    ("GM0106", "GM0014"): (500.0, 30.0, 30.5),  # not noticeable
    ("GM0171", "GM0014"): (40.0, None, 60.0),  # new
    ("GM0171", "GM0718"): (2.5, None, None),  # none
    ("GM0344", "GM0014"): (60.0, 150.0, 135.0),  # gains 15 min
    ("GM0344", "GM0344"): (700.0, 20.0, 20.0),
}
MEASURES = ("main_min", "exp_umc_min", "pop_60")


def _zone_values(after):
    step = 1 if after else 0
    return {
        "main_min": [z[2 + step] for z in ZONES.values()],
        "exp_umc_min": [z[4 + step] for z in ZONES.values()],
        "pop_60": [z[6 + step] for z in ZONES.values()],
    }


def zones(after=False):
    """The table of the zones: before the scenario, or after it."""
    towns = [TOWNS[z[0]] for z in ZONES.values()]
    values = _zone_values(after)
    return pl.DataFrame(
        {
            "pc4": list(ZONES),
            "town_id": [z[0] for z in ZONES.values()],
            "town": [t[0] for t in towns],
            "municipality": [t[1] for t in towns],
            "province": [t[2] for t in towns],
            "corop": [MUNICIPALITIES[t[1]][2] for t in towns],
            "lat": [t[3] for t in towns],
            "lon": [t[4] for t in towns],
            "population": [z[1] for z in ZONES.values()],
            "main_min": pl.Series(values["main_min"], dtype=pl.Float64),
            "exp_umc_min": pl.Series(values["exp_umc_min"], dtype=pl.Float64),
            "pop_60": pl.Series(values["pop_60"], dtype=pl.Int64),
        }
    )


def _members(kind):
    """The code and name of the region of every zone; None = in none."""
    out = []
    for pc4, (town, *_rest) in ZONES.items():
        _name, municipality, province = TOWNS[town][:3]
        code, corop, corop_name, province_code, _density = MUNICIPALITIES[municipality]
        npvr = ("npvr-1", "Groningen") if pc4 == "9751" else None
        of = {
            "municipality": (code, municipality),
            "corop": (corop, corop_name),
            "province": (province_code, province),
        }
        out.append({**of, "npvr": npvr}[kind])
    return out


def areas():
    """The regions of every kind, with the zones in them."""
    found = {}
    for kind in ("municipality", "npvr", "corop", "province"):
        members = _members(kind)
        regions = sorted({m for m in members if m})
        index = {m: i for i, m in enumerate(regions)}
        zone_area = np.array([index.get(m, -1) for m in members], dtype=np.int64)
        basis = ("our reading of the map",) * len(regions) if kind == "npvr" else ()
        found[kind] = Areas(kind, *(tuple(column) for column in zip(*regions, strict=True)), zone_area, basis)
    return found


def _mean(column):
    people = pl.col("population")
    counted = people.filter(pl.col(column).is_not_null()).sum()
    return ((pl.col(column) * people).sum() / counted).fill_nan(None).alias(column)


def area_frames(frame):
    """The tables of the regions: means over the people with an answer, and the share without one."""
    out = {}
    people = pl.col("population")
    without = 100 * people.filter(pl.col("main_min").is_null()).sum() / people.sum()
    for kind, regions in areas().items():
        member = pl.Series([regions.code[i] if i >= 0 else None for i in regions.zone_area], dtype=pl.String)
        found = (
            frame.with_columns(code=member)
            .filter(pl.col("code").is_not_null())
            .group_by("code")
            .agg(
                people.sum(),
                _mean("main_min").round(1),
                _mean("exp_umc_min").round(1),
                _mean("pop_60").round(0).cast(pl.Int64),
                without.round(1).alias("without_pct"),
            )
        )
        names = pl.DataFrame({"code": regions.code, "name": regions.name})
        out[kind] = names.join(found, on="code", how="left").sort("code")
    return out


def municipalities():
    rows = sorted((row[0], name, row[4]) for name, row in MUNICIPALITIES.items())
    code, name, density = zip(*rows, strict=True)
    nothing = np.full(len(rows), np.nan)
    return Municipalities(code, name, nothing, nothing, np.array(density), nothing, nothing, nothing)


def commuting():
    index = {code: i for i, code in enumerate(municipalities().code)}
    home = np.array([index[h] for h, _w in COMMUTERS])
    work = np.array([index[w] for _h, w in COMMUTERS])
    train = np.array([c[0] for c in COMMUTERS.values()])
    return Commuting(home, work, train * 10, train)


def commuter_minutes(after=False):
    index = {code: i for i, code in enumerate(municipalities().code)}
    out = np.full((len(index), len(index)), np.inf)
    for (h, w), (_train, before, then) in COMMUTERS.items():
        minutes = then if after else before
        out[index[h], index[w]] = np.inf if minutes is None else minutes
    return out


def with_zones(found, folder=""):
    """A result of ``builders_results`` with zones, regions and commuters in its base, cases and places."""

    def filled(case, after):
        frame = zones(after)
        return replace(case, zones=frame, areas=area_frames(frame), commuter_minutes=commuter_minutes(after))

    n = len(ZONES)
    frame, empty = zones(), np.full(n, np.nan)
    town_index = {t: i for i, t in enumerate(TOWNS)}
    table = Zones(
        tuple(ZONES), tuple(frame["town"]), np.array([town_index[t] for t in frame["town_id"]], dtype=np.int64),
        tuple(frame["municipality"]), tuple(frame["province"]), tuple(frame["corop"]), frame["lat"].to_numpy(),
        frame["lon"].to_numpy(), empty, empty, empty, frame["population"].to_numpy().astype(float),
    )  # fmt: skip
    places = replace(
        found.places,
        zones=table,
        areas=areas(),
        municipalities=municipalities(),
        commuting=commuting(),
        folder=folder,
    )
    return replace(
        found,
        places=places,
        base=filled(found.base, after=False),
        cases=tuple(filled(c, after=True) for c in found.cases),
    )


def zone_result(lang="en", *, folder="", **more):
    """``builders_results.result`` with zones, regions and commuters; folder : with outlines."""
    return with_zones(result(lang, **more), folder)


def square(lat, lon, size=0.02):
    """A square around a point, counter-clockwise, in degrees."""
    corners = [(lon - size, lat - size), (lon + size, lat - size), (lon + size, lat + size), (lon - size, lat + size)]
    return [[*corners, corners[0]]]


def write_outlines(folder, *, without=("4381",)):
    """Write outlines of the zones (``without`` some), municipalities and COROP areas into a folder; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    shapes = {"zones": {}, "municipalities": {}, "corop": {}}
    for n, (pc4, (town, *_rest)) in enumerate(ZONES.items()):
        _name, municipality, _province, lat, lon, _people = TOWNS[town]
        code, corop = MUNICIPALITIES[municipality][:2]
        ring = square(lat + 0.05 * (n % 3), lon)
        if pc4 not in without:
            shapes["zones"][pc4] = [ring]
        shapes["municipalities"].setdefault(code, []).append(ring)
        shapes["corop"].setdefault(corop, []).append(ring)
    keys = {"zones": "pc4", "municipalities": "municipality_code", "corop": "corop_code"}
    for name, found in shapes.items():
        features = [
            {
                "type": "Feature",
                "properties": {keys[name]: code},
                "geometry": {"type": "MultiPolygon", "coordinates": rings},
            }
            for code, rings in found.items()
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (folder / f"{name}.geojson").write_text(text, encoding="utf-8")
    return folder
