"""Make the network folder ``nl-2026`` from the raw tables: copy, rename, simplify; never invent.

    python networks/make_nl_2026.py RAW_DIR networks/nl-2026

RAW_DIR holds the raw folders ``network-2026``, ``places`` and ``validation``. What becomes of every column stands in
``columns.csv`` beside this script, the texts of the data package in ``package.json``; what was changed and why in
``docs/data-changes.md``. Running it again on the same tables gives the same bytes. Files that are made by hand
(``crossings.csv``) or by another script (``make_observed_2025.py``) stay where they are and are only described.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from shapely.geometry import mapping, shape
from shapely.geometry.polygon import orient

HERE = Path(__file__).parent
Row = dict[str, str]

#: Files that are copied column by column: file -> (raw file, columns that put the rows in order).
COPIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "stations.csv": ("network-2026/stations.csv", ("code",)),
    "services.csv": ("network-2026/services.csv", ("service",)),
    "stop_times.csv": ("network-2026/stop_times.csv", ("service", "direction", "seq")),
    "clock_minutes.csv": ("network-2026/clock_minutes.csv", ("service", "direction", "days", "train", "seq")),
    "phases.csv": ("network-2026/phases.csv", ("service", "direction", "days", "train")),
    "connections.csv": ("network-2026/connections.csv", ()),
    "leg_paths.csv": ("network-2026/leg_paths.csv", ("from", "to")),
    "feeders.csv": ("network-2026/feeders.csv", ("town_id", "line", "to_place")),
    "zones.csv": ("places/pc4.csv", ("pc4",)),
    "towns.csv": ("places/towns.csv", ("town_id",)),
    "centres.csv": ("places/centres.csv", ()),
    "municipalities.csv": ("places/municipalities.csv", ("municipality_code",)),
    "corop.csv": ("places/corop.csv", ("corop_code",)),
    "commuting_2016.csv": ("places/commuting_2016.csv", ("home_municipality_code", "work_municipality_code")),
    "validation.csv": ("validation/validation_targets.csv", ()),
}
#: Rows of our own below those of a table, in this folder.
MORE = {"feeders.csv": "feeders_derived.csv", "validation.csv": "published_more.csv"}
#: GeoJSON layers: file -> raw file.
LAYERS = {
    "tracks.geojson": "network-2026/shapes.geojson",
    "provinces.geojson": "places/provinces.geojson",
    "municipalities.geojson": "places/municipalities.geojson",
    "corop.geojson": "places/corop.geojson",
    "zones.geojson": "places/pc4.geojson",
    "land.geojson": "places/land.geojson",
    "neighbours.geojson": "places/neighbours.geojson",
}
#: The station classes of the Dutch list, in short words, from the largest to the smallest.
KINDS = {
    "megastation": "mega",
    "knooppuntIntercitystation": "intercity_junction",
    "intercitystation": "intercity",
    "knooppuntSneltreinstation": "fast_junction",
    "sneltreinstation": "fast",
    "knooppuntStoptreinstation": "stop_junction",
    "stoptreinstation": "stop",
    "facultatiefStation": "events",
    "": "",
}
INTERCITY = {"mega", "intercity_junction", "intercity"}
#: One name per province in all files: that of the statistics office.
PROVINCES = {"Friesland": "Fryslân"}


def station_extras(raw: Row) -> Row:
    """Return the columns of a station that are not plain copies: kind, intercity standing, province."""
    kind = KINDS[raw["type"]]
    return {
        "kind": kind,
        "intercity": str(int(kind in INTERCITY)),
        "province": PROVINCES.get(raw["province"], raw["province"]),
    }


def service_extras(_raw: Row) -> Row:
    """Return the means of transport: all services of the source are trains."""
    return {"mode": "rail"}


def feeder_extras(raw: Row) -> Row:
    """Return the means of transport of a feeder: the source has buses and one ferry."""
    return {"mode": "ferry" if raw["line"] == "ferry" else "bus"}


def centre_extras(raw: Row, towns: dict[tuple[str, str], Row]) -> Row:
    """Return the point of a centre: that of the town of the same name in the same province."""
    town = towns[raw["name"], raw["province"]]
    return {"town_id": town["town_id"], "lat": town["lat"], "lon": town["lon"]}


def validation_extras(raw: Row) -> Row:
    """Return the source in words that hold outside the folder it was collected in."""
    return {"source": re.sub(r"\S*nl-1990\.zip(; rail-data\.md)?", "timetable feed of 1990", raw["source"])}


def number_trains(rows: list[Row], minute: str) -> None:
    """Give every row its ``train``: 1, 2, ... by the minute at the origin, within one service, direction and days.

    A service that leaves at :23 and :52 has two rows (or, with calls, two runs of rows from seq 0) of the same key.
    """
    runs: dict[tuple[str, ...], list[tuple[float, list[Row]]]] = {}
    for row in rows:
        trains = runs.setdefault((row["service"], row["direction"], row["days"]), [])
        if row.get("seq", "0") == "0":
            trains.append((float(row[minute]), []))
        trains[-1][1].append(row)
    for trains in runs.values():
        for n, (_, members) in enumerate(sorted(trains, key=lambda t: t[0]), 1):
            for row in members:
                row["train"] = str(n)


def evening_rows(evening: list[Row], phases: list[Row], calls: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return rows of phases.csv and clock_minutes.csv for hourly evening trains that run half-hourly by day.

    evening : service, direction, minute of the first departure, trains seen. calls : rows of stop_times.csv. The half
    that stays was read from the trains of Saturday 4 October 2025, 20:30-23:30, on legs without other trains.
    """
    by_day = {(p["service"], p["direction"]): p for p in phases if p["days"] == "daily"}
    new_phases, new_minutes = [], []
    for row in evening:
        day = by_day[row["service"], row["direction"]]
        shared = {"days": "evening", "period_min": "60", "confidence": "B"}
        own = [c for c in calls if (c["service"], c["direction"]) == (row["service"], row["direction"])]
        same = {"anchor": day["origin"], "anchor_name": "", "event": "departure", "minute": row["origin_minute"]}
        source = "national Saturday timetable 2025-10-04, evening trains 20:30-23:30"
        note = "hourly in the evening: which half of the day's half-hourly trains stays"
        new_phases.append({**day, **same, **row, **shared, "source": source, "note": note} | _NOT_HELD)
        for call in own:
            minutes = {
                f"{kind}_minute": f"{(float(row['origin_minute']) + float(call[f'{kind}_min'])) % 60:g}"
                for kind in ("arrive", "depart")
                if call[f"{kind}_min"] and (kind == "depart" or call["seq"] != "0")
            }
            if call is own[-1]:
                minutes.pop("depart_minute", None)
            key = {k: call[k] for k in ("service", "direction", "seq", "station")}
            new_minutes.append({**key, **shared, **minutes})
    return new_phases, new_minutes


