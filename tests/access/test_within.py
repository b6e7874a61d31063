"""Within one zone: a school at the zone's one point is at nobody's door, and sums know it as well."""

import math

import numpy as np
import pytest
from small_world import centre, network, north, places, service, station

from bereikbaar.access.door import to_points, zone_times
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import Amenity
from bereikbaar.access.own import with_points
from bereikbaar.access.towns import measure_door
from bereikbaar.access.zone_values import zone_values
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

SETTINGS = Settings()
#: Minutes of a bicycle and a walk, per km.
BICYCLE, WALK = 1.3 * 60 / 16, 1.3 * 60 / 5
#: Half the radius of a zone of pi square km, on foot.
WITHIN = 0.5 * WALK


def school(name: str, km: float) -> Amenity:
    return Amenity(name, name.title(), "hbo", "Here", "Here", north(km), 5.0, students=1000.0)


def world(*more: Amenity, zones=None):
    net = network([station("a", 0), station("b", 50)], [service("1", "a 0, b 30")])
    return net, places(
        zones or [("1000", "one", 1.0, 6000), ("2000", "one", 4.0, 500), ("3000", "two", 49.0, 7000)],
        centres=(centre("one", "a", 1.0),),
        amenities=(school("here", 1.0), school("near", 1.4), school("far", 2.2), *more),
    )


def minutes(net, at, chosen=SETTINGS):
    door = measure_door(net, {"offpeak": travel_times(net, "offpeak", chosen)}, at, chosen, "offpeak")
    return door, to_points(door, range(len(at.amenities) + 1))


def test_to_what_stands_at_the_point_of_ones_zone_one_walks_as_within_the_zone():
    door, found = minutes(*world())
    own = zone_times(door, 0)
    for place in (0, 1):  # the centre and the school at the very point
        assert found.expected[0, place] == found.best[0, place] == own.expected[0, 0] == pytest.approx(WITHIN)
        assert KINDS[found.kind[0, place]] == "walk" and not found.rides[0, place]


def test_what_is_nearer_than_half_the_radius_is_no_quicker_and_what_is_further_takes_its_own_time():
    _, found = minutes(*world())
    assert found.expected[0, 2] == pytest.approx(WITHIN), "0.4 km by bicycle would be 2 minutes"
    quick = SETTINGS.changed(walk_kmh=16.0)  # walking as fast as cycling: half a kilometre counts as such
    _, found = minutes(*world(), chosen=quick)
    assert found.expected[0, 1:].tolist() == pytest.approx([0.5 * BICYCLE, 0.5 * BICYCLE, 1.2 * BICYCLE])


def test_it_holds_in_the_own_zone_only():
    _, found = minutes(*world())
    assert found.expected[1, 1:].tolist() == pytest.approx([3 * BICYCLE, 2.6 * BICYCLE, 1.8 * BICYCLE])


def test_all_zones_at_one_point_are_the_own_zone_of_what_stands_there():
    twice = [("1000", "one", 1.0, 3000), ("1001", "one", 1.0, 3000), ("3000", "two", 49.0, 7000)]
    _, found = minutes(*world(zones=twice))
    assert (found.expected[0] == found.expected[1]).all()
    assert found.expected[1, 0] == pytest.approx(WITHIN)


def test_sums_count_it_from_the_same_minute_on():
    net, at = world()
    door, _ = minutes(net, at)
    before, after = math.floor(WITHIN), math.ceil(WITHIN)
    found = zone_values(net, door, at, SETTINGS, [f"hbo_{before}", f"hbo_{after}"])
    assert found[f"hbo_{before}"][0] == 0
    assert found[f"hbo_{after}"][0] == 3000


def test_a_place_of_ones_own_has_it_when_it_is_an_area_and_is_a_door_when_it_has_no_size():
    net, at = world()
    spot = (["x"], ["X"], at.zones.lat[:1], at.zones.lon[:1])
    area, door = (with_points(at, *spot, size) for size in (at.zones.area_km2[:1], np.array([np.nan])))
    assert minutes(net, area)[1].expected[3].tolist() == minutes(net, at)[1].expected[0].tolist()
    assert minutes(net, door)[1].expected[3, :2].tolist() == [0.0, 0.0]
    assert (minutes(net, door)[1].expected[:3] == minutes(net, at)[1].expected).all(), "zones keep their times"
