"""The files of a run in the real QGIS: with BEREIKBAAR_QGIS=1, where PyQGIS is installed (docs/qgis.md)."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.write.classes import MINUTES
from bereikbaar.write.layers import build_layers
from bereikbaar.write.qgis.about import about_run
from bereikbaar.write.qgis.install import install_script, own_command
from bereikbaar.write.qgis.views import default_view, views
from bereikbaar.write.run import write_run

LOOK = Path(__file__).parent / "look.py"
#: The Python that owns PyQGIS; another one by BEREIKBAAR_QGIS_PYTHON.
PYTHON = os.environ.get("BEREIKBAAR_QGIS_PYTHON", "/usr/bin/python3")


def without() -> str:
    """Return why QGIS cannot be asked here; empty when it can."""
    if os.environ.get("BEREIKBAAR_QGIS") != "1":
        return "set BEREIKBAAR_QGIS=1 to look at the files in the real QGIS (docs/qgis.md)"
    if not Path(PYTHON).exists():
        return f"there is no {PYTHON}"
    found = subprocess.run(
        [PYTHON, "-c", "import qgis.core"], capture_output=True, check=False, env=environment("/tmp")
    )
    return "" if found.returncode == 0 else f"{PYTHON} has no PyQGIS: apt-get install qgis python3-qgis"


def environment(folder: Path | str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    own = Path(sys.executable).parent  # QGIS takes the Python that it finds first for its own
    return {
        **kept,
        "PATH": os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if Path(p) != own),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(folder),
        "QGIS_CUSTOM_CONFIG_PATH": str(folder),
    }


REASON = without()
pytestmark = [pytest.mark.qgis, pytest.mark.skipif(bool(REASON), reason=REASON)]


def look(folder: Path, pictures: Path) -> dict:
    done = subprocess.run(
        [PYTHON, str(LOOK), str(folder), str(pictures)],
        capture_output=True, text=True, check=False, timeout=600, env=environment(pictures.parent),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout[done.stdout.index("{") :])


@pytest.fixture(scope="module")
def moved(folder, tmp_path_factory):
    """The run in another folder, with spaces and accents in its name: nothing may point at the first one."""
    target = tmp_path_factory.mktemp("moved") / "Één andere map (súdwest)"
    shutil.copytree(folder, target)
    return target


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    return Path(os.environ.get("BEREIKBAAR_QGIS_PICTURES") or tmp_path_factory.mktemp("looked")) / "pictures"


@pytest.fixture(scope="module")
def seen(moved, pictures):
    before = (moved / "bereikbaar.gpkg").read_bytes()
    found = look(moved, pictures)
    assert (moved / "bereikbaar.gpkg").read_bytes() == before, "looking changed the file"
    return found


@pytest.fixture(scope="module")
def layers(small):
    return {x.name: x for x in build_layers(small)}


def expected(layer, view, package: Path) -> dict[str, int]:
    """Return how many features each legend entry holds: from the text column of the layer itself, or by the rules.

    The expressions of rules mean the same in SQL.
    """
    if view.by_rules:
        with closing(sqlite3.connect(package)) as file:
            asked = ((e, f'SELECT count(*) FROM "{layer.name}" WHERE {e.where}') for e in view.entries)
            found = {e.title[1]: file.execute(text).fetchone()[0] for e, text in asked}
        return {title: n for title, n in found.items() if n}
    values = next(f.values for f in layer.fields if f.name == view.field).to_list()
    title = {e.value: e.title[1] for e in view.entries}
    counts: dict[str, int] = {}
    for value in values:
        counts[title[value]] = counts.get(title[value], 0) + 1
    return counts


def test_every_layer_of_geopackage_and_geojson_is_valid_in_its_own_coordinates(seen, layers):
    assert {n.partition(":")[2] for n in seen["layers"]} == set(layers)
    for name, found in seen["layers"].items():
        layer = layers[name.partition(":")[2]]
        assert found["valid"], name
        assert found["crs"] == ("EPSG:28992" if name.startswith("gpkg") else "EPSG:4326")
        assert found["geometry"] == layer.geometry_type
        assert found["features"] == len(layer.geometry)


def test_types_and_aliases_are_those_of_the_layer(seen, layers):
    kinds = {"int": {"Integer", "Integer64"}, "float": {"Real"}, "text": {"String"}, "bool": {"Boolean"}}
    for name, layer in layers.items():
        found = seen["layers"][f"gpkg:{name}"]
        for f in layer.fields:
            assert found["fields"][f.name] in kinds[f.kind], (name, f.name)
            assert found["aliases"][f.name] == f.title["en"]


def test_the_style_is_applied_and_every_feature_drawn_in_the_class_that_the_layer_says(seen, layers, small, moved):
    about = about_run(small)
    for name, found in seen["layers"].items():
        layer = layers[name.partition(":")[2]]
        view = default_view(views(layer, about.cases, about.window))
        assert found["renderer"] == ("RuleRenderer" if view.by_rules else "categorizedSymbol"), name
        assert found["legend"] == [e.title[1] for e in view.entries]
        assert (found["missing"], found["not_drawn"]) == ([], 0), name
        assert sum(found["drawn"].values()) == len(layer.geometry)
        assert found["drawn"] == expected(layer, view, moved / "bereikbaar.gpkg"), name
        assert found["odd"] == [], name
        assert found["ink"] > 0.0005, name
        assert "[%" in found["tip"]
        assert [rule["error"] for rule in found["labels"]] == [""] * len(found["labels"])


def test_new_track_is_drawn_as_new_track(seen, layers):
    status = next(f.values for f in layers["tracks"].fields if f.name == "status_lely").to_list()
    assert seen["layers"]["gpkg:tracks"]["drawn"]["new track"] == status.count("new") > 0


def test_the_project_opens_from_another_folder_with_all_layers(seen, moved, layers, small):
    project, about = seen["project"], about_run(small)
    assert (project["read"], project["crs"]) == (True, "EPSG:28992")
    assert "Lelylijn" in project["title"]
    found = project["layers"]
    assert {f["table"] for f in found.values() if "table" in f} == set(layers)
    for key, one in found.items():
        assert one["valid"], key
        if "source" in one:
            assert str(moved) in one["source"]
            assert (one["not_drawn"], one["crs"]) == (0, "EPSG:28992"), key
            layer = layers[one["table"]]
            if key == "background_regions":  # all alike
                assert sum(one["drawn"].values()) == len(layer.geometry)
                continue
            view = next(
                v for v in views(layer, about.cases, about.window) if key.startswith(f"{layer.name}_{v.name}")
            )
            assert one["legend"] == [e.title[1] for e in view.entries], key
            assert one["drawn"] == expected(layer, view, moved / "bereikbaar.gpkg"), key
    assert not any(f["visible"] for f in found.values() if f.get("table") == "pairs")
    west, south, east, north = project["extent"]
    assert 0 < east - west < 400_000
    assert 0 < north - south < 400_000


def test_the_layout_is_exported(seen, pictures):
    (layout,) = seen["project"]["layouts"].values()
    assert layout["result"] == 0
    assert layout["size"] == [297, 210]
    assert layout["items"] == {
        "map": "QgsLayoutItemMap", "title": "QgsLayoutItemLabel", "subtitle": "QgsLayoutItemLabel",
        "legend": "QgsLayoutItemLegend", "scale": "QgsLayoutItemScaleBar", "north": "QgsLayoutItemPicture",
        "sources": "QgsLayoutItemLabel",
    }  # fmt: skip
    assert (pictures / "layout.png").stat().st_size > 10_000


def test_the_legend_on_paper_has_gains_and_losses_and_no_limit_that_there_is_not(seen):
    (layout,) = seen["project"]["layouts"].values()
    towns = layout["legend"]["towns_main_min_lely_dclass"]
    assert "gain of 15 to 30 min" in towns and "loss of 15 to 30 min" in towns
    assert not [text for text in towns if "limit" in text]
    drawn = seen["project"]["layers"]["towns_main_min_lely_dclass"]["drawn"]
    assert set(drawn) <= set(towns)
    tracks = layout["legend"]["tracks_load_lely_level"]
    assert "new track" in tracks and "track gone" not in tracks


def test_the_layers_for_other_projects_load(seen, layers):
    assert (seen["own"]["read"], seen["own"]["error"]) == (True, "")
    assert all(seen["own"]["layers"].values())
    assert len(seen["own"]["layers"]) == len(layers) + 1


def test_looking_leaves_no_files_behind(seen):
    assert seen["side_files"] == []


def test_a_real_run_draws_all_its_zones(tmp_path):
    done = CliRunner().invoke(cli, ["run", "lelylijn-2020", "-o", str(tmp_path / "out"), "--lang", "nl"])
    assert done.exit_code == 0, done.stderr
    seen = look(tmp_path / "out", tmp_path / "pictures")
    zones = seen["layers"]["gpkg:zones"]
    assert zones["features"] == 4065
    assert (zones["not_drawn"], sum(zones["drawn"].values())) == (0, 4065)
    features = json.loads((tmp_path / "out" / "zones.geojson").read_text(encoding="utf-8"))["features"]
    titles = {c.name: c.title[0] for c in MINUTES.diffs}
    assert zones["drawn"] == Counter(titles[f["properties"]["main_min_lely20_dclass"]] for f in features)
    assert zones["drawn"][titles["same"]] > zones["drawn"][titles["gain_15"]] > 500
    assert all(f["not_drawn"] == 0 for f in seen["layers"].values())
    assert {name: f["odd"] for name, f in seen["layers"].items() if f["odd"]} == {}
    assert seen["layers"]["gpkg:ground_land"]["drawn"] == {"buurland": 1, "land": 1}
    assert seen["layers"]["gpkg:ground_provinces"]["features"] > 12
    assert seen["project"]["layers"]["ground_land_ground"]["visible"]
    assert all(f.get("not_drawn", 0) == 0 for f in seen["project"]["layers"].values())


def test_the_processing_script_runs_a_scenario_and_says_what_is_wrong(tmp_path):
    process = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if process is None:
        pytest.skip("there is no qgis_process here")
    install_script([tmp_path / "profiles" / "default" / "processing" / "scripts"], own_command())

    def run(*parameters: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [process, "run", "script:bereikbaar_run", *parameters],
            capture_output=True, text=True, check=False, timeout=600, env=environment(tmp_path),
        )  # fmt: skip

    done = run("--SCENARIOS=zeeland-2030", "--REGION=Zeeland", f"--FOLDER={tmp_path / 'out'}")
    assert f"GEOPACKAGE:\t{tmp_path / 'out' / 'bereikbaar.gpkg'}" in done.stdout, done.stdout + done.stderr
    assert (tmp_path / "out" / "bereikbaar.qgz").exists()
    wrong = run("--SCENARIOS=zeland-2030", f"--FOLDER={tmp_path / 'other'}")
    assert "did you mean 'zeeland-2030'" in wrong.stdout + wrong.stderr
    install_script([tmp_path / "profiles" / "default" / "processing" / "scripts"], ["/nowhere/bereikbaar"])
    gone = run("--SCENARIOS=zeeland-2030", f"--FOLDER={tmp_path / 'third'}")
    assert "/nowhere/bereikbaar cannot be started" in gone.stdout + gone.stderr
    assert "Install bereikbaar, then run: bereikbaar qgis install-script" in gone.stdout + gone.stderr


def test_small_runs_without_scenarios_show_the_base(tmp_path):
    from builders_results import result

    write_run(result(base_only=True), tmp_path / "out")
    seen = look(tmp_path / "out", tmp_path / "pictures")
    assert all(f["valid"] and f["not_drawn"] == 0 for f in seen["layers"].values())
    assert {f["table"] for f in seen["project"]["layers"].values() if f.get("visible") and "table" in f} == {
        "towns", "tracks"
    }  # fmt: skip
