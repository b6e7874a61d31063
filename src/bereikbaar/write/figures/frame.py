"""Where a map lies: from metres on the national grid to whole points of a drawing, and paths made of these."""

from __future__ import annotations

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
WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 470, 380, 570


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of the ground. west, north : metres, of point (0, 0). unit_m : metres per unit of the page.

    width, height : units of the page.
    """

    west: float
    north: float
    unit_m: float
    width: int
    height: int

    @property
    def grid_m(self) -> float:
        """Metres between two points of the drawing."""
        return self.unit_m / POINTS_PER_UNIT

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


def frame_around(bounds: Bounds, *, margin: float = 0.05) -> Frame:
    """Return the frame of a map around some bounds, with a margin on every side as a share of their size.

    A piece of the ground that is very wide or very high is given more room on its short sides.
    """
    west, south, east, north = bounds
    wide, high = max(east - west, 1_000.0) * (1 + 2 * margin), max(north - south, 1_000.0) * (1 + 2 * margin)
    unit_m = max(wide / WIDTH, high / MOST_HEIGHT)
    height = min(max(round(high / unit_m), LEAST_HEIGHT), MOST_HEIGHT)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(middle_x - WIDTH * unit_m / 2, middle_y + height * unit_m / 2, unit_m, WIDTH, height)


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
