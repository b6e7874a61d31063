"""Rail performance of the European Commission: the people one reaches of those who live around."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import amounts_in, matrix_in, thresholds_in, times_in, wrong
from bereikbaar.indicators.decay_base import Floats
from bereikbaar.units import SLACK


def rail_performance(
    times: ArrayLike,
    crow_km: ArrayLike,
    population: ArrayLike,
    *,
    limit_min: float = 90.0,
    around_km: float = 120.0,
    passive: bool = False,
) -> Floats:
    """Return people reached within ``limit_min`` per hundred people within ``around_km``.

    100 sum_j P_j [t_ij <= 90 min] / sum_j P_j [d_ij <= 120 km], %. It may pass 100 where trains go further than 120
    km in the time. NaN = nobody lives around.

    times : (n_origins, n_destinations) min, unreachable ``inf``. crow_km : same shape, km as the crow flies.
    population : (n_destinations,), those who are reached: the zones are origins and destinations here.
    Result: (n_origins,). passive : from the destinations' view, people who can come; population then (n_origins,).
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Poelman, Dijkstra and Ackermans 2020, Rail transport performance in Europe, European
    Commission, working paper 03/2020.

    >>> near = np.array([[0.0, 80.0, 100.0]]), np.array([[0.0, 90.0, 110.0]])
    >>> rail_performance(*near, np.array([10, 20, 30])).tolist()
    [50.0]
    """
    minutes = times_in(times, passive=passive)
    km = matrix_in("crow_km", crow_km, "kilometres as the crow flies", passive=passive)
    if km.shape != minutes.shape:
        raise wrong("crow_km", f"the shape of times is expected, {minutes.shape}, found {km.shape}")
    end = "row" if passive else "column"
    people = amounts_in("population", population, minutes.shape[1], f"one per {end} of times", flat=True)
    limit = float(thresholds_in("limit_min", limit_min, above_zero=False))
    radius = float(thresholds_in("around_km", around_km, above_zero=False))
    reached, around = (minutes <= limit + SLACK) @ people, (km <= radius + SLACK) @ people
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(around > 0, 100.0 * reached / around, np.nan)
