"""Rows of minutes from zones to zones by pairs of stations, block by block of origins."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bereikbaar.access.door import DoorTimes
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats
from bereikbaar.access.rows import Filler, Rows
from bereikbaar.indicators.frequency import is_spoorboekloos
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from bereikbaar.access.row_kernels import Trains, Ways
    from bereikbaar.access.rows import Minutes


def headway_rows(
    door: DoorTimes, often_weight: Floats | None = None, *, rates: bool = True, precision: DTypeLike = np.float32
) -> Rows:
    """Return the rows of the best pair of stations (the least sum of expected minutes).

    often_weight : (n_zones,) destinations of which is wanted how often one can leave: those above 0; None: of none.
    rates : whether departures per hour are wanted too. precision : of the minutes.
    """
    from bereikbaar.access import row_kernels
    from bereikbaar.access.sum_arrays import LANES

    egress, (n_zones, n_stations) = useful(door), door.to_station.shape
    ways = _ways(door, egress, often_weight, precision)
    trains = None if often_weight is None else _trains(door)

    known = 1 if trains is None else 2 + rates  # beside the minutes how often, and departures

    def filler() -> Filler:
        row = np.empty((n_zones, LANES), dtype=precision)
        arrive, turns = (np.empty((n, known * LANES), dtype=precision) for n in (n_stations, 2))
        often, departures = (np.zeros((n_zones if known > k else 0, LANES), dtype=precision) for k in (1, 2))

        def fill(first: int) -> tuple[Minutes, Minutes, Minutes]:
            row_kernels.fill_rows(first, door.to_station, ways, arrive, turns, row, often)
            if trains:
                row_kernels.fill_often(first, ways, trains, arrive, turns, row, often, departures)
            return row, often, departures

        return fill

    return Rows(_longest(door, egress), filler)


def _ways(door: DoorTimes, egress: Legs, often_weight: Floats | None, precision: DTypeLike) -> Ways:
    from bereikbaar.access.row_kernels import Ways

    direct = door.legs.direct
    return Ways(
        start=egress.start,
        station=egress.station,
        leg_min=egress.expected_min.astype(precision),
        leg_often=_often(egress, door.settings).astype(precision),
        leg_per_hour=egress.per_hour.astype(precision),
        wanted=np.zeros(0) if often_weight is None else np.ascontiguousarray(often_weight, dtype=np.float64),
        direct_start=direct.start,
        direct_to=direct.to,
        direct_min=direct.minutes,
        within_min=door.legs.within_min,
    )


def _trains(door: DoorTimes) -> Trains:
    from bereikbaar.access.row_kernels import Trains

    access, times, settings = door.legs.access, door.times, door.settings
    return Trains(
        leg=door.leg,
        access_station=access.station,
        access_often=_often(access, settings),
        access_per_hour=access.per_hour,
        pair_often=_enough(times.departures_per_hour, times.longest_gap, settings),
        pair_per_hour=times.departures_per_hour,
    )


def _often(legs: Legs, settings: Settings) -> NDArray[np.bool_]:
    return _enough(legs.per_hour, MINUTES_PER_HOUR / legs.per_hour, settings)


def _enough(per_hour: Floats, gap_min: Floats, settings: Settings) -> NDArray[np.bool_]:
    return is_spoorboekloos(per_hour, gap_min, settings.spoorboekloos_per_hour, settings.spoorboekloos_gap_min)


def _longest(door: DoorTimes, egress: Legs) -> float:
    """Return more minutes than any journey from zone to zone takes."""
    from bereikbaar.access.row_kernels import longest

    parts = (door.to_station, egress.expected_min, door.legs.direct.minutes, door.legs.within_min)
    to, leg, direct, within = (longest(np.ravel(part)) for part in parts)
    return max(to + leg, direct, within)


def useful(door: DoorTimes) -> Legs:
    """Return the egress legs without those that can never be the quickest; the answer stays the same.

    Going on by train from station s to t and taking the leg there is one way of coming from s. In the headway
    method nobody who comes to s can do worse than that by making for t at once: the strategy "as to s, then change"
    is one of those that the optimal strategy is the best of. Other methods keep all legs, and so does a limit on the
    number of changes: making for t may take more of them.
    """
    from bereikbaar.access import kernels

    legs = door.legs.egress
    if door.times.method != "headway" or math.isfinite(door.settings.most_changes):
        return legs
    keep = kernels.useful_legs(legs.start, legs.station, legs.expected_min, np.maximum(door.by_own, door.by_bus))
    return legs.kept(keep)
