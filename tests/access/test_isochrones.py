"""Isochrones as areas: valid, nested to the last bit, exactly the land of the zones that are within a limit."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.access.isochrones import GRID_DEG, Reach, isochrones, zone_areas
from bereikbaar.read.grid import to_grid


def squares(n: int, *, size: float = 0.01, west: float = 5.0, south: float = 52.0) -> dict[str, shapely.Polygon]:
    """n x n squares side by side, named by row and column."""
    return {
        f"{1000 + 10 * r + c}": shapely.box(
            west + c * size, south + r * size, west + (c + 1) * size, south + (r + 1) * size
        )
        for r in range(n)
        for c in range(n)
    }


def on_grid(shape):
    return shapely.transform(shape, lambda corner: np.column_stack(to_grid(corner[:, 0], corner[:, 1])))


def reach(minutes, *, people=None, jobs=None) -> Reach:
    values = np.asarray(minutes, dtype=float)
    return Reach(values, np.full(len(values), 100.0) if people is None else np.asarray(people, dtype=float), jobs)


def test_a_limit_covers_exactly_the_zones_within_it_and_keeps_the_hole_of_one_that_is_not() -> None:
    outlines = squares(3)
    areas = zone_areas(list(outlines), outlines)
    minutes = np.full(9, 30.0)
    minutes[4] = 70.0  # the one in the middle
    (within,) = isochrones(areas, [60], reach(minutes))
    assert (within.zones, within.inhabitants, within.not_drawn) == (8, 800.0, 0)
    assert within.area.geom_type == "MultiPolygon"
    (polygon,) = within.area.geoms
    assert len(polygon.interiors) == 1
    middle = list(outlines.values())[4]
    assert shapely.Polygon(polygon.interiors[0]).equals(middle)
    assert within.area.equals(shapely.union_all(list(outlines.values())).difference(middle))


def test_sixty_minutes_are_within_sixty_and_half_a_minute_more_is_not() -> None:
    outlines = squares(2)
    areas = zone_areas(list(outlines), outlines)
    (within,) = isochrones(areas, [60], reach([59.5, 60.0, 60.0 + 1e-10, 60.5]))
    assert within.zones == 3
    assert not within.area.contains(list(outlines.values())[3].centroid)


def test_what_cannot_be_reached_is_in_no_isochrone_and_nothing_is_an_empty_area() -> None:
    outlines = squares(2)
    areas = zone_areas(list(outlines), outlines)
    far = isochrones(areas, [1440], reach([np.inf] * 4))[0]
    assert (far.zones, far.inhabitants, far.km2) == (0, 0.0, 0.0)
    assert far.area.is_empty
    assert far.area.geom_type == "MultiPolygon"


def test_gained_and_lost_are_the_difference_with_the_base_and_count_the_people_of_their_own_time() -> None:
    outlines = squares(2)
    areas = zone_areas(list(outlines), outlines)
    base = reach([10, 70, 50, 90], people=[1, 2, 3, 4], jobs=np.array([10.0, 20.0, 30.0, 40.0]))
    plan = reach([10, 55, 65, 90], people=[1, 20, 3, 4], jobs=np.array([10.0, 200.0, 30.0, 40.0]))
    found = {(one.kind, one.limit_min): one for one in isochrones(areas, [60], base, {"plan": plan})}
    gained, lost = found["gained", 60], found["lost", 60]
    assert (gained.zones, gained.inhabitants, gained.jobs) == (1, 20, 200)
    assert (lost.zones, lost.inhabitants, lost.jobs) == (1, 3, 30)
    shapes = list(outlines.values())
    assert gained.area.equals(shapes[1])
    assert lost.area.equals(shapes[2])
    before, after = found["base", 60], found["scenario", 60]
    assert after.area.equals(before.area.union(gained.area).difference(lost.area))
    assert (before.zones + gained.zones - lost.zones, after.scenario, before.scenario) == (after.zones, "plan", "")


def test_a_zone_without_an_outline_is_counted_and_not_drawn() -> None:
    outlines = squares(2)
    codes = [*outlines, "9999"]
    areas = zone_areas(codes, outlines)
    assert areas.drawn.tolist() == [True] * 4 + [False]
    (within,) = isochrones(areas, [60], reach([10, 80, 80, 80, 20]))
    assert (within.zones, within.not_drawn, within.inhabitants) == (2, 1, 200.0)
    assert within.area.equals(outlines["1000"])


def test_water_is_cut_off_and_an_outline_in_the_water_altogether_is_not_drawn() -> None:
    outlines = squares(2)
    land = shapely.box(4.99, 51.99, 5.01, 52.015)  # the western column, the upper one for a half
    areas = zone_areas(list(outlines), outlines, land)
    assert areas.drawn.tolist() == [True, False, True, False]
    (within,) = isochrones(areas, [60], reach([10] * 4))
    assert within.area.difference(land).is_empty
    assert within.area.area == pytest.approx(0.01 * 0.015)
    assert within.km2 == pytest.approx(on_grid(within.area).area / 1e6)


def test_outlines_that_do_not_quite_fit_together_still_make_a_whole() -> None:
    crumbling = {
        "1000": shapely.box(5.0, 52.0, 5.01, 52.01),
        "1001": shapely.Polygon([(5.01, 52.0), (5.02, 52.0), (5.02, 52.01), (5.01, 52.01), (5.010004, 52.005)]),
        "1002": shapely.box(5.005, 52.01, 5.015, 52.02),  # a corner in the middle of two sides
        "1003": shapely.box(5.004, 52.004, 5.016, 52.006),  # on top of the first two
    }
    areas = zone_areas(list(crumbling), crumbling)
    whole = areas.union(np.ones(4, dtype=bool))
    assert whole.is_valid
    assert len(whole.geoms) == 1
    assert not whole.geoms[0].interiors
    assert areas.km2.sum() == pytest.approx(on_grid(whole).area / 1e6)
    assert areas.km2[3] == 0.0  # the first zone has what two claim


def test_without_any_land_there_is_nothing_to_draw() -> None:
    outlines = squares(1)
    areas = zone_areas(list(outlines), outlines, shapely.box(0, 0, 1, 1))
    assert areas.drawn.tolist() == [False]
    assert areas.union(np.array([True])).is_empty


@st.composite
def patchworks(draw):
    """Crooked quadrilaterals that share their corners, and minutes for each of them."""
    n = draw(st.integers(2, 5))
    shift = draw(st.lists(st.integers(-300, 300), min_size=2 * (n + 1) ** 2, max_size=2 * (n + 1) ** 2))
    at = np.array(shift).reshape(n + 1, n + 1, 2) * GRID_DEG

    def corner(r, c):
        return (5.0 + 0.01 * c + at[r, c, 0], 52.0 + 0.01 * r + at[r, c, 1])

    shapes = {
        f"{1000 + 10 * r + c}": shapely.Polygon(
            [corner(r, c), corner(r, c + 1), corner(r + 1, c + 1), corner(r + 1, c)]
        )
        for r in range(n)
        for c in range(n)
    }
    minutes = draw(st.lists(st.sampled_from([10.0, 30.0, 45.0, 60.0, 75.0, np.inf]), min_size=n * n, max_size=n * n))
    faster = draw(st.lists(st.sampled_from([0.0, 15.0, 40.0]), min_size=n * n, max_size=n * n))
    return shapes, np.array(minutes), np.array(faster)


def within(small, large) -> bool:
    """Whether one area covers another; the library says that nothing covers an empty one."""
    return small.is_empty or large.covers(small)


@given(patchworks())
@settings(max_examples=60, deadline=None)
def test_longer_limits_cover_shorter_ones_and_quicker_trains_cover_the_base_in_both_reference_systems(world) -> None:
    shapes, minutes, faster = world
    areas = zone_areas(list(shapes), shapes)
    limits = [30, 45, 60]
    found = isochrones(areas, limits, reach(minutes), {"plan": reach(minutes - faster)})
    by = {(one.kind, one.limit_min): one for one in found}
    for transform in (lambda shape: shape, on_grid):
        for one in found:
            assert transform(one.area).is_valid
        for short, long in ((30, 45), (45, 60)):
            assert within(transform(by["base", short].area), transform(by["base", long].area))
        for t in limits:
            assert within(transform(by["base", t].area), transform(by["scenario", t].area))
            assert by["lost", t].zones == 0
            assert by["base", t].inhabitants == 100.0 * (minutes <= t).sum()
            assert by["base", t].zones + by["gained", t].zones == by["scenario", t].zones


def test_the_order_of_the_outlines_does_not_matter() -> None:
    outlines = squares(3)
    one = zone_areas(list(outlines), outlines)
    other = zone_areas(list(outlines), dict(reversed(outlines.items())))
    member = np.arange(9) % 2 == 0
    assert one.union(member).wkb == other.union(member).wkb
