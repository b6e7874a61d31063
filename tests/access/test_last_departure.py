"""The last departure for home: which runs know it, and what it is."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "clock"))

import small_timetables as small
from door_twin import legs_of
from hypothesis import HealthCheck, assume, given, settings
from small_timetables import change_s, small_cases, timetable

from bereikbaar import pipeline
from bereikbaar.access.last_departure import home_legs, last_hours
from bereikbaar.clock.departures import departures_from
from bereikbaar.clock.events import prepare
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times_and_profiles
from bereikbaar.errors import InputError
from bereikbaar.results import Result
from builders_feeds import both, feed, trains

DAY = "2025-03-12"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> str:
    """gn-asn-ut hourly (108 min) from 6:00 to 23:00, ut-asd half-hourly (27 min), a night train from ut at 23:55."""
    runs = [*both("500", "gn 0 asn 15 ut 108", 360, 1380, 60), *both("3000", "ut 0 asd 27", 360, 1380, 30)]
    runs += trains("night", "ut 0 asd 27.5", 1435, 1435, 60)
    return str(feed(tmp_path_factory.mktemp("feeds") / "line", runs))


def run(where: str, indicators: str) -> Result:
    net = pipeline.network(where, date=DAY)
    return pipeline.run(net, at=pipeline.places_of(net), method="clock", indicators=indicators, window="evening")


def of_town(found: Result, name: str) -> float | None:
    row = found.base.towns.filter(found.base.towns["town_id"] == name)
    return row["last_dep"].item()


@pytest.fixture(scope="module")
def found(line: str) -> Result:
    return run(line, "frequency,last_dep")


def test_a_timetable_by_the_clock_answers_to_every_measure_and_to_the_group_of_frequency(found: Result) -> None:
    assert {"spoorboekloos", "dep_h", "last_dep"} <= set(found.indicators)
    assert set(found.indicators) <= set(found.base.zones.columns)
    assert set(found.indicators) <= set(found.base.areas["province"].columns)


def test_the_last_train_home_leaves_utrecht_at_eleven_for_groningen(found: Result) -> None:
    """From Amsterdam one has to leave at 22:30 for the same train."""
    assert of_town(found, "groningen-0014") == pytest.approx(23.0)
    assert of_town(found, "amsterdam-0363") == pytest.approx(23 + 55 / 60), "the night train from Utrecht"
    assert of_town(found, "utrecht-0344") == pytest.approx(23.0), "from Amsterdam: Utrecht is at home"
    assert of_town(found, "vlissingen-0718") is None, "no train at all"


def test_regions_are_means_over_people_and_zones_say_hours(found: Result) -> None:
    zones = found.base.zones
    hours = zones["last_dep"].drop_nulls()
    assert len(hours) > 1000 and hours.min() >= 22 and hours.max() <= 28
    of_areas = found.base.areas["province"]
    groningen = of_areas.filter(of_areas["name"] == "Groningen")["last_dep"].item()
    assert 22.9 < groningen <= 23.0 + 1e-9


def test_headways_and_trains_that_repeat_know_no_last_departure(line: str) -> None:
    net = pipeline.network(line, date=DAY)
    at = pipeline.places_of(net)
    with pytest.raises(InputError, match=r"last_dep: only a timetable \(GTFS\) with the clock method knows it"):
        pipeline.run(net, at=at, indicators="last_dep")
    with pytest.raises(InputError, match="last_dep: only a timetable"):
        pipeline.run(pipeline.network("nl-2026"), method="clock", indicators="last_dep")
    notes = pipeline.run(net, at=at, indicators="frequency").notes
    assert any("left out last_dep: only a timetable" in note for note in notes)


def hours(trips: list, home: list, cities: list[list[int]], extra_min: float = 60.0) -> list[float]:
    """Last departures, hours after noon; stations are a, b, c, x in this order."""
    made = timetable(trips, stations="abcx")
    question = Question(small.DAY, 12 * 3600, 28 * 3600, 12 * 3600)
    profiles = departures_from(prepare(made, change_s(made), question), "ab")
    return last_hours(profiles, cities, home_legs(legs_of(home)), extra_min).tolist()


OWN, BUS = np.inf, 2.0


def test_who_would_have_to_wait_for_the_morning_has_missed_the_last_train() -> None:
    trips = [
        {"id": "day", "calls": [("a", "13:00"), ("x", "14:00")]},
        {"id": "slow", "calls": [("a", "22:00"), ("c", "22:30"), ("x", "23:55")]},
        {"id": "first half", "calls": [("a", "24:10"), ("c", "24:40")]},
        {"id": "morning", "calls": [("c", "29:30"), ("x", "30:00")]},
    ]
    assert hours(trips, [[(3, 5.0, OWN)]], [[0]]) == [10.0], "at ten, 55 minutes slower"
    assert hours(trips, [[(3, 5.0, OWN)]], [[0]], 54.9) == [1.0], "that is too slow"
    assert hours(trips, [[(3, 5.0, OWN)]], [[0]], 5 * 60) == [pytest.approx(12 + 1 / 6)], "or one waits"
    assert hours(trips, [[(2, 5.0, OWN)]], [[0]]) == [pytest.approx(12 + 1 / 6)], "home is at c"


def test_of_cities_the_one_counts_that_can_be_left_last_but_not_the_one_at_home() -> None:
    trips = [
        {"id": "one", "calls": [("a", "20:00"), ("x", "21:00")]},
        {"id": "two", "calls": [("b", "21:30"), ("a", "22:00"), ("x", "23:00")]},
    ]
    assert hours(trips, [[(3, 0.0, OWN)]], [[0], [1]]) == [10.0]
    assert hours(trips, [[(0, 9.0, OWN)]], [[0], [1]]) == [9.5], "at home in a: from b"
    assert hours(trips, [[(1, 9.0, OWN)]], [[0], [1]]) == [np.inf], "no train home to b"
    nowhere = hours(trips, [[(0, 9.0, OWN), (1, 9.0, OWN)], [], [(2, 3.0, OWN)]], [[0], [1]])
    assert np.isnan(nowhere[0]), "both are at home"
    assert nowhere[1:] == [np.inf, np.inf], "no station, and one without a train"
    assert np.isnan(hours(trips, [[(3, 0.0, OWN)]], [[], []])).all(), "a timetable without any of the cities"


def test_the_bicycle_is_the_way_home_and_a_bus_only_for_who_has_none() -> None:
    trips = [
        {"id": "one", "calls": [("a", "21:00"), ("c", "21:20")]},
        {"id": "two", "calls": [("a", "21:05"), ("x", "21:25")]},
    ]
    both = [[(2, 40.0, OWN), (3, 10.0, BUS)], [(3, 10.0, BUS)]]
    assert hours(trips, both, [[0]]) == [9.0, pytest.approx(9 + 5 / 60)]


def test_a_limit_on_changes_holds_for_the_way_home() -> None:
    trips = [
        {"id": "direct", "calls": [("a", "21:00"), ("x", "22:00")]},
        {"id": "one", "calls": [("a", "22:00"), ("c", "22:20")]},
        {"id": "two", "calls": [("c", "22:30"), ("x", "23:00")]},
    ]
    made = timetable(trips, stations="abcx")
    found = {}
    for most in (None, 1, 0):
        question = Question(small.DAY, 12 * 3600, 28 * 3600, 12 * 3600, most)
        profiles = departures_from(prepare(made, change_s(made), question), "a")
        found[most] = last_hours(profiles, [[0]], home_legs(legs_of([[(3, 0.0, OWN)]])), 60.0)[0]
    assert found == {None: 10.0, 1: 10.0, 0: 9.0}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases())
def test_departures_from_some_stations_are_those_of_all_that_leave_in_the_window(case) -> None:
    trips, change, question = case
    try:
        whole = clock_times_and_profiles(trips, change, question, threads=1)[1]
    except InputError:  # a day without trains
        assume(False)
    some = departures_from(prepare(trips, change, question), ["b", "c"], threads=2)
    for s in trips.stations:
        for e in trips.stations:
            leave, arrive = (x[some.of_pair(s, e)[0] < some.window_s] for x in some.of_pair(s, e))
            if s not in "bc":
                assert not len(leave)
                continue
            want = {
                (a, b) for a, b in zip(*(x.tolist() for x in whole.of_pair(s, e)), strict=True) if a < some.window_s
            }
            assert set(zip(leave.tolist(), arrive.tolist(), strict=True)) == want
