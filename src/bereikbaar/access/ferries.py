"""Ferries: the places they carry people to however far that is, and how often they sail on a way.

Limits to how far stations and destinations are looked for are limits of roads: who sails is not held by them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.crossings import Mode, Passages
from bereikbaar.access.model import Crossing, Floats
from bereikbaar.access.points import Points, crow_km
from bereikbaar.units import SLACK

#: Modes of one's own, by which a ferry is reached and left.
_OWN_MODES = frozenset(("walk", "bicycle"))


def sails(crossing: Crossing) -> bool:
    """Say whether a crossing is a ferry for people on foot or with a bicycle."""
    return crossing.kind == "ferry" and not _OWN_MODES.isdisjoint(crossing.modes)


def with_ferry_pairs(
    pairs: tuple[NDArray[np.intp], NDArray[np.intp], Floats],
    crossings: Sequence[Crossing],
    a: Points,
    b: Points,
    end_km: tuple[Floats, Floats],
    reach_km: float,
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Return pairs (i, j, km) of points of a and b with those that a ferry brings together, ordered by i, then j.

    end_km : (n_a, n_ends) and (n_b, n_ends) crow-fly km from the points to the ends of crossings; inf: no way.
    reach_km : crow-fly km that anybody walks or cycles, before and after the ferry together.
    """
    of_a, of_b = end_km
    found = [pairs[0] * len(b) + pairs[1]]
    for k, crossing in enumerate(crossings):
        for into, out_of in ((2 * k, 2 * k + 1), (2 * k + 1, 2 * k)) if sails(crossing) else ():
            rows, columns = np.flatnonzero(of_a[:, into] <= reach_km), np.flatnonzero(of_b[:, out_of] <= reach_km)
            there = of_a[rows, into][:, np.newaxis] + of_b[columns, out_of] <= reach_km + SLACK
            i, j = np.nonzero(there)
            found.append(rows[i] * len(b) + columns[j])
    i, j = np.divmod(np.unique(np.concatenate(found)), max(len(b), 1))
    return i, j, crow_km(a.lat[i], a.lon[i], b.lat[j], b.lon[j])


def sailings_per_hour(
    i: NDArray[np.int32], j: NDArray[np.int32], over: Passages, mode: Mode, at_end_km: Floats, end_km: Floats
) -> Floats:
    """Return how often the crossing of the quickest way from points i to points j can be taken, per hour, (n,).

    at_end_km : (n_points, n_ends), end_km : (n_ends, n_to) crow-fly km. inf: at any time, or there is no way.
    """
    if not len(over.into) or not len(i):
        return np.full(len(i), np.inf)
    moving = (at_end_km[i][:, over.into] + end_km[over.out_of][:, j].T) * mode.min_per_km + over.move_min
    fits = moving <= mode.limit_min - mode.fixed_min + SLACK
    used = np.argmin(np.where(fits, moving + over.rest_min, np.inf), axis=1)
    return np.where(fits.any(axis=1), over.per_hour[used], np.inf)
