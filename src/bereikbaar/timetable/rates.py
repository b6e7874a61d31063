"""Trains per hour as a whole number of trains in a short period."""

from __future__ import annotations

from typing import NamedTuple

#: Periods that are tried, min, shortest first. All divide the last, so that a window has a short common period.
PERIODS_MIN = (60, 120, 240)
#: A frequency may be rounded by this many trains per hour before a longer period is tried.
TOLERANCE_TPH = 0.1

_SLACK = 1e-9


class Rate(NamedTuple):
    """``trains`` in every ``period_min``."""

    trains: int
    period_min: int


def rate(tph: float) -> Rate:
    """Return trains per hour (above 0) as whole trains in 60, 120 or 240 minutes.

    The shortest period that is at most 0.1 per hour off: 2 -> 2 in 60, 1.5 -> 3 in 120, 0.3 -> 1 in 240. A train is
    never rounded away: below 0.15 per hour it is 1 in 240.
    """
    for period in PERIODS_MIN:
        trains = max(1, round(tph * period / 60))
        if abs(trains * 60 / period - tph) <= TOLERANCE_TPH + _SLACK:
            break
    return Rate(trains, period)
