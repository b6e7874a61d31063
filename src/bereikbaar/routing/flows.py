"""Travellers along the optimal strategies: who boards, who gets out, how full every leg is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.routing import headway
from bereikbaar.routing.arrays import Floats, Indexes, PatternArrays, Positions, pattern_arrays
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.routing.kernels_detail import Loads

#: Destinations per part of the sum; fixed, so that the sum has the same bits with any number of threads.
DESTINATIONS_PER_PART = 32


@dataclass(frozen=True, slots=True)
class Flows:
    """Travellers per call (one stop of one pattern), in the unit of the demand.

    patterns  : (service id, direction) of every pattern; pattern p owns the calls first[p] .. first[p + 1] - 1.
    stations  : station codes; station : (n_calls,) index of the station of a call.
    boardings : (n_calls,) get in there. alightings : (n_calls,) get out there.
    load      : (n_calls,) are on board on the leg that starts there; 0 at the last call of a pattern.
    transfers : (n_stations,) change trains there.
    not_served : demand without a connection.
    """

    window: str
    patterns: tuple[tuple[str, str], ...]
    stations: tuple[str, ...]
    first: Indexes
    station: Indexes
    boardings: Floats
    alightings: Floats
    load: Floats
    transfers: Floats
    not_served: float


def flows(network: Network, window: str, settings: Settings, demand: Floats, *, threads: int | None = None) -> Flows:
    """Assign a demand to the optimal strategies of one window.

    demand : (n_stations, n_stations), row = origin, column = destination, in the order of the sorted station codes;
             travellers per whatever time; the diagonal is left out.
    At every boarding travellers spread over the trains worth taking in proportion to frequency.
    Raises InputError for a demand of the wrong shape or with negative or missing values.
    """
    arrays = pattern_arrays(network, window, settings)
    by_destination = _checked(demand, len(arrays.stations))
    values = headway.values(arrays, settings, threads=threads)
    parts = _send(arrays, settings, values, by_destination, headway.thread_count(threads))
    return Flows(
        window=window,
        patterns=arrays.patterns,
        stations=arrays.stations,
        first=arrays.lines.first,
        station=arrays.lines.station,
        boardings=np.sum([part.boardings for part in parts], axis=0),
        alightings=np.sum([part.alightings for part in parts], axis=0),
        load=np.sum([part.load for part in parts], axis=0),
        transfers=np.sum([part.transfers for part in parts], axis=0),
        not_served=float(by_destination[np.isinf(values.expected)].sum()),
    )


def _send(
    arrays: PatternArrays, settings: Settings, values: headway.Values, demand: Floats, threads: int
) -> list[Loads]:
    from bereikbaar.routing import kernels_detail

    def work(destinations: Positions) -> Loads:
        boardings, alightings, load = (np.zeros(len(arrays.lines.station)) for _ in range(3))
        loads = kernels_detail.Loads(boardings, alightings, load, np.zeros(len(arrays.stations)))
        kernels_detail.flows(
            destinations, headway.orders(values.onward, destinations), *headway.waits(settings), arrays.lines,
            values.expected, values.onward, demand, loads,
        )  # fmt: skip
        return loads

    everyone = np.arange(len(arrays.stations))
    parts = [everyone[i : i + DESTINATIONS_PER_PART].copy() for i in range(0, len(everyone), DESTINATIONS_PER_PART)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, parts))


def _checked(demand: Floats, n_stations: int) -> Floats:
    """Return the demand as a (to, from) matrix. Raises InputError."""
    matrix = np.asarray(demand, dtype=np.float64)
    if matrix.shape != (n_stations, n_stations):
        raise InputError(
            f"the demand has shape {matrix.shape}; expected ({n_stations}, {n_stations}), one per station"
        )
    if not (np.isfinite(matrix).all() and (matrix >= 0).all()):
        raise InputError("the demand has negative, infinite or missing values; expected 0 or more everywhere")
    out = np.array(matrix.T, order="C")
    np.fill_diagonal(out, 0.0)
    return out
