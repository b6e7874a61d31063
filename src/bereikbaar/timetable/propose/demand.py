"""Who travels from where to where: an assumed demand between stations, for weighing one wait against another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.model import Network
from bereikbaar.routing.arrays import PatternArrays

Floats = NDArray[np.float64]

#: Share of travellers that accept a time t from door to door: 1 / (1 + exp(a + b ln t + c t)), t in minutes. Source:
#: PBL, public transport, as in the accessibility indicators.
DECAY_A, DECAY_B, DECAY_C = -12.3301, 2.907621, 0.012824
#: Minutes to the first and from the last station together (an assumption).
DOORS_MIN = 20.0
#: Rounds of fitting the sums of rows and columns; the weights hardly move after a few.
ROUNDS = 6
#: Travellers per departure where no station has a count: only the proportions matter then.
NO_COUNT = 100.0


def station_demand(network: Network, arrays: PatternArrays, expected: Floats) -> Floats:
    """Return (n_stations, n_stations) travellers a day from row to column; 0 without a connection.

    A gravity model: as many leave and arrive at every station as are counted there (``Station.passengers``), and the
    share of a destination falls with the expected minutes (PBL). A station without a count gets the median count per
    departure of those with one, times its departures (an assumption).
    expected : (from, to) minutes, ``inf`` without a connection.
    """
    ends = _ends(network, arrays)
    safe = np.where(np.isfinite(expected) & (expected > 0), expected, 1.0) + DOORS_MIN
    wish = 1.0 / (1.0 + np.exp(DECAY_A + DECAY_B * np.log(safe) + DECAY_C * safe))
    wish[~np.isfinite(expected) | (expected <= 0)] = 0.0
    demand = wish * ends[:, None] * ends[None, :]
    for _ in range(ROUNDS):
        demand *= _ratio(ends, demand.sum(axis=0))[None, :]
        demand *= _ratio(ends, demand.sum(axis=1))[:, None]
    return demand


def _ends(network: Network, arrays: PatternArrays) -> Floats:
    """Return (n_stations,) travellers a day that start, and as many that end, at each station.

    Counts are of those who get in and out together (the Dutch practice), so half of them.
    """
    departures = np.zeros(len(arrays.stations))
    lines = arrays.lines
    np.add.at(departures, lines.station[lines.board_call], lines.per_hour)
    counted = [network.stations[code].passengers for code in arrays.stations]
    known = np.array([np.nan if c is None else float(c) for c in counted])
    seen = np.isfinite(known) & (departures > 0)
    each = float(np.median(known[seen] / departures[seen])) if seen.any() else NO_COUNT
    return np.where(np.isfinite(known), known, each * departures) / 2


def _ratio(wanted: Floats, found: Floats) -> Floats:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)
