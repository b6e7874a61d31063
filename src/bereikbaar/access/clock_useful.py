"""Legs that are of no use by the clock: going on by train from another leg's station is never later, at any moment.

Held against all departures of the window, to or from every station, so that leaving such legs out changes no bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.clock_arrays import NEVER, SHIFT, STEP, Home, Ints32, Rail
from bereikbaar.access.door import spread
from bereikbaar.routing.jit import compiled, compiled_part

Flags = NDArray[np.bool_]


def useful_home(home: Home, rail: Rail) -> Flags:
    """Return which access legs can be the best at some moment, (n_legs,)."""
    wanted, least = _room(rail)
    candidates(home, rail.most, wanted)
    # to the same station the longer leg may be in time for a train that the shorter one waits too long for
    np.fill_diagonal(least, np.where(((rail.least == NEVER) | (rail.most < NEVER)).all(axis=1), 0, NEVER))

    def work(lo: int, hi: int) -> None:
        leads(lo, hi, wanted, rail, least)

    spread(len(wanted), work)
    keep = np.ones(len(home.station), dtype=bool)
    decide(home, rail.most, least, keep)
    return keep


def _room(rail: Rail) -> tuple[Flags, Ints32]:
    n = rail.least.shape[0]
    return np.zeros((n, n), dtype=bool), np.full((n, n), NEVER, dtype=np.int32)


@compiled
def candidates(home: Home, most: Ints32, wanted: Flags) -> None:
    """Mark pairs (of no use, instead) of stations of one zone: who wants to be at the first one can come by the
    second."""
    for z in range(len(home.start) - 1):
        for k in range(home.start[z], home.start[z + 1]):
            for q in range(home.start[z], home.start[z + 1]):
                s, t = home.station[k], home.station[q]
                if s != t and (home.on[q] >> SHIFT << SHIFT) + most[t, s] <= (home.here[k] >> SHIFT << SHIFT):
                    wanted[s, t] = True


@compiled
def decide(home: Home, most: Ints32, least: Ints32, keep: Flags) -> None:
    """Clear ``keep`` of legs that another one of the same zone makes of no use.

    least : (n_stations, n_stations) by how much the leg to the second station has to be quicker than that to the
    first.
    """
    here, on = home.here, home.on
    for z in range(len(home.start) - 1):
        for k in range(home.start[z], home.start[z + 1]):
            for q in range(home.start[z], home.start[z + 1]):
                s, t = home.station[k], home.station[q]
                if q == k or (on[q] & (STEP - 1)) > (on[k] & (STEP - 1)):
                    continue
                if s == t:
                    better = on[q] <= on[k] and here[q] <= here[k]
                    first = q < k or on[q] < on[k] or here[q] < here[k]
                    of_no_use = better and first and least[s, s] == 0
                else:
                    sooner = (on[k] >> SHIFT << SHIFT) - (on[q] >> SHIFT << SHIFT)
                    there = (on[q] >> SHIFT << SHIFT) + most[t, s] <= (here[k] >> SHIFT << SHIFT)
                    of_no_use = there and least[s, t] <= sooner
                if of_no_use:
                    keep[k] = False
                    break


@compiled
def leads(lo: int, hi: int, wanted: Flags, rail: Rail, least: Ints32) -> None:
    """Fill least[s, t] for the wanted pairs: how much sooner one has to be ready at t than at s to be nowhere
    later."""
    n = wanted.shape[0]
    for s in range(lo, hi):
        for t in range(n):
            if wanted[s, t]:
                value = 0
                for e in range(n):
                    if e not in (s, t) and value < NEVER:
                        value = max(value, _lead(s * n + e, t * n + e, rail.walk[s, e], rail.most[t, e], rail))
                least[s, t] = value


@compiled_part
def _lead(own: int, other: int, walk: int, most: int, rail: Rail) -> int:
    """Return how much sooner one has to be ready for the departures of ``other`` to be there as soon as by
    ``own``."""
    begin, end = rail.first[own], rail.first[own + 1]
    if begin == end and walk >= NEVER:
        return 0
    if most >= NEVER:
        return NEVER
    value = max(0, most - walk) if walk < NEVER else 0
    first, n = rail.first[other], rail.first[other + 1] - rail.first[other]
    if n == 0:  # on foot only
        for k in range(begin, end):
            value = max(value, most - (rail.arrive[k] - rail.leave[k]) * rail.unit)
        return value
    turns = 3 if rail.period > 0 else 1
    back = rail.period if rail.period > 0 else 0
    at = -1
    for k in range(begin, end):
        arrive = rail.arrive[k] * rail.unit
        while at + 1 < n * turns:
            i = at + 1
            if rail.arrive[first + i % n] * rail.unit + i // n * rail.period - back > arrive:
                break
            at = i
        if at < 0:
            return NEVER
        leave = min(rail.leave[k] * rail.unit, rail.ready) if rail.period == 0 else rail.leave[k] * rail.unit
        value = max(value, leave - (rail.leave[first + at % n] * rail.unit + at // n * rail.period - back))
    return value
