"""Clock times of a feed: text -> seconds, nights written without 24, and stops without a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.geometry import crow_km
from bereikbaar.network.trips import DAY_S, Flags, Indexes, Seconds

if TYPE_CHECKING:
    import polars as pl

#: In a column of seconds: no time given; a text that is no time.
BLANK, NO_TIME = -1, -2
#: A clock that jumps back by more than this has passed midnight; by less, it is a mistake.
_NIGHT_S = DAY_S // 2


def seconds(column: str) -> pl.Expr:
    """Return seconds of H:MM:SS or HH:MM:SS (past 24:00:00 too); ``BLANK`` when empty, ``NO_TIME`` when no time."""
    import polars as pl

    text = pl.col(column)
    proper = pl.when(text.str.contains(r"^[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]$")).then(text)
    parts = proper.str.split_exact(":", 2)
    hour, minute, second = (parts.struct.field(f"field_{i}").cast(pl.Int32, strict=False) for i in range(3))
    time = (hour * 3600 + minute * 60 + second).fill_null(NO_TIME)
    return pl.when(text == "").then(BLANK).otherwise(time).cast(pl.Int32).alias(column)


def repair_nights(trip: Indexes, arrive: Seconds, depart: Seconds) -> tuple[Seconds, Seconds, Flags, Flags]:
    """Put the hours after midnight behind the evening, and find times that run backwards.

    trip : (n_calls,) trip of each call, calls of a trip in order. arrive, depart : seconds or ``BLANK``.
    A time that is more than 12 hours before the one before it counts as the next day; so do all after it.
    Returns the times and, for every call, whether it was moved and whether it still is earlier than the one before.
    """
    n = len(trip)
    times = np.stack([arrive, depart], axis=1).reshape(-1).astype(np.int64)
    owner = np.repeat(trip, 2)
    given = np.flatnonzero(times >= 0)
    later = np.zeros(2 * n, dtype=np.int64)
    backwards = np.zeros(2 * n, dtype=np.bool_)
    if len(given) > 1:
        step = np.diff(times[given])
        same = owner[given][1:] == owner[given][:-1]
        night = same & (step < -_NIGHT_S)
        n_nights = np.concatenate([[0], np.cumsum(night)])
        starts = np.concatenate([[True], ~same])
        before = np.maximum.accumulate(np.where(starts, n_nights, 0))
        later[given] = (n_nights - before) * DAY_S
        step = step + np.diff(later[given])
        backwards[given[1:]] = same & (step < 0)
    moved = np.where(times >= 0, times + later, times).astype(np.int32).reshape(n, 2)
    is_moved = np.asarray((later.reshape(n, 2) > 0).any(axis=1), dtype=np.bool_)
    is_backwards = np.asarray(backwards.reshape(n, 2).any(axis=1), dtype=np.bool_)
    return moved[:, 0], moved[:, 1], is_moved, is_backwards


def interpolate(
    arrive: Seconds,
    depart: Seconds,
    distance: NDArray[np.float64],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
) -> tuple[Seconds, Seconds, Flags]:
    """Fill in times between stops that have one; the first and last call of every trip must have one.

    distance : shape_dist_traveled, NaN when not given; lat, lon : degrees, NaN when not known.
    In proportion to the distance along the line where it is known for the whole gap and never falls, else to the
    distance as the crow flies, else evenly. Whole seconds. Returns the times and which were filled in.
    """
    arrive, depart = arrive.copy(), depart.copy()
    estimated = arrive < 0
    blank = np.flatnonzero(estimated)
    if not len(blank):
        return arrive, depart, estimated
    runs = np.split(blank, np.flatnonzero(np.diff(blank) > 1) + 1)
    for gap in runs:
        first, last = int(gap[0]) - 1, int(gap[-1]) + 1
        part = slice(first, last + 1)
        share = _shares(distance[part], lat[part], lon[part])
        span = int(arrive[last]) - int(depart[first])
        filled = int(depart[first]) + np.floor(share[1:-1] * span + 0.5).astype(np.int32)
        arrive[gap] = filled
        depart[gap] = filled
    return arrive, depart, estimated


def _shares(distance: NDArray[np.float64], lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far along the gap each stop is, 0 to 1."""
    steps = np.diff(distance)
    if not (np.isfinite(steps).all() and (steps > 0).all()):
        steps = np.array([crow_km(*p) for p in zip(lat[:-1], lon[:-1], lat[1:], lon[1:], strict=True)])
    if not (np.isfinite(steps).all() and (steps > 0).all()):
        steps = np.ones(len(distance) - 1)
    return np.asarray(np.concatenate([[0.0], np.cumsum(steps)]) / steps.sum(), dtype=np.float64)
