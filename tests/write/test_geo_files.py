"""GeoJSON and GeoPackage, read back by strict JSON and by GDAL."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import polars as pl
import pyogrio
import pytest
import shapely
from pyogrio import raw

import builders_results
from bereikbaar.errors import InputError, RunError
from bereikbaar.write.geojson import geojson_text
from bereikbaar.write.geopackage import write_geopackage
from bereikbaar.write.layers import build_layers, make_field, make_layer
from builders_results import result

LAYERS = {
    "towns": "Point",
    "stations": "Point",
    "services": "LineString",
    "tracks": "LineString",
    "pairs": "LineString",
}


def strict(text):
    """Read JSON as a strict reader does: NaN and Infinity are no JSON, and no key comes twice."""

    def refuse(token):
        raise AssertionError(f"{token} is no JSON")

    def unique(pairs):
        assert len({k for k, _ in pairs}) == len(pairs)
        return dict(pairs)

    return json.loads(text, parse_constant=refuse, object_pairs_hook=unique)


@pytest.fixture(scope="module")
def layers():
    return build_layers(result())


@pytest.fixture(scope="module")
def package(layers, tmp_path_factory):
    path = tmp_path_factory.mktemp("gpkg") / "bereikbaar.gpkg"
    write_geopackage(path, layers, {"version": "1", "network": '{"name":"nl-test"}'})
    return path


def read(path, layer=None):
    meta, _fids, geometry, data = raw.read(path, layer=layer)
    return meta, shapely.from_wkb(geometry), dict(zip(meta["fields"], data, strict=True))


@pytest.mark.parametrize("name", LAYERS)
def test_geojson_is_strict_and_flat_with_one_type_per_column(layers, name):
    layer = next(one for one in layers if one.name == name)
    found = strict(geojson_text(layer))
    assert set(found) == {"type", "name", "features"}  # no crs member: RFC 7946 knows WGS84 only
    assert len(found["features"]) == len(layer.geometry) > 0
    kinds = {"int": int, "float": float, "text": str, "bool": bool}
    for feature in found["features"]:
        assert list(feature["properties"]) == [f.name for f in layer.fields]
        for field in layer.fields:
            value = feature["properties"][field.name]
            assert value is None or type(value) is kinds[field.kind], (field.name, value)


@pytest.mark.parametrize("name", LAYERS)
def test_geojson_lies_in_the_netherlands_with_six_decimals(layers, name):
    layer = next(one for one in layers if one.name == name)
    for feature in strict(geojson_text(layer))["features"]:
        assert feature["geometry"]["type"] == LAYERS[name]
        coordinates = np.atleast_2d(feature["geometry"]["coordinates"])
        assert coordinates.shape[1] == 2
        assert ((coordinates > (3, 50)) & (coordinates < (8, 54))).all()
        assert (np.round(coordinates, 6) == coordinates).all()


@pytest.mark.parametrize("name", LAYERS)
def test_gdal_reads_the_geojson_with_the_types_meant(layers, name, tmp_path):
    layer = next(one for one in layers if one.name == name)
    path = tmp_path / f"{name}.geojson"
    path.write_text(geojson_text(layer), encoding="utf-8")
    info = pyogrio.read_info(path)
    assert (info["layer_name"], info["crs"], info["geometry_type"]) == (name, "EPSG:4326", LAYERS[name])
    assert info["features"] == len(layer.geometry)
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    meant = {"int": "OFTInteger", "float": "OFTReal", "text": "OFTString"}
    for field in layer.fields:
        if field.values.null_count() < len(field.values):
            assert types[field.name] == meant[field.kind], field.name


def test_gdal_reads_every_layer_of_the_geopackage(layers, package):
    assert [tuple(row) for row in pyogrio.list_layers(package)[:5]] == list(LAYERS.items())
    for layer in layers:
        info = pyogrio.read_info(package, layer=layer.name)
        assert (info["crs"], info["geometry_type"]) == ("EPSG:28992", layer.geometry_type)
        assert info["features"] == len(layer.geometry)
        assert list(info["fields"]) == [f.name for f in layer.fields]
        meant = {"int": "OFTInteger64", "float": "OFTReal", "text": "OFTString"}
        assert list(info["ogr_types"]) == [meant[f.kind] for f in layer.fields]
        west, south, east, north = info["total_bounds"]
        assert 0 < west < east < 300_000  # the Dutch national grid
        assert 300_000 < south < north < 630_000


def test_values_and_nulls_come_back_from_both_files(layers, package, tmp_path):
    for layer in layers:
        path = tmp_path / f"{layer.name}.geojson"
        path.write_text(geojson_text(layer), encoding="utf-8")
        for _meta, _geometry, data in (read(package, layer.name), read(path)):
            for field in layer.fields:
                there = data[field.name]
                if field.kind == "text":
                    assert list(there) == field.values.to_list()
                else:
                    got = np.array([np.nan if v is None else float(v) for v in there])
                    np.testing.assert_array_equal(got, field.values.cast(pl.Float64).to_numpy())


def test_a_town_without_connection_is_on_the_map_with_null_and_its_class(package):
    _meta, geometry, data = read(package, "towns")
    i = list(data["town_id"]).index("vlissingen")
    assert not geometry[i].is_empty
    assert np.isnan(data["exp_ams_min"][i])
    assert data["exp_ams_min_class"][i] == data["exp_ams_min_lely_dclass"][i] == "no_connection"
    new = list(data["town_id"]).index("emmeloord")
    assert (data["exp_ams_min_class"][new], data["exp_ams_min_lely_dclass"][new]) == ("no_connection", "new")
    assert np.isnan(data["exp_ams_min_lely_diff"][new])


def test_a_known_point_lands_where_the_national_grid_has_it(package):
    """Amersfoort's tower is the origin of the grid (155000, 463000); Groningen lies at about 233.5 and 582 km."""
    _meta, geometry, data = read(package, "stations")
    groningen = geometry[list(data["code"]).index("gn")]
    assert groningen.distance(shapely.Point(233_900, 581_000)) < 1_500


