"""What a run writes for QGIS, seen without QGIS: whole XML, all classes, every feature in one of them."""

import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from xml.etree import ElementTree

import polars as pl
import pytest
import shapely

from bereikbaar.write.classes import SCHEMES
from bereikbaar.write.layers import build_layers
from bereikbaar.write.layers.layer import make_field, make_layer
from bereikbaar.write.qgis.about import about_run
from bereikbaar.write.qgis.columns import columns_of, decimals_of, map_tip, tip_columns
from bereikbaar.write.qgis.extent import extent_of
from bereikbaar.write.qgis.files import qgis_files
from bereikbaar.write.qgis.qml import qml, style_of
from bereikbaar.write.qgis.statuses import STATUSES
from bereikbaar.write.qgis.views import DIFFERENCE, default_view, kind_of, views
from builders_results import result

KINDS = {"towns", "zones", "municipalities", "corop", "stations", "services", "tracks", "pairs"}


@pytest.fixture(scope="module")
def about(small):
    return about_run(small)


@pytest.fixture(scope="module")
def layers(small):
    return {x.name: x for x in build_layers(small)}


@pytest.fixture(scope="module")
def made(layers, about):
    return qgis_files(list(layers.values()), about)


@pytest.fixture
def package(folder):
    with closing(sqlite3.connect(folder / "bereikbaar.gpkg")) as file:
        yield file


def column(layer, name):
    return next(f.values for f in layer.fields if f.name == name)


def project_of(made):
    with zipfile.ZipFile(io.BytesIO(made.files["bereikbaar.qgz"])) as file:
        return file.read("bereikbaar.qgs").decode()


def parsed(made, lang="en"):
    return {s.layer: ElementTree.fromstring(s.qml) for s in made.styles if (lang in ("nl",)) == ("Neder" in s.name)}


def test_the_small_run_has_every_kind_of_layer(layers):
    assert set(layers) == KINDS


def test_every_layer_shows_the_first_scenario_first(layers, about):
    shown = {name: default_view(views(x, about.cases, about.window)).name for name, x in layers.items()}
    assert shown == {
        **dict.fromkeys(("towns", "zones", "municipalities", "corop"), "main_min_lely_dclass"),
        "stations": "status_lely",
        "services": "status_lely",
        "tracks": "load_lely_level",
        "pairs": "exp_min_lely_dclass",
    }


def test_without_scenarios_the_headline_of_the_base_is_shown():
    found = result(base_only=True)
    about = about_run(found)
    shown = {x.name: default_view(views(x, about.cases, about.window)).name for x in build_layers(found)}
    assert shown["towns"] == "main_min_class"
    assert (shown["stations"], shown["tracks"]) == ("tph_offpeak_class", "load_level")
    assert "basisjaar" in about.subtitle[0]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_class_of_the_scheme_is_in_the_style_with_its_title_and_colour(layers, about, lang):
    place = 0 if lang == "nl" else 1
    looked = 0
    for layer in layers.values():
        for view in views(layer, about.cases, about.window):
            if not view.field.endswith("class"):
                continue
            unit = next(f.unit for f in layer.fields if f.name == view.measure)
            scheme = next(s for s in SCHEMES.values() if s.unit == unit)
            wanted = scheme.diffs if view.show == DIFFERENCE else scheme.levels
            root = ElementTree.fromstring(qml(style_of(columns_of(layer), view, about.window, lang)))
            drawn = root.findall("renderer-v2/categories/category")
            assert [(c.get("value"), c.get("label")) for c in drawn] == [(c.name, c.title[place]) for c in wanted]
            symbols = {s.get("name"): s for s in root.findall("renderer-v2/symbols/symbol")}
            option = "line_color" if layer.geometry_type == "LineString" else "color"
            for category, c in zip(drawn, wanted, strict=True):
                found = [
                    o.get("value") for o in symbols[category.get("symbol")].iter("Option") if o.get("name") == option
                ]
                rgb = ",".join(str(int(c.color[i : i + 2], 16)) for i in (1, 3, 5))
                assert found[-1] == f"{rgb},255"
            looked += 1
    assert looked > 40


def test_every_feature_has_a_symbol_in_every_view_by_columns(layers, about):
    for layer in layers.values():
        for view in views(layer, about.cases, about.window):
            if view.by_rules:
                continue
            there = Counter(column(layer, view.field).fill_null("").to_list())
            known = {e.value for e in view.entries}
            assert "" in known or set(there) <= known, (layer.name, view.name)
            assert sum(there.values()) == len(layer.geometry)


