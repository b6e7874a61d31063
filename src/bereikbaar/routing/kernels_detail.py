"""How the value of a strategy is built up, and what travels along it. Compiled; see :mod:`.kernels`.

Everything here starts from the matrices ``expected`` and ``onward`` of :func:`.kernels.values` and follows one
destination at a time: trace the rides, rank the stations from near to far, mix the trains of each set.
"""

# ruff: noqa: PLR0917  (kernels take their arrays one by one)

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.routing.arrays import Floats, Indexes, Lines
from bereikbaar.routing.jit import compiled
from bereikbaar.routing.kernels import SLACK_MIN, SMALL_ALPHA

#: Columns of ``rest``: what is still ahead of a traveller who gets out at a station (change included).
IN_VEHICLE, TRANSFER, CHANGES, GAP = 0, 1, 2, 3
#: Rank of the destination, before all others, and of a station that has no connection.
NEAREST, UNRANKED = -1, 1_000_000_000


class Trace(NamedTuple):
    """The strategy to one destination.

    ready  : (n_stations,) V, minutes to go when ready to board after a change.
    aboard : (n_calls,) minutes to go when on board at departure, the same bits as in :func:`.kernels.values`.
    leave  : (n_calls,) the call at which to get out; -1 where the train leads nowhere.
    riding : (n_calls,) minutes in the train until then, dwell times included.
    rank   : (n_stations,) 0 = nearest to the destination, which itself is NEAREST; UNRANKED without connection.
    rest   : (n_stations, 4) what is ahead after getting out there; all 0 at the destination.
    """

    ready: Floats
    aboard: Floats
    leave: Indexes
    riding: Floats
    rank: Indexes
    rest: Floats


class Parts(NamedTuple):
    """Five (n_stations, n_stations) matrices; see :class:`bereikbaar.routing.travel_times.TravelTimes`."""

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
def _blank(lines: Lines) -> Trace:
    n_stations, n_calls = lines.change_min.shape[0], lines.station.shape[0]
    return Trace(
        np.empty(n_stations),
        np.empty(n_calls),
        np.empty(n_calls, np.int32),
        np.empty(n_calls),
        np.empty(n_stations, np.int32),
        np.empty((n_stations, 4)),
    )


@compiled
def _follow(d: int, onward: Floats, lines: Lines, trace: Trace) -> None:
    """Ride every pattern backwards from destination d: fill all of the trace but ``rank`` and ``rest``.

    Staying on board wins a tie with getting out.
    """
    for s in range(trace.ready.shape[0]):
        trace.ready[s] = onward[s, d]
    for p in range(lines.first.shape[0] - 1):
        end = lines.first[p + 1] - 1
        here, ride, at = np.inf, 0.0, -1
        trace.aboard[end], trace.leave[end], trace.riding[end] = np.inf, -1, 0.0
        for call in range(end - 1, lines.first[p] - 1, -1):
            s = lines.station[call + 1]
            stay = here + lines.dwell_min[call + 1]
            out = trace.ready[s] + lines.change_min[s] if s != d else 0.0
            if out < stay - SLACK_MIN:
                ride, at = 0.0, call + 1
            else:
                ride += lines.dwell_min[call + 1]
            here = lines.run_min[call] + min(stay, out)
            ride += lines.run_min[call]
            trace.aboard[call], trace.leave[call], trace.riding[call] = here, at, ride


@compiled
def _limit(s: int, value: float, alpha: float, lines: Lines, trace: Trace) -> float:
    """Return the worth below which a train belongs to the set of station s; as :func:`.kernels.values` has it."""
    limit = value - SLACK_MIN
    if alpha < SMALL_ALPHA:
        fastest = np.inf
        for j in range(lines.board_first[s], lines.board_first[s + 1]):
            fastest = min(fastest, trace.aboard[lines.board[j]])
        limit = max(limit, fastest + SLACK_MIN)
    return limit


@compiled
def _mix(s: int, limit: float, lines: Lines, trace: Trace, mixed: Floats) -> float:
    """Write into ``mixed`` (4,) the mean of what follows the trains of a set; return their sum per minute.

    0 per minute (and no means) when no train of the set leads to a station that has been ranked.
    """
    per_min, in_vehicle, transfer, changes, gap = 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        call = lines.board[j]
        if trace.aboard[call] < limit:
            at = lines.station[trace.leave[call]]
            if trace.rank[at] < UNRANKED:
                f = lines.per_min[call]
                per_min += f
                in_vehicle += f * (trace.riding[call] + trace.rest[at, IN_VEHICLE])
                transfer += f * trace.rest[at, TRANSFER]
                changes += f * trace.rest[at, CHANGES]
                gap += f * trace.rest[at, GAP]
    if per_min > 0.0:
        mixed[IN_VEHICLE] = in_vehicle / per_min
        mixed[TRANSFER] = transfer / per_min
        mixed[CHANGES] = changes / per_min
        mixed[GAP] = max(1.0, gap) / per_min
    return per_min


