"""Cumulative opportunities: how much can be reached within a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bereikbaar.units import SLACK


def cumulative(
    times: NDArray[np.float64], opportunities: NDArray[np.float64], limits: Sequence[float]
) -> NDArray[np.float64]:
    """Return what every origin reaches within each limit, (n_origins, n_limits); a limit includes itself.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,). limits : min.
    Source: Hansen 1959 counts opportunities by their time; a single limit is the oldest and plainest weight.

    >>> cumulative(np.array([[0.0, 30.0, np.inf]]), np.array([10.0, 5.0, 7.0]), limits=[29, 30]).tolist()
    [[10.0, 15.0]]
    """
    columns = [(times <= limit + SLACK) @ opportunities for limit in limits]
    return np.stack(columns, axis=1) if columns else np.zeros((len(times), 0))
