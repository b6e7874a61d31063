"""Clock times as people and files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.units import clock_full, clock_short, read_clock


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("07:30", 27_000), ("7:30", 27_000), ("00:00", 0), ("25:10:05", 90_605), ("23:59:59", 86_399),
        ("7.30", None), ("07:60", None), ("07:30:60", None), ("7", None), ("7:3", None), ("", None), ("-1:00", None),
        ("٠٧:٣٠", None), ("07:30 ", None), ("100:00", None), (7, None), (None, None),
    ],
)  # fmt: skip
def test_a_clock_time_is_hours_and_minutes_and_perhaps_seconds(text: object, seconds: int | None) -> None:
    assert read_clock(text) == seconds


def test_hours_go_on_after_midnight_and_seconds_show_where_there_are_any() -> None:
    assert (clock_full(90_600), clock_full(43_205)) == ("25:10:00", "12:00:05")
    assert (clock_short(90_600), clock_short(43_205), clock_short(0)) == ("25:10", "12:00:05", "00:00")


@given(st.integers(0, 99 * 3600))
def test_what_is_written_is_read_back(seconds: int) -> None:
    assert read_clock(clock_full(seconds)) == read_clock(clock_short(seconds)) == seconds
