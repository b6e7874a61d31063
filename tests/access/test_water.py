"""Open water: lines that cross it, and the bridges and ferries that help."""

import math

import numpy as np
import pytest
from small_world import crossing, islands, network, places, service, station

from bereikbaar.access.crossings import Mode, ends, passages
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import access_legs
from bereikbaar.access.points import crow_km, nearest, pairs_within, points
from bereikbaar.access.water import open_water, stays_dry
from bereikbaar.settings import Settings

BUS, BICYCLE, WALK = 1.35 * 60 / 38, 1.3 * 60 / 16, 1.3 * 60 / 5


def on_meridian(*km):
    from small_world import MIDDLE, north

    return points([north(k) for k in km], [MIDDLE[1]] * len(km))


def dry(land, *pairs, **chosen):
    world = places([("1000", "t", 0, 1)], land=land)
    water = open_water(world, Settings().changed(**chosen))
    a, b = (on_meridian(*column) for column in zip(*pairs, strict=True))
    return stays_dry(water, a, b).tolist()


def test_a_line_may_cross_300_metres_beside_the_shores():
    # two strips of land with so much water between; 150 m along each shore counts as land
    assert dry(islands((-5, 0), (0.59, 5)), (-1, 2)) == [True], "0.29 km between the widened shores"
    assert dry(islands((-5, 0), (0.61, 5)), (-1, 2)) == [False], "0.31 km"
    assert dry(islands((-5, 0), (0.61, 5)), (-1, 2), water_limit_m=320) == [True]
    assert dry(islands((-5, 0), (0.61, 5)), (-1, 2), land_buffer_m=200) == [True]


def test_several_waters_are_added_up():
    land = islands((-5, 0), (0.5, 1), (1.5, 5))  # 0.2 and 0.2 km between the widened shores
    assert dry(land, (-1, 0.7), (0.7, 2), (-1, 2)) == [True, True, False]


def test_the_country_next_door_is_land_too_and_wider_along_its_shore():
    from dataclasses import replace

    world = replace(places([("1000", "t", 0, 1)], land=islands((-5, 0))), neighbours=islands((1.9, 9)))
    a, b = on_meridian(-1), on_meridian(3)
    assert stays_dry(open_water(world, Settings()), a, b).tolist() == [True]  # 1.9 - 0.15 - 1.5 km
    assert stays_dry(open_water(world, Settings().changed(neighbour_buffer_m=100)), a, b).tolist() == [False]


def test_without_outlines_all_is_land():
    world = places([("1000", "t", 0, 1)])
    assert open_water(world, Settings()) is None
    assert stays_dry(None, on_meridian(0, 1), on_meridian(5, 6)).tolist() == [True, True]


def strait(*crossings, north_km=1.0, **chosen):
    """A zone south of 3 km of water, a station north of it."""
    net = network([station("a", north_km + 3), station("b", 60)], [service("1", "a 0, b 30")])
    where = places([("1000", "t", -1, 1)], land=islands((-20, 0), (3, 80)), crossings=crossings)
    legs = access_legs(net, where, "offpeak", Settings().changed(**chosen)).access
    return {(int(s), KINDS[k]): m for s, k, m in zip(legs.station, legs.kind, legs.best_min, strict=True)}


def test_over_open_water_nobody_goes():
    assert strait() == {}


def test_a_bridge_is_crossed_at_the_speed_of_the_mode_by_the_modes_that_may():
    bridge = crossing("bridge", -0.1, 3.1)
    ways = strait(bridge)
    assert ways[0, "bicycle"] == pytest.approx(1.8 * BICYCLE + 3.2 * 60 / 16)
    assert ways[0, "assumed"] == pytest.approx(4 + 1.8 * BUS + 3.2 * 60 / 38)
    assert (1, "assumed") not in ways, "57 km away, and a is nearer"
    assert set(strait(crossing("tunnel", -0.1, 3.1, "bus"))) == {(0, "assumed")}
    assert set(strait(crossing("path", 3.1, -0.1, "walk bicycle"))) == {(0, "bicycle")}, "either end may come first"


def test_a_bridge_takes_its_minutes_at_least():
    lift = crossing("lift", -0.1, 3.1, minutes=20)
    assert strait(lift)[0, "bicycle"] == pytest.approx(1.8 * BICYCLE + 20)


