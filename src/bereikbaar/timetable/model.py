"""Clock trains: one train of a pattern that leaves at the same minute of every period."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class ClockTrain:
    """A train of a pattern that repeats every period.

    service, direction : the pattern. train : 1, 2, ... among the trains of the pattern in this window.
    origin_min : minute of the first departure, in [0, period_min). period_min : 30, 60, 120, ...
    basis      : one of ``network.trips.BASES``: A, B, C (known, with that confidence), ``scenario`` (given by one),
                 ``timetable`` (from trips) or ``proposed``.
    source     : where the minute comes from, or why it was proposed so.
    """

    service: str
    direction: str
    train: int
    origin_min: float
    period_min: float
    basis: str
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class MissingTrains:
    """Trains of a pattern whose minute is not known: ``n_trains`` in every ``period_min``.

    known : the trains of the same pattern that are known, which the new ones should be spread between.
    """

    service: str
    direction: str
    n_trains: int
    period_min: float
    known: tuple[ClockTrain, ...] = ()
