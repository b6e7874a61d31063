"""Which straight lines stay on land: nobody walks, cycles or drives a bus over open water."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats, Places
from bereikbaar.access.points import Points
from bereikbaar.read.grid import to_grid
from bereikbaar.settings import Settings

#: Pieces of water with more corners than this are cut in two: small pieces make quick intersections.
_CORNERS = 48
#: The sea is taken to go on for so much around the outlines, m.
_MARGIN_M = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Water:
    """Open water and the pieces of land it parts, in the Dutch national grid (EPSG:28992).

    tree : index of small polygons of water. shores : index of polygons of land, those apart by no more than the
    limit joined: a line from one to another is never dry. limit_m : metres outside land that are allowed.
    """

    tree: Any
    shores: Any
    limit_m: float


def open_water(places: Places, settings: Settings) -> Water | None:
    """Return everything that is not land, far around the outlines; None when there are no outlines.

    What counts as land is said at :func:`land_on_grid`.
    """
    import shapely

    land = land_on_grid(places, settings)
    if land is None:
        return None
    frame = shapely.buffer(shapely.box(*land.bounds), _MARGIN_M, join_style="mitre")
    pieces = _small_pieces(shapely.difference(frame, land))
    shores = shapely.get_parts(shapely.buffer(land, settings.water_limit_m / 2))
    return Water(shapely.STRtree(pieces), shapely.STRtree(shores), settings.water_limit_m)


def land_on_grid(places: Places, settings: Settings) -> Any:
    """Return all that counts as land as one geometry (EPSG:28992); None when there are no outlines.

    Land is the outline of the Netherlands widened by ``land_buffer_m`` and that of its neighbours, which is rougher,
    widened by ``neighbour_buffer_m``.
    """
    import shapely

    ground = []
    for outline, buffer_m in (
        (places.land, settings.land_buffer_m),
        (places.neighbours, settings.neighbour_buffer_m),
    ):
        if outline is not None and not shapely.is_empty(outline):
            ground.append(shapely.buffer(_on_grid(outline), buffer_m))
    return shapely.union_all(ground) if ground else None


def stays_dry(water: Water | None, a: Points, b: Points) -> NDArray[np.bool_]:
    """Say of every line from a[k] to b[k] whether at most the limit lies outside land; all do without outlines."""
    if water is None or not len(a):
        return np.ones(len(a), dtype=bool)
    a_m, b_m = _grid(a.lon, a.lat), _grid(b.lon, b.lat)
    a_shore, b_shore = _shore(water, a_m), _shore(water, b_m)
    maybe = (a_shore == b_shore) | (a_shore < 0) | (b_shore < 0)
    dry = np.zeros(len(a), dtype=bool)
    dry[maybe] = outside_m(water, a_m[maybe], b_m[maybe]) <= water.limit_m
    return dry


def _shore(water: Water, at_m: Floats) -> NDArray[np.intp]:
    """Return for every place the piece of land it is on; -1 in the water."""
    import shapely

    once, place = np.unique(at_m, axis=0, return_inverse=True)
    which, shore = water.shores.query(shapely.points(once), predicate="intersects")
    on: NDArray[np.intp] = np.full(len(once), -1, dtype=np.intp)
    on[which] = shore
    return on[place.reshape(-1)]


def outside_m(water: Water, a_m: Floats, b_m: Floats) -> Floats:
    """Return the metres outside land of every straight line from a[k] to b[k]; (n, 2) coordinates of the grid."""
    import shapely

    lines = shapely.linestrings(np.stack([a_m, b_m], axis=1))
    which, piece = water.tree.query(lines, predicate="intersects")
    wet_m = shapely.length(shapely.intersection(lines[which], water.tree.geometries[piece]))
    return np.asarray(np.bincount(which, weights=wet_m, minlength=len(lines)), dtype=np.float64)


def _grid(lon: Floats, lat: Floats) -> Floats:
    """Return (n, 2) coordinates of the national grid, m."""
    return np.stack(to_grid(lon, lat), axis=-1)


def _on_grid(outline: Any) -> Any:
    import shapely

    return shapely.transform(outline, lambda corners: _grid(corners[:, 0], corners[:, 1]))


def _small_pieces(shape: Any) -> list[Any]:
    """Cut a shape in halves until no piece has many corners."""
    import shapely

    if shapely.is_empty(shape):
        return []
    parts = list(shapely.get_parts(shape)) if shape.geom_type != "Polygon" else [shape]
    out = []
    for part in parts:
        if part.geom_type != "Polygon":  # a cut may leave a line or a point behind: no water
            continue
        if shapely.get_num_coordinates(part) <= _CORNERS:
            out.append(part)
            continue
        out += [piece for half in _halves(part) for piece in _small_pieces(half)]
    return out


def _halves(part: Any) -> list[Any]:
    import shapely

    x0, y0, x1, y1 = part.bounds
    if x1 - x0 > y1 - y0:
        middle = (x0 + x1) / 2
        frames = [shapely.box(x0, y0, middle, y1), shapely.box(middle, y0, x1, y1)]
    else:
        middle = (y0 + y1) / 2
        frames = [shapely.box(x0, y0, x1, middle), shapely.box(x0, middle, x1, y1)]
    return [shapely.intersection(part, frame) for frame in frames]