#: What was worked out for the minutes of the day and does not hold for those of the evening.
_NOT_HELD = {"max_difference_min": "", "share_within_1_min": ""}


def amenities(hospitals: Iterable[Row], schools: Iterable[Row]) -> list[Row]:
    """Return hospitals and the seats of higher education as one table, in order of their id.

    All hospitals of the list of 2016 are kept with what they are today, also those that the model passes over
    (closed, limited, for children only): most of what nobody verified is about them.
    """
    out = []
    for h in hospitals:
        own = {"kind": h["role_2025"], "basis": h["role_basis"], "source": h["source"]}
        out.append({**h, **own, "key": f"{h['pc4']}"})
    for s in schools:
        own = {"kind": s["type"], "name": s["institution"], "place": s["town"], "students_2019": s["students_2019"]}
        own |= {
            "main_seat": s["is_main_seat"],
            "source": "DUO",
            "key": f"{s['brin'].lower()}-{s['municipality_code']}",
        }
        out.append({**s, **own})
    out.sort(key=lambda r: (r["kind"], r["key"], r["name"]))
    seen: dict[str, int] = {}
    for row in out:
        key = f"{row['kind']}-{row['key']}"
        seen[key] = seen.get(key, 0) + 1
        row["id"] = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return sorted(out, key=lambda r: r["id"])


def copied(raw_rows: Iterable[Row], columns: list[Row], extras: Callable[[Row], Row]) -> list[Row]:
    """Return the rows under their new column names, with the extra columns added."""
    kept = [(c["column"], c["raw"]) for c in columns if c["raw"]]
    return [{new: raw[old] for new, old in kept} | extras(raw) for raw in raw_rows]


