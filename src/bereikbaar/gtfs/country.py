"""Which stations of a feed lie in a country: what ``country="NL"`` keeps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bereikbaar.errors import InputError, Problem, raise_if_errors
from bereikbaar.gtfs.stops import Position

#: A station this close outside the outline is in: outlines are simplified, and some stations lie on the border.
#: Degrees of latitude; about 500 m.
_BORDER_DEG = 0.0045
#: The country whose outline comes with the package, in the folder of this network.
_OUTLINES = {"NL": ("nl-2026", "land.geojson")}


def outline_path(country: str) -> Path:
    """Return the outline of a country. Raises InputError for a country without one."""
    from bereikbaar.read.network import shipped_networks

    try:
        network, file = _OUTLINES[country.strip().upper()]
    except KeyError:
        raise InputError(f"country {country!r}: there is an outline of {', '.join(_OUTLINES)} only") from None
    return shipped_networks()[network] / file


def inside(positions: Mapping[str, Position], country: str) -> dict[str, bool]:
    """Return whether each station lies in the country. positions : (lat, lon) in degrees, by code."""
    import numpy as np
    import shapely

    from bereikbaar.read.outline import read_outline

    problems: list[Problem] = []
    area = read_outline(outline_path(country), problems, needed=True)
    raise_if_errors(problems)
    codes = sorted(positions)
    points = shapely.points(np.array([positions[c][::-1] for c in codes], dtype=np.float64).reshape(-1, 2))
    shapely.prepare(area)
    near = shapely.dwithin(area, points, _BORDER_DEG)
    return dict(zip(codes, map(bool, near), strict=True))
