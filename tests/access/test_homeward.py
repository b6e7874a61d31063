"""The way back: from an activity, where no bicycle of one's own stands, to home, where it does."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import feeder, network, places, service, station
from test_access_legs import table
from test_door import BICYCLE, BUS, LINE, PAPER, WALK, world, worlds

from bereikbaar.access.door import door_to_door, zone_times
from bereikbaar.access.kinds import KINDS, OWN_KINDS
from bereikbaar.access.legs import access_legs
from bereikbaar.access.reference import zone_journey
from bereikbaar.access.rows import zone_matrix
from bereikbaar.access.towns import measure_door
from bereikbaar.access.trips import End, trip
from bereikbaar.routing.travel_times import travel_times


def home_door(net, where, chosen=PAPER):
    return measure_door(
        net, {"offpeak": travel_times(net, "offpeak", chosen)}, where, chosen, "offpeak", homeward=True
    )


def test_by_bus_train_and_own_bicycle():
    door = home_door(*world())
    one = zone_times(door, 1)
    # 4 min and 2 km by bus, waited for as at the first boarding; change 2, 0.35 of half an hour, the train; 1 km home
    expected = (15 + 4 + 2 * BUS) + (2 + 10.5 + 30) + BICYCLE
    assert one.expected[0, 0] == pytest.approx(expected)
    assert one.best[0, 0] == pytest.approx(expected - 15)
    assert one.changes[0, 0] == 1 and KINDS[one.kind[0, 0]] == "assumed"
    assert (one.departures[0, 0], one.gap[0, 0]) == pytest.approx((2, 30))


def test_home_by_bus_one_waits_as_after_a_change():
    one = zone_times(home_door(*world()), 0)
    # 1 km on foot, half of half an hour, an hour by train; change 2, 0.35 of half an hour, 4 min and 15 km by bus
    assert one.expected[0, 2] == pytest.approx(WALK + 15 + 60 + (2 + 10.5 + 4 + 15 * BUS))
    assert KINDS[one.kind[0, 2]] == "walk"


def test_back_to_an_intercity_station_by_rental_bicycle():
    stations = [station("a", 0), station("b", 50, intercity=True)]
    net, where = network(stations, [service("1", "a 0, b 30")]), places([("1000", "t", 1, 1), ("2000", "u", 52, 1)])
    one = zone_times(home_door(net, where, PAPER.changed(assumed_transit="no")), 1)
    assert one.expected[0, 0] == pytest.approx((3 + 2 * BICYCLE) + 15 + 30 + BICYCLE)
    assert KINDS[one.kind[0, 0]] == "rental"


def test_within_reach_of_a_bicycle_it_is_the_same_bicycle_both_ways():
    net, _ = world()
    near = places([("1000", "t", 0.5, 1), ("2000", "t", 10.5, 1)])
    out = access_legs(net, near, "offpeak", PAPER)
    home = access_legs(net, near, "offpeak", PAPER, homeward=True)
    assert home.homeward and not out.homeward
    assert (out.direct.minutes == home.direct.minutes).all() and (out.within_min == home.within_min).all()


def own(legs):
    return {key: value for key, value in legs.items() if key[1] in (*OWN_KINDS, "rental")}


def boarded(legs):
    return {key: value for key, value in legs.items() if key[1] in ("feeder", "assumed")}


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_own_legs_are_swapped_and_buses_are_waited_for_as_they_come(made):
    net, where = made
    out = access_legs(net, where, "offpeak", PAPER)
    home = access_legs(net, where, "offpeak", PAPER, homeward=True)
    for zone in range(len(where.zones.code)):
        first, last = (table(legs, out.stations, zone) for legs in (out.access, out.egress))
        back_first, back_last = (table(legs, out.stations, zone) for legs in (home.access, home.egress))
        assert back_first == {**own(last), **boarded(first)}
        assert back_last == {**own(first), **boarded(last)}


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([PAPER, PAPER.changed(ebike="yes", assumed_transit="no")]))
def test_the_compiled_loops_say_what_the_slow_twin_says(made, chosen):
    net, where = made
    door = home_door(net, where, chosen)
    n = len(where.zones.code)
    slow = [[zone_journey(door.times, door.legs, o, z) for z in range(n)] for o in range(n)]
    exact = np.array([[j.expected if j else math.inf for j in row] for row in slow])
    assert zone_matrix(door) == pytest.approx(exact, abs=1e-9)
    for o in range(n):
        assert zone_times(door, o).expected[0] == pytest.approx(exact[o], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_without_waiting_and_changing_the_way_back_is_the_way_there_the_other_way_round(made):
    net, where = made  # whose trains run the same in both directions
    never = PAPER.changed(alpha_first=0, alpha_transfer=0, change_min=0)
    there = door_to_door(travel_times(net, "offpeak", never), access_legs(net, where, "offpeak", never), never)
    back = home_door(net, where, never)
    for o in range(len(where.zones.code)):
        row = [zone_matrix(there)[z, o] for z in range(len(where.zones.code))]
        assert zone_times(back, o).expected[0] == pytest.approx(row, abs=1e-9)


def test_a_trip_home_leg_by_leg():
    net, where = world((feeder("ctown", "c", 20.0, 4.0),))
    door = home_door(net, where)
    found = trip(net, door, End("3000", 2), End("1000", 0))
    assert [leg["mode"] for leg in found.legs] == ["feeder", "rail", "bicycle"]
    assert found.expected_min == pytest.approx(zone_times(door, 2).expected[0, 0])
    assert found.egress_min == pytest.approx(BICYCLE) and LINE.id == found.legs[1]["service"]
