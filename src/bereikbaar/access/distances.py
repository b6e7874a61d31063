"""Which zones are at a distance that counts: the same in all windows and scenarios, so found once."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.access.points import points, unit_vectors
from bereikbaar.access.sum_arrays import LANES, Distances

_ONE_AT_A_TIME = Lock()


def distances(lat: Floats, lon: Floats, weight: Floats, least_km: float, most_km: float) -> Distances:
    """Return the destinations between two crow-fly distances of every origin; all arrays (n_zones,)."""
    arrays = (np.ascontiguousarray(a, dtype=np.float64).tobytes() for a in (lat, lon, weight))
    with _ONE_AT_A_TIME:  # who comes second finds it done
        return _distances(*arrays, float(least_km), float(most_km))


@lru_cache(maxsize=4)
def _distances(lat: bytes, lon: bytes, weight: bytes, least_km: float, most_km: float) -> Distances:
    from bereikbaar.access.distance_kernels import find_ring

    x, y, z = unit_vectors(points(np.frombuffer(lat), np.frombuffer(lon))).T.copy()
    counts, n = np.frombuffer(weight).copy(), len(x)
    inside, km_sum = np.zeros((-(-n // LANES), n), dtype=np.uint32), np.zeros(n)
    find_ring(x, y, z, counts, least_km, most_km, inside, km_sum)
    for array in (x, y, z, counts, inside, km_sum):
        array.setflags(write=False)
    return Distances(x, y, z, counts, inside, km_sum)
