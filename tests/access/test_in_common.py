"""What windows and cases have in common is made once, and never taken for what is not the same."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest
from small_world import centre, crossing, feeder, islands, network, places, service, station, with_more

from bereikbaar.access.cache import forget, in_common, made_of
from bereikbaar.access.legs import access_legs
from bereikbaar.settings import Settings

ZONES = [("1000", "t", -1, 1), ("1001", "t", -2, 1), ("2000", "u", 5, 1), ("3000", "v", 22, 1)]
NET = network(
    [station("a", 4, intercity=True), station("b", 20)],
    [service("1", "a 0, b 30")],
    feeders=(feeder("t", "a", 20.0, (2.0, 1.0, 0.0)),),
)
AT = places(ZONES, centres=(centre("c", "a", 4.5),))


@pytest.fixture(autouse=True)
def a_new_process(tmp_path, monkeypatch):
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path))
    forget()


def same(a, b):
    """Two tables of arrays, however deep, that hold the same."""
    if hasattr(a, "__dataclass_fields__"):
        return all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    return bool(np.array_equal(a, b))


def test_it_is_made_once_for_a_key_and_again_for_another():
    made = []

    def ask(kind, key):
        return in_common(kind, key, lambda: made.append((kind, key)) or f"{kind} {key}")

    assert [ask("x", "1"), ask("x", "1"), ask("x", "2"), ask("y", "1")] == ["x 1", "x 1", "x 2", "y 1"]
    assert made == [("x", "1"), ("x", "2"), ("y", "1")]


def test_only_the_few_that_were_asked_for_last_are_kept():
    made = []
    for key in "abacdefa":  # the first one is asked for again, then four others
        in_common("x", key, lambda key=key: made.append(key))
    assert made == list("abcdefa")


def test_what_could_not_be_made_is_not_kept():
    with pytest.raises(ZeroDivisionError):
        in_common("x", "1", lambda: 1 // 0)
    assert in_common("x", "1", lambda: 5) == 5


def test_two_threads_that_want_the_same_make_it_once():
    made, begun = [], threading.Barrier(2, timeout=30)

    def ask():
        begun.wait()
        return in_common("x", "1", lambda: made.append(1) or 7)

    with ThreadPoolExecutor(2) as pool:
        assert [f.result() for f in [pool.submit(ask) for _ in range(2)]] == [7, 7]
    assert made == [1]


def test_another_folder_is_another_memory(tmp_path, monkeypatch):
    assert in_common("x", "1", lambda: 1) == 1
    monkeypatch.setenv("BEREIKBAAR_CACHE", str(tmp_path / "other"))
    assert in_common("x", "1", lambda: 2) == 2


def test_windows_share_what_no_timetable_changes():
    day, sunday = (access_legs(NET, AT, window, Settings()) for window in ("offpeak", "sunday"))
    assert day.direct is sunday.direct
    assert day.direct_points is sunday.direct_points
    assert day.direct_stations is sunday.direct_stations
    assert not same(day.access, sunday.access), "there is no bus on Sunday"


SLOWER = Settings().changed(bicycle_kmh=12.0, assumed_tph_day=1.0)
MOVED = replace(NET, stations={**NET.stations, "b": station("b", 21)})
PLAIN = replace(NET, stations={**NET.stations, "a": station("a", 4)})
LATER = replace(NET, stations={**NET.stations, "b": station("b", 20, access_extra_min=3.0)})
MORE = with_more(NET, stations=[station("n", 1)], services=[service("2", "a 0, n 9")])
IDLE = replace(NET, services={"1": service("1", "a 0, b 30", tph=0.0)})
WIDER = replace(AT, zones=replace(AT.zones, area_km2=4.0 * AT.zones.area_km2))


def test_what_is_made_of_one_object_is_made_once_and_again_for_its_twin():
    made = []

    def ask(whole, more):
        return made_of("thing", whole, more, lambda: made.append(whole) or (id(whole), more))

    first, twin = {"a": 1}, {"a": 1}
    assert ask(first, 1) == ask(first, 1) == (id(first), 1) and len(made) == 1
    assert ask(twin, 1) == (id(twin), 1) and ask(first, 2) == (id(first), 2) and len(made) == 3
    assert ask(first, 1) == (id(first), 1) and len(made) == 3
    others = [{"b": n} for n in range(4)]
    assert [ask(one, 1) for one in others] == [(id(one), 1) for one in others] and len(made) == 7
    assert ask(first, 1) == (id(first), 1) and len(made) == 8, "only the few asked for last are kept"


@pytest.mark.parametrize("net", [NET, MOVED, PLAIN, LATER, MORE, IDLE])
@pytest.mark.parametrize(("at", "settings"), [(AT, Settings()), (AT, SLOWER), (WIDER, Settings())])
def test_the_answer_is_that_of_a_new_process(net, at, settings):
    for other in (NET, MOVED, PLAIN, LATER, MORE, IDLE):
        access_legs(other, AT, "offpeak", Settings())
    found = [
        access_legs(net, at, window, settings, homeward=back) for window in ("sunday", "offpeak") for back in (0, 1)
    ]
    forget()
    alone = [
        access_legs(net, at, window, settings, homeward=back) for window in ("sunday", "offpeak") for back in (0, 1)
    ]
    assert all(same(a, b) for a, b in zip(found, alone, strict=True))
    first = access_legs(NET, AT, "offpeak", Settings())
    assert same(alone[2], first) == (net is NET and at is AT and settings == Settings()), "they are not all the same"


def test_ways_to_a_ferry_are_as_long_as_these_settings_allow():
    """Lines are drawn as far as the assumed bus goes, whatever one cycles; ways to a ferry are not."""
    at = places(
        ZONES, land=islands((-20, 0), (3, 80)),
        crossings=(crossing("boat", -0.1, 3.1, "walk bicycle", "ferry", 10.0, 2.0),),
    )  # fmt: skip
    short = Settings().changed(assumed_radius_km=40.0)
    far = short.changed(bicycle_limit_min=120.0)

    def by_bicycle(settings):
        legs = access_legs(NET, at, "offpeak", settings).access
        return legs.station[: legs.start[1]][legs.kind[: legs.start[1]] == 1].tolist()

    assert by_bicycle(short) == [0]
    assert by_bicycle(far) == [0, 1]
    assert by_bicycle(short) == [0]
