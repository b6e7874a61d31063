"""Crow-fly speed from door to door: how fast one really gets somewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import far_end, matrix_in, thresholds_in, times_in, wrong
from bereikbaar.indicators.decay_base import Floats
from bereikbaar.units import MINUTES_PER_HOUR, SLACK


def speed(
    times: ArrayLike,
    crow_km: ArrayLike,
    opportunities: ArrayLike,
    *,
    between_km: tuple[float, float] = (0.0, np.inf),
    passive: bool = False,
) -> Floats:
    """Return the mean crow-fly speed of every origin to what it can reach, km/h.

    V_i = sum_j O_j d_ij / sum_j O_j t_ij / 60 over reachable destinations with a distance within ``between_km``: all
    kilometres over all hours, so that slow journeys weigh by their length in time. NaN = nothing to reach.

    times : (n_origins, n_destinations) min, unreachable ``inf``. crow_km : same shape, km as the crow flies.
    opportunities : (n_destinations,) or (n_destinations, k), the weights. between_km : least and most km, both count.
    Result: (n_origins,) or, with k kinds, (n_origins, k).
    passive : from the destinations' view: journeys that arrive; ``opportunities`` are then at the origins.
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: the idea of the SVIR accessibility indicator (Structuurvisie Infrastructuur en Ruimte 2012; KiM 2011).

    >>> speed(np.array([[0.0, 30.0, 60.0]]), np.array([[0.0, 30.0, 75.0]]), np.array([1, 1, 1]), between_km=(10, 100))
    array([70.])
    """
    minutes = times_in(times, passive=passive)
    km = matrix_in("crow_km", crow_km, "kilometres as the crow flies", passive=passive)
    if km.shape != minutes.shape:
        raise wrong("crow_km", f"the shape of times is expected, {minutes.shape}, found {km.shape}")
    amounts = far_end(opportunities, minutes, passive=passive)
    least, most = _range(between_km)
    counts = np.isfinite(minutes) & np.isfinite(km) & (km >= least - SLACK) & (km <= most + SLACK)
    run = np.where(counts, km, 0.0) @ amounts
    hours = np.where(counts, minutes, 0.0) @ amounts / MINUTES_PER_HOUR
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(run / hours)


def _range(between_km: tuple[float, float]) -> tuple[float, float]:
    if len(between_km) != 2:
        raise wrong("between_km", f"a least and a most distance are expected, found {between_km!r}")
    least = float(thresholds_in("between_km", between_km[0], above_zero=False))
    most = float(between_km[1])
    if not most >= least:
        raise wrong("between_km", f"the most is at least the least, found {between_km!r}")
    return least, most
