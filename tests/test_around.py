"""Isochrones from a network: minutes, people and jobs as the zones have them, doors as a user names them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from bereikbaar import pipeline
from bereikbaar.access.door import zone_times
from bereikbaar.access.spot_minutes import spot_minutes
from bereikbaar.access.towns import measure_door
from bereikbaar.access.zone_values import zone_values
from bereikbaar.around import checked_limits, isochrones
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.read.outlines import read_outlines
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings, preset
from bereikbaar.spots import find_spot
from bereikbaar.surroundings import Around, summary
from bereikbaar.write.isochrones import isochrones_layer, write_isochrones, zones_layer
from bereikbaar.write.texts import speaker


@pytest.fixture(scope="module")
def net():
    return pipeline.network("nl-2026")


@pytest.fixture(scope="module")
def at(net):
    return pipeline.places(net)


@pytest.fixture(scope="module")
def emmeloord(net, at) -> Around:
    return isochrones(net, "Emmeloord", [pipeline.scenario("lelylijn-2020")], limits=[60, 30, 90], at=at)


# where one leaves from


def test_a_town_has_the_door_of_its_largest_postcode_area_and_a_city_its_centre(net, at) -> None:
    town = find_spot("emmeloord", net, at)
    assert (town.kind, town.id, at.zones.code[town.zone]) == ("town", "emmeloord-0171", "8302")
    city = find_spot("Groningen", net, at)
    assert (city.kind, city.id, city.zone) == ("centre", "groningen", -1)
    assert (city.lat, city.lon) == (53.21917, 6.56667)


def test_postcodes_station_codes_hospitals_and_coordinates_are_places_too(net, at) -> None:
    assert find_spot("8302", net, at).kind == "zone"
    assert (find_spot("gn", net, at).kind, find_spot("gn", net, at).station) == ("station", "gn")
    assert find_spot("Groningen Europapark", net, at).station == "gerp"
    hospital = next(a for a in at.amenities if a.kind == "umc")
    assert find_spot(hospital.id, net, at).kind == "amenity"
    assert find_spot(hospital.name.upper(), net, at).name == hospital.name
    spot = find_spot(" 52.5, 6.1 ", net, at)
    assert (spot.kind, spot.lat, spot.lon, spot.id) == ("coordinates", 52.5, 6.1, "52.5,6.1")
    x, y = Transformer.from_crs(4326, 28992, always_xy=True).transform(6.1, 52.5)
    grid = find_spot(f"{x:.1f},{y:.1f}", net, at)
    assert (grid.lat, grid.lon) == pytest.approx((52.5, 6.1), abs=1e-5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("6.1,52.5", "latitude comes first: did you mean 52.5,6.1?"),
        ("502000,203000", "is no x,y of the Dutch grid (EPSG:28992); swapped? 203000,502000"),
        ("52,5;6,1", "write coordinates with points, such as 52.5,6.1"),
        ("48.85,2.35", "farther than 50 km from every place of the map"),
        ("0,0", "farther than 50 km"),
        ("952.5,6.1", "is no x,y of the Dutch grid"),
    ],
)
def test_coordinates_that_are_elsewhere_or_swapped_are_refused(net, at, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        find_spot(text, net, at)


def test_names_that_are_unknown_or_ambiguous_are_asked_back(net, at) -> None:
    with pytest.raises(UnknownNameError, match="did you mean"):
        find_spot("Emeloord", net, at)
    with pytest.raises(UnknownNameError, match="there is no postcode area 1000; did you mean"):
        find_spot("1000", net, at)
    twice = next(n for n in at.towns.name if at.towns.name.count(n) > 1 and n not in [c.name for c in at.centres])
    with pytest.raises(UnknownNameError, match="more than one place"):
        find_spot(twice, net, at)


def test_a_station_that_only_a_scenario_has_is_no_place_to_leave_from(net, at) -> None:
    with pytest.raises(UnknownNameError, match="station xem is there with 'lelylijn-2020' only; name the town"):
        isochrones(net, "xem", [pipeline.scenario("lelylijn-2020")], at=at)


# limits


@pytest.mark.parametrize(
    ("limits", "why"),
    [([], "at least one"), ([30, 30], "30 is there more than once"), ([0], "found 0"), ([-5], "found -5"),
     ([float("nan")], "found nan"), ([1e9], "up to 1440"), (list(range(1, 40)), "found 39 limits")],
)  # fmt: skip
def test_limits_that_are_none_are_refused(limits: list[float], why: str) -> None:
    with pytest.raises(InputError, match=why):
        checked_limits(limits)


@pytest.mark.parametrize("limits", ["30,60", ["30"], None, [True], [None]])
def test_limits_that_are_no_numbers_are_refused(limits: Any) -> None:
    with pytest.raises(InputError, match=r"--limits: expected numbers such as \[30, 45, 60\], found "):
        checked_limits(limits)


def test_limits_may_be_an_array_or_one_number() -> None:
    assert checked_limits(np.array([60, 30])) == (30.0, 60.0)
    assert checked_limits(np.array([30.5], dtype=np.float32)) == (30.5,)
    assert checked_limits(45) == (45.0,)


def test_limits_are_sorted(emmeloord: Around) -> None:
    assert emmeloord.limits == (30.0, 60.0, 90.0)


# what is within


def test_the_minutes_are_those_of_the_zone_and_people_and_jobs_those_of_the_zones_within(
    net, at, emmeloord: Around
) -> None:
    settings = Settings()
    door = measure_door(net, {"offpeak": travel_times(net, "offpeak", settings)}, at, settings, "offpeak")
    minutes = zone_times(door, at.zones.code.index("8302")).expected[0]
    assert np.array_equal(emmeloord.base.minutes, minutes)
    for one in (o for o in emmeloord.found if o.kind == "base"):
        within = minutes <= one.limit_min
        assert one.zones == within.sum()
        assert one.inhabitants == at.zones.population[within].sum()
        assert emmeloord.base.jobs is not None
        assert one.jobs == pytest.approx(emmeloord.base.jobs[within].sum())


def test_a_run_counts_the_same_people_and_jobs_within_the_same_limit(net, at, emmeloord: Around) -> None:
    settings, zone = Settings(), at.zones.code.index("8302")
    door = measure_door(net, {"offpeak": travel_times(net, "offpeak", settings)}, at, settings, "offpeak")
    values = zone_values(net, door, at, settings, ["pop_60", "jobs_60", "pop_90"])
    by = {(o.kind, o.limit_min): o for o in emmeloord.found}
    assert values["pop_60"][zone] == pytest.approx(by["base", 60.0].inhabitants)
    assert values["pop_90"][zone] == pytest.approx(by["base", 90.0].inhabitants)
    assert values["jobs_60"][zone] == pytest.approx(by["base", 60.0].jobs)


def test_the_area_of_a_limit_is_the_land_of_the_zones_within_it(at, emmeloord: Around) -> None:
    outlines = read_outlines(at.folder, "zone")
    for one in (o for o in emmeloord.found if o.kind == "base"):
        within = [c for c, m in zip(at.zones.code, emmeloord.base.minutes, strict=True) if m <= one.limit_min]
        drawn = shapely.union_all([outlines[c] for c in within if c in outlines])
        assert one.area.symmetric_difference(drawn).area / drawn.area < 0.005  # the shore, and a grid of a metre
        assert one.not_drawn == len([c for c in within if c not in outlines])


def test_isochrones_are_valid_nested_and_a_new_line_takes_nothing_away(emmeloord: Around) -> None:
    by = {(o.kind, o.limit_min): o for o in emmeloord.found}
    assert all(o.area.is_valid for o in emmeloord.found)
    for kind in ("base", "scenario"):
        assert by[kind, 60.0].area.covers(by[kind, 30.0].area)
        assert by[kind, 90.0].area.covers(by[kind, 60.0].area)
    for t in emmeloord.limits:
        assert by["scenario", t].area.covers(by["base", t].area)
        assert by["lost", t].zones == 0
        assert by["base", t].inhabitants + by["gained", t].inhabitants == by["scenario", t].inhabitants
    assert by["gained", 60.0].inhabitants > 100_000


def test_from_a_point_of_a_zone_it_takes_as_long_as_from_the_zone(net, at) -> None:
    settings = Settings()
    times, zone = travel_times(net, "offpeak", settings), at.zones.code.index("8302")
    where = (float(at.zones.lat[zone]), float(at.zones.lon[zone]))
    point = spot_minutes(net, times, at, settings, (*where, -1, ""))
    same = spot_minutes(net, times, at, settings, (*where, zone, ""))
    others = np.arange(len(same)) != zone
    assert point[others] == pytest.approx(same[others], abs=1e-9)
    assert len(point) == len(at.zones.code)


def test_to_a_place_it_takes_what_its_zones_need_to_get_there(net, at) -> None:
    settings = Settings()
    times, zone = travel_times(net, "offpeak", settings), at.zones.code.index("8302")
    door = measure_door(net, {"offpeak": times}, at, settings, "offpeak")
    there = spot_minutes(net, times, at, settings, (0.0, 0.0, zone, ""), to=True)
    for origin in (0, 1700, zone, 4000):
        assert there[origin] == pytest.approx(zone_times(door, origin).expected[0, zone], abs=1e-9)
    assert not np.array_equal(there, spot_minutes(net, times, at, settings, (0.0, 0.0, zone, "")))


def test_from_a_platform_one_does_not_wait_for_a_bicycle_and_to_it_one_needs_no_way_on(net, at) -> None:
    settings = Settings()
    times = travel_times(net, "offpeak", settings)
    gn, asd = times.stations.index("gn"), times.stations.index("asd")
    station = net.stations["gn"]
    out = spot_minutes(net, times, at, settings, (station.lat, station.lon, -1, "gn"))
    door = measure_door(net, {"offpeak": times}, at, settings, "offpeak")
    legs = door.legs.egress
    zone = at.zones.code.index("1012")
    of_zone = slice(legs.start[zone], legs.start[zone + 1])
    walk = legs.expected_min[of_zone][legs.station[of_zone] == asd].min()
    assert out[zone] <= times.expected[gn, asd] + walk + 1e-9
    near = at.zones.code.index("9711")
    assert 0 < out[near] < 20
    to = spot_minutes(net, times, at, settings, (station.lat, station.lon, -1, "gn"), to=True)
    assert to == pytest.approx(door.to_station[:, gn].clip(max=to), abs=1e-9)


def test_a_limit_from_door_to_door_holds_for_isochrones_too(net, at) -> None:
    found = isochrones(net, "8302", limits=[90, 240], settings=preset("pbl"), at=at)
    near, far = found.found
    assert near.zones == far.zones > 0


def test_by_the_clock_a_longer_limit_reaches_no_less(net, at) -> None:
    found = isochrones(net, "8302", limits=[45, 60], method="clock", at=at)
    assert found.method == "clock"
    assert found.found[1].area.covers(found.found[0].area)
    assert found.found[1].zones > found.found[0].zones > 0


def test_all_windows_at_once_and_places_without_outlines_are_refused(net, at, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="of one window"):
        isochrones(net, "8302", window="all", at=at)
    with pytest.raises(InputError, match="of one window, not of peak,offpeak"):
        isochrones(net, "8302", window="peak,offpeak", at=at)
    with pytest.raises(InputError, match=r"zones\.geojson: isochrones are drawn from the outlines"):
        isochrones(net, "8302", at=replace(at, folder=str(tmp_path)))


def test_a_method_that_is_none_is_refused_and_never_taken_for_another(net, at) -> None:
    said = "--method: there is no method 'clocks'; there are headway, clock; did you mean 'clock'"
    with pytest.raises(UnknownNameError, match=said):
        isochrones(net, "8302", method="clocks", at=at)
    with pytest.raises(UnknownNameError, match=said):
        pipeline.run(net, method="clocks", at=at)


def test_words_of_another_type_are_refused_with_an_example(net, at) -> None:
    with pytest.raises(
        InputError, match=r"--window: expected text such as 'peak' or 'peak,evening', found \['peak'\]"
    ):
        pipeline.run(net, window=["peak"], at=at)
    for nothing in ("", " "):  # an empty variable of a script is no wish for the default
        with pytest.raises(InputError, match="--window: expected text such as"):
            pipeline.run(net, window=nothing, at=at)
        with pytest.raises(InputError, match="--region: expected a province"):
            pipeline.run(net, region=nothing, at=at)
    with pytest.raises(InputError, match="--indicators: expected names such as 'jobs,hosp_n3', found 60"):
        pipeline.run(net, indicators=60, at=at)
    with pytest.raises(InputError, match="there is no measure or group '60'"):
        pipeline.run(net, indicators=[60], at=at)
    with pytest.raises(UnknownNameError, match="there are no texts in 'de'; there are nl and en"):
        speaker("de")
    assert find_spot(8302, net, at) == find_spot("8302", net, at)


# files


def test_the_same_areas_in_both_formats_with_the_numbers_of_the_table(emmeloord: Around, tmp_path: Path) -> None:
    from pyogrio import raw

    for name in ("a.geojson", "a.gpkg"):
        write_isochrones(tmp_path / name, emmeloord)
    document = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    meta, _, wkb, values = raw.read(str(tmp_path / "a.gpkg"), layer="isochrones")
    table = dict(zip(meta["fields"].tolist(), values, strict=True))
    assert meta["crs"] == "EPSG:28992"
    rows = [r for r in summary(emmeloord)["isochrones"] if r["zones"]]
    assert len(document["features"]) == len(wkb) == len(rows)
    by = {(r["kind"], r["limit_min"]): r for r in rows}
    areas = shapely.from_wkb(wkb)
    for n, feature in enumerate(document["features"]):
        p = feature["properties"]
        row = by[p["kind"], p["limit_min"]]
        assert (p["pop"], p["jobs"], p["zones"]) == (row["inhabitants"], row["jobs"], row["zones"])
        assert (table["pop"][n], table["limit_min"][n], table["kind"][n]) == (p["pop"], p["limit_min"], p["kind"])
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert areas[n].is_valid
        assert areas[n].area / 1e6 == pytest.approx(p["area_km2"], abs=0.01)
        exterior = feature["geometry"]["coordinates"][0][0]
        assert shapely.LinearRing(exterior).is_ccw  # RFC 7946
    order = [(f["properties"]["kind"], f["properties"]["limit_min"]) for f in document["features"]]
    assert order[:3] == [("base", 90.0), ("base", 60.0), ("base", 30.0)]
    plan = next(f["properties"] for f in document["features"] if f["properties"]["kind"] == "scenario")
    assert plan["pop_diff"] == plan["pop"] - by["base", 90.0]["inhabitants"]


def test_the_zones_stand_beside_the_areas_with_the_minutes_they_are_made_of(emmeloord: Around) -> None:
    layer = zones_layer(emmeloord)
    columns = {f.name: f.values for f in layer.fields}
    assert list(columns) == ["pc4", "place", "pop", "jobs", "minutes", "minutes_lely20"]
    minutes = np.round(emmeloord.base.minutes[emmeloord.areas.drawn], 2)
    minutes[~np.isfinite(minutes)] = np.nan
    assert columns["minutes"].to_numpy() == pytest.approx(minutes, nan_ok=True)
    assert len(layer.geometry) == len(columns["pc4"]) == emmeloord.areas.drawn.sum()


def test_columns_keep_their_type_where_nothing_is_known_and_what_is_empty_is_left_out(emmeloord: Around) -> None:
    bare = replace(emmeloord, found=tuple(replace(o, jobs=None) for o in emmeloord.found if o.kind == "base"))
    layer = isochrones_layer(bare)
    types = {f.name: str(f.values.dtype) for f in layer.fields}
    assert types["jobs"] == types["jobs_diff"] == types["pop"] == "Int64"
    assert types["scenario"] == types["kind"] == "String"
    assert len(layer.geometry) == 3
    full = isochrones_layer(emmeloord)
    assert "lost" not in full.fields[2].values.to_list()


def test_the_same_question_gives_the_same_bytes(emmeloord: Around, tmp_path: Path) -> None:
    for name in ("a.gpkg", "b.gpkg"):
        write_isochrones(tmp_path / name, emmeloord)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()
