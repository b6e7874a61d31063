"""From every zone to points: minutes to all of them, and the journey to the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import DoorTimes, Journeys, _best_to, _table, _with_components, spread, to_points
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats

HEADWAY = "headway"


def point_minutes(door: DoorTimes, which: Sequence[int]) -> Floats:
    """Return the expected minutes from door to door to some points, (n_zones, n_points); ``inf`` without a way.

    which : indexes of ``egress_points``. The same numbers as those of ``door.to_points``.
    """
    if door.times.method != HEADWAY:
        return to_points(door, which).expected
    return _quickest(door, np.asarray(which, dtype=np.intp))[0]


def nearest_journeys(door: DoorTimes, which: Sequence[int]) -> tuple[Journeys, NDArray[np.int64]]:
    """Return the journeys (n_zones,) to the nearest of some points, and the place of that point in ``which``.

    Nearest in expected minutes from door to door; of equally near ones the first. Without points nobody has a way.
    """
    chosen = np.asarray(which, dtype=np.intp)
    n_zones = len(door.legs.within_min)
    if not len(chosen):
        return _nowhere(n_zones), np.full(n_zones, -1, dtype=np.int64)
    if door.times.method != HEADWAY:
        every = to_points(door, which)
        near = np.argmin(every.expected, axis=1)
        return every.at(np.arange(n_zones), near), near
    expected, used, kinds, egress = _quickest(door, chosen)
    near = np.argmin(expected, axis=1)
    best = _best_to_own(door, egress, near, chosen)

    def own(table: NDArray[Any]) -> NDArray[Any]:
        return np.take_along_axis(table, near[:, np.newaxis], axis=1)

    found = _with_components(door, egress, (own(expected), best), own(used), own(kinds), 0)
    return found.each(lambda table: table[:, 0]), near


def _nowhere(n_zones: int) -> Journeys:
    none, never = np.full(n_zones, -1, dtype=np.int32), np.full(n_zones, np.inf)
    return Journeys(
        expected=never, best=never.copy(), changes=never.copy(), departures=np.zeros(n_zones), gap=never.copy(),
        kind=none.astype(np.int8), rides=np.zeros(n_zones, dtype=bool), station_from=none, station_to=none.copy(),
    )  # fmt: skip


def _quickest(door: DoorTimes, chosen: NDArray[np.intp]) -> tuple[Floats, NDArray[np.int64], NDArray[np.int8], Legs]:
    """Return minutes and egress legs to the points, the kinds of the direct ways to them, and all egress legs."""
    from bereikbaar.access import kernels_points

    minutes, kinds = _table(door.legs.direct_points, len(door.legs.egress_points.start) - 1)
    minutes, kinds = np.ascontiguousarray(minutes[:, chosen]), kinds[:, chosen]
    egress = door.legs.egress_points.of_points(chosen)
    used = np.full(minutes.shape, -1, dtype=np.int64)

    def work(lo: int, hi: int) -> None:
        kernels_points.point_minutes(
            lo, hi, door.to_station, egress.start, egress.station, egress.expected_min, minutes, used
        )

    spread(len(minutes), work)
    return minutes, used, kinds, egress


def _best_to_own(door: DoorTimes, egress: Legs, near: NDArray[np.int64], chosen: NDArray[np.intp]) -> Floats:
    """Return the best minutes from every zone to its own point, (n_zones, 1)."""
    from bereikbaar.access import kernels_points

    direct, _kinds = _table(door.legs.direct_points, len(door.legs.egress_points.start) - 1)
    best = direct[np.arange(len(near)), chosen[near]]
    value, column = _best_to(door, egress.station, 0, len(near))

    def work(lo: int, hi: int) -> None:
        kernels_points.best_to_one(
            lo, hi, value, column.astype(np.int64), near, egress.start, egress.station, egress.best_min, best
        )

    spread(len(near), work)
    return best[:, np.newaxis]
