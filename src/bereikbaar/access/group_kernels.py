"""The compiled loop that adds measures of zones up over groups of zones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled


@compiled
def add_groups(
    values: Floats, people: Floats, group: NDArray[np.int64], weighed: Floats, counted: Floats
) -> None:  # pragma: no cover
    """Add people x value, and people, of all that is finite, in the order of the zones.

    values : (n_measures, n_zones). people, group : (n_zones,); -1 = in no group. weighed, counted : (n_measures,
    n_groups), added to.
    """
    for measure in range(values.shape[0]):
        for zone in range(values.shape[1]):
            value = values[measure, zone]
            if group[zone] >= 0 and np.isfinite(value):
                weighed[measure, group[zone]] += people[zone] * value
                counted[measure, group[zone]] += people[zone]
