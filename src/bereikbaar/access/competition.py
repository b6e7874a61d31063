"""Opportunities shared among those who compete for them, for all zones, by passes over the pairs of zones.

The figures are those of the pure functions of :mod:`bereikbaar.indicators` on the whole matrix of minutes, which is
never made: what the people of all zones demand at a zone is a passive sum, what is left for everybody an active one.
Every zone is an origin and a destination. Passes that are made anyway can carry a step along: ask
:func:`demand_ask`'s sums in them and hand the answer to :func:`shen_from`.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.decay_tables import SLACK_PART
from bereikbaar.access.door import DoorTimes
from bereikbaar.access.model import Floats
from bereikbaar.access.sums import Ask, zone_sums
from bereikbaar.indicators.decay import Decay
from bereikbaar.indicators.shen import per_demand
from bereikbaar.units import SLACK

_NO_AMOUNTS = np.zeros((0, 0))


def shen(door: DoorTimes, jobs: Floats, people: Floats, decay: Decay) -> Floats:
    """Return the jobs per person in reach of every zone, each job shared by all who can come to it, (n_zones,).

    jobs, people : (n_zones,). Two passes. See :func:`bereikbaar.indicators.shen.shen`.
    """
    return shen_from(door, zone_sums(door, demand_ask(people, decay)).passive[:, 0, 0], jobs, decay)


def demand_ask(people: Floats, decay: Decay) -> Ask:
    """Return the question of the first pass: how many people, weighed by the decay, can come to every zone.

    Its answer is ``passive[:, 0, 0]``; whoever asks more in one pass puts ``people`` among the passive amounts and
    ``decay`` among the decays of his own question.
    """
    return Ask(_NO_AMOUNTS, (decay,), passive=people[np.newaxis])


def shen_from(door: DoorTimes, demand: Floats, jobs: Floats, decay: Decay) -> Floats:
    """Return :func:`shen` when the demand at every zone, (n_zones,), is known already: one pass."""
    return _active(door, per_demand(jobs, demand), decay)


def spatial_availability(door: DoorTimes, jobs: Floats, people: Floats, decay: Decay) -> Floats:
    """Return how many jobs fall to every zone, each job handed out once, (n_zones,); two passes.

    It is :func:`shen` times the people: who has the one need not ask for the other.
    See :func:`bereikbaar.indicators.spatial_availability.spatial_availability`.
    """
    return np.asarray(shen(door, jobs, people, decay) * people)


def balanced(door: DoorTimes, jobs: Floats, people: Floats, decay: Decay) -> Floats:
    """Return jobs per person where people and jobs are each shared out exactly once, (n_zones,); three passes.

    See :func:`bereikbaar.indicators.balanced.balanced`.
    """
    ones = np.ones((1, len(people)))
    both = zone_sums(door, Ask(ones, (decay,), passive=ones))
    of_origin, of_destination = both.active[:, 0, 0], both.passive[:, 0, 0]
    demand = zone_sums(door, demand_ask(per_demand(people, of_origin), decay)).passive[:, 0, 0]
    return _active(door, per_demand(per_demand(jobs, demand), of_destination), decay)


def balancing_time(door: DoorTimes, jobs: Floats, people: Floats, *, step_min: float | None = 1.0) -> Floats:
    """Return the minutes within which there are more jobs than people live in the zone, (n_zones,); one pass.

    step_min : rounded up to a multiple of it; None = not. 0 for a zone without people, ``inf`` = never.
    See :func:`bereikbaar.indicators.balancing_time.balancing_time`.
    """
    found = zone_sums(door, balancing_ask(jobs, people)).exceeded[:, 0]
    return balancing_from(found, people, step_min=step_min)


def balancing_ask(jobs: Floats, people: Floats) -> Ask:
    """Return the question of :func:`balancing_time`; its answer is ``exceeded[:, 0]``."""
    return Ask(jobs[np.newaxis], (), exceed=((0, people),))


def balancing_from(exceeded: Floats, people: Floats, *, step_min: float | None = 1.0) -> Floats:
    """Return :func:`balancing_time` from the answer to its question, (n_zones,).

    Minutes of sums are in single precision: what that makes of 45 minutes is not rounded up to 46.
    """
    exact = np.where(people > 0, exceeded, 0.0)
    if step_min is None:
        return exact
    return np.maximum(0.0, np.ceil((exact * (1 - SLACK_PART) - SLACK) / step_min)) * step_min


def _active(door: DoorTimes, amount: Floats, decay: Decay) -> Floats:
    """Return the sum of an amount, weighed by the decay, in reach of every zone."""
    return np.asarray(zone_sums(door, Ask(amount[np.newaxis], (decay,))).active[:, 0, 0])
