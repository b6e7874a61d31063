"""The kernel and its slow twin say the same of every small timetable."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from small_timetables import small_cases

from bereikbaar.clock.question import Question
from bereikbaar.clock.reference import Reference
from bereikbaar.clock.times import clock_times
from bereikbaar.errors import InputError
from bereikbaar.network.trips import Trips

NAMES = (
    "expected", "first_wait", "in_vehicle", "transfer", "changes", "best", "departures_per_hour", "longest_gap",
    "median", "p90", "worst", "share",
)  # fmt: skip


def compare(case: tuple[Trips, np.ndarray, Question]) -> None:
    trips, change_s, question = case
    try:
        got = clock_times(trips, change_s, question, threads=1)
    except InputError as error:
        assert "no trains on" in str(error)
        return
    slow = Reference(trips, change_s, question)
    for a, origin in enumerate(trips.stations):
        for b, destination in enumerate(trips.stations):
            if a != b:
                for name, value in slow.summary(a, b).items():
                    mine = got.at(name, origin, destination)
                    assert math.isclose(mine, value, rel_tol=1e-9, abs_tol=1e-9), (origin, destination, name, mine, value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases())
def test_the_kernel_equals_the_twin_on_dates(case: tuple[Trips, np.ndarray, Question]) -> None:
    compare(case)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_cases(period_s=1200))
def test_the_kernel_equals_the_twin_in_a_periodic_timetable(case: tuple[Trips, np.ndarray, Question]) -> None:
    compare(case)
