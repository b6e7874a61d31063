"""Journeys to points and what is counted there: the compiled passes against slow and obvious ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import centre, crossing, feeder, islands, network, places, service, station

from bereikbaar.access import kernels_points
from bereikbaar.access.door import NO_WAY, DoorTimes, door_to_door, to_points, to_stations, zone_times
from bereikbaar.access.ends import Ends
from bereikbaar.access.legs import access_legs
from bereikbaar.access.pieces import spread
from bereikbaar.indicators.cumulative import cumulative
from bereikbaar.indicators.dual import dual
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

MINUTES = st.sampled_from([0.0, 5.0, 10.0, 10.5, 30.0, 60.0, np.inf])
AMOUNTS = st.sampled_from([0.0, 1.0, 2.0, 40.0])


@settings(deadline=None)  # the first one compiles
@given(
    st.integers(1, 7).flatmap(
        lambda n: st.tuples(
            st.lists(st.lists(MINUTES, min_size=n, max_size=n), min_size=1, max_size=4),
            st.lists(AMOUNTS, min_size=n, max_size=n),
        )
    )
)
def test_points_are_counted_as_the_indicators_count(given_: tuple[list[list[float]], list[float]]) -> None:
    minutes, amount = np.array(given_[0]), np.array(given_[1])
    columns = np.arange(len(amount))[::-1].copy()
    limits, needed = np.array([0.0, 10.0, 45.0]), np.array([1.0, 3.0, 41.0, 1000.0])
    within, least = np.empty((len(minutes), 3)), np.empty((len(minutes), 4))
    kernels_points.count_points(minutes, columns, amount[::-1].copy(), limits, needed, within, least)
    assert within == pytest.approx(cumulative(minutes, amount, limits.tolist()))
    assert least == pytest.approx(dual(minutes, amount, needed.tolist()))


SETTINGS = Settings()
NET = network(
    [station("a", 0, intercity=True), station("b", 8), station("c", 30), station("d", 60)],
    [service("1", "a 0, b 9, c 25", tph=2.0), service("2", "b 0, c 14, d 30", tph=1.0)],
    feeders=(feeder("t", "b", 12.0, 4.0),),
)
ZONES = [(f"{1000 + n}", "t" if n < 4 else "u", km, 10) for n, km in enumerate((-3, 0.4, 2, 7, 9, 28, 31, 59, 64))]
CENTRES = (
    centre("ca", "a b", 0.2), centre("cc", "c", 30.5), centre("cd", "d", 70.0), centre("none", "x", 31.0),
    centre("cb", "b", 8.1),
)  # fmt: skip
AT = places(
    ZONES, centres=CENTRES, land=islands((-20, 62.0), (62.4, 90)),
    crossings=(crossing("boat", 61.9, 62.5, "walk bicycle", "ferry", 5.0, 3.0),),
)  # fmt: skip


@pytest.fixture(scope="module")
def door() -> DoorTimes:
    legs = access_legs(NET, AT, "offpeak", SETTINGS)
    return door_to_door(travel_times(NET, "offpeak", SETTINGS), legs, SETTINGS)


def best_by_hand(door: DoorTimes, zone: int, point: int) -> float:
    """The least of all pairs of legs, one by one."""
    go, come = door.legs.access, door.legs.egress_points
    found = [np.inf]
    for k in range(go.start[zone], go.start[zone + 1]):
        onward = door.by_bus if go.boards[k] else door.best_by_own
        for q in range(come.start[point], come.start[point + 1]):
            found.append(go.best_min[k] + onward[go.station[k], come.station[q]] + come.best_min[q])
    ways, own = door.legs.direct_points, slice(*door.legs.direct_points.start[[zone, zone + 1]])
    return min([*found, *ways.minutes[own][ways.to[own] == point]])


def test_the_best_minutes_are_those_of_the_best_pair_of_all_legs(door: DoorTimes) -> None:
    every = range(len(CENTRES))
    found = to_points(door, every)
    hand = [[best_by_hand(door, zone, point) for point in every] for zone in range(len(ZONES))]
    assert found.best == pytest.approx(np.array(hand), rel=1e-12)
    assert (found.best <= found.expected + 1e-9).all()
    assert np.isfinite(found.expected).all()


def test_the_nearest_of_lists_made_together_is_that_of_all_journeys(door: DoorTimes) -> None:
    lists = [[4, 0], [], [2, 1, 3], [2]]
    every = to_points(door, range(len(CENTRES)))
    got = Ends(door, AT, range(len(CENTRES))).nearest_of_each(lists)
    for which, found in zip(lists, got, strict=True):
        if not which:
            assert np.isinf(found.expected).all() and (found.kind == NO_WAY).all()
            continue
        near = np.array(which)[np.argmin(every.expected[:, which], axis=1)]
        own = every.at(np.arange(len(ZONES)), near)
        for name in (
            "expected",
            "best",
            "changes",
            "departures",
            "gap",
            "kind",
            "rides",
            "station_from",
            "station_to",
        ):
            assert np.array_equal(getattr(found, name), getattr(own, name)), name


def test_points_may_be_asked_for_in_any_order_and_twice(door: DoorTimes) -> None:
    every, some = to_points(door, range(len(CENTRES))), to_points(door, [3, 0, 3])
    assert np.array_equal(some.expected, every.expected[:, [3, 0, 3]])
    assert np.array_equal(some.station_to, every.station_to[:, [3, 0, 3]])


def test_one_origin_alone_has_the_journeys_that_all_have(door: DoorTimes) -> None:
    alike = Ends(door, AT, range(len(CENTRES))).by_train
    assert alike.expected[:, 3].tolist() == [np.inf] * len(ZONES), "the station of that centre is not in the network"
    row = zone_times(door, 6)
    assert row.expected[0, 6] == door.legs.within_min[6]
    assert row.station_from[0, 0] == door.legs.access.station[door.leg[6, row.station_to[0, 0]]]


def test_the_quickest_way_on_foot_to_a_list_of_stations_counts_and_of_equals_the_first() -> None:
    net = network([station("p", 0), station("q", 0), station("r", 50)], [service("1", "p 0, q 3, r 60")])
    at = places([("1000", "t", 0.5, 1)], centres=(centre("c", "p", 0.0),))
    legs = access_legs(net, at, "offpeak", SETTINGS)
    found = to_stations(
        door_to_door(travel_times(net, "offpeak", SETTINGS), legs, SETTINGS), [["r", "q", "p"], ["r"], []]
    )
    assert found.expected[0, 0] == pytest.approx(legs.direct_stations.minutes.min())
    assert found.kind[0].tolist()[2] == NO_WAY
    assert np.isinf(found.expected[0, 2]) and found.expected[0, 1] > 60


@pytest.mark.parametrize("n", [0, 1, 511, 512, 513, 5000])
def test_work_in_pieces_is_done_once_for_everything(n: int) -> None:
    done = np.zeros(n, dtype=int)

    def work(lo: int, hi: int) -> None:
        done[lo:hi] += 1

    spread(n, work)
    assert (done == 1).all()
