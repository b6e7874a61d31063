"""Published figures against ours: every run checks them, and says which it misses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.model import Network
from bereikbaar.results import Outcome
from bereikbaar.scenarios.model import Expectation, Scenario
from bereikbaar.scenarios.windows import window_names
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    from bereikbaar.routing.travel_times import TravelTimes


def group_problems(network: Network, scenario: Scenario) -> list[Problem]:
    """Return a problem for each figure that names a group of windows: a figure is about a single one."""
    single = [w.name for w in network.windows]
    groups = set(window_names(network)) - set(single)
    return [
        Problem(
            f"{e.window!r} is a group of windows, and a figure is about one of {', '.join(single)}",
            e.file, e.line, "expects.window",
        )
        for e in scenario.expects
        if e.window in groups
    ]  # fmt: skip


def check_expectations(
    base: Network,
    network: Network,
    scenario: Scenario,
    base_times: Mapping[str, TravelTimes],
    times: Mapping[str, TravelTimes],
    settings: Settings,
) -> list[Outcome]:
    """Return the outcome of every published figure of a scenario, in the order of its file.

    base, network     : before and after the scenario. base_times, times : travel times of the two by window; a window
                        that is not there is computed when a figure needs it.
    ``got`` is None where there is no connection; ``ok`` is None for figures that are only printed (derived, info).
    Raises InputError for a figure about a group of windows.
    """
    if wrong := group_problems(network, scenario):
        raise InputError(wrong)
    base_times, times = dict(base_times), dict(times)
    out = []
    for e in scenario.expects:
        got = _measured(e, base, network, base_times, times, settings)
        out.append(
            Outcome(
                scenario=scenario.name, origin=e.origin, destination=e.destination, measure=e.measure,
                published=e.value, tolerance=e.tolerance, at_least=e.at_least, kind=e.kind,
                got=got, ok=holds(e, got) if e.kind == "must" else None,
                source=e.source, confidence=e.confidence, note=e.note,
            )
        )  # fmt: skip
    return out


def holds(e: Expectation, got: float | None) -> bool:
    """Tell whether a value is within the tolerance of a figure, the limits included."""
    if got is None:
        return False
    if e.at_least:
        return got >= e.value - e.tolerance - SLACK
    return abs(got - e.value) <= e.tolerance + SLACK


def _measured(
    e: Expectation,
    base: Network,
    network: Network,
    base_times: dict[str, TravelTimes],
    times: dict[str, TravelTimes],
    settings: Settings,
) -> float | None:
    """Return our value; None where there is no connection."""
    from bereikbaar.routing import direct

    if e.origin not in network.stations or e.destination not in network.stations:
        return None
    ends = (e.window, e.origin, e.destination)
    match e.measure:
        case "best_min":
            value = _best(network, times, settings, *ends)
        case "gain_best_min":
            value = _best(base, base_times, settings, *ends) - _best(network, times, settings, *ends)
        case "direct_min":
            value = direct.direct_min(network, *ends)
        case "mean_direct_min":
            value = direct.mean_direct_min(network, *ends, alpha=settings.alpha_first)
        case "tph_direct":
            value = direct.tph_direct(network, *ends)
        case _:
            value = direct.tph_fast(network, *ends)
    return float(value) if math.isfinite(value) else None


def _best(network: Network, times: dict[str, TravelTimes], settings: Settings, window: str, a: str, b: str) -> float:
    """Return the best minutes between two stations; ``inf`` where one of them is not in the network."""
    if a not in network.stations or b not in network.stations:
        return math.inf
    if window not in times:
        from bereikbaar.routing.travel_times import travel_times

        times[window] = travel_times(network, window, settings)
    return times[window].at("best", a, b)
