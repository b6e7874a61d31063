"""Where a new station lies on a line, and the two lines it makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians

from bereikbaar.network.geometry import line_km
from bereikbaar.network.model import Coordinates

_KM_PER_DEGREE = 111.195  # of latitude, on a sphere with the mean radius


@dataclass(frozen=True, slots=True)
class Projection:
    """The nearest point of a line to a site.

    share : of the line's length before it, 0 to 1. away_km : distance from the site.
    before, after : the two halves of the line, both with the point itself.
    """

    share: float
    away_km: float
    before: Coordinates
    after: Coordinates


def project(line: Coordinates, lon: float, lat: float) -> Projection:
    """Return the point of a line that is nearest to a site; the plane around the site serves as the map."""
    scale = cos(radians(lat))

    def to_km(point: tuple[float, float]) -> tuple[float, float]:
        return ((point[0] - lon) * scale * _KM_PER_DEGREE, (point[1] - lat) * _KM_PER_DEGREE)

    best: tuple[float, int, float] | None = None
    for i, (p, q) in enumerate(pairwise(line)):
        (ax, ay), (bx, by) = to_km(p), to_km(q)
        square = (bx - ax) ** 2 + (by - ay) ** 2
        t = 0.0 if square == 0 else min(1.0, max(0.0, -(ax * (bx - ax) + ay * (by - ay)) / square))
        away = hypot(ax + t * (bx - ax), ay + t * (by - ay))
        if best is None or away < best[0]:
            best = (away, i, t)
    if best is None:
        raise ValueError("a line has at least two points")
    away, i, t = best
    p, q = line[i], line[i + 1]
    point = (round(p[0] + t * (q[0] - p[0]), 7), round(p[1] + t * (q[1] - p[1]), 7))
    before = (*line[: i + 1], point) if point != line[i] else line[: i + 1]
    after = (point, *line[i + 1 :]) if point != line[i + 1] else line[i + 1 :]
    whole = line_km(line)
    return Projection(line_km(before) / whole if whole else 0.0, away, before, after)
