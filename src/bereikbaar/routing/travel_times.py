"""The one result type of every routing method, and the public door ``travel_times``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.routing.arrays import PatternArrays
    from bereikbaar.routing.headway import Values
    from bereikbaar.routing.kernels_detail import Parts

Matrix = NDArray[np.float64]
#: Rows of a matrix that are turned at a time.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class TravelTimes:
    """Minutes between all stations in one window, by one method. Row = origin, column = destination.

    Every matrix is (n_stations, n_stations) float64; unreachable is ``inf`` (0 for departures_per_hour). The
    diagonal is 0 (and ``inf`` departures, 0 gap). ``expected = first_wait + in_vehicle + transfer`` wherever it
    is finite.

    expected            : mean over the moment at which one wants to leave, waiting included, min.
    best                : the fastest journey without the first wait, min.
    onward              : expected minutes when ready to board after a change (waiting as after a change), min;
                          what a traveller who arrives by bus has before him.
    first_wait          : min. in_vehicle : min, dwell included. transfer : change time + wait after it, min.
    changes             : mean number of changes.
    departures_per_hour : useful departures per hour. longest_gap : longest time without one, min.
    median, p90, worst  : of the time from the moment at which one wants to leave, min; a method that knows no
                          clock (headway) has None.
    share               : share of the window's moments at which the destination can be reached within the longest
                          journey (clock); ``expected`` is inf where it is below 1. None as above.
    """

    network: str
    scenario: str
    window: str
    method: str
    stations: tuple[str, ...]
    expected: Matrix
    best: Matrix
    onward: Matrix
    first_wait: Matrix
    in_vehicle: Matrix
    transfer: Matrix
    changes: Matrix
    departures_per_hour: Matrix
    longest_gap: Matrix
    median: Matrix | None = None
    p90: Matrix | None = None
    worst: Matrix | None = None
    share: Matrix | None = None
    index: dict[str, int] = field(default_factory=dict)

    def at(self, name: str, origin: str, destination: str) -> float:
        """Return one value of one matrix by station codes, e.g. ``at("expected", "gn", "ut")``."""
        matrix: Matrix = getattr(self, name)
        return float(matrix[self.index[origin], self.index[destination]])


def travel_times(network: Network, window: str, settings: Settings, *, threads: int | None = None) -> TravelTimes:
    """Return the minutes between all stations of a network in one window, by the headway method.

    threads : how many to use; None = one per processor. The answer does not depend on it.
    Raises UnknownNameError for an unknown window, InputError for a network that cannot be routed.
    Source: Spiess and Florian 1989, Transportation Research B 23(2), 83-102; see docs/method-headway.md.
    """
    from bereikbaar.routing import headway
    from bereikbaar.routing.arrays import pattern_arrays

    arrays = pattern_arrays(network, window, settings)
    values = headway.values(arrays, settings, threads=threads)
    parts = headway.components(arrays, settings, values, threads=threads)
    return _travel_times(network, arrays, values, parts)


def expected_minutes(network: Network, window: str, settings: Settings, *, threads: int | None = None) -> Matrix:
    """Return only the matrix ``expected`` of :func:`travel_times`, the same bits in half the time."""
    from bereikbaar.routing import headway
    from bereikbaar.routing.arrays import pattern_arrays

    values = headway.values(pattern_arrays(network, window, settings), settings, threads=threads)
    return np.ascontiguousarray(values.expected.T)


def _travel_times(network: Network, arrays: PatternArrays, values: Values, parts: Parts) -> TravelTimes:
    for matrix in (*values, *parts):
        _turn(matrix)
    with np.errstate(divide="ignore"):
        departures = 60.0 / parts.gap
    return TravelTimes(
        network=network.name,
        scenario="+".join(network.scenario),
        window=arrays.window,
        method="headway",
        stations=arrays.stations,
        expected=values.expected,
        best=values.best,
        onward=values.onward,
        first_wait=parts.first_wait,
        in_vehicle=parts.in_vehicle,
        transfer=parts.transfer,
        changes=parts.changes,
        departures_per_hour=departures,
        longest_gap=parts.gap,
        index=dict(arrays.index),
    )


def _turn(matrix: Matrix) -> None:
    """Turn a (to, from) matrix into (from, to) where it is: with eight of them, room for as many more is saved."""
    n = len(matrix)
    for lo in range(0, n, _BLOCK):
        one = slice(lo, lo + _BLOCK)
        matrix[one, one] = matrix[one, one].T.copy()
        right, below = matrix[one, lo + _BLOCK :], matrix[lo + _BLOCK :, one]
        before = right.copy()
        right[:] = below.T
        below[:] = before.T
