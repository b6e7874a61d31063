"""Which minutes stay when more are known than trains run: an hourly train in the evening, half-hourly by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb, gcd

from bereikbaar.network.model import Pattern

#: Above this many ways to choose, the trains are chosen one by one.
_MANY = 500

Leg = tuple[str, str]
Departures = Mapping[Leg, Sequence[tuple[float, float]]]
"""Directed leg -> (minute, period) of the trains that leave on it."""


def chosen(
    slots: Sequence[tuple[float, int]], n_trains: int, period_min: float, pattern: Pattern, others: Departures
) -> tuple[int, ...]:
    """Return which of the slots stay (positions, ascending).

    slots : (minute of the first departure in [0, period_min), how well its days fit the window).
    others : departures of the trains whose minutes are settled.

    In this order: days that fit best; farthest from each other and from other trains on the same legs, so that two
    hourly halves of a line make a half-hourly one; the earliest minutes.
    """
    legs = list(zip(pattern.legs(), pattern.depart_min[:-1], strict=True))
    near = [_nearness_to_others(minute, period_min, legs, others) for minute, _ in slots]
    start: tuple[int, ...] = ()
    if comb(len(slots), n_trains) > _MANY:
        for _ in range(n_trains):
            rest = [i for i in range(len(slots)) if i not in start]
            start = min(((*start, i) for i in rest), key=lambda c: _cost(c, slots, near, period_min, len(legs)))
        return tuple(sorted(start))
    ways = combinations(range(len(slots)), n_trains)
    return min(ways, key=lambda c: _cost(c, slots, near, period_min, len(legs)))


def _cost(
    choice: Sequence[int], slots: Sequence[tuple[float, int]], near: Sequence[float], period_min: float, n_legs: int
) -> tuple[float, float, list[float]]:
    minutes = sorted(slots[i][0] for i in choice)
    among = sum(nearness(a, period_min, b, period_min) for a, b in combinations(minutes, 2))
    return (-sum(slots[i][1] for i in choice), round(sum(near[i] for i in choice) + n_legs * among, 9), minutes)


def _nearness_to_others(
    minute: float, period_min: float, legs: Iterable[tuple[Leg, float]], others: Departures
) -> float:
    return sum(
        nearness(minute + after, period_min, other, other_period)
        for leg, after in legs
        for other, other_period in others.get(leg, ())
    )


def nearness(minute: float, period_min: float, other: float, other_period_min: float) -> float:
    """Return 1 / (1 + minutes to the nearest of the other trains), 1 at the same minute.

    Two trains of different periods meet every common period; the nearest counts (in whole seconds).
    """
    step = gcd(round(60 * period_min), round(60 * other_period_min))
    apart = round(60 * (minute - other)) % step
    return 1 / (1 + min(apart, step - apart) / 60)
