"""Legs between doors and stations: sums on paper."""

import numpy as np
import pytest
from small_world import feeder, network, places, service, station, with_more

from bereikbaar.access.legs import KINDS, access_legs
from bereikbaar.access.within import within_zone_min
from bereikbaar.settings import Settings, preset

#: The sums on paper wait 0.35 of the headway after a change, whatever the default is fitted to.
PAPER = Settings().changed(alpha_transfer=0.35)

LINE = service("1", "a 0, b 30, c 60")


def world(**station_b):
    """Three stations 50 km apart; zones 1 km, 2 km and 15 km from them."""
    stations = [station("a", 0), station("b", 50, **station_b), station("c", 100)]
    zones = [("1000", "atown", -1, 6000), ("2000", "btown", 52, 7000), ("3000", "ctown", 115, 8000)]
    return network(stations, [LINE]), places(zones)


def table(legs, codes, zone):
    """{(station, kind): (best, expected)} of one zone."""
    return {
        (codes[legs.station[k]], KINDS[legs.kind[k]]): (legs.best_min[k], legs.expected_min[k])
        for k in range(legs.start[zone], legs.start[zone + 1])
    }


def legs_of(net, where, settings=None, window="offpeak"):
    got = access_legs(net, where, window, settings or PAPER)
    n = len(where.zones.code)
    return [table(got.access, got.stations, z) for z in range(n)], [
        table(got.egress, got.stations, z) for z in range(n)
    ]


def test_at_home_one_cycles_or_takes_a_bus_that_is_waited_for():
    home, _ = legs_of(*world())
    # 1 km as the crow flies, 1.3 km along the street, at 16 km/h
    assert home[0]["a", "bicycle"] == pytest.approx((4.875, 4.875))
    # 4 min + 1.35 km at 38 km/h; twice an hour: 15 min of waiting
    run = 4 + 1.35 * 60 / 38
    assert home[0]["a", "assumed"] == pytest.approx((run, run + 15))
    run = 4 + 1.35 * 15 * 60 / 38
    assert home[2] == {("c", "assumed"): pytest.approx((run, run + 15))}


def test_at_the_other_end_there_is_no_own_bicycle_and_the_bus_follows_a_change():
    _, away = legs_of(*world())
    assert away[0]["a", "walk"] == pytest.approx((15.6, 15.6))  # 1.3 km at 5 km/h
    run = 4 + 1.35 * 2 * 60 / 38
    # 2.6 km on foot is 31.2 min and beyond the limit of 30: change 2 min, 0.35 of half an hour, ride
    assert away[1] == {("b", "assumed"): pytest.approx((2 + 10.5 + run, 2 + 10.5 + run))}


def test_a_limit_includes_itself():
    net, where = world()
    exactly = PAPER.changed(bicycle_limit_min=4.875)
    assert ("a", "bicycle") in legs_of(net, where, exactly)[0][0]
    below = PAPER.changed(bicycle_limit_min=4.874)
    assert ("a", "bicycle") not in legs_of(net, where, below)[0][0]


def test_rental_bicycles_stand_at_intercity_stations_unless_the_station_says_otherwise():
    rental = {("b", "rental"): pytest.approx((3 + 9.75, 3 + 9.75))}  # 2.6 km at 16 km/h and 3 min
    assert rental.items() <= legs_of(*world(intercity=True))[1][1].items()
    assert rental.items() <= legs_of(*world(rental_bicycle=True))[1][1].items()
    assert ("b", "rental") not in legs_of(*world(intercity=True, rental_bicycle=False))[1][1]
    net, where = world(intercity=True)
    assert ("b", "rental") not in legs_of(net, where, PAPER.changed(rental_bicycle="no"))[1][1]
    assert ("b", "rental") not in legs_of(net, where)[0][1], "at home one has one's own"


def test_an_ebike_takes_the_place_of_the_bicycle_at_home():
    home, away = legs_of(*world(), PAPER.changed(ebike="yes"))
    assert home[0]["a", "ebike"] == pytest.approx((3.9, 3.9))  # 1.3 km at 20 km/h
    assert ("a", "bicycle") not in home[0] and ("a", "ebike") not in away[0]


