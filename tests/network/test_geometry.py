"""Distances and lines, with answers from paper."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.network.geometry import crow_km, join_lines, line_km, wkt

degrees = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


def test_a_degree_of_latitude_is_the_360th_part_of_the_round_of_the_earth() -> None:
    assert crow_km(52.0, 5.0, 53.0, 5.0) == pytest.approx(2 * 3.14159265 * 6371.0088 / 360)


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_latitude() -> None:
    assert crow_km(60.0, 5.0, 60.0, 6.0) == pytest.approx(111.195 / 2, rel=1e-4)


@given(degrees, degrees)
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_round(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert crow_km(*a, *b) == pytest.approx(crow_km(*b, *a))
    assert 0 <= crow_km(*a, *b) <= 20_016
    assert crow_km(*a, *a) == 0


def test_what_is_no_place_has_no_distance() -> None:
    assert math.isnan(crow_km(float("nan"), 5.0, 52.0, 5.0))
    assert math.isnan(crow_km(52.0, float("inf"), 52.0, 5.0))
    assert math.isfinite(crow_km(463_000.0, 136_000.0, 52.0, 5.0))  # metres of the national grid in the wrong column


def test_a_line_is_as_long_as_its_parts() -> None:
    line = ((5.0, 52.0), (5.0, 53.0), (5.0, 52.5))
    assert line_km(line) == pytest.approx(1.5 * 111.195, rel=1e-4)
    assert line_km(line[:1]) == line_km(()) == 0


def test_lines_join_without_a_point_that_repeats_the_one_before() -> None:
    assert join_lines([((0, 0), (1, 1)), ((1, 1), (1, 1), (2, 0)), (), ((0, 0),)]) == ((0, 0), (1, 1), (2, 0), (0, 0))
    assert join_lines([]) == ()


def test_well_known_text_has_longitude_first() -> None:
    assert wkt(((4.9, 52.4), (5.123456, 52.0))) == "LINESTRING (4.9 52.4, 5.123456 52)"
    assert wkt(()) == "LINESTRING EMPTY"
