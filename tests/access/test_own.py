"""Places of one's own: measured like a zone at the same point, and no zone notices that they are there."""

from dataclasses import fields, replace

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import centre, crossing, east, feeder, islands, network, north, places, service, station

from bereikbaar.access.door import DoorTimes, to_points, to_stations, zone_times
from bereikbaar.access.legs import AccessLegs
from bereikbaar.access.model import Areas, Places
from bereikbaar.access.own import own_frame, own_means, own_notes, own_rows, with_own_places, with_points, without_own
from bereikbaar.access.towns import measure_door
from bereikbaar.errors import RunError
from bereikbaar.read.own_places import OwnPlaces
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

SETTINGS = Settings()
ZONES = [
    ("1000", "low", 1.0, 500),
    ("2000", "mid", 28.0, 300),
    ("2001", "mid", 33.0, 200),
    ("3000", "top", 66.0, 100),
]


def world(**more) -> tuple:
    net = network(
        [station("a", 0.0, intercity=True), station("b", 30.0), station("c", 60.0)],
        [service("1", "a 0, b 20, c 40")],
        feeders=(feeder("mid", "b", 9.0),),
    )
    at = places(
        [
            ("1000", "low", 1.0, 500),
            ("2000", "mid", 28.0, 300),
            ("2001", "mid", 33.0, 200),
            ("3000", "top", 66.0, 100),
        ],
        centres=(centre("low", "a", 0.5), centre("top", "c", 61.0)),
        **more,
    )
    return net, at


def door_of(net, at: Places, chosen: Settings = SETTINGS) -> DoorTimes:
    return measure_door(net, {"offpeak": travel_times(net, "offpeak", chosen)}, at, chosen, "offpeak")


def own_of(km: list[float], *, population=None, east_km: float = 0.0, area_km2=None) -> OwnPlaces:
    n = len(km)
    lat, lon = np.array([north(k) for k in km]), np.full(n, east(east_km))
    return OwnPlaces(
        file="mine.csv",
        id=tuple(f"p{k}" for k in range(n)),
        name=tuple(f"Place {k}" for k in range(n)),
        population=np.full(n, np.nan) if population is None else np.array(population, dtype=float),
        lat=lat,
        lon=lon,
        area_km2=np.full(n, np.nan) if area_km2 is None else np.array(area_km2, dtype=float),
        geometry=shapely.points(lon, lat),
    )


def same_legs_of_zones(main: AccessLegs, more: AccessLegs, n: int) -> None:
    """All legs of the first n points are the same, to the last bit; ways to own places aside."""
    for name in ("access", "egress", "egress_points", "direct_points", "direct_stations"):
        one, other = getattr(main, name), getattr(more, name)
        for f in fields(one):
            ours = getattr(one, f.name)
            assert np.array_equal(ours, getattr(other, f.name)[: len(ours)]), (name, f.name)
    for zone in range(n):
        ways = slice(more.direct.start[zone], more.direct.start[zone + 1])
        to = more.direct.to[ways]
        kept = to < n
        expect = slice(main.direct.start[zone], main.direct.start[zone + 1])
        assert np.array_equal(to[kept], main.direct.to[expect])
        assert np.array_equal(more.direct.minutes[ways][kept], main.direct.minutes[expect])


def test_a_place_at_the_point_of_a_zone_has_its_times_and_the_zones_keep_theirs() -> None:
    net, at = world()
    more = with_points(at, ["x"], ["X"], at.zones.lat[1:2], at.zones.lon[1:2], at.zones.area_km2[1:2])
    main, door = door_of(net, at), door_of(net, more)
    same_legs_of_zones(main.legs, door.legs, 4)
    assert np.array_equal(door.to_station[:4], main.to_station)
    assert np.array_equal(door.to_station[4], main.to_station[1])
    own, zone = zone_times(door, 4).expected[0], zone_times(main, 1).expected[0]
    assert own[[0, 2, 3]] == pytest.approx(zone[[0, 2, 3]], abs=1e-12)
    assert own[1] == 0.0  # it is at the very point of the zone
    assert own[4] == zone[1]  # and walks within itself as the zone does
    for origin in range(4):
        assert np.array_equal(zone_times(door, origin).expected[0, :4], zone_times(main, origin).expected[0])
        to_own = zone_times(door, origin).expected[0, 4]
        assert to_own == pytest.approx(zone_times(main, origin).expected[0, 1] if origin != 1 else 0.0, abs=1e-12)
    for journeys in (lambda d: to_stations(d, [["a"], ["c"]]), lambda d: to_points(d, [0, 1])):
        assert np.array_equal(journeys(door).expected[:4], journeys(main).expected)
        assert np.array_equal(journeys(door).expected[4], journeys(main).expected[1])


def test_a_place_inside_a_town_has_the_bus_of_that_town_and_one_elsewhere_the_assumed_one() -> None:
    net, at = world()
    more = with_own_places(at, own_of([32.0, 68.0]))
    assert [at.towns.id[t] for t in more.zones.town_idx[-2:]] == ["mid", "top"]
    legs = door_of(net, more).legs.access
    kinds = [set(legs.kind[legs.start[p] : legs.start[p + 1]].tolist()) for p in (4, 5)]
    assert 3 in kinds[0]  # feeder
    assert 4 not in kinds[0]  # assumed
    assert 4 in kinds[1]


