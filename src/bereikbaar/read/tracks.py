"""``tracks.geojson`` and ``leg_paths.csv`` -> track sections and the known paths of legs along them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.model import Coordinates, Section, Station
from bereikbaar.read.package import read_json
from bereikbaar.read.tables import Column, near, read_table, refuse_duplicates, refuse_unknown

KINDS = ("existing", "new", "reopened", "upgraded")
LEG_PATHS = (
    Column("from", "code", filled=True),
    Column("to", "code", filled=True),
    Column("via", filled=True),
    Column("km", "number", must=False, low=0, unit="km"),
)


def read_sections(
    folder: Path, stations: Mapping[str, Station], problems: list[Problem]
) -> dict[tuple[str, str], Section]:
    """Return the sections by their two ends in the order of the alphabet. A network may do without the file."""
    path = folder / "tracks.geojson"
    if not path.is_file():
        return {}
    try:
        content = read_json(path, parse_int=float)
    except InputError as error:
        problems.extend(error.problems)
        return {}
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        problems.append(Problem("expected a GeoJSON FeatureCollection with features", file=str(path)))
        return {}
    out: dict[tuple[str, str], Section] = {}
    for n, feature in enumerate(features, 1):
        found = _section(feature, stations)
        if isinstance(found, Section) and found.key in out:
            found = [("", f"section {'-'.join(found.key)} is there twice; keep one")]
        if isinstance(found, Section):
            out[found.key] = found
        else:
            problems.extend(_feature_problem(str(path), n, feature, field, message) for field, message in found)
    return dict(sorted(out.items()))


def _feature_problem(file: str, n: int, feature: Any, field: str, message: str) -> Problem:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    ends = ""
    if isinstance(properties, dict):
        ends = " ({}-{})".format(*(v if isinstance(v, str) else _shown(v) for v in map(properties.get, "ab")))
    return Problem(message, file=file, field=f"feature {n}{ends}" + (f", {field}" if field else ""))


def _shown(value: Any) -> str:
    """Return a value as the file has it: whole numbers are read as fractions here."""
    return f"{value:g}" if isinstance(value, float) else repr(value)


def _section(feature: Any, stations: Mapping[str, Station]) -> Section | list[tuple[str, str]]:
    """Return the section of a feature, or (field, message) of all that is wrong with it."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return [("", "a feature needs properties a, b, km and speed_kmh")]
    wrong: list[tuple[str, str]] = []
    for end in ("a", "b"):
        code = properties.get(end)
        if not isinstance(code, str) or not code:
            wrong.append((end, f"found {_shown(code)}, expected a station code as text"))
        elif stations and code not in stations:
            wrong.append((end, f"{code!r} is not in stations.csv{near(code, stations)}"))
    if not wrong and properties["a"] == properties["b"]:
        wrong.append(("b", "a section needs two different ends"))
    if "km" not in properties:
        wrong.append(("km", "is missing"))
    else:
        wrong += _wrong_number(properties, "km", needed=True)
    wrong += _wrong_number(properties, "speed_kmh", needed=False)
    kind = properties.get("kind") or "existing"
    if kind not in KINDS:
        wrong.append(("kind", f"found {kind!r}, expected one of {', '.join(KINDS)}"))
    line = _line(feature.get("geometry"))
    if line is None:
        wrong.append(("geometry", "expected a LineString of at least two points, longitude first, in degrees"))
    if wrong or line is None:
        return wrong
    a, b = properties["a"], properties["b"]
    if a > b:
        a, b, line = b, a, line[::-1]
    speed = properties.get("speed_kmh")
    return Section(
        a=a,
        b=b,
        km=float(properties["km"]),
        speed_kmh=None if speed is None else float(speed),
        line=line,
        kind=kind,
        source=str(properties.get("source") or ""),
        confidence=str(properties.get("confidence") or ""),
    )


def _wrong_number(properties: Mapping[str, Any], name: str, *, needed: bool) -> list[tuple[str, str]]:
    value = properties.get(name)
    if value is None:
        return [(name, "is null; a number is needed")] if needed else []
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [(name, f"found {value!r}, expected a number")]
    if not math.isfinite(value) or value <= 0:
        return [(name, f"found {_shown(value)}, expected more than 0")]
    return []


def _line(geometry: Any) -> Coordinates | None:
    if not isinstance(geometry, dict) or geometry.get("type") != "LineString":
        return None
    try:
        line = tuple((p[0], p[1]) for p in geometry["coordinates"])
        lon, lat = zip(*line, strict=True)
        inside = max(map(abs, lon)) <= 180 and max(map(abs, lat)) <= 90
    except (KeyError, TypeError, ValueError, IndexError):  # no numbers, no points
        return None
    return line if inside and len(line) >= 2 else None


def read_leg_paths(
    folder: Path, stations: Mapping[str, Station], problems: list[Problem]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return (from, to) -> stations along the track, both included; the way back is the same unless it has a row."""
    table = read_table(folder / "leg_paths.csv", LEG_PATHS, may_be_absent=True)
    refuse_duplicates(table, "from", "to")
    if stations:
        refuse_unknown(table, "from", stations, "stations.csv")
        refuse_unknown(table, "to", stations, "stations.csv")
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for line, a, b, text in table.rows("from", "to", "via"):
        path = tuple(text.split())
        if len(path) < 2 or path[0] != a or path[-1] != b:
            table.say(f"found {text!r}, expected codes from {a} to {b}, both included", line=line, column="via")
        for code in path[1:-1]:
            if stations and code not in stations:
                table.say(f"{code!r} is not in stations.csv{near(code, stations)}", line=line, column="via")
        out[a, b] = path
    problems.extend(table.problems)
    for (a, b), path in list(out.items()):
        out.setdefault((b, a), path[::-1])
    return dict(sorted(out.items()))
