"""A run with places of one's own: measured as zones are, reported apart, and nothing else moves."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner
from polars.testing import assert_frame_equal

import bereikbaar as bk
from bereikbaar.cli.main import cli
from bereikbaar.results import Result

#: The last is no town: a farm beside Emmeloord.
PLACES = """id;naam;inwoners;lat;lon
2;Assen;68.900;52,9916;6,5708
1;Groningen;234.567;53,2107;6,5648
b;Boerderij;onbekend;52,70;5,74
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "plaatsen.csv"
    path.write_text(PLACES, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def net() -> Any:
    return bk.network("nl-2026")


@pytest.fixture(scope="module")
def with_own(net: Any, file: Path) -> Result:
    return bk.run(net, [bk.scenario("lelylijn-2020")], own=bk.own_places(file))


@pytest.fixture(scope="module")
def without(net: Any) -> Result:
    return bk.run(net, [bk.scenario("lelylijn-2020")])


def test_no_figure_of_a_town_zone_region_or_pair_changes(with_own: Result, without: Result) -> None:
    for one, other in zip(with_own.all_cases, without.all_cases, strict=True):
        assert_frame_equal(one.towns, other.towns)
        assert_frame_equal(one.pairs, other.pairs)
        assert one.zones is not None
        assert other.zones is not None
        assert_frame_equal(one.zones, other.zones)
        assert one.areas.keys() == other.areas.keys()
        for kind in one.areas:
            assert_frame_equal(one.areas[kind], other.areas[kind])
    assert with_own.places.zones.code == without.places.zones.code


def test_own_places_have_the_measures_of_zones_in_every_case(with_own: Result) -> None:
    for case in with_own.all_cases:
        assert case.own is not None
        assert case.zones is not None
        assert case.own["place_id"].to_list() == ["1", "2", "b"]
        assert case.own["name"].to_list() == ["Groningen", "Assen", "Boerderij"]
        assert case.own["population"].to_list() == [234567, 68900, None]
        about = 8
        assert case.own.columns[about:] == case.zones.columns[about + 1 :]
        assert case.own.dtypes[about:] == case.zones.dtypes[about + 1 :]
    stacked = with_own.own_places
    assert stacked is not None
    assert stacked["scenario"].unique(maintain_order=True).to_list() == ["base", "lelylijn-2020"]


def test_a_farm_in_the_polder_gains_from_the_line_and_has_the_bus_of_the_town_beside(with_own: Result) -> None:
    base, plan = with_own.base.own, with_own.cases[0].own
    assert base is not None
    assert plan is not None
    farm = base["place_id"].to_list().index("b")
    assert base["town"][farm] == "Emmeloord"
    assert plan["exp_ams_min"][farm] < base["exp_ams_min"][farm] - 20


def test_a_place_at_the_point_of_a_zone_has_the_figures_of_that_zone(net: Any, tmp_path: Path) -> None:
    at = bk.places(net)
    zone = at.zones.code.index("8302")
    path = tmp_path / "a.csv"
    path.write_text(
        f"naam,lat,lon\nhier,{at.zones.lat[zone]!r},{at.zones.lon[zone]!r}\n".replace("np.float64(", "").replace(
            ")", ""
        )
    )
    result = bk.run(net, own=bk.own_places(path), at=at)
    own, zones = result.base.own, result.base.zones
    assert own is not None
    assert zones is not None
    row = zones.row(zone, named=True)
    for name in (
        "main_min",
        "exp_ams_min",
        "d2d_umc_min",
        "exp_cap_min",
        "tph_evening",
        "access_basis",
        "pop_60",
        "pop_120",
    ):
        value = own[name][0]
        assert value == pytest.approx(row[name]) if isinstance(value, float) else value == row[name], name


def test_files_of_a_run_with_own_places(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = ["run", "lelylijn-2020", "-o", str(out), "--places", str(file), "--json", "--lang", "en"]
    done = CliRunner().invoke(cli, args)
    assert done.exit_code == 0, done.stderr
    manifest = json.loads(done.stdout)
    assert manifest["own_places"]["file"] == "plaatsen.csv"
    assert manifest["own_places"]["places"] == 3
    assert any("read as thousands: Assen '68.900' = 68900" in note for note in manifest["notes"])
    assert str(file.parent) not in done.stdout
    table = pl.read_csv(out / "tables" / "places.csv", schema_overrides={"place_id": pl.String})
    assert table["place_id"].to_list() == ["1", "2", "b"] * 2
    means = pl.read_csv(out / "tables" / "places_means.csv")
    base = table.filter(pl.col("scenario") == "base")
    expected = np.average(base["exp_ams_min"].to_numpy()[:2], weights=[234567, 68900])
    found = means.filter((pl.col("scenario") == "base") & (pl.col("measure") == "exp_ams_min"))["mean"][0]
    assert found == pytest.approx(expected, abs=0.02)
    compared = pl.read_csv(out / "tables" / "compare_places.csv", schema_overrides={"place_id": pl.String})
    assert compared["place_id"].unique().sort().to_list() == ["1", "2", "b"]
    layer = json.loads((out / "places.geojson").read_text(encoding="utf-8"))
    assert [f["properties"]["place_id"] for f in layer["features"]] == ["1", "2", "b"]
    assert layer["features"][2]["properties"]["population"] is None
    with sqlite3.connect(out / "bereikbaar.gpkg") as connection:
        types = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(places)")}
    connection.close()
    assert (types["place_id"], types["population"], types["exp_ams_min_lely20"]) == ("TEXT", "REAL", "REAL")
    columns = pl.read_csv(out / "tables" / "columns.csv")
    assert "tables/places_means.csv" in set(columns.to_series(0).to_list())


def test_polygons_are_drawn_as_polygons(net: Any, tmp_path: Path) -> None:
    from bereikbaar.write.layers.own import own_layer

    path = tmp_path / "wijk.geojson"
    ring = [[6.55, 53.2], [6.58, 53.2], [6.58, 53.22], [6.55, 53.22], [6.55, 53.2]]
    path.write_text(json.dumps({"type": "Feature", "properties": {"naam": "Wijk"},
                                "geometry": {"type": "Polygon", "coordinates": [ring]}}))  # fmt: skip
    layer = own_layer(bk.run(net, own=bk.own_places(path)), (), "places")
    assert layer is not None
    assert (layer.geometry_type, layer.geometry[0].geom_type) == ("MultiPolygon", "MultiPolygon")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--places", "nergens.csv"], "nergens.csv: file is missing"),
        (["--population", "inwoners"], "--population: names a column of --places, which is not given"),
        (["--places", "FILE", "--population", "inwonrs"], "did you mean 'inwoners'?"),
        (["--places", "FILE:wijken"], "has no layers; leave out ':wijken'"),
    ],
)
def test_what_is_wrong_with_own_places_is_said_before_anything_is_computed(
    file: Path, tmp_path: Path, args: list[str], why: str
) -> None:
    args = [a.replace("FILE", str(file)) for a in args]
    done = CliRunner().invoke(cli, ["run", "-o", str(tmp_path / "out"), *args])
    assert done.exit_code == 2
    assert why in done.stderr
    assert not (tmp_path / "out").exists()
