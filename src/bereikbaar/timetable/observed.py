"""Trains by the clock against a day that was observed train by train: how often, at which minutes, how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.trips import BASES, Trips
from bereikbaar.read.observed import Observed, ObservedDeparture
from bereikbaar.routing.travel_times import TravelTimes

Leg = tuple[str, str]
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Minutes:
    """Departures (per hour, all stations added up) and the shares with an observed train within so many minutes.

    A departure of the network is one train at one station; observed minutes are those at which a train left in at
    least half of the hours.
    """

    departures_per_hour: float
    same: float
    within_1: float
    within_2: float


@dataclass(frozen=True, slots=True)
class Observation:
    """A window held against an observed day.

    n_stations : stations without works at any of their legs. share_within_half, share_within_1 : of them, those with
    at most 0.5 or 1 departures per hour more or less than observed.
    minutes : by basis of the minute (A, B, C, proposed, ...), and ``all``. legs_left_out : legs with works.
    best_errors, expected_errors : (n_pairs,) found - observed of the pairs that both connect, min.
    """

    n_stations: int
    share_within_half: float | None
    share_within_1: float | None
    minutes: Mapping[str, Minutes]
    legs_left_out: int
    best_errors: NDArray[np.float64]
    expected_errors: NDArray[np.float64]


def hold_against_day(observed: Observed, trips: Trips, times: TravelTimes) -> Observation:
    """Hold the periodic trips of a window, and their times, against what was observed of it."""
    works = {(d.station, d.next_station) for d in observed.departures if d.works}
    ours = _departures(trips)
    differences = _differences(ours, observed.departures, works, trips.period_s)
    pairs = [p for p in observed.times if p.origin in times.index and p.destination in times.index]
    found = np.array([[times.at("best", *_pair(p)), times.at("expected", *_pair(p))] for p in pairs]).reshape(-1, 2)
    errors = found - np.array([[p.best_min, p.expected_min] for p in pairs]).reshape(-1, 2)
    errors = errors[np.isfinite(errors).all(axis=1)]
    return Observation(
        n_stations=len(differences),
        share_within_half=float((differences <= 0.5 + _SLACK).mean()) if differences.size else None,
        share_within_1=float((differences <= 1 + _SLACK).mean()) if differences.size else None,
        minutes=_minutes(ours, observed.departures, works, trips.period_s),
        legs_left_out=len(works),
        best_errors=errors[:, 0],
        expected_errors=errors[:, 1],
    )


def _pair(p: Any) -> tuple[str, str]:
    return p.origin, p.destination


def _departures(trips: Trips) -> dict[Leg, list[tuple[float, str]]]:
    """Return for each leg the departures of one period: clock minute and basis."""
    ends = np.zeros(len(trips.place), dtype=np.bool_)
    ends[trips.first[1:] - 1] = True
    owner = np.repeat(np.arange(trips.n_trips), np.diff(trips.first))
    station = trips.place_station[trips.place]
    legs: dict[Leg, list[tuple[float, str]]] = defaultdict(list)
    for call in np.nonzero(~ends)[0].tolist():
        leg = (trips.stations[station[call]], trips.stations[station[call + 1]])
        legs[leg].append((float(trips.depart_s[call]) / 60 % 60, BASES[int(trips.basis[owner[call]])]))
    return legs


def _differences(
    ours: Mapping[Leg, list[tuple[float, str]]],
    departures: tuple[ObservedDeparture, ...],
    works: set[Leg],
    period_s: int,
) -> NDArray[np.float64]:
    """Return departures per hour, ours and observed, as absolute differences by station without works."""
    disturbed = {code for leg in works for code in leg}
    found: dict[str, float] = defaultdict(float)
    seen: dict[str, float] = defaultdict(float)
    for leg, some in ours.items():
        found[leg[0]] += len(some) * 3600 / period_s
    for d in departures:
        seen[d.station] += d.trains / d.hours
    return np.array([abs(found[code] - seen[code]) for code in sorted(seen) if code not in disturbed])


def _minutes(
    ours: Mapping[Leg, list[tuple[float, str]]],
    departures: tuple[ObservedDeparture, ...],
    works: set[Leg],
    period_s: int,
) -> dict[str, Minutes]:
    seen: dict[Leg, list[int]] = defaultdict(list)
    for d in departures:
        if d.minute is not None and not d.works and d.trains >= d.hours / 2:
            seen[d.station, d.next_station].append(d.minute)
    off: dict[str, list[float]] = defaultdict(list)
    for leg, some in ours.items():
        if leg in seen and leg not in works:
            for minute, basis in some:
                nearest = min(_apart(minute, other) for other in seen[leg])
                off[basis].append(nearest)
                off["all"].append(nearest)
    order = sorted(off, key=lambda name: -1 if name == "all" else BASES.index(name))
    return {name: _shares(np.array(off[name]), 3600 / period_s) for name in order}


def _apart(minute: float, other: float) -> float:
    apart = abs(minute - other) % 60
    return min(apart, 60 - apart)


def _shares(off: NDArray[np.float64], per_hour: float) -> Minutes:
    shares = [float((off <= limit + _SLACK).mean()) for limit in (0, 1, 2)]
    return Minutes(len(off) * per_hour, *shares)
