"""The measures of the towns of one network in one window, and nothing more: what attribution asks 256 times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import group_values
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.opportunities import opportunities
from bereikbaar.access.population import population_of
from bereikbaar.access.towns import measure_door, of_size, town_groups
from bereikbaar.access.zone_values import zone_values
from bereikbaar.errors import InputError, Problem
from bereikbaar.indicators.catalogue import MAIN, MAIN_PARTS, chosen, in_order, indicator

if TYPE_CHECKING:
    from bereikbaar.clock.profiles import Profiles
    from bereikbaar.network.model import Network
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.settings import Settings

#: What is attributed when nothing is asked for: the headline and what it is the mean of, which cost no sums.
DEFAULT = (MAIN.name, *MAIN_PARTS)

Route = Callable[["Network"], tuple["TravelTimes", "Profiles | None"]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Measures of towns, (n_indicators, n_towns).

    value : NaN where nobody in the town has an answer. answered : the share of its inhabitants who have one, 0-1.
    """

    value: Floats
    answered: Floats


def asked(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the measures that are asked for. Raises InputError for unknown ones and for those without numbers."""
    names = in_order(DEFAULT if words is None else chosen(words))
    texts = [name for name in names if indicator(name).kind == "text"]
    if texts:
        message = f"{', '.join(texts)}: expected measures with numbers, which differences can be taken of"
        raise InputError(Problem(message, field="--indicators"))
    return names


def measure(
    net: Network, route: Route, window: str, names: Sequence[str], settings: Settings, places: Places
) -> Measured:
    """Return the measures of the towns of ``settings.town_population`` inhabitants and more, in the order of ids."""
    times, profiles = route(net)
    door = measure_door(net, {window: times}, places, settings, window, profiles=profiles)
    values = zone_values(net, door, places, settings, names, found=opportunities(net, places, settings))
    people = population_of(net, places)
    groups = town_groups(places, of_size(places, settings.town_population), people)
    found = group_values(values, list(names), groups)
    inside = groups.of >= 0

    def share(name: str) -> NDArray[np.float64]:
        if name not in values or indicator(name).over != "mean":
            return np.ones(groups.n)
        known = people * np.isfinite(values[name])
        counted = np.bincount(groups.of[inside], weights=known[inside], minlength=groups.n)
        return np.asarray(counted / np.maximum(groups.population, 1e-12))

    value = np.stack([np.asarray(found[name], dtype=np.float64) for name in names])
    return Measured(np.where(np.isfinite(value), value, np.nan), np.stack([share(name) for name in names]))


def router(window: str, settings: Settings, method: str) -> Route:
    """Return how a network is routed by a method; by the clock with the useful departures."""

    def by_headways(net: Network) -> tuple[TravelTimes, Profiles | None]:
        from bereikbaar.routing.travel_times import travel_times

        return travel_times(net, window, settings), None

    def by_clock(net: Network) -> tuple[TravelTimes, Profiles | None]:
        from bereikbaar.compare.timetables import routed_by_clock

        routed = routed_by_clock(net, window, settings)
        return routed.times, routed.profiles

    return by_clock if method == "clock" else by_headways
