"""Direct trains between two stations: what studies publish and expectations are checked against."""

from __future__ import annotations

import math
from typing import NamedTuple

from bereikbaar.network.model import Network, Pattern
from bereikbaar.routing.arrays import DECIMALS

#: A direct train is fast when it is at most this much slower than the fastest one, min.
FAST_WITHIN_MIN = 5.0
_SLACK_MIN = 1e-9


class DirectService(NamedTuple):
    """A service that runs from a to b without a change: minutes in the train, trains per hour."""

    service: str
    direction: str
    minutes: float
    tph: float


def direct_services(network: Network, window: str, a: str, b: str) -> list[DirectService]:
    """Return the direct services from station a to station b in a window, fastest first.

    A service that calls twice at ``a`` before ``b`` counts for each of these departures. Empty without a direct
    train or when a and b are the same. Raises UnknownNameError for the window.
    """
    position = network.window_index(window)
    found = []
    for service in network.services.values():
        for pattern in service.patterns:
            if pattern.tph[position] <= 0 or a == b:
                continue
            for i, code in enumerate(pattern.stations):
                j = _leaves(pattern, i, b) if code == a and pattern.boards(i) else None
                if j is not None:
                    minutes = round(pattern.arrive_min[j] - pattern.depart_min[i], DECIMALS)
                    found.append(DirectService(service.id, pattern.direction, minutes, pattern.tph[position]))
    return sorted(found, key=lambda d: (d.minutes, d.service, d.direction, d.tph))


def _leaves(pattern: Pattern, stop: int, b: str) -> int | None:
    """Return the first call at ``b`` after a stop at which one may get out; None without one."""
    later = range(stop + 1, len(pattern.stations))
    return next((j for j in later if pattern.stations[j] == b and pattern.alights(j)), None)


def direct_min(network: Network, window: str, a: str, b: str) -> float:
    """Return the minutes of the fastest direct train; ``inf`` without one."""
    return min((d.minutes for d in direct_services(network, window, a, b)), default=math.inf)


def mean_direct_min(network: Network, window: str, a: str, b: str, *, alpha: float = 0.5) -> float:
    """Return the mean minutes by direct train, waiting included; ``inf`` without one.

    Wait = ``alpha`` times the combined headway of the trains worth taking, which are the set that makes the mean
    time least (Spiess and Florian 1989): a slow train is left out when waiting for a faster one is better.
    """
    per_hour, ride, mean = 0.0, 0.0, math.inf
    for direct in direct_services(network, window, a, b):
        if direct.minutes >= mean - _SLACK_MIN:
            break
        per_hour += direct.tph
        ride += direct.minutes * direct.tph
        mean = (60 * alpha + ride) / per_hour
    return mean


def tph_direct(network: Network, window: str, a: str, b: str) -> float:
    """Return the direct trains per hour."""
    return sum(d.tph for d in direct_services(network, window, a, b))


def tph_fast(network: Network, window: str, a: str, b: str) -> float:
    """Return the direct trains per hour that are at most 5 min slower than the fastest direct train."""
    limit = direct_min(network, window, a, b) + FAST_WITHIN_MIN + _SLACK_MIN
    return sum(d.tph for d in direct_services(network, window, a, b) if d.minutes <= limit)
