"""Proposed minutes: answers that can be found on paper, and what holds for any network."""

from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from propose_networks import clock, line, network

from bereikbaar.errors import UnknownNameError
from bereikbaar.network.model import Network, PlannedConnection
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import known_minutes
from bereikbaar.timetable.propose import propose, with_proposed

SETTINGS = Settings()


def proposed(net: Network, window: str = "offpeak", using: Settings = SETTINGS) -> dict[tuple[str, str], list[float]]:
    known, missing = known_minutes(net, window)
    out: dict[tuple[str, str], list[float]] = {}
    for train in propose(net, window, known, missing, using):
        assert train.basis == "proposed"
        assert train.origin_min == int(train.origin_min)
        assert 0 <= train.origin_min < train.period_min
        out.setdefault((train.service, train.direction), []).append(train.origin_min)
    return out


def test_nothing_is_proposed_where_all_is_known():
    net = network(line("A", "a 10 b", 1, both=False), clocks=(clock("A", 5),))
    assert proposed(net) == {}


def test_more_trains_come_between_the_known_ones():
    net = network(line("A", "a 10 b", 6, both=False), clocks=(clock("A", 9, 30),))
    assert proposed(net) == {("A", "outbound"): [19, 29, 49, 59]}


def test_the_train_numbers_go_on_after_the_known_ones():
    net = network(line("A", "a 10 b", 4, both=False), clocks=(clock("A", 9, 60), clock("A", 39, 60)))
    known, missing = known_minutes(net, "offpeak")
    assert [t.train for t in propose(net, "offpeak", known, missing, SETTINGS)] == [3, 4]


def test_a_branch_leaves_when_those_who_change_are_ready():
    main, branch = line("A", "a 20 m 20 z", 1, both=False), line("B", "m 15 y", 1, both=False)
    net = network(main, branch, clocks=(clock("A", 50),))
    assert proposed(net) == {("B", "outbound"): [12]}  # a :50, m :10, change 2 min


def test_a_feeder_arrives_just_before_the_train_it_feeds():
    main, feeder = line("A", "m 20 z", 1, both=False), line("B", "y 15 m", 1, both=False)
    net = network(main, feeder, clocks=(clock("A", 30),))
    assert proposed(net) == {("B", "outbound"): [13]}  # 15 min of running, change 2 min: ready at :30


def test_a_longer_change_time_is_kept():
    main, branch = line("A", "a 20 m 20 z", 1, both=False), line("B", "m 15 y", 1, both=False)
    net = replace(network(main, branch, clocks=(clock("A", 50),)), change_min=MappingProxyType({"m": 5.0}))
    assert proposed(net) == {("B", "outbound"): [15]}


def test_a_planned_change_needs_the_minutes_planned():
    main, branch = line("A", "a 20 m 20 z", 1, both=False), line("B", "m 15 y", 1, both=False)
    planned = PlannedConnection("m", "A", "outbound", "B", "outbound", 0.0)
    net = replace(network(main, branch, clocks=(clock("A", 50),)), connections=(planned,))
    assert proposed(net) == {("B", "outbound"): [10]}


def test_where_more_travellers_change_the_wait_is_shorter():
    """B crosses two lines of which the trains do not fit both: the busier station decides."""
    services = [
        line("A", "a 20 m", 1, both=False),
        line("C", "c 20 n", 1, both=False),
        line("B", "m 10 n 20 z", 1, both=False),
    ]
    clocks = (clock("A", 0), clock("C", 0))  # m at :20, n at :20
    busy_a = network(*services, clocks=clocks, passengers={"a": 50_000, "c": 100, "m": 10, "n": 10, "z": 5000})
    busy_c = network(*services, clocks=clocks, passengers={"a": 100, "c": 50_000, "m": 10, "n": 10, "z": 5000})
    assert proposed(busy_a)["B", "outbound"] == [22]
    assert proposed(busy_c)["B", "outbound"] == [11]  # leaves n at :22


