"""Travellers along the strategies: nobody is lost on the way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from random_networks import STATIONS, networks, settings_
from small_networks import WINDOW, network, service

from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.routing.flows import Flows, flows
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

NET = network(
    service("in", "a 0", "m 20", tph=3),
    service("direct", "a 0", "m 21", "c 45", tph=1),
    service("on", "m 0", "n 4 5", "c 12", tph=4),
)
SETTINGS = Settings(alpha_first=0.5, alpha_transfer=0.25, change_min=3.0)


def test_a_hundred_travellers_spread_by_frequency() -> None:
    demand = np.zeros((4, 4))
    demand[0, 1] = 100  # a to c
    found = flows(NET, WINDOW, SETTINGS, demand)
    assert found.stations == ("a", "c", "m", "n")
    on_board = {key: found.load[found.first[p] : found.first[p + 1]].tolist() for p, key in enumerate(found.patterns)}
    # at m: 3 + 3.75 + 12 = 18.75 to go; by the direct train one gets out there too (24 on board)
    assert on_board == {
        ("in", "outbound"): [75, 0],
        ("direct", "outbound"): [25, 0, 0],
        ("on", "outbound"): [100, 100, 0],
    }
    assert found.transfers.tolist() == [0, 0, 100, 0]
    assert found.not_served == 0


def test_who_cannot_get_there_stays_at_home_and_is_counted() -> None:
    demand = np.ones((4, 4))
    found = flows(NET, WINDOW, SETTINGS, demand)
    # c reaches nobody, n reaches c, m reaches c and n, a all others; the diagonal does not travel
    assert found.not_served == 12 - 6
    assert found.boardings.sum() - found.transfers.sum() == pytest.approx(6)


def conserved(found: Flows) -> None:
    for p in range(len(found.patterns)):
        calls = slice(found.first[p], found.first[p + 1])
        before = np.concatenate([[0.0], found.load[calls][:-1]])
        assert before + found.boardings[calls] - found.alightings[calls] == pytest.approx(found.load[calls], abs=1e-6)
        assert found.load[calls][-1] == 0


@given(networks(), settings_, st.lists(st.integers(0, 1000), min_size=36, max_size=36))
@hypothesis_settings(deadline=None, max_examples=60)
def test_at_every_stop_and_station_comes_out_what_goes_in(
    net: Network, settings: Settings, people: list[int]
) -> None:
    demand = np.array(people, dtype=float).reshape(6, 6)
    found = flows(net, WINDOW, settings, demand, threads=1)
    conserved(found)
    np.fill_diagonal(demand, 0)
    travelling = np.where(np.isfinite(travel_times(net, WINDOW, settings).expected), demand, 0)
    assert found.not_served == pytest.approx(demand.sum() - travelling.sum())
    for s in range(len(STATIONS)):
        boards = found.boardings[found.station == s].sum()
        alights = found.alightings[found.station == s].sum()
        assert boards == pytest.approx(travelling[s].sum() + found.transfers[s], abs=1e-6)
        assert alights == pytest.approx(travelling[:, s].sum() + found.transfers[s], abs=1e-6)


@given(networks(), settings_)
@hypothesis_settings(deadline=None, max_examples=30)
def test_minutes_on_board_are_the_in_vehicle_time_of_the_demand(net: Network, settings: Settings) -> None:
    """What the flows ride, dwell included, is what the components say: the basis of every derivative."""
    times = travel_times(net, WINDOW, settings)
    reached = np.isfinite(times.expected)
    found = flows(net, WINDOW, settings, reached.astype(float), threads=2)
    minutes = 0.0
    for p, (name, direction) in enumerate(found.patterns):
        pattern = next(x for x in net.services[name].patterns if x.direction == direction)
        calls = range(found.first[p], found.first[p + 1])
        for i, call in enumerate(calls[:-1]):
            minutes += found.load[call] * (pattern.arrive_min[i + 1] - pattern.depart_min[i])
            staying = found.load[call] - found.boardings[call]
            minutes += staying * (pattern.depart_min[i] - pattern.arrive_min[i])
    assert minutes == pytest.approx(times.in_vehicle[reached].sum(), rel=1e-9)
    changes = times.changes[reached].sum()
    assert found.transfers.sum() == pytest.approx(changes, rel=1e-9, abs=1e-9)


def test_the_sum_has_the_same_bits_with_any_number_of_threads() -> None:
    demand = np.random.default_rng(1).uniform(0, 10, (4, 4))
    one, two = flows(NET, WINDOW, SETTINGS, demand, threads=1), flows(NET, WINDOW, SETTINGS, demand, threads=4)
    assert one.load.tobytes() == two.load.tobytes()


def test_a_faster_leg_gains_what_its_flow_promises() -> None:
    """The envelope theorem: the derivative of the expected time to a run time is the share on board."""
    demand = np.zeros((4, 4))
    demand[0, 1] = 1.0
    load = flows(NET, WINDOW, SETTINGS, demand)
    p = load.patterns.index(("in", "outbound"))
    step = 1e-4
    slower = network(
        service("in", "a 0", f"m {20 + step}", tph=3), *(NET.services[name] for name in ("direct", "on"))
    )
    before = travel_times(NET, WINDOW, SETTINGS).at("expected", "a", "c")
    after = travel_times(slower, WINDOW, SETTINGS).at("expected", "a", "c")
    assert (after - before) / step == pytest.approx(load.load[load.first[p]], abs=1e-6)


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        (np.zeros((3, 3)), r"shape \(3, 3\); expected \(4, 4\)"),
        (np.full((4, 4), -1.0), "negative, infinite or missing"),
        (np.full((4, 4), np.nan), "negative, infinite or missing"),
    ],
)
def test_a_demand_that_cannot_be_is_refused(demand: np.ndarray, message: str) -> None:
    with pytest.raises(InputError, match=message):
        flows(NET, WINDOW, SETTINGS, demand)