def test_a_ferry_takes_its_minutes_and_half_its_headway_and_only_riding_counts_for_the_limit():
    ferry = crossing("ferry", -0.1, 3.1, "walk bicycle", kind="ferry", minutes=25, per_hour=1)
    assert strait(ferry)[0, "bicycle"] == pytest.approx(1.8 * BICYCLE + 25 + 30)
    assert strait(ferry, bicycle_limit_min=1.8 * BICYCLE)[0, "bicycle"] > 45
    assert (0, "bicycle") not in strait(ferry, bicycle_limit_min=1.8 * BICYCLE - 0.01, walk_limit_min=1)
    # on foot 1.8 km is 28 min: within the limit of 30, and the way when the bicycle may not go that far
    assert strait(ferry, bicycle_limit_min=1)[0, "walk"] == pytest.approx(1.8 * WALK + 25 + 30)


def test_the_ways_to_and_from_a_crossing_must_be_dry_too():
    far = crossing("far", -30, 3.1)  # begins on nothing
    assert strait(far) == {}


def test_the_quickest_of_several_crossings_counts():
    slow, quick = crossing("slow", -0.1, 3.1, minutes=40), crossing("quick", -0.1, 3.1, minutes=14)
    assert strait(slow, quick)[0, "bicycle"] == pytest.approx(1.8 * BICYCLE + 14)


def test_a_bus_may_use_two_bridges_one_after_the_other():
    net = network([station("a", 8)], [service("1", "a 0, b 30")])
    net = network([station("a", 8), station("b", 60)], [service("1", "a 0, b 30")])
    bridges = (crossing("one", -0.1, 2.1), crossing("two", 3.9, 6.1))
    land = islands((-20, 0), (2, 4), (6, 80))
    where = places([("1000", "t", -1, 1)], land=land, crossings=bridges)
    legs = access_legs(net, where, "offpeak", Settings()).access
    assert [KINDS[k] for k in legs.kind] == ["assumed"], "a bicycle takes one crossing only"
    assert legs.best_min == pytest.approx([4 + (0.9 + 1.8 + 1.9) * BUS + (2.2 + 2.2) * 60 / 38])


def test_direct_ways_go_by_bridges_in_both_directions():
    net = network([station("a", 100), station("b", 160)], [service("1", "a 0, b 30")])
    where = places(
        [("1000", "t", -1, 1), ("2000", "u", 4, 1)],
        land=islands((-20, 0), (3, 80)),
        crossings=(crossing("x", -0.1, 3.1),),
    )
    direct = access_legs(net, where, "offpeak", Settings()).direct
    assert direct.to.tolist() == [1, 0]
    assert direct.minutes == pytest.approx([1.8 * BICYCLE + 12] * 2)


def test_passages_of_a_mode():
    two = (crossing("a", 0, 1, "walk"), crossing("b", 2, 3, "bicycle", kind="ferry", minutes=5, per_hour=4))
    none = np.full((4, 4), np.inf)
    walk = passages(two, Mode("walk", 5.0, 1.3, 30.0), none)
    assert walk.into.tolist() == [0, 1] and walk.out_of.tolist() == [1, 0]
    assert walk.move_min == pytest.approx([12, 12]) and walk.rest_min.tolist() == [0, 0]
    ride = passages(two, Mode("bicycle", 16.0, 1.3, 45.0), none)
    assert (
        ride.into.tolist() == [2, 3]
        and ride.move_min.tolist() == [0, 0]
        and ride.rest_min == pytest.approx([12.5] * 2)
    )
    assert len(passages(two, Mode("bus", 38.0, 1.35, chains=True), none).into) == 0
    assert len(ends(two)) == 4


def test_distances_are_those_of_a_sphere():
    a, b = points([52.0], [5.0]), points([53.0, 52.0, -52.0], [5.0, 5.0, -175.0])
    assert crow_km(a.lat, a.lon, b.lat, b.lon) == pytest.approx([math.pi / 180 * 6371.0088, 0, math.pi * 6371.0088])
    i, j, km = pairs_within(a, b, 111.2)
    assert (i.tolist(), j.tolist()) == ([0, 0], [0, 1]) and km.tolist() == pytest.approx([111.195080, 0], abs=1e-5)
    assert nearest(a, b).tolist() == [1]
    assert len(pairs_within(points([], []), b, 10)[0]) == 0
