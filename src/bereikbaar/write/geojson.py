"""GeoJSON as in RFC 7946: WGS84, 6 decimals, flat typed columns, null for what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bereikbaar.write.layers.layer import Layer, layer_frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Decimals of a coordinate: about 0.1 m, what RFC 7946 calls enough.
DECIMALS = 6


#: Features that are put into words at a time: the whole text of a layer stands in memory once, not thrice.
_AT_ONCE = 500


def geojson_text(layer: Layer) -> str:
    """Return a layer as one FeatureCollection, a feature a line; the ``name`` member is what QGIS calls the layer.

    Numbers of a float column keep their decimal point (12.0), so that every reader sees one type per column.
    Raises ValueError for a coordinate that is not finite.
    """
    return "".join(geojson_parts(layer))


def geojson_parts(layer: Layer) -> Iterator[str]:
    """Yield the text of :func:`geojson_text` in parts, for a file."""
    import json

    texts = partial(_geometry_texts, layer.geometry_type)
    geometries = texts(layer.geometry) if layer.shapes is None else layer.shapes.once("geojson", texts)
    frame, kind = layer_frame(layer), layer.geometry_type
    yield f'{{"type":"FeatureCollection","name":{json.dumps(layer.name)},"features":[\n'
    for start in range(0, len(geometries), _AT_ONCE):
        some = geometries[start : start + _AT_ONCE]
        properties = frame.slice(start, _AT_ONCE).write_ndjson().split("\n")
        yield ",\n" if start else ""
        yield ",\n".join(
            f'{{"type":"Feature","geometry":{{"type":"{kind}","coordinates":{g}}},"properties":{p}}}'
            for g, p in zip(some, properties[: len(some)], strict=True)
        )
    yield "\n]}\n"


def _geometry_texts(geometry_type: str, shapes: Any) -> list[str]:
    """Return the coordinates member of every feature, nested as deep as its type asks."""
    import shapely

    if geometry_type in ("Polygon", "MultiPolygon"):
        # normalised rings are clockwise outside; RFC 7946 wants the right-hand rule
        shapes = shapely.reverse(shapely.normalize(shapes))
    if not len(shapes):
        return []
    _kind, coordinates, offsets = shapely.to_ragged_array(shapes, include_z=False)
    texts = _vertex_texts(coordinates)
    for ends in offsets:
        texts = [f"[{','.join(texts[a:b])}]" for a, b in pairwise(ends.tolist())]
    return texts


def _vertex_texts(coordinates: NDArray[np.float64]) -> list[str]:
    import numpy as np
    import polars as pl

    if not np.isfinite(coordinates).all():
        raise ValueError("a coordinate is not finite")
    rounded = np.round(coordinates, DECIMALS) + 0.0
    frame = pl.DataFrame({"x": rounded[:, 0], "y": rounded[:, 1]})
    texts: list[Any] = frame.select(pl.format("[{},{}]", "x", "y")).to_series().to_list()
    return texts
