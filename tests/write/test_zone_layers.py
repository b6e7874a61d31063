"""The layers of zones, municipalities and COROP areas: what stands in them, how large, and opened again."""

import json
from dataclasses import replace
from itertools import pairwise

import polars as pl
import pyogrio
import pytest
import shapely

from bereikbaar.indicators.catalogue import DEFAULT, in_order, indicator
from bereikbaar.write.classes import SCHEMES, has_classes, level_classes, scheme_of
from bereikbaar.write.geojson import geojson_text
from bereikbaar.write.geopackage import write_geopackage
from bereikbaar.write.layers import build_layers, layer_frame
from bereikbaar.write.layers.measured import mapped_measures, that_fit
from bereikbaar.write.report.sections.outlines import missing_outlines
from builders_results import scenario
from builders_zones import ZONES, write_outlines, zone_result


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_outlines(tmp_path_factory.mktemp("outlines"))


@pytest.fixture(scope="module")
def layers(folder):
    return {x.name: x for x in build_layers(zone_result(folder=str(folder)))}


def rows(layer, key):
    return {row[key]: row for row in layer_frame(layer).iter_rows(named=True)}


def test_zones_show_base_scenario_difference_and_classes(layers):
    found = rows(layers["zones"], "pc4")
    groningen = found["9711"]
    assert (groningen["main_min"], groningen["main_min_lely"], groningen["main_min_lely_diff"]) == (
        100.0,
        90.0,
        -10.0,
    )
    assert (groningen["main_min_class"], groningen["main_min_lely_dclass"]) == ("le_120", "gain_10")
    assert found["9401"]["main_min_lely_dclass"] == "loss_5"
    assert (found["8301"]["main_min_class"], found["8301"]["main_min_lely_dclass"]) == ("no_connection", "new")
    assert (groningen["town"], groningen["province"], groningen["population"]) == ("Groningen", "Groningen", 100_000)


def test_a_zone_without_outline_is_left_out_of_the_layer_only(layers):
    assert set(rows(layers["zones"], "pc4")) == set(ZONES) - {"4381"}


def test_municipalities_and_corop_areas_hold_the_means_of_their_people(layers):
    groningen = rows(layers["municipalities"], "code")["GM0014"]
    assert (groningen["name"], groningen["population"], groningen["main_min"]) == ("Groningen", 220_000, 101.8)
    assert (groningen["main_min_lely_diff"], groningen["main_min_lely_dclass"]) == (-4.5, "gain_1")
    flevoland = rows(layers["corop"], "code")["CR40"]
    assert (flevoland["without_pct"], flevoland["main_min"]) == (25.2, 59.0)
    assert len(rows(layers["municipalities"], "code")) == 6


def test_no_feature_vanishes_from_any_class(layers):
    for name in ("zones", "municipalities", "corop"):
        frame, n = layer_frame(layers[name]), len(layers[name].geometry)
        classes = [c for c in frame.columns if c.endswith("class")]
        assert {"main_min_class", "main_min_lely_class", "main_min_lely_dclass", "pop_60_lely_dclass"} <= set(classes)
        for column in classes:
            scheme = scheme_of(indicator(column.split("_lely")[0].removesuffix("_class")))
            allowed = {c.name for c in (scheme.diffs if column.endswith("dclass") else scheme.levels)}
            counts = frame[column].value_counts()
            assert set(counts[column]) <= allowed
            assert counts["count"].sum() == n


def test_polygons_lie_where_the_people_are_and_turn_the_right_way(layers):
    text = json.loads(geojson_text(layers["zones"]))
    for feature, shape in zip(text["features"], layers["zones"].geometry, strict=True):
        assert feature["geometry"]["type"] == "MultiPolygon"
        for polygon in feature["geometry"]["coordinates"]:
            assert shapely.LinearRing(polygon[0]).is_ccw  # RFC 7946: outer rings counter-clockwise
        again = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert again.normalize().equals_exact(shape.normalize(), tolerance=1e-6)


def test_the_files_are_opened_by_gdal_with_their_types_and_systems(layers, tmp_path):
    path = tmp_path / "bereikbaar.gpkg"
    write_geopackage(path, list(layers.values()), {"tool": "bereikbaar"})
    for name, features in (("zones", 7), ("municipalities", 6), ("corop", 5)):
        info = pyogrio.read_info(path, layer=name)
        assert (info["features"], info["crs"], info["geometry_type"]) == (features, "EPSG:28992", "MultiPolygon")
        types = dict(zip(info["fields"], info["dtypes"], strict=True))
        assert (types["main_min_lely"], types["pop_60"], types["main_min_class"]) == ("float64", "int64", "object")
        west, south, east, north = info["total_bounds"]
        assert 0 < west < east < 300_000  # metres of the national grid
        assert 300_000 < south < north < 650_000
        geojson = tmp_path / f"{name}.geojson"
        geojson.write_text(geojson_text(layers[name]), encoding="utf-8")
        other = pyogrio.read_info(geojson)
        assert (other["features"], other["crs"], list(other["fields"])) == (
            features,
            "EPSG:4326",
            list(info["fields"]),
        )


