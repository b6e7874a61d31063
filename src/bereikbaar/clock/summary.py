"""What the profiles of a window add up to, compiled: exact over continuous time.

The moments of the window between two useful departures wait for the second of them: a stretch in which the time to
the destination falls by a second per second. All sums are whole numbers or halves below 2^53: exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bereikbaar.clock.arrays import ARRIVE, CHANGE, Floats, Longs
from bereikbaar.routing.jit import compiled, compiled_part

#: Planes of the result of :func:`summaries`, minutes but for changes, departures per hour and share.
PLANES = (
    "expected", "first_wait", "in_vehicle", "transfer", "changes", "best", "departures_per_hour", "longest_gap",
    "median", "p90", "worst", "share",
)  # fmt: skip
EXPECTED, FIRST_WAIT, IN_VEHICLE, TRANSFER, CHANGES, BEST, PER_HOUR, GAP, MEDIAN, P90, WORST, SHARE = range(12)

#: Sums of one lane: moments with a train in time, total, first wait, in vehicle, changes (each times seconds), useful
#: departures, longest wait, shortest and longest total.
MOMENTS, TOTAL, WAIT, INSIDE, CHANGED, DEPARTURES, LONGEST_WAIT, SHORTEST, LONGEST = range(9)


class Window(NamedTuple):
    """The window from 0 to ``length`` and the longest journey, s; are median and p90 wanted (else ``inf``)."""

    length: int
    longest: int
    quantiles: bool


class Leaves(NamedTuple):
    """The trains of each origin, latest first: see :class:`bereikbaar.clock.events.Events`. row : ``Net.pool``.

    The row of a train holds the best of it and those behind it; these were looked at before, so that what is better
    than all before is of the train itself.
    """

    first: Longs
    row: Longs
    seconds: Longs


class _State(NamedTuple):
    """Per lane: number, arrival (as a number) and departure of the journey taken, sums, stretches and their count."""

    best: Floats
    arrive: Floats
    leave: Floats
    sums: Floats
    low: Floats
    length: Floats
    stretches: Longs


@compiled_part
def _close(lane: int, since: float, walk: float, window: Window, state: _State) -> None:
    """Count the moments after ``since`` that wait for the journey taken so far."""
    arrive, leave = state.arrive[lane] / ARRIVE, state.leave[lane]
    sums = state.sums[lane]
    reach = min(float(window.longest), walk)
    if arrive - leave <= window.longest and arrive - leave < walk and leave < window.length:
        sums[DEPARTURES] += 1.0
        # Also when only the moment it leaves at catches it: the first of the window, or at the longest journey.
        sums[SHORTEST] = min(sums[SHORTEST], arrive - leave)
    low = max(since, 0.0, arrive - reach)
    high = min(leave, float(window.length))
    if low >= high:
        return
    rest = state.best[lane] - state.arrive[lane]
    changed = np.floor(rest / CHANGE)
    moments = high - low
    sums[MOMENTS] += moments
    sums[TOTAL] += moments * (2.0 * arrive - low - high) / 2.0
    sums[WAIT] += moments * (2.0 * leave - low - high) / 2.0
    sums[INSIDE] += moments * (rest - changed * CHANGE)
    sums[CHANGED] += moments * changed
    sums[LONGEST_WAIT] = max(sums[LONGEST_WAIT], leave - low)
    sums[SHORTEST] = min(sums[SHORTEST], arrive - high)
    sums[LONGEST] = max(sums[LONGEST], arrive - low)
    state.low[lane, state.stretches[lane]] = arrive - high
    state.length[lane, state.stretches[lane]] = moments
    state.stretches[lane] += 1


@compiled_part
def _below(x: float, lane: int, state: _State) -> float:
    """Return how many moments take at most x seconds, walks aside."""
    moments = 0.0
    for k in range(state.stretches[lane]):
        moments += min(max(x - state.low[lane, k], 0.0), state.length[lane, k])
    return moments


@compiled_part
def _quantile(wanted: float, lane: int, walk: float, walking: float, state: _State) -> float:
    """Return the smallest time, s, that at least ``wanted`` moments do not exceed; ``inf`` when so many have none.

    Stretches begin and end at whole seconds and the walk takes whole seconds: the quantile is found between two whole
    seconds, by proportion and by halving in turns, then by proportion.
    """
    sums = state.sums[lane]
    if sums[MOMENTS] + walking < wanted:
        return np.inf
    low = min(sums[SHORTEST], walk if walking > 0.0 else np.inf) - 1.0
    high = max(sums[LONGEST], walk if walking > 0.0 else 0.0)
    below_low, below_high, halve = 0.0, sums[MOMENTS] + walking, False
    while high - low > 1.0:
        share = 0.5 if halve else (wanted - below_low) / (below_high - below_low)
        middle = min(max(np.floor(low + share * (high - low)), low + 1.0), high - 1.0)
        below = _below(middle, lane, state) + (walking if walk <= middle else 0.0)
        if below >= wanted:
            high, below_high = middle, below
        else:
            low, below_low = middle, below
        halve = not halve
    slope = below_high - below_low - (walking if low < walk <= high else 0.0)
    short = wanted - below_low
    return float(min(high, low + short / slope)) if slope > 0.0 else high


@compiled_part
def _write(lane: int, walk: float, window: Window, state: _State, out: Floats) -> None:
    """Write the planes of one origin and destination into ``out`` (12,)."""
    sums = state.sums[lane]
    length = float(window.length)
    walking = length - sums[MOMENTS] if walk <= window.longest else 0.0
    total = sums[TOTAL] + (walking * walk if walking > 0.0 else 0.0)
    for plane in range(len(PLANES)):
        out[plane] = np.inf
    out[SHARE] = (sums[MOMENTS] + walking) / length
    if sums[MOMENTS] + walking == length:
        out[EXPECTED] = total / (60.0 * length)
        out[FIRST_WAIT] = sums[WAIT] / (60.0 * length)
        out[IN_VEHICLE] = sums[INSIDE] / (60.0 * length)
        out[TRANSFER] = (total - sums[WAIT] - sums[INSIDE]) / (60.0 * length)
        out[CHANGES] = sums[CHANGED] / length
        out[GAP] = sums[LONGEST_WAIT] / 60.0
        out[WORST] = max(sums[LONGEST], walk if walking > 0.0 else 0.0) / 60.0
    out[BEST] = min(sums[SHORTEST], walk if walking > 0.0 else np.inf) / 60.0
    if sums[DEPARTURES] > 0.0 or walking == 0.0:
        out[PER_HOUR] = sums[DEPARTURES] * 3600.0 / length
    if window.quantiles:
        out[MEDIAN] = _quantile(length / 2.0, lane, walk, walking, state) / 60.0
        out[P90] = _quantile(length * 9.0 / 10.0, lane, walk, walking, state) / 60.0


@compiled_part
def _start(state: _State) -> None:
    for lane in range(state.best.shape[0]):
        state.best[lane] = state.arrive[lane] = np.inf
        state.leave[lane] = -1.0
        state.stretches[lane] = 0
        for k in range(state.sums.shape[1]):
            state.sums[lane, k] = 0.0
        state.sums[lane, SHORTEST] = np.inf


@compiled_part
def _profile(origin: int, leaves: Leaves, rows: Floats, walk: Floats, window: Window, state: _State) -> None:
    """Follow the trains of an origin from the last to the first; sum up what they are good for."""
    for k in range(leaves.first[origin], leaves.first[origin + 1]):
        row, leave = leaves.row[k], float(leaves.seconds[k])
        better = 0
        for lane in range(state.best.shape[0]):
            better |= rows[row, lane] < state.best[lane]
        if not better:
            continue
        for lane in range(state.best.shape[0]):
            value = rows[row, lane]
            if value < state.arrive[lane]:
                if state.leave[lane] != leave:
                    if leave < window.length:
                        _close(lane, leave, walk[lane], window, state)
                    state.leave[lane] = leave
                state.best[lane] = value
                state.arrive[lane] = np.floor(value / ARRIVE) * ARRIVE
            elif value < state.best[lane] and state.leave[lane] == leave:
                state.best[lane] = value
    for lane in range(state.best.shape[0]):
        _close(lane, 0.0, walk[lane], window, state)


@compiled
def summaries(
    destinations: Longs, leaves: Leaves, rows: Floats, walk: Floats, window: Window, most: int, out: Floats
) -> None:
    """Fill ``out`` (to, from, planes) for a block of destinations, one lane of ``rows`` each.

    walk : (n_stations, lanes) seconds to walk from an origin to the destination, ``inf`` = no walk. most : an upper
    bound for the number of useful departures of one origin that the window waits for.
    """
    lanes = destinations.shape[0]
    state = _State(
        np.empty(lanes),
        np.empty(lanes),
        np.empty(lanes),
        np.empty((lanes, 9)),
        np.empty((lanes, most)),
        np.empty((lanes, most)),
        np.empty(lanes, np.int64),
    )
    for origin in range(walk.shape[0]):
        _start(state)
        _profile(origin, leaves, rows, walk[origin], window, state)
        for lane in range(lanes):
            if destinations[lane] != origin:
                _write(lane, walk[origin, lane], window, state, out[destinations[lane], origin])