def test_every_feature_fits_exactly_one_rule(layers, about, package):
    """The expressions of our rules mean the same in SQL."""
    looked = 0
    for layer in layers.values():
        for view in (v for v in views(layer, about.cases, about.window) if v.by_rules):
            chosen = Counter()
            for e in view.entries:
                chosen.update(fid for (fid,) in package.execute(f'SELECT fid FROM "{layer.name}" WHERE {e.where}'))
            assert set(chosen.values()) == {1}, (layer.name, view.name)
            assert len(chosen) == len(layer.geometry)
            looked += 1
    assert looked == 3  # services, tracks in the base, tracks in the scenario


def test_new_track_is_dashed_and_loads_are_classed_as_their_numbers_say(layers, about, package):
    view = default_view(views(layers["tracks"], about.cases, about.window))
    status = column(layers["tracks"], "status_lely").to_list()
    new = next(e for e in view.entries if e.value == "new")
    count = package.execute(f"SELECT count(*) FROM tracks WHERE {new.where}").fetchone()[0]
    assert new.dash
    assert count == status.count("new") > 0
    by_load = {e.value: e.size for e in view.entries if e.value.startswith(("le_", "gt_"))}
    assert list(by_load.values()) == sorted(by_load.values())


def test_every_label_rule_takes_features_that_no_other_takes(made, layers, package):
    for name, root in parsed(made).items():
        rules = root.findall("labeling/rules/rule")
        chosen = Counter()
        for rule in rules:
            where = rule.get("filter") or "1"
            chosen.update(fid for (fid,) in package.execute(f'SELECT fid FROM "{name}" WHERE {where}'))
        if rules:
            assert set(chosen.values()) == {1}, name
            assert len(chosen) == len(layers[name].geometry)
    assert {n for n, r in parsed(made).items() if r.find("labeling") is not None} == {
        "towns", "zones", "municipalities", "corop", "stations"
    }  # fmt: skip


def test_the_larger_a_town_the_sooner_it_has_a_name(made):
    rules = parsed(made)["towns"].findall("labeling/rules/rule")
    scales = [int(r.get("scalemaxdenom") or 10**9) for r in rules]
    sizes = [float(r.find("settings/text-style").get("fontSize")) for r in rules]
    assert scales == sorted(scales, reverse=True)
    assert sizes == sorted(sizes, reverse=True)
    for rule in rules:
        assert rule.find("settings/text-style/text-buffer").get("bufferDraw") == "1"
        assert rule.find("settings/rendering").get("displayAll") == "0"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_column_has_its_title_as_alias(made, layers, lang):
    for name, root in parsed(made, lang).items():
        aliases = {a.get("field"): a.get("name") for a in root.findall("aliases/alias")}
        assert aliases == {f.name: f.title[lang] for f in layers[name].fields}


def test_numbers_have_the_decimals_they_are_written_with():
    values = {"whole": [1.0, None, 30.0], "tenths": [1.5, 2.0], "hundredths": [0.25, 1.5], "none": [None, None]}
    found = {
        n: decimals_of(make_field(n, "float", pl.Series(v, dtype=pl.Float64), ("a", "b"))) for n, v in values.items()
    }
    assert found == {"whole": 0, "tenths": 1, "hundredths": 2, "none": 0}
    assert decimals_of(make_field("n", "int", [1, 2], ("a", "b"))) == 0


def test_a_map_tip_has_the_numbers_of_the_view_and_says_what_is_not_known(layers, about):
    layer = layers["towns"]
    view = default_view(views(layer, about.cases, about.window))
    assert tip_columns(layer, view) == [
        "municipality", "population", "main_min", "main_min_lely", "main_min_lely_diff"
    ]  # fmt: skip
    tip = ElementTree.fromstring(map_tip(columns_of(layer), view, "nl")).text
    assert 'format_number("main_min_lely", 1)' in tip
    assert "'onbekend, of niet bereikbaar'" in tip


def test_the_geopackage_has_a_default_style_per_layer_and_one_in_the_other_language(package, layers):
    rows = package.execute(
        "SELECT f_table_name, f_geometry_column, styleName, useAsDefault, styleQML, update_time FROM layer_styles"
    ).fetchall()
    assert Counter((r[0], r[3]) for r in rows) == {(n, d): 1 for n in layers for d in (0, 1)}
    assert {r[1] for r in rows} == {"geom"}
    assert {"English" in r[2] for r in rows if r[3]} == {True}  # the run speaks English
    assert {r[5] for r in rows} == {"2000-01-01T00:00:00.000Z"}
    assert all(len(r[2]) <= 30 for r in rows)
    assert package.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchall() == [
        ("attributes",)
    ]
    count = package.execute("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'layer_styles'")
    assert count.fetchone() == (len(rows),)


def test_the_table_of_styles_has_the_columns_that_qgis_makes(package):
    names = [row[1] for row in package.execute("PRAGMA table_info(layer_styles)")]
    assert names == [
        "id",
        "f_table_catalog",
        "f_table_schema",
        "f_table_name",
        "f_geometry_column",
        "styleName",
        "styleQML",
        "styleSLD",
        "useAsDefault",
        "description",
        "owner",
        "ui",
        "update_time",
    ]


