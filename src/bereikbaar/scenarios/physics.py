"""Run times from physics: for new track as they are, for existing track as a difference only.

A train accelerates with ``a``, brakes with ``b`` and keeps to the speed of each section; the timetable adds a
margin to the technical run time (Settings: acceleration, braking, timetable_margin). Against the Dutch timetable of
2026 the absolute figure is about 14 % too fast on existing lines (curves, stations, signals), so there only the
difference between before and after is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

#: A stretch of track: (km, km/h).
Stretch = tuple[float, float]


def run_min(stretches: Sequence[Stretch], settings: Settings) -> float:
    """Return the minutes from standstill to standstill over stretches of track, margin included; not rounded.

    stretches : (km, km/h) in the order of travel. The margin is ``settings.timetable_margin``.

    >>> [round(run_min([(km, 200)], Settings()), 1) for km in (14, 34, 120)]
    [6.6, 13.0, 40.6]
    """
    return technical_min(stretches, settings) * (1 + settings.timetable_margin)


def technical_min(stretches: Sequence[Stretch], settings: Settings) -> float:
    """Return the shortest possible minutes from standstill to standstill, without margin.

    The speed at each boundary is the highest from which the train can still brake in time (backwards pass) and that
    it can have reached (forwards pass); within a stretch it accelerates, runs at the limit, and brakes.
    """
    metres = [km * 1000 for km, _ in stretches if km > 0]
    limits = [kmh / 3.6 for km, kmh in stretches if km > 0]
    n = len(metres)
    square = [0.0, *(min(limits[i], limits[i + 1]) ** 2 for i in range(n - 1)), 0.0]  # (m/s)2 at each boundary
    for i in range(n):
        square[i + 1] = min(square[i + 1], square[i] + 2 * settings.acceleration * metres[i])
    for i in reversed(range(n)):
        square[i] = min(square[i], square[i + 1] + 2 * settings.braking * metres[i])
    seconds = sum(
        _stretch_s(metres[i], limits[i], square[i], square[i + 1], settings.acceleration, settings.braking)
        for i in range(n)
    )
    return seconds / 60


def _stretch_s(metres: float, limit: float, square_in: float, square_out: float, a: float, b: float) -> float:
    """Return the seconds over one stretch, entered and left at given squared speeds."""
    peak_square = (2 * a * b * metres + b * square_in + a * square_out) / (a + b)
    peak = min(limit, sqrt(peak_square))
    enter, leave = sqrt(square_in), sqrt(square_out)
    cruise = max(0.0, metres - (peak**2 - square_in) / (2 * a) - (peak**2 - square_out) / (2 * b))
    return (peak - enter) / a + (peak - leave) / b + cruise / peak


def stop_saving(before: Sequence[Stretch], after: Sequence[Stretch], settings: Settings) -> float:
    """Return the run minutes that a train saves by not stopping between two runs of stretches; never negative."""
    stopping = run_min(before, settings) + run_min(after, settings)
    return max(0.0, stopping - run_min([*before, *after], settings))


def stretches(network: Network, path: Sequence[str]) -> list[Stretch]:
    """Return the (km, km/h) of the sections along a path of stations; those without speed or track are left out.

    Ask :func:`without_speed` first.
    """
    sections = (network.sections.get((min(leg), max(leg))) for leg in pairwise(path))
    return [(s.km, s.speed_kmh) for s in sections if s is not None and s.speed_kmh]


def without_speed(network: Network, path: Sequence[str]) -> list[str]:
    """Return the sections along a path of stations of which no line speed is known, as ``a-b``."""
    keys = [(min(leg), max(leg)) for leg in pairwise(path)]
    return [f"{a}-{b}" for a, b in keys if not getattr(network.sections.get((a, b)), "speed_kmh", None)]


def rounded(minutes: float) -> float:
    """Return minutes in tenths, as timetables are planned; rounding keeps the order of faster and slower."""
    return round(minutes, 1)
