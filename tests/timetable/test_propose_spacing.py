"""Even minutes: known answers, then what holds for any trains that are there already."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.timetable.propose.spacing import alike, between, even, largest_gap, often, repeated_slots


def unevenness(minutes: list[float], period: float) -> float:
    held = sorted(minutes)
    return sum((b - a) ** 2 for a, b in zip(held, [*held[1:], held[0] + period], strict=True))


def test_two_an_hour_lie_thirty_minutes_apart_in_thirty_ways():
    ways = even(2, 60)
    assert len(ways) == 30
    assert ways[0] == (0, 30)
    assert ways[-1] == (29, 59)


def test_eight_an_hour_are_seven_or_eight_minutes_apart():
    for way in even(8, 60):
        assert len(way) == 8
        assert largest_gap(way, 60) == 8


def test_four_trains_between_two_are_ten_minutes_apart():
    assert between([9, 39], 4, 60) == [(19, 29, 49, 59)]


def test_one_train_between_two_may_take_either_gap():
    assert between([0, 30], 1, 60) == [(15,), (45,)]


def test_an_odd_gap_is_cut_on_either_side_of_its_middle():
    assert between([0, 9], 1, 30) == [(19,), (20,)]


def test_with_nothing_there_all_even_phases_are_offered():
    assert between([], 2, 60) == even(2, 60)


def test_trains_of_which_one_is_on_the_half_minute():
    assert between([0.5], 1, 60) == [(30,), (31,)]


@pytest.mark.parametrize(
    ("taken", "n", "times"), [([19, 49], 2, 2), ([19, 50], 2, 2), ([19, 45], 2, 1), ([], 4, 1), ([5, 25, 45], 2, 1)]
)
def test_new_trains_repeat_as_often_as_those_there_do(taken: list[float], n: int, times: int):
    assert often(taken, n, 60) == times


def test_slots_of_half_an_hour_come_back_in_the_other_half():
    assert repeated_slots((8, 19), 30, 2) == (8, 19, 38, 49)


def test_minutes_are_alike_when_each_train_is_at_most_a_minute_off():
    assert alike((10, 40), (11, 39), 60)
    assert alike((0, 30), (29, 59), 60)
    assert not alike((10, 40), (10, 42), 60)


def test_the_largest_gap_of_one_train_is_its_period():
    assert largest_gap([17], 60) == 60
    assert largest_gap([], 60) == float("inf")
    assert largest_gap([5, 5], 60) == 60


@given(st.sets(st.integers(0, 19), min_size=1, max_size=4), st.integers(1, 3))
def test_no_other_minutes_are_more_even(taken: set[int], n: int):
    ways = between(sorted(taken), n, 20)
    best = min(unevenness([*taken, *some], 20) for some in combinations(range(20), n))
    for way in ways:
        assert len(way) == n
        assert all(0 <= m < 20 for m in way)
        assert unevenness([*taken, *way], 20) <= best + 1e-9


@given(st.sets(st.integers(0, 59), min_size=1, max_size=5), st.integers(1, 4), st.integers(0, 59))
def test_what_is_even_stays_so_when_the_clock_is_turned(taken: set[int], n: int, turn: int):
    turned = between([(m + turn) % 60 for m in taken], n, 60)
    assert {tuple(sorted((m + turn) % 60 for m in way)) for way in between(sorted(taken), n, 60)} == set(turned)
