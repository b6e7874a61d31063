"""A limit on the number of changes: a journey with more is beyond the limit, and any other goes before it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from small_world import network, places, reached, service, station

from bereikbaar.access.door import door_to_door, to_stations, zone_times
from bereikbaar.access.headway_rows import useful
from bereikbaar.access.legs import access_legs
from bereikbaar.access.travel_columns import within_limit
from bereikbaar.access.trips import End, trip
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

BASE = Settings().changed(assumed_transit=False, direct_walk_limit_min=5, direct_bicycle_limit_min=5)
#: A chain of four lines: from a to e with three changes; and a slow direct line from b to e.
CHAIN = [service("1", "a 0, b 10"), service("2", "b 0, c 10"), service("3", "c 0, d 10"), service("4", "d 0, e 10")]


def world(services=CHAIN):
    stations = [station(code, 20.0 * n) for n, code in enumerate("abcdef")]
    return network(stations, services), places([(f"10{n}0", f"t{n}", 20.0 * n, 100.0) for n in range(6)])


def door(settings, services=CHAIN):
    net, at = world(services)
    times = travel_times(net, "offpeak", settings)
    return door_to_door(times, access_legs(net, at, "offpeak", settings), settings)


def minutes(settings, services=CHAIN):
    """From the first zone to all zones: NaN beyond the limit, inf without connection."""
    return within_limit(zone_times(door(settings, services), 0), settings).expected[0]


def test_a_journey_with_more_changes_is_beyond_the_limit_and_not_without_connection() -> None:
    free, two = minutes(BASE), minutes(BASE.changed(most_changes=2))
    assert np.isfinite(free[:5]).all() and np.isinf(free[5])
    assert two[:4] == pytest.approx(free[:4])
    assert np.isnan(two[4]), "three changes"
    assert np.isinf(two[5]), "no train at all"
    assert minutes(BASE.changed(most_changes=3)) == pytest.approx(free), "the limit includes itself"


def test_a_slower_journey_with_fewer_changes_goes_before_one_with_too_many() -> None:
    stations = [*(station(code, 20.0 * n) for n, code in enumerate("abcde")), station("x", 0.0, east_km=1.0)]
    net = network(stations, [*CHAIN, service("slow", "x 0, e 300")])
    at = places([("1000", "home", 0.0, 100.0), ("1040", "away", 80.0, 100.0)])
    found = {}
    for most in (3, 2):
        settings = BASE.changed(most_changes=most)
        times, legs = travel_times(net, "offpeak", settings), access_legs(net, at, "offpeak", settings)
        journey = zone_times(door_to_door(times, legs, settings), 0)
        found[most] = (float(within_limit(journey, settings).expected[0, 1]), float(journey.changes[0, 1]))
    assert found[3][0] < 120 and found[3][1] == 3, "the chain of four trains"
    assert 300 < found[2][0] < 340 and found[2][1] == 0, "the slow train from the other station"


def test_stations_and_sums_agree_with_the_journeys() -> None:
    settings = BASE.changed(most_changes=1, door_to_door_limit_min=90)
    held = door(settings)
    to = within_limit(to_stations(held, [["c"], ["d"], ["f"]]), settings).expected[0]
    assert np.isfinite(to[0]) and np.isnan(to[1]) and np.isinf(to[2])
    people, town = np.full(6, 100.0), np.arange(6)
    got = reached(held, people, town, people, [90])
    assert got.active[0, 0, 0] == 300 and got.beyond[0] == 200 and got.unreachable[0] == 100


def test_a_trip_with_too_many_changes_is_none_and_takes_no_years() -> None:
    net, _ = world()
    ends = End("a", None, ("a",)), End("e", None, ("e",))
    assert trip(net, door(BASE), *ends).changes == 3
    for most, found in ((3, True), (2, False)):
        got = trip(net, door(BASE.changed(most_changes=most)), *ends)
        assert math.isfinite(got.expected_min) == math.isfinite(got.best_min) == found


def test_without_a_limit_nothing_changes() -> None:
    assert door(BASE).to_station == pytest.approx(door(BASE.changed(most_changes=9)).to_station)
    assert not BASE.has_limit and BASE.changed(most_changes=3).has_limit
    assert BASE.limit_min == np.inf
    assert BASE.changed(most_changes=3, door_to_door_limit_min=90).limit_min == 90


def test_rail_only_leaves_out_the_known_lines_and_gives_every_station_bicycles() -> None:
    from small_world import feeder

    net, at = world()
    net = replace(net, feeders=(feeder("t5", "e", 10),))
    with_line = access_legs(net, at, "offpeak", BASE)
    without = access_legs(net, at, "offpeak", BASE.changed(known_feeders=False))
    assert with_line.access.boards.any() and not without.access.boards.any()
    far = places([("1000", "t0", 8.0, 1.0)])  # too far to walk, near enough to cycle
    usual = access_legs(net, far, "offpeak", BASE).egress
    everywhere = access_legs(net, far, "offpeak", BASE.changed(rental_everywhere=True)).egress
    assert not len(usual.station) and len(everywhere.station)


def test_a_limit_on_changes_keeps_every_egress_leg() -> None:
    free, limited = door(BASE), door(BASE.changed(most_changes=2))
    assert useful(limited) is limited.legs.egress
    assert len(useful(free).station) <= len(free.legs.egress.station)
