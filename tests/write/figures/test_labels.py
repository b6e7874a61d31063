"""Names on a map: the first of the list first, none over another, none out of the frame."""

from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.write.figures.frame import Frame, frame_around
from bereikbaar.write.figures.labels import Label, Placed, _written, placed

FRAME = Frame(0.0, 400.0, 1.0, 400, 400)


def texts(found: list[Placed]) -> list[str]:
    return [one.text for one in found]


def test_of_names_at_one_place_the_first_is_written() -> None:
    found = placed([Label("Large", 100, 100), Label("Small", 101, 100), Label("Far", 300, 300)], FRAME, most=9)
    assert texts(found) == ["Large", "Far"]


def test_a_name_turns_to_a_side_on_which_there_is_room() -> None:
    east, west = placed([Label("East", 200, 200), Label("Westward", 192, 200)], FRAME, most=9)
    assert (east.anchor, west.anchor) == ("start", "end")
    (edge,) = placed([Label("A long name", 380, 200)], FRAME, most=9)
    assert edge.anchor == "end"


def test_points_outside_the_frame_and_names_over_the_limit_are_left_out() -> None:
    labels = [Label("Outside", 500, 100), *(Label(f"N{n}", 50.0 + 60 * n, 200) for n in range(5))]
    assert texts(placed(labels, FRAME, most=3)) == ["N0", "N1", "N2"]
    assert texts(placed(labels, FRAME, most=9, apart=100.0)) == ["N0", "N2", "N4"]


@given(st.lists(st.tuples(st.integers(-20, 420), st.integers(-20, 420), st.integers(1, 14)), max_size=30))
def test_no_two_names_ever_overlap_and_all_are_inside(spots: list[tuple[int, int, int]]) -> None:
    found = placed([Label("x" * n, float(x), float(y)) for x, y, n in spots], FRAME, most=99)
    boxes = [_written(one) for one in found]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 2 and top >= 2 and right <= 398 and bottom <= 398
        assert not any(left < r and right > x and top < b and bottom > y for x, y, r, b in boxes[i + 1 :])


def test_a_frame_holds_its_bounds_with_five_percent_around() -> None:
    frame = frame_around((100_000.0, 400_000.0, 200_000.0, 460_000.0))
    west, south, east, north = frame.bounds
    assert (round(west), round(east)) == (95_000, 205_000)
    assert south < 397_000 and north > 463_000
    high = frame_around((100_000.0, 400_000.0, 110_000.0, 460_000.0)).bounds
    assert (round(high[1]), round(high[3])) == (397_000, 463_000) and high[0] < 99_500
