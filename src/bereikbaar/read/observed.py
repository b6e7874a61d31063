"""A day observed train by train: ``observed_departures.csv`` and ``observed_times.csv`` of a network folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bereikbaar.errors import raise_if_errors
from bereikbaar.read.tables import Column, read_table

WORKS = ("fewer", "slower")
_WINDOW = Column("window", filled=True)
_DEPARTURES = (
    _WINDOW,
    Column("hours", "number", filled=True, low=1, high=24, unit="hours"),
    Column("station", "code", filled=True),
    Column("next_station", "code", filled=True),
    Column("minute", "integer", low=0, high=59, unit="minutes"),
    Column("trains", "integer", filled=True, low=0),
    Column("works", must=False, allowed=WORKS),
)
_TIMES = (
    _WINDOW,
    Column("origin", "code", filled=True),
    Column("destination", "code", filled=True),
    Column("best_min", "number", filled=True, low=0, unit="minutes"),
    Column("expected_min", "number", filled=True, low=0, unit="minutes"),
)


@dataclass(frozen=True, slots=True)
class ObservedDeparture:
    """Trains that left a station for a next stop at one clock minute, in so many hours.

    minute : None for a leg on which no train ran. works : why the leg cannot be held against the network; else empty.
    """

    hours: float
    station: str
    next_station: str
    minute: int | None
    trains: int
    works: str = ""


@dataclass(frozen=True, slots=True)
class ObservedTime:
    """Best and expected minutes of a pair of stations on that day."""

    origin: str
    destination: str
    best_min: float
    expected_min: float


@dataclass(frozen=True, slots=True)
class Observed:
    """What was observed of one window of a network."""

    departures: tuple[ObservedDeparture, ...]
    times: tuple[ObservedTime, ...]


def read_observed(folder: Path, window: str) -> Observed | None:
    """Return what was observed of a window; None without such files or without rows for it.

    Raises InputError with all that is wrong.
    """
    departures = read_table(folder / "observed_departures.csv", _DEPARTURES, may_be_absent=True)
    times = read_table(folder / "observed_times.csv", _TIMES, may_be_absent=True)
    raise_if_errors([*departures.problems, *times.problems])
    names = ("hours", "station", "next_station", "minute", "trains", "works")
    found = Observed(
        tuple(ObservedDeparture(*row) for _, here, *row in departures.rows("window", *names) if here == window),
        tuple(
            ObservedTime(*row)
            for _, here, *row in times.rows("window", "origin", "destination", "best_min", "expected_min")
            if here == window
        ),
    )
    return found if found.departures or found.times else None