def test_services_that_can_stand_in_for_each_other_share_one_even_spacing():
    same = [line(name, "a 20 b 20 c", 2, both=False) for name in ("A", "B", "C")]
    found = proposed(network(*same))
    minutes = sorted(m for some in found.values() for m in some)
    assert [b - a for a, b in pairwise(minutes)] == [10] * 5
    assert all(b - a == 30 for a, b in found.values())


def test_a_short_service_fits_between_the_long_ones_it_doubles():
    long = [line("A", "a 30 b 30 c", 1, both=False), line("B", "a 30 b 30 d", 1, both=False)]
    short = line("S", "a 30 b", 4, both=False)
    found = proposed(network(*long, short, clocks=(clock("A", 51), clock("B", 21))))
    assert found == {("S", "outbound"): [1, 11, 31, 41]}


def test_trains_keep_their_distance_on_the_same_track():
    """The branch would like to leave just before the main train, which then would overtake it on their track."""
    main, branch = line("A", "a 20 m 10 n 20 z", 1, both=False, dwell=2), line("B", "m 12 n 15 y", 1, both=False)
    clocks = (clock("A", 50),)  # m :10/:12, n :22, ready for the next train at :24
    net = network(main, branch, clocks=clocks, passengers={"m": 1, "n": 1})
    near = proposed(net, using=SETTINGS.changed(following_min=0))
    apart = proposed(net)
    assert near == {("B", "outbound"): [11]}  # n :23/:24
    assert apart == {("B", "outbound"): [15]}


def test_a_train_that_does_not_stop_passes_on_the_same_track():
    stopping, express = line("A", "a 10 b 10 c", 1, both=False), line("X", "a 16 c", 1, both=False)
    net = network(stopping, express, clocks=(clock("A", 0),))
    assert "a" in net.stations
    assert ("a", "c") not in net.sections
    (minute,) = proposed(net)["X", "outbound"]
    assert 8 <= minute <= 57  # enters 3 min behind or before, and does not catch up with 5 min on the way


def test_two_trains_known_to_overtake_show_that_there_is_more_track():
    stopping, express = line("A", "a 10 b 10 c", 1, both=False), line("X", "a 9 c", 1, both=False)
    branch = line("B", "a 9 c 5 y", 1, both=False)
    net = network(stopping, express, branch, clocks=(clock("A", 0), clock("X", 1)))
    assert proposed(net, using=SETTINGS)  # a minute is found; the sections put no limit to it
    from bereikbaar.timetable.propose.corridors import following_report

    known, missing = known_minutes(net, "offpeak")
    trains = (*known, *propose(net, "offpeak", known, missing, SETTINGS))
    assert following_report(net, trains, SETTINGS) == []


def test_each_window_is_proposed_by_itself():
    service = line("A", "a 10 b", 2, both=False)
    quiet = replace(service, patterns=tuple(replace(p, tph=(2.0, 0.0)) for p in service.patterns))
    net = network(quiet, line("B", "b 10 c", 1, both=False))
    assert set(proposed(net, "evening")) == {("B", "outbound")}


def test_an_unknown_window_is_refused():
    net = network(line("A", "a 10 b", 1))
    _, missing = known_minutes(net, "offpeak")
    with pytest.raises(UnknownNameError, match="did you mean 'offpeak'"):
        propose(net, "ofpeak", (), missing, SETTINGS)


def test_the_order_of_services_and_stations_does_not_matter():
    services = [
        line("A", "a 20 m 20 z", 2),
        line("B", "m 15 y", 1),
        line("C", "x 11 m 9 z", 2),
        line("D", "a 25 m", 1),
    ]
    net = network(*services, clocks=(clock("A", 7, 30),))
    turned = replace(
        net,
        services=MappingProxyType(dict(reversed(net.services.items()))),
        stations=MappingProxyType(dict(reversed(net.stations.items()))),
        sections=MappingProxyType(dict(reversed(net.sections.items()))),
    )
    assert proposed(net) == proposed(turned)


