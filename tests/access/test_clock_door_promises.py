"""What door to door by the clock promises: limits on changes, no moment left out, order of no matter, and an end."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "clock"))

from door_twin import access_legs, doors
from small_timetables import DAY, change_s, small_cases, timetable

from bereikbaar.access.clock_rows import trip_minutes
from bereikbaar.access.door import DoorTimes, door_to_door, to_stations, zone_times
from bereikbaar.access.rows import rows_of, zone_matrix
from bereikbaar.access.travel_columns import within_limit
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times, clock_times_and_profiles
from bereikbaar.errors import InputError
from bereikbaar.settings import Settings

S = Settings()
OWN = np.inf
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def door(trips, question, legs, asked: Settings = S, **changes) -> DoorTimes:
    times, profiles = clock_times_and_profiles(trips, change_s(trips, **changes), question, threads=1)
    return door_to_door(times, legs, asked, profiles)


def at_each(stations: str) -> list[list[tuple[int, float, float]]]:
    """One zone a minute from each station."""
    return [[(n, 1.0, OWN)] for n in range(len(stations))]


# --- a limit on changes


def chain(most: int | None) -> DoorTimes:
    """a-b, b-c, c-d, each every half hour with a change of five minutes; nothing to x; d-a not at all."""
    legs = [("a", 0, "b", 600), ("b", 900, "c", 1500), ("c", 1800, "d", 2400)]
    trips = timetable(
        [{"id": f"{a}{b}", "calls": [(a, s), (b, t)]} for a, s, b, t in legs], stations="abcdx", period_s=1800
    )
    asked = S if most is None else S.changed(most_changes=most)
    question = Question("", 0, 1800, 36000, most)
    return door(trips, question, access_legs(trips.stations, at_each("abcdx"), at_each("abcdx"), {}), asked)


def test_too_many_changes_are_beyond_the_limit_and_no_train_is_no_connection() -> None:
    free, one, none = (chain(most) for most in (None, 1, 0))
    all_ways = within_limit(zone_times(free, 0), free.settings).expected[0]
    assert np.isfinite(all_ways[:4]).all() and np.isinf(all_ways[4])
    for held, reached in ((one, 3), (none, 2)):
        got = within_limit(zone_times(held, 0), held.settings).expected[0]
        assert got[:reached] == pytest.approx(all_ways[:reached], abs=1e-9)
        assert np.isnan(got[reached:4]).all() and np.isinf(got[4])


def test_rows_journeys_stations_and_trips_say_the_same_of_the_limit() -> None:
    for most in (None, 2, 1, 0):
        held = chain(most)
        rows = zone_matrix(held)
        back = held.settings.limit_min
        for a in range(5):
            one = zone_times(held, a).expected[0]
            assert np.array_equal(rows[a], one)
            to = to_stations(held, [["a"], ["b"], ["c"], ["d"], ["x"]]).expected[a]
            assert np.array_equal(np.isinf(to), np.isinf(one))
            assert np.array_equal(to > back, one > back), "beyond, with and without the last minute on foot"
            for b in range(5):
                if a == b:
                    continue
                go, come = held.legs.access.of_points(np.array([a])), held.legs.egress.of_points(np.array([b]))
                trip = trip_minutes(held, go, come, np.inf)[0]
                assert trip == one[b] if one[b] <= back else np.isinf(trip)


@SOME
@given(small_cases(period_s=1200), st.sampled_from([0, 1, 2]), st.data())
def test_a_limit_leaves_out_journeys_and_nothing_else(case, most, data) -> None:
    trips, change, question = case
    question = dataclasses.replace(question, start_s=0, end_s=1200, max_changes=None)
    legs = data.draw(doors(trips.stations))
    limited = dataclasses.replace(question, max_changes=most)
    asked = S.changed(most_changes=most)
    found, profiles = clock_times_and_profiles(trips, change, limited, threads=1)
    plain = clock_times(trips, change, limited, threads=1)
    assert np.array_equal(found.expected, plain.expected)
    held = door_to_door(found, legs, asked, profiles)
    free = door_to_door(*clock_times_and_profiles(trips, change, question, threads=1)[:1], legs, S)
    whole_times, whole_profiles = clock_times_and_profiles(trips, change, question, threads=1)
    whole = zone_matrix(door_to_door(whole_times, legs, S, whole_profiles))
    got, pairs = zone_matrix(held), zone_matrix(free)
    inside = got <= asked.limit_min
    assert (got[inside] >= whole[inside] - 1e-9).all(), "fewer ways are never quicker"
    assert (np.isinf(got) <= ~np.isfinite(pairs)).all(), "what has a way with more changes is beyond, not nowhere"
    assert np.isfinite(whole[~inside & np.isfinite(got)]).all(), "what is beyond has a way"


# --- no moment is left out


def test_a_part_of_the_window_without_a_journey_is_not_left_out() -> None:
    """The last train leaves in the middle of the window: after it there is no answer, and so there is no mean."""
    trips = timetable([{"id": "t", "calls": [("a", "22:30"), ("b", "22:50")]}], stations="ab")
    legs = access_legs(trips.stations, at_each("ab"), at_each("ab"), {})
    night = Question(DAY, 22 * 3600, 23 * 3600, 3 * 3600)
    found = zone_times(door(trips, night, legs), 0)
    assert np.isinf(found.expected[0, 1])
    assert found.best[0, 1] == pytest.approx(22), "one way, at one moment: 1 + 20 + 1"
    early = dataclasses.replace(night, end_s=22 * 3600 + 29 * 60)
    assert zone_times(door(trips, early, legs), 0).expected[0, 1] == pytest.approx(1 + 15.5 - 1 + 20 + 1)


def test_a_way_on_foot_answers_where_trains_have_gone() -> None:
    trips = timetable([{"id": "t", "calls": [("a", "22:30"), ("b", "22:50")]}], stations="ab")
    legs = access_legs(trips.stations, at_each("ab"), at_each("ab"), {(0, 1): 45.0})
    found = zone_times(door(trips, Question(DAY, 22 * 3600, 23 * 3600, 3 * 3600), legs), 0)
    mean = (29 * (14.5 + 22) + 31 * 45) / 60  # by train until 22:29, when it is 22 to 51 minutes; then on foot
    by_slot = sum(min(22 + 28.5 - k, 45.0) for k in range(29)) / 60 + 31 * 45 / 60
    assert found.expected[0, 1] == pytest.approx(by_slot, abs=0.02) and by_slot < mean


@pytest.mark.parametrize("date", ["2026-03-10"])
def test_a_night_without_trains_is_no_connection_and_no_error(date: str) -> None:
    trips = timetable([{"id": "t", "calls": [("a", "08:00"), ("b", "08:30")]}], stations="ab")
    legs = access_legs(trips.stations, at_each("ab"), at_each("ab"), {(0, 1): 50.0})
    held = door(trips, Question(date, 2 * 3600, 4 * 3600, 3600), legs)
    got = zone_matrix(held)
    assert got[0, 1] == pytest.approx(50.0), "on foot all the way"
    assert np.isinf(got[1, 0])
    assert np.isfinite([got[0, 0], got[1, 1]]).all()
    found = zone_times(held, 1)
    assert found.departures[0, 0] == 0.0 and np.isinf(found.gap[0, 0])


def test_no_mean_of_a_day_hides_its_minutes_without_connection() -> None:
    """Every quarter of an hour, but one train in the longest gap arrives too late to count."""
    starts = [22 * 3600 + 900 * k for k in range(5) if k != 2]
    trips = timetable([{"id": f"t{s}", "calls": [("a", s), ("b", s + 600)]} for s in starts], stations="ab")
    legs = access_legs(trips.stations, [[(0, 0.0, OWN)], []], [[], [(1, 0.0, OWN)]], {})
    question = Question(DAY, 22 * 3600, 23 * 3600, 1800)
    times, profiles = clock_times_and_profiles(trips, change_s(trips), question, threads=1)
    assert times.share[0, 1] == pytest.approx(50 / 60)
    assert np.isinf(times.expected[0, 1])
    assert np.isinf(zone_times(door_to_door(times, legs, S, profiles), 0).expected[0, 1])
    longer = dataclasses.replace(question, longest_s=2400)
    assert zone_times(door(trips, longer, legs), 0).expected[0, 1] == pytest.approx(10 + (7.5 * 30 + 15 * 30) / 60)


# --- means of pairs, order, ends


@SOME
@given(small_cases(period_s=1200), st.data())
def test_the_best_at_every_moment_is_never_above_the_best_pair_of_means(case, data) -> None:
    trips, change, question = case
    assume(not len(trips.walks))
    question = dataclasses.replace(question, start_s=0, end_s=1200)
    legs = data.draw(doors(trips.stations))
    times, profiles = clock_times_and_profiles(trips, change, question, threads=1)
    got = zone_matrix(door_to_door(times, legs, S, profiles))
    assert (got <= zone_matrix(door_to_door(times, legs, S)) + 1e-3).all()


@SOME
@given(small_cases(), st.data())
def test_threads_and_the_order_of_trips_change_no_bit(case, data) -> None:
    trips, change, question = case
    legs = data.draw(doors(trips.stations))
    try:
        one = door_to_door(*_split(trips, change, question, legs, 1))
    except InputError:  # a day without trains
        assume(False)
    other = door_to_door(*_split(trips, change, question, legs, 3))
    weight = np.ones(3)
    for a, b in zip(rows_of(one, weight).filler()(0), rows_of(other, weight).filler()(0), strict=True):
        assert np.array_equal(a[:, :3], b[:, :3])


def _split(trips, change, question, legs, threads):
    times, profiles = clock_times_and_profiles(trips, change, question, threads=threads)
    return times, legs, S, profiles


@pytest.mark.parametrize("longest_min", [20, 30])
def test_journeys_that_all_take_exactly_the_longest_time_come_to_an_end(longest_min: int) -> None:
    """Each train is caught at its own second only: no moment but that one has a journey."""
    calls = [(s, s + longest_min * 60) for s in range(0, 3600, 300)]
    trips = timetable(
        [{"id": f"t{a}", "calls": [("a", a), ("b", b)]} for a, b in calls], stations="ab", period_s=3600
    )
    legs = access_legs(trips.stations, at_each("ab"), at_each("ab"), {})
    held = door(trips, Question("", 0, 3600, longest_min * 60), legs)
    assert np.isinf(zone_matrix(held)[0, 1])
    assert zone_times(held, 0).best[0, 1] == pytest.approx(longest_min + 2)
