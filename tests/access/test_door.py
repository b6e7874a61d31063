"""Door to door: sums on paper, and the compiled loops against their slow twin."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import centre, feeder, network, places, reached, service, station

from bereikbaar.access.door import NO_WAY, door_to_door, to_points, to_stations, zone_times
from bereikbaar.access.headway_rows import useful
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.legs import access_legs
from bereikbaar.access.model import Amenity
from bereikbaar.access.reference import zone_journey
from bereikbaar.errors import RunError
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

#: The sums on paper wait 0.35 of the headway after a change, whatever the default is fitted to.
PAPER = Settings().changed(alpha_transfer=0.35)

LINE = service("1", "a 0, b 30, c 60")
#: Minutes of the assumed bus per km, and of a bicycle and a walk.
BUS, BICYCLE, WALK = 1.35 * 60 / 38, 1.3 * 60 / 16, 1.3 * 60 / 5


def door_of(net, where, chosen=None, window="offpeak"):
    chosen = chosen or PAPER
    return door_to_door(travel_times(net, window, chosen), access_legs(net, where, window, chosen), chosen)


def world(feeders=(), **fields):
    stations = [station("a", 0), station("b", 50), station("c", 100)]
    zones = [("1000", "atown", -1, 6000), ("2000", "btown", 52, 7000), ("3000", "ctown", 115, 8000)]
    return network(stations, [LINE], feeders), places(zones, **fields)


def test_by_bicycle_train_and_bus():
    one = zone_times(door_of(*world()), 0)
    # bicycle to a, half of half an hour, the train; change 2, 0.35 of half an hour, 4 min and 2 km by bus
    expected = BICYCLE + 15 + 30 + (2 + 10.5 + 4 + 2 * BUS)
    assert one.expected[0, 1] == pytest.approx(expected)
    assert one.best[0, 1] == pytest.approx(expected - 15)
    assert one.changes[0, 1] == 1, "from train to bus is a change"
    assert (one.departures[0, 1], one.gap[0, 1]) == pytest.approx((2, 30))
    assert KINDS[one.kind[0, 1]] == "bicycle" and one.rides[0, 1]
    assert (one.station_from[0, 1], one.station_to[0, 1]) == (0, 1)


def test_by_bus_and_train_one_waits_as_at_the_first_boarding_and_then_as_after_a_change():
    one = zone_times(door_of(*world()), 2)
    ride = 4 + 15 * BUS
    onward = 2 + 0.35 * 30 + 60
    assert one.expected[0, 0] == pytest.approx(15 + ride + onward + WALK)
    assert one.best[0, 0] == pytest.approx(ride + onward + WALK)
    assert one.changes[0, 0] == 1
    assert KINDS[one.kind[0, 0]] == "assumed"


def test_a_bus_that_runs_less_often_than_the_train_says_how_often_one_can_leave():
    line = service("1", "a 0, b 30", tph=12)
    town = places([("1000", "far", 12, 6000), ("2000", "btown", 50, 7000), ("3000", "atown", 0, 8000)])
    net = network([station("a", 0), station("b", 50)], [line], (feeder("far", "a", 20.0, 2.0),))
    door = door_of(net, town, PAPER.changed(bicycle_limit_min=10, assumed_transit="no"))
    by_bus, on_foot = zone_times(door, 0), zone_times(door, 2)
    assert (by_bus.departures[0, 1], by_bus.gap[0, 1]) == pytest.approx((2, 30))
    assert (on_foot.departures[0, 1], on_foot.gap[0, 1]) == pytest.approx((12, 5))


def test_within_the_zone_one_walks():
    door = door_of(*world())
    one = zone_times(door, 1)
    assert one.expected[0, 1] == one.best[0, 1] == pytest.approx(0.5 * WALK)
    assert (one.changes[0, 1], one.departures[0, 1], one.gap[0, 1]) == (0, math.inf, 0)
    assert not one.rides[0, 1] and KINDS[one.kind[0, 1]] == "walk"
    assert (one.station_from[0, 1], one.station_to[0, 1]) == (-1, -1)


def test_direct_ways_compete_with_the_train():
    net, _ = world()
    where = places([("1000", "t", 0.5, 1), ("2000", "t", 10.5, 1), ("3000", "t", 49.5, 1)])
    one = zone_times(door_of(net, where, PAPER.changed(assumed_transit="no")), 0)
    assert one.expected[0, 1] == pytest.approx(10 * BICYCLE) and not one.rides[0, 1]
    assert one.rides[0, 2]


def test_a_bus_to_the_station_and_another_one_from_it_is_a_journey_too():
    lines = (feeder("north", "a", 10.0, 4.0), feeder("south", "a", 20.0, 3.0))
    stations = [station("a", 0), station("b", 50)]
    where = places([("1000", "north", 14, 1), ("2000", "south", -14, 1), ("3000", "walk", 1, 1)])
    door = door_of(network(stations, [service("1", "a 0, b 30")], lines), where)
    one = zone_times(door, 0)
    assert one.expected[0, 1] == pytest.approx((7.5 + 10) + (2 + 0.35 * 20 + 20)), "one change, not two"
    assert (one.changes[0, 1], one.departures[0, 1], one.gap[0, 1]) == pytest.approx((1, 3, 20))
    assert one.expected[0, 2] == pytest.approx(7.5 + 10 + WALK), "getting out at the station is no change"
    assert (one.changes[0, 2], one.departures[0, 2]) == (0, 4)


def test_to_the_best_of_the_stations_of_a_centre_and_to_its_very_point():
    centres = (centre("both", "b c gone", 101, "x"), centre("none", "gone", 52))
    door = door_of(*world(centres=centres))
    there = to_stations(door, [c.stations for c in centres])
    assert there.expected[:, 0] == pytest.approx([BICYCLE + 15 + 30, 2 * BICYCLE, 15 + 4 + 15 * BUS])
    assert there.best[:, 0] == pytest.approx([BICYCLE + 30, 4 + 2 * BUS, 4 + 15 * BUS]), (
        "without waiting the bus wins"
    )
    assert there.rides[:, 0].tolist() == [True, False, True]
    assert there.departures[:, 0].tolist() == pytest.approx([2, math.inf, 2])
    assert there.expected[:, 1].tolist() == [math.inf] * 3 and (there.kind[:, 1] == NO_WAY).all()
    doors = to_points(door, [0, 1])
    assert doors.expected[0, 0] == pytest.approx(BICYCLE + 15 + 60 + WALK)
    within = 0.5 * WALK  # the point of the second centre is that of the zone, whose people live all over it
    assert doors.expected[1, 1] == pytest.approx(within)


def test_to_a_station_itself_one_may_walk_or_cycle_for_as_long_as_to_a_door():
    net, _ = world()
    where = places([("1000", "t", 12, 1)])  # 58.5 min by bicycle: too far to go and take a train
    door = door_of(net, where, PAPER.changed(assumed_transit="no"))
    there = to_stations(door, [["a"], ["b"]])
    assert there.expected[0].tolist() == pytest.approx([12 * BICYCLE, math.inf])


def test_amenities_come_after_the_centres():
    hospital = Amenity("h", "H", "umc", "", "", *(places([("1", "t", 51, 1)]).zones.lat[0], 5.0))
    door = door_of(*world(centres=(centre("c", "c", 100),), amenities=(hospital,)))
    assert to_points(door, [1]).expected[0, 0] == pytest.approx(BICYCLE + 15 + 30 + WALK)


def test_times_and_legs_of_different_networks_do_not_go_together():
    net, where = world()
    other = network([station("a", 0), station("z", 10)], [service("1", "a 0, z 9")])
    with pytest.raises(RunError, match="not of the same stations"):
        door_to_door(travel_times(other, "offpeak", PAPER), access_legs(net, where, "offpeak", PAPER), PAPER)


def test_a_limit_includes_itself_and_reaches_count_the_own_zone():
    net, where = world()
    door = door_of(net, where)
    minutes = zone_times(door, 0).expected[0]
    got = reached(door, where.zones.population, where.zones.town_idx, where.zones.population, [minutes[1], 500])
    assert got.active[0, 0].tolist() == [6000 + 7000, 21000]
    assert got.unreachable[0] == got.beyond[0] == 0


def test_beyond_the_limit_is_not_the_same_as_no_connection():
    net, where = world()
    chosen = PAPER.changed(door_to_door_limit_min=90, assumed_transit="no")
    door = door_of(net, where, chosen)
    got = reached(door, where.zones.population, where.zones.town_idx, where.zones.population, [45, 120])
    # 1000 gets to 2000 by train, but has no way on from there; nobody gets to 3000
    assert got.unreachable.tolist() == [15000, 8000, 13000]
    far = door_of(net, where, PAPER.changed(door_to_door_limit_min=90))
    got = reached(far, where.zones.population, where.zones.town_idx, where.zones.population, [45, 120])
    assert got.beyond[0] == 8000 and got.unreachable[0] == 0
    assert got.active[0, 0].tolist() == [6000, 13000]


def test_turn_up_and_go_counts_the_pair_of_stations_and_all_ways_without_a_train():
    stations = [station("a", 0), station("b", 50), station("c", 100)]
    lines = [service("1", "a 0, b 30", tph=6.0), service("2", "b 0, c 30", tph=4.0)]
    where = places([("1000", "t", 1, 1), ("2000", "u", 51, 10), ("3000", "v", 101, 100), ("4000", "w", 3, 1000)])
    door = door_of(network(stations, lines), where)
    weight = where.zones.population
    got = reached(door, weight, where.zones.town_idx, weight, [60])
    assert got.frequent[0] == 10 + 1000, "six an hour to u, by bicycle to w, four an hour to v"
    same_town = reached(door, weight, np.zeros(4, dtype=np.int64), weight, [60])
    assert same_town.frequent.tolist() == [0] * 4, "one's own town is no destination"


def test_a_journey_by_bus_alone_is_as_frequent_as_its_buses():
    stations = [station("a", 0), station("b", 50)]
    where = places([("1000", "north", 14, 1), ("2000", "south", -14, 10)])
    for often, counts in ((6.0, 10), (5.0, 0)):
        lines = (feeder("north", "a", 10.0, 8.0), feeder("south", "a", 10.0, often))
        door = door_of(network(stations, [service("1", "a 0, b 30")], lines), where)
        weight = where.zones.population
        assert reached(door, weight, where.zones.town_idx, weight, [60]).frequent[0] == counts


@st.composite
def worlds(draw):
    """A handful of stations and zones on a plain, some lines between, some buses."""
    place = st.floats(-40, 40).map(lambda km: round(km, 2))
    stations = [
        station(
            f"s{k}",
            draw(place),
            east_km=draw(place),
            intercity=draw(st.booleans()),
            access_extra_min=draw(st.sampled_from([0.0, 3.0])),
        )
        for k in range(draw(st.integers(2, 5)))
    ]
    codes = [s.code for s in stations]
    lines = []
    for k in range(draw(st.integers(1, 4))):
        stops = draw(st.permutations(codes))[: draw(st.integers(2, len(codes)))]
        minutes = np.cumsum([0, *(draw(st.integers(3, 40)) for _ in stops[1:])])
        text = ", ".join(f"{code} {m}" for code, m in zip(stops, minutes, strict=True))
        lines.append(service(f"l{k}", text, tph=draw(st.sampled_from([0.5, 1.0, 2.0, 4.0, 6.0, 7.5]))))
    zones = [
        (f"{1000 + k}", draw(st.sampled_from("tuv")), draw(place), draw(st.integers(0, 9)) * 1000, draw(place))
        for k in range(draw(st.integers(1, 6)))
    ]
    towns = sorted({z[1] for z in zones})
    feeders = tuple(
        feeder(
            draw(st.sampled_from(towns)),
            draw(st.sampled_from(codes)),
            draw(st.integers(3, 50)),
            draw(st.sampled_from([None, 0.0, 1.0, 8.0])),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return network(stations, lines, feeders), places(zones)


SETTINGS = st.sampled_from(
    [
        PAPER,
        PAPER.changed(assumed_transit="no"),
        PAPER.changed(ebike="yes", cautious_changes="yes", alpha_transfer=0.5),
        PAPER.changed(door_to_door_limit_min=75),
    ]
)


@settings(max_examples=60, deadline=None)
@given(worlds(), SETTINGS)
def test_the_compiled_loops_say_what_the_slow_twin_says(world, chosen):
    net, where = world
    door = door_of(net, where, chosen)
    n = len(where.zones.code)
    weight, towns = where.zones.population, where.zones.town_idx
    got = reached(door, weight, towns, weight, [45, 60])
    for o in range(n):
        row = zone_times(door, o)
        slow = [zone_journey(door.times, door.legs, o, z) for z in range(n)]
        expected = np.array([j.expected if j else math.inf for j in slow])
        assert row.expected[0] == pytest.approx(expected, abs=1e-9)
        assert row.best[0] == pytest.approx([j.best if j else math.inf for j in slow], abs=1e-9)
        clear = [z for z in range(n) if slow[z] and is_clear(door, o, z)]
        for z in clear:
            assert row.changes[0, z] == pytest.approx(slow[z].changes)
            assert row.departures[0, z] == pytest.approx(slow[z].departures)
            assert row.gap[0, z] == pytest.approx(slow[z].gap)
        limit = chosen.door_to_door_limit_min
        sums = [weight[expected <= min(t, limit) + 1e-9].sum() for t in (45, 60)]
        assert got.active[o, 0] == pytest.approx(sums)
        assert got.unreachable[o] == weight[np.isinf(expected)].sum()
        assert got.beyond[o] == weight[np.isfinite(expected) & (expected > limit + 1e-9)].sum()
        if len(clear) == n:
            often = [weight[z] for z in range(n) if turn_up_and_go(slow[z], limit) and towns[z] != towns[o]]
            assert got.frequent[o] == sum(often)


def is_clear(door, o, z):
    """Whether the fastest way is faster than all others by more than rounding."""
    from bereikbaar.access.reference import all_journeys, direct_journeys

    found = [*all_journeys(door.times, door.legs, o, door.legs.egress, z), *direct_journeys(door.legs.direct, o, z)]
    minutes = sorted({round(j.expected, 6) for j in found})
    firsts = [j for j in found if j.expected < minutes[0] + 1e-5]
    return o == z or len(firsts) == 1


def turn_up_and_go(journey, limit):
    return journey.expected <= limit + 1e-9 and journey.departures >= 6 - 1e-9 and journey.gap <= 10 + 1e-9


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_legs_that_are_dropped_are_never_the_quickest(world):
    door = door_of(*world)
    n = len(world[1].zones.code)
    egress, kept = door.legs.egress, useful(door)
    for o in range(n):
        for z in range(n):
            all_legs, some = (
                [
                    door.to_station[o, part.station[k]] + part.expected_min[k]
                    for k in range(part.start[z], part.start[z + 1])
                ]
                for part in (egress, kept)
            )
            assert min(all_legs, default=math.inf) == min(some, default=math.inf)
