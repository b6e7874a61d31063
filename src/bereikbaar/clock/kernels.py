"""The clock method, compiled: from every departure to a block of destinations.

Arrays in, arrays out; ``net`` is :class:`bereikbaar.clock.events.Net`. A row of ``rows`` (2 n_events, lanes) holds
one number per destination: that of the best journey from an event on (row 2 i), or from it or a later one of its
group (row 2 i + 1). Numbers are those of :data:`bereikbaar.clock.arrays.ARRIVE`; ``inf`` = not in time.
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
def _keep(i: int, net: Net, rows: Floats, value: Floats) -> bool:
    """Store the number of event i and the best of its group from there on; say whether anything moved."""
    moved = 0
    behind = net.behind[i]
    for lane in range(value.shape[0]):
        new = value[lane]
        moved |= rows[2 * i, lane] != new
        rows[2 * i, lane] = new
        rows[2 * i + 1, lane] = min(new, rows[2 * behind + 1, lane]) if behind >= 0 else new
    return moved != 0


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
            rows[2 * net.ties[tie, 0] : 2 * i + 2] = np.inf
            begun, moved = True, False
        _ride(i, net, ends, limit, earlier, rows, value)
        moved |= _keep(i, net, rows, value)
        if tied and i == net.ties[tie, 0]:
            if moved:
                i, moved = net.ties[tie, 1], False
                continue
            tie, begun = tie - 1, False
        i -= 1