def test_every_geojson_has_the_default_style_beside_it(folder, made):
    there = {p.stem: p.read_text(encoding="utf-8") for p in folder.glob("*.qml")}
    assert set(there) == {p.stem for p in folder.glob("*.geojson")} == KINDS
    assert there == {s.layer: s.qml for s in made.styles if s.default}


def test_the_project_is_relative_names_nobody_and_has_no_time(made, folder):
    text = project_of(made)
    root = ElementTree.fromstring(text)
    sources = [m.findtext("datasource") for m in root.findall("projectlayers/maplayer[@type='vector']")]
    assert len(sources) > 20
    assert all(s.startswith("./bereikbaar.gpkg|layername=") for s in sources)
    assert (root.get("saveUser"), root.get("saveUserFull"), root.get("saveDateTime")) == ("", "", "")
    assert str(folder) not in text
    with zipfile.ZipFile(folder / "bereikbaar.qgz") as file:
        assert [i.date_time for i in file.infolist()] == [(1980, 1, 1, 0, 0, 0)]


def test_every_layer_of_the_tree_is_in_the_project_once_with_an_id_long_enough(made):
    root = ElementTree.fromstring(project_of(made))
    ids = [m.findtext("id") for m in root.findall("projectlayers/maplayer")]
    tree = [n.get("id") for n in root.find("layer-tree-group").iter("layer-tree-layer")]
    assert sorted(ids) == sorted(tree)
    assert len(set(ids)) == len(ids)
    assert min(len(i) for i in ids) >= 10
    for srs in root.iter("spatialrefsys"):
        assert int(srs.findtext("srsid")) > 0
        assert srs.findtext("authid") in ("EPSG:28992", "EPSG:3857")


def test_groups_are_scenario_rail_base_and_background(made):
    root = ElementTree.fromstring(project_of(made)).find("layer-tree-group")
    groups = root.findall("layer-tree-group")
    assert [g.get("name") for g in groups][1:] == ["Rail network", "Base", "Background"]
    inner = [g.get("name") for g in groups[0].findall("layer-tree-group")]
    assert inner == ["Difference", "Trains and track", "Difference by area", "Levels"]
    shown = {n.get("id") for n in root.iter("layer-tree-layer") if n.get("checked") == "Qt::Checked"}
    assert shown == {"towns_main_min_lely_dclass", "tracks_load_lely_level", "background_regions"}
    assert not any("pairs" in i for i in shown)


def test_the_background_map_is_last_and_off_and_names_its_source(made):
    for text, place in ((project_of(made), "projectlayers"), (made.files["bereikbaar.qlr"], "maplayers")):
        root = ElementTree.fromstring(text)
        leaf = list(root.find("layer-tree-group").iter("layer-tree-layer"))[-1]
        assert (leaf.get("id"), leaf.get("checked")) == ("background_brt_grijs", "Qt::Unchecked")
        tiles = root.find(f"{place}/maplayer[@type='raster']")
        assert "service.pdok.nl" in tiles.findtext("datasource")
        assert "Kadaster" in tiles.findtext("attribution")


def test_the_layers_for_other_projects_are_all_there_once(made, layers):
    root = ElementTree.fromstring(made.files["bereikbaar.qlr"])
    sources = [m.findtext("datasource").partition("layername=")[2] for m in root.findall("maplayers/maplayer")]
    assert sorted(s for s in sources if s) == sorted(layers)


def test_the_layout_has_map_title_legend_scale_bar_north_arrow_and_sources(made):
    root = ElementTree.fromstring(project_of(made)).find("Layouts/Layout")
    items = {i.get("id"): i for i in root.findall("LayoutItem")}
    assert set(items) == {"map", "title", "subtitle", "legend", "scale", "north", "sources"}
    assert "run.json" in items["sources"].get("labelText")
    leaves = [n.get("id") for n in items["legend"].iter("layer-tree-layer")]
    assert leaves == ["towns_main_min_lely_dclass", "tracks_load_lely_level"]
    side = items["map"].find("Extent").attrib
    width, height = (float(v) for v in items["map"].get("size").split(",")[:2])
    shape = (float(side["xmax"]) - float(side["xmin"])) / (float(side["ymax"]) - float(side["ymin"]))
    assert shape == pytest.approx(width / height, rel=0.01)


def test_the_extent_holds_the_areas_and_a_run_without_layers_shows_the_country(layers):
    west, south, east, north = extent_of(list(layers.values()))
    assert 0 < west < east < 300_000
    assert 300_000 < south < north < 640_000
    assert extent_of([]) == (10_000.0, 305_000.0, 280_000.0, 620_000.0)


