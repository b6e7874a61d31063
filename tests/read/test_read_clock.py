"""The clock minutes are read when they are asked for."""

import pytest

from bereikbaar.errors import InputError
from bereikbaar.read.clock import read_clock_minutes, read_clocks, read_connections
from bereikbaar.read.network import find_network

PHASES = """\
service,direction,days,train,origin_minute,period_min,confidence,source
4600,outbound,daily,2,52,60,A,clock
4600,outbound,daily,1,23,60,A,clock
0500,return,Mon-Thu,1,9,30,B,clock
"""


def test_clocks_are_sorted_and_a_pattern_may_have_several_trains(tmp_path):
    (tmp_path / "phases.csv").write_text(PHASES)
    clocks = read_clocks(tmp_path)
    assert [(c.service, c.direction, c.origin_minute, c.period_min, c.days) for c in clocks] == [
        ("0500", "return", 9, 30, "Mon-Thu"),
        ("4600", "outbound", 23, 60, "daily"),
        ("4600", "outbound", 52, 60, "daily"),
    ]


def test_wrong_clocks_are_refused(tmp_path):
    (tmp_path / "phases.csv").write_text(PHASES.replace("daily,2,52", "daily,1,x"))
    with pytest.raises(InputError) as caught:
        read_clocks(tmp_path)
    assert "line 2, origin_minute: found 'x', expected a number (minutes)" in str(caught.value)
    assert "'4600' 'outbound' 'daily' 1 is there twice (first on line 2); keep one" in str(caught.value)


def test_a_network_without_clock_minutes_has_none(tmp_path):
    assert read_clocks(tmp_path) == ()
    assert len(read_clock_minutes(tmp_path)) == len(read_connections(tmp_path)) == 0


def test_the_shipped_network_has_its_clock_minutes():
    folder = find_network("nl-2026")
    assert len(read_clocks(folder)) == 265
    minutes = read_clock_minutes(folder)
    assert len(minutes) == 2776 and max(m for m in minutes["depart_minute"] if m is not None) < 120
    connections = read_connections(folder)
    assert len(connections) == 2610
    assert sum(change is not None for change in connections["pair_change_min"]) == 24


def test_a_wrong_connection_is_refused(tmp_path):
    text = (find_network("nl-2026") / "connections.csv").read_text(encoding="utf-8")
    (tmp_path / "connections.csv").write_text(text.replace(",outbound,", ",out,", 1), encoding="utf-8")
    with pytest.raises(InputError, match="line 6, from_direction: found 'out', expected one of outbound, return"):
        read_connections(tmp_path)
