"""The trips of a feed on some of its days, in a canonical order, with the rules that still mean something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.model import Feed
from bereikbaar.gtfs.windows import days_around
from bereikbaar.network.trips import ANY, ChangeRules, Flags, Trips

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kept:
    """trips : sorted by id; ``patterns`` still as in the feed, lines numbered anew. rows : (n_trips,) their positions
    in the feed.

    estimated : (n_calls,) this time was interpolated. dropped_calls : calls where nobody may get in or out, left out.
    dropped : ids of trips of which that leaves less than two calls.
    """

    trips: Trips
    rows: tuple[int, ...]
    estimated: Flags
    dropped_calls: int
    dropped: tuple[str, ...]


def trips_of_days(feed: Feed, dates: Sequence[str]) -> Kept:
    """Return the trips that run on some days, the day before or the day after.

    Calls where one may neither get in nor out are no stops and are left out, and with them trips that keep less than
    two calls; not the calls where one stays seated from one trip into the next. Rules, stays and walks that concern
    no train that is kept go too.
    """
    old = feed.trips
    days = days_around(dates, old.dates)
    starts = old.day_start_s[days]
    runs = old.runs[:, days]
    use = old.board | old.alight
    use[old.first[1:][old.stays[:, 0]] - 1] = True
    use[old.first[:-1][old.stays[:, 1]]] = True
    n_used = np.add.reduceat(use.astype(np.int64), old.first[:-1]) if old.n_trips else np.zeros(0, dtype=np.int64)
    of_days = runs.any(axis=1)
    wanted = np.flatnonzero(of_days & (n_used >= 2))
    lost = tuple(sorted(old.ids[t] for t in np.flatnonzero(of_days & (n_used < 2)).tolist()))
    rows = np.array(sorted(wanted.tolist(), key=lambda t: old.ids[t]), dtype=np.int64)
    call = (
        np.concatenate([np.arange(old.first[t], old.first[t + 1]) for t in rows]) if len(rows) else np.zeros(0, int)
    )
    dropped = int((~use[call]).sum())
    call = call[use[call]]
    trips = replace(
        old,
        first=np.concatenate([[0], np.cumsum(n_used[rows])]).astype(np.int32),
        place=old.place[call],
        arrive_s=old.arrive_s[call],
        depart_s=old.depart_s[call],
        board=old.board[call],
        alight=old.alight[call],
        pattern=old.pattern[rows],
        line=old.line[rows],
        route_type=old.route_type[rows],
        ids=tuple(old.ids[t] for t in rows),
        basis=old.basis[rows],
        headway_s=old.headway_s[rows] if len(old.headway_s) else old.headway_s,
        dates=tuple(old.dates[k] for k in days),
        day_start_s=starts - starts[0],
        runs=runs[rows],
    )
    trips = _ends_closed(_with_rules(trips, rows, old))
    estimated = feed.estimated[call] if len(feed.estimated) else np.zeros(len(call), dtype=np.bool_)
    return Kept(trips, tuple(rows.tolist()), estimated, dropped, lost)


def _ends_closed(trips: Trips) -> Trips:
    """Nobody gets in at the last call or out at the first, also where other calls at the ends were left out."""
    board, alight = trips.board.copy(), trips.alight.copy()
    board[trips.first[1:] - 1] = False
    alight[trips.first[:-1]] = False
    return replace(trips, board=board, alight=alight)


def _with_rules(trips: Trips, rows: Positions, old: Trips) -> Trips:
    """Return the trips with the rules and stays between them: trips and lines renumbered, rows sorted."""
    number = np.full(old.n_trips + 1, -2, dtype=np.int64)  # the last entry is for ANY
    number[rows] = np.arange(len(rows))
    number[ANY] = ANY
    stays = number[old.stays.astype(np.int64)] if len(old.stays) else np.zeros((0, 2), dtype=np.int64)
    stays = stays[(stays >= 0).all(axis=1)]
    rules = old.rules
    from_trip, to_trip = number[rules.from_trip], number[rules.to_trip]
    lines, line_of_trip = np.unique(trips.line, return_inverse=True)
    line = np.full(max(old.line.max(initial=0), rules.from_line.max(initial=0), rules.to_line.max(initial=0)) + 2, -2)
    line[lines] = np.arange(len(lines))
    line[ANY] = ANY
    from_line, to_line = line[rules.from_line], line[rules.to_line]
    table = np.stack(
        [rules.from_place, rules.to_place, from_line, to_line, from_trip, to_trip, rules.seconds], axis=1
    )
    table = table[(table[:, 2:6] > -2).all(axis=1)]
    return replace(
        trips,
        line=line_of_trip.astype(np.int32),
        stays=np.unique(stays, axis=0).astype(np.int32),
        rules=ChangeRules(*np.unique(table, axis=0).astype(np.int32).T),
        walks=np.unique(old.walks, axis=0).astype(np.int32),
    )


def renumbered(trips: Trips, codes: Mapping[str, int]) -> Trips:
    """Return the trips with the stations of a network: its sorted codes, each with its position.

    Places of stations that are not among them go, and rules and walks with them; places come in the order of their
    name.
    """
    station = np.array([codes.get(trips.stations[s], -1) for s in trips.place_station.tolist()], dtype=np.int64)
    kept = sorted(np.flatnonzero(station >= 0).tolist(), key=lambda p: trips.places[p])
    place = np.full(len(trips.places) + 1, -2, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    place[ANY] = ANY
    rules = trips.rules
    table = np.stack([place[rules.from_place], place[rules.to_place], *rules[2:]], axis=1)
    table = table[(table[:, 0] > -2) & (table[:, 1] > -2)]
    index = np.array([codes.get(code, -1) for code in trips.stations], dtype=np.int64)
    walks = np.column_stack([index[trips.walks[:, 0]], index[trips.walks[:, 1]], trips.walks[:, 2]])
    walks = walks[(walks[:, :2] >= 0).all(axis=1)]
    return replace(
        trips,
        stations=tuple(sorted(codes)),
        places=tuple(trips.places[p] for p in kept),
        place_station=station[kept].astype(np.int32),
        place=place[trips.place].astype(np.int32),
        rules=ChangeRules(*np.unique(table, axis=0).astype(np.int32).T),
        walks=np.unique(walks, axis=0).astype(np.int32),
    )
