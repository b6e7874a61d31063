"""Trips of a feed -> services: series, stop lists, directions. A trip belongs to one stop list of one service.

Nothing depends on the order of the trips: everything is chosen by content, ties included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bereikbaar.gtfs.labels import mode_of, product_of, train_labels
from bereikbaar.gtfs.model import FeedLine
from bereikbaar.network.trips import Trips

DIRECTIONS = ("outbound", "return")

Flags = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class StopList:
    """The trips with the same stops and the same rules for getting in and out.

    stations : codes. board, alight : as in :class:`bereikbaar.network.model.Pattern`. trips : indexes, ascending.
    """

    stations: tuple[str, ...]
    board: Flags
    alight: Flags
    trips: tuple[int, ...]

    @property
    def order(self) -> tuple[int, tuple[str, ...], Flags, Flags]:
        """The most frequent first, then by content."""
        return (-len(self.trips), self.stations, self.board, self.alight)


@dataclass(frozen=True, slots=True)
class Found:
    """A service that was found: its one or two directions as (direction, stop list)."""

    id: str
    series: str
    product: str
    operator: str
    mode: str
    directions: tuple[tuple[str, StopList], ...]


def find_services(
    trips: Trips, lines: Sequence[FeedLine], names: Sequence[str], direction_ids: Sequence[str]
) -> tuple[Found, ...]:
    """Return the services that trips make, by id.

    lines, names, direction_ids : (n_trips,) the line, the name or number and the GTFS direction of every trip.
    """
    lists = _stop_lists(trips)
    labels, one_line = train_labels(names, lines, [frozenset(s) for s, _board, _alight in lists])
    series: dict[str, list[int]] = {}
    for t, label in enumerate(labels):
        here = label if one_line[t] else f"{label}-{'-'.join(sorted((lists[t][0][0], lists[t][0][-1])))}"
        series.setdefault(here, []).append(t)
    out: dict[str, Found] = {}
    for label, members in sorted(series.items()):
        grouped: dict[tuple[tuple[str, ...], Flags, Flags], list[int]] = {}
        for t in sorted(members):
            grouped.setdefault(lists[t], []).append(t)
        found = [StopList(*key, tuple(group)) for key, group in grouped.items()]
        for directions in _pairs(found, direction_ids):
            id_ = _id(label, directions, out)
            out[id_] = _service(id_, label, directions, lines, names)
    return tuple(out[id_] for id_ in sorted(out))


def _stop_lists(trips: Trips) -> list[tuple[tuple[str, ...], Flags, Flags]]:
    """Return the stops of every trip, and where one may get in and out when that is not everywhere."""
    station = trips.place_station[trips.place].tolist()
    board, alight = trips.board.tolist(), trips.alight.tolist()
    first = trips.first.tolist()
    restricted = _restricted(trips)
    out = []
    for t, (a, b) in enumerate(pairwise(first)):
        stations = tuple(trips.stations[s] for s in station[a:b])
        flags = (tuple(board[a:b]), tuple(alight[a:b])) if restricted[t] else ((), ())
        out.append((stations, *flags))
    return out


def _restricted(trips: Trips) -> list[bool]:
    """Say of every trip whether one may not get in, or out, at some stop where one could."""
    wrong = ~trips.board
    wrong[trips.first[1:] - 1] = False
    shut = ~trips.alight
    shut[trips.first[:-1]] = False
    found: list[bool] = np.logical_or.reduceat(wrong | shut, trips.first[:-1]).tolist() if trips.n_trips else []
    return found


def _pairs(lists: Sequence[StopList], direction_ids: Sequence[str]) -> list[tuple[tuple[str, StopList], ...]]:
    """Return the stop lists of one series as services: there and back where they belong together.

    First those that are each other's reverse, then those with the same ends and the most stops in common.
    """
    way = _ways(lists, direction_ids)
    there = sorted((s for s in lists if way[s] == DIRECTIONS[0]), key=lambda s: s.order)
    back = sorted((s for s in lists if way[s] == DIRECTIONS[1]), key=lambda s: s.order)
    pairs: list[tuple[StopList, StopList]] = []
    for mirrored in (True, False):
        for one in list(there):
            other = _partner(one, back, mirrored=mirrored)
            if other is not None:
                there.remove(one)
                back.remove(other)
                pairs.append((one, other))
    services = [((DIRECTIONS[0], a), (DIRECTIONS[1], b)) for a, b in pairs]
    alone = [((way[s], s),) for s in (*there, *back)]
    return sorted([*services, *alone], key=lambda d: (-sum(len(s.trips) for _, s in d), d[0][1].order, d[0][0]))


def _partner(one: StopList, back: Iterable[StopList], *, mirrored: bool) -> StopList | None:
    ends = (one.stations[-1], one.stations[0])
    if mirrored:
        return next((b for b in back if b.stations == one.stations[::-1]), None)
    mine = set(one.stations)
    able = [b for b in back if (b.stations[0], b.stations[-1]) == ends]
    return max(
        able, key=lambda b: (len(mine & set(b.stations)) / len(mine | set(b.stations)), b.stations), default=None
    )


def _ways(lists: Sequence[StopList], direction_ids: Sequence[str]) -> dict[StopList, str]:
    """Return the direction of every stop list of a series.

    That of the feed (0 is outbound) where the feed tells a stop list from its reverse; else outbound is the way that
    comes first in the alphabet.
    """
    told = {s: Counter(direction_ids[t] for t in s.trips) for s in lists}
    given = {s: min((-n, direction) for direction, n in c.items())[1] for s, c in told.items()}
    by_stations = {s.stations: given[s] for s in lists}
    trusted = set(given.values()) == {"0", "1"} and all(
        by_stations.get(s.stations[::-1]) != given[s] or s.stations == s.stations[::-1] for s in lists
    )
    if trusted:
        return {s: DIRECTIONS[int(given[s])] for s in lists}
    return {s: DIRECTIONS[_key(s.stations) > _key(s.stations[::-1])] for s in lists}


def _key(stations: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    return stations[0], stations[-1], stations


def _id(label: str, directions: Sequence[tuple[str, StopList]], taken: Container[str]) -> str:
    """Return the id of a service: that of the series for the largest, then with its ends, then numbered."""
    way, first = directions[0]
    ends = (first.stations[0], first.stations[-1])[:: 1 if way == DIRECTIONS[0] else -1]
    longer = label if label.endswith("-".join(sorted(ends))) else f"{label}-{ends[0]}-{ends[1]}"
    n = 1
    for candidate in (label, longer):
        if candidate not in taken:
            return candidate
    while f"{longer}-{n + 1}" in taken:
        n += 1
    return f"{longer}-{n + 1}"


def _service(
    id_: str,
    label: str,
    directions: tuple[tuple[str, StopList], ...],
    lines: Sequence[FeedLine],
    names: Sequence[str],
) -> Found:
    members = [t for _, s in directions for t in s.trips]
    return Found(
        id=id_,
        series=label,
        product=_commonest(product_of(lines[t], names[t]) for t in members),
        operator=_commonest(lines[t].agency for t in members),
        mode=mode_of(lines[members[0]].route_type),
        directions=directions,
    )


def _commonest(words: Iterable[str]) -> str:
    counts = Counter(words)
    return min(counts, key=lambda w: (-counts[w], w))
