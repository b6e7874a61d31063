"""How the value of a strategy is built up, and what travels along it. Compiled; see :mod:`.kernels`.

Everything here starts from the matrices ``expected`` and ``onward`` of :func:`.kernels.values` and follows one
destination at a time: trace the rides, rank the stations from near to far, mix the trains of each set. Matrices
are (to, from) stations, so that what belongs to one destination lies side by side.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.routing.arrays import Floats, Indexes, Lines, Positions
from bereikbaar.routing.jit import compiled, compiled_part, compiled_part_with_door
from bereikbaar.routing.kernels import SLACK_MIN, SMALL_WAIT

#: Columns of ``rest``: what is still ahead of a traveller who gets out at a station (change included).
IN_VEHICLE, TRANSFER, CHANGES, GAP = 0, 1, 2, 3
#: Rank of the destination, before all others, and of a station that has no connection.
NEAREST, UNRANKED = -1, 1_000_000_000


class Trace(NamedTuple):
    """The strategy to one destination.

    ready  : (n_stations,) V, minutes to go when ready to board after a change.
    aboard : (n_boardings,) minutes to go when on board at departure, the same bits as in :func:`.kernels.values`.
    leave  : (n_boardings,) the call at which to get out; -1 where the train leads nowhere.
    at     : (n_boardings,) the station of that call.
    riding : (n_boardings,) minutes in the train until then, dwell times included.
    rank   : (n_stations,) 0 = nearest to the destination, which itself is NEAREST; UNRANKED without connection.
    rest   : (n_stations, 4) what is ahead after getting out there; all 0 at the destination.
    """

    ready: Floats
    aboard: Floats
    leave: Indexes
    at: Indexes
    riding: Floats
    rank: Indexes
    rest: Floats


class Parts(NamedTuple):
    """Five (to, from) station matrices; see :class:`bereikbaar.routing.travel_times.TravelTimes`."""

    first_wait: Floats
    in_vehicle: Floats
    transfer: Floats
    changes: Floats
    gap: Floats


class Loads(NamedTuple):
    """Travellers per call, and changing per station; ``load`` is on the leg that starts at the call.

    boardings, alightings, load : (n_calls,). transfers : (n_stations,).
    """

    boardings: Floats
    alightings: Floats
    load: Floats
    transfers: Floats


@compiled
def blank(lines: Lines) -> Trace:
    """Return a trace with room for everything and nothing in it."""
    n_stations, n_boardings = lines.change_min.shape[0], lines.per_hour.shape[0]
    return Trace(
        np.empty(n_stations),
        np.empty(n_boardings),
        np.empty(n_boardings, np.int32),
        np.empty(n_boardings, np.int32),
        np.empty(n_boardings),
        np.empty(n_stations, np.int32),
        np.empty((n_stations, 4)),
    )


@compiled_part_with_door
def follow(d: int, onward: Floats, lines: Lines, trace: Trace) -> None:
    """Ride every pattern backwards from destination d: fill all of the trace but ``rank`` and ``rest``.

    Staying on board wins a tie with getting out.
    """
    for s in range(trace.ready.shape[0]):
        trace.ready[s] = onward[d, s]
    for p in range(lines.first.shape[0] - 1):
        end = lines.first[p + 1] - 1
        here, ride, leave = np.inf, 0.0, -1
        for call in range(end - 1, lines.first[p] - 1, -1):
            s = lines.station[call + 1]
            stay = here + lines.dwell_min[call + 1]
            out = lines.leave_min[call + 1] + (trace.ready[s] + lines.change_min[s] if s != d else 0.0)
            if out < stay - SLACK_MIN:
                ride, leave = 0.0, call + 1
            else:
                ride += lines.dwell_min[call + 1]
            here = lines.run_min[call] + min(stay, out)
            ride += lines.run_min[call]
            j = lines.boarding[call]
            trace.aboard[j], trace.riding[j] = here, ride
            trace.leave[j], trace.at[j] = leave, lines.station[leave]


@compiled
def _fastest(s: int, board_first: Indexes, aboard: Floats) -> float:
    fastest = np.inf
    for j in range(board_first[s], board_first[s + 1]):
        fastest = min(fastest, aboard[j])
    return fastest


@compiled_part_with_door
def train_limit(s: int, value: float, wait: float, lines: Lines, trace: Trace) -> float:
    """Return the worth below which a train belongs to the set of station s; as :func:`.kernels.values` has it."""
    limit = value - SLACK_MIN
    if wait < SMALL_WAIT:
        limit = max(limit, _fastest(s, lines.board_first, trace.aboard) + SLACK_MIN)
    return limit


@compiled_part
def _mix(s: int, limit: float, lines: Lines, trace: Trace, mixed: Floats) -> float:
    """Write into ``mixed`` (4,) the mean of what follows the trains of a set; return their sum per hour.

    0 per hour (and no means) when no train of the set leads to a station that has been ranked.
    """
    per_hour, in_vehicle, transfer, changes, gap = 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        if trace.aboard[j] < limit:
            at = trace.at[j]
            if trace.rank[at] < UNRANKED:
                f = lines.per_hour[j]
                per_hour += f
                in_vehicle += f * (trace.riding[j] + trace.rest[at, IN_VEHICLE])
                transfer += f * trace.rest[at, TRANSFER]
                changes += f * trace.rest[at, CHANGES]
                gap += f * trace.rest[at, GAP]
    if per_hour > 0.0:
        mixed[IN_VEHICLE] = in_vehicle / per_hour
        mixed[TRANSFER] = transfer / per_hour
        mixed[CHANGES] = changes / per_hour
        mixed[GAP] = max(60.0, gap) / per_hour
    return per_hour


@compiled_part
def _rank(d: int, wait: float, order: Positions, lines: Lines, trace: Trace, mixed: Floats) -> int:
    """Work from near to far: fill ``rank`` and ``rest`` of the trace; return how many stations have a rank.

    ``order`` holds the stations by rising ``ready``. What follows a train is then known when it is needed; only
    where legs, changes and waits of 0 minutes make stations equally near is a second look needed.
    """
    for s in range(trace.rank.shape[0]):
        trace.rank[s] = UNRANKED
    trace.rank[d] = NEAREST
    for i in range(4):
        trace.rest[d, i] = 0.0
    n_ranked, before = 0, -1
    while n_ranked > before:
        before = n_ranked
        for i in range(order.shape[0]):
            s = int(order[i])
            if trace.rank[s] == UNRANKED and trace.ready[s] < np.inf:
                per_hour = _mix(s, train_limit(s, trace.ready[s], wait, lines, trace), lines, trace, mixed)
                if per_hour > 0.0:
                    trace.rank[s] = n_ranked
                    n_ranked += 1
                    trace.rest[s, IN_VEHICLE] = mixed[IN_VEHICLE]
                    trace.rest[s, TRANSFER] = lines.change_min[s] + wait / per_hour + mixed[TRANSFER]
                    trace.rest[s, CHANGES] = 1.0 + mixed[CHANGES]
                    trace.rest[s, GAP] = mixed[GAP]
    return n_ranked


@compiled
def components(
    destinations: Positions,
    orders: Positions,
    wait_first: float,
    wait_transfer: float,
    lines: Lines,
    expected: Floats,
    onward: Floats,
    parts: Parts,
) -> None:
    """Fill the rows ``destinations`` of all parts; ``inf`` without a connection, 0 on the diagonal.

    orders : (len(destinations), n_stations) station indexes by rising ``onward`` to each destination.
    """
    trace, mixed = blank(lines), np.empty(4)
    for i in range(destinations.shape[0]):
        d = int(destinations[i])
        follow(d, onward, lines, trace)
        _rank(d, wait_transfer, orders[i], lines, trace, mixed)
        for s in range(trace.ready.shape[0]):
            wait = 0.0 if s == d else np.inf
            if s == d or expected[d, s] == np.inf:
                for k in range(4):
                    mixed[k] = wait
            else:
                wait = wait_first / _mix(
                    s, train_limit(s, expected[d, s], wait_first, lines, trace), lines, trace, mixed
                )
            parts.first_wait[d, s] = wait
            parts.in_vehicle[d, s] = mixed[IN_VEHICLE]
            parts.transfer[d, s] = mixed[TRANSFER]
            parts.changes[d, s] = mixed[CHANGES]
            parts.gap[d, s] = mixed[GAP]


@compiled_part
def _send(
    s: int, limit: float, rank: int, amount: float, lines: Lines, trace: Trace, loads: Loads, arriving: Floats
) -> None:
    """Spread ``amount`` travellers over the trains of a set in proportion to frequency, and let them ride.

    Only trains that lead to stations ranked before ``rank`` count, as when the station was ranked.
    """
    per_hour = 0.0
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        if trace.aboard[j] < limit and trace.rank[trace.at[j]] < rank:
            per_hour += lines.per_hour[j]
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        if trace.aboard[j] < limit and trace.rank[trace.at[j]] < rank:
            part = amount * lines.per_hour[j] / per_hour
            call = lines.board_call[j]
            loads.boardings[call] += part
            loads.alightings[trace.leave[j]] += part
            arriving[trace.at[j]] += part
            for ridden in range(call, trace.leave[j]):
                loads.load[ridden] += part


@compiled
def flows(
    destinations: Positions,
    orders: Positions,
    wait_first: float,
    wait_transfer: float,
    lines: Lines,
    expected: Floats,
    onward: Floats,
    demand: Floats,
    loads: Loads,
) -> None:
    """Add the travellers of ``demand`` (to, from) to some destinations to ``loads``.

    Travellers without a connection stay at home.
    """
    trace, mixed = blank(lines), np.empty(4)
    n_stations = trace.ready.shape[0]
    arriving, by_rank = np.empty(n_stations), np.empty(n_stations, np.int64)
    for i in range(destinations.shape[0]):
        d = int(destinations[i])
        follow(d, onward, lines, trace)
        n_ranked = _rank(d, wait_transfer, orders[i], lines, trace, mixed)
        for s in range(n_stations):
            arriving[s] = 0.0
        for s in range(n_stations):
            if NEAREST < trace.rank[s] < UNRANKED:
                by_rank[trace.rank[s]] = s
            if s != d and demand[d, s] > 0.0 and expected[d, s] < np.inf:
                limit = train_limit(s, expected[d, s], wait_first, lines, trace)
                _send(s, limit, UNRANKED, demand[d, s], lines, trace, loads, arriving)
        for rank in range(n_ranked - 1, -1, -1):
            s = int(by_rank[rank])
            if arriving[s] > 0.0:
                loads.transfers[s] += arriving[s]
                limit = train_limit(s, trace.ready[s], wait_transfer, lines, trace)
                _send(s, limit, rank, arriving[s], lines, trace, loads, arriving)
