"""Optimal strategies, compiled: the value of every station for blocks of destinations.

Spiess and Florian 1989, Transportation Research B 23(2), 83-102, with a dwell time, a change time and another
waiting factor after a change (docs/method-headway.md). Arrays in, arrays out; ``lines`` is
:class:`bereikbaar.routing.arrays.Lines`. Minutes everywhere; unreachable is ``inf``.

``wait`` is the mean wait for a train that runs once an hour, min: 60 times the waiting factor alpha. Counting per
hour keeps the sums of whole minutes and whole trains exact. The names follow the design: V(s) is ``ready`` (at a
station, ready to board after a change), B is ``aboard`` (in the train at departure), the cost of getting out is
``out`` (change time + V, 0 at the destination).
"""

from __future__ import annotations

import numpy as np

from bereikbaar.routing.arrays import Floats, Indexes, Lines, Positions
from bereikbaar.routing.jit import compiled, compiled_part

#: A train must be better than waiting on by more than this, min: trains of exactly equal worth always stay
#: out of the set, however their sums were rounded.
SLACK_MIN = 1e-9
#: Below this ``wait`` rounding could empty the set of trains, so that the best train is kept by name.
SMALL_WAIT = 0.06
#: Newton steps after which a value may only go down, so that rounding can never keep it moving.
PATIENCE = 50


@compiled_part
def _ride(p: int, lines: Lines, out: Floats, aboard: Floats, touched: Indexes, here: Floats) -> None:
    """Ride pattern p backwards: renew ``aboard`` (boardings, lanes) and mark the stations where it moved."""
    lanes = here.shape[0]
    _reset(here)
    for call in range(lines.first[p + 1] - 2, lines.first[p] - 1, -1):
        s, run, dwell = lines.station[call + 1], lines.run_min[call], lines.dwell_min[call + 1]
        j, leave = lines.boarding[call], lines.leave_min[call + 1]
        moved = 0
        for lane in range(lanes):
            value = run + min(here[lane] + dwell, out[s, lane] + leave)
            moved |= value != aboard[j, lane]
            here[lane] = value
            aboard[j, lane] = value
        if moved:
            touched[lines.station[call]] = 1


@compiled_part
def _choose(begin: int, end: int, wait: float, rates: Floats, aboard: Floats, value: Floats, work: Floats) -> bool:
    """Lower ``value`` (lanes,) to the worth of the best set of trains at a station; say whether it moved.

    begin, end : its boardings are begin .. end - 1. rates : departures per hour of all boardings.

    The worth of a set S is (wait + sum f B) / sum f. Starting from an upper bound (or ``inf``), taking all
    trains better than the value so far is a Newton step on a convex function: it ends at the best set.
    """
    lanes = value.shape[0]
    total, per_hour, limit = work[0], work[1], work[2]
    moved = False
    for attempt in range(2 * PATIENCE):
        for lane in range(lanes):
            total[lane] = wait
            per_hour[lane] = 0.0
            limit[lane] = value[lane] - SLACK_MIN
        if wait < SMALL_WAIT:
            _best(begin, end, aboard, work[3])
            for lane in range(lanes):
                limit[lane] = max(limit[lane], work[3][lane] + SLACK_MIN)
        for j in range(begin, end):
            f = rates[j]
            for lane in range(lanes):
                b = aboard[j, lane]
                taken = b < limit[lane]
                total[lane] += f * b if taken else 0.0
                per_hour[lane] += f if taken else 0.0
        changed = 0
        for lane in range(lanes):
            new = total[lane] / per_hour[lane] if per_hour[lane] > 0.0 else np.inf
            if attempt > PATIENCE:
                new = min(new, value[lane])
            changed |= new != value[lane]
            value[lane] = new
        if not changed:
            break
        moved = True
    return moved


@compiled_part
def _best(begin: int, end: int, aboard: Floats, fastest: Floats) -> None:
    """Write the value of the fastest train of these boardings, ``inf`` without one."""
    _reset(fastest)
    for j in range(begin, end):
        for lane in range(fastest.shape[0]):
            fastest[lane] = min(fastest[lane], aboard[j, lane])


@compiled_part
def _reset(values: Floats) -> None:
    for lane in range(values.shape[0]):
        values[lane] = np.inf


@compiled_part
def _mark(s: int, lines: Lines, stale: Indexes) -> None:
    """Mark the patterns that one can leave at station s: they have to be ridden again."""
    for j in range(lines.alight_first[s], lines.alight_first[s + 1]):
        stale[lines.alight[j]] = 1
    stale[-1] = 1


@compiled_part
def _settle(
    destinations: Positions,
    wait: float,
    lines: Lines,
    ready: Floats,
    out: Floats,
    aboard: Floats,
    work: Floats,
    stale: Indexes,
    touched: Indexes,
) -> None:
    """Bring ``ready``, ``out`` and ``aboard`` to the fixed point for a block of destinations (one lane each).

    ``stale`` (n_patterns + 1,) and ``touched`` (n_stations,) come in as zeros; the last one of ``stale`` says that
    there are any at all.

    Rounds over the patterns that one can leave at a station whose value moved, and over the stations where a
    pattern's value moved, until nothing moves. The fixed point does not depend on the way there: a value
    depends only on smaller ones.
    """
    n_stations, lanes = ready.shape
    for lane in range(lanes):
        out[destinations[lane], lane] = 0.0
        _mark(int(destinations[lane]), lines, stale)
    while stale[-1]:
        stale[-1] = 0
        for p in range(stale.shape[0] - 1):
            if stale[p]:
                stale[p] = 0
                _ride(p, lines, out, aboard, touched, work[3])
        for s in range(n_stations):
            if touched[s]:
                touched[s] = 0
                begin, end = lines.board_first[s], lines.board_first[s + 1]
                if _choose(begin, end, wait, lines.per_hour, aboard, ready[s], work):
                    for lane in range(lanes):
                        if destinations[lane] != s:
                            out[s, lane] = ready[s, lane] + lines.change_min[s]
                    _mark(s, lines, stale)


@compiled
def values(
    destinations: Positions,
    wait_first: float,
    wait_transfer: float,
    lines: Lines,
    expected: Floats,
    best: Floats,
    onward: Floats,
) -> None:
    """Fill the rows ``destinations`` of three (to, from) station matrices, min; the diagonal is 0.

    expected : with the best set for ``wait_first``. onward : V, with ``wait_transfer``.
    best     : the smallest ``aboard`` of the trains one can board.
    """
    n_stations, lanes = lines.change_min.shape[0], destinations.shape[0]
    ready = np.full((n_stations, lanes), np.inf)
    out = np.full((n_stations, lanes), np.inf)
    aboard = np.full((lines.per_hour.shape[0], lanes), np.inf)
    work = np.empty((5, lanes))
    stale, touched = np.zeros(lines.first.shape[0], np.int32), np.zeros(n_stations, np.int32)
    _settle(destinations, wait_transfer, lines, ready, out, aboard, work, stale, touched)
    for s in range(n_stations):
        value, fastest = work[4], work[3]
        _reset(value)
        begin, end = lines.board_first[s], lines.board_first[s + 1]
        _choose(begin, end, wait_first, lines.per_hour, aboard, value, work)
        _best(begin, end, aboard, fastest)
        for lane in range(lanes):
            d = destinations[lane]
            elsewhere = s != d
            expected[d, s] = value[lane] if elsewhere else 0.0
            best[d, s] = fastest[lane] if elsewhere else 0.0
            onward[d, s] = ready[s, lane] if elsewhere else 0.0
