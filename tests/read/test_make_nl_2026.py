"""The pure parts of the script that makes the network folder."""

import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "networks" / "make_nl_2026.py"


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make_nl_2026", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("kind", "short", "intercity"),
    [
        ("megastation", "mega", "1"),
        ("knooppuntIntercitystation", "intercity_junction", "1"),
        ("intercitystation", "intercity", "1"),
        ("knooppuntSneltreinstation", "fast_junction", "0"),
        ("stoptreinstation", "stop", "0"),
        ("facultatiefStation", "events", "0"),
        ("", "", "0"),
    ],
)
def test_station_classes_get_short_names_and_intercity_follows_from_them(make, kind, short, intercity):
    extras = make.station_extras({"type": kind, "province": "Friesland"})
    assert extras == {"kind": short, "intercity": intercity, "province": "Fryslân"}


def test_an_unknown_station_class_stops_the_script(make):
    with pytest.raises(KeyError):
        make.station_extras({"type": "luchthaven", "province": ""})


def test_trains_of_one_service_are_numbered_by_the_minute_at_the_origin(make):
    rows = [
        {"service": "4600", "direction": "outbound", "days": "daily", "seq": str(seq), "depart_minute": minute}
        for start in ("52", "23")
        for seq, minute in enumerate((start, "9", ""))
    ]
    make.number_trains(rows, "depart_minute")
    assert [r["train"] for r in rows] == ["2", "2", "2", "1", "1", "1"]
    ordered = make.in_order(rows, ("service", "train", "seq"))
    assert [(r["train"], r["seq"]) for r in ordered] == [
        ("1", "0"),
        ("1", "1"),
        ("1", "2"),
        ("2", "0"),
        ("2", "1"),
        ("2", "2"),
    ]


def test_rows_are_ordered_by_numbers_where_they_are_numbers(make):
    rows = [{"service": "5", "seq": s} for s in ("10", "9", "0")]
    assert [r["seq"] for r in make.in_order(rows, ("service", "seq"))] == ["0", "9", "10"]
    assert make.in_order(rows, ()) is rows


def test_all_hospitals_are_kept_with_what_they_are_and_how_that_is_known(make):
    base = {"role_basis": "list", "source": "RIVM", "pc4": "9713", "place": "Groningen", "lat": "53", "lon": "6"}
    hospitals = [
        {**base, "name": role, "role_2025": role} for role in ("umc", "general", "closed", "limited", "children")
    ]
    school = {
        "type": "wo", "brin": "21PC", "institution": "RUG", "municipality_code": "GM0014", "municipality": "",
        "town": "Groningen", "lat": "53", "lon": "6", "is_main_seat": "1", "students_2019": "32700",
    }  # fmt: skip
    rows = make.amenities([*hospitals, hospitals[1]], [school])
    wanted = "children-9713 closed-9713 general-9713 general-9713-2 limited-9713 umc-9713 wo-21pc-GM0014"
    assert [r["id"] for r in rows] == wanted.split()
    assert [(r["kind"], r["basis"]) for r in rows[:2]] == [("children", "list"), ("closed", "list")]
    assert rows[-1]["students_2019"] == "32700" and rows[-1]["main_seat"] == "1" and rows[-1]["name"] == "RUG"


def test_a_centre_lies_where_its_town_lies(make):
    towns = {("Utrecht", "Utrecht"): {"town_id": "utrecht-0344", "lat": "52.09", "lon": "5.12"}}
    extras = make.centre_extras({"name": "Utrecht", "province": "Utrecht"}, towns)
    assert extras == {"town_id": "utrecht-0344", "lat": "52.09", "lon": "5.12"}


def test_outlines_are_turned_the_way_the_standard_wants(make):
    from shapely.geometry import shape

    clockwise = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}
    assert shape(make.rfc7946(clockwise)).exterior.is_ccw
    both = make.rfc7946({"type": "MultiPolygon", "coordinates": [clockwise["coordinates"]]})
    assert shape(both).geoms[0].exterior.is_ccw
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    assert make.rfc7946(line) is line


def test_a_layer_has_one_feature_per_line_under_new_names_and_null_for_empty(make):
    collection = {
        "features": [
            {
                "properties": {"km_track": 2.5, "note": "", "n": 1},
                "geometry": {"type": "Point", "coordinates": [5, 52]},
            }
        ]
    }
    text = make.layer(collection, [{"column": "km", "raw": "km_track"}, {"column": "speed_note", "raw": "note"}])
    assert json.loads(text)["features"][0]["properties"] == {"km": 2.5, "speed_note": None}
    assert len(text.splitlines()) == 3


def test_rules_become_constraints(make):
    column = {"column": "tph", "type": "number", "unit": "1/h", "rule": "required;min=0;max=2.5", "description": "d"}
    assert make.field(column)["constraints"] == {"required": True, "minimum": 0, "maximum": 2.5}
    assert make.field({**column, "rule": "enum=a|b"})["constraints"] == {"enum": ["a", "b"]}
    assert make.field({**column, "rule": "pattern=[0-9]{4}"})["constraints"] == {"pattern": "[0-9]{4}"}
    assert make.field({**column, "type": "boolean", "rule": ""})["trueValues"] == ["1"]


def test_the_data_package_in_the_folder_is_what_the_script_writes_now(make):
    """Catches an edit of the texts or columns without a new run, and an edit of the result by hand."""
    folder = SCRIPT.parent / "nl-2026"
    text = json.loads((SCRIPT.parent / "package.json").read_text(encoding="utf-8"))
    assert json.loads((folder / "datapackage.json").read_text(encoding="utf-8")) == make.package(
        text, make.columns_by_file(), folder
    )


def test_an_hourly_evening_train_gets_the_minutes_of_its_calls(make):
    key = {"service": "7", "direction": "return"}
    day = {**key, "days": "daily", "origin": "a", "period_min": "30", "confidence": "A", "max_difference_min": "3"}
    calls = [
        {**key, "seq": str(seq), "station": code, "arrive_min": arrive, "depart_min": depart}
        for seq, (code, arrive, depart) in enumerate([("a", "0", "0"), ("b", "9.5", "10"), ("c", "25", "25")])
    ]
    evening = [{**key, "origin_minute": "38", "trains_seen": "3"}]
    (phase,), minutes = make.evening_rows(evening, [day], calls)
    wanted = {"days": "evening", "minute": "38", "period_min": "60", "confidence": "B", "anchor": "a"}
    assert {k: phase[k] for k in wanted} == wanted and phase["max_difference_min"] == ""
    assert [(m.get("arrive_minute"), m.get("depart_minute")) for m in minutes] == [
        (None, "38"),
        ("47.5", "48"),
        ("3", None),
    ]
