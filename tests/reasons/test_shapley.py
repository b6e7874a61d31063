"""Shares of parts: by hand, over all permutations, and what holds of them always."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bereikbaar.reasons.shapley import leave_one_out, members, shapley

GAMES = st.integers(1, 5).flatmap(
    lambda n: arrays(np.float64, (1 << n, 3), elements=st.floats(-1e3, 1e3, allow_nan=False, width=32))
)


def over_permutations(values):
    """The definition: what a part adds when it comes, averaged over all orders in which the parts can come."""
    n = len(values).bit_length() - 1
    orders = list(permutations(range(n)))
    out = np.zeros((n, *values.shape[1:]))
    for order in orders:
        there = 0
        for i in order:
            out[i] += values[there | 1 << i] - values[there]
            there |= 1 << i
    return out / len(orders)


def test_two_parts_that_strengthen_each_other_share_what_they_only_do_together() -> None:
    # alone 10 and 20 minutes, together 40: the 10 extra are shared
    values = np.array([[100.0], [90.0], [80.0], [60.0]])
    assert shapley(values)[:, 0].tolist() == [-15.0, -25.0]
    assert leave_one_out(values)[:, 0].tolist() == [-20.0, -30.0]


def test_two_parts_that_do_the_same_share_it_and_neither_is_missed() -> None:
    values = np.array([[100.0], [88.0], [88.0], [88.0]])
    assert shapley(values)[:, 0].tolist() == [-6.0, -6.0]
    assert leave_one_out(values)[:, 0].tolist() == [0.0, 0.0]


def test_the_glove_game_has_its_known_answer() -> None:
    # one left glove (part 0), two right ones (parts 1 and 2); a pair is worth 1: shares 2/3, 1/6, 1/6
    values = np.array([[0.0], [0], [0], [1], [0], [1], [0], [1]])
    np.testing.assert_allclose(shapley(values)[:, 0], [2 / 3, 1 / 6, 1 / 6], atol=1e-15)


@settings(deadline=None)
@given(GAMES)
def test_shares_are_the_means_over_all_orders(values) -> None:
    np.testing.assert_allclose(shapley(values), over_permutations(values), atol=1e-9)


@settings(deadline=None)
@given(GAMES)
def test_shares_sum_to_the_total(values) -> None:
    np.testing.assert_allclose(shapley(values).sum(axis=0), values[-1] - values[0], atol=1e-9)


@settings(deadline=None)
@given(GAMES)
def test_a_part_that_never_does_anything_gets_nothing(values) -> None:
    with_idle = np.concatenate([values, values])  # one part more, without effect in any subset
    shares = shapley(with_idle)
    assert (shares[-1] == 0).all()
    assert (leave_one_out(with_idle)[-1] == 0).all()
    np.testing.assert_allclose(shares[:-1], shapley(values), atol=1e-9)


@settings(deadline=None)
@given(GAMES, st.randoms())
def test_shares_do_not_depend_on_the_order_of_the_parts(values, random) -> None:
    n = len(values).bit_length() - 1
    order = list(range(n))
    random.shuffle(order)
    moved = np.array([values[sum(1 << order[i] for i in members(s))] for s in range(1 << n)])
    np.testing.assert_allclose(shapley(moved), shapley(values)[order], atol=1e-9)


@settings(deadline=None)
@given(st.integers(2, 5), st.data())
def test_parts_that_do_the_same_in_every_subset_get_equal_shares(n, data) -> None:
    by_size = data.draw(st.lists(st.floats(-1e3, 1e3, width=32), min_size=n + 1, max_size=n + 1))
    values = np.array([by_size[s.bit_count()] for s in range(1 << n)])
    shares = shapley(values)
    np.testing.assert_allclose(shares, shares[0], atol=1e-9)


def test_a_value_that_is_not_known_in_one_subset_gives_no_shares() -> None:
    values = np.array([[50.0, 50.0], [np.nan, 40.0], [30.0, 45.0], [20.0, 35.0]])
    shares = shapley(values)
    assert np.isnan(shares[:, 0]).all()
    assert np.isfinite(shares[:, 1]).all()


def test_a_number_of_subsets_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"found 3"):
        shapley(np.zeros((3, 1)))
