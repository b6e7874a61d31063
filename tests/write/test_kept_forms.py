"""Forms of outlines from the cache are those that are made, whatever happens to the cache."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bereikbaar.write import geojson, geopackage
from bereikbaar.write.layers.outlines import Outlines, Shapes
from builders_zones import write_outlines

MAKE = {"geojson": lambda shapes: geojson._geometry_texts("MultiPolygon", shapes), "grid": geopackage._stored}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "places"
    out.mkdir()
    write_outlines(out)
    return out


def drawn(folder: Path, n: int | None = None) -> Shapes:
    outlines = Outlines(str(folder))
    codes = list(outlines.of("zone"))[:n]
    return outlines.drawn("zone", pl.DataFrame({"pc4": codes}), "pc4")[1]


def same(found: object, expected: object) -> bool:
    if isinstance(expected, list):
        return found == expected
    assert isinstance(found, tuple) and isinstance(expected, tuple)
    return found[0] == expected[0] and np.array_equal(found[1], expected[1])


@pytest.mark.parametrize("form", ["geojson", "grid"])
def test_the_second_time_a_form_comes_from_the_cache_and_is_the_same(cache, folder, form) -> None:
    expected = MAKE[form](drawn(folder).geometry)
    assert same(drawn(folder).once(form, MAKE[form]), expected)
    assert same(drawn(folder).once(form, lambda _: pytest.fail("made again")), expected)


@pytest.mark.parametrize("form", ["geojson", "grid"])
def test_a_damaged_form_is_made_again(cache, folder, form) -> None:
    expected = drawn(folder).once(form, MAKE[form])
    (kept,) = cache.glob(f"forms-{form}-*.npz")
    whole = kept.read_bytes()
    for n in range(0, len(whole), max(len(whole) // 40, 1)):
        kept.write_bytes(whole[:n] + bytes([whole[n] ^ 0xFF]) + whole[n + 1 :])
        assert same(drawn(folder).once(form, MAKE[form]), expected), n


def test_other_outlines_have_forms_of_their_own(cache, folder) -> None:
    before = drawn(folder).once("geojson", MAKE["geojson"])
    fewer = drawn(folder, len(before) - 1).once("geojson", MAKE["geojson"])
    assert fewer == before[:-1]
    moved = (folder / "zones.geojson").read_text(encoding="utf-8").replace("52.", "53.").replace("51.", "53.")
    (folder / "zones.geojson").write_text(moved, encoding="utf-8")
    assert drawn(folder).once("geojson", MAKE["geojson"]) != before


def test_forms_of_a_small_part_of_the_outlines_are_not_kept(cache, folder) -> None:
    assert len(drawn(folder).geometry) > 2
    assert len(drawn(folder, 1).once("geojson", MAKE["geojson"])) == 1
    assert not list(cache.glob("forms-*"))