def test_odd_signs_in_titles_do_not_break_the_files(about):
    title = 'A & B <"fast">\x07 \'t'
    odd = replace(about, subtitle=(title, title), cases=(replace(about.cases[0], title=(title, title)),))
    fields = [
        make_field("name", "text", ["a"], (title, title)),
        make_field("population", "int", [1], (title, title)),
        make_field("main_min", "float", [1.0], (title, title), unit="min"),
        make_field("main_min_class", "text", ["le_30"], (title, title)),
    ]
    made = qgis_files([make_layer("towns", (title, title), "Point", fields, shapely.points([[5.1, 52.1]]))], odd)
    root = ElementTree.fromstring(made.files["towns.qml"])
    assert root.find("aliases/alias").get("name") == title.replace("\x07", "")
    assert title.replace("\x07", "") in ElementTree.fromstring(project_of(made)).findtext("title")
    ElementTree.fromstring(made.files["bereikbaar.qlr"])


def test_a_layer_without_classes_is_drawn_all_alike(about):
    fields = [make_field("name", "text", ["a"], ("naam", "name"))]
    made = qgis_files(
        [make_layer("places", ("Plaatsen", "Places"), "Point", fields, shapely.points([[5.1, 52.1]]))], about
    )
    assert ElementTree.fromstring(made.files["places.qml"]).find("renderer-v2").get("type") == "singleSymbol"


def test_the_same_layers_give_the_same_bytes(layers, about, made):
    again = qgis_files(list(layers.values()), about)
    assert again.files == made.files
    assert again.styles == made.styles


def test_dutch_runs_have_dutch_files(layers, about):
    dutch = qgis_files(list(layers.values()), replace(about, lang="nl"))
    assert {s.name.rpartition(" ")[2] for s in dutch.styles if s.default} == {"(Nederlands)"}
    text = project_of(dutch)
    assert all(word in text for word in ("Legenda", "Verschil", "Spoornet", "Achtergrondkaart"))
    assert not re.search(r'name="(Difference|Levels|Base)"', text)


def test_with_many_scenarios_every_set_of_layers_has_styles_and_a_group():
    found = result(scenarios=7)
    about = about_run(found)
    made = qgis_files(build_layers(found), about)
    root = ElementTree.fromstring(project_of(made)).find("layer-tree-group")
    assert len(root.findall("layer-tree-group")) >= 7 + 2
    assert {s.layer for s in made.styles} == {x.name for x in build_layers(found)}


def test_every_status_of_a_scenario_is_known(layers):
    for name in ("stations", "services", "tracks"):
        words = set(column(layers[name], "status_lely").drop_nulls())
        assert words <= set(STATUSES[kind_of(layers[name])])


def test_under_the_map_is_land_and_over_it_are_borders_and_no_file_beside_it_has_them(small, layers, about):
    from bereikbaar.write.layers.ground import LAND, ground_layers

    square, other = shapely.box(5.0, 52.0, 6.0, 53.0), shapely.box(6.0, 52.0, 7.0, 53.0)
    places = replace(small.places, land=square, neighbours=other)
    ground = {x.name: x for x in ground_layers(replace(small, places=places))}
    assert column(ground[LAND], "kind").to_list() == ["abroad", "land"]
    made = qgis_files(list(layers.values()), about, ground=list(ground.values()))
    assert set(ground) - {s.layer for s in made.styles} == set()
    assert not [name for name in made.files if name.startswith("ground")]
    text = project_of(made)
    tree = ElementTree.fromstring(text).find("layer-tree-group")
    names = [node.get("id") for node in tree.iter("layer-tree-layer")]
    assert names[-2] == f"{LAND}_ground"  # below all but the background map
    assert '<CanvasColorRedPart type="int">233<' in text  # the sea
    white = project_of(qgis_files(list(layers.values()), about))
    assert '<CanvasColorRedPart type="int">255<' in white


def test_borders_of_provinces_are_what_two_of_them_share(small, tmp_path):
    from bereikbaar.write.layers.ground import PROVINCES, ground_layers

    corners = {"PV20": (5, 52, 6, 53), "PV21": (6, 52, 7, 53), "PV22": (9, 52, 10, 53)}
    features = [
        {
            "type": "Feature",
            "properties": {"province_code": code},
            "geometry": shapely.geometry.mapping(shapely.box(*box)),
        }
        for code, box in corners.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (tmp_path / "provinces.geojson").write_text(text, encoding="utf-8")
    (borders,) = [
        x
        for x in ground_layers(replace(small, places=replace(small.places, folder=str(tmp_path))))
        if x.name == PROVINCES
    ]
    assert [line.wkt for line in shapely.normalize(borders.geometry)] == ["LINESTRING (6 52, 6 53)"]
