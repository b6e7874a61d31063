"""Egress legs that another one makes of no use: which ones are left, and that the best of every slot is not lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.access.clock_arrays import ABREAST, NEVER, SHIFT, STEP, Ints32
from bereikbaar.access.clock_row_kernels import best_legs
from bereikbaar.routing.jit import compiled

N_SLOTS, FEWEST = 8, 2


@compiled
def left(begin, end, direct, column, minutes, low, high, took, again, of_all, apart, now, bound, alive):
    return best_legs(
        begin, end, direct, N_SLOTS, column, minutes, low, high, took, again, of_all, apart, now, bound, alive
    )


def slots(columns: list[list[int]]) -> Ints32:
    """Return (n_columns, N_SLOTS, ABREAST) numbers; what is given repeats over slots, all lanes are alike."""
    out = np.empty((len(columns), N_SLOTS, ABREAST), dtype=np.int32)
    for c, own in enumerate(columns):
        for j in range(N_SLOTS):
            out[c, j] = own[j % len(own)] * STEP + 4
    return out


def legs_left(all_took: Ints32, again: list[int], minutes: list[int], direct: int = NEVER) -> list[int]:
    n, flat = len(again), np.ascontiguousarray(all_took.reshape(len(again), -1))
    low, high = (f(all_took, axis=1) & -STEP for f in (np.min, np.max))
    of_all, alive = (all_took >> SHIFT).sum(axis=(1, 2), dtype=np.int64), np.zeros(n + 1, dtype=np.int32)
    count = left(
        0, n, np.full(ABREAST, direct, dtype=np.int32), np.arange(n, dtype=np.int32),
        np.array(minutes, dtype=np.int32) * STEP, low.astype(np.int32), high.astype(np.int32), flat,
        np.array(again, dtype=np.int32), of_all, np.zeros((n, n, 2), dtype=np.int32), 1,
        np.zeros((2, ABREAST), dtype=np.int32), alive,
    )  # fmt: skip
    return sorted(alive[:count].tolist())


def test_of_two_stations_with_the_same_trains_the_one_with_the_shorter_leg_is_left():
    assert legs_left(slots([[30, 20], [33, 23]]), [2, 2], [7, 5]) == [0]


def test_who_is_sometimes_earlier_stays_however_bad_his_mean():
    assert legs_left(slots([[30, 20], [60, 19]]), [2, 2], [5, 5]) == [0, 1]


def test_a_column_that_repeats_sooner_is_held_against_all_of_one_that_repeats_later():
    late = [31, 31, 31, 31, 31, 31, 31, 29]
    assert legs_left(slots([[30, 30], late]), [2, 8], [0, 0]) == [0, 1]
    assert legs_left(slots([[30, 30], [*late[:7], 30]]), [2, 8], [0, 0]) == [0]


def test_a_direct_way_that_is_quicker_than_all_leaves_no_leg():
    assert legs_left(slots([[30, 20], [60, 19]]), [2, 2], [5, 5], direct=10 * STEP) == []


@pytest.mark.parametrize("spread", [3, 60])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_no_slot_of_any_lane_loses_its_best_way(spread, seed):
    chance = np.random.default_rng(seed)
    n = int(chance.integers(1, 7))
    again = chance.choice([2, 4, 8], n)
    took = np.empty((n, N_SLOTS, ABREAST), dtype=np.int32)
    for c, k in enumerate(again):
        own = chance.integers(20, 20 + spread, (k, ABREAST)) * STEP + chance.integers(4, 7, (k, ABREAST))
        own[chance.random((k, ABREAST)) < 0.05] = NEVER
        took[c] = np.tile(own, (N_SLOTS // k, 1))
    minutes = chance.integers(0, 12, n)
    found = legs_left(took, again.tolist(), minutes.tolist())
    ways = np.minimum(took + (minutes * STEP)[:, np.newaxis, np.newaxis], NEVER)
    assert np.array_equal(ways.min(axis=0), ways[found].min(axis=0))
