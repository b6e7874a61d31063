"""Published figures against a small world with known answers, and how a deviation is judged."""

from dataclasses import replace

import numpy as np
import pytest
from small_figures import figure
from small_world import feeder, network, places, service, station

from bereikbaar.access.model import Amenity, Areas, Municipalities
from bereikbaar.errors import InputError
from bereikbaar.read.published import Tolerance
from bereikbaar.settings import Settings
from bereikbaar.truth import World, hold_places
from bereikbaar.truth.hold import MEASURES, judge

#: Road km are crow-fly km: the numbers can be followed by hand.
SETTINGS = Settings().changed(assumed_detour=1, detour=1)


def world(method: str = "headway", **fields) -> World:
    stations = [
        station("a", 0, intercity=True, country="NL", passengers=100.0),
        station("b", 40, country="NL", passengers=300.0),
        station("c", 80, country="NL", passengers=600.0),
        station("x", 10, country="DE"),
    ]
    trains = [service("1", "a 0, b 30, c 60", tph=4), service("x", "a 0, x 10")]
    at = places([("1000", "ham", 3.0, 300.0), ("1001", "ham", 9.0, 100.0), ("2000", "wijk", 41.0, 600.0)])
    zones = replace(at.zones, municipality=("Ham", "Ham", "Wijk"), province=("North", "North", "South"))
    return World(network(stations, trains), replace(at, zones=zones, **fields), SETTINGS, method=method)


def found(kind: str, origin: str = "NL", destination: str = "", held: World | None = None) -> float | None:
    one = figure(kind, origin, destination=destination)
    return MEASURES[kind].of(held or world(), one)


def test_stations_of_the_country_within_minutes_of_a_station() -> None:
    assert found("stations_within_60", "a") == 2, "itself and foreign stations are not counted; 60 is within 60"
    assert found("stations_within_90", "b") == 2
    assert found("stations_within_60", "nowhere") is None


def test_the_mean_time_is_weighted_by_passengers() -> None:
    assert found("mean_time_weighted", "a") == pytest.approx((30 * 300 + 60 * 600) / 900)


def test_minutes_between_two_stations_or_nothing() -> None:
    assert found("reach_bound", "a", "c") == 60
    assert found("reach_bound", "a", "nowhere") is None


def test_distances_by_road_are_means_over_people_to_stations_of_the_country() -> None:
    # 3 and 9 km to a (x, 1 km from the second, is abroad), 1 km to b
    assert found("mean_road_km_to_station") == pytest.approx((3 * 300 + 9 * 100 + 600) / 1000, rel=1e-3)
    assert found("mean_road_km_to_station", "Ham") == pytest.approx(4.5, rel=1e-3)
    assert found("mean_road_km_to_station", "South") == pytest.approx(1, rel=1e-3)
    assert found("mean_road_km_to_station", "Atlantis") is None
    assert found("share_within_5km") == pytest.approx(90)
    assert found("share_nearest_is_interchange") == pytest.approx(40)
    assert found("mean_road_km_to_interchange") == pytest.approx((3 * 300 + 9 * 100 + 41 * 600) / 1000, rel=1e-3)


def test_a_quarter_of_an_hour_by_bicycle_is_four_km_at_16_an_hour() -> None:
    assert found("people_bicycle_15min") == pytest.approx(0.0009)


def test_municipalities_count_by_the_mean_of_their_people() -> None:
    areas = {"municipality": Areas("municipality", ("H", "W"), ("Ham", "Wijk"), np.array([0, 0, 1]))}
    held = world(areas=areas)
    assert found("municipalities_mean_le_7.5km_station", held=held) == 2
    assert found("municipalities_mean_le_7.5km_interchange", held=held) == 1


def test_the_speed_of_trains_is_all_km_over_all_hours_within_the_country() -> None:
    assert found("train_speed", "NL") == pytest.approx(80, rel=1e-3), "40 km in 30 minutes; the train to x is abroad"
    assert found("train_speed", "train") == pytest.approx(80, rel=1e-3)
    assert found("train_speed", "Zeppelin") is None


