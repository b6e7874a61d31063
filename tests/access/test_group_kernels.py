"""Measures of zones over groups: the loop of the tables gives what the plain function of the indicators gives."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.access.aggregate import Groups, means
from bereikbaar.access.columns import measured, stacked, texts, ways, whole
from bereikbaar.indicators.means import group_means

answers = st.one_of(st.floats(-1e6, 1e6), st.just(np.inf), st.just(np.nan))
zones = st.lists(st.tuples(answers, answers, st.sampled_from([0.0, 1.0, 2.5, 40.0]), st.integers(-1, 3)), max_size=12)


@given(zones)
@settings(deadline=None)  # the first time the loop is compiled
def test_all_measures_at_once_are_each_measure_by_itself(rows) -> None:
    table = np.array([row[:2] for row in rows], dtype=np.float64).reshape(len(rows), 2).T.copy()
    people, group = np.array([row[2] for row in rows]), np.array([row[3] for row in rows], dtype=np.int64)
    got = means(table, Groups(group, 4, people))
    inside = group >= 0
    for row, values in zip(got, table, strict=True):
        plain, _without = group_means(values[inside], people[inside], group[inside], 4)
        np.testing.assert_allclose(row, plain, rtol=1e-9, atol=1e-9)


def test_a_group_without_people_who_have_an_answer_has_no_mean() -> None:
    table = np.array([[10.0, np.inf, 4.0, 8.0]])
    got = means(table, Groups(np.array([0, 0, 1, -1]), 3, np.array([3.0, 5.0, 0.0, 7.0])))
    np.testing.assert_array_equal(got, [[10.0, np.nan, np.nan]], err_msg="nobody lives in 1, nothing is in 2")


def test_no_measures_and_no_zones_make_no_means() -> None:
    nobody = Groups(np.zeros(0, dtype=np.int64), 2, np.zeros(0))
    assert means(stacked({}, []), nobody).shape == (0, 2)
    assert np.isnan(means(np.zeros((1, 0)), nobody)).all()


def test_columns_have_the_type_of_their_measure_and_null_for_what_is_no_number() -> None:
    values = {
        "exp_ams_min": np.array([1.1, np.inf, np.nan, 3.0]),
        "access_basis": np.array([0, 1, -1, 4], dtype=np.int8),
    }
    got = measured(values, ["access_basis", "exp_ams_min"], np.array([3, 1, 0]))
    assert list(got) == ["access_basis", "exp_ams_min"]
    assert got["access_basis"].to_list() == ["assumed", "bicycle", "walk"]
    assert got["exp_ams_min"].to_list() == [3.0, None, 1.1] and got["exp_ams_min"].dtype == pl.Float64
    assert ways(np.array([-1])).to_list() == [None] and whole(np.array([2.5, np.nan, 3.5])).to_list() == [2, None, 4]


def test_in_short_numbers_keep_seven_digits_and_nulls_stay() -> None:
    got = measured({"exp_ams_min": np.array([123.45678901, np.nan])}, ["exp_ams_min"], short=True)["exp_ams_min"]
    assert got.dtype == pl.Float32 and got.null_count() == 1
    assert got[0] == pytest.approx(123.45678901, rel=1e-7) and got[0] != 123.45678901


def test_the_texts_of_some_rows_are_in_their_order() -> None:
    names, rows = ("Assen", "Borne", "Cuijk"), np.array([2, 0, 0])
    assert texts(names, rows).to_list() == texts(list(names), rows).to_list() == ["Cuijk", "Assen", "Assen"]
    assert texts(("Delft", *names[1:]), rows).to_list() == ["Cuijk", "Delft", "Delft"]