def test_over_water_a_place_goes_by_the_bridge_as_a_zone_does() -> None:
    land = islands((-2.0, 4.0), (6.0, 70.0))
    net, at = world(land=land, crossings=(crossing("bridge", 3.9, 6.1),))
    more = with_points(at, ["x", "y"], ["X", "Y"], np.array([north(3.0), north(7.0)]), np.full(2, at.zones.lon[0]))
    beside = places(
        [*ZONES, ("8000", "low", 3.0, 0), ("8001", "low", 7.0, 0)],
        centres=at.centres, land=land, crossings=at.crossings,
    )  # fmt: skip
    own, zones = door_of(net, more), door_of(net, beside)
    assert own.to_station[4] == pytest.approx(zones.to_station[4], abs=1e-12)
    assert zone_times(own, 4).expected[0, 5] == pytest.approx(zone_times(zones, 4).expected[0, 5], abs=1e-12)
    no_bridge = door_of(net, replace(more, crossings=()))
    assert zone_times(own, 4).expected[0, 5] < zone_times(no_bridge, 4).expected[0, 5]


@given(st.lists(st.floats(-5, 70), min_size=1, max_size=5), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_the_same_door_whether_a_point_is_a_place_of_ones_own_or_a_zone_without_people(km, east_km) -> None:
    net, at = world()
    more = with_own_places(at, own_of(km, east_km=float(east_km), area_km2=[3.0] * len(km)))
    rows = list(ZONES)
    towns = [at.towns.id[t] for t in more.zones.town_idx[4:]]
    rows += [(f"9{n:03d}", town, k, 0, float(east_km)) for n, (k, town) in enumerate(zip(km, towns, strict=True))]
    beside = places(rows, centres=at.centres)
    beside = replace(beside, zones=replace(beside.zones, area_km2=more.zones.area_km2))
    own, zones = door_of(net, more), door_of(net, beside)
    same_legs_of_zones(door_of(net, at).legs, own.legs, 4)
    for origin in range(len(rows)):
        a, b = zone_times(own, origin), zone_times(zones, origin)
        assert a.expected == pytest.approx(b.expected, abs=1e-9)
        assert a.best == pytest.approx(b.best, abs=1e-9)


def test_places_can_be_taken_away_again_and_put_in_the_place_of_others() -> None:
    _, at = world()
    at = replace(at, areas={"corop": Areas("corop", ("CR01",), ("One",), np.array([0, 0, -1, 0]))})
    more = with_own_places(at, own_of([2.0, 34.0]))
    assert (more.n_own, more.zones.code[-2:], more.zones.population[-2:].tolist()) == (
        2,
        ("own:p0", "own:p1"),
        [0, 0],
    )
    assert more.areas["corop"].zone_area.tolist() == [0, 0, -1, 0, 0, -1]
    assert own_rows(more) == slice(4, 6)
    assert more.hash != at.hash
    back = without_own(more)
    assert back.zones.code == at.zones.code
    assert back.areas["corop"].zone_area.tolist() == [0, 0, -1, 0]
    again = with_own_places(more, own_of([2.0]))
    assert again.zones.code == (*at.zones.code, "own:p0")


def test_the_table_has_the_rows_of_the_file_with_their_measures_and_refuses_another_file() -> None:
    _, at = world()
    own = own_of([2.0, 34.0], population=[10.0, np.nan])
    more = with_own_places(at, own)
    frame = own_frame(more, own, {"exp_ams_min": np.array([1.0, 2, 3, 4, 55.5, np.inf])}, ["exp_ams_min"])
    assert frame["place_id"].to_list() == ["p0", "p1"]
    assert frame["population"].to_list() == [10.0, None]
    for name in ("lat", "lon"):
        assert all(len(str(degrees).partition(".")[2]) <= 6 for degrees in frame[name])
        assert frame[name].to_list() == pytest.approx(getattr(own, name).tolist(), abs=5e-7)
    assert frame["exp_ams_min"].to_list() == [55.5, None]
    assert frame["town"].to_list() == ["Low", "Mid"]
    with pytest.raises(RunError, match="not those of the file"):
        own_frame(more, own_of([2.0]), {}, [])


def test_means_are_over_the_people_who_have_an_answer_and_count_alike_where_nobodys_number_is_known() -> None:
    frame = pl.DataFrame({"exp_ams_min": [10.0, 40.0, None], "pop_60": [None, None, None]})
    known = own_of([1.0, 2.0, 3.0], population=[300.0, 100.0, 50.0])
    assert own_means(frame, known.weight, ["exp_ams_min", "pop_60"]) == {"exp_ams_min": 17.5, "pop_60": None}
    assert own_means(frame, own_of([1.0, 2.0, 3.0]).weight, ["exp_ams_min"]) == {"exp_ams_min": 25.0}
    partly = own_of([1.0, 2.0, 3.0], population=[300.0, np.nan, 50.0])
    assert own_means(frame, partly.weight, ["exp_ams_min"]) == {"exp_ams_min": 10.0}


def test_what_the_file_said_and_which_places_are_far_from_everything_is_noted() -> None:
    _, at = world()
    own = replace(own_of([2.0, 95.0]), file="/somewhere/mine.csv", notes=("column 'inw' was taken",))
    assert own_notes(at, own) == (
        "mine.csv: column 'inw' was taken",
        "mine.csv: farther than 10 km from every postcode area: Place 1 (29 km)",
    )
    assert own_notes(at, None) == ()
