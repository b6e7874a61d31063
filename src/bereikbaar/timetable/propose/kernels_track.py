"""The compiled loop over trains that follow each other on the same track."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.routing.arrays import Floats, Positions
from bereikbaar.routing.jit import compiled, compiled_part


@compiled_part
def _near(gap: float, longer: float, least: float, horizon: float) -> bool:
    """Tell what :func:`.following.too_close` does of two trains: too close by any amount."""
    half = horizon / 2
    first = (gap + half) % horizon - half
    last = first + longer
    if first * last < 0 or abs(last) > horizon:
        return least > 0.0
    return least - min(abs(first), abs(last), horizon - abs(last)) > 1e-9


@compiled
def crowded(
    track: Positions, enters: Floats, takes: Floats, least: float, horizon: float, out: NDArray[np.bool_]
) -> None:
    """Mark in ``out`` (n_tracks,) where any two trains come closer than ``least`` or overtake.

    track, enters, takes : one row per train on a section, sorted by section: when it enters and how long it takes.
    """
    n = track.shape[0]
    for a in range(n):
        b = a + 1
        while b < n and track[b] == track[a] and not out[track[a]]:
            gap = enters[a] - enters[b]
            for one, other, apart in ((a, b, gap), (b, a, -gap)):
                longer = (apart + takes[one] - takes[other]) - apart
                out[track[a]] |= _near(apart, longer, least, horizon)
            b += 1
