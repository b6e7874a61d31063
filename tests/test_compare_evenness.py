"""Many measures at once say the same of each as the functions for one: to 1e-12, with gaps, ties and empty zones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bereikbaar.compare import evenness
from bereikbaar.indicators.concentration import concentration
from bereikbaar.indicators.fgt import fgt
from bereikbaar.indicators.gini import gini
from bereikbaar.indicators.means import weighted_mean
from bereikbaar.indicators.palma import palma
from bereikbaar.indicators.theil import theil, theil_split

#: Few different amounts, so that zones are equal often; none, no answer and no connection among them.
AMOUNTS = st.sampled_from([0.0, 1.0, 2.0, 2.5, 40.0, 1234.5, float("nan"), float("inf")]) | st.floats(0.01, 1e6)
PEOPLE = st.sampled_from([0.0, 0.0, 1.0, 50.0]) | st.integers(0, 20_000).map(float)


@st.composite
def worlds(draw):
    """Access of two measures, people, groups (-1 = none) and a ranking (NaN = not known) of some zones."""
    n = draw(st.integers(1, 25))
    return (
        draw(arrays(np.float64, (2, n), elements=AMOUNTS)),
        draw(arrays(np.float64, n, elements=PEOPLE)),
        draw(arrays(np.int64, n, elements=st.integers(-1, 3))),
        draw(arrays(np.float64, n, elements=st.sampled_from([float("nan"), -2.0, 1.0, 3.0, 7.0]))),
    )


def alike(many, one):
    return many == pytest.approx(one, rel=1e-12, abs=1e-12, nan_ok=True)


@settings(deadline=None, max_examples=150)
@given(worlds(), st.floats(0.5, 2000.0))
def test_each_measure_has_the_indexes_that_it_has_alone(world, norm):
    values, people, groups, ranking = world
    lived = evenness.lived_in(values, people)
    access, who = lived.sorted()
    whole = evenness.theils(lived)
    between, within = evenness.theil_parts(lived, groups, whole)
    concentrated = evenness.concentrations(lived, ranking)
    short = evenness.shortfalls(lived, np.array([norm, norm]), turned=np.array([False, False]))
    for i, row in enumerate(values):
        inside = np.isfinite(row)
        here, lives = row[inside], people[inside]
        assert alike(evenness.means(lived)[i], float(weighted_mean(here, lives)))
        assert alike(evenness.ginis(access, who)[i], float(gini(here, lives)))
        assert alike(evenness.palmas(access, who)[i], float(palma(here, lives)))
        assert alike(whole[i], float(theil(here, lives)))
        parts = theil_split(here, lives, groups[inside])
        assert alike(between[i], float(parts.between))
        assert alike(within[i], float(parts.within))
        known = np.isfinite(ranking[inside])
        ranked = concentration(here[known], lives[known], ranking[inside][known])
        assert alike(concentrated[i], float(ranked))
        assert alike([s[i] for s in short], fgt(here, lives, norm).tolist())


@settings(deadline=None)
@given(worlds())
def test_the_median_person_has_half_of_the_people_below_and_above(world):
    values, people, *_rest = world
    found = evenness.medians(*evenness.lived_in(values, people).sorted())
    for row, median in zip(values, found, strict=True):
        inside = np.isfinite(row)
        here, lives = row[inside], people[inside]
        if not lives.sum():
            assert np.isnan(median)
            continue
        assert lives[here < median].sum() < lives.sum() / 2 <= lives[here <= median].sum()


@settings(deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_zones_does_not_matter(world, random):
    values, people, *_rest = world
    order = list(range(len(people)))
    random.shuffle(order)
    one, two = evenness.lived_in(values, people), evenness.lived_in(values[:, order], people[order])
    for index in (evenness.ginis, evenness.palmas):
        assert alike(index(*two.sorted()), index(*one.sorted()))
    assert alike(evenness.theils(two), evenness.theils(one))


def test_minutes_over_the_norm_are_as_much_short_of_it_at_most_all():
    lived = evenness.lived_in(np.array([[30.0, 75.0, 500.0]]), np.array([50.0, 25.0, 25.0]))
    below, gap, squared = evenness.shortfalls(lived, np.array([60.0]), turned=np.array([True]))
    # 15 of 60 minutes over, and all of the norm
    assert (below[0], gap[0], squared[0]) == (0.5, 0.25 * 0.25 + 0.25, 0.25 * 0.25**2 + 0.25)


def test_without_a_norm_nobody_falls_short():
    lived = evenness.lived_in(np.array([[1.0]]), np.array([5.0]))
    found = evenness.shortfalls(lived, np.array([np.nan]), turned=np.array([False]))
    assert all(np.isnan(values[0]) for values in found)


def test_no_zones_have_no_indexes():
    lived = evenness.lived_in(np.zeros((2, 0)), np.zeros(0))
    for found in (evenness.ginis(*lived.sorted()), evenness.palmas(*lived.sorted()), evenness.theils(lived)):
        assert np.isnan(found).all()
    assert np.isnan(evenness.medians(*lived.sorted())).all()