def test_the_elderly_without_a_hospital_near() -> None:
    ages = np.array([[0, 0, 0, 200, 100], [0, 0, 0, 0, 100], [0, 0, 0, 600, 0.0]])
    hospital = Amenity("h", "H", "general", "Ham", "Ham", world().places.zones.lat[0], 5.0)
    held = world(amenities=(hospital,))
    held = World(held.net, replace(held.places, zones=replace(held.places.zones, ages=ages)), SETTINGS)
    # 6 km by bicycle is 22.5 minutes
    assert found("elderly_beyond_30_hospital", held=held) == 0
    slow = World(held.net, held.places, SETTINGS.changed(bicycle_kmh=8))
    assert found("elderly_beyond_30_hospital", held=slow) == 50
    assert found("elderly_beyond_30_hospital") is None, "no hospitals, no ages"


def test_a_bicycle_adds_to_the_train() -> None:
    ratio = found("rail_bike_vs_walk")
    assert ratio is not None and ratio >= 1
    assert found("jobs_ratio", "Ham / NL mean") is None, "no jobs here"


@pytest.mark.parametrize(
    ("kind", "value", "allowed", "ours", "deviation", "ok"),
    [
        ("share_within_5km", 67, Tolerance(6, False), 61, -6, True),
        ("share_within_5km", 67, Tolerance(6, False), 60.9, -6.1, False),
        ("stations_within_60", 40, Tolerance(15, True), 46, 15, True),
        ("stations_within_60", 40, Tolerance(15, True), 47, 17.5, False),
        ("jobs_ratio", 2, None, 3, 50, None),
        ("rail_bike_vs_walk", 2, None, 9, 350, True),
        ("rail_bike_vs_walk", 2, None, 1.9, -5, False),
        ("reach_bound", 60, Tolerance(15, False), 43, -17, True),
        ("reach_bound", 60, Tolerance(15, False), 76, 16, False),
        ("reach_bound", 60, Tolerance(15, False), None, None, None),
    ],
)
def test_a_deviation_is_judged_by_its_tolerance_or_bound(kind, value, allowed, ours, deviation, ok) -> None:
    got = judge(figure(kind, value=value, allowed=allowed), MEASURES[kind], ours)
    assert got.deviation == (None if deviation is None else pytest.approx(deviation))
    assert got.ok is ok


def test_only_figures_on_places_are_held_and_a_second_method_measures_trains_only() -> None:
    figures = [figure("planner_time", "a"), figure("share_within_5km"), figure("stations_within_60", "a")]
    assert [f.figure.kind for f in hold_places(world(), figures).findings] == [
        "share_within_5km",
        "stations_within_60",
    ]
    trains = hold_places(world(), figures, second=True)
    assert [f.figure.kind for f in trains.findings] == ["stations_within_60"] and not trains.municipalities
    with pytest.raises(InputError, match="none of the published figures is about places or reach"):
        hold_places(world(), figures[:1])


def test_municipalities_are_compared_where_the_places_know_them() -> None:
    areas = {"municipality": Areas("municipality", ("H", "W"), ("Ham", "Wijk"), np.array([0, 0, 1]))}
    nothing = np.full(2, np.nan)
    facts = Municipalities(
        ("H", "W"), ("Ham", "Wijk"), nothing, nothing, nothing, nothing, np.array([4.5, 3.0]), np.array([6.0, np.nan])
    )
    hospital = Amenity("h", "H", "limited", "Ham", "Ham", world().places.zones.lat[0], 5.0)
    held = world(areas=areas, municipalities=facts, passed_over=(hospital,))
    station_km, hospital_km, any_km = hold_places(held, [figure("share_within_5km")]).municipalities
    assert (station_km.measure, station_km.n, station_km.published_mean) == ("station", 2, pytest.approx(3.6))
    assert station_km.ours_mean == pytest.approx(2.4, rel=1e-3) and station_km.agree == 0.5
    assert [w.name for w in station_km.worst] == ["Wijk", "Ham"]
    assert hospital_km.n == 0 and any_km.n == 1
    assert any_km.worst[0].ours == pytest.approx(1.5, rel=1e-3)


def test_a_line_to_a_station_changes_no_distance() -> None:
    held = world()
    with_bus = World(replace(held.net, feeders=(feeder("ham", "a", 5),)), held.places, SETTINGS)
    assert found("mean_road_km_to_station", held=with_bus) == found("mean_road_km_to_station")