def test_extra_minutes_of_a_station_are_on_every_leg_at_both_ends():
    plain, slow = legs_of(*world()), legs_of(*world(access_extra_min=7.0))
    for end in (0, 1):
        for key, (best, expected) in plain[end][1].items():
            assert slow[end][1][key] == pytest.approx((best + 7, expected + 7))
        assert slow[end][0] == plain[end][0]


def test_a_known_line_takes_the_place_of_the_assumed_bus_of_its_town_only():
    net, where = world()
    lines = (feeder("btown", "b", 12.0, 4.0), feeder("btown", "a", 40.0, 1.0))
    home, away = legs_of(network(list(net.stations.values()), [LINE], lines), where)
    assert ("b", "assumed") not in home[1]
    assert home[1]["b", "feeder"] == pytest.approx((12, 12 + 7.5))
    assert home[1]["a", "feeder"] == pytest.approx((40, 40 + 30))
    assert away[1]["b", "feeder"] == pytest.approx((2 + 0.35 * 15 + 12,) * 2)
    assert ("a", "assumed") in home[0] and ("c", "assumed") in home[2]


def test_a_line_that_a_scenario_adds_comes_beside_the_assumed_bus():
    net, where = world()
    home, _ = legs_of(with_more(net, feeders=[feeder("btown", "b", 3.0, 4.0)]), where)
    assert {("b", "assumed"), ("b", "feeder")} <= set(home[1])


def test_a_frequency_that_was_not_seen_is_that_of_the_assumed_bus_and_marked():
    net, where = world()
    lines = (feeder("btown", "b", 12.0, (None, None, None)), feeder("btown", "a", 40.0, 4.0))
    net = network(list(net.stations.values()), [LINE], lines)
    for window, wait in (("offpeak", 15), ("evening", 30), ("sunday", 30)):
        assert legs_of(net, where, window=window)[0][1]["b", "feeder"] == pytest.approx((12, 12 + wait))
    got = access_legs(net, where, "offpeak", PAPER)
    first, after = got.access.start[1], got.access.start[2]
    marked = dict(zip(got.access.station[first:after], got.access.assumed_frequency[first:after], strict=True))
    assert marked[1] and not marked[0]


def test_a_line_with_no_departures_in_a_window_does_not_run_then():
    net, where = world()
    net = network(list(net.stations.values()), [LINE], (feeder("btown", "b", 12.0, (2.0, 0.0, 2.0)),))
    assert ("b", "feeder") in legs_of(net, where)[0][1]
    evening = legs_of(net, where, window="evening")[0][1]
    assert set(evening) == {("b", "bicycle")}, "neither the line nor an assumed bus in its place"


def test_lines_to_unknown_stations_and_towns_reach_nobody():
    net, where = world()
    lines = (feeder("nowhere", "b", 5.0), feeder("btown", "gone", 5.0))
    home, _ = legs_of(network(list(net.stations.values()), [LINE], lines), where)
    assert all(kind != "feeder" for zone in home for _, kind in zone)


def test_the_assumed_bus_runs_to_all_stations_within_its_radius_and_to_the_nearest_ones_beyond():
    stations = [station("x", 19), station("y", 20.0), station("z", 21), station("i", 90, intercity=True)]
    net = network(stations, [service("1", "x 0, y 5, z 10, i 60")])
    where = places([("1000", "t", 0, 1), ("2000", "u", -30, 1)])
    home, _ = legs_of(net, where)
    assert {s for s, kind in home[0] if kind == "assumed"} == {"x", "y", "i"}
    assert {s for s, kind in home[1] if kind == "assumed"} == {"x", "i"}
    far = 4 + 1.35 * 120 * 60 / 38
    assert home[1]["i", "assumed"] == pytest.approx((far, far + 15))


def test_a_new_station_never_takes_a_bus_away():
    stations = [station("x", 30), station("i", 60, intercity=True)]
    net = network(stations, [service("1", "x 0, i 30")])
    where = places([("1000", "t", 0, 1)])
    plan = with_more(
        net,
        [station("n", 25), station("m", 28, intercity=True)],
        [service("2", "n 0, m 5, i 40"), service("3", "n 0, x 5")],
    )
    assert {s for s, _ in legs_of(net, where)[0][0]} == {"x", "i"}
    assert {s for s, _ in legs_of(plan, where)[0][0]} == {"x", "i", "n", "m"}


