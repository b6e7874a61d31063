"""Where a user's own places are: coordinates in any reference system -> degrees, and never swapped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import remark
from bereikbaar.read import cells
from bereikbaar.read.grid import from_grid, to_grid
from bereikbaar.read.own_rows import Rows
from bereikbaar.units import RD_NEW

Floats = NDArray[np.float64]

#: Where the Dutch national grid has its numbers, m: x from and to, y from and to.
_GRID = (0.0, 300_000.0, 300_000.0, 650_000.0)
#: The Netherlands, and its surroundings, degrees: longitude from and to, latitude from and to.
_HOME = (3.0, 7.4, 50.6, 53.8)
_AROUND = (2.0, 9.5, 49.4, 54.8)

_PAIRS = (
    ("lon", "lat"), ("lng", "lat"), ("long", "lat"), ("longitude", "latitude"), ("lengtegraad", "breedtegraad"),
    ("lengte", "breedte"), ("rdx", "rdy"), ("xrd", "yrd"), ("xcoord", "ycoord"), ("xcoordinaat", "ycoordinaat"),
    ("rdxcoordinaat", "rdycoordinaat"), ("x", "y"), ("easting", "northing"),
)  # fmt: skip
_WKT = ("wkt", "geom", "geometry", "geometrie", "thegeom", "wktgeom")


@dataclass(frozen=True, slots=True)
class Positions:
    """Of every place, (n,). lat, lon : degrees. km2 : NaN for points. geometry : points or areas in WGS84."""

    lat: Floats
    lon: Floats
    km2: Floats
    geometry: Any


def positions(rows: Rows, names: Sequence[str]) -> Positions | None:
    """Return where the places are; what is wrong is added to the problems of the rows, and then None is returned.

    Areas are measured from their middle, or where that lies outside from a point inside.
    """
    import shapely

    found = len(rows.problems)
    shapes = _from_columns(rows, names) if rows.geometry is None else rows.geometry
    whole = [_whole(rows, n, shape, names[n]) for n, shape in enumerate(shapes)]
    if len(rows.problems) > found or any(shape is None for shape in whole):
        return None
    shape = np.array(whole, dtype=object)
    inside = _inside(shape)
    x, y = shapely.get_x(inside), shapely.get_y(inside)
    if not _reference_fits(rows, names, x, y):
        return None
    shape = shapely.transform(shape, _to_degrees(rows, x, y))
    inside = _inside(shape)
    lon, lat = shapely.get_x(inside), shapely.get_y(inside)
    if not _near_home(rows, names, lon, lat):
        return None
    return Positions(lat, lon, _km2(shape), shape)


def _from_columns(rows: Rows, names: Sequence[str]) -> list[Any]:
    """Return points from columns of a table. Raises InputError when there are none."""
    import shapely

    plain = {re.sub(r"[^a-z0-9]", "", name): name for name in reversed(list(rows.columns))}
    for x, y in _PAIRS:
        if x in plain and y in plain:
            xs, ys = (_numbers(rows, plain[c], names) for c in (x, y))
            if x.startswith(("rd", "xrd")) or x == "xrd":
                rows.crs = f"EPSG:{RD_NEW}"
            if y in ("lat", "latitude", "breedtegraad"):
                rows.crs = "EPSG:4326"
            return [None if a is None or b is None else shapely.Point(a, b) for a, b in zip(xs, ys, strict=True)]
    wkt = next((plain[word] for word in _WKT if word in plain), None)
    if wkt is not None:
        return [_from_wkt(rows, n, text, wkt) for n, text in enumerate(rows.columns[wkt])]
    known = ", ".join(rows.columns)
    message = f"has no columns for coordinates: expected lat and lon, or rd_x and rd_y, or x and y; it has {known}"
    raise InputError(Problem(message, file=rows.file))


def _numbers(rows: Rows, column: str, names: Sequence[str]) -> list[float | None]:
    out: list[float | None] = []
    for n, text in enumerate(rows.columns[column]):
        try:
            out.append(cells.number(str(text), comma=True) if text is not None else None)
        except ValueError as error:
            rows.say(n, f"{names[n]}: {error}", column)
            out.append(None)
    return out


def _from_wkt(rows: Rows, n: int, text: Any, column: str) -> Any:
    import shapely
    from shapely.errors import ShapelyError

    try:
        return None if text is None else shapely.from_wkt(str(text))
    except (NotImplementedError, ShapelyError):  # NotImplementedError: arcs
        rows.say(n, f"found {str(text)[:40]!r}, expected a point or polygon as well-known text", column)
        return None


def _whole(rows: Rows, n: int, shape: Any, name: str) -> Any:
    """Return a point or an area, or None with a problem: nothing, lines, several points, mixtures."""
    import shapely

    if shape is None or shape.is_empty:
        if not any(p.message.startswith(f"{rows.labels[n]}:") for p in rows.problems):
            rows.say(n, f"{name}: has no position")
        return None
    shape = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        rows.say(n, f"{name}: has a coordinate that is no number")
        return None
    parts = _parts(shape)
    kinds = {part.geom_type for part in parts}
    if kinds == {"Polygon"}:
        return _area(rows, n, shape, parts, name)
    if kinds == {"Point"} and len({(p.x, p.y) for p in parts}) == 1:
        return parts[0]
    what = f"{len(parts)} points" if kinds == {"Point"} else " and ".join(sorted(kinds))
    rows.say(n, f"{name}: is {what}; one point, or polygons, are needed")
    return None


def _parts(shape: Any) -> list[Any]:
    """Return the single geometries of a geometry, however deep its collections are nested."""
    if hasattr(shape, "geoms"):
        return [part for one in shape.geoms for part in _parts(one)]
    return [] if shape.is_empty else [shape]


def _area(rows: Rows, n: int, shape: Any, parts: list[Any], name: str) -> Any:
    import shapely

    if shape.geom_type in ("Polygon", "MultiPolygon") and shape.is_valid:
        return shape
    mended = [
        p for p in _parts(shapely.union_all([shapely.make_valid(p) for p in parts])) if p.geom_type == "Polygon"
    ]
    if not mended:
        rows.say(n, f"{name}: is a polygon without area")
        return None
    if not shape.is_valid:
        rows.notes.append(remark("{name}: its outline crosses itself and was mended", name=name))
    return shapely.MultiPolygon(mended)


def _inside(shape: Any) -> Any:
    """Return the middle of every shape where that lies inside, else a point inside."""
    import shapely

    middle = shapely.centroid(shape)
    return np.where(shapely.intersects(shape, middle), middle, shapely.point_on_surface(shape))


def _in(x: Floats, y: Floats, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (x >= box[0]) & (x <= box[1]) & (y >= box[2]) & (y <= box[3])
    return inside


def _some(names: Sequence[str], which: NDArray[np.bool_]) -> str:
    """Return the first three names and how many more there are."""
    found = [names[n] for n in np.flatnonzero(which).tolist()]
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return ", ".join(found[:3]) + more


def _reference_fits(rows: Rows, names: Sequence[str], x: Floats, y: Floats) -> bool:
    """Find out what the numbers are, and say so; False with a problem when they fit nothing, or are swapped."""
    kind = _declared(rows)
    degrees, grid = _in(x, y, (-180, 180, -90, 90)), _in(x, y, _GRID)
    swapped = _in(y, x, _GRID) & ~grid if kind in ("", "grid") else ~_in(x, y, _AROUND) & _in(y, x, _HOME)
    if kind == "" and degrees.all():
        swapped = ~_in(x, y, _AROUND) & _in(y, x, _HOME)
    if swapped.any() and kind in ("", "grid", "degrees"):
        one = int(np.flatnonzero(swapped)[0])
        order = "x, y" if abs(x[one]) > 180 else "longitude, latitude"
        message = f"x and y are swapped at {_some(names, swapped)}: {x[one]:.10g}, {y[one]:.10g} is read as {order}"
        rows.problems.append(Problem(f"{message}; swap them in the file", file=rows.file))
        return False
    if kind == "degrees" and not degrees.all():
        hint = f"; they look like EPSG:{RD_NEW} (Dutch grid): declare that" if grid[~degrees].all() else ""
        message = f"coordinates of {_some(names, ~degrees)} are no degrees{hint}"
        rows.problems.append(Problem(message, file=rows.file))
        return False
    if kind == "grid" and degrees.all():
        message = f"is said to be in EPSG:{RD_NEW} (metres), but its coordinates look like degrees (EPSG:4326)"
        rows.problems.append(Problem(message, file=rows.file))
        return False
    if kind == "" and not degrees.all() and not grid.all():
        odd = ~grid if grid.sum() >= degrees.sum() else ~degrees
        message = (
            f"says no reference system, and the coordinates of {_some(names, odd)} are neither degrees (EPSG:4326) "
            f"nor metres of the Dutch grid (EPSG:{RD_NEW})"
        )
        rows.problems.append(Problem(message, file=rows.file))
        return False
    return True


def _declared(rows: Rows) -> str:
    """Return what the file says: ``degrees``, ``grid``, ``other`` or "". Raises InputError for an unknown one."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    if not rows.crs:
        return ""
    try:
        crs = CRS.from_user_input(rows.crs)
    except CRSError:
        message = f"says that it is in {rows.crs[:60]!r}, which is no reference system that is known"
        raise InputError(Problem(message, file=rows.file)) from None
    if crs.is_engineering or "undefined" in crs.name.casefold() or crs.name.casefold() == "unknown":
        return ""
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if crs.equals(CRS.from_epsg(RD_NEW), ignore_axis_order=True):
        return "grid"
    return "degrees" if crs.equals(CRS.from_epsg(4326), ignore_axis_order=True) else "other"


