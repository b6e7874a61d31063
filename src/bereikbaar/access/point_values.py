"""Measures of the zones that count opportunities at points of their own: hospitals, schools and centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.ends import Ends
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.opportunities import Opportunity, the_opportunity
from bereikbaar.access.question import DECAYS
from bereikbaar.indicators.catalogue_sums import SumName, parse_sum
from bereikbaar.indicators.gravity import gravity
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK


def point_values(
    ends: Ends,
    places: Places,
    settings: Settings,
    found: Mapping[str, Opportunity],
    names: Sequence[str],
) -> dict[str, Floats]:
    """Return those of the named measures whose opportunities are at points, each (n_zones,).

    found : as in ``zone_sums``. Journeys beyond the limit of the settings never count.
    """
    by_key: dict[str, dict[str, SumName]] = {}
    for name in names:
        read = parse_sum(name)
        if read is not None and read.how != "shared" and the_opportunity(found, read.key, places).zone is None:
            by_key.setdefault(read.key, {})[name] = read
    out: dict[str, Floats] = {}
    for key, said in by_key.items():
        at = found[key]
        assert at.point is not None and at.amount is not None
        out.update(_answers(ends, at.point, at.amount, said, settings))
    return out


def points_of(places: Places, found: Mapping[str, Opportunity], names: Sequence[str]) -> set[int]:
    """Return the points that the named measures count, indexes of ``egress_points``."""
    keys = {read.key for name in names if (read := parse_sum(name)) is not None and read.how != "shared"}
    at = [the_opportunity(found, key, places).point for key in sorted(keys)]
    return {int(p) for points in at if points is not None for p in points}


def _answers(
    ends: Ends, point: NDArray[np.intp], amount: Floats, said: Mapping[str, SumName], settings: Settings
) -> dict[str, Floats]:
    """Return the measures of one opportunity, each (n_zones,). point : where it is. amount : (n_points,)."""
    from bereikbaar.access import kernels_points

    most_min = settings.limit_min + SLACK
    limits = sorted({read.value for read in said.values() if read.how == "within"})
    needed = sorted({read.value for read in said.values() if read.how == "least"})
    n_zones = len(ends.door.legs.within_min)
    within, least = np.empty((n_zones, len(limits))), np.empty((n_zones, len(needed)))
    kernels_points.count_points(
        ends.table, ends.columns(point.tolist()), np.ascontiguousarray(amount, dtype=np.float64),
        np.array([min(limit + SLACK, most_min) for limit in limits], dtype=np.float64),
        np.array([much - SLACK * max(1.0, much) for much in needed], dtype=np.float64), within, least,
    )  # fmt: skip
    least[least > most_min] = np.inf
    out = {}
    for name, read in said.items():
        if read.how == "least":
            out[name] = least[:, needed.index(read.value)].copy()
        elif read.how == "within":
            out[name] = within[:, limits.index(read.value)].copy()
        else:
            minutes = ends.minutes(point.tolist())
            out[name] = gravity(np.where(minutes <= most_min, minutes, np.inf), amount, DECAYS[read.word])
    return out
