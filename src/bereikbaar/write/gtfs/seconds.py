"""Minutes of a network -> whole seconds of GTFS, without a leg that takes no time."""

from __future__ import annotations

from math import floor

from bereikbaar.network.model import Pattern
from bereikbaar.write.gtfs.model import Calls


def whole_seconds(minutes: float) -> int:
    """Return minutes as whole seconds, halves up.

    >>> whole_seconds(1.5), whole_seconds(2 / 3)
    (90, 40)
    """
    return floor(minutes * 60 + 0.5)


def pattern_calls(pattern: Pattern) -> Calls:
    """Return the calls of a pattern in whole seconds after its first departure.

    Every moment is rounded by itself, so that an error never adds up: each is within half a second of the minutes,
    unless legs are shorter than a second. A leg takes at least one second and a train never leaves before it arrives.
    """
    arrive, depart = [0], [0]
    for arrive_min, depart_min in zip(pattern.arrive_min[1:], pattern.depart_min[1:], strict=True):
        arrive.append(max(depart[-1] + 1, whole_seconds(arrive_min)))
        depart.append(max(arrive[-1], whole_seconds(depart_min)))
    depart[-1] = arrive[-1]
    n = len(arrive)
    return Calls(
        pattern.stations,
        tuple(arrive),
        tuple(depart),
        board=tuple(pattern.boards(i) for i in range(n)),
        alight=tuple(pattern.alights(i) for i in range(n)),
    )
