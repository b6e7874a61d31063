"""A network's travel times against published ones: how far off, where, and by which journeys.

What a planner shows and what studies publish is the fastest journey without the first wait: our ``best``, by the
clock that of about one hour (``timetable.times.shortest_per_hour``).
Pure functions; the files are read in :mod:`bereikbaar.read.published`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.read.published import FREQUENCY, Published
from bereikbaar.routing.direct import tph_direct, tph_fast
from bereikbaar.routing.journeys import journeys
from bereikbaar.routing.travel_times import Matrix, TravelTimes
from bereikbaar.settings import Settings

#: Thresholds count equality, with this slack.
_SLACK = 1e-9

Legs = tuple[Mapping[str, Any], ...]
"""Legs of a journey with the keys of ``bereikbaar time --json``."""
Fastest = Callable[[Sequence[tuple[str, str]]], Sequence[Legs]]


@dataclass(frozen=True, slots=True)
class Fit:
    """How far found minutes are from published ones. Error = found - published, min. All None for n = 0."""

    n: int
    bias_min: float | None
    mean_absolute_error_min: float | None
    median_error_min: float | None
    share_within_5: float | None
    share_within_10: float | None

    def as_dict(self) -> dict[str, int | float | None]:
        """Return the figures by name, as ``network validate --json`` promises them."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Miss:
    """A pair that is far off, with the journey that was found: in the headway method the likeliest one."""

    published: Published
    found_min: float
    changes: float
    legs: Legs

    @property
    def error_min(self) -> float:
        """Found minus published, min."""
        return self.found_min - self.published.value


@dataclass(frozen=True, slots=True)
class FrequencyCheck:
    """Direct trains per hour, published and found.

    direct : all of them. fast : those at most 5 min slower than the fastest.
    ok     : the published number is not less than ``fast`` nor more than ``direct``, give or take its tolerance
             (publications rarely say whether they count the slow ones); None without a tolerance.
    """

    published: Published
    direct: float
    fast: float
    ok: bool | None


@dataclass(frozen=True, slots=True)
class Validation:
    """A network held against published figures.

    by_changes  : number of changes (rounded mean) -> fit. by_province : province of the origin -> fit.
    worst       : the pairs with the largest errors, largest first.
    unreachable : published pairs without a connection here. unknown : pairs with a station that is not here.
    within_tolerance : share of the times with a tolerance that are within it; None when none has one.
    """

    total: Fit
    by_changes: Mapping[int, Fit]
    by_province: Mapping[str, Fit]
    worst: tuple[Miss, ...]
    unreachable: tuple[tuple[str, str], ...]
    unknown: tuple[tuple[str, str], ...]
    within_tolerance: float | None
    frequencies: tuple[FrequencyCheck, ...]


def fit(errors: NDArray[np.float64]) -> Fit:
    """Return bias, mean absolute error, median and shares of some errors (found - published, min)."""
    if errors.size == 0:
        return Fit(0, None, None, None, None, None)
    size = np.abs(errors)
    return Fit(
        n=int(errors.size),
        bias_min=float(errors.mean()),
        mean_absolute_error_min=float(size.mean()),
        median_error_min=float(np.median(errors)),
        share_within_5=float((size <= 5 + _SLACK).mean()),
        share_within_10=float((size <= 10 + _SLACK).mean()),
    )


