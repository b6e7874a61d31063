"""Where journeys of a window end besides zones: centres and points. Each table is made once, for all who ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import DoorTimes, Journeys, to_points, to_stations
from bereikbaar.access.headway_rows import useful
from bereikbaar.access.journeys import journeys_to, way_table, way_to_own
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.pieces import spread


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

    @cached_property
    def table(self) -> Floats:
        """Expected minutes from door to door to all points that are needed, (n_zones, n_points); ``inf``: no way."""
        if self.door.clock is not None:
            return self._by_clock.expected
        from bereikbaar.access import kernels_points

        legs, value = self.door.legs, self.door.to_station
        minutes = way_table(legs.direct_points, self._points, len(legs.egress_points.start) - 1)[0]
        egress = self._egress

        def work(lo: int, hi: int) -> None:
            kernels_points.point_minutes(lo, hi, value, egress.start, egress.station, egress.expected_min, minutes)

        spread(len(minutes), work)
        return minutes

    def columns(self, which: Sequence[int]) -> NDArray[np.int64]:
        """Return the columns of some points in :attr:`table`."""
        return np.searchsorted(self._points, np.asarray(which, dtype=np.intp)).astype(np.int64)

    def minutes(self, which: Sequence[int]) -> Floats:
        """Return expected minutes from door to door to some points, (n_zones, n_points); ``inf`` without a way."""
        return self.table[:, self.columns(which)]

    def nearest(self, which: Sequence[int]) -> Journeys:
        """Return the journeys (n_zones,) to the point that is nearest in expected minutes from door to door.

        Of equally near ones the first counts. Without points nobody has a way.
        """
        return self.nearest_of_each([which])[0]

    def nearest_of_each(self, lists: Sequence[Sequence[int]]) -> list[Journeys]:
        """Return the journeys to the nearest of each list of points, as :meth:`nearest`, made together."""
        from bereikbaar.access import kernels_points

        n_zones = len(self.door.legs.within_min)
        known = [n for n, which in enumerate(lists) if len(which)]
        near = np.empty((len(known), n_zones), dtype=np.int64)
        for row, n in zip(near, known, strict=True):
            kernels_points.nearest(self.table, self.columns(lists[n]), row)
        out = [_nowhere(n_zones) for _ in lists]
        if known:
            found = self._to_own(np.ascontiguousarray(near.T))
            for c, n in enumerate(known):
                out[n] = found.at(np.arange(n_zones), np.full(n_zones, c))
        return out

    def _to_own(self, near: NDArray[np.int64]) -> Journeys:
        """Return the journeys of every zone to points of its own: columns of the table, (n_zones, n_cells)."""
        if self.door.clock is not None:
            return self._by_clock.at(np.arange(len(near))[:, np.newaxis], near)
        legs = self.door.legs
        direct = way_to_own(legs.direct_points, len(legs.egress_points.start) - 1, self._points[near])
        return journeys_to(self.door, self._egress, direct, near)

    @cached_property
    def _egress(self) -> Legs:
        """The legs of the points that are needed, without those that are never the quickest.

        What holds of expected minutes holds of the best: who has got to another station can go on from there.
        """
        legs = self.door.legs
        return useful(replace(self.door, legs=replace(legs, egress=legs.egress_points.of_points(self._points))))

    @cached_property
    def _by_clock(self) -> Journeys:
        return to_points(self.door, self._points.tolist())


def _nowhere(n_zones: int) -> Journeys:
    none, never = np.full(n_zones, -1, dtype=np.int32), np.full(n_zones, np.inf)
    return Journeys(
        expected=never, best=never.copy(), changes=never.copy(), departures=np.zeros(n_zones), gap=never.copy(),
        kind=none.astype(np.int8), rides=np.zeros(n_zones, dtype=bool), station_from=none, station_to=none.copy(),
    )  # fmt: skip
