"""Trains that repeat sooner than the whole timetable are followed only as long as they are new."""

import numpy as np

from bereikbaar.access.clock_home_kernels import repeating


def slots_of(*trains: list[tuple[int, int]], parts: int = 8) -> list[int]:
    """Return the slots, of 240 in 14,400 s, after which the (leave, arrive) of every pair are the same again."""
    first = np.cumsum([0, *(len(t) for t in trains)]).astype(np.int64)
    flat = np.array([call for t in trains for call in t], dtype=np.int32).reshape(-1, 2)
    out = np.zeros(len(trains), dtype=np.int32)
    leave, arrive = (np.ascontiguousarray(flat[:, side]) for side in (0, 1))
    repeating(first, leave, arrive, 14_400, 240, parts, out)
    return out.tolist()


def every(minutes: int, *, at: int = 300, ride: int = 600) -> list[tuple[int, int]]:
    return [(t, t + ride) for t in range(at, 14_400, minutes * 60)]


def test_a_train_every_half_hour_repeats_after_an_eighth_of_four_hours() -> None:
    assert slots_of(every(30), every(60), every(120), every(240)) == [30, 60, 120, 240]
    assert slots_of(every(10), every(15)) == [30, 30]  # no shorter part is looked for
    assert slots_of(every(30), parts=2) == [120]


def test_one_train_that_is_slower_or_later_or_missing_is_a_difference() -> None:
    slower, later = every(30), every(30)
    slower[3], later[5] = (slower[3][0], slower[3][1] + 1), (later[5][0] + 1, later[5][1])
    assert slots_of(slower, later, every(30)[:-1]) == [240, 240, 240]
    hourly_slower = [(t, t + 600 + 60 * (n % 2)) for n, (t, _) in enumerate(every(30))]
    assert slots_of(hourly_slower) == [60]


def test_a_pair_without_trains_is_the_same_at_every_moment() -> None:
    assert slots_of([], every(60), []) == [30, 60, 30]
