"""The fastest expected journeys from zones to points: what a traveller has before him, and how often he can leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.direct import DirectWays
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats
from bereikbaar.access.pieces import spread

if TYPE_CHECKING:
    from bereikbaar.access.door import DoorTimes
    from bereikbaar.access.kernels_points import LegArrays, Trains

#: Code of "no way at all" beside the codes of KINDS.
NO_WAY = -1


@dataclass(frozen=True, slots=True)
class Journeys:
    """The fastest expected journeys from zones to destinations. All arrays are (n_zones, n_destinations).

    expected, best : min; inf where there is no way. best is the least of its own, of all ways.
    changes        : mean number of changes; a bus counts as a train. inf where there is no way.
    departures     : per hour, of the trains or of a bus to or from them that runs less often; inf without either.
    gap            : longest time without a departure, min; 0 without train or bus, inf where there is no way.
    kind           : how the way begins: index in KINDS; NO_WAY. rides : with a train or bus.
    station_from, station_to : indexes of the pair of stations; -1 where the way goes by none.
    """

    expected: Floats
    best: Floats
    changes: Floats
    departures: Floats
    gap: Floats
    kind: NDArray[np.int8]
    rides: NDArray[np.bool_]
    station_from: NDArray[np.int32]
    station_to: NDArray[np.int32]

    def each(self, change: Callable[[NDArray[Any]], NDArray[Any]]) -> Journeys:
        """Return journeys with ``change`` applied to every table."""
        return Journeys(**{f.name: change(getattr(self, f.name)) for f in fields(self)})

    def at(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Journeys:
        """Return the journeys of these rows and columns (index arrays that fit each other)."""
        return self.each(lambda table: table[rows, columns])


def journeys_to(
    door: DoorTimes, egress: Legs, direct: tuple[Floats, NDArray[np.int8]], point: NDArray[np.int64]
) -> Journeys:
    """Return the journeys of every zone to points of its own, by pairs of stations.

    egress : legs of the points. point : (n_zones, n_cells) indexes of the points. direct : minutes (inf: none) and
    kind of the ways without a train, likewise (n_zones, n_cells).
    """
    from bereikbaar.access import kernels_points

    minutes, kind = direct
    shape = minutes.shape
    changes, departures, gap = (np.empty(shape) for _ in range(3))
    station_from, station_to = (np.empty(shape, dtype=np.int32) for _ in range(2))
    rides = np.empty(shape, dtype=np.bool_)
    out = Journeys(
        minutes.copy(), minutes.copy(), changes, departures, gap, kind.copy(), rides, station_from, station_to
    )
    found = kernels_points.Found(*(getattr(out, f.name) for f in fields(out)))
    used = np.empty(shape, dtype=np.int64)
    legs, trains = (_legs(door.legs.access), _legs(egress)), _trains(door)
    onward, column = _best_onward(door, egress)
    row = door.legs.access.station + np.where(door.legs.access.boards, len(column), 0).astype(np.int32)

    def work(lo: int, hi: int) -> None:
        kernels_points.quickest(
            lo, hi, point, *legs, door.to_station, row, onward, column, out.expected, out.best, used
        )
        kernels_points.describe(lo, hi, used, *legs, trains, found)

    spread(len(minutes), work)
    return out


def _best_onward(door: DoorTimes, egress: Legs) -> tuple[Floats, NDArray[np.int32]]:
    """Return best minutes to the stations with egress legs, and their columns; see ``kernels_points.quickest``."""
    needed = np.unique(egress.station)
    column = np.zeros(len(door.times.stations), dtype=np.int32)
    column[needed] = np.arange(len(needed))
    return np.concatenate([np.take(table, needed, axis=1) for table in (door.best_by_own, door.by_bus)]), column


def of_origin(door: DoorTimes, origin: int) -> DoorTimes:
    """Return door times of one zone only, as if it were the only origin."""
    access, row = door.legs.access, slice(origin, origin + 1)
    return replace(
        door,
        legs=replace(door.legs, access=access.of_points(np.array([origin]))),
        to_station=door.to_station[row],
        leg=np.where(door.leg[row] < 0, -1, door.leg[row] - access.start[origin]).astype(np.int32),
    )


def way_table(
    ways: DirectWays, to: NDArray[np.intp], n_to: int, origins: tuple[int, int] | None = None
) -> tuple[Floats, NDArray[np.int8]]:
    """Return the direct ways to some of n_to destinations as tables (n_origins, len(to)): minutes (inf: none), kind.

    to : which destinations, in any order, each once.
    """
    lo, hi = origins or (0, len(ways.start) - 1)
    row = np.repeat(np.arange(hi - lo), np.diff(ways.start[lo : hi + 1]))
    minutes, kind = np.full((hi - lo, len(to)), np.inf), np.zeros((hi - lo, len(to)), dtype=np.int8)
    part = slice(ways.start[lo], ways.start[hi])
    column = np.full(n_to, -1)
    column[to] = np.arange(len(to))
    at = column[ways.to[part]]
    there = np.flatnonzero(at >= 0)
    minutes[row[there], at[there]] = ways.minutes[part][there]
    kind[row[there], at[there]] = ways.kind[part][there]
    return minutes, kind


def way_to_own(ways: DirectWays, n_to: int, to: NDArray[np.intp]) -> tuple[Floats, NDArray[np.int8]]:
    """Return the direct ways of every zone to destinations of its own, ``to``: minutes (inf: none) and kind.

    All are (n_zones, n_cells).
    """
    n_zones = len(ways.start) - 1
    minutes, kind = np.full(to.shape, np.inf), np.zeros(to.shape, dtype=np.int8)
    cell = np.repeat(np.arange(n_zones) * n_to, np.diff(ways.start)) + ways.to  # ascending
    if len(cell):
        wanted = np.arange(n_zones)[:, np.newaxis] * n_to + to
        at = np.minimum(np.searchsorted(cell, wanted), len(cell) - 1)
        there = cell[at] == wanted
        minutes[there], kind[there] = ways.minutes[at[there]], ways.kind[at[there]]
    return minutes, kind


def way_to_groups(ways: DirectWays, n_to: int, groups: Sequence[NDArray[np.intp]]) -> tuple[Floats, NDArray[np.int8]]:
    """Return the quickest way to any of a group of destinations, with its kind: tables (n_zones, n_groups).

    Of equally quick ways that to the first of the group counts.
    """
    n_zones = len(ways.start) - 1
    row = np.repeat(np.arange(n_zones), np.diff(ways.start))
    minutes, kind = np.full((n_zones, len(groups)), np.inf), np.zeros((n_zones, len(groups)), dtype=np.int8)
    for g, group in enumerate(groups):
        place = np.full(n_to, len(group))
        np.minimum.at(place, group, np.arange(len(group)))
        used = np.flatnonzero(place[ways.to] < len(group))
        used = used[np.lexsort((place[ways.to[used]], ways.minutes[used], row[used]))]
        first = used[np.diff(row[used], prepend=-1) > 0]
        minutes[row[first], g], kind[row[first], g] = ways.minutes[first], ways.kind[first]
    return minutes, kind


def _legs(legs: Legs) -> LegArrays:
    from bereikbaar.access.kernels_points import LegArrays

    return LegArrays(*(np.ascontiguousarray(getattr(legs, name)) for name in LegArrays._fields))


def _trains(door: DoorTimes) -> Trains:
    from bereikbaar.access.kernels_points import Trains

    times = door.times
    matrices = (times.changes, times.departures_per_hour, times.longest_gap)
    return Trains(door.leg, *(np.ascontiguousarray(matrix, dtype=np.float64) for matrix in matrices))
