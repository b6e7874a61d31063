"""Rows of minutes from zones to zones by pairs of stations, block by block of origins."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import DoorTimes
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats
from bereikbaar.access.rows import Filler, Rows
from bereikbaar.indicators.frequency import is_spoorboekloos
from bereikbaar.units import MINUTES_PER_HOUR


def headway_rows(door: DoorTimes, often_weight: Floats | None = None) -> Rows:
    """Return the rows of the best pair of stations (the least sum of expected minutes).

    often_weight : (n_zones,) destinations of which is wanted how often one can leave: those above 0; None: of none.
    """
    from bereikbaar.access import row_kernels
    from bereikbaar.access.sum_arrays import LANES

    egress, direct = useful(door), door.legs.direct
    n_zones, n_stations = door.to_station.shape
    wanted = np.zeros(0) if often_weight is None else np.ascontiguousarray(often_weight, dtype=np.float64)
    fill_often = _often_filler(door, egress, often_weight) if often_weight is not None else None

    def filler() -> Filler:
        row, arrive = np.empty((n_zones, LANES)), np.empty((n_stations, LANES))
        asked = n_zones if fill_often else 0
        used, often, departures = (np.zeros((asked, LANES)) for _ in range(3))

        def fill(first: int) -> tuple[Floats, Floats, Floats]:
            row_kernels.fill_rows(
                first, door.to_station, egress.start, egress.station, egress.expected_min,
                direct.start, direct.to, direct.minutes, door.legs.within_min, arrive, row, wanted, used,
            )  # fmt: skip
            if fill_often:
                fill_often(first, used, often, departures)
            return row, often, departures

        return fill

    return Rows(_longest(door, egress), filler)


def _often_filler(door: DoorTimes, egress: Legs, wanted: Floats) -> Callable[[int, Floats, Floats, Floats], None]:
    """Return what fills often and departures from the legs used."""
    from bereikbaar.access import row_kernels

    access, times, settings = door.legs.access, door.times, door.settings
    enough = (settings.spoorboekloos_per_hour, settings.spoorboekloos_gap_min)
    pair_often = is_spoorboekloos(times.departures_per_hour, times.longest_gap, *enough)
    access_often, egress_often = (_often(part, enough) for part in (access, egress))
    n_zones, n_stations = door.to_station.shape

    def fill(first: int, used: Floats, often: Floats, departures: Floats) -> None:
        arrive = np.zeros((2, n_stations, used.shape[1]))
        row_kernels.fill_often(
            first, n_zones, door.leg, access.station, access_often, access.per_hour,
            pair_often, times.departures_per_hour, egress.station, egress_often, egress.per_hour,
            wanted, used, arrive[0], arrive[1], often, departures,
        )  # fmt: skip

    return fill


def _often(legs: Legs, enough: tuple[float, float]) -> NDArray[np.bool_]:
    return is_spoorboekloos(legs.per_hour, MINUTES_PER_HOUR / legs.per_hour, *enough)


def _longest(door: DoorTimes, egress: Legs) -> float:
    """Return more minutes than any journey from zone to zone takes."""
    parts = (door.to_station, egress.expected_min, door.legs.direct.minutes, door.legs.within_min)
    to, leg, direct, within = (float(np.max(p, initial=0.0, where=np.isfinite(p))) for p in parts)
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