def test_the_base_keeps_its_proposed_minutes_when_a_scenario_adds_trains():
    services = [line("A", "a 20 m 20 z", 1, both=False), line("B", "m 15 y", 1, both=False)]
    base = with_proposed(network(*services, clocks=(clock("A", 50),)), "offpeak", SETTINGS)
    held = {(c.service, c.direction): c for c in base.clocks if c.windows}
    assert held["B", "outbound"].origin_minute == 12
    assert held["B", "outbound"].windows == ("offpeak",)
    added = line("C", "m 14 y", 2, both=False)
    after = replace(base, services=MappingProxyType({**base.services, "C": added}))
    known, missing = known_minutes(after, "offpeak")
    assert [(t.service, t.origin_min, t.basis) for t in known] == [("A", 50, "A"), ("B", 12, "proposed")]
    assert [m.service for m in missing] == ["C"]
    assert set(proposed(after)) == {("C", "outbound")}


def test_known_trains_of_a_pattern_that_gets_more_stay_known():
    net = network(line("A", "a 10 b", 2, both=False), clocks=(clock("A", 9, 60),))
    known, missing = known_minutes(with_proposed(net, "offpeak", SETTINGS), "offpeak")
    assert [(t.origin_min, t.basis) for t in known] == [(9, "A"), (39, "proposed")]
    assert missing == ()


def test_a_known_minute_that_was_chosen_among_more_stays_chosen():
    """One train an hour of which two minutes are known: the one far from B runs, whatever a scenario adds."""
    a, b = line("A", "a 10 b", 1, both=False), line("B", "a 10 b", 1, both=False)
    net = network(a, b, clocks=(clock("A", 0), clock("A", 30), clock("B", 1)))
    base = with_proposed(net, "offpeak", SETTINGS)
    chosen = [t.origin_min for t in known_minutes(base, "offpeak")[0] if t.service == "A"]
    assert chosen == [30]
    crowd = [line(f"C{i}", "a 10 b", 1, both=False) for i in range(3)]
    added = {s.id: s for s in crowd}
    clocks = tuple(clock(s.id, 29 + i) for i, s in enumerate(crowd))
    for before, stays in ((net, False), (base, True)):
        after = replace(
            before, services=MappingProxyType({**before.services, **added}), clocks=(*before.clocks, *clocks)
        )
        now = [t.origin_min for t in known_minutes(after, "offpeak")[0] if t.service == "A"]
        assert (now == chosen) == stays


def test_minutes_that_are_kept_twice_are_kept_once():
    net = network(line("A", "a 20 m 20 z", 2), line("B", "m 15 y", 1), clocks=(clock("A", 7, 30),))
    once = with_proposed(net, "offpeak", SETTINGS)
    assert with_proposed(once, "offpeak", SETTINGS) == once
    assert known_minutes(once, "evening") == known_minutes(net, "evening")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True),
    st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True),
    st.sampled_from([1, 2, 3, 4]),
    st.integers(0, 59),
)
def test_every_missing_train_gets_a_minute_and_no_known_one_moves(
    first: list[str], second: list[str], n: int, at: int
):
    stops = [" 10 ".join(codes) for codes in (first, second)]
    net = network(line("A", stops[0], 1), line("B", stops[1], n), clocks=(clock("A", at),))
    known, missing = known_minutes(net, "offpeak")
    got = propose(net, "offpeak", known, missing, SETTINGS)
    wanted = {(m.service, m.direction): m.n_trains for m in missing}
    assert {name: sum((t.service, t.direction) == name for t in got) for name in wanted} == wanted
    assert got == propose(net, "offpeak", known, missing, SETTINGS)
    assert all(t.service != "A" or t.direction == "return" for t in got)