@compiled
def _rank(d: int, alpha: float, order: Indexes, lines: Lines, trace: Trace, mixed: Floats) -> int:
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
                per_min = _mix(s, _limit(s, trace.ready[s], alpha, lines, trace), lines, trace, mixed)
                if per_min > 0.0:
                    trace.rank[s] = n_ranked
                    n_ranked += 1
                    trace.rest[s, IN_VEHICLE] = mixed[IN_VEHICLE]
                    trace.rest[s, TRANSFER] = lines.change_min[s] + alpha / per_min + mixed[TRANSFER]
                    trace.rest[s, CHANGES] = 1.0 + mixed[CHANGES]
                    trace.rest[s, GAP] = mixed[GAP]
    return n_ranked


@compiled
def components(
    destinations: Indexes,
    orders: Indexes,
    alpha_first: float,
    alpha_transfer: float,
    lines: Lines,
    expected: Floats,
    onward: Floats,
    parts: Parts,
) -> None:
    """Fill the columns ``destinations`` of all parts; ``inf`` without a connection, 0 on the diagonal.

    orders : (len(destinations), n_stations) station indexes by rising ``onward`` to each destination.
    """
    trace, mixed = _blank(lines), np.empty(4)
    for i in range(destinations.shape[0]):
        d = int(destinations[i])
        _follow(d, onward, lines, trace)
        _rank(d, alpha_transfer, orders[i], lines, trace, mixed)
        for s in range(trace.ready.shape[0]):
            wait = 0.0 if s == d else np.inf
            if s == d or expected[s, d] == np.inf:
                for k in range(4):
                    mixed[k] = wait
            else:
                wait = alpha_first / _mix(
                    s, _limit(s, expected[s, d], alpha_first, lines, trace), lines, trace, mixed
                )
            parts.first_wait[s, d] = wait
            parts.in_vehicle[s, d] = mixed[IN_VEHICLE]
            parts.transfer[s, d] = mixed[TRANSFER]
            parts.changes[s, d] = mixed[CHANGES]
            parts.gap[s, d] = mixed[GAP]


@compiled
def _send(
    s: int, limit: float, rank: int, amount: float, lines: Lines, trace: Trace, loads: Loads, arriving: Floats
) -> None:
    """Spread ``amount`` travellers over the trains of a set in proportion to frequency, and let them ride.

    Only trains that lead to stations ranked before ``rank`` count, as when the station was ranked.
    """
    per_min = 0.0
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        call = lines.board[j]
        if trace.aboard[call] < limit and trace.rank[lines.station[trace.leave[call]]] < rank:
            per_min += lines.per_min[call]
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        call = lines.board[j]
        if trace.aboard[call] < limit and trace.rank[lines.station[trace.leave[call]]] < rank:
            part = amount * lines.per_min[call] / per_min
            out = trace.leave[call]
            loads.boardings[call] += part
            loads.alightings[out] += part
            arriving[lines.station[out]] += part
            for ridden in range(call, out):
                loads.load[ridden] += part


@compiled
def flows(
    destinations: Indexes,
    orders: Indexes,
    alpha_first: float,
    alpha_transfer: float,
    lines: Lines,
    expected: Floats,
    onward: Floats,
    demand: Floats,
    loads: Loads,
) -> None:
    """Add the travellers of ``demand`` (n_stations, n_stations) to some destinations to ``loads``.

    Travellers without a connection stay at home.
    """
    trace, mixed = _blank(lines), np.empty(4)
    n_stations = trace.ready.shape[0]
    arriving, by_rank = np.empty(n_stations), np.empty(n_stations, np.int32)
    for i in range(destinations.shape[0]):
        d = int(destinations[i])
        _follow(d, onward, lines, trace)
        n_ranked = _rank(d, alpha_transfer, orders[i], lines, trace, mixed)
        for s in range(n_stations):
            arriving[s] = 0.0
        for s in range(n_stations):
            if NEAREST < trace.rank[s] < UNRANKED:
                by_rank[trace.rank[s]] = s
            if s != d and demand[s, d] > 0.0 and expected[s, d] < np.inf:
                limit = _limit(s, expected[s, d], alpha_first, lines, trace)
                _send(s, limit, UNRANKED, demand[s, d], lines, trace, loads, arriving)
        for rank in range(n_ranked - 1, -1, -1):
            s = int(by_rank[rank])
            if arriving[s] > 0.0:
                loads.transfers[s] += arriving[s]
                limit = _limit(s, trace.ready[s], alpha_transfer, lines, trace)
                _send(s, limit, rank, arriving[s], lines, trace, loads, arriving)
