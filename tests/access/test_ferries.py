"""Ferries carry people further than stations and destinations are looked for on land."""

import numpy as np
import pytest
from small_world import crossing, islands, network, places, reached, service, station

from bereikbaar.access.door import door_to_door, to_stations
from bereikbaar.access.frequencies import best_station_departures
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.last_departure import home_legs
from bereikbaar.access.legs import access_legs
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

BICYCLE = 1.3 * 60 / 16
LAND = islands((-20, 0), (30, 90))


def boat(**more):
    given = {"kind": "ferry", "minutes": 95.0, "per_hour": 0.2}
    return crossing("boat", -0.1, 30.1, "walk bicycle", **{**given, **more})


def island(*crossings, home_km=-1.0):
    """An island with its port at 0 km, 30 km of water, and a mainland with stations at 31, 33 and 70 km."""
    stops = [station("a", 31), station("b", 33), station("c", 70)]
    net = network(stops, [service("1", "a 0, b 5, c 40", tph=4.0)])
    where = places(
        [("1000", "isle", home_km, 10), ("2000", "port", 32, 100), ("3000", "far", 70, 1000)],
        land=LAND, crossings=crossings,
    )  # fmt: skip
    return net, where


def of_the_isle(net, where, **chosen):
    return access_legs(net, where, "offpeak", Settings().changed(**chosen))


def stations_of(legs):
    own = slice(legs.access.start[0], legs.access.start[1])
    rows = zip(legs.access.station[own], legs.access.kind[own], legs.access.best_min[own], strict=True)
    return {(int(s), KINDS[k]): m for s, k, m in rows}


def test_a_boat_of_thirty_kilometres_brings_to_the_stations_behind_the_port():
    found = stations_of(of_the_isle(*island(boat())))
    assert found == {
        (0, "bicycle"): pytest.approx((0.9 + 0.9) * BICYCLE + 95 + 150),
        (1, "bicycle"): pytest.approx((0.9 + 2.9) * BICYCLE + 95 + 150),
    }


def test_without_the_boat_nobody_gets_there_and_a_bridge_as_long_is_no_boat():
    assert stations_of(of_the_isle(*island())) == {}
    assert stations_of(of_the_isle(*island(boat(kind="bridge", minutes=0.0, per_hour=None)))) == {}


def test_the_radius_of_roads_does_not_change_what_a_boat_does():
    short = stations_of(of_the_isle(*island(boat()), assumed_radius_km=5))
    assert short == stations_of(of_the_isle(*island(boat()), assumed_radius_km=60))


def test_the_limit_of_the_bicycle_still_holds_on_both_sides_together():
    net, where = island(boat(), home_km=-7.0)
    assert set(stations_of(of_the_isle(net, where))) == {(0, "bicycle")}, "6.9 + 0.9 km, but not 6.9 + 2.9"


def test_there_is_a_direct_way_to_the_places_behind_the_port_and_back():
    direct = of_the_isle(*island(boat())).direct
    assert (direct.start.tolist(), direct.to.tolist()) == ([0, 1, 2, 2], [1, 0])
    assert direct.minutes == pytest.approx([(0.9 + 1.9) * BICYCLE + 95 + 150] * 2)


def test_one_leaves_as_often_as_the_boat_does():
    net, where = island(boat())
    legs = of_the_isle(net, where)
    of_isle = slice(0, legs.access.start[1])
    assert legs.access.per_hour[of_isle].tolist() == [0.2, 0.2] and not legs.access.boards[of_isle].any()
    assert np.isinf(legs.access.per_hour[legs.access.kind == KINDS.index("bicycle")]).any(), "on land at any time"
    door = door_to_door(travel_times(net, "offpeak", Settings()), legs, Settings())
    away = to_stations(door, [["c"]])
    assert (away.departures[0, 0], away.gap[0, 0], away.rides[0, 0]) == (pytest.approx(0.2), pytest.approx(300), True)
    zones = where.zones
    often = reached(door, zones.population, zones.town_idx, zones.population, [600])
    assert often.frequent[0] == 0, "by train and straight to the port it is the same boat"
    assert best_station_departures(legs.access, np.array([[4.0, 8.0, 4.0]]))[0, 0] == pytest.approx(0.2)


def test_a_boat_that_sails_ten_times_an_hour_is_turn_up_and_go():
    net, where = island(boat(per_hour=10.0, minutes=30.0))
    net = network(list(net.stations.values()), [service("1", "a 0, b 5, c 40", tph=8.0)])
    legs = of_the_isle(net, where)
    door = door_to_door(travel_times(net, "offpeak", Settings()), legs, Settings())
    zones = where.zones
    got = reached(door, zones.population, zones.town_idx, zones.population, [600])
    assert got.frequent[0] == pytest.approx(1100)


def test_the_last_way_home_does_not_count_on_a_boat_while_there_is_a_bicycle():
    net, where = island(boat())
    legs = access_legs(net, where, "offpeak", Settings(), homeward=True).egress
    kept = home_legs(legs)
    assert np.diff(kept.start).tolist()[0] == 2, "the island has nothing but its boat"
    net, where = island(boat(), home_km=32.5)
    more = station("isle", -1)
    net = network([*net.stations.values(), more], [service("1", "a 0, b 5, c 40"), service("2", "isle 0, a 90")])
    legs = access_legs(net, where, "offpeak", Settings(), homeward=True).egress
    by_boat = legs.station == 3
    assert by_boat.any() and not (home_legs(legs).station == 3).any()
