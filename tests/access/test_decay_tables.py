"""Decays as arrays: straight pieces stay what they are, tables stay close to the decay."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.access.decay_tables import MOST_ERROR, decay_arrays, straight_pieces, within
from bereikbaar.indicators.decay import (
    GEURS_2001,
    PBL_PUBLIC_TRANSPORT,
    Exponential,
    Gaussian,
    HalfLife,
    Linear,
    Logistic,
    LogisticFromOne,
    LogLogisticMedian,
    Power,
    Step,
    Stepped,
)

SMOOTH = [
    PBL_PUBLIC_TRANSPORT,
    GEURS_2001,
    Exponential(0.01),
    Exponential(0.3),
    HalfLife(10),
    Gaussian(180),
    Gaussian(4000),
    Logistic(m=45, k=0.1),
    Logistic(m=300, k=0.5),
    LogisticFromOne(m=30, s=5),
    LogLogisticMedian(m=45, b=4),
    Power(0.5),
    Power(1.2),
]


#: Of weights of 1 in single precision.
SINGLE_ERROR = 1.2e-7


def read(of, d, minutes):
    """The weight as the loops read it from a table."""
    at = np.minimum(minutes, of.end_min)
    place = np.where(at < of.knee_min, at * of.fine, (at - of.knee_min) * of.coarse + of.knee)
    cell = place.astype(int)
    table = of.cells[of.column[d]].astype(float)
    return table[cell, 0] + (place - cell) * table[cell, 1]


@pytest.mark.parametrize("decay", SMOOTH, ids=lambda decay: decay.text)
def test_a_table_is_within_a_millionth_of_its_decay(decay):
    of = decay_arrays([decay], 400.0)
    minutes = np.concatenate([np.linspace(0, 400, 200_003), np.linspace(0, 20, 100_003)])
    assert np.abs(read(of, 0, minutes) - decay(minutes)).max() < MOST_ERROR + SINGLE_ERROR
    assert of.zero_min[0] == math.inf and of.piece_start.tolist() == [0, 0]
    assert not of.cells[:, -1].any(), "the cell of what does not count"


def test_a_table_weighs_the_same_whatever_else_is_asked_and_however_long_journeys_are():
    alone, together = decay_arrays([GEURS_2001], 200.0), decay_arrays([Power(1.2), Step(3), GEURS_2001], 900.0)
    assert together.fine > alone.fine
    minutes = np.linspace(0, 200, 10_007)
    assert read(together, 2, minutes) == pytest.approx(read(alone, 0, minutes), abs=SINGLE_ERROR)


def test_steps_and_lines_are_pieces():
    assert straight_pieces(Step(60)) == ((60.0, 1.0, 0.0),)
    ((minutes, weight, slope),) = straight_pieces(Linear(33.337))
    assert (minutes, weight, slope) == pytest.approx((33.337, 1.0, -1 / 33.337))
    of = decay_arrays([Step(60), Stepped((20, 45), (0.7, 0.2)), Linear(30), GEURS_2001, Exponential(0.1)], 100.0)
    assert of.zero_min[:3] == pytest.approx([60, 1e30, 30]) and of.column[3:].tolist() == [0, 1]
    assert np.diff(of.piece_start).tolist() == [1, 3, 1, 0, 0]
    assert straight_pieces(Power(1.0)) is None and straight_pieces(GEURS_2001) is None


def test_no_decays_make_no_tables():
    of = decay_arrays([], 100.0)
    assert of.cells.shape[0] == 0 and len(of.zero_min) == 0
    assert decay_arrays([Step(60)], 100.0).cells.shape[0] == 0


def test_very_long_journeys_make_no_very_long_tables():
    of = decay_arrays([GEURS_2001], 1e7)
    assert of.cells.shape[1] < 250_000
    assert read(of, 0, np.array([1e7])) == pytest.approx(GEURS_2001(np.array([10_080.0])), abs=1e-6)


@given(st.integers(1, 60_000), st.floats(0, 1))
def test_a_limit_includes_whatever_single_precision_makes_of_a_way_of_just_so_long(hundredths, share):
    limit = hundredths / 100
    way = np.float32(limit * share) + np.float32(limit - limit * share)
    assert way <= within(limit)
    assert within(limit) < np.float32(limit) * (1 + 1e-6), "and next to nothing more"
    assert np.isfinite(within(math.inf))


def test_a_step_that_excludes_itself_does_so_in_single_precision():
    of = decay_arrays([Stepped((20, 45), (0.7, 0.0)), Step(45)], 100.0)
    assert (of.piece_limit[:2] < np.array([20, 45], dtype=np.float32)).all() and of.piece_limit[2] >= 45
    assert of.piece_limit[:2] == pytest.approx([20, 45], rel=1e-6) and of.zero_min[0] == of.piece_limit[1]
    assert decay_arrays([Step(45)], 100.0, 30.0).piece_limit[0] == within(30.0), (
        "nor beyond the longest way that counts"
    )