def in_order(rows: list[Row], keys: tuple[str, ...]) -> list[Row]:
    """Return the rows sorted by the keys (``seq`` and ``train`` as numbers); without keys in the order they had."""
    numbers = ("seq", "train")
    return sorted(rows, key=lambda r: tuple(int(r[k]) if k in numbers else r[k] for k in keys)) if keys else rows


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a raw table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: list[Row], rows: list[Row]) -> None:
    """Write a table as UTF-8 CSV with line feeds."""
    names = [c["column"] for c in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([row.get(n, "") for n in names] for row in rows)


def rfc7946(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return the geometry with rings as RFC 7946 wants them: outlines counter-clockwise, holes clockwise."""
    geom = shape(geometry)
    if geom.geom_type == "Polygon":
        return dict(mapping(orient(geom)))
    if geom.geom_type == "MultiPolygon":
        return {"type": "MultiPolygon", "coordinates": [mapping(orient(g))["coordinates"] for g in geom.geoms]}
    return geometry


def layer(collection: dict[str, Any], columns: list[Row]) -> str:
    """Return a GeoJSON layer with the columns under their new names, one feature per line."""
    lines = []
    for feature in collection["features"]:
        old = feature["properties"]
        properties = {c["column"]: (None if old[c["raw"]] == "" else old[c["raw"]]) for c in columns}
        one = {"type": "Feature", "properties": properties, "geometry": rfc7946(feature["geometry"])}
        lines.append(json.dumps(one, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def field(column: Row) -> dict[str, Any]:
    """Return the description of one column for ``datapackage.json``."""
    out: dict[str, Any] = {"name": column["column"], "type": column["type"], "description": column["description"]}
    if column["unit"]:
        out["unit"] = column["unit"]
    if column["type"] == "boolean":
        out |= {"trueValues": ["1"], "falseValues": ["0"]}
    limits: dict[str, Any] = {}
    for rule in filter(None, column["rule"].split(";")):
        name, _, value = rule.partition("=")
        if name == "required":
            limits["required"] = True
        elif name == "enum":
            limits["enum"] = value.split("|")
        elif name in ("min", "max"):
            limits["minimum" if name == "min" else "maximum"] = float(value) if "." in value else int(value)
        else:
            limits[name] = value
    return out | ({"constraints": limits} if limits else {})


def resource(path: str, columns: list[Row], text: dict[str, Any]) -> dict[str, Any]:
    """Return the description of one file for ``datapackage.json``."""
    name = path.replace(".", "-").replace("_", "-")
    keys = {k: v for k, v in text.items() if k in ("primaryKey", "foreignKeys")}
    rest = {k: v for k, v in text.items() if k not in keys}
    fields = [field(c) for c in columns]
    if path.endswith(".csv"):
        kind = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        return {"name": name, "path": path, **kind, **rest, "schema": {"fields": fields, **keys}}
    kind = {"format": "geojson", "mediatype": "application/geo+json", "encoding": "utf-8", "crs": "WGS84 (RFC 7946)"}
    return {"name": name, "path": path, **kind, **rest, "properties": fields}


def package(text: dict[str, Any], columns: dict[str, list[Row]], out: Path) -> dict[str, Any]:
    """Return the content of ``datapackage.json`` for the files that are in the folder."""
    files = text["files"]
    resources = [resource(path, columns[path], files[path]) for path in files if (out / path).exists()]
    return {k: v for k, v in text.items() if k != "files"} | {"resources": resources}


def columns_by_file() -> dict[str, list[Row]]:
    """Return the rows of ``columns.csv`` by file."""
    out: dict[str, list[Row]] = {}
    for row in read_rows(HERE / "columns.csv"):
        out.setdefault(row["file"], []).append(row)
    return out


def make(raw_dir: Path, out: Path) -> None:
    """Write the whole folder."""
    out.mkdir(parents=True, exist_ok=True)
    columns = columns_by_file()
    towns = {(t["name"], t["province"]): t for t in read_rows(raw_dir / "places/towns.csv")}
    extras: dict[str, Callable[[Row], Row]] = {
        "stations.csv": station_extras,
        "services.csv": service_extras,
        "feeders.csv": feeder_extras,
        "centres.csv": lambda raw: centre_extras(raw, towns),
        "validation.csv": validation_extras,
    }
    tables = {
        path: copied(read_rows(raw_dir / raw), columns[path], extras.get(path, lambda _raw: {}))
        for path, (raw, _) in COPIED.items()
    }
    evening = evening_rows(read_rows(HERE / "phases_evening.csv"), tables["phases.csv"], tables["stop_times.csv"])
    for path, more in zip(("phases.csv", "clock_minutes.csv"), evening, strict=True):
        tables[path] += more
    for path, (_, keys) in COPIED.items():
        rows = tables[path]
        if path in MORE:
            rows += read_rows(HERE / MORE[path])
        if "train" in keys:
            number_trains(rows, "origin_minute" if path == "phases.csv" else "depart_minute")
        write_rows(out / path, columns[path], in_order(rows, keys))
    rows = amenities(read_rows(raw_dir / "places/hospitals.csv"), read_rows(raw_dir / "places/higher_education.csv"))
    write_rows(out / "amenities.csv", columns["amenities.csv"], rows)
    for path, raw in LAYERS.items():
        collection = json.loads((raw_dir / raw).read_text(encoding="utf-8"))
        (out / path).write_text(layer(collection, columns[path]), encoding="utf-8", newline="\n")
    text = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    content = json.dumps(package(text, columns, out), ensure_ascii=False, indent=1) + "\n"
    (out / "datapackage.json").write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"{__doc__}\nneeds two arguments: RAW_DIR OUT_DIR")
    make(Path(sys.argv[1]), Path(sys.argv[2]))
