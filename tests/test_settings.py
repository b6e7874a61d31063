"""Settings take numbers that mean something, and say what is expected of the others."""

from __future__ import annotations

import math

import pytest

from bereikbaar.errors import InputError
from bereikbaar.settings import Settings


@pytest.mark.parametrize("value", ["inf", "1e400", "Infinity", "1000001", math.inf, 10**7])
def test_a_value_beyond_all_sense_is_refused_with_what_is_expected(value: object) -> None:
    with pytest.raises(InputError) as caught:
        Settings().changed(alpha_first=value)
    text = str(caught.value)
    assert "alpha_first" in text
    assert "expected 1000000 or less (-)" in text
    assert repr(value) in text


@pytest.mark.parametrize("value", ["1_0", "١٠", "１０", "ten", ""])
def test_only_plain_digits_are_a_number(value: str) -> None:
    with pytest.raises(InputError, match=r"expected a number \(km/h\), found"):
        Settings().changed(walk_kmh=value)


@pytest.mark.parametrize("value", ["-inf", "nan", "-1"])
def test_less_than_the_lowest_value_is_refused(value: str) -> None:
    with pytest.raises(InputError, match=r"expected 0 or more \(-\), found"):
        Settings().changed(alpha_first=value)


@pytest.mark.parametrize("value", ["inf", "INF", math.inf])
def test_a_limit_that_is_infinite_by_default_may_be_set_back_to_it(value: object) -> None:
    limited = Settings().changed(door_to_door_limit_min=90)
    assert limited.has_limit
    assert limited.changed(door_to_door_limit_min=value) == Settings()


def test_a_limit_is_infinite_only_when_it_says_so() -> None:
    with pytest.raises(InputError, match=r"or less \(min\), or inf for no limit, found '1e400'"):
        Settings().changed(door_to_door_limit_min="1e400")


def test_the_highest_value_and_a_decimal_comma_are_taken() -> None:
    changed = Settings().changed(town_population="1000000", alpha_first="0,25")
    assert (changed.town_population, changed.alpha_first) == (1_000_000, 0.25)
