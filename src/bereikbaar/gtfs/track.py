"""Lines between stations, so that maps have something to draw: the shapes of the feed, else straight.

A feed knows no track. A leg becomes a section of its own unless other legs together lead the same way: the leg of an
express train that passes stations where slower trains call is drawn along them.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.geometry import crow_km, line_km
from bereikbaar.network.model import Coordinates, Section, Service, Station

Pair = tuple[str, str]
Shape = NDArray[np.float64]

#: A way along other legs at most this many times as long as the leg itself is the way of the leg. An assumption.
SAME_WAY = 1.15
STRAIGHT = "straight line between the stations (assumption)"
DRAWN = "shape of the feed"
#: A shape passes its station within this distance, km; else the line is drawn straight.
_NEAR_KM = 1.0
#: A line may be this many times as long as the straight one before it is not believed.
_LONGEST = 3.0
#: Points closer to the line between others than this are left out of a drawing, degrees (some 20 m).
_DETAIL_DEG = 0.0002


def sections(
    services: Iterable[Service], stations: Mapping[str, Station], shape_of: Callable[[Pair], Shape | None]
) -> dict[Pair, Section]:
    """Return the sections of the rail services by their two ends, sorted.

    shape_of : the shape (n, 2; longitude, latitude) of a train that runs from one station to the next without a stop,
               or None. Legs from or to a station without a position have no section.
    """
    legs: dict[Pair, float] = {}
    for service in services:
        for pattern in service.patterns if service.mode == "rail" else ():
            for a, b in pattern.legs():
                pair = (a, b) if a < b else (b, a)
                if pair not in legs:
                    x, y = stations[pair[0]], stations[pair[1]]
                    legs[pair] = crow_km(x.lat, x.lon, y.lat, y.lon)
    legs = {pair: km for pair, km in legs.items() if isfinite(km) and pair[0] != pair[1]}
    near: dict[str, dict[str, float]] = {}
    chosen = []
    for (a, b), km in sorted(legs.items(), key=lambda leg: (leg[1], leg[0])):
        if km == 0 or not _joined(near, a, b, SAME_WAY * km):
            near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = km
            chosen.append((a, b))
    return {pair: _section(pair, stations, shape_of(pair)) for pair in sorted(chosen)}


def _joined(near: Mapping[str, Mapping[str, float]], a: str, b: str, limit: float) -> bool:
    """Say whether sections join two stations within a length."""
    queue, best = [(0.0, a)], {a: 0.0}
    while queue:
        km, here = heapq.heappop(queue)
        if here == b:
            return True
        for there, more in near.get(here, {}).items():
            total = km + more
            if total <= limit and total < best.get(there, limit + 1):
                best[there] = total
                heapq.heappush(queue, (total, there))
    return False


def _section(pair: Pair, stations: Mapping[str, Station], shape: Shape | None) -> Section:
    a, b = stations[pair[0]], stations[pair[1]]
    straight = ((a.lon, a.lat), (b.lon, b.lat))
    line = _cut(shape, *straight) if shape is not None else None
    least = crow_km(a.lat, a.lon, b.lat, b.lon)
    drawn = line or straight
    km = round(max(line_km(drawn), least, 0.01), 3)
    return Section(pair[0], pair[1], km, None, drawn, source=DRAWN if line else STRAIGHT)


def _cut(shape: Shape, a: tuple[float, float], b: tuple[float, float]) -> Coordinates | None:
    """Return the part of a shape between two stations, from station to station; None when it is not believed."""
    if len(shape) < 2:
        return None
    at_a, at_b = _foot(shape, a), _foot(shape, b)
    if max(at_a[1], at_b[1]) > _NEAR_KM:
        return None
    (i, j), turned = sorted((at_a[0], at_b[0])), at_a[0] > at_b[0]
    inner = [tuple(p) for p in shape[int(np.floor(i)) + 1 : int(np.floor(j)) + 1].tolist()]
    points = [a, *(inner[::-1] if turned else inner), b]
    line = tuple((round(x, 5), round(y, 5)) for x, y in _simple(points))
    straight = crow_km(a[1], a[0], b[1], b[0])
    return (a, *line[1:-1], b) if line_km(line) <= _LONGEST * max(straight, 0.5) else None


def _foot(shape: Shape, point: tuple[float, float]) -> tuple[float, float]:
    """Return where on a shape a point lies nearest (segment number and part of it) and how far off, km."""
    scale = np.array([np.cos(np.radians(point[1])), 1.0]) * 111.2
    flat = (shape - np.array(point)) * scale
    start, step = flat[:-1], np.diff(flat, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    part = np.clip(-(start * step).sum(axis=1) / length, 0.0, 1.0)
    off = np.sqrt(((start + part[:, None] * step) ** 2).sum(axis=1))
    best = int(np.argmin(off))
    return best + float(min(part[best], 1 - 1e-9)), float(off[best])


def _simple(points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Return a line without the points that hardly change it (Douglas and Peucker 1973)."""
    line = np.array(points)
    keep = np.zeros(len(line), dtype=np.bool_)
    keep[[0, -1]] = True
    stack = [(0, len(line) - 1)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        dx, dy = line[b] - line[a]
        rest = line[a + 1 : b] - line[a]
        size = float(np.hypot(dx, dy))
        off = np.abs(rest[:, 0] * dy - rest[:, 1] * dx) / size if size else np.hypot(rest[:, 0], rest[:, 1])
        worst = int(np.argmax(off))
        if off[worst] > _DETAIL_DEG:
            keep[a + 1 + worst] = True
            stack += [(a, a + 1 + worst), (a + 1 + worst, b)]
    return [tuple(p) for p in line[keep].tolist()]
