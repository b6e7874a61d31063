"""Isochrones: the areas that can be reached within some minutes, put together from the land of the zones.

An isochrone of a limit is exactly the land of the zones whose minutes are at most that limit, so that map, table and
count agree. The outlines are first cut into faces that share their edges to the last bit: what is put together of
them is valid, and the area of a longer limit covers that of a shorter one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import Arrays, are_indexes, fingerprint, remembered
from bereikbaar.access.model import Floats
from bereikbaar.units import SLACK

Flags = NDArray[np.bool_]

#: Corners lie on this grid, degrees (about 1 m): that of the outlines of the statistics office as we ship them.
GRID_DEG = 1e-5
_FACES = {"corner": np.float64, "ring": np.int64, "polygon": np.int64, "zone": np.int64}


@dataclass(frozen=True, slots=True)
class ZoneAreas:
    """The land of the zones, cut into faces that meet in common edges only.

    face : (n_faces,) shapely polygons in WGS84. zone : (n_faces,) index of the zone. km2 : (n_zones,) land of each
    zone; 0 for a zone without an outline, which is counted and cannot be drawn.
    """

    face: Any
    zone: NDArray[np.int64]
    km2: Floats

    @property
    def drawn(self) -> Flags:
        """Whether a zone has an area, (n_zones,)."""
        return self.km2 > 0

    def union(self, member: Flags) -> Any:
        """Return the land of some zones (n_zones,) as one MultiPolygon, empty when there is none."""
        import shapely

        whole = shapely.coverage_union_all(self.face[member[self.zone]])
        return shapely.multipolygons(shapely.get_parts(whole)) if not whole.is_empty else shapely.MultiPolygon()


@dataclass(frozen=True, slots=True)
class Isochrone:
    """What can be reached (or from where a place can be) within a limit.

    kind      : ``base``, ``scenario``, or of a scenario against the base ``gained`` and ``lost``.
    scenario  : name; empty for the base. limit_min : up to and including this.
    zones     : number of zones; not_drawn : those of them without an outline: counted, not in the area.
    inhabitants, jobs : in these zones, with what the scenario builds (``lost``: those of the base); jobs None =
                not known. km2 : land. area : MultiPolygon in WGS84.
    """

    kind: str
    scenario: str
    limit_min: float
    zones: int
    not_drawn: int
    inhabitants: float
    jobs: float | None
    km2: float
    area: Any


@dataclass(frozen=True, slots=True)
class Reach:
    """Minutes to (or from) every zone, inf where there is no way, and what is there; all (n_zones,).

    jobs : None = not known.
    """

    minutes: Floats
    inhabitants: Floats
    jobs: Floats | None = None

    def within(self, limit_min: float) -> Flags:
        """Return which zones are within a limit: 60.0 is within 60, 60.5 is not."""
        return self.minutes <= limit_min + SLACK


def isochrones(
    areas: ZoneAreas, limits: Sequence[float], base: Reach, scenarios: Mapping[str, Reach] | None = None
) -> list[Isochrone]:
    """Return the areas of all limits: of the base, then of every scenario, what it gains and what it loses.

    limits : minutes, ascending. scenarios : by name. In the order base, scenarios; within it kind, then limit.
    """
    found = [_one(areas, base, base.within(t), ("base", "", t)) for t in limits]
    for name, reach in (scenarios or {}).items():
        found += [_one(areas, reach, reach.within(t), ("scenario", name, t)) for t in limits]
        for kind, one, other in (("gained", reach, base), ("lost", base, reach)):
            found += [_one(areas, one, one.within(t) & ~other.within(t), (kind, name, t)) for t in limits]
    return found


def _one(areas: ZoneAreas, reach: Reach, member: Flags, what: tuple[str, str, float]) -> Isochrone:
    return Isochrone(
        *what,
        zones=int(member.sum()),
        not_drawn=int((member & ~areas.drawn).sum()),
        inhabitants=float(reach.inhabitants[member].sum()),
        jobs=None if reach.jobs is None else float(reach.jobs[member].sum()),
        km2=float(areas.km2[member].sum()),
        area=areas.union(member),
    )


def zone_areas(codes: Sequence[str], outlines: Mapping[str, Any], land: Any = None) -> ZoneAreas:
    """Return the land of zones.

    codes : of all zones, in their order. outlines : code -> polygons in WGS84; zones without one are not drawn.
    land : what is land, in WGS84; None = the outlines hold no water. Where outlines overlap, the first zone wins.
    The first time for a map this takes a second or two; then it is in the cache.
    """
    import shapely

    index = np.array([n for n, code in enumerate(codes) if code in outlines], dtype=np.int64)
    shapes = np.array([shapely.force_2d(outlines[codes[n]]) for n in index], dtype=object)
    key = fingerprint(len(codes), index, shapely.to_wkb(shapes).tolist(), b"" if land is None else land.wkb, GRID_DEG)
    kept = remembered(
        "areas", key, _FACES, lambda: _faces(shapes, index, land), fits=lambda found: _fits(found, len(codes))
    )
    offsets = (kept["ring"], kept["polygon"])
    face = shapely.from_ragged_array(shapely.GeometryType.POLYGON, kept["corner"], offsets)
    km2 = np.bincount(kept["zone"], weights=_km2(face), minlength=len(codes)).astype(np.float64)
    return ZoneAreas(face, kept["zone"], km2)


def _faces(shapes: Any, index: NDArray[np.int64], land: Any) -> Arrays:
    """Cut outlines (and the shore) into faces on the grid, each with the zone that it is of; the rest is left out."""
    import shapely

    edges = list(shapely.boundary(shapes)) + ([land.boundary] if land is not None else [])
    noded = shapely.union_all(edges, grid_size=GRID_DEG)
    face = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))), dtype=object)
    inside = shapely.point_on_surface(face)
    which, of = shapely.STRtree(shapes).query(inside, predicate="intersects")
    zone = np.full(len(face), len(shapes), dtype=np.int64)
    np.minimum.at(zone, which, of)
    kept = zone < len(shapes)
    if land is not None:
        shapely.prepare(land)
        kept &= shapely.intersects(land, inside)
    order = np.lexsort((shapely.get_y(inside[kept]), shapely.get_x(inside[kept]), zone[kept]))
    face, zone = shapely.normalize(face[kept][order]), index[zone[kept][order]]
    if not len(face):
        none = np.zeros(1, dtype=np.int64)
        return {"corner": np.zeros((0, 2)), "ring": none, "polygon": none, "zone": np.zeros(0, dtype=np.int64)}
    _, corner, (ring, polygon) = shapely.to_ragged_array(face, include_z=False)
    return {"corner": corner, "ring": ring, "polygon": polygon, "zone": zone}


def _fits(kept: Arrays, n_zones: int) -> bool:
    corner, ring, polygon, zone = (kept[name] for name in _FACES)
    if corner.ndim != 2 or corner.shape[1] != 2 or not len(ring) or not len(polygon):
        return False
    whole = are_indexes(ring, len(corner) + 1) and are_indexes(polygon, len(ring), len(zone) + 1)
    return bool(whole and ring[-1] == len(corner) and polygon[-1] == len(ring) - 1 and are_indexes(zone, n_zones))


def _km2(face: Any) -> Floats:
    """Return areas, km2, in the Dutch national grid."""
    import shapely

    from bereikbaar.read.grid import to_grid

    on_grid = shapely.transform(face, lambda corner: np.column_stack(to_grid(corner[:, 0], corner[:, 1])))
    return np.asarray(shapely.area(on_grid) / 1e6, dtype=np.float64)