def test_a_column_that_is_null_everywhere_keeps_its_type(tmp_path):
    nothing = [None, None]
    fields = [
        make_field("code", "text", ["a", "b"], ("Code", "Code")),
        make_field("an_int", "int", nothing, ("Getal", "Number")),
        make_field("a_float", "float", nothing, ("Getal", "Number")),
        make_field("a_text", "text", nothing, ("Tekst", "Text")),
        make_field("a_bool", "bool", nothing, ("Waar", "True")),
        make_field("some", "bool", [True, None], ("Waar", "True")),
    ]
    layer = make_layer("x", ("X", "X"), "Point", fields, shapely.points([[5.0, 52.0], [5.1, 52.1]]))
    write_geopackage(tmp_path / "x.gpkg", [layer], {})
    info = pyogrio.read_info(tmp_path / "x.gpkg", layer="x")
    found = dict(zip(info["fields"], zip(info["ogr_types"], info["ogr_subtypes"], strict=True), strict=True))
    assert found["an_int"] == ("OFTInteger64", "OFSTNone")
    assert found["a_float"] == ("OFTReal", "OFSTNone")
    assert found["a_text"] == ("OFTString", "OFSTNone")
    assert found["a_bool"] == ("OFTInteger", "OFSTBoolean")
    rows = (
        sqlite3.connect(tmp_path / "x.gpkg").execute("select an_int, a_float, a_text, a_bool, some from x").fetchall()
    )
    assert rows == [(None, None, None, None, 1), (None, None, None, None, None)]
    assert [f["properties"]["a_float"] for f in strict(geojson_text(layer))["features"]] == nothing


def test_numbers_that_are_not_finite_are_never_written(tmp_path):
    values = [1.0, float("inf"), float("-inf"), float("nan"), None]
    fields = [make_field("v", "float", values, ("Getal", "Number"))]
    layer = make_layer("x", ("X", "X"), "Point", fields, shapely.points([[5.0, 52.0]] * 5))
    found = [f["properties"]["v"] for f in strict(geojson_text(layer))["features"]]
    assert found == [1.0, None, None, None, None]
    write_geopackage(tmp_path / "x.gpkg", [layer], {})
    rows = sqlite3.connect(tmp_path / "x.gpkg").execute("select v from x").fetchall()
    assert rows == [(1.0,), (None,), (None,), (None,), (None,)]


def test_a_coordinate_that_is_not_finite_is_a_mistake_of_ours():
    fields = [make_field("code", "text", ["a"], ("Code", "Code"))]
    layer = make_layer("x", ("X", "X"), "Point", fields, shapely.points([[float("inf"), 52.0]]))
    with pytest.raises(ValueError, match="not finite"):
        geojson_text(layer)


