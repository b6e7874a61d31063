"""The clock method, compiled: from every departure to a block of destinations.

Arrays in, arrays out; ``net`` is :class:`bereikbaar.clock.events.Net`. A row of ``rows`` (n_rows, lanes) holds one
number per destination: that of the best journey from an event on (row ``own``), or from it or a later one of its
group (row ``pool``). Numbers are those of :data:`bereikbaar.clock.arrays.ARRIVE`; ``inf`` = not in time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.clock.arrays import ARRIVE, Floats, Longs
from bereikbaar.clock.events import Net
from bereikbaar.routing.jit import compiled, compiled_part

#: Planes of the result of :func:`summaries`.
(EXPECTED, BEST, FIRST_WAIT, IN_VEHICLE, TRANSFER, CHANGES, PER_HOUR, GAP, MEDIAN, P90, WORST, SHARE) = range(12)


class Ends(NamedTuple):
    """Where a journey ends: (n_stations + 1,) first, into lane and the seconds to walk to its destination."""

    first: Longs
    lane: Longs
    seconds: Longs


@compiled_part
def _ride(i: int, net: Net, ends: Ends, limit: int, earlier: Floats, rows: Floats, value: Floats) -> None:
    """Write the number of event i for all lanes into ``value``."""
    lanes = value.shape[0]
    for lane in range(lanes):
        value[lane] = np.inf
    if net.alight[i]:
        s = net.station[i]
        for end in range(ends.first[s], ends.first[s + 1]):
            arrive = net.arrive[i] + ends.seconds[end]
            if arrive <= limit:
                value[ends.lane[end]] = arrive * ARRIVE + (net.arrive[i] - net.depart[i])
    for o in range(net.first[i], net.first[i + 1]):
        row, cost = net.row[o], net.cost[o]
        if net.change[o]:
            for lane in range(lanes):
                value[lane] = min(value[lane], earlier[row, lane] + cost)
        else:
            for lane in range(lanes):
                value[lane] = min(value[lane], rows[row, lane] + cost)


@compiled_part
def _moved(i: int, net: Net, rows: Floats, value: Floats) -> bool:
    """Say whether the number of event i is not what it was for any lane."""
    moved = 0
    own = net.own[i]
    for lane in range(value.shape[0]):
        moved |= rows[own, lane] != value[lane]
    return moved != 0


@compiled_part
def _keep(i: int, net: Net, rows: Floats, value: Floats) -> None:
    """Store the number of event i and the best of its group from there on."""
    own, pool, after = net.own[i], net.pool[i], net.after[i]
    if pool >= 0 and after >= 0:
        for lane in range(value.shape[0]):
            rows[own, lane] = value[lane]
            rows[pool, lane] = min(value[lane], rows[after, lane])
        return
    for lane in range(value.shape[0]):
        rows[own, lane] = value[lane]
    if pool >= 0:
        for lane in range(value.shape[0]):
            rows[pool, lane] = value[lane]


@compiled_part
def _forget(low: int, high: int, net: Net, rows: Floats) -> None:
    """Clear the rows of the events low .. high."""
    for i in range(low, high + 1):
        for lane in range(rows.shape[1]):
            rows[net.own[i], lane] = np.inf
            if net.pool[i] >= 0:
                rows[net.pool[i], lane] = np.inf


@compiled
def scan(net: Net, ends: Ends, limit: int, earlier: Floats, rows: Floats) -> None:
    """Fill ``rows`` from the last event to the first. limit : the last arrival that counts, s.

    earlier : the rows that a change leads to: ``rows`` itself, or those of journeys with one change less.
    """
    value = np.empty(rows.shape[1])
    tie, moved = net.ties.shape[0] - 1, False
    begun = False
    i = net.depart.shape[0] - 1
    while i >= 0:
        tied = tie >= 0 and i <= net.ties[tie, 1]
        if tied and not begun:
            _forget(net.ties[tie, 0], i, net, rows)
            begun, moved = True, False
        _ride(i, net, ends, limit, earlier, rows, value)
        moved |= tied and _moved(i, net, rows, value)
        _keep(i, net, rows, value)
        if tied and i == net.ties[tie, 0]:
            if moved:
                i, moved = net.ties[tie, 1], False
                continue
            tie, begun = tie - 1, False
        i -= 1
