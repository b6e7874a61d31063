"""The compiled loops against slow, obvious Python, and the travellers against the flows of the headway method."""

import random
from dataclasses import replace
from itertools import permutations
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from propose_networks import clock, line, network

from bereikbaar.routing.arrays import pattern_arrays
from bereikbaar.routing.flows import flows
from bereikbaar.routing.headway import values
from bereikbaar.settings import Settings
from bereikbaar.timetable.propose import kernels
from bereikbaar.timetable.propose.demand import station_demand
from bereikbaar.timetable.propose.following import too_close
from bereikbaar.timetable.propose.kernels_track import crowded
from bereikbaar.timetable.propose.waits import waits

SETTINGS = Settings()
HORIZON = 60.0
NET = network(
    line("A", "a 20 m 20 z", 2), line("B", "m 15 y", 1), line("C", "x 11 m 9 n 12 z", 2), line("D", "a 25 m", 1),
    clocks=(clock("A", 7, 30),), passengers={"a": 9000, "m": 4000, "z": 5000},
)  # fmt: skip
EVERYONE = {(s.id, p.direction) for s in NET.services.values() for p in s.patterns}


def cells(rng: random.Random, n_cells: int, n_patterns: int) -> kernels.Cells:
    sizes = [rng.randint(1, 3) for _ in range(n_cells)]
    total = sum(sizes)
    return kernels.Cells(
        np.array([rng.uniform(1, 9) for _ in range(n_cells)]),
        np.array([rng.randint(-1, n_patterns - 1) for _ in range(n_cells)], dtype=np.int32),
        np.array([float(rng.randint(0, 90)) for _ in range(n_cells)]),
        np.cumsum([0, *sizes]).astype(np.int64),
        np.array([rng.randrange(n_patterns) for _ in range(total)], dtype=np.int32),
        np.array([float(rng.randint(0, 90)) for _ in range(total)]),
        np.array([float(rng.randint(5, 30)) for _ in range(total)]),
    )


def minutes_to_the_end(c: int, held: kernels.Cells, times: list[list[float]], ready: float) -> float:
    """The earliest end of any train of the cell, by looking at all of them."""
    members = range(held.first[c], held.first[c + 1])
    return min((t + held.offset[m] - ready) % HORIZON + held.rest[m] for m in members for t in times[held.pattern[m]])


def slow_cost(held: kernels.Cells, times: list[list[float]]) -> float:
    """Every arrival by itself; those who come by chance at 6000 moments, in the middle of each stretch."""
    total = 0.0
    for c in range(len(held.amount)):
        p = held.arrive[c]
        moments = (np.arange(600) + 0.5) / 10 if p < 0 else [(t + held.ready[c]) % HORIZON for t in times[p]]
        total += held.amount[c] * float(np.mean([minutes_to_the_end(c, held, times, r) for r in moments]))
    return total


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_costs_are_what_every_single_traveller_waits(seed: int):
    rng = random.Random(seed)
    held = cells(rng, 6, 3)
    times = [sorted(float(rng.randrange(60)) for _ in range(rng.randint(1, 3))) for _ in range(3)]
    choices = [sorted(float(rng.randrange(60)) for _ in times[1]) for _ in range(3)]
    first = np.cumsum([0, *(len(t) for t in times)]).astype(np.int64)
    out = np.zeros(3)
    kernels.costs(
        np.arange(6), held, first, np.concatenate([np.array(t) for t in times]), HORIZON, 64,
        np.array([False, True, False]), np.arange(first[1], first[2]), np.array(choices), out,
    )  # fmt: skip
    wanted = [slow_cost(held, [times[0], choice, times[2]]) for choice in choices]
    assert out == pytest.approx(wanted, abs=1e-6)


def test_who_changes_is_who_changes_in_the_headway_method():
    arrays = pattern_arrays(NET, "offpeak", SETTINGS)
    demand = station_demand(NET, arrays, values(arrays, SETTINGS).expected.T)
    found = waits(NET, "offpeak", SETTINGS, EVERYONE)
    changing = found.cells.arrive >= 0
    by_station = np.bincount(
        found.where[changing], weights=found.cells.amount[changing], minlength=len(arrays.stations)
    )
    assert by_station == pytest.approx(flows(NET, "offpeak", SETTINGS, demand).transfers)
    assert by_station.sum() > 0
    assert found.cells.amount[~changing].sum() == pytest.approx(found.travellers)