def test_trains_that_a_scenario_brings_to_a_forgotten_station_take_no_bus_away_either():
    stations = [station("x", 30), station("w", 25), station("i", 60, intercity=True)]
    net = network(stations, [service("1", "x 0, i 30")])
    where = places([("1000", "t", 0, 1)])
    assert {s for s, _ in legs_of(net, where)[0][0]} == {"x", "i"}, "w has no trains: no bus goes there"
    plan = with_more(net, services=[service("2", "w 0, i 40")])
    assert {s for s, _ in legs_of(plan, where)[0][0]} == {"x", "i", "w"}


def test_without_assumed_transit_only_own_legs_and_known_lines_are_left():
    net, where = world()
    net = network(list(net.stations.values()), [LINE], (feeder("ctown", "c", 20.0, (None, 1.0, 1.0)),))
    home, away = legs_of(net, where, PAPER.changed(assumed_transit="no"))
    assert set(home[0]) == {("a", "bicycle")} and set(home[2]) == {("c", "feeder")}
    assert home[2]["c", "feeder"] == pytest.approx((20, 35)), "how often is still the assumption"
    assert away[1] == {}


def test_the_pbl_preset_reaches_less_far():
    home, _ = legs_of(*world(), preset("pbl"))
    assert home[0]["a", "bicycle"][0] == pytest.approx(1.3 * 60 / 14)
    assert ("b", "bicycle") in home[1]
    far = places([("1000", "t", 2.7, 1)])  # 3.51 km along the street at 14 km/h: 15.04 min
    assert ("a", "bicycle") not in legs_of(world()[0], far, preset("pbl"))[0][0]
    assert ("a", "bicycle") in legs_of(world()[0], far)[0][0]


def test_within_a_zone_one_walks_half_its_radius():
    _, where = world()  # zones of pi square km: a radius of 1 km
    assert within_zone_min(where, PAPER) == pytest.approx([0.5 * 1.3 * 60 / 5] * 3)
    unknown = places([("1000", "t", 0, 1), ("2000", "t", 3, 1)], area_km2=np.nan)
    assert within_zone_min(unknown, PAPER) == pytest.approx([0.5 * 1.5 * 1.3 * 60 / 5] * 2)
    alone = places([("1000", "t", 0, 1)], area_km2=np.nan)
    assert within_zone_min(alone, PAPER).tolist() == [0.0]


def test_direct_ways_are_walked_up_to_45_and_cycled_up_to_60_minutes():
    net, _ = world()
    km = 60 / (1.3 * 60 / 16)  # one hour by bicycle
    where = places([("1000", "t", 0, 1), ("2000", "t", km, 1), ("3000", "t", 2 * km + 0.01, 1)])
    direct = access_legs(net, where, "offpeak", PAPER).direct
    ways = {
        (z, int(direct.to[k])): (KINDS[direct.kind[k]], direct.minutes[k])
        for z in range(3)
        for k in range(direct.start[z], direct.start[z + 1])
    }
    assert ways == {(0, 1): ("bicycle", pytest.approx(60)), (1, 0): ("bicycle", pytest.approx(60))}
    slow = PAPER.changed(direct_bicycle_limit_min=10)
    near = places([("1000", "t", 0, 1), ("2000", "t", 2.8, 1), ("3000", "t", 5.8, 1)])
    direct = access_legs(net, near, "offpeak", slow).direct
    assert [KINDS[k] for k in direct.kind] == ["walk"] * 2 and direct.minutes == pytest.approx(2.8 * 1.3 * 12)


def test_the_order_of_rows_does_not_matter():
    net, where = world()
    lines = (feeder("btown", "b", 12.0, 4.0), feeder("btown", "a", 40.0, 1.0), feeder("ctown", "c", 9.0, None))
    one = network(list(net.stations.values()), [LINE], lines)
    other = network(list(net.stations.values())[::-1], [LINE], lines[::-1])
    assert legs_of(one, where) == legs_of(other, where)
