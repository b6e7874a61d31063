"""A file of the cache with the right names and types, but shapes or indexes that cannot be true, is made again."""

import numpy as np
import pytest
from small_world import centre, crossing, islands, network, places, service, station

from bereikbaar.access.cache import forget
from bereikbaar.access.direct import direct_ways
from bereikbaar.access.legs import access_legs
from bereikbaar.access.ways import ground
from bereikbaar.settings import Settings

#: Files that a small map with a strait and a bridge needs.
FILES = ("direct", "lines", "map", "nearest", "stations")


def legs():
    forget()  # as a new process, which knows what is on disk only
    net = network([station("a", 4), station("b", 60)], [service("1", "a 0, b 30")])
    zones = [("1000", "t", -1, 1), ("1001", "t", -2, 1), ("2000", "u", 5, 1)]
    where = places(
        zones, centres=(centre("c", "a", 4.5),), land=islands((-20, 0), (3, 80)),
        crossings=(crossing("bridge", -0.1, 3.1),),
    )  # fmt: skip
    found = access_legs(net, where, "offpeak", Settings()).access
    direct = direct_ways(ground(where, Settings()))
    ways = [x.tolist() for way in direct for x in (way.start, way.to, way.minutes, way.kind)]
    return [*ways, *(x.tolist() for x in (found.station, found.kind, found.best_min))]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path))
    return legs(), tmp_path


def inodes(folder):
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in folder.iterdir()}


def harm(path, change):
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    harmed = {name: a if name == "key" else change(name, a) for name, a in arrays.items()}
    with path.open("wb") as out:
        np.savez(out, **harmed)
    return any(not np.array_equal(harmed[name], arrays[name]) for name in arrays)


def shorter(name, a):
    return a[:-1] if name != "km" else a  # of lines there may be any number, as long as all arrays agree


def flat(name, a):
    return a.reshape(1, -1)


def beyond(name, a):
    return a + a.dtype.type(50) if a.dtype.kind == "i" else a


def below(name, a):
    return a - a.dtype.type(50) if a.dtype.kind == "i" else a


def one_shorter(name, a):
    return a[:-1] if name in ("km", "minutes", "minutesz", "link_km") else a


def test_a_whole_cache_is_believed(kept):
    first, folder = kept
    before = inodes(folder)
    assert {name.partition("-")[0] for name in before} == set(FILES)
    assert legs() == first
    assert inodes(folder) == before, "nothing was made again"


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("change", [shorter, flat, beyond, below, one_shorter])
def test_what_cannot_be_true_is_made_again(kept, kind, change):
    first, folder = kept
    (path,) = folder.glob(f"{kind}-*.npz")
    with np.load(path) as file:
        whole = {name: file[name] for name in file.files}
    assert harm(path, change)
    if kind == "lines":  # only asked for when the direct ways are made
        next(folder.glob("direct-*.npz")).unlink()
    assert legs() == first
    with np.load(path) as file:
        assert all(np.array_equal(file[name], whole[name]) for name in whole)
