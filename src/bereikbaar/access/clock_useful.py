"""Legs that are of no use by the clock: going on by train from another leg's station is never later, at any moment.

Held against all departures of the window, so that leaving such legs out changes no bit. How much sooner one has to be
ready at the other station is a *lead*, known for every two stations of one zone and every station to go to.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import LATE, NEVER, STEP, Flags, Home, Ints32, Rail, Seconds
from bereikbaar.access.door import spread
from bereikbaar.routing.jit import compiled, compiled_part


def leads_of(home: Home, rail: Rail, n_slots: int) -> tuple[Ints32, Seconds]:
    """Return ``Rail.beside`` and ``Rail.lead`` for the access legs of zones.

    n_slots : of the window. Leads longer than any two legs of a zone differ are LATE.
    """
    n = rail.least.shape[0]
    most_sooner = np.full((n, n), -1, dtype=np.int32)
    differences(home, most_sooner)
    pairs = np.argwhere(most_sooner >= 0).astype(np.int32)
    beside = np.full((n, n), -1, dtype=np.int32)
    beside[pairs[:, 0], pairs[:, 1]] = np.arange(len(pairs), dtype=np.int32)
    lead = np.full((len(pairs), n), LATE, dtype=np.uint16)

    def work(lo: int, hi: int) -> None:
        leads(lo, hi, pairs, most_sooner, rail, n_slots, lead)

    spread(len(pairs), work)
    return beside, lead


def useful_home(home: Home, rail: Rail) -> Flags:
    """Return which access legs can be the best to any station at some moment, (n_legs,)."""
    keep = np.ones(len(home.station), dtype=bool)
    decide(home, rail.most, rail.beside, rail.lead.max(axis=1, initial=0), rail.unit, keep)
    return keep


@compiled
def differences(home: Home, most_sooner: Ints32) -> None:
    """Fill (n_stations, n_stations): by how much a leg to the second is quicker than one to the first, at most; -1 =
    never as quick."""
    for z in range(len(home.start) - 1):
        for k in range(home.start[z], home.start[z + 1]):
            for q in range(home.start[z], home.start[z + 1]):
                sooner = np.int32((home.on[k] & -STEP) - (home.on[q] & -STEP))
                s, t = home.station[k], home.station[q]
                if k != q and sooner > most_sooner[s, t]:
                    most_sooner[s, t] = sooner


@compiled
def decide(home: Home, most: Ints32, beside: Ints32, lead: Seconds, unit: int, keep: Flags) -> None:
    """Clear ``keep`` of legs that another one of the same zone makes of no use. lead : the most to any station."""
    here, on = home.here, home.on
    for z in range(len(home.start) - 1):
        for k in range(home.start[z], home.start[z + 1]):
            for q in range(home.start[z], home.start[z + 1]):
                s, t = home.station[k], home.station[q]
                sooner = (on[k] & -STEP) - (on[q] & -STEP)
                if q == k or sooner < 0 or (on[q] & (STEP - 1)) > (on[k] & (STEP - 1)):
                    continue
                if s == t:
                    there = here[q] <= here[k] and (q < k or on[q] < on[k] or here[q] < here[k])
                else:
                    there = (on[q] & -STEP) + most[t, s] <= (here[k] & -STEP)
                row = beside[s, t]
                if there and row >= 0 and lead[row] <= sooner // unit:
                    keep[k] = False
                    break


@compiled
def leads(lo: int, hi: int, pairs: Ints32, most_sooner: Ints32, rail: Rail, n_slots: int, lead: Seconds) -> None:
    """Fill rows lo .. hi - 1 of ``lead``, one per pair of stations that legs of one zone go to.

    pairs : (n_pairs, 2) stations. n_slots : of the period; 0 = the trains of a pair do not repeat within it.
    """
    n = rail.least.shape[0]
    for row in range(lo, hi):
        s, t = pairs[row, 0], pairs[row, 1]
        enough = most_sooner[s, t]
        for e in range(n):
            if s == t:  # the longer leg may be in time for a train that the shorter one waits too long for
                lead[row, e] = 0 if rail.least[s, e] == NEVER or rail.most[s, e] < NEVER else LATE
            elif e in (s, t):  # who stays there is never later
                lead[row, e] = 0
            elif rail.least[t, e] <= rail.least[s, e] + enough:
                again, of = max(rail.repeats[s, e], rail.repeats[t, e]), n_slots
                if n_slots == 0:
                    again, of = 1, 1
                value = _lead(s * n + e, t * n + e, rail.walk[s, e], rail.most[t, e], again, of, rail)
                if value <= enough:
                    lead[row, e] = np.uint16(min(value // rail.unit, LATE))


@compiled_part
def _lead(own: int, other: int, walk: int, most: int, again: int, of: int, rail: Rail) -> int:
    """Return how much sooner one has to be ready for the departures of ``other`` to be there as soon as by ``own``.

    walk : of own. most : of other. Departures of both are the same again after ``again`` / ``of`` of the period.
    """
    begin, end, first = rail.first[own], rail.first[own + 1], rail.first[other]
    n = rail.first[other + 1] - first
    if begin == end and walk >= NEVER:
        return 0
    if most >= NEVER:
        return NEVER
    value = max(0, most - walk) if walk < NEVER else 0
    if n == 0:  # on foot only
        for k in range(begin, end):
            value = max(value, most - (rail.arrive[k] - rail.leave[k]) * rail.unit)
        return value
    if rail.period == 0:
        return max(value, _lead_once(begin, end, first, n, rail.ready, rail.unit, rail.leave, rail.arrive))
    end, n = begin + (end - begin) * again // of, n * again // of
    span_s = rail.period // rail.unit * again // of
    return max(value, _lead_again(begin, end, first, n, span_s, rail.leave, rail.arrive) * rail.unit)


@compiled_part
def _lead_once(begin: int, end: int, first: int, n: int, ready: int, unit: int, leave: Ints32, arrive: Ints32) -> int:
    """Return the lead, a number, that n departures need over those of begin .. end - 1, all of them on one day."""
    value, at = 0, -1
    for k in range(begin, end):
        while at + 1 < n and arrive[first + at + 1] <= arrive[k]:
            at += 1
        if at < 0:
            return NEVER
        value = max(value, min(leave[k] * unit, ready) - leave[first + at] * unit)
    return value


@compiled_part
def _lead_again(begin: int, end: int, first: int, n: int, span_s: int, leave: Ints32, arrive: Ints32) -> int:
    """Return the lead, s, that n departures need over those of begin .. end - 1, all of which repeat after a span."""
    value, at = 0, n - 1
    later = (arrive[begin] - arrive[first + at]) // span_s * span_s if begin < end else 0
    for k in range(begin, end):
        while True:
            after = at + 1 if at + 1 < n else 0
            more = later if after > 0 else later + span_s
            if arrive[first + after] + more > arrive[k]:
                break
            at, later = after, more
        value = max(value, leave[k] - (leave[first + at] + later))
    return value
