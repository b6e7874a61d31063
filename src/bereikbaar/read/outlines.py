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


def read_outlines(folder: str | Path, kind: str) -> dict[str, Any]:
    """Return code -> outline (shapely polygon or multipolygon, WGS84, valid), in the order of the code.

    folder : of the places (``Places.folder``). kind : zone, municipality, corop or province. Several features of one
    code are joined. Empty where the folder has no such file, or no folder is known (``""``).
    Raises UnknownNameError for the kind, InputError for what is wrong in the file.
    """
    if kind not in OUTLINES:
        raise UnknownNameError(f"there are no outlines of {kind!r}; there are {', '.join(OUTLINES)}"
                               + did_you_mean(kind, OUTLINES))  # fmt: skip
    file, key = OUTLINES[kind]
    path = Path(folder) / file
    if not str(folder) or not path.is_file():
        return {}
    problems: list[Problem] = []
    found: dict[str, list[Any]] = {}
    for n, feature in enumerate(_features(path), 1):
        _add(feature, n, key, str(path), found, problems)
    raise_if_errors(problems)
    return {code: _joined(found[code]) for code in sorted(found)}


def _features(path: Path) -> list[Any]:
    text, _ = decode(read_bytes(path), str(path))
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError):
        features = None
    if not isinstance(features, list) or not features:
        raise InputError(Problem("is no GeoJSON FeatureCollection with features", file=str(path)))
    return features


def _add(feature: Any, n: int, key: str, file: str, found: dict[str, list[Any]], problems: list[Problem]) -> None:
    """Add the outline of a feature under its code, or a problem."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    properties = (feature.get("properties") or {}) if isinstance(feature, dict) else {}
    code = properties.get(key)
    if not isinstance(code, str) or not code:
        problems.append(Problem(f"feature {n} has no text {key!r}; found {code!r}", file=file, field=key))
        return
    try:
        outline = shape(feature["geometry"])
    except (AttributeError, LookupError, TypeError, ValueError, ShapelyError):  # no geometry, in many ways
        outline = None
    if outline is None or outline.is_empty or outline.geom_type not in ("Polygon", "MultiPolygon"):
        problems.append(Problem(f"feature {n} ({code}) has no area; expected a polygon", file=file))
        return
    west, south, east, north = outline.bounds
    if not (west >= -180 and south >= -90 and east <= 180 and north <= 90):
        problems.append(Problem(f"feature {n} ({code}) has coordinates that are no degrees; GeoJSON is longitude and "
                                "latitude (WGS84)", file=file))  # fmt: skip
        return
    found.setdefault(code, []).append(outline)


def _joined(outlines: list[Any]) -> Any:
    """Return outlines as one valid area: lines and points that making it valid may leave are dropped."""
    from shapely import MultiPolygon, make_valid, union_all

    if len(outlines) == 1 and outlines[0].is_valid:
        return outlines[0]
    whole = union_all([make_valid(o) for o in outlines])
    parts = [p for p in getattr(whole, "geoms", [whole]) if p.geom_type in ("Polygon", "MultiPolygon")]
    return parts[0] if len(parts) == 1 else union_all(parts) if parts else MultiPolygon()
