"""What catches simple routers, and what the matrices say of plain timetables: known answers by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from small_timetables import DAY, change_s, timetable

from bereikbaar.clock.arrivals import arrivals_from, profiles_from
from bereikbaar.clock.events import prepare
from bereikbaar.clock.journeys import earliest_arrival, latest_departure, profile
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.network.trips import Trips

H = 3600


def asked(start: int, end: int, longest: int = 12 * H) -> Question:
    return Question(DAY, start, end, longest)


def every(minutes: int, first: int, last: int, calls: list[tuple[str, int]], name: str) -> list[dict]:
    """A train every so many minutes; calls as (place, minutes after the first departure)."""
    return [
        {"id": f"{name}{m}", "line": name, "calls": [(p, 60 * (m + after)) for p, after in calls]}
        for m in range(first, last, minutes)
    ]


def test_one_early_train_never_looks_better_than_a_train_every_half_hour() -> None:
    """Window 07:00-09:00; mt has one train at 07:08 (60 min), ht one every half hour from 07:15 (30 min)."""
    trips = timetable(
        [
            {"id": "mt", "calls": [("mt", "07:08"), ("ut", "08:08")]},
            *every(30, 435, 640, [("ht", 0), ("ut", 30)], "ht"),
        ]
    )
    t = clock_times(trips, change_s(trips), asked(7 * H, 9 * H))
    assert t.at("share", "mt", "ut") == 8 / 120
    assert t.at("share", "ht", "ut") == 1.0
    for name in ("expected", "median", "p90", "worst", "longest_gap", "first_wait"):
        assert t.at(name, "mt", "ut") == math.inf, name
        assert math.isfinite(t.at(name, "ht", "ut")), name
    assert t.at("best", "mt", "ut") == 60.0
    assert t.at("departures_per_hour", "mt", "ut") == 0.5
    assert t.at("departures_per_hour", "ht", "ut") == 2.0
    assert t.at("expected", "ht", "ut") == 45.0
    assert t.at("longest_gap", "ht", "ut") == 30.0


def test_a_train_at_the_first_second_of_the_window_is_the_best_one_though_only_that_moment_catches_it() -> None:
    trips = timetable(
        [
            {"id": "first", "calls": [("a", "07:00"), ("b", "08:00:30")]},
            {"id": "later", "calls": [("a", "08:00"), ("b", "09:30")]},
            {"id": "only", "calls": [("a", "07:00"), ("c", "07:30")]},
        ]
    )
    t = clock_times(trips, change_s(trips), asked(7 * H, 9 * H, 4 * H))
    assert t.at("best", "a", "b") == 60.5, "as the list of journeys says, and not the 90 minutes of the later train"
    assert t.at("share", "a", "b") == 0.5
    assert t.at("best", "a", "c") == 30.0
    assert t.at("departures_per_hour", "a", "c") == 0.5
    assert t.at("share", "a", "c") == 0.0, "one moment of a continuous window"
    assert t.at("expected", "a", "c") == t.at("median", "a", "c") == math.inf


def test_a_journey_of_exactly_the_longest_that_counts_is_there_at_the_moment_it_leaves() -> None:
    trips = timetable([{"id": "long", "calls": [("a", "07:30"), ("b", "08:30")]}])
    t = clock_times(trips, change_s(trips), asked(7 * H, 9 * H, H))
    assert t.at("best", "a", "b") == 60.0
    assert t.at("departures_per_hour", "a", "b") == 0.5
    assert t.at("share", "a", "b") == 0.0


def test_a_train_that_is_overtaken_is_not_a_useful_departure() -> None:
    trips = timetable(
        [
            {"id": "slow", "calls": [("a", "10:00"), ("b", "11:00")]},
            {"id": "fast", "calls": [("a", "10:10"), ("b", "10:30:30")]},
            {"id": "late", "calls": [("a", "11:10"), ("b", "11:30:30")]},
        ]
    )
    t = clock_times(trips, change_s(trips), asked(10 * H, 11 * H))
    assert t.at("departures_per_hour", "a", "b") == 1.0
    assert t.at("best", "a", "b") == 20.5
    assert t.at("expected", "a", "b") == pytest.approx((10 * (20.5 + 5) + 50 * (20.5 + 35)) / 60, abs=1e-12)
    assert [j.legs[0].trips for j in profile(trips, change_s(trips), asked(10 * H, 11 * H), "a", "b")] == [("fast",)]


def test_a_hundred_and_one_loops_that_call_twice_at_a_station() -> None:
    """From x one gets in at the second call, on the way to b; the first goes round the loop."""
    loops = [
        {
            "id": f"loop{k:03}",
            "calls": [
                ("a", 600 * k),
                ("x", 600 * k + 60),
                ("y", 600 * k + 200),
                ("x", 600 * k + 360),
                ("b", 600 * k + 480),
            ],
        }
        for k in range(101)
    ]
    trips = timetable(loops)
    t = clock_times(trips, change_s(trips, 0), asked(6000, 12000))
    assert t.at("best", "x", "b") == 2.0
    assert t.at("expected", "x", "b") == 7.0
    assert t.at("departures_per_hour", "x", "b") == 6.0
    assert t.at("best", "a", "b") == 8.0
    assert t.at("changes", "a", "b") == 0.0
    assert t.at("best", "x", "x") == 0.0
    (j,) = profile(trips, change_s(trips), asked(6000, 6060), "x", "b")[:1] or profile(
        trips, change_s(trips), asked(6000, 6400), "x", "b"
    )
    assert j.arrive_s - j.depart_s == 120


def test_identical_trains_count_once_and_the_first_by_name_is_taken() -> None:
    twins = [{"id": i, "calls": [("a", "10:00"), ("b", "10:20")]} for i in ("t2", "t1", "t3")]
    trips = timetable([*twins, {"id": "next", "calls": [("a", "11:00"), ("b", "11:20")]}])
    t = clock_times(trips, change_s(trips), asked(10 * H, 11 * H))
    assert t.at("departures_per_hour", "a", "b") == 1.0
    assert t.at("longest_gap", "a", "b") == 60.0
    (j,) = profile(trips, change_s(trips), asked(10 * H, 11 * H), "a", "b")
    assert j.legs[0].trips == ("t1",)


def test_trains_that_take_no_time_and_changes_that_take_none_meet_in_one_second() -> None:
    """a-b, b-c and c-b, b-a all at 10:00:00: from a to c at once, in whatever order the trains are listed."""
    legs = [("a", "b"), ("c", "b"), ("b", "a"), ("b", "c")]
    for order in (legs, legs[::-1]):
        rows = [{"id": f"{k}{p}{q}", "calls": [(p, "10:00"), (q, "10:00")]} for k, (p, q) in enumerate(order)]
        trips = timetable(rows)
        q = asked(10 * H - 60, 10 * H)
        t = clock_times(trips, change_s(trips), q)
        assert t.at("expected", "a", "c") == 0.5
        assert t.at("changes", "a", "c") == 1.0
        assert arrivals_from(prepare(trips, change_s(trips), q), "a", 10 * H - 60)[2] == 10 * H
        later = clock_times(trips, change_s(trips, 1), q)
        assert later.at("expected", "a", "c") == math.inf


def test_missed_by_a_second() -> None:
    trips = timetable(
        [
            {"id": "one", "calls": [("a", "10:00"), ("b", "10:20:01")]},
            {"id": "two", "calls": [("b", "10:22"), ("c", "10:40")]},
            {"id": "three", "calls": [("b", "11:22"), ("c", "11:40")]},
        ]
    )
    arrive = [
        earliest_arrival(trips, change_s(trips, s), asked(0, 1), "a", "c", 10 * H)[0].arrive_s for s in (119, 120)
    ]
    assert arrive == [10 * H + 2400, 11 * H + 2400]


def test_walks_change_times_and_the_walk_to_the_end_are_part_of_the_transfer() -> None:
    """a to b 10 min, walk b to c 5 min, train c to d, walk d to e 3 min; or walk a to e in 100 min."""
    trips = timetable(
        [*every(30, 0, 24 * 60, [("a", 0), ("b", 10)], "p"), *every(30, 20, 24 * 60, [("c", 0), ("d", 10)], "q")],
        walks=[("b", "c", 300), ("d", "e", 180), ("a", "e", 6000), ("x", "a", 120), ("x", "e", 1740)],
        stations=("x", "e"),
    )
    t = clock_times(trips, change_s(trips, 600), asked(8 * H, 9 * H))
    assert t.at("in_vehicle", "a", "e") == 20.0
    assert t.at("transfer", "a", "e") == 10.0 + 3.0
    assert t.at("first_wait", "a", "e") == 15.0
    assert t.at("changes", "a", "e") == 1.0
    assert t.at("expected", "x", "b") == 15 + 2 + 10
    # from x: 2 min to a, the train takes 33; on foot 29: always better
    assert t.at("expected", "x", "e") == t.at("worst", "x", "e") == t.at("best", "x", "e") == 29.0
    assert t.at("departures_per_hour", "x", "e") == math.inf
    assert t.at("longest_gap", "x", "e") == 0.0
    (j,) = profile(trips, change_s(trips, 600), asked(8 * H, 8 * H + 1), "a", "e")
    assert [(leg.mode, leg.from_station, leg.to_station) for leg in j.legs] == [
        ("train", "a", "b"), ("walk", "b", "c"), ("train", "c", "d"), ("walk", "d", "e"),
    ]  # fmt: skip
    assert [leg.depart_s - 8 * H for leg in j.legs] == [0, 600, 1200, 1800]


def test_a_walk_that_only_sometimes_beats_the_train() -> None:
    """A train every hour takes 10 minutes; the walk 40: who would wait longer than half an hour walks."""
    trips = timetable(every(60, 0, 24 * 60, [("a", 0), ("b", 10)], "p"), walks=[("a", "b", 2400)])
    t = clock_times(trips, change_s(trips), asked(8 * H, 10 * H))
    assert t.at("expected", "a", "b") == (30 * 40 + 30 * 25) / 60
    assert t.at("worst", "a", "b") == 40.0
    assert t.at("median", "a", "b") == 40.0
    assert t.at("longest_gap", "a", "b") == 30.0
    assert t.at("departures_per_hour", "a", "b") == 1.0
    (j,) = earliest_arrival(trips, change_s(trips), asked(0, 1), "a", "b", 8 * H + 600)
    assert [leg.mode for leg in j.legs] == ["walk"]
    (j,) = latest_departure(trips, change_s(trips), asked(0, 1), "a", "b", 8 * H + 3000)
    assert (j.depart_s, [leg.mode for leg in j.legs]) == (8 * H + 600, ["walk"])


def rules_case(rules: list[dict], seconds: int = 300) -> float:
    """Arrival, minutes after 10:00, of a-c: at b from 10:20 on, trains go on at 10:22 (y), 10:30 (z), 11:00 (y)."""
    trips = timetable(
        [
            {"id": "x1", "line": "x", "calls": [("a", "10:00"), ("b1", "10:20")]},
            {"id": "y1", "line": "y", "calls": [("b2", "10:22"), ("c", "10:32")]},
            {"id": "z1", "line": "z", "calls": [("b2", "10:30"), ("c", "10:40")]},
            {"id": "y2", "line": "y", "calls": [("b2", "11:00"), ("c", "11:10")]},
        ],
        places={"b1": "b", "b2": "b"},
        rules=rules,
    )
    found = earliest_arrival(trips, change_s(trips, seconds), asked(0, 1), "a", "c", 10 * H)
    assert arrivals_from(prepare(trips, change_s(trips, seconds), asked(10 * H, 10 * H + 1)), "a", 10 * H)[
        trips.stations.index("c")
    ] == (found[0].arrive_s if found else math.inf)
    return (found[0].arrive_s - 10 * H) / 60 if found else math.inf


@pytest.mark.parametrize(
    ("rules", "arrive"),
    [
        ([], 40),
        ([{"from_place": "b1", "to_place": "b2", "seconds": 120}], 32),
        ([{"from_line": "x", "to_line": "y", "seconds": 120}], 32),
        ([{"from_trip": "x1", "to_trip": "y1", "seconds": 0}], 32),
        ([{"to_trip": "z1", "seconds": -1}], 70),
        ([{"to_line": "z", "seconds": 601}], 70),
        ([{"to_line": "z", "seconds": 600}], 40),
        ([{"from_line": "x", "seconds": -1}], math.inf),
        # the more specific rule holds, whatever the order
        ([{"from_line": "x", "seconds": -1}, {"from_line": "x", "to_line": "y", "seconds": 2400}], 70),
        ([{"from_line": "x", "to_line": "y", "seconds": 0}, {"from_trip": "x1", "to_line": "y", "seconds": -1}], 40),
        ([{"from_trip": "x1", "seconds": -1}, {"from_trip": "x1", "to_trip": "y2", "seconds": 0}], 70),
        ([{"from_place": "b1", "to_place": "b2", "seconds": 0}, {"from_line": "x", "seconds": 900}], 70),
        # or brings back the usual time
        ([{"from_line": "x", "seconds": -1}, {"from_trip": "x1", "to_trip": "z1", "seconds": -2}], 40),
        ([{"from_place": "b1", "to_place": "b2", "seconds": 0}, {"from_line": "x", "seconds": -2}], 40),
        # of equally specific rules the shortest, and the usual time before none
        ([{"from_line": "x", "seconds": -1}, {"from_line": "x", "seconds": -2}], 40),
        ([{"from_line": "x", "seconds": -2}, {"from_line": "x", "seconds": 0}], 32),
        ([{"from_line": "x", "to_line": "y", "seconds": -1}, {"from_line": "x", "to_line": "y", "seconds": 90}], 32),
        (
            [{"from_line": "x", "to_line": "y", "seconds": 121}, {"from_line": "x", "to_line": "y", "seconds": 120}],
            32,
        ),
    ],
)
def test_rules_for_particular_trains(rules: list[dict], arrive: float) -> None:
    assert rules_case(rules) == rules_case(rules[::-1]) == arrive


def test_a_rule_that_names_a_platform_in_two_stations_makes_the_change_possible() -> None:
    rows = [
        {"id": "one", "calls": [("a", "10:00"), ("b", "10:20")]},
        {"id": "two", "calls": [("c", "10:30"), ("d", "10:40")]},
    ]
    trips = timetable(rows, rules=[{"from_place": "b", "to_place": "c", "seconds": 480}])
    (j,) = earliest_arrival(trips, change_s(trips), asked(0, 1), "a", "d", 10 * H)
    assert [leg.mode for leg in j.legs] == ["train", "walk", "train"]
    without = timetable(rows, rules=[{"from_line": "one", "to_line": "two", "seconds": 0}])
    assert earliest_arrival(without, change_s(without), asked(0, 1), "a", "d", 10 * H) == ()


def test_staying_seated_is_one_leg_of_two_trips_without_a_change() -> None:
    trips = timetable(
        [
            {"id": "one", "calls": [("a", "10:00"), ("b", "10:20")]},
            {"id": "two", "calls": [("b", "10:20"), ("c", "10:30")]},
        ],
        stays=[("one", "two")],
    )
    (j,) = profile(trips, change_s(trips, 600), asked(10 * H, 11 * H), "a", "c")
    assert (j.changes, j.in_vehicle_s, len(j.legs)) == (0, 1800, 1)
    assert j.legs[0].trips == ("one", "two")
    assert j.legs[0].services == (("one", "outbound"), ("two", "outbound"))


def test_in_a_periodic_timetable_one_stays_seated_into_the_next_period() -> None:
    trips = timetable(
        [
            {"id": "one", "calls": [("a", 3000), ("b", 3900)]},
            {"id": "two", "calls": [("b", 360), ("c", 960)]},
        ],
        stays=[("one", "two")],
        period_s=3600,
    )
    t = clock_times(trips, change_s(trips, 600), Question("", 0, 3600, 6 * H))
    assert t.at("best", "a", "c") == 26.0
    assert t.at("changes", "a", "c") == 0.0
    assert t.at("expected", "a", "c") == 56.0


def test_most_changes_and_route_types_narrow_the_choice() -> None:
    trips = timetable(
        [
            {"id": "one", "calls": [("a", "10:00"), ("b", "10:10")]},
            {"id": "two", "calls": [("b", "10:10"), ("c", "10:20")]},
            {"id": "direct", "calls": [("a", "10:00"), ("c", "10:45")]},
            {"id": "bus", "type": 3, "calls": [("a", "10:00"), ("c", "10:15")]},
        ]
    )

    def best(**limits: object) -> float:
        q = Question(DAY, 10 * H - 60, 10 * H, H, **limits)  # type: ignore[arg-type]
        return clock_times(trips, change_s(trips), q).at("best", "a", "c")

    assert best() == 15.0
    assert best(route_types=frozenset({2})) == 20.0
    assert best(route_types=frozenset({2}), max_changes=0) == 45.0
    assert best(route_types=frozenset({2}), max_changes=1) == 20.0


def test_journeys_beyond_the_longest_do_not_count() -> None:
    trips = timetable(every(60, 0, 24 * 60, [("a", 0), ("b", 30)], "p"))
    t = clock_times(trips, change_s(trips), asked(8 * H, 10 * H, longest=H))
    assert t.at("share", "a", "b") == 0.5
    assert t.at("median", "a", "b") == 60.0
    assert t.at("expected", "a", "b") == math.inf
    whole = clock_times(trips, change_s(trips), asked(8 * H, 10 * H, longest=90 * 60))
    assert (whole.at("share", "a", "b"), whole.at("expected", "a", "b")) == (1.0, 60.0)


def test_the_diagonal_and_what_is_not_connected() -> None:
    trips = timetable([{"id": "one", "calls": [("a", "10:00"), ("b", "10:20")]}], stations=("lonely",))
    t = clock_times(trips, change_s(trips), asked(9 * H, 10 * H))
    assert t.method == "clock"
    for name in ("expected", "best", "onward", "first_wait", "changes", "longest_gap", "median", "worst"):
        assert t.at(name, "a", "a") == 0.0, name
        assert t.at(name, "a", "lonely") == t.at(name, "b", "a") == math.inf, name
    assert t.at("departures_per_hour", "a", "a") == math.inf
    assert (t.at("departures_per_hour", "a", "lonely"), t.at("share", "a", "lonely")) == (0.0, 0.0)
    assert t.at("share", "a", "a") == 1.0
    assert np.array_equal(t.onward, t.expected)


def test_profiles_from_one_station() -> None:
    trips = timetable(every(30, 0, 24 * 60, [("a", 0), ("b", 10), ("c", 25)], "p"))
    rows = profiles_from(prepare(trips, change_s(trips), asked(8 * H, 9 * H)), "a")
    assert (rows.leave_s / 60).tolist() == [480, 510, 540]
    assert (rows.arrive_s[:, 2] / 60).tolist() == [505, 535, 565]


ONE = timetable([{"id": "one", "calls": [("gn", "10:00"), ("asn", "10:20")]}])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Question(DAY, 100, 100, 10), "the window ends (100 s) before it begins (100 s)"),
        (lambda: Question(DAY, 0, 100, 0), "0 s; expected 1 or more"),
        (lambda: Question(DAY, 0, 100, 10, max_changes=-1), "-1; expected 0 or more"),
        (lambda: Question(DAY, 0, 1 << 21, 10), "expected less than 2097152 s (24 days)"),
        (lambda: clock_times(ONE, np.zeros(2, np.int32), Question("2027-01-01", 0, 9, 9)), "no trains on 2027-01-01"),
        (lambda: clock_times(ONE, np.zeros(2, np.int32), Question("tomorrow", 0, 9, 9)), "'tomorrow' is no date"),
        (lambda: clock_times(ONE, np.array([0, -5]), asked(0, 9)), "-5 s to change at gn; expected 0 or more"),
        (lambda: clock_times(ONE, np.zeros(3, np.int32), asked(0, 9)), "expected one for each of 2 stations"),
        (lambda: clock_times(ONE, np.zeros(2, np.int32), asked(0, 9), threads=0), "0 threads; expected 1 or more"),
        (lambda: profile(ONE, np.zeros(2, np.int32), asked(0, 9), "gn", "gn"), "from 'gn' to itself"),
        (lambda: profile(ONE, np.zeros(2, np.int32), asked(0, 9), "gn", "assn"), "did you mean 'asn'?"),
        (
            lambda: arrivals_from(prepare(ONE, np.zeros(2, np.int32), asked(0, 9)), "gn", 9),
            "9 s is outside the window",
        ),
    ],
)
def test_wrong_questions_are_refused_in_words(make: object, words: str) -> None:
    with pytest.raises((InputError, UnknownNameError)) as error:
        make()  # type: ignore[operator]
    assert words in str(error.value)


def test_an_empty_timetable_has_no_connections() -> None:
    empty: Trips = timetable([], stations=("a", "b"))
    t = clock_times(empty, change_s(empty), asked(0, H))
    assert t.at("expected", "a", "b") == math.inf
