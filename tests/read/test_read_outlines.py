"""Outlines by code: valid, sorted, joined where a code has several, and what is wrong is said with its feature."""

import json
import random

import pytest

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.read.network import find_network
from bereikbaar.read.outlines import OUTLINES, read_outlines

NL = find_network("nl-2026")


def square(west, south, size=1.0):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code, *rings, key="corop_code", **more):
    return {
        "type": "Feature", "properties": {key: code, "corop": "a name"},
        "geometry": {"type": "Polygon", "coordinates": list(rings)}, **more,
    }  # fmt: skip


def written(folder, *features, file="corop.geojson"):
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def message(folder, kind="corop"):
    with pytest.raises(InputError) as caught:
        read_outlines(folder, kind)
    return str(caught.value)


def test_outlines_come_by_code_in_its_order_whatever_that_of_the_file(tmp_path):
    features = [feature(code, square(4 + n, 51)) for n, code in enumerate(("CR40", "CR01", "CR22"))]
    plain = read_outlines(written(tmp_path, *features), "corop")
    assert list(plain) == ["CR01", "CR22", "CR40"] and plain["CR01"].bounds == (5, 51, 6, 52)
    random.Random(1).shuffle(features)
    again = read_outlines(str(written(tmp_path, *features)), "corop")
    assert list(again) == list(plain) and all(again[c].equals_exact(plain[c], 0) for c in plain)


def test_holes_are_kept_and_features_of_one_code_are_joined(tmp_path):
    hole = square(4.25, 51.25, 0.5)[::-1]
    got = read_outlines(written(tmp_path, feature("A", square(4, 51), hole), feature("A", square(6, 51))), "corop")
    assert got["A"].area == pytest.approx(1 - 0.25 + 1) and got["A"].geom_type == "MultiPolygon"


def test_an_outline_that_crosses_itself_is_mended(tmp_path):
    bow = [[4, 51], [5, 52], [5, 51], [4, 52], [4, 51]]
    got = read_outlines(written(tmp_path, feature("A", bow)), "corop")["A"]
    assert got.is_valid and got.area == pytest.approx(0.5)


def test_a_spike_leaves_no_line(tmp_path):
    spiked = [[4, 51], [5, 51], [5, 53], [5, 51], [5, 52], [4, 52], [4, 51]]
    got = read_outlines(written(tmp_path, feature("A", spiked)), "corop")["A"]
    assert got.is_valid and got.geom_type in ("Polygon", "MultiPolygon") and got.area == pytest.approx(1)


def test_a_folder_without_the_file_and_no_folder_at_all_have_none(tmp_path):
    assert read_outlines(tmp_path, "zone") == {} and read_outlines("", "zone") == {}


def test_an_unknown_kind_is_said():
    with pytest.raises(UnknownNameError, match=r"there are no outlines of 'zones'; there are zone, .*mean 'zone'"):
        read_outlines(NL, "zones")


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([feature("A", square(4, 51)), feature("", square(4, 51))], "feature 2 has no text 'corop_code'"),
        ([feature(40, square(4, 51))], "feature 1 has no text 'corop_code'"),
        ([feature("A", square(4, 51), key="code")], "feature 1 has no text 'corop_code'"),
        ([feature("A", square(4, 51)), feature("B", geometry=None)], "feature 2 (B) has no area; expected a polygon"),
        ([feature("A", geometry={"type": "Point", "coordinates": [4, 51]})], "feature 1 (A) has no area"),
        ([feature("A", square(4, 51)), feature("B", geometry={"type": "Polygon", "coordinates": [[[4, 51]]]})],
         "feature 2 (B) has no area; expected a polygon"),
        ([feature("A", [[4, 51], [5, 52], [4, 51], [4, 51]])], "the outline of A has no area; expected a polygon"),
        ([feature("A", [[10**400, 51], [5, 51], [5, 52], [10**400, 51]])], "feature 1 (A) has no area; expected"),
        ([feature("A", square(150000, 400000))], "feature 1 (A) has coordinates that are no degrees; GeoJSON is"),
        ([7], "feature 1 has no text 'corop_code'"),
    ],
)  # fmt: skip
def test_a_feature_that_is_no_outline_is_named(tmp_path, features, said):
    text = message(written(tmp_path, *features))
    assert "corop.geojson: " in text and said in text


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"features": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"type": "FeatureCollection"}',
        '{"features": []}',
        '{"features": 3}',
    ],
)
def test_a_file_that_is_no_layer_is_refused(tmp_path, text):
    (tmp_path / "corop.geojson").write_text(text)
    assert "corop.geojson: is no GeoJSON FeatureCollection with features" in message(tmp_path)


@pytest.mark.parametrize(("kind", "n"), [("zone", 4065), ("municipality", 342), ("corop", 40), ("province", 12)])
def test_the_shipped_outlines_are_valid(kind, n):
    got = read_outlines(NL, kind)
    assert len(got) == n and list(got) == sorted(got)
    assert all(o.is_valid and o.area > 0 and o.geom_type in ("Polygon", "MultiPolygon") for o in got.values())
    assert set(OUTLINES) == {"zone", "municipality", "corop", "province"}
