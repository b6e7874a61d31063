"""Two things at a time give what one at a time gives: results in order, the first error, nothing begun in vain."""

import threading
import time
from collections.abc import Callable

import pytest

from bereikbaar.errors import InputError, RunError
from bereikbaar.pipeline import _until
from bereikbaar.threads import two_at_a_time


def after(seconds: float, what: object) -> Callable[[], object]:
    def work() -> object:
        time.sleep(seconds)
        if isinstance(what, Exception):
            raise what
        return what

    return work


def test_results_come_in_the_order_that_was_asked_for() -> None:
    assert two_at_a_time([after(0.05, "slow"), after(0.0, "quick"), after(0.01, "third")]) == [
        "slow",
        "quick",
        "third",
    ]


def test_two_work_at_the_same_time_and_never_three() -> None:
    both, busy, most = threading.Barrier(2, timeout=30), [], []

    def work() -> None:
        busy.append(1)
        most.append(len(busy))
        both.wait()  # would never end if only one were at work
        busy.pop()

    two_at_a_time([work] * 6)
    assert max(most) == 2


def test_of_two_errors_the_first_in_order_is_told_whichever_came_sooner() -> None:
    with pytest.raises(InputError, match="first"):
        two_at_a_time([after(0.05, InputError("first")), after(0.0, RunError("second"))])


def test_after_an_error_no_new_case_is_begun() -> None:
    begun: list[int] = []
    slow = [lambda n=n: (begun.append(n), time.sleep(0.05)) for n in range(8)]
    with pytest.raises(RunError):
        two_at_a_time([after(0.0, RunError("stop")), *slow])
    assert len(begun) <= 2, "only what was at work already"


def test_what_is_at_work_is_told_to_give_up_and_waited_for() -> None:
    given_up, ended = threading.Event(), []

    def long() -> None:
        assert given_up.wait(30)
        ended.append(True)

    with pytest.raises(RunError, match="stop"):
        two_at_a_time([after(0.01, RunError("stop")), long], give_up=given_up.set)
    assert ended == [True]


def test_a_run_that_is_given_up_ends_at_its_next_step() -> None:
    given_up, said = threading.Event(), []
    say = _until(given_up, said.append)
    say("one")
    given_up.set()
    with pytest.raises(RunError):
        say("two")
    assert said == ["one"]
