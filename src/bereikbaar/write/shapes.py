"""Plain coordinates -> arrays of shapely geometries, WGS84 degrees."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from bereikbaar.network.model import Coordinates


def points(lon: Any, lat: Any) -> Any:
    """Return (n,) points from two sequences of degrees."""
    import numpy as np
    import shapely

    return shapely.points(np.column_stack([np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)]))


def _placed(path: Coordinates) -> Coordinates:
    return tuple((x, y) for x, y in path if isfinite(x) and isfinite(y))


def lines(paths: Sequence[Coordinates]) -> tuple[Any, Any]:
    """Return (geometries, kept): a line for every path that has a length, and which paths (n,) these are.

    A path of one place (a town whose centre is the destination) is no line: maps refuse lines of length 0. Points
    without a position (stations of a timetable that has none for them) are passed by.
    """
    import numpy as np
    import shapely

    paths = [p if all(isfinite(x) and isfinite(y) for x, y in p) else _placed(p) for p in paths]
    kept = np.array([len(set(p)) > 1 for p in paths], dtype=bool)
    drawn = [p for p, keep in zip(paths, kept, strict=True) if keep]
    if not drawn:
        return np.empty(0, dtype=object), kept
    sizes = [len(p) for p in drawn]
    flat = np.array([xy for p in drawn for xy in p], dtype=float)
    return shapely.linestrings(flat, indices=np.repeat(np.arange(len(drawn)), sizes)), kept
