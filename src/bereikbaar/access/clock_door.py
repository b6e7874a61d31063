"""Everything that door to door by the clock needs besides legs and matrices: trains and moments as whole numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.clock_arrays import NEVER, STEP, Away, Home, Ints32, Rail, Slots
from bereikbaar.access.legs import AccessLegs, Legs
from bereikbaar.access.model import Floats
from bereikbaar.clock.profiles import NEVER_S, Profiles
from bereikbaar.indicators.frequency import is_spoorboekloos
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

#: Slots of leaving home are no shorter than this, s, and there are no more than so many: of a timetable that repeats
#: (most of its trains after an hour at most), and of a window with dates. Against the best way at every moment slots
#: of a minute cost 0.03 min on average, slots of two minutes 0.06; and trains run at whole minutes, so that gaps
#: between them are whole slots.
SLOT_S, MOST_SLOTS, MOST_SLOTS_DATED = 60, 240, 120
#: Most parts of a timetable that repeats in which trains may be the same: four hours in eight half hours.
_MOST_PARTS = 8
#: A departure counts for "how often" when it takes at most so much more than the best one, min (issue: best + 15
#: min).
EXTRA_MIN = 15.0
#: Steps of a second that legs are rounded to; fewer where a window is so long that numbers would not fit.
MOST_TICKS = 500
#: Both legs together, at most, s; longer ones are no ways.
_LEGS_S = 2 * 86_400
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class ClockDoor:
    """The trains of a window by the clock, for who leaves home at any moment of it; None of it is of a zone's own.

    ticks : steps of a second. home : the access legs of all zones. Others: see clock_arrays.py.
    """

    profiles: Profiles
    ticks: int
    home: Home
    rail: Rail
    slots: Slots

    def numbers(self, minutes: Floats) -> Ints32:
        """Return minutes as numbers; NEVER for what is longer than a day."""
        found = (
            np.rint(np.where(minutes * _MINUTE_S <= _LEGS_S / 2, minutes, np.inf) * (_MINUTE_S * self.ticks)) * STEP
        )
        out: Ints32 = np.minimum(found, NEVER).astype(np.int32)
        return out


def clock_door(profiles: Profiles, legs: AccessLegs, settings: Settings) -> ClockDoor:
    """Return trains and access legs as whole numbers, and the slots in which people leave home."""
    from bereikbaar.access.clock_useful import leads_of, useful_home

    span_s = profiles.ready_s + profiles.window_s + profiles.longest_s + _LEGS_S
    ticks = min(MOST_TICKS, NEVER // STEP // span_s // 2 * 2)
    unit = STEP * ticks

    def number(seconds: Ints32) -> Ints32:
        return np.where(seconds < NEVER_S, np.minimum(seconds, span_s) * np.int64(unit), NEVER).astype(np.int32)

    slots = _slots(profiles, ticks, settings)
    nothing = np.zeros(0, dtype=np.int32)
    rail = Rail(
        profiles.first, profiles.leave_s, profiles.arrive_s,
        number(profiles.least_s), number(profiles.most_s), number(profiles.walk_s), _repeats(profiles, slots),
        np.full((len(profiles.stations),) * 2, -1, dtype=np.int32), np.zeros((0, len(profiles.stations)), np.uint16),
        profiles.period_s * unit, profiles.ready_s * unit, profiles.longest_s * unit, unit,
    )  # fmt: skip
    empty = Home(np.zeros(1, dtype=np.int64), nothing, nothing, nothing)
    made = ClockDoor(profiles, ticks, empty, rail, slots)
    home = home_of(made, legs.access, legs.change_min, settings)
    beside, lead = leads_of(home, rail, len(slots.middle) if slots.period else 0)
    rail = rail._replace(beside=beside, lead=lead)
    return replace(made, rail=rail, home=kept_home(home, useful_home(home, rail)))


def home_of_zone(home: Home, zone: int) -> Home:
    """Return the access legs of one zone."""
    own = slice(int(home.start[zone]), int(home.start[zone + 1]))
    start = np.array([0, own.stop - own.start], dtype=np.int64)
    return Home(start, home.station[own], home.here[own], home.on[own])


def kept_home(home: Home, keep: NDArray[np.bool_]) -> Home:
    """Return the access legs for which ``keep`` (n_legs,) holds."""
    start = np.concatenate([[0], np.cumsum(keep)])[home.start].astype(np.int64)
    return Home(start, home.station[keep], home.here[keep], home.on[keep])


def _slots(profiles: Profiles, ticks: int, settings: Settings) -> Slots:
    length = profiles.window_s * ticks
    repeats = profiles.period_s == profiles.window_s
    most = max(1, min(MOST_SLOTS if repeats else MOST_SLOTS_DATED, profiles.window_s // SLOT_S))
    n = next(k for k in range(most, 0, -1) if length % (2 * k) == 0)  # with whole middles
    width = length // n
    middle = np.arange(n, dtype=np.int64) * width + width // 2
    fewest = n // (_parts(n, profiles.period_s) if repeats else 1)
    return Slots(
        middle=(middle * STEP).astype(np.int32),
        width=width * STEP,
        per_width=1.0 / (width * STEP),
        period=length * STEP if repeats else 0,
        fewest=fewest,
        minute=float(STEP * ticks * _MINUTE_S),
        extra=round(EXTRA_MIN * _MINUTE_S * ticks) * STEP,
        width_min=profiles.window_s / n / _MINUTE_S,
        hours=profiles.window_s / 3600,
        enough_per_hour=float(settings.spoorboekloos_per_hour),
        enough_slots=math.floor((settings.spoorboekloos_gap_min + SLACK) * _MINUTE_S * n / profiles.window_s),
    )


def _parts(n_slots: int, period_s: int) -> int:
    """Return into how many parts of whole slots and seconds a period can be cut: a power of two."""
    parts = _MOST_PARTS
    while n_slots % parts or period_s % parts:
        parts //= 2
    return parts


def _repeats(profiles: Profiles, slots: Slots) -> Ints32:
    """Return ``Rail.repeats``."""
    from bereikbaar.access.clock_home_kernels import repeating

    n, n_slots = len(profiles.stations), len(slots.middle)
    out = np.empty(n * n, dtype=np.int32)
    repeating(
        profiles.first, profiles.leave_s, profiles.arrive_s, profiles.period_s, n_slots, n_slots // slots.fewest, out
    )
    return out.reshape(n, n)


def home_of(clock: ClockDoor, access: Legs, change_min: Floats, settings: Settings) -> Home:
    """Return access legs as numbers; after a bus the change to a train takes ``change_min`` of its station."""
    seldom = _seldom(access, settings)
    change = np.where(access.boards, change_min[access.station], 0.0)
    return Home(
        access.start,
        access.station.astype(np.int32),
        clock.numbers(access.expected_min) + seldom,
        clock.numbers(access.expected_min + change) + seldom,
    )


def away_of(clock: ClockDoor, egress: Legs, column: NDArray[np.intp], settings: Settings) -> Away:
    """Return egress legs as numbers. column : (n_stations,) of the table of stations that are asked for."""
    numbers = clock.numbers(egress.expected_min) + _seldom(egress, settings)
    return Away(egress.start, column[egress.station].astype(np.int32), numbers, egress.per_hour)


def _seldom(legs: Legs, settings: Settings) -> Ints32:
    """Return 1 for buses that do not run often enough to turn up and go."""
    often = is_spoorboekloos(
        legs.per_hour,
        MINUTES_PER_HOUR / legs.per_hour,
        settings.spoorboekloos_per_hour,
        settings.spoorboekloos_gap_min,
    )
    return (~often).astype(np.int32)
