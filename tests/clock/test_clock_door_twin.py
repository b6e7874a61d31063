"""Door to door by the clock and its slow twin say the same; between the exact mean and the best pair of means."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from door_twin import Twin, access_legs, doors
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_timetables import small_cases

from bereikbaar.access import clock_door as clock_door_module
from bereikbaar.access.clock_arrays import Home
from bereikbaar.access.door import door_to_door, zone_times
from bereikbaar.access.rows import rows_of, zone_matrix
from bereikbaar.clock.times import clock_times, clock_times_and_profiles
from bereikbaar.errors import InputError
from bereikbaar.settings import Settings

S = Settings()
SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def worlds(draw, period_s=None):
    trips, change_s, question = draw(small_cases(period_s=period_s))
    length = draw(st.sampled_from([300, 599, 1200]))
    start = 0 if period_s else question.start_s
    most = draw(st.sampled_from([None, 1, 2]))
    question = dataclasses.replace(question, start_s=start, end_s=start + (period_s or length), max_changes=most)
    return trips, change_s, question, draw(doors(trips.stations))


def routed(world):
    trips, change_s, question, legs = world
    try:
        times, profiles = clock_times_and_profiles(trips, change_s, question, threads=1)
    except InputError:  # a day without trains
        assume(False)
    return times, profiles, legs


def check(world) -> None:
    times, profiles, legs = routed(world)
    door = door_to_door(times, legs, S, profiles)
    twin = Twin(*world[:3], legs, door.clock)
    got, means = zone_matrix(door), zone_matrix(door_to_door(times, legs, S))
    for a in range(3):
        one = zone_times(door, a)
        assert np.array_equal(one.expected[0], got[a]), "a row is a row, whoever asks"
        for b in range(3):
            assert math.isclose(got[a, b], twin.minutes(a, b), rel_tol=1e-9, abs_tol=1e-9), (a, b)
            assert got[a, b] >= twin.exact(a, b) - 1e-3, "never better than the best at every moment"
            # of a day the means are over moments at the station, here over moments at home; a walk is a way of its
            # own
            if world[0].period_s and not len(world[0].walks):
                assert got[a, b] <= means[a, b] + 1e-3, "never worse than the best pair of means"
            assert one.best[0, b] <= got[a, b] + 1e-3


@SLOW
@given(worlds())
def test_door_to_door_equals_the_twin_on_dates(world) -> None:
    check(world)


@SLOW
@given(worlds(period_s=1200))
def test_door_to_door_equals_the_twin_in_a_periodic_timetable(world) -> None:
    check(world)


@SLOW
@given(worlds())
def test_the_times_are_those_without_profiles_to_the_last_bit(world) -> None:
    times, profiles, _ = routed(world)
    plain = clock_times(*world[:3], threads=1)
    for field in dataclasses.fields(plain):
        one, other = getattr(plain, field.name), getattr(times, field.name)
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other, field.name
    many = clock_times_and_profiles(*world[:3], threads=3)[1]
    for name in ("first", "leave_s", "arrive_s", "least_s", "most_s", "walk_s"):
        assert np.array_equal(getattr(profiles, name), getattr(many, name)), name


@SLOW
@given(st.one_of(worlds(), worlds(period_s=1200)))
def test_legs_that_are_left_out_would_have_changed_no_bit(world) -> None:
    times, profiles, legs = routed(world)
    few = door_to_door(times, legs, S, profiles)
    whole = clock_door_module.home_of(few.clock, legs.access, legs.change_min, S)
    assert isinstance(whole, Home)
    unheld = few.clock.rail._replace(beside=np.full_like(few.clock.rail.beside, -1))  # nor station by station
    all_legs = dataclasses.replace(few, clock=dataclasses.replace(few.clock, home=whole, rail=unheld))
    weight = np.ones(3)
    for one, other in zip(rows_of(few, weight).filler()(0), rows_of(all_legs, weight).filler()(0), strict=True):
        assert np.array_equal(one[:, :3], other[:, :3])


@SLOW
@given(st.one_of(worlds(), worlds(period_s=1200)), st.integers(0, 2**32 - 1))
def test_a_row_does_not_depend_on_the_origins_beside_it(world, seed) -> None:
    """Three zones with the same ends as eleven, in another lane and with others beside them."""
    times, profiles, legs = routed(world)
    place = np.random.default_rng(seed).integers(0, 3, 11)
    ends = [legs.access.of_points(place), legs.egress.of_points(place)]
    more = access_legs(legs.stations, [[] for _ in place], [[] for _ in place], {}, 0.0)
    more = dataclasses.replace(more, access=ends[0], egress=ends[1], change_min=legs.change_min)
    none = access_legs(legs.stations, [[]] * 3, [[]] * 3, {}).direct
    few = dataclasses.replace(legs, direct=none)
    weight = np.ones(3)
    for asked in (None, weight):
        for rates in (True, False):
            few_rows = rows_of(door_to_door(times, few, S, profiles), asked, rates=rates).filler()(0)
            many = None if asked is None else asked[place]
            many_rows = rows_of(door_to_door(times, more, S, profiles), many, rates=rates).filler()(0)
            for one, other in zip(few_rows, many_rows, strict=True):
                if len(one):
                    apart = ~np.eye(11, dtype=bool)  # within a zone one walks
                    apart &= place[:, np.newaxis] != place
                    assert np.array_equal(one[np.ix_(place, place)][apart], other[:11, :11][apart])


@SLOW
@given(st.one_of(worlds(), worlds(period_s=1200)), st.data())
def test_a_train_less_makes_nobody_quicker(world, data) -> None:
    trips, change_s, question, legs = world
    times, profiles, _ = routed(world)
    chosen = data.draw(st.integers(0, trips.n_trips - 1))
    # a train of another kind does not count: the same timetable without that one
    kinds = trips.route_type.copy()
    if question.route_types is not None:
        assume(int(kinds[chosen]) in question.route_types)
    kinds[chosen] = 99
    allowed = question.route_types or frozenset({2, 3})
    fewer = (
        dataclasses.replace(trips, route_type=kinds),
        change_s,
        dataclasses.replace(question, route_types=allowed),
    )
    try:
        less, less_profiles = clock_times_and_profiles(*fewer, threads=1)
    except InputError:
        return
    with_it, without = (
        zone_matrix(door_to_door(t, legs, S, p)) for t, p in ((times, profiles), (less, less_profiles))
    )
    assert (with_it <= without).all()


def test_two_stations_with_a_train_every_half_hour_in_turn_are_a_wait_of_seven_and_a_half_minutes() -> None:
    from small_timetables import change_s, timetable

    from bereikbaar.clock.question import Question

    trips = timetable(
        [
            {"id": "one", "calls": [("a", 600), ("c", 2400)]},
            {"id": "two", "calls": [("b", 1500), ("c", 3300)]},
        ],
        period_s=1800,
    )
    times, profiles = clock_times_and_profiles(trips, change_s(trips), Question("", 0, 1800, 36000))
    legs = access_legs(trips.stations, [[(0, 5.0, np.inf), (1, 5.0, np.inf)], []], [[], [(2, 0.0, np.inf)]], {})
    assert zone_times(door_to_door(times, legs, S), 0).expected[0, 1] == pytest.approx(5 + 15 + 30)
    found = zone_times(door_to_door(times, legs, S, profiles), 0)
    assert found.expected[0, 1] == pytest.approx(5 + 7.5 + 30)
    assert (found.departures[0, 1], found.gap[0, 1]) == pytest.approx((4, 15))
    assert found.best[0, 1] == pytest.approx(35)
