"""All files of a run together."""

import errno
import hashlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from bereikbaar import __version__
from bereikbaar.errors import InputError, RunError
from bereikbaar.settings import Settings
from bereikbaar.write.run import prepare, write_run
from builders_results import base_network, result, scenario, stations, travel_times

FILES = {
    "bereikbaar.gpkg",
    "bereikbaar.qgz",
    "bereikbaar.qlr",
    "compare.md",
    "matrices/base_offpeak.parquet",
    "matrices/lely_offpeak.parquet",
    "pairs.geojson",
    "pairs.qml",
    "run.json",
    "services.geojson",
    "services.qml",
    "stations.geojson",
    "stations.qml",
    "tables/columns.csv",
    "tables/compare_stations.csv",
    "tables/compare_towns.csv",
    "tables/pairs.csv",
    "tables/services.csv",
    "tables/stations.csv",
    "tables/towns.csv",
    "towns.geojson",
    "towns.qml",
    "tracks.geojson",
    "tracks.qml",
}


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "out"
    write_run(result(), folder)
    return folder


def test_a_run_writes_these_files_and_returns_them(tmp_path):
    said = []
    files = write_run(result(), tmp_path / "out", progress=said.append)
    assert {f.relative_to(tmp_path / "out").as_posix() for f in files} == FILES == set(contents(tmp_path / "out"))
    assert files[-1].name == "run.json"
    assert "bereikbaar.gpkg" in said


def test_the_same_result_gives_the_same_bytes_the_time_of_making_apart(folder, tmp_path):
    write_run(result(), tmp_path / "again")
    one, two = contents(folder), contents(tmp_path / "again")
    manifests = [json.loads(c.pop("run.json")) for c in (one, two)]
    assert one == two
    for m in manifests:
        assert m.pop("made").endswith("+00:00")
    assert manifests[0] == manifests[1]


