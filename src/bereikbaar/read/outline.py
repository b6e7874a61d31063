"""A GeoJSON file of areas -> one shapely geometry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem
from bereikbaar.read.text import decode, read_bytes


def read_outline(path: Path, problems: list[Problem], *, needed: bool) -> Any:
    """Return all areas of a file joined into one shapely geometry (WGS84 degrees).

    needed : False for a file that may be absent; the geometry is empty then. What is wrong is added to ``problems``.
    """
    from shapely import MultiPolygon, union_all

    if not path.is_file():
        if needed:
            problems.append(Problem("file is missing", file=str(path)))
        return MultiPolygon()
    try:
        text, _ = decode(read_bytes(path), str(path))
        polygons = _polygons(text)
    except InputError as error:
        problems.extend(error.problems)
        return MultiPolygon()
    except ValueError as error:
        problems.append(Problem(str(error), file=str(path)))
        return MultiPolygon()
    return union_all(polygons)


def _polygons(text: str) -> list[Any]:
    """Return the polygons of a GeoJSON text. Raises ValueError that says what is wrong."""
    from shapely import from_geojson, is_valid_reason
    from shapely.errors import ShapelyError

    try:
        geometry = from_geojson(text)
    except (ShapelyError, ValueError) as error:  # ValueError: a message that breaks off inside a letter
        why = f": {error}" if isinstance(error, ShapelyError) else ""
        raise ValueError(f"is no GeoJSON{why}") from None
    parts = getattr(geometry, "geoms", [geometry])
    polygons = [p for part in parts for p in getattr(part, "geoms", [part]) if p.geom_type == "Polygon"]
    if not any(not p.is_empty for p in polygons):
        raise ValueError("holds no polygons")
    west, south, east, north = (f([p.bounds[i] for p in polygons]) for i, f in enumerate((min, min, max, max)))
    if not (west >= -180 and south >= -90 and east <= 180 and north <= 90):
        raise ValueError("has coordinates that are no degrees; GeoJSON is longitude and latitude (WGS84)")
    for n, polygon in enumerate(polygons, 1):
        if not polygon.is_valid:
            raise ValueError(
                f"polygon {n} is no proper area ({is_valid_reason(polygon)}); mend it in QGIS: Fix geometries"
            )
    return polygons
