"""Arrays as people have them: other types and orders give the same answer to the bit; what hides is refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from bereikbaar import indicators as ind
from bereikbaar.errors import InputError

RNG = np.random.default_rng(6)
TIMES = RNG.integers(0, 120, (9, 9)).astype(np.float64)
JOBS, PEOPLE = RNG.integers(1, 900, 9).astype(np.float64), RNG.integers(1, 900, 9).astype(np.float64)
GROUPS = np.array([0, 0, 0, 1, 1, 1, 2, 2, -1])

CALLS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "cumulative": lambda t, o, p: ind.cumulative(t, o, limits=[45, 60]),
    "gravity": lambda t, o, p: ind.gravity(t, o, ind.PBL_PUBLIC_TRANSPORT),
    "passive": lambda t, o, p: ind.gravity(t, p, ind.GEURS_2001, passive=True),
    "dual": lambda t, o, p: ind.dual(t, o, amounts=500),
    "speed": lambda t, o, p: ind.speed(t, t, o),
    "shen": lambda t, o, p: ind.shen(t, o, p, ind.Step(60)),
    "balanced": lambda t, o, p: ind.balanced(t, o, p, ind.Exponential(0.05)),
    "spatial_availability": lambda t, o, p: ind.spatial_availability(t, o, p, ind.Exponential(0.05)),
    "gini": lambda t, o, p: ind.gini(o, p),
    "theil_split": lambda t, o, p: ind.theil_split(o, p, GROUPS).total,
}
SAME: dict[str, Callable[[Any], Any]] = {
    "lists": lambda a: a.tolist(),
    "whole numbers": lambda a: a.astype(np.int32),
    "32 bits": lambda a: a.astype(np.float32),
    "objects": lambda a: a.astype(object),
    "other bytes": lambda a: a.astype(">f8"),
    "columns first": np.asfortranarray,
    "every other": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "backwards": lambda a: a[..., ::-1].copy()[..., ::-1],
    "mask without a hole": lambda a: np.ma.masked_array(a, mask=np.zeros(a.shape, dtype=bool)),
}
WRONG: dict[str, tuple[Callable[[Any], Any], str]] = {
    "masked": (lambda a: np.ma.masked_less(a, a.max()), "values are masked"),
    "text": (lambda a: a.astype(str), "numbers are expected, found <U"),
    "text among numbers": (lambda a: np.where(a > 0, "3", a.astype(object)).astype(object), "found text"),
    "complex": (lambda a: a + 1j, "numbers are expected, found complex128"),
    "moments": (lambda a: a.astype("int64").astype("datetime64[s]"), "numbers are expected, found datetime64"),
    "too large": (lambda a: [10**400] * len(a), "too large"),
}


@pytest.mark.parametrize("form", SAME)
@pytest.mark.parametrize("name", CALLS)
def test_the_same_numbers_in_another_form_give_the_same_answer_to_the_bit(name: str, form: str) -> None:
    plain = CALLS[name](TIMES, JOBS, PEOPLE)
    other = CALLS[name](*(SAME[form](a) for a in (TIMES, JOBS, PEOPLE)))
    assert np.array_equal(plain, other)


@pytest.mark.parametrize("form", WRONG)
@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_plain_number_is_refused_and_never_counted(name: str, form: str) -> None:
    spoil, said = WRONG[form]
    with pytest.raises(InputError) as error:
        CALLS[name](*(spoil(a) for a in (TIMES, JOBS, PEOPLE)))
    assert said in str(error.value)


def test_what_was_given_is_not_changed_even_where_it_may_be() -> None:
    before = TIMES.copy(), JOBS.copy(), PEOPLE.copy()
    for array in (TIMES, JOBS, PEOPLE):
        array.setflags(write=False)
    for call in CALLS.values():
        call(TIMES, JOBS, PEOPLE)
    assert all(np.array_equal(a, b) for a, b in zip(before, (TIMES, JOBS, PEOPLE), strict=True))


def test_groups_that_are_masked_are_refused() -> None:
    with pytest.raises(InputError, match="1 of 9 values are masked"):
        ind.theil_split(JOBS, PEOPLE, np.ma.masked_equal(GROUPS, -1))
