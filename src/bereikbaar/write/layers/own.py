"""The layer ``places``: places of the user's own with the measures of the base and of every scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.towns import prepared
from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Layer, make_field, make_layer
from bereikbaar.write.layers.measured import base_fields, scenario_fields
from bereikbaar.write.layers.towns import map_measures
from bereikbaar.write.shapes import points

if TYPE_CHECKING:
    from bereikbaar.read.own_places import OwnPlaces
    from bereikbaar.results import Case, Result

_TEXTS = {
    "place_id": both("Place, id"),
    "name": both("Place"),
    "town": both("Town beside or around it"),
    "municipality": both("Municipality"),
    "province": both("Province"),
}
_POPULATION = both("Inhabitants (own file)")


def own_layer(result: Result, cases: Sequence[Case], name: str) -> Layer | None:
    """Return the places of the user's file with the measures of the towns' layer; None for a run without such.

    Polygons where all are polygons, else the points that are measured from.
    """
    if result.own is None or result.base.own is None:
        return None
    base = prepared(result.base.own, "place_id")
    fields = [make_field(c, "text", base[c], _TEXTS[c]) for c in _TEXTS]
    fields.append(make_field("population", "float", base["population"], _POPULATION, unit="inhabitants", decimals=1))
    shown = map_measures(base.columns, result.window)
    fields += base_fields(base, shown)
    for case in cases:
        if case.own is not None:
            tables = (base, case.own)
            fields += scenario_fields(case, tables, shown, key="place_id", settings=result.settings)
    kind, geometry = _geometry(result.own)
    return make_layer(name, both("Own places"), kind, fields, geometry)


def _geometry(own: OwnPlaces) -> tuple[str, Any]:
    """Return the type of the layer and the geometries, in the order of the places."""
    import numpy as np
    import shapely

    if not all(one.geom_type in ("Polygon", "MultiPolygon") for one in own.geometry):
        return "Point", points(own.lon, own.lat)
    areas = np.empty(len(own.geometry), dtype=object)
    areas[:] = [shapely.multipolygons(shapely.get_parts(one)) for one in own.geometry]
    return "MultiPolygon", areas
