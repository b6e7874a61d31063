"""The clock method in slow, obvious Python: what the kernel is held against. For timetables of a few dozen trains.

Every change between every two trains is looked up in the rules one by one; every journey is kept, whether it is worth
anything or not. What a window makes of them: :mod:`bereikbaar.clock.reference_window`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.question import Question, day_zero_s
from bereikbaar.network.trips import ANY, FORBIDDEN, USUAL, Trips


class Ride(NamedTuple):
    """One train from one call to the next, on one day. Seconds after 00:00 of the day of the question."""

    trip: int
    day: int
    call: int
    depart: int
    arrive: int


class Found(NamedTuple):
    """A journey by train: when one leaves the origin and arrives, changes, seconds in trains."""

    leave: int
    arrive: int
    changes: int
    in_vehicle: int


def rides(trips: Trips, question: Question) -> list[Ride]:
    """Return all rides that leave and arrive within the question."""
    zero, last = day_zero_s(trips, question.date), question.end_s + question.longest_s
    out = []
    for t in range(trips.n_trips):
        if question.route_types is not None and int(trips.route_type[t]) not in question.route_types:
            continue
        for day, shift in _days(trips, t, zero, question.start_s, last):
            for call in range(int(trips.first[t]), int(trips.first[t + 1]) - 1):
                depart, arrive = int(trips.depart_s[call]) + shift, int(trips.arrive_s[call + 1]) + shift
                if depart >= question.start_s and arrive <= last:
                    out.append(Ride(t, day, call, depart, arrive))
    return out


def _days(trips: Trips, t: int, zero: int, start: int, last: int) -> list[tuple[int, int]]:
    if not trips.period_s:
        return [(d, int(trips.day_start_s[d]) - zero) for d in range(len(trips.dates)) if trips.runs[t, d]]
    low = (start - int(trips.arrive_s[trips.first[t + 1] - 1])) // trips.period_s - 1
    return [(k, k * trips.period_s) for k in range(low, last // trips.period_s + 2)]


def station(trips: Trips, call: int) -> int:
    """Return the station of a call."""
    return int(trips.place_station[trips.place[call]])


def change_seconds(
    trips: Trips, change_s: NDArray[np.int32], one: tuple[int, int], other: tuple[int, int]
) -> int | None:
    """Return the seconds that a change from (trip, call) to (trip, call) takes; None = it cannot be made."""
    a, b = station(trips, one[1]), station(trips, other[1])
    found: int | None = int(change_s[a]) if a == b else min(walks(trips, a).get(b, []), default=None)
    usual, joined = found, found is not None
    best = (-1, 0)  # how specific, how short
    r = trips.rules
    for k in range(len(r.seconds)):
        level = 0
        for place, line, trip, (t, call) in (
            (r.from_place[k], r.from_line[k], r.from_trip[k], one),
            (r.to_place[k], r.to_line[k], r.to_trip[k], other),
        ):
            if place not in (ANY, trips.place[call]) or line not in (ANY, trips.line[t]) or trip not in (ANY, t):
                break
            level += 3 if trip != ANY else int(line != ANY)
        else:
            said = int(r.seconds[k])
            rank = (level, {FORBIDDEN: -(10**9), USUAL: -(10**8)}.get(said, -said))
            names_both = r.from_place[k] != ANY and r.to_place[k] != ANY
            if (joined or names_both) and rank > best:
                best, found = rank, {FORBIDDEN: None, USUAL: usual}.get(said, said)
    return found


def walks(trips: Trips, origin: int) -> dict[int, list[int]]:
    """Return the seconds of the walks from a station to each other one."""
    out: dict[int, list[int]] = {}
    for a, b, seconds in trips.walks.tolist():
        if a == origin and a != b:
            out.setdefault(b, []).append(seconds)
    return out


class Reference:
    """All journeys of a small timetable with at most ``most_changes`` changes."""

    def __init__(self, trips: Trips, change_s: NDArray[np.int32], question: Question, most_changes: int = 8) -> None:
        self.trips, self.question = trips, question
        self.most = most_changes if question.max_changes is None else question.max_changes
        self.rides = rides(trips, question)
        at = {(r.trip, r.day, r.call): i for i, r in enumerate(self.rides)}
        self.stay: list[list[int]] = []
        self.change: list[list[int]] = []
        for r in self.rides:
            stay = [
                at[key] for key in [(r.trip, r.day, r.call + 1)] if key in at and r.call + 2 < trips.first[r.trip + 1]
            ]
            self.stay.append(stay + self._seats(r))
            self.change.append(self._changes(r, change_s))

    def _seats(self, r: Ride) -> list[int]:
        """Return the rides that one may stay seated for: of the same day, or in a periodic timetable the next."""
        if r.call + 2 != self.trips.first[r.trip + 1]:
            return []
        out = []
        for a, b in {tuple(pair) for pair in self.trips.stays.tolist()}:
            if a != r.trip:
                continue
            on = [(x.depart, i) for i, x in enumerate(self.rides) if x.trip == b and x.call == self.trips.first[b]]
            if self.trips.period_s:
                out += [i for _, i in sorted(x for x in on if x[0] >= r.arrive)[:1]]
            else:
                out += [i for depart, i in on if self.rides[i].day == r.day and depart >= r.arrive]
        return out

    def _changes(self, r: Ride, change_s: NDArray[np.int32]) -> list[int]:
        if not self.trips.alight[r.call + 1]:
            return []
        out = []
        for i, x in enumerate(self.rides):
            if self.trips.board[x.call]:
                seconds = change_seconds(self.trips, change_s, (r.trip, r.call + 1), (x.trip, x.call))
                if seconds is not None and x.depart >= r.arrive + seconds:
                    out.append(i)
        return out

    def journeys(self, origin: int, destination: int) -> list[Found]:
        """Return all (departure, arrival, changes) there are by train, each with the least time in trains."""
        found: set[Found] = set()
        ahead: list[dict[int, int]] = [{} for _ in self.rides]
        starts = {origin: [0]} | walks(self.trips, origin)
        for k in range(self.most + 1):
            ahead = self._one_more(destination, ahead if k else None)
            for i, r in enumerate(self.rides):
                if self.trips.board[r.call]:
                    for walk in starts.get(station(self.trips, r.call), []):
                        if r.depart - walk >= self.question.start_s:
                            found |= {Found(r.depart - walk, arrive, k, ride) for arrive, ride in ahead[i].items()}
        return sorted(found)

    def _one_more(self, destination: int, fewer: list[dict[int, int]] | None) -> list[dict[int, int]]:
        """Return for every ride: arrival -> least ride time, with one change more than in ``fewer``."""
        now: list[dict[int, int]] = [{} for _ in self.rides]
        last = self.question.end_s + self.question.longest_s
        moved = True
        while moved:
            moved = False
            for i in reversed(range(len(self.rides))):
                r = self.rides[i]
                options: list[tuple[int, int]] = []
                if fewer is None and self.trips.alight[r.call + 1]:
                    here = station(self.trips, r.call + 1)
                    end = [0] if here == destination else walks(self.trips, here).get(destination, [])
                    options += [(r.arrive + walk, r.arrive - r.depart) for walk in end if r.arrive + walk <= last]
                for j in self.stay[i]:
                    options += [(a, ride + self.rides[j].depart - r.depart) for a, ride in now[j].items()]
                if fewer is not None:
                    for j in self.change[i]:
                        options += [(a, ride + r.arrive - r.depart) for a, ride in fewer[j].items()]
                for arrive, ride in options:
                    if ride < now[i].get(arrive, 1 << 60):
                        now[i][arrive] = ride
                        moved = True
        return now

    def pareto(self, origin: int, destination: int, longest_s: int) -> list[tuple[int, int, int]]:
        """Return the (departure, arrival, changes) that no other journey of that length matches or beats."""
        found = self.journeys(origin, destination)
        rows = {(j.leave, j.arrive, j.changes) for j in found if j.arrive - j.leave <= longest_s}
        return sorted(
            a for a in rows if not any(b != a and b[0] >= a[0] and b[1] <= a[1] and b[2] <= a[2] for b in rows)
        )
