"""Sums over all pairs of zones, made while the times are made: no table of zones by zones is kept.

One question (:class:`Ask`) holds everything that is to be added up in one pass; :func:`zone_sums` answers it for either method.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats

if TYPE_CHECKING:
    from bereikbaar.access.door import DoorTimes
    from bereikbaar.indicators.decay import Decay

_NONE = np.zeros((0, 0))


@dataclass(frozen=True, slots=True)
class Ask:
    """What to add up. Minutes are the expected ones from door to door, own zone included.

    amounts : (n_amounts, n_zones) opportunities at the destination zones. decays : how they count by their minutes
              (limits are steps); journeys beyond ``settings.door_to_door_limit_min`` never count.
    passive : (n_passive, n_zones) people (or anything) at the *origin* zones, counted at every destination, with
              the same decays.
    reach   : (index of an amount, n) pairs: minutes within which that amount sums to at least n.
    groups  : (n_zones,) group of every destination zone, -1 = none; group_weight : (n_zones,) its weight there.
    speed_km : (least, most) crow-fly km of the destinations that count for ``speed``; speed_weight : (n_zones,).
    town, frequent_weight : (n_zones,) as ``town_idx`` and ``town_weight`` of :func:`bereikbaar.access.reach.reached`.
    """

    amounts: Floats
    decays: tuple[Decay, ...]
    passive: Floats = _NONE
    reach: tuple[tuple[int, float], ...] = ()
    groups: NDArray[np.int64] | None = None
    group_weight: Floats | None = None
    speed_km: tuple[float, float] = (10.0, 100.0)
    speed_weight: Floats | None = None
    town: NDArray[np.int64] | None = None
    frequent_weight: Floats | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Answers, per origin zone (``passive``: per destination zone).

    active  : (n_zones, n_amounts, n_decays). passive : (n_zones, n_passive, n_decays).
    minutes : (n_zones, n_reach) min; inf = never that many.
    group_minutes : (n_zones, n_groups) sum of weight x minutes over the destination zones of the group that can be
              reached within the limit; group_reached : (n_zones, n_groups) sum of their weights.
    speed   : (n_zones,) km/h: sum of weight x km / sum of weight x hours over reachable destinations; NaN = none.
    frequent, departures : (n_zones,) weight reached often enough; weighted mean of departures per hour over
              destinations reached by train or bus. beyond, unreachable : (n_zones,) of the first amount.
    """

    active: Floats
    passive: Floats
    minutes: Floats
    group_minutes: Floats
    group_reached: Floats
    speed: Floats
    frequent: Floats
    departures: Floats
    beyond: Floats
    unreachable: Floats


def zone_sums(door: DoorTimes, ask: Ask) -> Sums:
    """Return all sums of a question in one pass over the pairs of zones."""
    raise NotImplementedError