def test_polygons_are_wound_by_the_right_hand_rule():
    clockwise = shapely.Polygon([(5, 52), (5, 53), (6, 53), (6, 52)], [[(5.2, 52.2), (5.8, 52.2), (5.5, 52.8)]])
    many = shapely.MultiPolygon([clockwise, shapely.Polygon([(4, 51), (4, 52), (5, 51)])])
    for kind, shape in (("Polygon", clockwise), ("MultiPolygon", many)):
        fields = [make_field("code", "text", ["a"], ("Code", "Code"))]
        layer = make_layer("x", ("X", "X"), kind, fields, np.array([shape], dtype=object))
        geometry = strict(geojson_text(layer))["features"][0]["geometry"]
        back = shapely.from_geojson(json.dumps(geometry))
        assert back.equals(shape)
        for part in getattr(back, "geoms", [back]):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


def test_awkward_text_comes_back_as_it_was(tmp_path):
    words = ["'s-Hertogenbosch", 'a "b" \\ c', "Sloten (Frl)\nregel 2", "Bünde €", "NA", "null"]
    fields = [make_field("name", "text", words, ("Naam", "Name"))]
    layer = make_layer("x", ("X", "X"), "Point", fields, shapely.points([[5.0, 52.0]] * len(words)))
    assert [f["properties"]["name"] for f in strict(geojson_text(layer))["features"]] == words
    write_geopackage(tmp_path / "x.gpkg", [layer], {})
    assert list(read(tmp_path / "x.gpkg", "x")[2]["name"]) == words


def test_the_geopackage_is_one_closed_file_with_a_spatial_index_and_the_manifest(package):
    assert [p.name for p in package.parent.iterdir()] == ["bereikbaar.gpkg"]
    assert package.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log: QGIS would change the file by opening it
    connection = sqlite3.connect(package)
    assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    tables = {t for (t,) in connection.execute("select name from sqlite_master")}
    assert {f"rtree_{name}_geom" for name in LAYERS} <= tables
    found = dict(connection.execute("select table_name, data_type from gpkg_contents"))
    assert found == {**dict.fromkeys(LAYERS, "features"), "bereikbaar_manifest": "attributes",
                     "bereikbaar_columns": "attributes"}  # fmt: skip
    manifest = dict(connection.execute("select key, value from bereikbaar_manifest"))
    assert manifest == {"version": "1", "network": '{"name":"nl-test"}'}
    columns = connection.execute(
        "select column_name, title_nl, title_en, unit from bereikbaar_columns where layer='towns'"
    )
    found = {name: about for name, *about in columns}["exp_ams_min_lely"]
    nl, en = "Verwachte reistijd naar Amsterdam, Lelylijn, proef", "Expected minutes to Amsterdam, Lelylijn, test"
    assert found == [nl, en, "min"]


def test_the_spatial_index_holds_every_feature_and_follows_whoever_edits_the_file(layers, package, tmp_path):
    copy = tmp_path / "edited.gpkg"
    copy.write_bytes(package.read_bytes())
    boxes = "select id, minx, maxx, miny, maxy from rtree_towns_geom where id = ?"
    with closing(sqlite3.connect(copy, isolation_level=None)) as file:
        for name in LAYERS:
            assert file.execute(f"select rtreecheck('rtree_{name}_geom')").fetchone() == ("ok",)
        for i, end in enumerate(("MinX", "MinY", "MaxX", "MaxY")):  # what editors bring with them
            file.create_function(f"ST_{end}", 1, lambda blob, i=i: float(shapely.from_wkb(blob[8:]).bounds[i]))
        file.create_function("ST_IsEmpty", 1, lambda blob: int(blob is None))
        (n,) = file.execute("select count(*) from towns").fetchone()
        file.execute("delete from towns where fid = 1")
        assert file.execute(boxes, (1,)).fetchone() is None
        file.execute("update towns set geom = (select geom from towns where fid = 3) where fid = 2")
        assert file.execute(boxes, (2,)).fetchone()[1:] == file.execute(boxes, (3,)).fetchone()[1:]
        file.execute("update towns set geom = null where fid = 2")
        assert file.execute(boxes, (2,)).fetchone() is None
        file.execute("insert into towns (geom, name) select geom, 'again' from towns where fid = 3")
        assert file.execute("select count(*) from rtree_towns_geom").fetchone() == (n - 1,)
        counted = "select feature_count from gpkg_ogr_contents where table_name = 'towns'"
        assert file.execute(counted).fetchone() == (n,)


