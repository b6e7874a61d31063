"""What a run says of its corridors: even as promised, or why not, in both languages."""

from dataclasses import replace
from types import MappingProxyType

from propose_networks import clock, line, network

from bereikbaar.network.model import Network
from bereikbaar.scenarios.nodes import parse_yaml
from bereikbaar.scenarios.schema import from_nodes
from bereikbaar.settings import Settings
from bereikbaar.timetable.model import ClockTrain
from bereikbaar.timetable.propose.corridors import (
    Corridor,
    corridor_gaps,
    corridor_report,
    following_report,
    promised_corridors,
)
from bereikbaar.timetable.propose.corridors import clock as said
from bereikbaar.timetable.window import window_trains

SETTINGS = Settings()
A_TO_C = Corridor("a", "c", 10.0)


def trains(net: Network) -> tuple[ClockTrain, ...]:
    return window_trains(net, "offpeak", SETTINGS)


def six_an_hour(*minutes: float) -> Network:
    long = [line(f"K{i}", "a 20 b 20 c", 1, both=False) for i in range(len(minutes))]
    new = line("N", "a 20 b 20 c", 6 - len(minutes), both=False)
    return network(*long, new, clocks=tuple(clock(f"K{i}", m) for i, m in enumerate(minutes)))


def test_an_even_corridor_needs_no_word():
    net = six_an_hour(1, 31)
    assert corridor_gaps(net, trains(net), A_TO_C).longest_gap_min == 10
    assert corridor_report(net, trains(net), [A_TO_C]) == []


def test_known_minutes_that_do_not_fit_are_named():
    net = six_an_hour(0, 29)
    (text,) = corridor_report(net, trains(net), [A_TO_C])
    assert text.startswith("A – C: not every 10 minutes. The longest gap is 11 minutes, from :")
    assert text.endswith("Known minutes stay, and these are no multiple of 10 minutes apart: K0 :00, K1 :29.")
    (nl,) = corridor_report(net, trains(net), [A_TO_C], "nl")
    assert nl.startswith("A – C: niet elke 10 minuten. Het langste gat is 11 minuten, van :")
    assert "Bekende minuten blijven, en deze liggen geen veelvoud van 10 minuten uit elkaar: K0 :00, K1 :29." in nl


def test_too_few_trains_are_said_to_be_too_few():
    net = network(line("A", "a 20 b 20 c", 4, both=False))
    assert "The longest gap is 15 minutes" in corridor_report(net, trains(net), [A_TO_C])[0]
    assert corridor_report(net, trains(net), [A_TO_C])[0].endswith("Too few trains run.")


def test_slow_trains_do_not_count_where_fast_ones_were_promised():
    net = network(
        line("F", "a 20 c", 2, both=False), line("S", "a 20 b 20 c", 2, both=False),
        clocks=(clock("F", 0, 30), clock("S", 10, 30)),
    )  # fmt: skip
    assert corridor_gaps(net, trains(net), replace(A_TO_C, wanted_gap_min=30)).longest_gap_min == 30
    assert corridor_gaps(net, trains(net), replace(A_TO_C, fast=False)).longest_gap_min == 20


def test_both_directions_are_looked_at():
    net = network(
        line("A", "a 20 b 20 c", 2),
        clocks=(clock("A", 0, 30), clock("A", 5, 60, "return"), clock("A", 25, 60, "return")),
    )
    (text,) = corridor_report(net, trains(net), [Corridor("a", "c", 30.0)])
    assert text.startswith("C – A: not every 30 minutes. The longest gap is 40 minutes, from :25 (A) to :05 (A).")


def test_what_a_scenario_promises():
    net = network(line("A", "a 20 b 20 c", 2), line("B", "b 9 d", 1))
    text = """
name: test
key: test
title: {nl: Proef, en: Test}
base: small
changes:
  - set_frequency: {services: [B], every_min: {offpeak: 10}}
expects:
  - {from: a, to: c, measure: tph_fast, value: 6, at_least: true}
  - {from: c, to: a, measure: tph_direct, value: 4, window: evening}
  - {from: a, to: b, measure: tph_direct, value: 1}
  - {from: a, to: b, measure: tph_direct, value: 3, kind: derived}
  - {from: a, to: b, measure: best_min, value: 20}
"""
    scenario = from_nodes(parse_yaml(text, "test.yaml"), "test.yaml").scenario
    assert scenario is not None
    assert promised_corridors(scenario, net, "offpeak") == (
        Corridor("a", "c", 10.0), Corridor("b", "d", 10.0), Corridor("d", "b", 10.0),
    )  # fmt: skip
    assert promised_corridors(scenario, net, "evening") == (Corridor("c", "a", 15.0, fast=False),)


def test_trains_that_cannot_keep_their_distance_are_said():
    """A train every 5 minutes, in turn of A and of B: what runs between them is at most 2 min from one."""
    busy = [line(name, "a 20 b", 6, both=False) for name in ("A", "B")]
    net = network(*busy, line("C", "a 20 b 9 c", 6, both=False), clocks=(clock("A", 0, 10), clock("B", 5, 10)))
    (text,) = following_report(net, trains(net), SETTINGS)
    assert text.startswith("C does not keep 3 minutes from: ")
    assert "(2 min)" in text
    (nl,) = following_report(net, trains(net), SETTINGS, "nl")
    assert nl.startswith("C blijft geen 3 minuten van: ")
    assert following_report(net, trains(net), SETTINGS.changed(following_min=2)) == []


def test_trains_of_another_mode_are_not_in_the_way():
    rail, bus = line("A", "a 20 b", 1, both=False), replace(line("B", "a 20 b", 20, both=False), mode="bus")
    net = network(rail, bus, clocks=(clock("B", 0, 3),))
    net = replace(net, services=MappingProxyType({"A": rail, "B": bus}))
    assert following_report(net, trains(net), SETTINGS) == []


def test_minutes_read_as_on_a_clock():
    assert [said(m) for m in (0, 8, 59.5, 60, 68, 119.25)] == [":00", ":08", ":59.30", "1:00", "1:08", "1:59.15"]
