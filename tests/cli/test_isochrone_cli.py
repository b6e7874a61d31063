"""``bereikbaar isochrone`` as a user runs it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bereikbaar.cli.isochrone import read_limits
from bereikbaar.cli.main import cli
from bereikbaar.errors import InputError

PLAN = ("--scenario", "lelylijn-2020")


def invoke(*args: str):
    return CliRunner().invoke(cli, ["isochrone", *args])


def ask(*args: str) -> Any:
    done = invoke(*args, "--json")
    assert done.exit_code == 0, done.stderr

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(done.stdout, parse_constant=refuse)


def test_json_has_the_promised_keys_and_numbers_that_add_up(tmp_path: Path) -> None:
    output = tmp_path / "emmeloord.geojson"
    found = ask("Emmeloord", *PLAN, "--limits", "60,30", "-o", str(output))
    assert list(found) == ["place", "direction", "window", "method", "network", "limits", "isochrones", "file"]
    assert found["place"] == {
        "kind": "town", "id": "emmeloord-0171", "name": "Emmeloord", "lat": found["place"]["lat"],
        "lon": found["place"]["lon"], "zone": "8302",
    }  # fmt: skip
    assert (found["direction"], found["window"], found["method"]) == ("from", "offpeak", "headway")
    assert (found["network"], found["limits"], found["file"]) == ("nl-2026", [30, 60], str(output))
    keys = ["kind", "scenario", "key", "limit_min", "zones", "zones_not_drawn", "inhabitants", "jobs", "area_km2"]
    assert all(list(row) == keys for row in found["isochrones"])
    assert len(found["isochrones"]) == 2 * 4
    by = {(r["kind"], r["limit_min"]): r for r in found["isochrones"]}
    for t in (30, 60):
        base, plan, gained, lost = (by[kind, t] for kind in ("base", "scenario", "gained", "lost"))
        assert plan["inhabitants"] == base["inhabitants"] + gained["inhabitants"] - lost["inhabitants"]
        assert plan["zones"] == base["zones"] + gained["zones"] - lost["zones"]
        assert (base["scenario"], base["key"], plan["key"]) == (None, None, "lely20")
    assert json.loads(output.read_text(encoding="utf-8"))["type"] == "FeatureCollection"


def test_a_pipe_gets_a_table_and_the_screen_a_heading_in_both_languages() -> None:
    english = invoke("Emmeloord", *PLAN, "--limits", "45", "--lang", "en")
    assert english.exit_code == 0
    lines = [line.split("\t") for line in english.stdout.splitlines()]
    assert lines[0] == ["scenario", "min", "postcodes", "inhabitants", "jobs", "km2", "inhabitants gained",
                        "inhabitants lost"]  # fmt: skip
    assert [line[0] for line in lines[1:]] == ["base", "lelylijn-2020"]
    assert "From Emmeloord (postcode 8302), off-peak; expected minutes from door to door" in english.stderr
    dutch = invoke("gn", "--to", "--limits", "45.5", "--lang", "nl")
    assert dutch.stdout.splitlines()[0].split("\t") == ["scenario", "min", "postcodes", "inwoners", "banen", "km2"]
    assert dutch.stdout.splitlines()[1].split("\t")[:2] == ["basis", "45,5"]
    assert "Naar Groningen (station, tot het perron), dal" in dutch.stderr


def test_a_geopackage_says_what_it_was_made_from(tmp_path: Path) -> None:
    import sqlite3

    output = tmp_path / "a.gpkg"
    assert invoke("52.5,6.1", "--limits", "30", "-o", str(output)).exit_code == 0
    with sqlite3.connect(output) as connection:
        about = dict(connection.execute("SELECT key, value FROM bereikbaar_manifest").fetchall())
        layers = {row[0] for row in connection.execute("SELECT table_name FROM gpkg_contents WHERE srs_id = 28992")}
    connection.close()
    assert layers == {"isochrones", "zones"}
    assert json.loads(about["place"])["kind"] == "coordinates"
    assert json.loads(about["settings"])["detour"] == 1.3


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("Emmeloord", "--limits", "30,,60"), "--limits: expected minutes such as 30,45,60, found ''"),
        (("Emmeloord", "--limits", "een uur"), "--limits: expected minutes such as 30,45,60, found 'een uur'"),
        (("Emmeloord", "--limits", "60,60.0"), "--limits: 60 is there more than once"),
        (("Emmeloord", "--limits", "-1"), "--limits: found -1"),
        (("Emmelord",), "did you mean"),
        (("6.1,52.5",), "latitude comes first"),
        (("Emmeloord", "--scenario", "lelylyn-2020"), "did you mean"),
        (("Emmeloord", "-o", "kaart.shp"), "expected a name that ends in .geojson or .gpkg, found 'kaart.shp'"),
        (("Emmeloord", "-o", "nergens/kaart.gpkg"), "there is no folder nergens"),
        (("Emmeloord", "--window", "all"), "isochrones are of one window"),
        (("Emmeloord", "--set", "warp=9"), "'warp' is no setting"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_with_exit_status_two(args: tuple[str, ...], why: str) -> None:
    done = invoke(*args)
    assert done.exit_code == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    output = tmp_path / "a.geojson"
    output.write_text("mine")
    refused = invoke("8302", "--limits", "30", "-o", str(output))
    assert (refused.exit_code, output.read_text()) == (2, "mine")
    assert "is there already; give --overwrite to replace it" in refused.stderr
    assert invoke("8302", "--limits", "30", "-o", str(output), "--overwrite").exit_code == 0
    assert output.read_text() != "mine"


def test_limits_are_read_with_commas_or_semicolons_and_nothing_else() -> None:
    assert read_limits("30, 45.5;60") == [30.0, 45.5, 60.0]
    for text in ("30 45", "inf", "nan", "1_0", "٣٠"):
        with pytest.raises(InputError, match="expected minutes such as"):
            read_limits(text)


def test_limits_beyond_that_of_the_settings_are_told() -> None:
    said = "nobody goes further than 45 min (door_to_door_limit_min)"
    short = ("Emmeloord", "--set", "door_to_door_limit_min=45", "--lang", "en")
    assert said in invoke(*short, "--limits", "30,60").stderr + invoke(*short, "--limits", "30,60").stdout
    fits = invoke(*short, "--limits", "30,45")
    assert "nobody goes further" not in fits.stderr + fits.stdout
