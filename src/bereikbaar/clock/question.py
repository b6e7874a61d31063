"""What is asked of a timetable: a day, a part of it, and how long a journey may take."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean, raise_if_errors
from bereikbaar.network.trips import DAY_S, Trips

#: The longest stretch of time that one question may span, s (24 days): what fits beside the other parts of a key.
LONGEST_SPAN_S = 1 << 21


@dataclass(frozen=True, slots=True)
class Question:
    """The moments at which one wants to leave, and the journeys that count.

    date        : ISO date of the service day; empty for a periodic timetable.
    start_s, end_s : the window [start_s, end_s), seconds after 00:00 of that day (below 0: the day before).
    longest_s   : a journey that ends later than this after the moment one wants to leave does not count.
    max_changes : most changes of a journey; None = no limit. route_types : trains that may be used; None = all.
    """

    date: str
    start_s: int
    end_s: int
    longest_s: int
    max_changes: int | None = None
    route_types: frozenset[int] | None = None

    def __post_init__(self) -> None:
        problems = []
        if self.end_s <= self.start_s:
            problems.append(
                Problem(f"the window ends ({self.end_s} s) before it begins ({self.start_s} s)", field="window")
            )
        if self.longest_s < 1:
            problems.append(Problem(f"{self.longest_s} s; expected 1 or more", field="longest journey"))
        if self.max_changes is not None and self.max_changes < 0:
            problems.append(Problem(f"{self.max_changes}; expected 0 or more", field="most changes"))
        if self.end_s - self.start_s + self.longest_s >= LONGEST_SPAN_S:
            problems.append(
                Problem(
                    f"window and longest journey together take {self.end_s - self.start_s + self.longest_s} s; "
                    f"expected less than {LONGEST_SPAN_S} s ({LONGEST_SPAN_S // DAY_S} days)",
                    field="window",
                )
            )
        raise_if_errors(problems)

    @property
    def span_s(self) -> int:
        """Seconds from the first moment to the end of the last journey that counts."""
        return self.end_s - self.start_s + self.longest_s


def day_zero_s(trips: Trips, date: str) -> int:
    """Return the zero of a service day, in seconds after that of the first day of the timetable.

    0 for a periodic timetable, whatever the date. A day on which no train sets out counts from the service day
    before it (or the first one after), 86,400 s a day. Raises InputError for what is no date.
    """
    if trips.period_s or not trips.dates:
        return 0
    if date in trips.dates:
        return int(trips.day_start_s[trips.dates.index(date)])
    try:
        wanted = datetime.date.fromisoformat(date)
    except ValueError:
        raise InputError(f"{date!r} is no date; expected one like {trips.dates[0]}") from None
    near = max(int(np.searchsorted(np.array(trips.dates), date)) - 1, 0)
    days = (wanted - datetime.date.fromisoformat(trips.dates[near])).days
    return int(trips.day_start_s[near]) + DAY_S * days


def station_index(trips: Trips, code: str) -> int:
    """Return the position of a station. Raises UnknownNameError."""
    at = int(np.searchsorted(np.array(trips.stations), code)) if trips.stations else 0
    if at < len(trips.stations) and trips.stations[at] == code:
        return at
    raise UnknownNameError(f"there is no station {code!r} in this timetable" + did_you_mean(code, trips.stations))
