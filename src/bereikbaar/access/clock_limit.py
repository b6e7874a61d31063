"""By the clock, with a limit on changes: what is beyond the limit is told apart from what has no connection.

Journeys by the clock have no more changes than is allowed, so that without one of these they say "no connection". The
pairs of means of a door know which stations are connected with more changes (TOO_MANY_CHANGES_MIN on top of their
minutes): those minutes stand in where there is nothing else.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.rows import Filler, Minutes, Rows
from bereikbaar.units import NEVER_MIN

if TYPE_CHECKING:
    from bereikbaar.access.door import DoorTimes, Journeys


def knows_beyond(door: DoorTimes) -> bool:
    """Whether the trains by the clock have a limit on changes, and what lies beyond it is known."""
    return door.clock is not None and door.clock.profiles.free_min is not None


def by_pairs(door: DoorTimes) -> DoorTimes:
    """Return the same door by pairs of means only."""
    return replace(door, clock=None)


def journeys_with_beyond(found: Journeys, pairs: Journeys) -> Journeys:
    """Return the journeys, and where there is none those by pairs that have too many changes."""
    cells = _beyond(found.expected, pairs.expected)
    merged = {f.name: np.where(cells, getattr(pairs, f.name), getattr(found, f.name)) for f in fields(found)}
    return replace(found, **merged)


def rows_with_beyond(rows: Rows, pairs: Rows) -> Rows:
    """Return rows of minutes likewise; how often one can leave is that of ``rows``: never."""

    def filler() -> Filler:
        fill, fill_pairs = rows.filler(), pairs.filler()

        def both(first: int) -> tuple[Minutes, Minutes, Minutes]:
            row, often, departures = fill(first)
            other = fill_pairs(first)[0]
            return np.where(_beyond(row, other), other, row), often, departures

        return both

    return Rows(max(rows.longest_min, pairs.longest_min), filler)


def _beyond(minutes: Minutes, pairs: Minutes) -> NDArray[np.bool_]:
    return np.isinf(minutes) & np.isfinite(pairs) & (pairs > NEVER_MIN)
