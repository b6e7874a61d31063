"""Stations from near to far, and matrices turned where they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.routing.headway import orders
from bereikbaar.routing.travel_times import _BLOCK, _turn


@given(st.lists(st.sampled_from([0.0, -0.0, 1.0, 1.5, 2.5, 60.25, 1e4, np.inf]), min_size=1, max_size=40))
def test_stations_are_ordered_by_rising_minutes_and_then_by_index(minutes: list[float]) -> None:
    onward = np.array([minutes, minutes[::-1]])
    found = orders(onward, np.array([1, 0]))
    expected = np.argsort(onward[[1, 0]], axis=1, kind="stable")
    assert np.array_equal(found, expected)


def test_minutes_apart_by_more_than_rounding_keep_their_order() -> None:
    onward = np.array([[10.0 + 1e-9, 10.0, 700.0, 700.0 - 1e-9, 0.0]])
    assert orders(onward, np.array([0])).tolist() == [[4, 1, 0, 3, 2]]


@pytest.mark.parametrize("n", [0, 1, 2, _BLOCK - 1, _BLOCK, _BLOCK + 1, 2 * _BLOCK, 3 * _BLOCK + 5])
def test_a_matrix_is_turned_where_it_is(n: int) -> None:
    matrix = np.arange(n * n, dtype=np.float64).reshape(n, n)
    turned = matrix.T.copy()
    _turn(matrix)
    assert np.array_equal(matrix, turned)
