"""Measures of the zones that count opportunities at points of their own: hospitals, schools and centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bereikbaar.access.ends import Ends
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.opportunities import Opportunity, the_opportunity
from bereikbaar.access.question import DECAYS
from bereikbaar.indicators.catalogue_sums import SumName, parse_sum
from bereikbaar.indicators.cumulative import cumulative
from bereikbaar.indicators.dual import dual
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
        minutes = ends.minutes(at.point.tolist())
        minutes = np.where(minutes <= settings.limit_min + SLACK, minutes, np.inf)
        out.update({name: _answer(minutes, at.amount, read) for name, read in said.items()})
    return out


def points_of(places: Places, found: Mapping[str, Opportunity], names: Sequence[str]) -> set[int]:
    """Return the points that the named measures count, indexes of ``egress_points``."""
    keys = {read.key for name in names if (read := parse_sum(name)) is not None and read.how != "shared"}
    at = [the_opportunity(found, key, places).point for key in sorted(keys)]
    return {int(p) for points in at if points is not None for p in points}


def _answer(minutes: Floats, amount: Floats, read: SumName) -> Floats:
    if read.how == "least":
        return dual(minutes, amount, read.value)
    if read.how == "decay":
        return gravity(minutes, amount, DECAYS[read.word])
    return cumulative(minutes, amount, read.value)
