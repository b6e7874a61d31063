"""Earliest arrivals from one station, compiled: one pass over the events in the order of time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.arrays import Floats, Longs
from bereikbaar.clock.events import Net, Walks
from bereikbaar.routing.jit import compiled, compiled_part

#: Of an event: not caught, caught, caught and ridden.
MISSED, CAUGHT, RIDDEN = 0, 1, 2

States = NDArray[np.int8]


@compiled_part
def _ridden(i: int, net: Net, walks: Walks, reach: Longs, aboard: States, arrive: Floats) -> int:
    """Ride event i: note the arrival and what can be caught from there; return the earliest event of that."""
    earliest = net.depart.shape[0]
    if net.alight[i]:
        s, time = net.station[i], float(net.arrive[i])
        arrive[s] = min(arrive[s], time)
        for w in range(walks.first[s], walks.first[s + 1]):
            arrive[walks.to[w]] = min(arrive[walks.to[w]], time + walks.seconds[w])
    for o in range(net.first[i], net.first[i + 1]):
        j = net.row[o] // 2
        if net.row[o] % 2 == 1:
            g = net.group[j]
            if j < reach[g]:
                reach[g] = j
                earliest = min(earliest, j)
        elif aboard[j] == MISSED:
            aboard[j] = CAUGHT
            earliest = min(earliest, j)
    return int(earliest)


@compiled
def spread(net: Net, walks: Walks, start: int, reach: Longs, aboard: States, arrive: Floats) -> None:
    """Ride whatever can be caught from event ``start`` on.

    reach  : (n_groups,) the first event of each group that can be caught; lowered.
    aboard : (n,) state of each event: what was ridden in an earlier call stays ridden.
    arrive : (n_stations,) earliest arrivals, s; lowered.
    """
    n = net.depart.shape[0]
    tie = np.searchsorted(net.ties[:, 1], start)
    back, i = n, start
    while i < n:
        g = net.group[i]
        if aboard[i] == CAUGHT or (aboard[i] == MISSED and g >= 0 and i >= reach[g]):
            aboard[i] = RIDDEN
            back = min(back, _ridden(i, net, walks, reach, aboard, arrive))
        if tie < net.ties.shape[0] and i == net.ties[tie, 1]:
            if back <= i:
                i, back = net.ties[tie, 0], n
                continue
            tie += 1
            back = n
        i += 1