def test_without_spatial_indexes_in_sqlite_the_layers_are_written_without(layers, tmp_path, monkeypatch):
    monkeypatch.setattr("bereikbaar.write.geopackage._can_index", lambda: False)
    write_geopackage(tmp_path / "x.gpkg", layers, {})
    for layer in layers:
        assert pyogrio.read_info(tmp_path / "x.gpkg", layer=layer.name)["features"] == len(layer.geometry)
    with closing(sqlite3.connect(tmp_path / "x.gpkg")) as file:
        assert file.execute("select count(*) from gpkg_extensions").fetchone() == (0,)
        assert not file.execute("select name from sqlite_master where name like 'rtree%'").fetchall()


def test_every_feature_is_found_by_its_place(layers, package):
    for layer in layers:
        parts = [raw.read(package, layer=layer.name, bbox=box)[2] for box in ((-1e6, -1e6, 1e6, 1e6), (0, 0, 1, 1))]
        assert [len(found) for found in parts] == [len(layer.geometry), 0]


def test_rows_that_do_not_fit_one_statement_are_all_there(tmp_path, monkeypatch):
    monkeypatch.setattr("bereikbaar.write.geopackage._VALUES", 7)
    fields = [make_field("n", "int", range(10), ("N", "N"))]
    layer = make_layer("x", ("X", "X"), "Point", fields, shapely.points([[5.0 + n / 10, 52.0] for n in range(10)]))
    write_geopackage(tmp_path / "x.gpkg", [layer], {"a": "b"})
    assert list(read(tmp_path / "x.gpkg", "x")[2]["n"]) == list(range(10))


def test_the_geopackage_has_the_version_that_older_qgis_opens_without_a_warning(package):
    """1.3 (10300): QGIS 3.22 warns that 1.4 "may only be partially supported"."""
    assert sqlite3.connect(package).execute("pragma user_version").fetchone() == (10300,)


def test_the_same_layers_give_the_same_bytes(layers, package, tmp_path):
    write_geopackage(
        tmp_path / "again.gpkg", build_layers(result()), {"version": "1", "network": '{"name":"nl-test"}'}
    )
    assert (tmp_path / "again.gpkg").read_bytes() == package.read_bytes()
    assert [geojson_text(one) for one in layers] == [geojson_text(one) for one in build_layers(result())]


def test_a_geopackage_that_cannot_be_written_is_one_clear_line(layers, tmp_path):
    with pytest.raises(RunError, match=r"^x.gpkg could not be written: .*is the disk full\?$") as error:
        write_geopackage(tmp_path / "nowhere" / "x.gpkg", layers, {})
    assert "\n" not in str(error.value)


def test_a_geopackage_that_is_cut_off_is_noticed(tmp_path):
    """A process that may write 80 kB a file: what a full disk does, for real."""
    code = (
        "import resource, sys, warnings\n"
        f"sys.path.insert(0, {str(Path(builders_results.__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "from builders_results import result\n"
        "from bereikbaar.write.geopackage import write_geopackage\n"
        "from bereikbaar.write.layers import build_layers\n"
        "layers = build_layers(result())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000))\n"
        "try:\n"
        f"    write_geopackage(Path({str(tmp_path / 'x.gpkg')!r}), layers, {{}})\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("RunError x.gpkg could not be written"), done.stdout + done.stderr
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a", "a"], "column 'a' comes twice: change the key of a scenario"),
        (["x" * 31], "is longer than 30 characters: shorten the window's name"),
        (["Naam"], "'Naam' is no name for a map"),
        (["a-b"], "'a-b' is no name for a map"),
        (["fid"], "'fid' is no name for a map"),
        (["7dagen"], "'7dagen' is no name for a map"),
    ],
)
def test_names_that_a_map_cannot_hold_are_refused(names, message):
    fields = [make_field(n, "text", ["a"], ("X", "X")) for n in names]
    with pytest.raises(InputError, match=f"layer x: .*{message}"):
        make_layer("x", ("X", "X"), "Point", fields, shapely.points([[5.0, 52.0]]))
