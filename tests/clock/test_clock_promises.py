"""What must hold of every timetable, whatever is in it."""

from __future__ import annotations

import dataclasses

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_timetables import DAY, change_s, small_cases, timetable

from bereikbaar.clock.events import prepare
from bereikbaar.clock.journeys import profile_of
from bereikbaar.clock.question import Question
from bereikbaar.clock.summary import PLANES
from bereikbaar.clock.times import clock_times, times_of, window_planes
from bereikbaar.network.trips import ANY, ChangeRules, Trips

Case = tuple[Trips, np.ndarray, Question]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(small_cases(), st.data())
def test_a_train_more_makes_nobody_later(case: Case, data: st.DataObject) -> None:
    trips, seconds, question = case
    runs = trips.runs.copy()
    runs[data.draw(st.integers(0, trips.n_trips - 1))] = False
    before = window_planes(prepare(dataclasses.replace(trips, runs=runs), seconds, question), threads=1)
    after = window_planes(prepare(trips, seconds, question), threads=1)
    apart = ~np.eye(len(trips.stations), dtype=bool)
    for name in ("expected", "best", "median", "p90", "worst"):
        plane = PLANES.index(name)
        assert np.all(after[apart, plane] <= before[apart, plane] + 1e-9), name
    share = PLANES.index("share")
    assert np.all(after[apart, share] >= before[apart, share])


@quick
@given(small_cases(period_s=1200), st.integers(-1500, 1500), st.integers(1, 5))
def test_whole_periods_give_the_same_answer_wherever_they_begin(case: Case, start: int, periods: int) -> None:
    trips, seconds, question = case
    one = dataclasses.replace(question, start_s=0, end_s=1200)
    more = dataclasses.replace(question, start_s=start, end_s=start + 1200 * periods)
    a, b = (clock_times(trips, seconds, q, threads=1) for q in (one, more))
    for name in PLANES:
        x, y = getattr(a, name), getattr(b, name)
        assert np.array_equal(np.isfinite(x), np.isfinite(y)), name
        assert np.allclose(x[np.isfinite(x)], y[np.isfinite(y)], rtol=1e-9, atol=1e-9), name


def shuffled(trips: Trips, trip: list[int], place: list[int], rule: list[int]) -> Trips:
    """The same timetable with its trips, platforms, rules, walks and stays in another order."""
    new_trip, new_place = np.argsort(trip), np.argsort(place)
    calls = np.concatenate([np.arange(trips.first[t], trips.first[t + 1]) for t in trip])
    r = trips.rules
    rename = lambda column, new: np.where(column == ANY, ANY, new[column]).astype(np.int32)  # noqa: E731
    return dataclasses.replace(
        trips,
        places=tuple(trips.places[p] for p in place),
        place_station=trips.place_station[place],
        first=np.concatenate([[0], np.cumsum(np.diff(trips.first)[trip])]).astype(np.int32),
        place=new_place[trips.place[calls]].astype(np.int32),
        **{name: getattr(trips, name)[calls] for name in ("arrive_s", "depart_s", "board", "alight")},
        **{name: getattr(trips, name)[trip] for name in ("pattern", "line", "route_type", "basis", "runs")},
        ids=tuple(trips.ids[t] for t in trip),
        stays=new_trip[trips.stays[::-1]].astype(np.int32),
        walks=trips.walks[::-1],
        rules=ChangeRules(
            rename(r.from_place, new_place)[rule],
            rename(r.to_place, new_place)[rule],
            r.from_line[rule],
            r.to_line[rule],
            rename(r.from_trip, new_trip)[rule],
            rename(r.to_trip, new_trip)[rule],
            r.seconds[rule],
        ),
    )


@quick
@given(small_cases(), st.data())
def test_the_order_of_rows_changes_nothing(case: Case, data: st.DataObject) -> None:
    trips, seconds, question = case
    orders = [
        data.draw(st.permutations(range(n))) for n in (trips.n_trips, len(trips.places), len(trips.rules.seconds))
    ]
    one, other = prepare(trips, seconds, question), prepare(shuffled(trips, *orders), seconds, question)
    assert np.array_equal(window_planes(one, threads=1), window_planes(other, threads=1))
    for a, b in ((0, 1), (1, 0), (2, 3)):
        pair = trips.stations[a], trips.stations[b]
        assert profile_of(one, *pair) == profile_of(other, *pair)


@quick
@given(small_cases())
def test_the_parts_add_up(case: Case) -> None:
    trips, seconds, question = case
    planes = dict(
        zip(PLANES, np.moveaxis(window_planes(prepare(trips, seconds, question), threads=1), 2, 0), strict=True)
    )
    np.fill_diagonal(planes["expected"], np.inf)
    some = np.isfinite(planes["expected"])
    parts = planes["first_wait"] + planes["in_vehicle"] + planes["transfer"]
    assert np.all(np.abs(parts[some] - planes["expected"][some]) <= 1e-9)
    for low, high in (
        ("best", "expected"),
        ("expected", "worst"),
        ("best", "median"),
        ("median", "p90"),
        ("p90", "worst"),
    ):
        assert np.all(planes[low][some] <= planes[high][some] + 1e-9), (low, high)
    assert np.all(planes["share"][some] == 1.0)


def test_the_answer_does_not_depend_on_threads_and_blocks() -> None:
    """Seventy stations along a line, a train every ten minutes: more than two blocks of destinations."""
    names = [f"s{k:02}" for k in range(70)]
    trips = timetable(
        [
            {"id": f"{way}{m}", "calls": [(s, m * 600 + 180 * k) for k, s in enumerate(names[::way])]}
            for way in (1, -1)
            for m in range(40)
        ]
    )
    question = Question(DAY, 3600, 7200, 6 * 3600)
    events = prepare(trips, change_s(trips, 120), question)
    one, two = window_planes(events, threads=1), window_planes(events, threads=2)
    assert np.array_equal(one, two)
    assert one[1, 0, PLANES.index("expected")] == 3.0 + 5.0
    assert one[69, 0, PLANES.index("departures_per_hour")] == 6.0


@quick
@given(small_cases())
def test_times_to_some_stations_are_those_of_all(case: Case) -> None:
    events = prepare(*case)
    if not len(events.net.depart):
        return
    code = events.stations[-1]
    whole, one = times_of(events, threads=1), times_of(events, threads=1, to=[code])
    for name in PLANES:
        assert np.array_equal(getattr(one, name)[:, -1], getattr(whole, name)[:, -1])
    assert np.isinf(one.expected[:-1, :-1][~np.eye(len(events.stations) - 1, dtype=bool)]).all()
    assert one.departures_per_hour[:-1, :-1][~np.eye(len(events.stations) - 1, dtype=bool)].sum() == 0
