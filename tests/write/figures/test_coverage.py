"""Rings around groups of areas on a grid: borders within a group fall away, holes stay, nothing vanishes."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.write.figures.coverage import Coverage
from bereikbaar.write.figures.ground import common_borders

#: Nine squares of two points, three by three.
SQUARES = [shapely.box(2 * x, 2 * y, 2 * x + 2, 2 * y + 2) for y in range(3) for x in range(3)]


def coverage(outlines: list[Any]) -> Coverage:
    return Coverage(outlines, west=0.0, north=6.0, grid_m=1.0)


def area(rings: list[list[tuple[int, int]]]) -> float:
    """The area inside: holes wind the other way, so that they count below zero."""
    total = 0.0
    for ring in rings:
        total += sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2
    return abs(total)


def test_the_border_between_neighbours_falls_away() -> None:
    (ring,) = coverage(SQUARES).rings([0, 1])
    assert sorted(ring) == [(0, 4), (0, 6), (4, 4), (4, 6)]


def test_a_group_around_another_area_has_a_hole() -> None:
    rings = coverage(SQUARES).rings([n for n in range(9) if n != 4])
    assert len(rings) == 2 and area(rings) == 32


def test_an_area_without_an_outline_is_nowhere() -> None:
    assert coverage([SQUARES[0], None]).rings([1]) == []


def test_an_area_smaller_than_a_point_is_a_square_of_one_point() -> None:
    (ring,) = coverage([SQUARES[0], shapely.box(4.1, 4.1, 4.3, 4.3)]).rings([1])
    assert area([ring]) == 1 and (4, 1) in ring


@given(st.sets(st.integers(0, 8), min_size=1), st.permutations(range(9)))
def test_any_group_covers_what_its_members_cover_in_any_order(members: set[int], order: list[int]) -> None:
    rings = coverage(SQUARES).rings(sorted(members))
    assert area(rings) == 4 * len(members)
    turned = coverage([SQUARES[n] for n in order])
    assert turned.rings([order.index(n) for n in members]) == rings


def test_common_borders_are_the_lines_between_areas_and_not_their_coast() -> None:
    lines = common_borders(SQUARES[:2])
    assert [line.length for line in lines] == [2.0]
    assert shapely.equals(lines[0], shapely.LineString([(2, 0), (2, 2)]))
    assert common_borders([SQUARES[0], SQUARES[8]]) == [] and common_borders([]) == []
    many = common_borders([shapely.MultiPolygon([SQUARES[0], SQUARES[8]]), SQUARES[1], SQUARES[5]])
    assert sum(line.length for line in many) == pytest.approx(4.0)
    assert np.all([line.length > 0 for line in many])
