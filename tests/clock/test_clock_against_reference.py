"""The kernel and its slow twin say the same of every small timetable."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
from hypothesis import HealthCheck, given, settings
from small_timetables import small_cases

from bereikbaar.clock import reference
from bereikbaar.clock.arrivals import arrivals_from, profiles_from
from bereikbaar.clock.events import prepare
from bereikbaar.clock.journeys import ClockJourney, profile_of
from bereikbaar.clock.question import Question
from bereikbaar.clock.reference import Reference
from bereikbaar.clock.reference_window import summary
from bereikbaar.clock.times import clock_times
from bereikbaar.errors import InputError
from bereikbaar.network.trips import Trips


def compare(case: tuple[Trips, np.ndarray, Question]) -> None:
    trips, change_s, question = case
    try:
        got = clock_times(trips, change_s, question, threads=1)
    except InputError as error:
        assert "no trains on" in str(error)
        return
    slow = Reference(trips, change_s, question)
    for a, origin in enumerate(trips.stations):
        for b, destination in enumerate(trips.stations):
            if a != b:
                for name, value in summary(slow, a, b).items():
                    mine = got.at(name, origin, destination)
                    assert math.isclose(mine, value, rel_tol=1e-9, abs_tol=1e-9), (
                        origin,
                        destination,
                        name,
                        mine,
                        value,
                    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases())
def test_the_kernel_equals_the_twin_on_dates(case: tuple[Trips, np.ndarray, Question]) -> None:
    compare(case)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases(period_s=1200))
def test_the_kernel_equals_the_twin_in_a_periodic_timetable(case: tuple[Trips, np.ndarray, Question]) -> None:
    compare(case)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases())
def test_journeys_equal_the_twin_and_can_be_made(case: tuple[Trips, np.ndarray, Question]) -> None:
    trips, change_s, question = case
    events, slow = prepare(trips, change_s, question), Reference(trips, change_s, question)
    for a, b in [(0, 1), (1, 0), (0, 3), (3, 2)]:
        got = profile_of(events, trips.stations[a], trips.stations[b])
        right = [row for row in slow.pareto(a, b, question.longest_s) if row[0] < question.end_s]
        assert sorted((j.depart_s, j.arrive_s, j.changes) for j in got) == right
        for j in got:
            can_be_made(trips, change_s, slow, j, a, b)


def can_be_made(trips: Trips, change_s: np.ndarray, slow: Reference, j: ClockJourney, a: int, b: int) -> None:
    """Every ride is in the timetable, every change allowed, and the parts add up."""
    assert (j.legs[0].from_station, j.legs[-1].to_station) == (trips.stations[a], trips.stations[b])
    assert (j.legs[0].depart_s, j.legs[-1].arrive_s) == (j.depart_s, j.arrive_s)
    trains = [leg for leg in j.legs if leg.mode == "train"]
    assert len(trains) == j.changes + 1
    assert sum(leg.arrive_s - leg.depart_s for leg in trains) == j.in_vehicle_s
    for one, other in itertools.pairwise(j.legs):
        assert one.to_station == other.from_station
        assert one.arrive_s <= other.depart_s
        assert (one.mode, other.mode) != ("walk", "walk")
    places = trips.places
    ends = []
    for leg in trains:
        first, last = trips.ids.index(leg.trips[0]), trips.ids.index(leg.trips[-1])
        begin = {r.call for r in slow.rides if (r.trip, r.depart) == (first, leg.depart_s)}
        end = {r.call + 1 for r in slow.rides if (r.trip, r.arrive) == (last, leg.arrive_s)}
        ends.append(
            (
                [(first, c) for c in begin if places[trips.place[c]] == leg.from_place and trips.board[c]],
                [(last, c) for c in end if places[trips.place[c]] == leg.to_place and trips.alight[c]],
            )
        )
        assert all(ends[-1])
    for (_, out), (into, _), one, other in zip(ends, ends[1:], trains, trains[1:], strict=False):
        seconds = [reference.change_seconds(trips, change_s, x, y) for x in out for y in into]
        assert any(s is not None and one.arrive_s + s <= other.depart_s for s in seconds)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases())
def test_earliest_arrivals_equal_the_twin(case: tuple[Trips, np.ndarray, Question]) -> None:
    trips, change_s, question = case
    question = dataclasses.replace(question, max_changes=None)
    events, slow = prepare(trips, change_s, question), Reference(trips, change_s, question)
    for origin in (0, 1, 3):
        rows = profiles_from(events, trips.stations[origin])
        moment = (question.start_s + question.end_s) // 2
        got = arrivals_from(events, trips.stations[origin], moment)
        walks = reference.walks(trips, origin)
        for d in range(len(trips.stations)):
            if d == origin:
                continue
            found = [(j.leave, j.arrive) for j in slow.journeys(origin, d)]
            on_foot = [moment + s for s in walks.get(d, []) if s <= question.longest_s]
            by_train = [a for leave, a in found if leave >= moment and a <= moment + question.longest_s]
            assert got[d] == min(by_train + on_foot, default=np.inf)
            for leave, row in zip(rows.leave_s, rows.arrive_s, strict=True):
                right = [a for x, a in found if x >= leave and a <= leave + question.longest_s]
                assert row[d] == min(right, default=np.inf)
