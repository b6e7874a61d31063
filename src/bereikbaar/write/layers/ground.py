"""What lies under and over the layers of a map: land, neighbouring countries and borders of provinces.

They hold nothing that was measured: they are in the GeoPackage for QGIS, and no file of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Layer, make_field, make_layer
from bereikbaar.write.layers.outlines import Outlines

if TYPE_CHECKING:
    from bereikbaar.results import Result

LAND, PROVINCES = "ground_land", "ground_provinces"
#: Values of the column ``kind``.
COUNTRY, ABROAD, BORDER = "land", "abroad", "border"


def ground_layers(result: Result) -> list[Layer]:
    """Return the layers ``ground_land`` and ``ground_provinces``, WGS84; those that the places have outlines for."""
    from bereikbaar.write.figures.ground import common_borders

    places = result.places
    land = [
        (kind, shape) for kind, shape in ((ABROAD, places.neighbours), (COUNTRY, places.land)) if shape is not None
    ]
    outlines = Outlines(places.folder).of("province")
    borders = [(BORDER, line) for line in common_borders(list(outlines.values()))] if len(outlines) > 1 else []
    found = (
        _layer(LAND, both("Land and neighbouring countries"), "MultiPolygon", land),
        _layer(PROVINCES, both("Borders of provinces"), "LineString", borders),
    )
    return [layer for layer in found if len(layer.geometry)]


def _layer(name: str, title: tuple[str, str], geometry_type: str, shapes: list[tuple[str, Any]]) -> Layer:
    import numpy as np
    import shapely

    geometry = np.empty(len(shapes), dtype=object)
    for n, (_kind, shape) in enumerate(shapes):
        single = geometry_type == "MultiPolygon" and shape.geom_type == "Polygon"
        geometry[n] = shapely.MultiPolygon([shape]) if single else shape
    kind = make_field("kind", "text", [kind for kind, _shape in shapes], both("What it is"))
    return make_layer(name, title, geometry_type, [kind], geometry)
