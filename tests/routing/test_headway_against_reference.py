"""The kernels and their slow twin agree on whatever networks come along."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from random_networks import STATIONS, networks, settings_
from small_networks import MATRICES, WINDOW

from bereikbaar.network.model import Network
from bereikbaar.routing.flows import flows
from bereikbaar.routing.reference import (
    Train,
    best_set,
    best_worth_of_all_sets,
    reference_loads,
    reference_times,
)
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

CLOSE = {"rel": 1e-12, "abs": 1e-9}


@given(networks(), settings_)
@hypothesis_settings(deadline=None, max_examples=150)
def test_kernels_and_reference_give_the_same_answers(net: Network, settings: Settings) -> None:
    times = travel_times(net, WINDOW, settings, threads=1)
    for (origin, destination), answer in reference_times(net, WINDOW, settings).items():
        for name in MATRICES:
            assert times.at(name, origin, destination) == pytest.approx(getattr(answer, name), **CLOSE), (
                f"{name} {origin}-{destination}"
            )


@given(networks(), settings_, st.data())
@hypothesis_settings(deadline=None, max_examples=60)
def test_kernels_and_reference_fill_the_trains_alike(net: Network, settings: Settings, data: st.DataObject) -> None:
    demand = np.zeros((len(STATIONS), len(STATIONS)))
    pairs = {}
    for _ in range(data.draw(st.integers(1, 6))):
        o, d = data.draw(st.integers(0, 5)), data.draw(st.integers(0, 5))
        demand[o, d] = pairs[STATIONS[o], STATIONS[d]] = data.draw(st.integers(1, 1000))
    found = flows(net, WINDOW, settings, demand, threads=1)
    expected = reference_loads(net, WINDOW, settings, pairs)
    by_service: dict[tuple[str, str], float] = {}
    for ((service, direction, _), _stop), amount in expected.items():
        by_service[service, direction] = by_service.get((service, direction), 0.0) + amount
    for p, key in enumerate(found.patterns):
        on_board = found.load[found.first[p] : found.first[p + 1]].sum()
        assert on_board == pytest.approx(by_service.get(key, 0.0), rel=1e-9, abs=1e-9)


@given(
    st.lists(st.tuples(st.floats(0, 200), st.sampled_from([0.5, 1.0, 2.0, 6.0, 6000.0])), max_size=7),
    st.sampled_from([0.1, 0.35, 0.5, 1.0]),
)
def test_taking_trains_in_order_finds_the_best_of_all_sets(trains: list[tuple[float, float]], alpha: float) -> None:
    options = [Train(b, f, ("s", "outbound", 0), 0, 1, "x", b) for b, f in trains]
    assert best_set(options, alpha)[1] == pytest.approx(best_worth_of_all_sets(trains, alpha), abs=1e-8)
