"""Where journeys of a window end besides zones: centres and points. Each table is made once, for all who ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import (
    DoorTimes,
    Journeys,
    _best_to,
    _table,
    _with_components,
    spread,
    to_points,
    to_stations,
)
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats, Places


class _Quickest(NamedTuple):
    """Journeys to points, (n_zones, n_points): expected minutes, egress leg used (-1: none), and the direct ways."""

    minutes: Floats
    leg: NDArray[np.int64]
    direct_min: Floats
    direct_kind: NDArray[np.int8]
    egress: Legs


class Ends:
    """Journeys from all zones to the stations of centres, and to some of the centres and amenities.

    needed : the points that will be asked for, indexes of ``AccessLegs.egress_points``; any order.
    """

    def __init__(self, door: DoorTimes, places: Places, needed: Iterable[int] = ()) -> None:
        self.door = door
        self._stations = [centre.stations for centre in places.centres]
        self._points = np.unique(np.array(list(needed), dtype=np.intp))

    @cached_property
    def by_train(self) -> Journeys:
        """Journeys to the best station of every centre, (n_zones, n_centres), without egress and without a limit."""
        return to_stations(self.door, self._stations)

    def minutes(self, which: Sequence[int]) -> Floats:
        """Return expected minutes from door to door to some points, (n_zones, n_points); ``inf`` without a way."""
        columns = self._columns(which)
        if self.door.clock is not None:
            return self._by_clock.expected[:, columns]
        return self._quickest.minutes[:, columns]

    def nearest(self, which: Sequence[int]) -> Journeys:
        """Return the journeys (n_zones,) to the point that is nearest in expected minutes from door to door.

        Of equally near ones the first counts. Without points nobody has a way.
        """
        n_zones = len(self.door.legs.within_min)
        if not len(which):
            return _nowhere(n_zones)
        columns = self._columns(which)
        near = columns[np.argmin(self.minutes(which), axis=1)]
        if self.door.clock is not None:
            return self._by_clock.at(np.arange(n_zones), near)
        quick = self._quickest

        def own(table: NDArray[Any]) -> NDArray[Any]:
            return np.take_along_axis(table, near[:, np.newaxis], axis=1)

        best = self._best_to_own(near, own(quick.direct_min)[:, 0])
        minutes = (own(quick.minutes), best[:, np.newaxis])
        found = _with_components(self.door, quick.egress, minutes, own(quick.leg), own(quick.direct_kind), 0)
        return found.each(lambda table: table[:, 0])

    def _columns(self, which: Sequence[int]) -> NDArray[np.intp]:
        return np.searchsorted(self._points, np.asarray(which, dtype=np.intp))

    @cached_property
    def _by_clock(self) -> Journeys:
        return to_points(self.door, self._points.tolist())

    @cached_property
    def _quickest(self) -> _Quickest:
        from bereikbaar.access import kernels_points

        legs = self.door.legs
        minutes, kind = _table(legs.direct_points, len(legs.egress_points.start) - 1)
        direct, kind = np.ascontiguousarray(minutes[:, self._points]), kind[:, self._points]
        egress = legs.egress_points.of_points(self._points)
        total, used = direct.copy(), np.full(direct.shape, -1, dtype=np.int64)

        def work(lo: int, hi: int) -> None:
            kernels_points.point_minutes(
                lo, hi, self.door.to_station, egress.start, egress.station, egress.expected_min, total, used
            )

        spread(len(total), work)
        return _Quickest(total, used, direct, kind, egress)

    @cached_property
    def _best_stations(self) -> tuple[Floats, NDArray[np.int64]]:
        value, column = _best_to(self.door, self._quickest.egress.station, 0, len(self.door.legs.within_min))
        return value, column.astype(np.int64)

    def _best_to_own(self, near: NDArray[np.intp], direct_min: Floats) -> Floats:
        """Return the best minutes from every zone to its own point, (n_zones,)."""
        from bereikbaar.access import kernels_points

        egress, (value, column) = self._quickest.egress, self._best_stations
        best, point = direct_min.copy(), near.astype(np.int64)

        def work(lo: int, hi: int) -> None:
            kernels_points.best_to_one(
                lo, hi, value, column, point, egress.start, egress.station, egress.best_min, best
            )

        spread(len(best), work)
        return best


def _nowhere(n_zones: int) -> Journeys:
    none, never = np.full(n_zones, -1, dtype=np.int32), np.full(n_zones, np.inf)
    return Journeys(
        expected=never, best=never.copy(), changes=never.copy(), departures=np.zeros(n_zones), gap=never.copy(),
        kind=none.astype(np.int8), rides=np.zeros(n_zones, dtype=bool), station_from=none, station_to=none.copy(),
    )  # fmt: skip
