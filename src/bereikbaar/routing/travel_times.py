"""The one result type of every routing method, and the public door ``travel_times``."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TravelTimes:
    """Minutes between all stations in one window, by one method. Row = origin, column = destination.

    Every matrix is (n_stations, n_stations) float64; unreachable is ``inf`` (0 for departures_per_hour). The diagonal is 0
    (and ``inf`` departures, 0 gap). ``expected = first_wait + in_vehicle + transfer`` wherever it is finite.

    expected            : mean over the moment at which one wants to leave, waiting included, min.
    best                : the fastest journey without the first wait, min.
    onward              : expected minutes when ready to board after a change (waiting as after a change), min;
                          what a traveller who arrives by bus has before him.
    first_wait          : min. in_vehicle : min, dwell included. transfer : change time + wait after it, min.
    changes             : mean number of changes.
    departures_per_hour : useful departures per hour. longest_gap : longest time without one, min.
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
    index: dict[str, int] = field(default_factory=dict)

    def at(self, name: str, origin: str, destination: str) -> float:
        """Return one value of one matrix by station codes, e.g. ``at("expected", "gn", "ut")``."""
        matrix: Matrix = getattr(self, name)
        return float(matrix[self.index[origin], self.index[destination]])
