"""Trains where one may only get in, or only get out, at some stops: the headway method never offers the rest."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bereikbaar.access.frequencies import reached_directly, station_departures
from bereikbaar.network.model import Network, Pattern, Service, Station, Window
from bereikbaar.routing.direct import direct_services
from bereikbaar.routing.journeys import journey
from bereikbaar.routing.reference import reference_times
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.scenarios.changes.calls import calls_of, drop_stop, pattern_of
from bereikbaar.settings import Settings

CODES = ("ah", "asd", "em", "ut")


def network(*patterns: Pattern) -> Network:
    services = {f"s{n}": Service(f"s{n}", f"s{n}", "Train", "", (p,)) for n, p in enumerate(patterns)}
    stations = {code: Station(code, code, 52.0, 5.0) for code in CODES}
    return Network("small", "", "", (Window("day", 10, "day"),), stations, services)


#: The train abroad: get in only until Utrecht, get out only from Arnhem on.
ABROAD = Pattern(
    "outbound", ("asd", "ut", "ah", "em"), (0, 25, 60, 80), (0, 28, 63, 80), (0.5,),
    board=(True, True, False, False), alight=(False, False, True, True),
)  # fmt: skip
DOMESTIC = Pattern("outbound", ("asd", "ut"), (0, 27), (0, 27), (2.0,))


def minutes(net: Network, a: str, b: str) -> tuple[float, float]:
    times = travel_times(net, "day", Settings())
    i, j = times.stations.index(a), times.stations.index(b)
    return float(times.expected[i, j]), float(times.best[i, j])


def test_a_train_that_only_takes_up_is_no_way_to_its_next_stop() -> None:
    net = network(ABROAD, DOMESTIC)
    assert minutes(net, "asd", "ut") == (15 + 27, 27)
    assert [d.service for d in direct_services(net, "day", "asd", "ut")] == ["s1"]


def test_where_both_are_allowed_the_train_is_used() -> None:
    net = network(ABROAD)
    assert minutes(net, "ut", "ah") == (60 + 32, 32)
    assert minutes(net, "asd", "ah") == (60 + 60, 60)
    assert [leg.minutes for leg in journey(net, "day", Settings(), "asd", "em").legs] == [80]


def test_nobody_gets_in_where_the_train_only_sets_down() -> None:
    assert minutes(network(ABROAD, DOMESTIC), "ah", "em") == (math.inf, math.inf)


def test_departures_and_direct_stations_leave_out_what_is_not_allowed() -> None:
    net = network(ABROAD, DOMESTIC)
    assert station_departures(net).tolist() == [[0.0, 2.5, 0.0, 0.5]]
    assert reached_directly(net, "day").tolist() == [0, 3, 0, 2]


def test_flags_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="does not say of each of its stops"):
        travel_times(network(replace(DOMESTIC, board=(True,))), "day", Settings())


def test_a_scenario_that_skips_a_stop_keeps_the_rest_as_it_was() -> None:
    shorter = pattern_of(ABROAD, drop_stop(calls_of(ABROAD), 1, 55.0, ""))
    assert shorter.stations == ("asd", "ah", "em")
    assert [shorter.boards(k) for k in range(3)] == [True, False, False]
    assert [shorter.alights(k) for k in range(3)] == [False, True, True]


def test_a_service_that_goes_on_takes_people_up_where_it_used_to_end() -> None:
    calls = calls_of(ABROAD)
    more = replace(
        calls,
        stations=("bd", *calls.stations, "kb"),
        run_min=(30.0, *calls.run_min, 40.0),
        dwell_min=(0.0, 2.0, *calls.dwell_min[1:-1], 2.0, 0.0),
        leg_source=("", *calls.leg_source, ""),
    )
    longer = pattern_of(ABROAD, more)
    assert [longer.boards(k) for k in range(6)] == [True, True, True, False, True, False]
    assert [longer.alights(k) for k in range(6)] == [False, True, False, True, True, True]


@st.composite
def some_pattern(draw: st.DrawFn) -> Pattern:
    stations = draw(st.permutations(CODES))[: draw(st.integers(2, 4))]
    n = len(stations)
    arrive = [0.0]
    for _ in stations[1:]:
        arrive.append(arrive[-1] + draw(st.integers(1, 30)))
    flags = st.lists(st.booleans(), min_size=n, max_size=n).map(tuple)
    return Pattern(
        "outbound", tuple(stations), tuple(arrive), tuple(arrive), (draw(st.sampled_from([0.5, 1.0, 2.0])),),
        board=draw(flags), alight=draw(flags),
    )  # fmt: skip


@given(st.lists(some_pattern(), min_size=1, max_size=4))
@hypothesis_settings(max_examples=60, deadline=None)
def test_kernels_and_slow_twin_agree_on_any_restrictions(patterns: list[Pattern]) -> None:
    net = network(*patterns)
    times = travel_times(net, "day", Settings())
    slow = reference_times(net, "day", Settings())
    for i, a in enumerate(times.stations):
        for j, b in enumerate(times.stations):
            answer = slow[a, b]
            assert times.expected[i, j] == pytest.approx(answer.expected, abs=1e-9)
            assert times.best[i, j] == pytest.approx(answer.best, abs=1e-9)
            assert times.changes[i, j] == pytest.approx(answer.changes, abs=1e-9)