def test_the_manifest_has_the_promised_keys(folder):
    m = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert m["version"] == __version__
    assert m["network"] == {"name": "nl-test", "title": "A small network", "version": "1", "hash": "0123456789abcdef"}
    (s,) = m["scenarios"]
    assert (s["name"], s["key"], s["hash"]) == ("lelylijn-test", "lely", "a1b2c3d4e5f60718")
    assert s["title"] == {"nl": "Lelylijn, proef", "en": "Lelylijn, test"}
    assert s["changes"] == [
        "New train LL1: Groningen - Emmeloord - Amsterdam, 2 per hour.",
        "Series 500 skips Assen.",
    ]
    assert m["settings"]["alpha_first"] == 0.5
    assert m["settings"]["door_to_door_limit_min"] is None  # no limit
    assert m["warnings"] == []
    assert (m["window"], m["windows"], m["method"], m["lang"]) == ("offpeak", ["offpeak"], "headway", "en")
    first = m["expects"][0]
    wanted = {"scenario": "lelylijn-test", "from": "gn", "to": "asd", "measure": "best_min", "published": 75.0,
              "tolerance": 3.0, "got": 75.0, "ok": True, "source": "Study 2020"}  # fmt: skip
    assert {k: first[k] for k in wanted} == wanted
    assert m["expects"][1]["got"] is None
    assert set(m["files"]) == FILES - {"run.json"}
    for name, digest in m["sha256"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_manifest_holds_no_path_of_the_machine(tmp_path):
    r = result(meta={"preset": "default", "limit": float("inf")})
    own = replace(r.cases[0], scenario=scenario(origin="/home/somebody/plans/mine.yaml"))
    write_run(replace(r, cases=(own,)), tmp_path / "out")
    text = (tmp_path / "out" / "run.json").read_text()
    assert "/home/" not in text
    assert json.loads(text)["scenarios"][0]["origin"] == "mine.yaml"
    assert json.loads(text)["meta"] == {"preset": "default", "limit": None}


def test_the_geopackage_holds_the_manifest_without_the_time_of_making(folder):
    rows = dict(sqlite3.connect(folder / "bereikbaar.gpkg").execute("select key, value from bereikbaar_manifest"))
    assert json.loads(rows["scenarios"])[0]["hash"] == "a1b2c3d4e5f60718"
    assert "made" not in rows


def test_tables_are_long_with_a_scenario_column_and_empty_for_unreachable(folder):
    towns = pl.read_csv(folder / "tables" / "towns.csv", infer_schema_length=None)
    assert towns["scenario"].unique(maintain_order=True).to_list() == ["base", "lelylijn-test"]
    assert towns.height == 14
    row = towns.filter((pl.col("scenario") == "base") & (pl.col("town_id") == "vlissingen"))
    assert row["exp_ams_min"].item() is None
    assert row["exp_cap_min"].item() == 15.0
    text = (folder / "tables" / "towns.csv").read_text(encoding="utf-8")
    assert "inf" not in text.lower().replace("noticeable", "")
    assert "\r" not in text
    pairs = pl.read_csv(folder / "tables" / "pairs.csv")
    assert pairs.height == 2 * 14  # also Utrecht to Utrecht, which has no line on the map
    assert pairs.filter(pl.col("town_id") == "vlissingen")["expected_min"].null_count() == 4


def test_the_compared_table_gives_both_values_and_the_verdict(folder):
    found = pl.read_csv(folder / "tables" / "compare_towns.csv", infer_schema_length=None)
    row = found.filter((pl.col("town_id") == "assen") & (pl.col("measure") == "main_min")).row(0, named=True)
    assert (row["scenario"], row["base_value"], row["scenario_value"], row["diff"], row["verdict"]) == (
        "lelylijn-test",
        108.0,
        117.0,
        9.0,
        "worse",
    )
    changed = pl.read_csv(folder / "tables" / "compare_stations.csv")
    assert set(changed["code"]) == {"asd", "asn", "gn", "ut", "xem", "zl"}


def test_the_services_table_has_both_directions(folder):
    found = pl.read_csv(folder / "tables" / "services.csv", infer_schema_length=None)
    row = found.filter((pl.col("scenario") == "base") & (pl.col("service") == "500"))
    assert row["calls"].to_list() == ["gn asn zl ut", "ut zl asn gn"]
    assert row["run_min"].to_list() == [108.0, 108.0]


def test_the_numbers_of_map_and_table_agree(folder):
    table = pl.read_csv(folder / "tables" / "towns.csv", infer_schema_length=None).filter(
        pl.col("scenario") != "base"
    )
    by_town = dict(table.select("town_id", "main_min").iter_rows())
    features = json.loads((folder / "towns.geojson").read_text(encoding="utf-8"))["features"]
    assert {f["properties"]["town_id"]: f["properties"]["main_min_lely"] for f in features} == by_town


def test_every_column_is_explained(folder):
    found = pl.read_csv(folder / "tables" / "columns.csv")
    explained = set(found.select("layer", "column_name").iter_rows())
    for name in ("towns", "stations", "services", "tracks", "pairs"):
        properties = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"][0]["properties"]
        assert {(name, column) for column in properties} <= explained


def test_matrices_keep_unreachable_pairs_without_a_number(folder):
    found = pl.read_parquet(folder / "matrices" / "base_offpeak.parquet")
    assert found.height == 8 * 7
    assert found.schema["expected_min"] == pl.Float32
    island = found.filter(
        (pl.col("origin").cast(pl.String) == "gn") & (pl.col("destination").cast(pl.String) == "vss")
    )
    assert (island["expected_min"].item(), island["departures_per_hour"].item()) == (None, 0.0)
    ride = found.filter((pl.col("origin").cast(pl.String) == "gn") & (pl.col("destination").cast(pl.String) == "ut"))
    assert (ride["best_min"].item(), ride["expected_min"].item()) == (108.0, 118.0)


def test_every_window_has_a_matrix(tmp_path):
    r = result(base_only=True)
    net = base_network()
    both = {w: travel_times(net, w) for w in ("offpeak", "evening")}
    write_run(replace(r, base=replace(r.base, times=both)), tmp_path / "out")
    assert {p.name for p in (tmp_path / "out" / "matrices").iterdir()} == {
        "base_offpeak.parquet",
        "base_evening.parquet",
    }
    assert json.loads((tmp_path / "out" / "run.json").read_text())["windows"] == ["offpeak", "evening"]


def test_another_window_can_be_the_map_window(tmp_path):
    r = result(base_only=True)
    net = base_network()
    base = replace(r.base, times={"evening": travel_times(net, "evening")}, stations=stations(net, "evening"))
    write_run(replace(r, base=base, window="evening"), tmp_path / "out")
    properties = json.loads((tmp_path / "out" / "towns.geojson").read_text())["features"][0]["properties"]
    assert "tph_evening" in properties
    assert "tph_offpeak" not in properties
    assert "Timetable: evening." in (tmp_path / "out" / "compare.md").read_text()


def test_a_later_run_replaces_the_earlier_one_and_its_stale_layers(tmp_path):
    write_run(result(scenarios=7), tmp_path / "out")
    assert (tmp_path / "out" / "towns_copy3.geojson").exists()
    (tmp_path / "out" / "my notes.txt").write_text("mine")
    write_run(result(), tmp_path / "out")
    assert set(contents(tmp_path / "out")) == FILES | {"my notes.txt"}


def test_a_foreign_folder_is_refused_before_anything_is_computed(tmp_path):
    (tmp_path / "letter.docx").write_text("mine")
    with pytest.raises(InputError, match="holds something else"):
        prepare(tmp_path)
    with pytest.raises(InputError, match="holds something else"):
        write_run(result(), tmp_path)
    assert contents(tmp_path) == {"letter.docx": b"mine"}
    prepare(tmp_path, overwrite=True)
    write_run(result(), tmp_path, overwrite=True)
    assert set(contents(tmp_path)) == FILES | {"letter.docx"}


@pytest.mark.parametrize("file", ["towns.geojson", "towns.csv", "base_offpeak.parquet", "compare.md", "run.json"])
@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_whatever_stops_a_run_the_earlier_one_stays_whole(tmp_path, monkeypatch, file, failure):
    write_run(result(base_only=True), tmp_path / "out")
    before = contents(tmp_path / "out")
    really = Path.write_bytes

    def write_bytes(self, data):
        if self.name == file:
            really(self, data[: len(data) // 2])
            raise failure
        return really(self, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises((RunError, KeyboardInterrupt)) as error:
        write_run(result(), tmp_path / "out")
    if isinstance(error.value, RunError):
        assert f"{file} could not be written: the disk is full" in str(error.value)
    assert contents(tmp_path / "out") == before


def test_settings_that_are_infinite_are_null_in_the_manifest(tmp_path):
    write_run(result(settings=Settings().changed(walk_kmh=4.5)), tmp_path / "out")
    m = json.loads((tmp_path / "out" / "run.json").read_text(), parse_constant=pytest.fail)
    assert m["settings"]["walk_kmh"] == 4.5
