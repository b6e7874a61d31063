"""What the people of every zone reach within limits: the plainest of the sums over zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import DoorTimes
from bereikbaar.access.headway_rows import useful
from bereikbaar.access.model import Floats
from bereikbaar.access.sums import Ask, zone_sums
from bereikbaar.indicators.decay import Step

__all__ = ["Reached", "reached", "useful"]


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
    steps = tuple(Step(limit) for limit in limits)
    got = zone_sums(door, Ask(population[np.newaxis], steps, town=town_idx, frequent_weight=town_weight))
    return Reached(got.active[:, 0], got.frequent, got.beyond, got.unreachable)
