"""Arrays on disk: found again, never half written, never believed when damaged, never missed."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bereikbaar.access.cache import fingerprint, folder, remembered

TYPES = {"a": np.int32, "b": np.float64}


@pytest.fixture
def where(tmp_path, monkeypatch):
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Maker:
    def __init__(self):
        self.made = self.announced = 0

    def __call__(self):
        self.made += 1
        time.sleep(0.02)  # so that threads meet
        return {"a": np.arange(3, dtype=np.int32), "b": np.array([1.5, np.inf])}

    def announce(self):
        self.announced += 1

    def ask(self, key="k"):
        return remembered("things", key, TYPES, self, self.announce)


def test_what_was_made_is_found_again_and_announced_once(where):
    maker = Maker()
    for _ in range(3):
        got = maker.ask()
        assert got["a"].tolist() == [0, 1, 2] and got["b"].tolist() == [1.5, np.inf]
    assert (maker.made, maker.announced) == (1, 1)
    assert [p.name for p in where.iterdir()] == ["things-k.npz"], "nothing half written is left behind"


@pytest.mark.parametrize("harm", ["cut", "empty", "text", "swapped", "folder"])
def test_a_damaged_file_is_made_again(where, harm):
    maker = Maker()
    maker.ask()
    file = where / "things-k.npz"
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:200])
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "text":
        file.write_text("not an archive")
    elif harm == "swapped":
        maker.ask("other")
        file.write_bytes((where / "things-other.npz").read_bytes())
    else:
        file.unlink()
        file.mkdir()
    before = maker.made
    assert maker.ask()["a"].tolist() == [0, 1, 2]
    assert maker.made == before + 1


def test_a_byte_that_fell_over_is_noticed(where):
    maker = Maker()
    maker.ask()
    file = where / "things-k.npz"
    data = bytearray(file.read_bytes())
    place = data.index(np.arange(3, dtype=np.int32).tobytes())
    data[place] ^= 1
    file.write_bytes(bytes(data))
    assert maker.ask()["a"].tolist() == [0, 1, 2]


def test_other_names_or_types_are_made_again(where):
    maker = Maker()
    maker.ask()
    got = remembered("things", "k", {"a": np.int64}, lambda: {"a": np.array([7])})
    assert got["a"].tolist() == [7]


def test_objects_are_never_loaded(where):
    where.mkdir()
    key = np.frombuffer(b"k", dtype=np.uint8)
    np.savez(where / "things-k.npz", a=np.array([{"x": 1}], dtype=object), b=np.zeros(1), key=key)
    assert Maker().ask()["a"].tolist() == [0, 1, 2]


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path / "file" / "cache"))
    maker = Maker()
    assert maker.ask()["a"].tolist() == maker.ask()["a"].tolist() == [0, 1, 2]
    assert maker.made == 2


def test_what_cannot_be_made_leaves_nothing_behind(where):
    def fails():
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        remembered("things", "k", TYPES, fails)
    assert not where.exists()


def test_two_threads_that_want_the_same_make_it_once(where):
    maker, begun = Maker(), threading.Barrier(2, timeout=30)

    def ask():
        begun.wait()
        return maker.ask()["a"].tolist()

    with ThreadPoolExecutor(2) as pool:
        got = [future.result() for future in [pool.submit(ask) for _ in range(2)]]
    assert got == [[0, 1, 2]] * 2
    assert (maker.made, maker.announced) == (1, 1)


def test_what_is_made_may_itself_be_made_of_what_is_remembered(where):
    inner = Maker()
    got = remembered("outer", "k", TYPES, inner.ask)
    assert got["a"].tolist() == [0, 1, 2]
    assert sorted(p.name for p in where.iterdir()) == ["outer-k.npz", "things-k.npz"]


def test_where_the_cache_is(monkeypatch, tmp_path):
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path))
    assert folder() == tmp_path
    monkeypatch.delenv("BEREIKBAAR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert folder() == tmp_path / "xdg" / "bereikbaar"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    if os.name == "posix":
        assert folder() == Path(tmp_path / "home" / ".cache" / "bereikbaar")


def test_the_hash_knows_types_shapes_order_and_borders():
    one = np.arange(4.0)
    different = [
        fingerprint(one),
        fingerprint(one.reshape(2, 2)),
        fingerprint(one.astype(np.float32)),
        fingerprint(one, one),
        fingerprint("ab", "c"),
        fingerprint("a", "bc"),
        fingerprint(b"a", "bc"),
        fingerprint(1),
        fingerprint("1"),
        fingerprint(1.0),
    ]
    assert len(set(different)) == len(different)
    assert fingerprint(one, "x") == fingerprint(np.arange(4.0), "x")
