"""Which stations one gets to in how long, and how fast the trains are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from bereikbaar.network.model import Pattern
from bereikbaar.network.track import TrackPaths
from bereikbaar.read.published import Figure
from bereikbaar.truth.world import COUNTRY, World
from bereikbaar.units import MINUTES_PER_HOUR, SLACK


def stations_within(world: World, figure: Figure) -> float | None:
    """Return how many stations of the country are at most so many minutes away; the limit is the end of the kind."""
    at = world.stations.index.get(figure.origin)
    if at is None:
        return None
    near = world.minutes[at] <= float(figure.kind.rsplit("_", 1)[1]) + SLACK
    near[at] = False
    return float((near & world.at_home).sum())


def mean_time(world: World, figure: Figure) -> float | None:
    """Return the mean minutes to all stations of the country, weighted by their passengers."""
    at = world.stations.index.get(figure.origin)
    if at is None:
        return None
    counted = [world.net.stations[code].passengers or 0.0 for code in world.stations.codes]
    weight = np.where(np.isfinite(world.minutes[at]) & world.at_home, counted, 0.0)
    weight[at] = 0.0
    total = float(weight.sum())
    return float((np.where(weight > 0, world.minutes[at], 0.0) * weight).sum() / total) if total > 0 else None


def minutes_between(world: World, figure: Figure) -> float | None:
    """Return the minutes between two stations; None for a station that is not here or out of reach."""
    index = world.stations.index
    if figure.origin not in index or figure.destination not in index:
        return None
    found = float(world.minutes[index[figure.origin], index[figure.destination]])
    return found if np.isfinite(found) else None


def train_speed(world: World, figure: Figure) -> float | None:
    """Return the mean speed of the trains of a product (NL: of all) within the country, stops included.

    All train-km over all train-hours, km/h; None where none of them runs.
    """
    paths, position = TrackPaths(world.net), world.net.window_index(world.window)
    km = minutes = 0.0
    for service in world.net.services.values():
        if service.mode == "rail" and figure.origin in (COUNTRY, service.product):
            for pattern in service.patterns:
                run_km, run_min = _run_at_home(world, pattern, paths)
                km += pattern.tph[position] * run_km
                minutes += pattern.tph[position] * run_min
    return km / minutes * MINUTES_PER_HOUR if minutes > 0 else None


def _run_at_home(world: World, pattern: Pattern, paths: TrackPaths) -> tuple[float, float]:
    """Return km and minutes of a train between its stops in the country, standing between two of them included."""
    here = [world.net.stations[code].country == COUNTRY for code in pattern.stations]
    km = minutes = 0.0
    for k, (a, b) in enumerate(pairwise(pattern.stations)):
        if here[k] and here[k + 1]:
            km += paths.km(a, b)
            since = pattern.arrive_min if k and here[k - 1] else pattern.depart_min
            minutes += pattern.arrive_min[k + 1] - since[k]
    return km, minutes
