"""Who pays: changes between trains before and after."""

from dataclasses import replace

import pytest
from propose_networks import clock, line, network

from bereikbaar.network.model import Network, PlannedConnection
from bereikbaar.settings import Settings
from bereikbaar.timetable.propose.connections import TransferFlows, connection_changes, transfer_flows
from bereikbaar.timetable.window import window_trains

SETTINGS = Settings()
BUSY = {"p": 5000, "y": 9000}
AT_M = ("m", ("A", "outbound"), ("B", "outbound"))
SERVICES = (line("A", "a 20 m", 1, both=False), line("B", "m 15 y", 1, both=False))


def flows_of(net: Network) -> TransferFlows:
    return transfer_flows(net, "offpeak", window_trains(net, "offpeak", SETTINGS), SETTINGS)


def at(minute: float, *more: object) -> TransferFlows:
    services = (*SERVICES, *more)
    return flows_of(network(*services, clocks=(clock("A", 0), clock("B", minute))))  # type: ignore[arg-type]


BASE = at(25)


def test_everyone_who_changes_is_counted_with_his_wait():
    assert BASE.wait_min(AT_M) == 5
    assert list(BASE.travellers) == [AT_M]
    few_at_m = network(*SERVICES, clocks=(clock("A", 0), clock("B", 25)), passengers={"m": 1})
    assert flows_of(few_at_m).travellers[AT_M] == pytest.approx(500, rel=0.01)  # half of 1,000 start at a, all for y


def test_nothing_changed_is_nothing_to_tell():
    assert connection_changes(BASE, at(25), noticeable_min=1) == ()


def test_a_connection_that_is_just_missed_is_worse_by_nearly_an_hour():
    (found,) = connection_changes(BASE, at(21), noticeable_min=1)
    assert (found.kind, found.station, found.from_service, found.to_service) == ("worse", "m", "A", "B")
    assert (found.wait_before_min, found.wait_after_min) == (5, 61)
    assert found.travellers_before == pytest.approx(BASE.travellers[AT_M], abs=0.1)


def test_a_change_in_just_the_change_time_is_made():
    assert at(22).wait_min(AT_M) == 2


def test_a_planned_change_holds_in_the_minutes_planned():
    planned = PlannedConnection("m", "A", "outbound", "B", "outbound", 0.0)
    net = replace(network(*SERVICES, clocks=(clock("A", 0), clock("B", 20))), connections=(planned,))
    assert flows_of(net).wait_min(AT_M) == 0
    assert at(20).wait_min(AT_M) == 60


def test_a_shorter_wait_is_better():
    (found,) = connection_changes(BASE, at(23), noticeable_min=1)
    assert (found.kind, found.wait_before_min, found.wait_after_min) == ("better", 5, 3)


def test_less_than_is_noticeable_is_left_out():
    assert connection_changes(BASE, at(25.5), noticeable_min=1) == ()
    assert len(connection_changes(BASE, at(26), noticeable_min=1)) == 1


def test_a_train_that_is_gone_takes_its_connections_along():
    gone = flows_of(network(SERVICES[0], line("C", "m 15 y", 1, both=False), clocks=(clock("A", 0), clock("C", 25))))
    kinds = {(c.kind, c.to_service) for c in connection_changes(BASE, gone, noticeable_min=1)}
    assert kinds == {("lost", "B"), ("gained", "C")}


def test_more_trains_do_not_make_a_connection_worse():
    """Travellers take the one of the four that fits; the other three are no loss."""
    four = network(replace_tph(4), SERVICES[1], clocks=(clock("A", 0, 15), clock("B", 25)))
    assert flows_of(four).wait_min(AT_M) == 5
    assert [c.kind for c in connection_changes(BASE, flows_of(four), noticeable_min=1)] == []


def replace_tph(n: float) -> object:
    return replace(SERVICES[0], patterns=tuple(replace(p, tph=(n, n)) for p in SERVICES[0].patterns))


def test_few_travellers_are_left_out():
    assert connection_changes(BASE, at(21), noticeable_min=1, least_travellers=10_000) == ()


def test_losses_come_first_and_the_worst_of_them_on_top():
    others = (line("P", "p 20 m", 1, both=False),)
    held = [
        network(*SERVICES, *others, clocks=(clock("A", 0), clock("P", 0), clock("B", minute)), passengers=BUSY)
        for minute in (25, 20)
    ]
    found = connection_changes(flows_of(held[0]), flows_of(held[1]), noticeable_min=1)
    assert [(c.kind, c.from_service) for c in found] == [("worse", "P"), ("worse", "A")]
