"""Trains that repeat: their calls, their common period, the changes that are planned."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import numpy as np
import pytest
from clock_networks import board, clock, network, planned, service

from bereikbaar.errors import RunError
from bereikbaar.network.trips import ANY, BASES
from bereikbaar.read.network import find_network, read_network
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import known_minutes, with_clocks
from bereikbaar.timetable.periodic import periodic_trips
from bereikbaar.timetable.times import change_seconds, clock_travel_times, shortest_per_hour
from bereikbaar.timetable.window import window_trains, window_trips

SETTINGS = Settings()
IC = service("ic", "a 0", "b 10 12", "c 30.5", day=2)
STOP = service("stop", "b 0", "d 20", day=1)


def test_a_train_leaves_every_period_of_the_common_one_and_runs_its_pattern_to_the_second() -> None:
    net = network(IC, STOP, clocks=(clock("ic", 7, 30), clock("stop", 50, confidence="C")))
    trips, question = window_trips(net, "offpeak", SETTINGS)
    assert board(trips) == [
        ("ic outbound 1.1", "a 00:07 b 00:19 c 00:37:30"),
        ("ic outbound 1.2", "a 00:37 b 00:49 c 01:07:30"),
        ("stop outbound 1", "b 00:50 d 01:10"),
    ]
    assert trips.period_s == 3600 and [BASES[b] for b in trips.basis] == ["A", "A", "C"]
    assert (question.start_s, question.end_s, question.date) == (0, 3600, "")
    assert question.longest_s == 720 * 60
    assert trips.arrive_s[1] == 17 * 60
    assert trips.board.tolist() == [True, True, False, True, True, False, True, False]
    assert trips.alight.tolist() == [False, True, True, False, True, True, False, True]


def test_where_one_may_not_get_in_nobody_does() -> None:
    (pattern,) = IC.patterns
    shut = dataclasses.replace(IC, patterns=(dataclasses.replace(pattern, board=(True, False, True)),))
    trips, _ = window_trips(network(shut, clocks=(clock("ic", 7, 30),)), "offpeak", SETTINGS)
    assert trips.board.tolist() == [True, False, False] and trips.period_s == 1800


def test_the_common_period_is_the_shortest_that_all_trains_fit_in() -> None:
    net = network(
        service("x", "a 0", "b 10", day=0.5), service("y", "a 0", "b 10", day=3),
        clocks=(clock("x", 100, 120), clock("y", 5, 20)),
    )  # fmt: skip
    trips, question = window_trips(net, "offpeak", SETTINGS)
    assert trips.period_s == question.end_s == 7200
    assert board(trips)[0][1] == "a 01:40 b 01:50"
    assert len(trips.ids) == 1 + 6


def test_periods_that_never_meet_within_a_day_are_refused_by_name() -> None:
    net = network(
        service("odd", "a 0", "b 10", day=60 / 49), service("y", "a 0", "b 10", day=60 / 37),
        clocks=(clock("odd", 1, 49), clock("y", 5, 37)),
    )  # fmt: skip
    with pytest.raises(RunError, match=r"only every 1813 minutes; .* service 'odd' has 49"):
        window_trips(net, "offpeak", SETTINGS)


def test_what_is_not_known_is_proposed_and_says_so() -> None:
    net = network(IC, STOP, clocks=(clock("ic", 7, 30),))
    trips, _ = window_trips(net, "offpeak", SETTINGS)
    assert [BASES[b] for b in trips.basis] == ["A", "A", "proposed"]
    assert len(window_trains(net, "offpeak", SETTINGS)) == 2


def test_planned_changes_become_rules_between_the_lines_that_run() -> None:
    net = network(
        IC, STOP, service("late", "b 0", "d 9", day=0, evening=1),
        clocks=(clock("ic", 7, 30), clock("stop", 50)),
        connections=(
            planned("b", "ic", "stop", 3), planned("b", "ic", "stop", 1, "Mon-Thu"),
            planned("b", "ic", "late", 0), planned("x", "ic", "stop", 0), planned("b", "stop", "ic", 0, "Sat"),
        ),
    )  # fmt: skip
    rules = window_trips(net, "offpeak", SETTINGS)[0].rules
    trips = window_trips(net, "offpeak", SETTINGS)[0]
    b, ic, stop = trips.places.index("b"), trips.patterns.index(("ic", "outbound")), 1
    assert [column.tolist() for column in rules] == [[b], [b], [ic], [stop], [ANY], [ANY], [60]]


def test_a_service_split_off_another_keeps_its_planned_changes() -> None:
    part = dataclasses.replace(IC, id="ic-day", info=MappingProxyType({"variant_of": "ic"}))
    net = network(part, STOP, clocks=(clock("ic-day", 7, 30),), connections=(planned("b", "ic", "stop", 1),))
    assert window_trips(net, "offpeak", SETTINGS)[0].rules.seconds.tolist() == [60]


def test_a_planned_change_of_one_minute_is_made_and_an_unplanned_one_missed() -> None:
    # at the large station b: arrival :17, departure :18
    clocks = (clock("ic", 7, 30), clock("stop", 18))
    missed = network(IC, STOP, clocks=clocks, large="b")
    met = network(IC, STOP, clocks=clocks, large="b", connections=(planned("b", "ic", "stop", 1),))
    best = [clock_travel_times(net, "offpeak", SETTINGS).at("best", "a", "d") for net in (missed, met)]
    assert best == [61.0, 31.0]  # from :37 to :38 of the next hour; from :07 to :38


def test_change_times_by_station() -> None:
    net = dataclasses.replace(network(IC, STOP, large="b c"), change_min={"c": 7.5})
    assert change_seconds(net, SETTINGS).tolist() == [120, 180, 450, 120]
    assert change_seconds(net, SETTINGS.changed(change_min=5)).tolist() == [300, 300, 450, 300]
    assert change_seconds(net, SETTINGS.changed(cautious_changes=True)).tolist() == [120, 240, 450, 120]


def test_a_planner_shows_a_fast_train_every_two_hours_in_half_of_its_answers() -> None:
    net = network(
        service("fast", "a 0", "b 20", day=0.5), service("slow", "a 0", "b 30", day=1),
        clocks=(clock("fast", 10, 120), clock("slow", 40)),
    )  # fmt: skip
    trips, question = window_trips(net, "offpeak", SETTINGS)
    minutes = shortest_per_hour(trips, change_seconds(net, SETTINGS), question)
    assert minutes[0, 1] == 25.0 and minutes[0, 0] == 0.0
    assert minutes[1, 0] == np.inf
    assert clock_travel_times(net, "offpeak", SETTINGS).at("best", "a", "b") == 20.0


def test_the_order_of_services_and_clocks_does_not_matter() -> None:
    clocks = (clock("ic", 7, 30), clock("stop", 50))
    a, _ = window_trips(network(IC, STOP, clocks=clocks), "offpeak", SETTINGS)
    b, _ = window_trips(network(STOP, IC, clocks=clocks[::-1]), "offpeak", SETTINGS)
    assert a.ids == b.ids and (a.depart_s == b.depart_s).all() and (a.place == b.place).all()


def test_the_known_trains_of_the_dutch_network_meet_the_observed_minutes_of_its_table() -> None:
    """clock_minutes.csv holds the minute of every call; a train of half minutes is at most a minute later there."""
    from bereikbaar.read.clock import read_clock_minutes

    net = with_clocks(read_network(find_network("nl-2026")))
    trains = [t for t in known_minutes(net, "offpeak")[0] if t.period_min == 60]
    trips = periodic_trips(net, "offpeak", trains)
    table = read_clock_minutes(find_network("nl-2026"))
    said: dict[tuple[str, str, int], set[float]] = {}
    for _, name, direction, seq, minute, period in table.rows(
        "service", "direction", "seq", "depart_minute", "period_min"
    ):
        if minute is not None:
            said.setdefault((name, direction, seq), set()).update((minute, (minute + period) % 60))
    checked = 0
    for t, p in enumerate(trips.pattern.tolist()):
        for k, call in enumerate(range(trips.first[t], trips.first[t + 1] - 1)):
            found = trips.depart_s[call] / 60 % 60
            assert any((found - m) % 60 <= 0.5 for m in said[(*trips.patterns[p], k)])
            checked += 1
    assert checked > 400
