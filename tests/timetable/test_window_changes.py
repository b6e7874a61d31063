"""A limit on the number of changes, by the clock: each journey has a whole number of them."""

import numpy as np
from clock_networks import clock, network, service

from bereikbaar.settings import Settings
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.timetable.window import window_trips

#: a - b - c by two quick trains that meet at b, and by a slow one.
NET = network(
    service("1", "a 0", "b 10"),
    service("2", "b 0", "c 10"),
    service("slow", "a 0", "c 45"),
    service("far", "c 0", "d 10"),
    clocks=(clock("1", 0), clock("2", 15), clock("slow", 5), clock("far", 30)),
)


def times(most: float):
    return clock_travel_times(NET, "offpeak", Settings().changed(most_changes=most))


def test_the_question_holds_the_limit_rounded_down_and_none_without() -> None:
    asked = {
        most: window_trips(NET, "offpeak", Settings().changed(most_changes=most))[1].max_changes for most in (2, 2.5)
    }
    assert asked == {2: 2, 2.5: 2}
    assert window_trips(NET, "offpeak", Settings())[1].max_changes is None


def test_a_slower_train_with_fewer_changes_is_taken_and_what_has_none_is_out_of_reach() -> None:
    free, none = times(np.inf), times(0)
    assert (free.at("best", "a", "c"), none.at("best", "a", "c")) == (25, 45)
    assert none.at("changes", "a", "c") == 0
    assert np.isfinite(free.at("expected", "a", "d")) and np.isinf(none.at("expected", "a", "d"))
    one = times(1)
    assert one.at("best", "a", "c") == 25 and np.isfinite(one.at("expected", "a", "d"))
