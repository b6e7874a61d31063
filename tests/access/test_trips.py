"""A trip told leg by leg says the same as the tables of door-to-door times it stands beside."""

import math

import numpy as np
import pytest

from bereikbaar.access.door import DoorTimes, to_stations, zone_times
from bereikbaar.access.model import Places
from bereikbaar.access.towns import measure_door
from bereikbaar.access.trips import End, Trip, trip
from bereikbaar.network.model import Network
from bereikbaar.pipeline import network, places, route
from bereikbaar.settings import Settings


@pytest.fixture(scope="module")
def world() -> tuple[Network, Places, DoorTimes]:
    net = network("nl-2026")
    at, settings = places(net), Settings()
    return net, at, measure_door(net, route(net, "offpeak", settings), at, settings, "offpeak")


def zone(at: Places, code: str) -> End:
    return End(code, at.zones.code.index(code))


def parts(found: Trip) -> float:
    return found.access_min + found.wait_first_min + found.in_vehicle_min + found.transfer_min + found.egress_min


def test_between_zones_it_is_the_zone_table(world: tuple[Network, Places, DoorTimes]) -> None:
    net, at, door = world
    draw = np.random.default_rng(7)
    for o in draw.choice(len(at.zones.code), 6, replace=False).tolist():
        table = zone_times(door, o)
        for d in [o, *draw.choice(len(at.zones.code), 12, replace=False).tolist()]:
            found = trip(net, door, End("a", o), End("b", d))
            assert found.expected_min == pytest.approx(table.expected[0, d], abs=1e-9)
            assert found.best_min == pytest.approx(table.best[0, d], abs=1e-9)
            # after a bus the trip counts the changes of those trains; the table those of who walks to the station
            by_bus = bool(found.legs) and found.legs[0]["mode"] in ("feeder", "assumed")
            assert found.changes == pytest.approx(table.changes[0, d], abs=0.5 if by_bus else 1e-9)
            if math.isfinite(found.expected_min):
                assert parts(found) == pytest.approx(found.expected_min, abs=1e-6)
            for one, next_one in zip(found.legs[:-1], found.legs[1:], strict=True):
                assert one["to"] == next_one["from"]


def test_to_a_city_it_is_the_table_of_centres(world: tuple[Network, Places, DoorTimes]) -> None:
    net, at, door = world
    centre = at.centres[0]
    table = to_stations(door, [centre.stations])
    for o in range(0, len(at.zones.code), 401):
        found = trip(net, door, End("a", o), End(centre.id, None, centre.stations))
        assert found.expected_min == pytest.approx(table.expected[o, 0], abs=1e-9)
        assert found.best_min == pytest.approx(table.best[o, 0], abs=1e-9)


def test_between_stations_it_is_the_station_matrix(world: tuple[Network, Places, DoorTimes]) -> None:
    net, _, door = world
    for a, b in (("gn", "ut"), ("vs", "emn"), ("mt", "lw")):
        found = trip(net, door, End(a, None, (a,)), End(b, None, (b,)))
        assert found.expected_min == pytest.approx(door.times.at("expected", a, b))
        assert found.best_min == pytest.approx(door.times.at("best", a, b))
        assert found.access_min == found.egress_min == 0
        assert parts(found) == pytest.approx(found.expected_min)


def test_a_bus_to_the_station_is_waited_for_and_makes_the_train_a_change(
    world: tuple[Network, Places, DoorTimes],
) -> None:
    net, at, door = world
    found = trip(net, door, zone(at, "8321"), End("ut", None, ("ut",)))  # Urk
    bus, train = found.legs[0], found.legs[1]
    assert bus["mode"] in ("feeder", "assumed") and found.access_min == 0
    assert found.wait_first_min == pytest.approx(bus["wait_min"]) and bus["wait_min"] > 0
    assert train["mode"] == "rail" and train["change_min"] > 0
    assert found.changes >= 1


def test_within_a_zone_and_to_a_near_one_nobody_needs_a_train(world: tuple[Network, Places, DoorTimes]) -> None:
    net, at, door = world
    within = trip(net, door, zone(at, "9711"), zone(at, "9711"))
    assert [leg["mode"] for leg in within.legs] == ["walk"] and within.expected_min < 15
    near = trip(net, door, zone(at, "9711"), zone(at, "9712"))
    assert [leg["mode"] for leg in near.legs] in (["walk"], ["bicycle"])
    assert near.departures_per_hour == math.inf and near.longest_gap_min == 0
