"""Outlines of zones and regions, for layers and isochrones: read when asked for, the model does not need them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean, raise_if_errors
from bereikbaar.read.text import decode, read_bytes

#: Kind -> (file, property that holds the code).
OUTLINES = {
    "zone": ("zones.geojson", "pc4"),
    "municipality": ("municipalities.geojson", "municipality_code"),
    "corop": ("corop.geojson", "corop_code"),
    "province": ("provinces.geojson", "province_code"),
}
_AREAS = ("Polygon", "MultiPolygon")


def read_outlines(folder: str | Path, kind: str) -> dict[str, Any]:
    """Return code -> outline (shapely polygon or multipolygon, WGS84, valid), in the order of the code.

    folder : of the places (``Places.folder``). kind : zone, municipality, corop or province. Several features of one
    code are joined. Empty where the folder has no such file, or no folder is known (``""``).
    Raises UnknownNameError for the kind, InputError for what is wrong in the file.
    """
    path = outline_file(folder, kind)
    if path is None:
        return {}
    key = OUTLINES[kind][1]
    text, _ = decode(read_bytes(path), str(path))
    features = _features(text, str(path))
    problems: list[Problem] = []
    found: dict[str, list[Any]] = {}
    for n, (feature, outline) in enumerate(zip(features, _geometries(text, features), strict=True), 1):
        code = _code(feature, key)
        wrong = f"has no text {key!r}" if not code else _fault(outline)
        if wrong:
            name = f"feature {n} ({code})" if code else f"feature {n}"
            problems.append(Problem(f"{name} {wrong}", file=str(path)))
        else:
            found.setdefault(code, []).append(outline)
    whole = {code: _joined(found[code]) for code in sorted(found)}
    problems += [
        Problem(f"the outline of {code} has no area; expected a polygon", file=str(path))
        for code, outline in whole.items()
        if outline.is_empty
    ]
    raise_if_errors(problems)
    return whole


def outline_file(folder: str | Path, kind: str) -> Path | None:
    """Return the file with outlines of a kind; None where the folder has none, or no folder is known (``""``).

    Raises UnknownNameError for the kind.
    """
    if kind not in OUTLINES:
        kinds = ", ".join(OUTLINES)
        raise UnknownNameError(f"there are no outlines of {kind!r}; there are {kinds}" + did_you_mean(kind, OUTLINES))
    path = Path(folder) / OUTLINES[kind][0]
    return path if str(folder) and path.is_file() else None


def _features(text: str, file: str) -> list[Any]:
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, RecursionError, TypeError):
        features = None
    if not isinstance(features, list) or not features:
        raise InputError(Problem("is no GeoJSON FeatureCollection with features", file=file))
    return features


def _geometries(text: str, features: list[Any]) -> list[Any]:
    """Return the geometry of every feature, None for what is none: all at once (twice as fast), else one by one."""
    from shapely import from_geojson
    from shapely.errors import ShapelyError

    try:
        parts = list(getattr(from_geojson(text), "geoms", ()))
    except (ShapelyError, ValueError):
        parts = []
    return parts if len(parts) == len(features) else [_shape(f) for f in features]


def _shape(feature: Any) -> Any:
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        return shape(feature["geometry"])
    except (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError, ShapelyError):
        return None


def _code(feature: Any, key: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get(key) if isinstance(properties, dict) else None
    return code if isinstance(code, str) else ""


def _fault(outline: Any) -> str:
    """Return what is wrong with an outline, or nothing."""
    if outline is None or outline.is_empty or outline.geom_type not in _AREAS:
        return "has no area; expected a polygon"
    west, south, east, north = outline.bounds
    if not (west >= -180 and south >= -90 and east <= 180 and north <= 90):
        return "has coordinates that are no degrees; GeoJSON is longitude and latitude (WGS84)"
    return ""


def _joined(outlines: list[Any]) -> Any:
    """Return outlines as one valid area: lines and points that making it valid may leave are dropped."""
    from shapely import MultiPolygon, make_valid, union_all

    if len(outlines) == 1 and outlines[0].is_valid:
        return outlines[0]
    whole = union_all([make_valid(o) for o in outlines])
    parts = [p for p in getattr(whole, "geoms", [whole]) if p.geom_type in _AREAS]
    return union_all(parts) if parts else MultiPolygon()