def test_only_what_has_to_do_with_some_patterns_is_kept():
    few = waits(NET, "offpeak", SETTINGS, {("B", "outbound")})
    b = few.index["B", "outbound"]
    for c in range(len(few.cells.amount)):
        members = few.cells.pattern[few.cells.first[c] : few.cells.first[c + 1]]
        assert b in members or few.cells.arrive[c] == b
    every = waits(NET, "offpeak", SETTINGS, EVERYONE)
    assert few.cells.amount.sum() == pytest.approx(every.cells.amount[every.concerns[b]].sum())


def test_as_many_start_at_a_station_as_are_counted_there():
    net = network(line("A", "a 20 b 20 c", 2), passengers={"a": 800, "b": 1000, "c": 600})
    arrays = pattern_arrays(net, "offpeak", SETTINGS)
    demand = station_demand(net, arrays, values(arrays, SETTINGS).expected.T)
    assert demand.sum(axis=1) == pytest.approx([400, 500, 300], rel=0.02)
    assert demand.sum(axis=0) == pytest.approx([400, 500, 300], rel=0.02)
    assert np.diag(demand) == pytest.approx(0)


def test_a_station_without_a_count_gets_one_by_its_departures():
    net = network(line("A", "a 20 b 20 c", 2), line("B", "c 9 d", 1), passengers={"a": 800, "b": 1600, "c": 2400})
    blank = dict(net.stations)
    blank["d"] = replace(blank["d"], passengers=None)
    net = replace(net, stations=MappingProxyType(blank))
    arrays = pattern_arrays(net, "offpeak", SETTINGS)
    demand = station_demand(net, arrays, values(arrays, SETTINGS).expected.T)
    # departures: a 2, b 4, c 3, d 1 an hour; per departure 400, 400, 800: the median is 400
    assert demand[3].sum() == pytest.approx(200, rel=0.05)


def test_the_taken_train_is_the_one_that_ends_first():
    held = kernels.Cells(
        np.array([100.0]), np.array([0], np.int32), np.array([5.0]), np.array([0, 2]), np.array([1, 2], np.int32),
        np.zeros(2), np.array([30.0, 10.0]),
    )  # fmt: skip
    out = np.zeros(2)
    first, minutes = np.array([0, 1, 2, 3]), np.array([0.0, 6.0, 20.0])
    kernels.taken(held, first, minutes, HORIZON, out)  # at :05: at :06 + 30 against :20 + 10
    assert out.tolist() == [0.0, 100.0]
    kernels.taken(held, first, np.array([0.0, 6.0, 30.0]), HORIZON, out)
    assert out.tolist() == [100.0, 100.0]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 239), st.integers(1, 80)), min_size=1, max_size=6),
    st.sampled_from([0.0, 2.0, 3.5]),
)
def test_a_section_is_crowded_exactly_when_two_of_its_trains_are_too_close(
    rows: list[tuple[int, int, int]], least: float
):
    held = sorted(rows)
    track, enters, takes = (np.array(column) for column in zip(*held, strict=True))
    out = np.zeros(3, dtype=np.bool_)
    crowded(track.astype(np.int64), enters / 4, takes.astype(float), least, 60.0, out)
    for section in range(3):
        some = [(e / 4, float(t)) for where, e, t in held if where == section]
        pairs = [(a[0] - b[0], a[0] - b[0] + a[1] - b[1]) for a, b in permutations(some, 2)]
        close = [float(too_close(np.array([first]), np.array([last]), least, 60.0)[0]) for first, last in pairs]
        assert out[section] == any(close)


def test_records_that_do_not_fit_at_first_are_all_there(monkeypatch: pytest.MonkeyPatch):
    """The room that is tried first is a guess; a smaller one gives the same cells."""
    whole = waits(NET, "offpeak", SETTINGS, EVERYONE)
    monkeypatch.setattr("bereikbaar.timetable.propose.waits.ROOM", 1)
    again = waits(NET, "offpeak", SETTINGS, EVERYONE)
    for one, other in zip(whole.cells, again.cells, strict=True):
        assert np.array_equal(one, other)
