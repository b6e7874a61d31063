"""From a network to flat arrays: what is refused, what is left out, what the words say."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from small_networks import WINDOW, network, pattern, service

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.network.model import Network, Service, Station, Window
from bereikbaar.routing.arrays import pattern_arrays
from bereikbaar.settings import Settings

GOOD = service("ic", "a 0", "b 10 11", "c 30", tph=2)


def with_pattern(**changes: object) -> Network:
    net = network(GOOD)
    bad = Service("ic", "ic", "Intercity", "NS", (replace(GOOD.patterns[0], **changes),))  # type: ignore[arg-type]
    return replace(net, services={"ic": bad})


def test_a_good_network_becomes_arrays() -> None:
    arrays = pattern_arrays(network(GOOD), WINDOW, Settings())
    lines = arrays.lines
    assert arrays.stations == ("a", "b", "c")
    assert arrays.patterns == (("ic", "outbound"),)
    assert arrays.tph == (2.0,)
    assert lines.run_min.tolist() == [10, 19, 0]
    assert lines.dwell_min.tolist() == [0, 1, 0]
    assert lines.boarding.tolist() == [0, 1, -1]
    assert lines.per_hour.tolist() == [2, 2]
    assert lines.change_min.tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tph": (-1.0,)}, "-1.0 trains per hour; expected 0 or more"),
        ({"tph": (math.nan,)}, "nan trains per hour; expected 0 or more"),
        ({"tph": (math.inf,)}, "inf trains per hour; expected 0 or more"),
        ({"arrive_min": (0.0, -1.0, 30.0)}, "-1.0 minutes from 'a' to 'b'; expected 0 or more"),
        ({"arrive_min": (0.0, 10.0, math.nan)}, "nan minutes from 'b' to 'c'; expected 0 or more"),
        ({"depart_min": (0.0, 9.0, 30.0)}, "it stands -1.0 minutes at 'b'; expected 0 or more"),
        ({"stations": ("a", "B", "c")}, "station 'B' is not in the network; did you mean 'b'?"),
        ({"stations": ("a",), "arrive_min": (0.0,), "depart_min": (0.0,)}, "it calls at 1 station(s)"),
        ({"arrive_min": (0.0, 10.0)}, "not one arrival and one departure for each of its stops"),
    ],
)
def test_what_cannot_be_routed_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as error:
        pattern_arrays(with_pattern(**changes), WINDOW, Settings())
    assert "service 'ic', outbound: " in str(error.value)
    assert message in str(error.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    net = network(
        service("one", "a 0", "b -5", tph=1),
        service("two", "a 0", "b 5", tph=-1),
        change_min={"a": -2.0, "b": math.nan},
    )
    with pytest.raises(InputError) as error:
        pattern_arrays(net, WINDOW, Settings())
    assert len(error.value.problems) == 4
    assert "the change time of station 'a' is -2.0; expected 0 minutes or more" in str(error.value)


def test_an_unknown_window_is_named_with_a_near_miss() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'day'"):
        pattern_arrays(network(GOOD), "dya", Settings())


def test_an_unknown_station_is_named_with_a_near_miss() -> None:
    net = network(service("x", "gvc 0", "gn 5", tph=1))
    with pytest.raises(InputError, match="there is no station 'gnn' in the network; did you mean 'gn'"):
        pattern_arrays(net, WINDOW, Settings()).station_index("gnn")


def test_what_does_not_run_in_the_window_is_left_out() -> None:
    two_windows = (Window("day", 1, "day"), Window("night", 1, "day"))
    there = replace(pattern("a 0", "b 5", tph=1), tph=(1.0, 0.0))
    net = replace(network(Service("ic", "ic", "", "", (there,))), windows=two_windows)
    assert len(pattern_arrays(net, "day", Settings()).patterns) == 1
    nothing = pattern_arrays(net, "night", Settings())
    assert nothing.patterns == ()
    assert nothing.stations == ("a", "b")


def test_change_times_come_from_the_rule_the_class_or_the_scenario() -> None:
    net = network(GOOD, change_min={"c": 7.0})
    net = replace(net, stations={**net.stations, "b": Station("b", "B", 52, 5, change_min=4.0)})
    assert pattern_arrays(net, WINDOW, Settings(change_min=3)).lines.change_min.tolist() == [3, 3, 7]
    assert pattern_arrays(net, WINDOW, Settings(cautious_changes=True)).lines.change_min.tolist() == [2, 4, 7]
