"""Where a map lies: from metres on the national grid to whole points of a drawing, and paths made of these."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Ring = Sequence[tuple[int, int]]
#: West, south, east, north, metres.
Bounds = tuple[float, float, float, float]

#: Points of the drawing per unit of the page: what is smaller than a point is not seen.
POINTS_PER_UNIT = 1.6
#: The map on its page, units: as wide as this, and high within these limits.
WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 734, 300, 510
#: Narrower maps would leave no room for a title.
_LEAST_WIDTH, _WIDER = 480, 12
#: Room between a panel on the map and what it may not cover, units, and how much larger each map that is tried is.
_APART, _STEP = 7.0, 1.03
#: Panels elsewhere than in the upper left corner have to gain this much.
_BETTER = 0.95


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of the ground. west, north : metres, of point (0, 0). unit_m : metres per unit of the page.

    width, height : units of the page. points : of the drawing per unit.
    """

    west: float
    north: float
    unit_m: float
    width: int
    height: int
    points: float = POINTS_PER_UNIT

    @property
    def grid_m(self) -> float:
        """Metres between two points of the drawing."""
        return self.unit_m / self.points

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north in metres."""
        return (
            self.west,
            self.north - self.height * self.unit_m,
            self.west + self.width * self.unit_m,
            self.north,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in metres as units of the page, from the upper left corner of the map."""
        return (x - self.west) / self.unit_m, (self.north - y) / self.unit_m

    def clipped(self, shape: Any) -> Any:
        """Return what of a shape lies in the frame or just outside of it."""
        import shapely

        west, south, east, north = self.bounds
        edge = 4 * self.unit_m
        return shapely.clip_by_rect(shape, west - edge, south - edge, east + edge, north + edge)

    def outline(self, shape: Any, *, coarse: float = 1.0) -> str:
        """Return the path of an area within the frame; coarse : points of the grid by which a line may move."""
        rings = []
        for polygon in _parts(self._simple(shape, coarse), "Polygon"):
            for ring in (polygon.exterior, *polygon.interiors):
                points = self._points(ring.coords)
                if points and points[0] == points[-1]:
                    points.pop()
                if len(points) > 2:
                    rings.append(points)
        return rings_path(rings)

    def track(self, shape: Any, *, coarse: float = 1.0) -> str:
        """Return the path of a line, or of several, within the frame."""
        lines = (self._points(part.coords) for part in _parts(self._simple(shape, coarse), "LineString"))
        return "".join(_steps(line) for line in lines if len(line) > 1)

    def _simple(self, shape: Any, coarse: float) -> Any:
        import shapely

        return self.clipped(shapely.simplify(shape, coarse * self.grid_m))

    def _points(self, corners: Iterable[Sequence[float]]) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        for corner in corners:
            point = (round((corner[0] - self.west) / self.grid_m), round((self.north - corner[1]) / self.grid_m))
            if not out or point != out[-1]:
                out.append(point)
        return out


def frame_around(
    bounds: Bounds,
    *,
    margin: float = 0.05,
    width: int = WIDTH,
    heights: tuple[int, int] = (LEAST_HEIGHT, MOST_HEIGHT),
    points: float = POINTS_PER_UNIT,
) -> Frame:
    """Return the frame of a map around some bounds, with a margin on every side as a share of their size.

    width : of the map, units. heights : the least and the most. points : of the drawing per unit. A piece of the
    ground that is very wide or very high is given more room on its short sides.
    """
    west, south, east, north = _with_margin(bounds, margin)
    unit_m = max((east - west) / width, (north - south) / heights[1])
    height = min(max(math.ceil((north - south) / unit_m), heights[0]), heights[1])
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(middle_x - width * unit_m / 2, middle_y + height * unit_m / 2, unit_m, width, height, points)


