"""WGS84 degrees <-> metres on the Dutch national grid (EPSG:28992)."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: EPSG:28992 by the transformation "Amersfoort to WGS 84 (4)", good to about 1 m. Written out, it skips the search in
#: the coordinate database (50 ms) and is the same on machines with finer correction grids.
PIPELINE = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=565.4171 +y=50.3319 +z=465.5524 +rx=0.398957388243134 +ry=-0.343987817378283 "
    "+rz=1.87740163998045 +s=4.0725 +convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=bessel +step +proj=pop +v_3 "
    "+step +proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 "
    "+ellps=bessel"
)


def to_grid(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return x and y in metres on the national grid of points in degrees; arrays of equal length."""
    if not len(lon):
        return np.empty(0), np.empty(0)
    x, y = _transformer().transform(lon, lat)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


def from_grid(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return longitude and latitude in degrees of points on the national grid; the way back of :func:`to_grid`."""
    if not len(x):
        return np.empty(0), np.empty(0)
    lon, lat = _transformer().transform(x, y, direction="INVERSE")
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_pipeline(PIPELINE)
