"""What must hold for any spread of access over people: units, copies and order do not matter, gifts even out."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import bereikbaar as bk

I = bk.indicators  # noqa: E741 - the namespace under test, used in every line


def slow_gini(access, people):
    """Half the mean difference between all pairs of people, over the mean."""
    zones = list(zip(access, people, strict=True))
    pairs = sum(p * q * abs(a - b) for a, p in zones for b, q in zones)
    return pairs / (2 * sum(people) * sum(a * p for a, p in zones))


def one_by_one(values, people):
    """Return one value per person."""
    return [v for v, p in zip(values, people, strict=True) for _ in range(int(p))]


spreads = st.lists(
    st.tuples(st.integers(0, 2000).map(lambda v: v / 4), st.integers(0, 40)), min_size=1, max_size=7
).filter(lambda rows: sum(a * p for a, p in rows) > 0)


def two(rows):
    access, people = (np.array(c, dtype=float) for c in zip(*rows, strict=True))
    return access, people


@given(spreads)
def test_spread_is_what_counting_people_one_by_one_says(rows):
    access, people = two(rows)
    everyone = np.array(sorted(one_by_one(access, people)))
    mean, ones = everyone.mean(), np.ones(len(everyone))
    assert I.gini(access, people) == pytest.approx(slow_gini(access, people), abs=1e-12)
    assert I.gini(access, people) == pytest.approx(float(I.gini(everyone, ones)), abs=1e-9)
    logs = [a / mean * math.log(a / mean) if a > 0 else 0.0 for a in everyone]
    assert I.theil(access, people) == pytest.approx(sum(logs) / len(everyone), abs=1e-9)
    for k in (0, 1, 2):
        lack = [((100 - a) / 100) ** k for a in everyone if a < 100]
        assert I.fgt(access, people, 100, k) == pytest.approx(sum(lack) / len(everyone), abs=1e-9)


@given(spreads)
def test_the_palma_ratio_splits_people_exactly(rows):
    access, people = two(rows)
    tenths = np.repeat(np.array(sorted(one_by_one(access, people))), 10)  # ten tenths of each person
    n = len(tenths) // 10
    poor, rich = tenths[: 4 * n].mean(), tenths[-n:].mean()
    got = I.palma(access, people)
    assert got == (math.inf if poor == 0 else pytest.approx(rich / poor, rel=1e-9))


@given(spreads, st.floats(0.001, 1000), st.integers(2, 5))
def test_spread_does_not_depend_on_the_unit_of_access_or_the_number_of_copies(rows, factor, copies):
    access, people = two(rows)
    rank = np.arange(len(access)) % 3
    measures = (
        I.gini,
        I.theil,
        I.palma,
        lambda a, p: I.concentration(a, p, rank),
        lambda a, p: I.concentration(a, p, rank, "erreygers"),
    )
    for measure in measures:
        before = measure(access, people)
        assert measure(access * factor, people) == pytest.approx(before, rel=1e-9, abs=1e-9, nan_ok=True)
        assert measure(access, people * copies) == pytest.approx(before, rel=1e-9, abs=1e-9, nan_ok=True)


@given(spreads)
def test_even_is_even_and_all_stays_within_its_range(rows):
    access, people = two(rows)
    even = np.full(len(access), 3.0)
    assert I.gini(even, people) == pytest.approx(0, abs=1e-12) and I.palma(even, people) == pytest.approx(1)
    assert I.theil(even, people) == pytest.approx(0, abs=1e-12)
    assert -1e-12 <= I.gini(access, people) < 1 and I.theil(access, people) >= -1e-12
    assert I.palma(access, people) >= 1 - 1e-12
    index = I.concentration(access, people, access)
    assert index == pytest.approx(float(I.gini(access, people)), abs=1e-9), "ranked by itself it is the Gini"
    assert I.concentration(access, people, -access) == pytest.approx(-index, abs=1e-9)


@given(spreads, st.floats(0.01, 1))
def test_a_gift_from_who_has_more_to_who_has_less_makes_it_more_even(rows, share):
    access, people = two(rows)
    assume((people > 0).sum() >= 2)
    here = np.flatnonzero(people > 0)
    high, low = here[np.argmax(access[here])], here[np.argmin(access[here])]
    assume(access[high] > access[low])
    gift = share * (access[high] - access[low]) * people[low] * people[high] / (people[low] + people[high])
    after = access.copy()
    after[high] -= gift / people[high]
    after[low] += gift / people[low]
    assert I.gini(after, people) <= I.gini(access, people) + 1e-12
    assert I.theil(after, people) <= I.theil(access, people) + 1e-12
    assert I.palma(after, people) <= I.palma(access, people) * (1 + 1e-9) + 1e-9


@given(spreads, st.lists(st.integers(-1, 2), min_size=7, max_size=7))
def test_what_is_between_and_what_is_within_groups_is_all_there_is(rows, groups):
    access, people = two(rows)
    group = np.array(groups[: len(access)])
    got = I.theil_split(access, people, group)
    inside = np.where(group < 0, 0.0, people)
    total = I.theil(access, inside)
    assert got.total == pytest.approx(float(total), abs=1e-12, nan_ok=True)
    assert got.between + got.within == pytest.approx(float(got.total), abs=1e-9, nan_ok=True)
    assert math.isnan(got.total) or (got.between >= -1e-12 and got.within >= -1e-12)
    one = I.theil_split(access, people, np.zeros(len(access), dtype=int))
    assert one.between == pytest.approx(0, abs=1e-12)
    each = I.theil_split(access, people, np.arange(len(access)))
    assert each.within == pytest.approx(0, abs=1e-12)


@given(spreads, st.randoms(), st.integers(1, 9))
def test_order_changes_no_digit_and_merging_equals_changes_nothing(rows, random, part):
    access, people = two(rows)
    rank = np.round(access / 100)
    order = list(range(len(access)))
    random.shuffle(order)
    divided = people * part / 10
    twice = np.tile(access, 2), np.concatenate([divided, people - divided]), np.tile(rank, 2)
    measures = (
        lambda a, p, r: I.gini(a, p),
        lambda a, p, r: I.theil(a, p),
        lambda a, p, r: I.palma(a, p),
        I.palma,
        lambda a, p, r: I.fgt(a, p, 60.0, 1),
        I.concentration,
    )
    for measure in measures:
        before = measure(access, people, rank)
        again = measure(access[order], people[order], rank[order])
        assert again == before or (math.isnan(again) and math.isnan(before))
        assert measure(*twice) == pytest.approx(float(before), rel=1e-9, abs=1e-9, nan_ok=True)


def test_zones_of_equal_rank_share_their_mean_rank():
    access, people = np.array([8.0, 0.0, 4.0]), np.array([1.0, 1.0, 2.0])
    assert I.concentration(access, people, [1, 1, 2]) == pytest.approx(0)
    assert I.concentration(access, people, [1, 2, 3]) == pytest.approx(2 / 4 * (1 * 8 * 0.125 + 2 * 4 * 0.75) / 4 - 1)


def test_erreygers_takes_the_bounds_it_is_told():
    access, people = np.array([2.0, 4.0]), np.array([1.0, 1.0])
    standard = float(I.concentration(access, people, [1, 2]))
    assert I.concentration(access, people, [1, 2], "erreygers") == pytest.approx(4 * 3 / 2 * standard)
    assert I.concentration(access, people, [1, 2], "erreygers", bounds=(0, 10)) == pytest.approx(
        4 * 3 / 10 * standard
    )
    assert math.isnan(I.concentration([3, 3], people, [1, 2], "erreygers"))


def test_palma_by_income_can_be_below_1_and_has_no_bottom_that_has_nothing():
    assert I.palma([9.0, 1.0], [50, 50], ranking=[1, 2]) == pytest.approx(1 / 9)
    assert I.palma([0.0, 1.0], [50, 50]) == math.inf and math.isnan(I.palma([0.0, 0.0], [50, 50]))
    assert I.palma([2.0, 6.0, 1.0], [50, 50, 0], ranking=[1, 1, math.nan]) == 1, "equal rank: one zone"


def test_nobody_has_no_spread_and_many_columns_are_done_at_once():
    nobody, access = np.zeros(2), np.array([[1.0, 0.0], [3.0, 0.0]])
    people = np.array([1.0, 1.0])
    for measure in (I.gini, I.theil, I.palma, I.palma_whole, lambda a, p: I.concentration(a, p, [1, 2])):
        assert math.isnan(measure(access[:, 0], nobody)) and np.isnan(measure(access, nobody)).all()
        got = measure(access, people)
        assert got.shape == (2,) and math.isnan(got[1]), "nobody has anything"
        assert got[0] == measure(access[:, 0], people) or math.isnan(got[0])
    assert I.fgt(access, people, [2, 4], [0, 1, 2]).shape == (2, 2, 3)
    assert I.fgt(access, people, [2, 4], 0).tolist() == [[0.5, 1], [1, 1]]
    assert I.fgt(access[:, 0], people, 2, [0, 1]).tolist() == [0.5, 0.25]
    assert np.isnan(I.fgt(access, nobody, [2, 4])).all()
    split = I.theil_split(access, people, [0, 1])
    assert split.within.shape == (2,) and split.between[0] == split.total[0]


def test_who_has_the_norm_does_not_fall_short():
    assert I.fgt([100.0, 100 - 1e-12, 99.0], [1, 1, 2], 100).tolist() == pytest.approx([0.5, 0.005, 5e-5])


# --- groups


@given(spreads, st.lists(st.integers(-1, 2), min_size=7, max_size=7))
def test_a_measure_per_group_is_that_of_its_rows_alone(rows, groups):
    access, people = two(rows)
    group = np.array(groups[: len(access)])
    got = I.by_group(I.gini, group, access, people, n_groups=4)
    means, _ = I.group_means(access[group >= 0], people[group >= 0], group[group >= 0], 4)
    np.testing.assert_allclose(I.by_group(I.weighted_mean, group, access, people, n_groups=4), means)
    for g in range(4):
        alone = I.gini(access[group == g], people[group == g])
        assert got[g] == alone or (math.isnan(got[g]) and math.isnan(alone))


def test_groups_pass_options_on_and_keep_all_axes():
    access = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    got = I.by_group(I.fgt, [0, 0, 1], access, [1, 1, 1], limits=[2, 4], power=0)
    assert got.tolist() == [[[0.5, 1], [0, 0.5]], [[0, 0], [0, 0]]]
    assert I.by_group(I.weighted_mean, [1, -1, 1], access, [1, 1, 3]).tolist()[1] == [4, 5]
    assert I.by_group(I.gini, [], [], []).shape == (0,)
