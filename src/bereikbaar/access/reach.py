"""What the people of every zone reach: summed while the times are made, since no table of all zones is kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import DoorTimes, spread
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats
from bereikbaar.indicators.frequency import is_spoorboekloos
from bereikbaar.units import MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class Reached:
    """From every zone. All arrays are (n_zones,) unless said otherwise, in inhabitants.

    within   : (n_zones, n_limits) reached within each limit, own zone included, and within the limit of the settings.
    frequent : destinations that can be left for often enough (see :func:`reached`).
    beyond   : there is a way, but beyond the limit of the settings. unreachable : there is none.
    """

    within: Floats
    frequent: Floats
    beyond: Floats
    unreachable: Floats


def reached(
    door: DoorTimes,
    population: Floats,
    town_idx: NDArray[np.int64],
    town_weight: Floats,
    limits: Sequence[float],
) -> Reached:
    """Return what every zone reaches in expected minutes from door to door.

    population  : (n_zones,) inhabitants. limits : min, ascending.
    town_idx    : (n_zones,) the town of each zone. town_weight : (n_zones,) inhabitants that count as destinations of
                  ``frequent``; those of one's own town never do.
    """
    from bereikbaar.access import kernels

    legs, settings = door.legs, door.settings
    enough = (settings.spoorboekloos_per_hour, settings.spoorboekloos_gap_min)
    pair_often = is_spoorboekloos(door.times.departures_per_hour, door.times.longest_gap, *enough)
    egress = useful(door)
    n = len(population)
    out = Reached(np.zeros((n, len(limits))), np.zeros(n), np.zeros(n), np.zeros(n))
    access_often, egress_often = (_often(part, enough) for part in (legs.access, egress))
    towns, limits_min = town_idx.astype(np.int32), np.asarray(limits, dtype=np.float64)

    def work(lo: int, hi: int) -> None:
        kernels.reach(
            lo, hi, door.to_station, door.leg, legs.access.station, access_often, pair_often,
            egress.start, egress.station, egress.expected_min, egress_often,
            legs.direct.start, legs.direct.to, legs.direct.minutes, legs.within_min,
            population, towns, town_weight, limits_min, settings.limit_min,
            out.within, out.frequent, out.beyond, out.unreachable,
        )  # fmt: skip

    spread(n, work)
    return out


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


def _often(legs: Legs, enough: tuple[float, float]) -> NDArray[np.bool_]:
    return is_spoorboekloos(legs.per_hour, MINUTES_PER_HOUR / legs.per_hour, *enough)
