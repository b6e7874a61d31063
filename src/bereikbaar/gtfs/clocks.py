"""Which stop lists of a timetable repeat every hour or two, and at which minutes: its clock minutes.

The trips hold every minute; these rows are what a reader wants to see, and what remains of the timetable when a
folder is used without its trips.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.days import weekday
from bereikbaar.network.model import Network, PatternClock, Window
from bereikbaar.network.trips import Trips

#: Periods that are tried, min, the shortest first.
PERIODS_MIN = (60, 120)
#: A minute repeats when it comes back in every period of the window, and at least this often.
LEAST_TRAINS = 3
CONFIDENCE = "A"
SOURCE = "trips of the timetable"
_DAY_NAMES = ("Mon-Thu", "Mon-Thu", "Mon-Thu", "Mon-Thu", "Fri", "Sat", "Sun")
_MINUTE_S = 60.0
_PEAKS = ("peak", "friday_peak")

Clock = tuple[tuple[float, ...], int]


def pattern_clocks(net: Network) -> tuple[PatternClock, ...]:
    """Return the minutes of the patterns of which every train by day leaves the first stop on a repeating minute.

    By day: in the windows outside the peaks and the evening (``offpeak``, ``friday``, ``saturday``, ``sunday``). One
    row per train in a period and set of days with the same minutes; in the order of service, direction, days, minute.
    """
    trips = net.trips
    if trips is None:
        return ()
    by_day = [w for w in net.windows if w.date and w.group != "evening" and w.name not in _PEAKS]
    rows = []
    for p, (service, direction) in enumerate(trips.patterns):
        own = np.flatnonzero(trips.pattern == p)
        days_of: dict[Clock, list[str]] = {}
        for window in by_day:
            found = _clock(_departures(trips, own, window), window)
            if found is not None:
                days_of.setdefault(found, []).append(_DAY_NAMES[weekday(window.date)])
        for (minutes, period), days in days_of.items():
            words = "daily" if len(days) == len(set(_DAY_NAMES)) else "; ".join(days)
            rows += [
                PatternClock(service, direction, minute, float(period), words, CONFIDENCE, SOURCE)
                for minute in minutes
            ]
    return tuple(sorted(rows, key=lambda c: (c.service, c.direction, c.days, c.origin_minute)))


def _departures(trips: Trips, own: NDArray[np.int64], window: Window) -> list[float]:
    """Return the departures from the first stop in a window, minutes after 00:00 of its day, ascending."""
    running = own[trips.runs[own, trips.dates.index(window.date)]]
    leaves = np.sort(trips.depart_s[trips.first[running]])
    inside = leaves[(leaves >= window.from_s) & (leaves < window.to_s)]
    minutes: list[float] = (inside / _MINUTE_S).tolist()
    return minutes


def _clock(departures: Sequence[float], window: Window) -> Clock | None:
    """Return the minutes that come back in every period, and the period; None when some train is out of step."""
    start, end = window.from_s / _MINUTE_S, window.to_s / _MINUTE_S
    for period in PERIODS_MIN:
        minutes = tuple(sorted({d % period for d in departures}))
        expected = sorted(
            at for m in minutes for at in np.arange(start - start % period + m, end, period).tolist() if at >= start
        )
        if len(departures) >= LEAST_TRAINS and expected == list(departures):
            return minutes, period
    return None