def validate(
    network: Network,
    times: TravelTimes,
    settings: Settings,
    published: Sequence[Published],
    *,
    n_worst: int = 10,
    minutes: Matrix | None = None,
    fastest: Fastest | None = None,
) -> Validation:
    """Hold the ``best`` minutes of ``times`` and the direct trains of its window against published figures.

    minutes : compared instead of ``best``, (n_stations, n_stations). fastest : finds the legs of a
    fastest journey of each of some pairs, for the worst ones; needed when ``times`` is not of the headway method.
    Kind ``published_tph`` is compared with direct trains per hour, all other kinds with minutes. Pairs of one
    station with itself are passed over. Raises InputError when nothing can be compared.
    """
    here = [p for p in published if p.origin in times.index and p.destination in times.index]
    unknown = tuple((p.origin, p.destination) for p in published if not _known(p, times))
    pairs = [p for p in here if p.kind != FREQUENCY and p.origin != p.destination]
    frequencies = tuple(_frequency(network, times.window, p) for p in here if p.kind == FREQUENCY)
    if not pairs and not frequencies:
        raise InputError(_nothing(published, unknown, times))
    of_pairs = times.best if minutes is None else minutes
    found = np.array([of_pairs[times.index[p.origin], times.index[p.destination]] for p in pairs])
    reached = np.isfinite(found)
    compared = [p for p, ok in zip(pairs, reached, strict=True) if ok]
    errors = found[reached] - np.array([p.value for p in compared])
    changes = np.array([times.at("changes", p.origin, p.destination) for p in compared])
    return Validation(
        total=fit(errors),
        by_changes={int(n): fit(errors[np.rint(changes) == n]) for n in np.unique(np.rint(changes))},
        by_province=_by_province(network, compared, errors),
        worst=_worst(compared, errors, times, fastest or _by_headway(network, times.window, settings), n_worst),
        unreachable=tuple((p.origin, p.destination) for p, ok in zip(pairs, reached, strict=True) if not ok),
        unknown=unknown,
        within_tolerance=_within_tolerance(compared, errors),
        frequencies=frequencies,
    )


def _known(published: Published, times: TravelTimes) -> bool:
    return published.origin in times.index and published.destination in times.index


def _nothing(published: Sequence[Published], unknown: Sequence[tuple[str, str]], times: TravelTimes) -> str:
    if not published:
        return f"there is nothing to compare network {times.network!r} with: no published figures"
    if not unknown:
        return "all published figures are for a station with itself; expected pairs of two stations"
    example = next(code for pair in unknown for code in pair if code not in times.index)
    return (
        f"none of the {len(published)} published pairs has both stations in network {times.network!r}; expected "
        f"station codes such as {times.stations[0]!r}, found {example!r}"
    )


def _frequency(network: Network, window: str, published: Published) -> FrequencyCheck:
    pair = (published.origin, published.destination)
    direct, fast = tph_direct(network, window, *pair), tph_fast(network, window, *pair)
    slack = None if published.tolerance is None else published.tolerance + _SLACK
    ok = None if slack is None else fast - slack <= published.value <= direct + slack
    return FrequencyCheck(published, direct, fast, ok)


def _by_province(network: Network, compared: Sequence[Published], errors: NDArray[np.float64]) -> dict[str, Fit]:
    of_pair = np.array([network.stations[p.origin].province or network.stations[p.origin].country for p in compared])
    return {str(name): fit(errors[of_pair == name]) for name in sorted(set(of_pair.tolist()))}


def _worst(
    compared: Sequence[Published], errors: NDArray[np.float64], times: TravelTimes, fastest: Fastest, n_worst: int
) -> tuple[Miss, ...]:
    order = sorted(range(len(compared)), key=lambda i: (-abs(errors[i]), compared[i].origin, compared[i].destination))
    chosen = order[:n_worst]
    pairs = [(compared[i].origin, compared[i].destination) for i in chosen]
    return tuple(
        Miss(compared[i], compared[i].value + float(errors[i]), times.at("changes", *pair), tuple(legs))
        for i, pair, legs in zip(chosen, pairs, fastest(pairs) if pairs else (), strict=True)
    )


def _by_headway(network: Network, window: str, settings: Settings) -> Fastest:
    """Return what finds the likeliest legs by headways."""

    def legs(pairs: Sequence[tuple[str, str]]) -> list[Legs]:
        found = journeys(network, window, settings, list(pairs))
        return [tuple(leg.as_dict() for leg in j.legs) for j in found]

    return legs


def _within_tolerance(compared: Sequence[Published], errors: NDArray[np.float64]) -> float | None:
    judged = [
        abs(error) <= p.tolerance + _SLACK
        for p, error in zip(compared, errors, strict=True)
        if p.tolerance is not None and math.isfinite(p.tolerance)
    ]
    return sum(judged) / len(judged) if judged else None