def frame_with_panel(
    bounds: Bounds,
    panel: tuple[float, float],
    boxes: Sequence[Bounds],
    *,
    margin: float = 0.05,
    most_height: int = MOST_HEIGHT,
) -> tuple[Frame, tuple[int, int]]:
    """Return the frame of a map of which a panel takes a corner, and where the upper left corner of that is.

    panel : width and height, units. boxes : what it may not cover, metres. Of the four corners that which leaves the
    map largest; beside the map when there is no other way. most_height : of the map, units.
    """
    import numpy as np

    around, kept = _with_margin(bounds, margin), np.array(boxes, dtype=np.float64).reshape(-1, 4)
    best, chosen = None, ("left", "top")
    for corner in (("left", "top"), ("left", "bottom"), ("right", "top"), ("right", "bottom")):
        frame = _beside(around, panel, kept, corner, most_height)
        if best is None or frame.unit_m < _BETTER * best.unit_m:
            best, chosen = frame, corner
    assert best is not None  # there are four corners
    return best, _corner(best, panel, chosen)


def _corner(frame: Frame, panel: tuple[float, float], corner: tuple[str, str]) -> tuple[int, int]:
    """Return the upper left corner of a panel in a corner of the map, units."""
    x = 0 if corner[0] == "left" else frame.width - round(panel[0])
    return x, 0 if corner[1] == "top" else frame.height - round(panel[1])


def _with_margin(bounds: Bounds, margin: float) -> Bounds:
    west, south, east, north = bounds
    x, y = ((max(size, 1_000.0) * (1 + 2 * margin) - size) / 2 for size in (east - west, north - south))
    return (west - x, south - y, east + x, north + y)


def _beside(
    around: Bounds, panel: tuple[float, float], boxes: Any, corner: tuple[str, str], most_height: int
) -> Frame:
    """Return the largest map, as narrow as it can be, with a panel in a corner that covers nothing of the boxes."""
    wide, high = around[2] - around[0], around[3] - around[1]
    unit_m, last = max(wide / WIDTH, high / most_height), max(wide / (WIDTH - panel[0]), high / most_height)
    while unit_m < last * _STEP:
        unit_m = min(unit_m, last)
        for width in range(max(_LEAST_WIDTH, math.ceil(wide / unit_m)), WIDTH + 1, _WIDER):
            frame = _flush(around, unit_m, width, panel, corner, most_height)
            if not _covers(frame, panel, boxes, corner):
                return frame
        unit_m *= _STEP
    return _flush(around, last, WIDTH, panel, corner, most_height)


def _flush(
    around: Bounds, unit_m: float, width: int, panel: tuple[float, float], corner: tuple[str, str], most_height: int
) -> Frame:
    """Return the frame in which what is shown lies away from a corner: beside the panel where there is room."""
    wide, high = (around[2] - around[0]) / unit_m, (around[3] - around[1]) / unit_m
    height = min(max(math.ceil(high), LEAST_HEIGHT, round(panel[1])), max(most_height, round(panel[1])))
    beside = wide <= width - panel[0] + 1e-9
    x = (width + panel[0] - wide) / 2 if beside else width - wide
    y = (height - high) / 2 if beside else height - high
    west = around[0] - (x if corner[0] == "left" else width - wide - x) * unit_m
    north = around[3] + (y if corner[1] == "top" else height - high - y) * unit_m
    return Frame(west, north, unit_m, width, height)


def _covers(frame: Frame, panel: tuple[float, float], boxes: Any, corner: tuple[str, str]) -> bool:
    """Say whether a panel in a corner of the map covers a part of some box."""
    x, y = _corner(frame, panel, corner)
    left, right = ((boxes[:, i] - frame.west) / frame.unit_m for i in (0, 2))
    top, bottom = ((frame.north - boxes[:, i]) / frame.unit_m for i in (3, 1))
    over = (left < x + panel[0] + _APART) & (right > x - _APART)
    return bool((over & (top < y + panel[1] + _APART) & (bottom > y - _APART)).any())


def rings_path(rings: Iterable[Ring]) -> str:
    """Return closed rings as one path.

    >>> rings_path([[(3, 4), (5, 4), (5, 1)]])
    'M3 4l2 0 0-3z'
    """
    return "".join(f"{_steps(ring)}z" for ring in rings)


def _steps(points: Ring) -> str:
    """Return points in the short form: steps from one to the next."""
    text = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(points)).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{text}"


def _parts(shape: Any, kind: str) -> list[Any]:
    """Return the parts of a shape that are of a kind, whatever it was clipped to."""
    if shape is None or shape.is_empty:
        return []
    parts = getattr(shape, "geoms", [shape])
    return [p for part in parts for p in getattr(part, "geoms", [part]) if p.geom_type == kind]
