"""What lies under and over the zones of the live map, in whole steps of a grid: outlines, land, borders, rail, names.

Every line is put on the grid point by point, so that neighbours keep their common border. x runs to the east and y to
the south, from the north-west corner of the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bereikbaar.write.names import key_of

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.results import Result
    from bereikbaar.write.figures.ground import Ground
    from bereikbaar.write.figures.labels import Label

#: Metres on the ground per step: with fewer some zones of a city would have no area left, and vanish.
GRID_M = 100.0
#: How far land of neighbours is drawn around the zones, m; lines of land and borders are simplified so much, m.
_AROUND_M, _SIMPLER_M = 6_000.0, 250.0
#: Pixels per step of the map -> how many names it may have: some twenty on the whole country, more closer by.
_ROOM = {0.1: 12, 0.19: 22, 0.34: 90, 0.9: 300}
_MOST_NAMES, _LETTER_PX, _LINE_PX = 300, 6.2, 15.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """The frame of the map. west, south, east, north : m on the national grid, on whole steps."""

    west: float
    south: float
    east: float
    north: float

    def points(self, line: Sequence[Sequence[float]]) -> list[int]:
        """Return a line in steps: x and y of its first point, then how far each next one lies; none repeats."""
        found: list[tuple[int, int]] = []
        for x, y in line:
            point = (round((x - self.west) / GRID_M), round((self.north - y) / GRID_M))
            if not found or point != found[-1]:
                found.append(point)
        steps = [step for (ax, ay), (bx, by) in pairwise(found) for step in (bx - ax, by - ay)]
        return [*found[0], *steps]

    def rings(self, area: Any) -> list[list[list[int]]]:
        """Return the polygons of an area, each its rings, the outer one first; what has no area left is dropped."""
        polygons = []
        for polygon in getattr(area, "geoms", [area]):
            if polygon.is_empty:
                continue
            rings = [self.points(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
            if len(rings[0]) > 6:  # a triangle has its first point twice
                polygons.append([rings[0], *(r for r in rings[1:] if len(r) > 6)])
        return polygons


def ground_data(result: Result, codes: Sequence[str]) -> dict[str, Any]:
    """Return the ground of the map of the zones of a run, which has outlines.

    codes : postcodes in the order of the zones. ``outlines`` has the polygons of each; empty = it has no outline.
    Of lines and rings the first two numbers are a point, the others steps. ``new``, ``changed`` : key of a scenario
    -> the track that it lays or changes; ``opened`` : key -> the stations that it opens.
    """
    from bereikbaar.write.figures.ground import ground_of, rail_on

    ground = ground_of(result.places)
    grid = _grid(ground.zones.values())
    rail = {key_of(case): rail_on(result, case) for case in result.cases}
    return {
        "frame": {"metres": GRID_M, "west": grid.west, "north": grid.north, **_size(grid)},
        "outlines": [grid.rings(ground.zones[code]) if code in ground.zones else [] for code in codes],
        "land": _land(ground.land, grid),
        "abroad": _land(ground.neighbours, grid),
        "borders": _lines(grid, ground.provinces),
        "rail": _lines(grid, rail_on(result, result.base).there),
        "new": {key: _lines(grid, found.new) for key, found in rail.items()},
        "changed": {key: _lines(grid, found.changed) for key, found in rail.items()},
        "opened": {key: [_at(grid, s.text, s.x, s.y) for s in found.stations] for key, found in rail.items()},
        "places": _names(ground, grid, [s for found in rail.values() for s in found.stations]),
        "regions": _regions(result.places, ground, grid),
    }


def _size(grid: _Grid) -> dict[str, int]:
    return {"width": round((grid.east - grid.west) / GRID_M), "height": round((grid.north - grid.south) / GRID_M)}


def _grid(outlines: Iterable[Any]) -> _Grid:
    boxes = [o.bounds for o in outlines]
    west, south = (min(box[i] for box in boxes) // GRID_M * GRID_M for i in (0, 1))
    east, north = (-(-max(box[i] for box in boxes) // GRID_M) * GRID_M for i in (2, 3))
    return _Grid(west, south, east, north)


def _land(area: Any, grid: _Grid) -> list[list[list[int]]]:
    """Return land as polygons, as far as the map goes and somewhat further."""
    import shapely

    if area is None:
        return []
    frame = shapely.box(grid.west, grid.south, grid.east, grid.north).buffer(_AROUND_M, join_style="mitre")
    return grid.rings(shapely.intersection(shapely.make_valid(shapely.simplify(area, _SIMPLER_M)), frame))


def _lines(grid: _Grid, lines: Iterable[Any]) -> list[list[int]]:
    return [grid.points(line.coords) for line in lines]


def _at(grid: _Grid, name: str, x: float, y: float) -> dict[str, Any]:
    return {"name": name, "at": grid.points([(x, y)])}


def _regions(places: Places, ground: Ground, grid: _Grid) -> list[dict[str, Any]]:
    """Return the provinces to look at more closely: name, and west, north, east and south of their zones in steps."""
    import numpy as np
    import shapely

    of_zone = np.array(places.zones.province, dtype=object)
    drawn = np.array([ground.zones.get(code) for code in places.zones.code], dtype=object)
    found = []
    for name in sorted({str(province) for province in of_zone if province}):
        outlines = [outline for outline in drawn[of_zone == name] if outline is not None]
        if outlines:
            west, south, east, north = shapely.total_bounds(outlines)
            found.append({"name": name, "box": grid.points([(west, north)]) + grid.points([(east, south)])})
    return found


def _names(ground: Ground, grid: _Grid, stations: Iterable[Label]) -> list[dict[str, Any]]:
    """Return names of towns, those that matter most first: name, point, ``from``: pixels per step from there on.

    stations : that plans open; their names are always there, so that those of towns make way.
    """
    placed: list[tuple[Label, float]] = [(label, 0.0) for label in stations]
    n_stations = len(placed)
    for label in ground.names()[:_MOST_NAMES]:
        for scale, most in _ROOM.items():
            there = [other for other, of_scale in placed if of_scale <= scale]
            if len(there) - n_stations < most and not any(_overlap(label, other, scale) for other in there):
                placed.append((label, scale))
                break
    towns = placed[n_stations:]
    return [{**_at(grid, label.text, label.x, label.y), "from": scale} for label, scale in towns]


def _overlap(a: Label, b: Label, scale: float) -> bool:
    """Say whether two names would touch at so many pixels per step; a name begins at its point, to the right."""
    letter, line = (px * GRID_M / scale for px in (_LETTER_PX, _LINE_PX))
    apart = max(a.x - b.x - letter * len(b.text), b.x - a.x - letter * len(a.text))
    return apart < letter and abs(a.y - b.y) < line
