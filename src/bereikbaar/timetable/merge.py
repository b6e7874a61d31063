"""Trips of a timetable, some dropped, some with other calls, some new -> one set of trips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.model import Network, Pattern
from bereikbaar.network.trips import ANY, ChangeRules, Flags, Trips
from bereikbaar.timetable.periodic import ROUTE_TYPES

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Added:
    """A trip that is not, or no longer, the one of the timetable: its pattern and its times, s of the service day."""

    key: Key
    pattern: Pattern
    arrive_s: tuple[int, ...]
    depart_s: tuple[int, ...]
    id: str
    basis: int


class _Places:
    """Places of the old trips with those that new calls need; one of a station, its own name before platforms."""

    def __init__(self, trips: Trips, stations: Sequence[str]) -> None:
        self.names = list(trips.places)
        self.stations = [trips.stations[s] for s in trips.place_station]
        self.index = {code: i for i, code in enumerate(stations)}
        self.of_station: dict[str, int] = {}
        for place, code in enumerate(self.stations):
            if code not in self.of_station or self.names[place] == code:
                self.of_station[code] = place

    def at(self, code: str) -> int:
        """Return the place of a station, made when it has none."""
        if code not in self.of_station:
            self.of_station[code] = len(self.names)
            self.names.append(code)
            self.stations.append(code)
        return self.of_station[code]


def merged(
    trips: Trips,
    kept: Flags,
    altered: Mapping[int, Added],
    added: Sequence[Added],
    net: Network,
    date: str,
    now: Mapping[Key, Pattern],
) -> Trips:
    """Return the kept trips (those in ``altered`` with their new calls), then the added ones, on ``date`` only.

    Change rules and stays between trips that are gone go with them. Stations are those of the network.
    """
    stations = tuple(sorted(net.stations))
    places = _Places(trips, stations)
    old = np.nonzero(kept)[0]
    number = np.full(trips.n_trips, ANY, dtype=np.int32)
    number[old] = np.arange(len(old), dtype=np.int32)
    keys = sorted(now)
    position = {key: i for i, key in enumerate(keys)}
    modes = {s.id: ROUTE_TYPES[s.mode] for s in net.services.values()}
    columns = _calls(trips, old, altered, added, places)
    next_line = int(trips.line.max(initial=-1)) + 1
    runs_added = np.tile(np.array([d == date for d in trips.dates]), (len(added), 1))
    return Trips(
        stations=stations,
        places=tuple(places.names),
        place_station=np.array([places.index[code] for code in places.stations], dtype=np.int32),
        first=columns["first"],
        place=columns["place"],
        arrive_s=columns["arrive_s"],
        depart_s=columns["depart_s"],
        board=columns["board"],
        alight=columns["alight"],
        patterns=tuple(keys),
        origins=tuple(now[key] for key in keys),
        pattern=_with([position[trips.patterns[trips.pattern[t]]] for t in old], [position[a.key] for a in added]),
        line=_with(trips.line[old], [next_line + position[a.key] for a in added]),
        route_type=_with(trips.route_type[old], [modes[a.key[0]] for a in added]),
        ids=(*(trips.ids[t] for t in old), *(a.id for a in added)),
        basis=_with(trips.basis[old], [a.basis for a in added], np.int8),
        headway_s=_with(trips.headway_s[old], [0 for _ in added]) if len(trips.headway_s) else trips.headway_s,
        stays=_renumbered(trips.stays, number),
        rules=_rules(trips.rules, number),
        walks=_walks(trips, places.index),
        dates=trips.dates,
        day_start_s=trips.day_start_s,
        runs=np.concatenate([trips.runs[old], runs_added]),
        period_s=0,
    )


def _with(old: Any, new: Sequence[int], dtype: type = np.int32) -> NDArray[Any]:
    return np.concatenate([np.asarray(old, dtype=dtype), np.array(new, dtype=dtype)])


def _calls(
    trips: Trips, old: NDArray[np.int64], altered: Mapping[int, Added], added: Sequence[Added], places: _Places
) -> dict[str, NDArray[Any]]:
    pieces: list[tuple[Any, ...]] = []
    for t in old.tolist():
        if t in altered:
            pieces.append(_of_added(altered[t], places))
        else:
            own = slice(int(trips.first[t]), int(trips.first[t + 1]))
            pieces.append(
                (trips.place[own], trips.arrive_s[own], trips.depart_s[own], trips.board[own], trips.alight[own])
            )
    pieces += [_of_added(a, places) for a in added]
    names = (("place", np.int32), ("arrive_s", np.int32), ("depart_s", np.int32), ("board", bool), ("alight", bool))
    first = np.cumsum([0, *(len(piece[0]) for piece in pieces)], dtype=np.int32)
    out: dict[str, NDArray[Any]] = {"first": first}
    for column, (name, dtype) in zip(zip(*pieces, strict=True), names, strict=True) if pieces else ():
        out[name] = np.concatenate([np.asarray(part, dtype=dtype) for part in column])
    return out if pieces else {"first": first, **{name: np.zeros(0, dtype=dtype) for name, dtype in names}}


def _of_added(trip: Added, places: _Places) -> tuple[Any, ...]:
    stops = range(len(trip.pattern.stations))
    return (
        [places.at(code) for code in trip.pattern.stations],
        trip.arrive_s,
        trip.depart_s,
        [trip.pattern.boards(k) for k in stops],
        [trip.pattern.alights(k) for k in stops],
    )


def _renumbered(stays: NDArray[np.int32], number: NDArray[np.int32]) -> NDArray[np.int32]:
    moved = number[stays]
    return np.ascontiguousarray(moved[(moved != ANY).all(axis=1)])


def _rules(rules: ChangeRules, number: NDArray[np.int32]) -> ChangeRules:
    columns = rules._asdict()
    keep = np.ones(len(rules.seconds), dtype=np.bool_)
    for name in ("from_trip", "to_trip"):
        named = columns[name] != ANY
        columns[name] = (
            np.where(named, number[np.where(named, columns[name], 0)], ANY) if len(number) else columns[name]
        )
        keep &= ~named | (columns[name] != ANY)
    return ChangeRules(**{name: np.ascontiguousarray(column[keep]) for name, column in columns.items()})


def _walks(trips: Trips, index: Mapping[str, int]) -> NDArray[np.int32]:
    rows = [
        (index[trips.stations[a]], index[trips.stations[b]], seconds)
        for a, b, seconds in trips.walks.tolist()
        if trips.stations[a] in index and trips.stations[b] in index
    ]
    return np.array(rows, dtype=np.int32).reshape(len(rows), 3)
