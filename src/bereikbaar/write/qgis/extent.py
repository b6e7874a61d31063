"""Where a map is: coordinate systems and extents as QGIS writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bereikbaar.read.grid import to_grid
from bereikbaar.units import RD_NEW
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.xml import element

#: Number of EPSG:28992 in the table of coordinate systems of QGIS; with the code beside it any number above 0 does.
_SRSID = 2517
#: West, south, east, north of the Netherlands on the national grid, for a run without any layer.
_NETHERLANDS = (10_000.0, 305_000.0, 280_000.0, 620_000.0)
#: Kinds of layers that are within the country, the best first: stations may be abroad.
_INSIDE = ("zones", "corop", "municipalities", "towns", "places")

Extent = tuple[float, float, float, float]


def grid_srs() -> str:
    """Return the national grid as QGIS names a coordinate system."""
    return spatial(_SRSID, RD_NEW, "Amersfoort / RD New")


def spatial(srsid: int, code: int, name: str) -> str:
    """Return a coordinate system; both its number and its code are needed."""
    parts = {"srsid": srsid, "srid": code, "authid": f"EPSG:{code}", "description": name, "geographicflag": "false"}
    return element("spatialrefsys", (element(k, str(v)) for k, v in parts.items()))


def extent_of(layers: Sequence[Layer]) -> Extent:
    """Return west, south, east, north in metres of what is within the country, with a twentieth around it."""
    import numpy as np
    import shapely

    chosen = next((x for kind in _INSIDE for x in layers if x.name == kind), layers[0] if layers else None)
    if chosen is None:
        return _NETHERLANDS
    w, s, e, n = shapely.total_bounds(chosen.geometry).tolist()
    xs, ys = to_grid(np.array([w, e, w, e]), np.array([s, s, n, n]))
    west, south, east, north = float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))
    edge = max(0.05 * max(east - west, north - south), 1_000.0)
    return (round(west - edge), round(south - edge), round(east + edge), round(north + edge))


def box(extent: Extent) -> Mapping[str, Any]:
    """Return an extent by the names that QGIS gives its sides."""
    return dict(zip(("xmin", "ymin", "xmax", "ymax"), (f"{v:.0f}" for v in extent), strict=True))
