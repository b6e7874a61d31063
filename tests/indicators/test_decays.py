"""Decays: right at 0, at their limits and at infinity, read back from their text, and refused with a clear word."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.errors import InputError
from bereikbaar.indicators.decay import (
    GEURS_2001,
    PBL_PUBLIC_TRANSPORT,
    Exponential,
    Gaussian,
    HalfLife,
    Linear,
    Logistic,
    LogisticFromOne,
    LogLogistic,
    LogLogisticMedian,
    Power,
    Step,
    Stepped,
)
from bereikbaar.indicators.decay_base import plain
from bereikbaar.indicators.decay_text import parse_decay

positive = st.floats(0.01, 200, allow_nan=False)
#: Every decay with any parameters that make sense.
decays = st.one_of(
    st.builds(Step, st.floats(0, 200)),
    st.builds(
        lambda steps, falls: Stepped(
            tuple(np.cumsum(steps)), tuple(sorted((falls * len(steps))[: len(steps)], reverse=True))
        ),
        st.lists(st.floats(0.5, 60), min_size=1, max_size=4),
        st.lists(st.floats(0, 1), min_size=4, max_size=4),
    ),
    st.builds(Linear, positive),
    st.builds(Exponential, st.floats(0.001, 2)),
    st.builds(HalfLife, positive),
    st.builds(Power, st.floats(0.01, 5)),
    st.builds(Gaussian, st.floats(1, 1e5)),
    st.builds(LogisticFromOne, st.floats(0, 200), st.floats(0.5, 60)),
    st.builds(Logistic, st.floats(0, 200), st.floats(0.01, 2)),
    st.builds(LogLogistic, st.floats(-20, 5), st.floats(0.1, 5), st.floats(0, 0.1)),
    st.builds(LogLogisticMedian, positive, st.floats(0.1, 8)),
)
ONE_AT_ZERO = (Step, Stepped, Linear, Exponential, HalfLife, Power, Gaussian, LogisticFromOne, LogLogistic)


def at(decay, *minutes):
    return decay(np.array(minutes)).tolist()


@given(decays, st.lists(st.floats(0, 1e6), min_size=1, max_size=9))
def test_weights_lie_between_0_and_1_never_rise_and_are_0_where_there_is_no_way(decay, minutes):
    weights = decay(np.sort(np.array([0.0, *minutes, math.inf])))
    assert weights[-1] == 0 and (weights >= 0).all() and (weights <= 1).all()
    assert (np.diff(weights) <= 1e-12).all()
    if isinstance(decay, ONE_AT_ZERO):
        assert weights[0] == pytest.approx(1, abs=1e-12)


@given(decays)
def test_the_text_of_a_decay_reads_back_as_the_same_decay(decay):
    again = parse_decay(decay.text)
    assert again == decay and hash(again) == hash(decay) and again.text == decay.text


@given(decays, st.lists(st.floats(0, 300), min_size=1, max_size=20))
def test_limits_say_all_about_a_decay_that_only_jumps(decay, minutes):
    asked = np.array([*minutes, *(b for b in decay.breaks), 0.0, math.inf])
    if decay.limits is None:
        assert not isinstance(decay, Step | Stepped)
        return
    assert list(decay.limits) == sorted(decay.limits)
    told = [next((w for end, w in decay.limits if t <= end + 1e-9), 0.0) for t in asked]
    assert told == decay(asked).tolist()


@given(decays, st.floats(0, 300))
def test_between_its_breaks_a_decay_has_no_jump(decay, minute):
    if all(abs(minute - b) > 0.01 for b in decay.breaks) and minute > 1:
        near, far = at(decay, minute, minute + 1e-6)
        assert abs(near - far) < 1e-4


def test_a_limit_counts_itself_and_a_step_of_weights_does_not():
    assert at(Step(60), 60, 60 + 1e-10, 60 + 1e-8) == [1, 1, 0]
    assert at(Stepped((15, 30), (0.5, 0.25)), 15 - 1e-8, 15 - 1e-10, 15, 30, 1e6, math.inf) == [
        1,
        0.5,
        0.5,
        0.25,
        0.25,
        0,
    ]
    assert at(Linear(60), 0, 45, 60, 61) == [1, 0.25, 0, 0]
    assert at(Power(2), 0, 0.5, 1, 2) == [1, 1, 1, 0.25]


def test_smooth_decays_have_the_values_of_their_formula():
    assert at(Exponential(0.05), 20) == [math.exp(-1)]
    assert at(HalfLife(30), 15) == [math.sqrt(0.5)]
    assert at(Logistic(m=45, k=0.1), 45, 55) == pytest.approx([0.5, 1 / (1 + math.e)])
    assert at(LogisticFromOne(m=0, s=10), 0) == [1]
    assert at(LogLogisticMedian(m=45, b=4), 90) == [1 / 17]
    median = LogLogistic(a=-4 * math.log(45), b=4)
    assert at(median, 10, 45, 90) == pytest.approx(at(LogLogisticMedian(m=45, b=4), 10, 45, 90))


def test_the_published_decays_weigh_as_their_formula_says():
    hour = -12.3301 + 2.907621 * math.log(60) + 0.012824 * 60
    assert at(PBL_PUBLIC_TRANSPORT, 0, 60) == pytest.approx([1, 1 / (1 + math.exp(hour))], rel=1e-14)
    assert at(GEURS_2001, 60) == pytest.approx([1 / (1 + math.exp(-6.899 + 2.326 * math.log(60)))], rel=1e-14)
    assert parse_decay("pbl") is PBL_PUBLIC_TRANSPORT and parse_decay("Geurs") is GEURS_2001


def test_a_table_of_every_tenth_of_a_minute_is_as_good_as_the_decay():
    grid = np.arange(0, 1801) / 10
    asked = np.arange(0, 180, 0.013)
    for decay in (PBL_PUBLIC_TRANSPORT, GEURS_2001, Exponential(0.05), Gaussian(1800), Linear(60), HalfLife(30)):
        assert np.abs(np.interp(asked, grid, decay(grid)) - decay(asked)).max() < 1e-5


def test_any_shape_goes_in_and_comes_out():
    assert Step(30)(np.zeros((2, 3))).shape == (2, 3)
    assert Exponential(1)(np.float64(0)).shape == () and PBL_PUBLIC_TRANSPORT(np.zeros((0, 4))).shape == (0, 4)
    assert Step(30)(np.array([29, 31])).tolist() == [1, 0], "whole numbers too"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("step 60", Step(60)),
        ("step T=60", Step(60)),
        (" STEP limit=60 ", Step(60)),
        ("linear 60", Linear(60)),
        ("exponential b=0.05", Exponential(0.05)),
        ("exponential 0.05", Exponential(0.05)),
        ("logistic m=45 k=0.1", Logistic(45, 0.1)),
        ("logistic s=10 m=40", LogisticFromOne(40, 10)),
        ("loglogistic a=-12 b=3", LogLogistic(-12, 3)),
        ("loglogistic a=-12 b=3 c=0.01", LogLogistic(-12, 3, 0.01)),
        ("loglogistic m=45 b=4", LogLogisticMedian(45, 4)),
        ("stepped 15, 30, 60 -> 0.75, 0.5, 0", Stepped((15, 30, 60), (0.75, 0.5, 0))),
    ],
)
def test_decays_are_read_as_people_write_them(text, expected):
    assert parse_decay(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["no decay ''", "exponential"]),
        ("exponental b=1", ["'exponental b=1'", "did you mean 'exponential'"]),
        ("pbl 3", ["no decay 'pbl 3'"]),
        ("step", ["found no parameters", "'step 60'"]),
        ("step b=3", ["found b=3", "'step 60'"]),
        ("step x", ["'x' is no number"]),
        ("step 30 60", ["limit is given twice"]),
        ("logistic m=3", ["found m=3", "'logistic m=.. s=..' or 'logistic m=.. k=..'"]),
        ("logistic 3", ["'' is no number"]),
        ("loglogistic a=1 b=2 m=3", ["'loglogistic a=.. b=.. [c=..]' or"]),
        ("stepped 15", ["found no '->'", "'stepped 15,30,60->0.75,0.5,0'"]),
        ("stepped 15->", ["a side is empty"]),
        ("stepped a->0", ["'a' is no number"]),
        ("exponential b=nan", ["b is a finite number > 0, found nan"]),
        ("exponential b=-1", ["decay exponential: b is a finite number > 0, found -1.0"]),
    ],
)
def test_a_decay_that_cannot_be_read_is_refused_with_what_is_possible(text, words):
    with pytest.raises(InputError) as error:
        parse_decay(text)
    assert all(word in str(error.value) for word in words), str(error.value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Step(math.inf), "limit is a finite number >= 0, found inf"),
        (lambda: Step("60"), "found '60'"),
        (lambda: Step(True), "found True"),
        (lambda: Linear(0), "limit is a finite number > 0, found 0"),
        (lambda: LogLogistic(a=math.nan, b=-1), "a is a finite number, found nan"),
        (lambda: LogLogistic(a=1, b=-1), "b is a finite number > 0"),
        (lambda: Stepped((), ()), "steps are one or more finite numbers, found []"),
        (lambda: Stepped((15,), (0.5, 0)), "one weight per step: 1 steps, 2 weights"),
        (lambda: Stepped((30, 15), (0.5, 0)), "steps are above 0 and ascend, found [30.0, 15.0]"),
        (lambda: Stepped((15, 30), (0.5, 0.6)), "never rise"),
        (lambda: Stepped((15,), (-0.1,)), "0 .. 1"),
        (lambda: Exponential(1)(np.array([1.0, -2.0])), "minutes are at least 0, found -2; unreachable is inf"),
        (lambda: Exponential(1)(np.array([math.nan])), "found nan"),
    ],
)
def test_parameters_and_minutes_that_make_no_sense_are_refused(make, words):
    with pytest.raises(InputError) as error:
        make()
    assert words in str(error.value)


def test_all_problems_of_a_decay_are_told_at_once():
    with pytest.raises(InputError) as error:
        LogLogistic(a=math.nan, b=-1, c=-1)
    assert len(error.value.problems) == 3


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_so_that_they_read_back(value):
    assert float(plain(value)) == value
