"""Indicators on plain arrays: sums on paper, limits that include themselves, no mean with infinity."""

import math
import re
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.indicators.catalogue import DESTINATIONS, LIMIT_INDICATORS, TOWN_INDICATORS
from bereikbaar.indicators.cumulative import cumulative
from bereikbaar.indicators.frequency import drop_pct, is_spoorboekloos
from bereikbaar.indicators.means import group_means, group_shares


def test_cumulative_counts_what_is_within_the_limit_and_on_it():
    times = np.array([[0.0, 45.0, 45.1, math.inf], [60.0, 45.0 + 1e-12, 0.0, 10.0]])
    amount = np.array([1.0, 2.0, 4.0, 8.0])  # every sum says which were reached
    assert cumulative(times, amount, [45, 60]).tolist() == [[3, 7], [14, 15]]
    assert cumulative(times, amount, []).shape == (2, 0)
    assert cumulative(np.zeros((0, 4)), amount, [45]).shape == (0, 1)


@given(st.lists(st.floats(0, 200), min_size=1, max_size=8), st.lists(st.floats(0, 200), min_size=2, max_size=4))
def test_a_longer_limit_or_more_opportunities_never_reach_less(times, limits):
    row, amount = np.array([times]), np.arange(len(times), dtype=float)
    got = cumulative(row, amount, sorted(limits))
    assert (np.diff(got) >= 0).all()
    assert (cumulative(row, amount + 1, sorted(limits)) >= got).all()


def test_six_an_hour_and_ten_minutes_are_enough_and_both_are_needed():
    departures = np.array([6.0, 6.0 - 1e-12, 5.9, 8.0, math.inf, 0.0])
    gap = np.array([10.0, 10.0 + 1e-12, 10.0, 10.1, 0.0, math.inf])
    assert is_spoorboekloos(departures, gap, 6, 10).tolist() == [True, True, False, False, True, False]


def test_the_drop_is_a_share_of_what_runs_now():
    got = drop_pct(np.array([3.0, 6.0, 0.0, 1.0]), np.array([4.0, 4.0, 4.0, 0.0]))
    assert got[:3].tolist() == [25, -50, 100] and math.isnan(got[3])


def test_a_mean_is_that_of_those_who_have_an_answer():
    values = np.array([10.0, 20.0, math.inf, math.nan, 5.0])
    weights = np.array([1.0, 3.0, 4.0, 0.0, 0.0])
    mean, without = group_means(values, weights, np.array([0, 0, 0, 1, 2]), 4)
    assert mean[0] == 17.5 and without[0] == 0.5
    assert np.isnan(mean[1:]).all() and np.isnan(without[1:]).all(), "nobody lives there"
    mean, without = group_means(np.array([math.inf]), np.array([2.0]), np.array([0]), 1)
    assert math.isnan(mean[0]) and without[0] == 1


def test_shares_are_weighted():
    got = group_shares(np.array([True, False, True]), np.array([1.0, 3.0, 2.0]), np.array([0, 0, 1]), 3)
    assert got[:2].tolist() == [0.25, 1] and math.isnan(got[2])


@given(
    st.lists(
        st.tuples(st.floats(0, 1e3) | st.just(math.inf), st.integers(0, 9999), st.integers(0, 2)),
        min_size=1,
        max_size=9,
    )
)
def test_a_mean_lies_between_the_values_and_order_does_not_matter(rows):
    values, weights, groups = (np.array(c) for c in zip(*rows, strict=True))
    weights = weights.astype(float)
    mean, without = group_means(values, weights, groups, 3)
    for g in range(3):
        own = values[(groups == g) & np.isfinite(values) & (weights > 0)]
        assert (math.isnan(mean[g]) and not len(own)) or own.min() - 1e-6 <= mean[g] <= own.max() + 1e-6
    assert all(math.isnan(w) or -1e-12 <= w <= 1 for w in without)
    again, _ = group_means(values[::-1], weights[::-1], groups[::-1], 3)
    assert np.allclose(mean, again, equal_nan=True)


EVERY = (*TOWN_INDICATORS, *LIMIT_INDICATORS)


def test_the_catalogue_has_53_measures_and_11_for_a_limit_with_short_names():
    names = [i.name for i in EVERY]
    assert (len(TOWN_INDICATORS), len(LIMIT_INDICATORS), len(set(names))) == (53, 11, 64)
    assert max(map(len, names)) <= 16 and all(i.definition and i.title[0] and i.title[1] for i in EVERY)


DOCS = Path(__file__).parents[2] / "docs"


def test_every_measure_stands_on_its_page():
    page = (DOCS / "indicators.md").read_text(encoding="utf-8")
    for indicator in EVERY:
        patterns = {re.sub(rf"_({'|'.join(DESTINATIONS)})(?=_|$)", "_<to>", indicator.name), indicator.name}
        assert any(f"`{name}`" in page for name in patterns), indicator.name


def test_the_example_on_the_page_runs_and_prints_what_it_says(capsys):
    page = (DOCS / "indicators.md").read_text(encoding="utf-8")
    example = page.split("```python")[1].split("```")[0]
    exec(compile(example, "indicators.md", "exec"), {})
    printed = capsys.readouterr().out.split("\n")
    assert "".join(printed[:2]) == "[[150. 150.] [150. 170.]]"
    assert printed[2:4] == ["[ True False]", "[10.] [0.25]"]
