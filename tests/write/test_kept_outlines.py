"""Outlines from the cache are those of the file, whatever happens to either."""

from pathlib import Path

import pytest
import shapely

from bereikbaar.errors import InputError
from bereikbaar.read.outlines import read_outlines
from bereikbaar.write.layers.kept_outlines import kept_outlines
from builders_zones import write_outlines


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


def same(found: dict[str, object], expected: dict[str, object]) -> bool:
    return list(found) == list(expected) and all(
        shapely.equals_exact(found[code], expected[code], tolerance=0) for code in expected
    )


@pytest.mark.parametrize("kind", ["zone", "municipality", "corop"])
def test_the_second_time_they_come_from_the_cache_and_are_the_same(cache, folder, kind, monkeypatch) -> None:
    expected = read_outlines(folder, kind)
    assert expected and same(kept_outlines(folder, kind), expected)
    monkeypatch.setattr("bereikbaar.read.outlines.read_outlines", lambda *_: pytest.fail("read again"))
    assert same(kept_outlines(folder, kind), expected)


def test_a_file_that_changed_is_read_again(cache, folder) -> None:
    before = kept_outlines(folder, "zone")
    write_outlines(folder, without=tuple(before)[:1])
    assert list(kept_outlines(folder, "zone")) == list(read_outlines(folder, "zone")) != list(before)


def test_a_damaged_cache_is_made_again(cache, folder) -> None:
    expected = kept_outlines(folder, "zone")
    (kept,) = cache.glob("outlines-*.npz")
    whole = kept.read_bytes()
    for n in range(0, len(whole), max(len(whole) // 60, 1)):
        kept.write_bytes(whole[:n] + bytes([whole[n] ^ 0xFF]) + whole[n + 1 :])
        assert same(kept_outlines(folder, "zone"), expected), n
    kept.write_bytes(whole[: len(whole) // 2])
    assert same(kept_outlines(folder, "zone"), expected)


def test_what_is_wrong_is_said_every_time_and_never_kept(cache, folder) -> None:
    (folder / "zones.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="is no GeoJSON FeatureCollection with features"):
            kept_outlines(folder, "zone")
    assert not list(cache.glob("outlines-*"))


def test_a_folder_without_outlines_has_none(cache, tmp_path) -> None:
    assert kept_outlines(tmp_path, "zone") == {} and kept_outlines("", "zone") == {}