def _to_degrees(rows: Rows, x: Floats, y: Floats) -> Any:
    """Return a function of (n, 2) coordinates to (n, 2) longitude and latitude; a guess is noted."""
    kind = _declared(rows)
    if kind == "":
        grid = bool(_in(x, y, _GRID).all())
        if grid or rows.geometry is None or not rows.file.lower().endswith((".geojson", ".json")):
            guess = (
                remark("EPSG:{code} (Dutch grid)", code=RD_NEW)
                if grid
                else remark("EPSG:4326 (longitude and latitude)")
            )
            rows.notes.append(remark("no reference system is given; the coordinates look like {guess}", guess=guess))
        kind = "grid" if grid else "degrees"
    if kind == "degrees":
        return lambda corner: corner
    if kind == "grid":
        return lambda corner: np.column_stack(from_grid(corner[:, 0], corner[:, 1]))
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    crs = CRS.from_user_input(rows.crs)
    try:
        change = Transformer.from_crs(crs, CRS.from_epsg(4326), always_xy=True)
    except ProjError:
        message = f"says that it is in {crs.name!r}, which cannot be turned into degrees on the earth"
        raise InputError(Problem(message, file=rows.file)) from None
    rows.notes.append(remark("coordinates in {system} were turned into degrees", system=crs.name))
    return lambda corner: np.column_stack(change.transform(corner[:, 0], corner[:, 1]))


def _near_home(rows: Rows, names: Sequence[str], lon: Floats, lat: Floats) -> bool:
    """Say which places are abroad; False with a problem when some are far from the Netherlands."""
    far = ~_in(lon, lat, _AROUND)
    if far.any():
        one = int(np.flatnonzero(far)[0])
        nowhere = bool(np.isclose(lon[one], 0.0, atol=0.01) and np.isclose(lat[one], 0.0, atol=0.01))
        hint = " (0,0 means no position)" if nowhere else f" (latitude {lat[one]:.4f}, longitude {lon[one]:.4f})"
        message = f"far from the Netherlands: {_some(names, far)}{hint}"
        rows.problems.append(Problem(message, file=rows.file))
        return False
    return True


def _km2(shape: Any) -> Floats:
    import shapely

    on_grid = shapely.transform(shape, lambda corner: np.column_stack(to_grid(corner[:, 0], corner[:, 1])))
    km2 = np.asarray(shapely.area(on_grid) / 1e6, dtype=np.float64)
    return np.where(km2 > 0, km2, np.nan)