def test_every_scenario_of_many_has_layers_of_its_own_that_share_their_outlines(folder):
    many = {x.name: x for x in build_layers(zone_result(scenarios=7, folder=str(folder)))}
    keys = ["lely", *(f"copy{i}" for i in range(1, 7))]
    names = {f"{kind}_{key}" for kind in ("zones", "municipalities", "corop") for key in keys}
    assert names < set(many)
    assert {id(many[f"zones_{key}"].shapes) for key in keys} == {id(many["zones"].shapes)}
    text = geojson_text(many["zones_copy3"])
    assert (
        text.replace("zones_copy3", "zones").split('"properties"')[0]
        == geojson_text(many["zones"]).split('"properties"')[0]
    )
    assert not any("lely" in f.name for f in many["zones_copy3"].fields)


def test_a_folder_without_outlines_leaves_these_layers_out(tmp_path):
    for folder in ("", str(tmp_path)):
        names = {x.name for x in build_layers(zone_result(folder=folder))}
        assert names == {"towns", "stations", "services", "tracks", "pairs"}


def test_a_base_alone_has_these_layers_too(folder):
    found = {x.name: x for x in build_layers(zone_result(base_only=True, folder=str(folder)))}
    assert {"zones", "municipalities", "corop"} <= set(found)
    assert not any("lely" in f.name for f in found["zones"].fields)


def test_column_names_stay_within_thirty_characters_for_the_longest_key(folder):
    r = zone_result(folder=str(folder))
    cases = (replace(r.cases[0], scenario=scenario(key="abcdefgh")),)
    for layer in build_layers(replace(r, cases=cases)):
        assert max(len(f.name) for f in layer.fields) <= 30
    assert max(len(f"{name}_abcdefgh_dclass") for name in DEFAULT) <= 30


def test_only_chosen_measures_are_on_the_map():
    r = replace(zone_result(), indicators=("exp_umc_min",))
    assert [m.name for m in mapped_measures(r, r.base.zones)] == ["main_min", "exp_umc_min"]
    assert [m.name for m in mapped_measures(zone_result(), r.base.zones)] == ["main_min", "exp_umc_min", "pop_60"]


def test_a_layer_that_would_be_too_large_loses_its_last_measures():
    r = zone_result(scenarios=6)
    measures = [indicator(n) for n in in_order(DEFAULT)]
    few, many = (that_fit(measures, cases, features=4071, corners=90_000) for cases in (r.cases[:1], r.cases))
    assert few == measures
    assert 1 < len(many) < len(measures)
    assert {"main_min", "pop_60", "jobs_60", "exp_hos_min"} <= {m.name for m in many}
    assert many == [m for m in measures if m in many]
    assert that_fit(measures, r.cases, features=4071, corners=10_000_000) == measures[:1]


def test_the_estimate_of_the_size_is_near_the_size(folder):
    """Columns as long as those of a run: what the estimate leaves out would make a layer pass its limit."""
    r = zone_result(scenarios=3, folder=str(folder))
    layer = next(x for x in build_layers(r) if x.name == "zones")
    size, n = len(geojson_text(layer)), len(layer.geometry)
    measures = mapped_measures(r, r.base.zones)
    low, high = (
        that_fit(measures, r.cases, features=n, corners=layer.shapes.corners, most=int(size * k)) for k in (0.8, 1.25)
    )
    assert len(low) < len(measures) == len(high)


def test_measures_of_every_unit_have_classes_and_all_values_one():
    for name in ("jobs_60", "jobs_shen", "hbo_60", "hosp_45", "cen_60", "speed_kmh", "rail_perf", "jobs_n100k"):
        assert has_classes(indicator(name)), name
        scheme = scheme_of(indicator(name))
        values = pl.Series([0.0, 0.3, 1.0, 17.5, 1e5, 1e9, None])
        assert set(level_classes(values, scheme)) <= {c.name for c in scheme.levels}
    assert not has_classes(indicator("jobs_spav"))  # thousands per zone, not millions
    assert not has_classes(indicator("chg_ams"))


def test_every_class_has_a_name_of_its_own_and_limits_that_join():
    for scheme in SCHEMES.values():
        names = [c.name for c in scheme.levels]
        assert len(set(names)) == len(names)
        ranges = [c for c in scheme.levels if c.low is not None or c.high is not None]
        for one, next_one in pairwise(ranges):
            assert one.high == next_one.low
    assert level_classes(pl.Series([0.25, 0.26]), SCHEMES["jobs_per_person"]).to_list() == ["le_0_25", "le_0_4"]


def test_a_folder_without_outlines_says_once_what_is_left_out(folder, tmp_path):
    (tmp_path / "corop.geojson").write_text((folder / "corop.geojson").read_text(encoding="utf-8"), encoding="utf-8")
    assert missing_outlines(str(tmp_path), "en") == (
        "The folder of places has no zones.geojson and municipalities.geojson: these map layers are left out: zones "
        "and municipalities. The tables are there.",
    )
    (dutch,) = missing_outlines(str(tmp_path), "nl")
    assert dutch.startswith("De map met plaatsen heeft geen zones.geojson en municipalities.geojson: deze kaartlagen")
    assert missing_outlines(str(folder), "nl") == ()
    assert missing_outlines("", "nl") == ()
