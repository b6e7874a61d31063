"""Door to door by the clock in slow, obvious Python: exact fractions, every journey of the reference, every moment
at which anything changes."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st

from bereikbaar.access.clock_door import ClockDoor
from bereikbaar.access.direct import DirectWays
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.clock.question import Question
from bereikbaar.clock.reference import Reference, walks
from bereikbaar.network.trips import Trips

BUS, OWN = KINDS.index("feeder"), KINDS.index("bicycle")


def legs_of(rows: list[list[tuple[int, float, float]]]) -> Legs:
    """Legs from (station, minutes, buses per hour; inf = own leg) per point; the bus waits half its headway."""
    flat = [row for point in rows for row in sorted(point)]
    per_hour = np.array([row[2] for row in flat])
    ride = np.array([row[1] for row in flat])
    return Legs(
        start=np.cumsum([0, *(len(point) for point in rows)]).astype(np.int64),
        station=np.array([row[0] for row in flat], dtype=np.int32),
        best_min=ride,
        expected_min=ride + 30 / per_hour,
        kind=np.where(np.isfinite(per_hour), BUS, OWN).astype(np.int8),
        boards=np.isfinite(per_hour),
        per_hour=per_hour,
        assumed_frequency=np.zeros(len(flat), dtype=bool),
    )


def ways(minutes: dict[tuple[int, int], float], n: int) -> DirectWays:
    rows = sorted(minutes)
    start = np.searchsorted([a for a, _ in rows], np.arange(n + 1)).astype(np.int64)
    return DirectWays(
        start,
        np.array([b for _, b in rows], dtype=np.int32),
        np.array([minutes[r] for r in rows]),
        np.full(len(rows), OWN, dtype=np.int8),
        np.full(len(rows), np.inf),
    )


def access_legs(
    stations: tuple[str, ...],
    access: list[list[tuple[int, float, float]]],
    egress: list[list[tuple[int, float, float]]],
    direct: dict[tuple[int, int], float],
    change_min: float = 2.0,
) -> AccessLegs:
    n, none = len(access), ways({}, len(access))
    return AccessLegs(
        "window", stations, legs_of(access), legs_of(egress), legs_of([]), ways(direct, n), none, none,
        np.full(n, 7.3), np.full(len(stations), change_min),
    )  # fmt: skip


@st.composite
def doors(draw: st.DrawFn, stations: tuple[str, ...]) -> AccessLegs:
    """Three zones with a few legs of odd lengths at both ends, some by bus, and some direct ways."""
    leg = st.tuples(
        st.integers(0, len(stations) - 1),
        st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.floats(0, 12).map(lambda x: round(x, 3))),
        st.sampled_from([np.inf, np.inf, 2.0, 12.0]),
    )
    side = st.lists(st.lists(leg, max_size=4), min_size=3, max_size=3)
    pairs = st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(lambda p: p[0] != p[1])
    direct = draw(st.dictionaries(pairs, st.floats(1, 30).map(lambda x: round(x, 3)), max_size=2))
    return access_legs(stations, draw(side), draw(side), direct, draw(st.sampled_from([0.0, 1.5])))


class Twin:
    """Minutes from zone to zone of a small timetable, slot by slot and over continuous time."""

    def __init__(self, trips: Trips, change_s: Any, question: Question, legs: AccessLegs, clock: ClockDoor) -> None:
        self.trips, self.legs, self.clock = trips, legs, clock
        self.length = question.end_s - question.start_s
        self.longest = question.longest_s
        ready = trips.period_s or self.length + 3 * 3600
        longer = dataclasses.replace(question, end_s=question.start_s + ready)
        self.start, self.period = question.start_s, trips.period_s
        self.found = Reference(trips, change_s, longer, most_changes=4)
        self.pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def ticks(self, minutes: float) -> Fraction:
        """Seconds, rounded as the compiled code rounds legs."""
        return Fraction(int(np.rint(minutes * (60 * self.clock.ticks))), self.clock.ticks)

    def journeys(self, s: int, e: int) -> list[tuple[int, int]]:
        """(leave, arrive) after the first moment, over some periods."""
        if (s, e) not in self.pairs:
            found = {(j.leave - self.start, j.arrive - self.start) for j in self.found.journeys(s, e)}
            if self.period:
                found = {(a, b) for a, b in found if 0 <= a < self.period}
                found = {(a + k * self.period, b + k * self.period) for a, b in found for k in range(6)}
            useful: list[tuple[int, int]] = []  # no other one leaves later and arrives as soon
            for a, b in sorted(found, key=lambda j: (-j[0], j[1])):
                if not useful or b < useful[-1][1]:
                    useful.append((a, b))
            walk = self.on_foot(s, e)
            self.pairs[s, e] = [(a, b) for a, b in useful[::-1] if walk is None or b - a < walk]
        return self.pairs[s, e]

    def ways(self, origin: int) -> list[tuple[int, Fraction, Fraction]]:
        """Access legs: station, seconds for who stays there, for who takes a train."""
        home, out = self.legs.access, []
        for q in range(home.start[origin], home.start[origin + 1]):
            change = float(self.legs.change_min[home.station[q]]) if home.boards[q] else 0.0
            here = float(home.expected_min[q])
            out.append((int(home.station[q]), self.ticks(here), self.ticks(here + change)))
        return out

    def cuts(self, way: tuple[int, Fraction, Fraction], e: int) -> set[Fraction]:
        s, _, on = way
        found = self.journeys(s, e) if s != e else []
        return {leave - on for leave, _ in found} | {arrive - self.longest - on for _, arrive in found}

    def on_foot(self, s: int, e: int) -> Fraction | None:
        """Seconds of the walk between two stations."""
        return min((Fraction(w) for w in walks(self.trips, s).get(e, []) if w <= self.longest), default=None)

    def arrival(
        self, way: tuple[int, Fraction, Fraction], e: int, t: Fraction, *, walking: bool = False
    ) -> Fraction | None:
        """When one is at station e who leaves home at t by this access leg and by train, or also on foot."""
        s, here, on = way
        if s == e:
            return t + here
        ready = t + on
        if not self.period and ready > self.length + 3 * 3600:
            return None
        there = [Fraction(b) for a, b in self.journeys(s, e) if a >= ready and b - ready <= self.longest]
        walk = self.on_foot(s, e)
        if walking and walk is not None:
            there.append(ready + walk)
        return min(there, default=None)

    def mean(self, way: tuple[int, Fraction, Fraction], e: int, low: Fraction, high: Fraction) -> Fraction | None:
        """The mean arrival of who leaves between two moments, rounded as in the compiled code; None: not all
        arrive."""
        cuts = sorted({low, high} | {c for c in self.cuts(way, e) if low < c < high})
        total = Fraction(0)
        for a, b in itertools.pairwise(cuts):
            at = self.arrival(way, e, (a + b) / 2)
            if at is None:
                return None
            total += at * (b - a)
        ticks = total / (high - low) * self.clock.ticks
        return Fraction((ticks + Fraction(1, 2)).__floor__(), self.clock.ticks)

    def egress(self, destination: int) -> list[tuple[int, Fraction]]:
        end = self.legs.egress
        rows = range(end.start[destination], end.start[destination + 1])
        return [(int(end.station[k]), self.ticks(float(end.expected_min[k]))) for k in rows]

    def straight(self, origin: int, destination: int) -> Fraction | None:
        if origin == destination:
            return self.ticks(float(self.legs.within_min[origin]))
        d = self.legs.direct
        rows = range(d.start[origin], d.start[origin + 1])
        return min((self.ticks(float(d.minutes[k])) for k in rows if d.to[k] == destination), default=None)

    def minutes(self, origin: int, destination: int) -> float:
        """Mean over the slots of the best pair of legs in each."""
        n = len(self.clock.slots.middle)
        width, total = Fraction(self.length, n), Fraction(0)
        own = self.straight(origin, destination)
        for j in range(n):
            low, high = j * width, (j + 1) * width
            middle = (low + high) / 2
            options = [middle + own] if own is not None else []
            for e, more in self.egress(destination):
                found = [self.mean(way, e, low, high) for way in self.ways(origin)]
                options += [at + more for at in found if at is not None]
                for s, _, on in self.ways(origin):
                    walk = self.on_foot(s, e) if s != e else None
                    options += [middle + on + walk + more] if walk is not None else []
            if not options:
                return float("inf")
            total += min(options) - middle
        return float(total / n / 60)

    def exact(self, origin: int, destination: int) -> float:
        """Mean over every moment of the best pair of legs at that moment."""
        own, ends, begins = self.straight(origin, destination), self.egress(destination), self.ways(origin)
        cuts = {Fraction(0), Fraction(self.length)}
        options = [(way, e, more) for way in begins for e, more in ends]
        for way, e, _ in options:
            cuts |= {c for c in self.cuts(way, e) if 0 < c < self.length}
        if own is not None:  # where a train comes to be quicker than the direct way
            for way, e, more in options:
                if way[0] != e:
                    cuts |= {c for _, b in self.journeys(way[0], e) if 0 < (c := b + more - own) < self.length}
        constant = [way[1] + more for way, e, more in options if way[0] == e]
        constant += [w[2] + x + m for w, e, m in options for x in walks(self.trips, w[0]).get(e, [])]
        for c0 in constant:
            for way, e, more in options:
                if way[0] != e:
                    cuts |= {c for _, b in self.journeys(way[0], e) if 0 < (c := b + more - c0) < self.length}
        total, ordered = Fraction(0), sorted(cuts)
        for a, b in itertools.pairwise(ordered):
            t = (a + b) / 2
            at = [t + own] if own is not None else []
            for way, e, more in options:
                there = self.arrival(way, e, t, walking=True)
                at += [there + more] if there is not None else []
            if not at:
                return float("inf")
            total += (min(at) - t) * (b - a)
        return float(total / self.length / 60)
