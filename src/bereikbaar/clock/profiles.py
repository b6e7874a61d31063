"""The useful departures between all stations over a window: what is left of a timetable for who only knows its
times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.arrays import Floats, Ints, Longs

#: Longer than any journey, s: no connection.
NEVER_S = np.iinfo(np.int32).max // 2


@dataclass(frozen=True, slots=True)
class Profiles:
    """Earliest arrivals between all stations, for every moment at which one can be ready at the first of them.

    Pair ``s * n_stations + e`` owns the departures first[pair] .. first[pair + 1] - 1: those that no other one
    matches or beats by leaving later or at the same time and arriving earlier or at the same time, and that walking
    all the way does not beat; in order of time. All times are seconds after the first moment of the window.

    first     : (n_stations^2 + 1,). leave_s, arrive_s : (n_departures,).
    least_s, most_s : (n_stations, n_stations) bounds of the travel time from any moment in reach, waiting left out
                and included; NEVER_S = at no moment, and at not every moment. The diagonal is 0.
    walk_s    : (n_stations, n_stations) on foot all the way; NEVER_S = no such walk.
    window_s  : length of the window. period_s : all repeats after so long; 0 = a timetable with dates.
    ready_s   : moments before this are in reach: of a timetable with dates more than the window, since one leaves
                home in it and is at the station later. Who is ready later is not answered.
    longest_s : a journey that ends later than this after one is ready does not count.
    free_min  : (n_stations, n_stations) where changes are limited, the mean minutes of the window without that limit:
                what they have and the departures do not is beyond the limit. None = there is no limit.
    """

    stations: tuple[str, ...]
    first: Longs
    leave_s: Ints
    arrive_s: Ints
    least_s: Ints
    most_s: Ints
    walk_s: Ints
    window_s: int
    period_s: int
    ready_s: int
    longest_s: int
    free_min: Floats | None = None

    def of_pair(self, origin: str, destination: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return departures and arrivals of one pair of stations, s after the first moment of the window."""
        pair = self.stations.index(origin) * len(self.stations) + self.stations.index(destination)
        part = slice(int(self.first[pair]), int(self.first[pair + 1]))
        return self.leave_s[part], self.arrive_s[part]


class ProfileParts:
    """Collects the profiles of blocks of destinations, in any order and from any thread, and puts them together."""

    def __init__(self, n_stations: int, period_s: int, ready_s: int, longest_s: int) -> None:
        """Begin without any."""
        self._count = np.zeros((n_stations, n_stations), dtype=np.int32)  # from, to
        self._parts: list[tuple[Longs, Ints, Ints]] = []
        self._walk_s = np.full((n_stations, n_stations), NEVER_S, dtype=np.int32)
        self._period_s, self._ready_s, self._longest_s = period_s, ready_s, longest_s

    def add(
        self, block: Longs, leaves: tuple[Longs, Longs, Longs], rows: NDArray[np.float64], walk: NDArray[np.float64]
    ) -> None:
        """Add the profiles to a block of destinations. rows, walk : as for ``clock.summary.summaries``."""
        from bereikbaar.clock.profile_kernels import collect

        first, row, seconds = leaves
        lanes, n = len(block), walk.shape[0]
        room = np.empty((2, lanes, len(seconds) + 1), dtype=np.int32)  # touched as far as it is used only
        count = np.zeros((n, lanes), dtype=np.int32)
        collect(first, row, seconds, rows, walk, self._period_s, self._ready_s, self._longest_s, count, room)
        self._count[:, block] = count
        of_lane = count.sum(axis=0)
        leave, arrive = (
            np.concatenate([room[side, lane, : of_lane[lane]] for lane in range(lanes)]) for side in (0, 1)
        )
        near = np.isfinite(walk)
        columns = np.broadcast_to(block, walk.shape)
        self._walk_s[np.nonzero(near)[0], columns[near]] = walk[near].astype(np.int32)
        self._parts.append((block, leave, arrive))

    def together(self, stations: tuple[str, ...], window_s: int) -> Profiles:
        """Return the profiles of all blocks; destinations that were not added have none."""
        from bereikbaar.clock.profile_kernels import bounds, place

        first = np.concatenate([[0], np.cumsum(self._count.reshape(-1), dtype=np.int64)])
        leave, arrive = (np.empty(int(first[-1]), dtype=np.int32) for _ in range(2))
        while self._parts:  # let go of each as soon as it has its place
            place(*self._parts.pop(), first, self._count, leave, arrive)
        n = len(stations)
        least, most = (np.full((n, n), NEVER_S, dtype=np.int32) for _ in range(2))
        bounds(
            first, leave, arrive, self._walk_s, self._period_s, self._ready_s, self._longest_s, NEVER_S, least, most
        )
        return Profiles(
            stations,
            first,
            leave,
            arrive,
            least,
            most,
            self._walk_s,
            window_s,
            self._period_s,
            self._ready_s,
            self._longest_s,
        )
