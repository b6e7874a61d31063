"""Direct trains: minutes, trains per hour, mean time with waiting."""

from __future__ import annotations

import math

import pytest
from small_networks import WINDOW, network, service

from bereikbaar.errors import UnknownNameError
from bereikbaar.routing.direct import direct_min, direct_services, mean_direct_min, tph_direct, tph_fast

NET = network(
    service("fast", "bd 0", "rtd 21", tph=2, both=True),
    service("slow", "bd 0", "x 10 12", "rtd 26", tph=2),
    service("slower", "bd 0", "rtd 27", tph=1),
    service("not today", "bd 0", "rtd 5", tph=0),
    service("away", "rtd 0", "bd 9", tph=9),
)


def test_direct_services_come_fastest_first() -> None:
    found = direct_services(NET, WINDOW, "bd", "rtd")
    assert found == [
        ("fast", "outbound", 21.0, 2.0),
        ("slow", "outbound", 26.0, 2.0),
        ("slower", "outbound", 27.0, 1.0),
    ]
    assert direct_services(NET, WINDOW, "x", "rtd") == [("slow", "outbound", 14.0, 2.0)]


def test_fast_means_at_most_five_minutes_slower_than_the_fastest() -> None:
    assert tph_fast(NET, WINDOW, "bd", "rtd") == 4.0
    assert tph_direct(NET, WINDOW, "bd", "rtd") == 5.0


def test_the_mean_takes_the_trains_worth_taking() -> None:
    # fast alone 15 + 21 = 36; with slow 7.5 + 23.5 = 31; with slower 6 + (42 + 52 + 27) / 5 = 30.2
    assert mean_direct_min(NET, WINDOW, "bd", "rtd") == pytest.approx(30.2)
    # without waiting only the fastest counts
    assert mean_direct_min(NET, WINDOW, "bd", "rtd", alpha=0) == 21.0
    # fast alone 30 + 20 = 50: a train of 60 min is no help
    net = network(service("one", "a 0", "b 20", tph=1), service("two", "a 0", "b 60", tph=4))
    assert mean_direct_min(net, WINDOW, "a", "b") == 50.0


def test_without_a_direct_train_there_is_none() -> None:
    for pair in [("rtd", "x"), ("bd", "bd"), ("bd", "nowhere")]:
        assert direct_services(NET, WINDOW, *pair) == []
        assert direct_min(NET, WINDOW, *pair) == mean_direct_min(NET, WINDOW, *pair) == math.inf
        assert tph_direct(NET, WINDOW, *pair) == tph_fast(NET, WINDOW, *pair) == 0


def test_a_loop_counts_each_departure_with_its_own_minutes() -> None:
    net = network(service("loop", "a 0", "c 5", "a 12", "b 20", tph=1))
    assert [d.minutes for d in direct_services(net, WINDOW, "a", "b")] == [8.0, 20.0]
    assert direct_min(net, WINDOW, "a", "b") == 8.0


def test_an_unknown_window_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="window 'night'"):
        direct_min(NET, "night", "bd", "rtd")
