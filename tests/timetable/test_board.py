"""The departures board: every train that leaves, as often as it leaves, in the order of the clock."""

import pytest
from propose_networks import clock, line, network

from bereikbaar.errors import UnknownNameError
from bereikbaar.timetable.board import board
from bereikbaar.timetable.known import known_minutes

NET = network(
    line("A", "a 20 m 20 z", 2), line("B", "m 15 y", 1, both=False),
    clocks=(clock("A", 55, 30), clock("A", 3, 30, "return"), clock("B", 12)),
)  # fmt: skip
TRAINS = known_minutes(NET, "offpeak")[0]


def test_trains_stand_on_the_board_in_the_order_of_the_clock():
    found = board(NET, TRAINS, "m")
    assert found.period_min == 60
    assert [(d.minute, d.service, d.direction, d.destination) for d in found.departures] == [
        (12, "B", "outbound", "y"),
        (16, "A", "outbound", "z"),  # :55, 20 min of running, 1 min standing
        (24, "A", "return", "a"),
        (46, "A", "outbound", "z"),
        (54, "A", "return", "a"),
    ]


def test_a_train_says_when_it_came_in_and_what_lies_ahead():
    train = board(NET, TRAINS, "m").departures[1]
    assert train.arrive_minute == 15
    assert train.calls == (("z", 20.0),)
    assert (train.basis, train.product) == ("A", "Intercity")
    start = board(NET, TRAINS, "a").departures[0]
    assert start.arrive_minute is None
    assert start.calls == (("m", 20.0), ("z", 41.0))


def test_nobody_leaves_where_a_train_ends():
    assert [d.service for d in board(NET, TRAINS, "y").departures] == []
    assert [d.direction for d in board(NET, TRAINS, "z").departures] == ["return"]


def test_the_board_is_as_long_as_its_trains_take_to_repeat():
    assert board(NET, TRAINS, "z").period_min == 30
    assert board(NET, TRAINS, "y").period_min == 60  # no trains


def test_a_loop_stands_on_the_board_for_each_of_its_calls():
    loop = network(line("L", "a 10 b 10 a 10 c", 1, both=False), clocks=(clock("L", 0),))
    found = board(loop, known_minutes(loop, "offpeak")[0], "a")
    assert [(d.minute, d.calls[0][0]) for d in found.departures] == [(0, "b"), (22, "c")]


def test_an_unknown_station_is_refused():
    with pytest.raises(UnknownNameError, match="station 'q' is not in network 'small'"):
        board(NET, TRAINS, "q")
