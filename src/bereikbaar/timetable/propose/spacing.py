"""Whole minutes that lie evenly: by themselves, or between trains that are there already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import floor

Minutes = tuple[int, ...]


def even(n_trains: int, period_min: float) -> list[Minutes]:
    """Return every way to spread trains evenly over a period, in whole minutes: one per phase, without doubles."""
    step = period_min / n_trains
    phases = range(max(1, floor(step) if step == floor(step) else floor(period_min)))
    ways = {tuple(sorted(whole(m + k * step, period_min) for k in range(n_trains))) for m in phases}
    return sorted(ways)


def between(taken: Sequence[float], n_trains: int, period_min: float) -> list[Minutes]:
    """Return the most even ways to put trains between others, in whole minutes.

    The sum of squared gaps of all trains together is smallest: it is the mean wait of who comes by chance. Gaps that
    are equally good give several ways; so does rounding up or down. With nothing taken every even phase is a way.
    """
    return list(_ways(tuple(sorted({m % period_min for m in taken})), n_trains, period_min))


@lru_cache(maxsize=4096)
def _ways(held: tuple[float, ...], n_trains: int, period_min: float) -> tuple[Minutes, ...]:
    if not held:
        return tuple(even(n_trains, period_min))
    gaps = [(b - a) % period_min or period_min for a, b in zip(held, held[1:] + held[:1], strict=True)]
    ways: set[Minutes] = set()
    for turn in range(len(gaps)):
        parts = _parts(gaps, n_trains, turn)
        for late in (False, True):
            minutes = [
                whole(start + k * gap / count - (0.0 if late else 1e-6), period_min)
                for start, gap, count in zip(held, gaps, parts, strict=True)
                for k in range(1, count)
            ]
            ways.add(tuple(sorted(minutes)))
    best = min(_unevenness(held, way, period_min) for way in ways)
    return tuple(sorted(way for way in ways if _unevenness(held, way, period_min) <= best + 1e-9))


def often(taken: Sequence[float], n_trains: int, period_min: float) -> int:
    """Return how many times within a period the trains there are repeat (to the minute): the new ones should too.

    1 where nothing is taken, or where the number of new trains cannot be divided so.
    """
    held = sorted({m % period_min for m in taken})
    for times in range(n_trains, 1, -1):
        step = period_min / times
        if (
            held
            and n_trains % times == 0
            and step == floor(step)
            and all(_near(m + step, held, period_min) for m in held)
        ):
            return times
    return 1


def _near(minute: float, held: Sequence[float], period_min: float) -> bool:
    return any(min((minute - m) % period_min, (m - minute) % period_min) <= 1.0 for m in held)


def alike(one: Minutes, other: Minutes, period_min: float) -> bool:
    """Tell whether trains at these minutes are at most a minute from each other, one by one."""

    def near(a: int, b: int) -> bool:
        return abs(a - b) % period_min <= 1 or -abs(a - b) % period_min <= 1

    return any(near(one[0], start) and all(map(near, one, other[k:] + other[:k])) for k, start in enumerate(other))


def repeated_slots(minutes: Minutes, period_min: float, times: int) -> Minutes:
    """Return minutes of a period as those of a period that is ``times`` as long."""
    return tuple(sorted(int(m + k * period_min) for m in minutes for k in range(times)))


def whole(minute: float, period_min: float) -> int:
    """Return the nearest whole minute within the period, halves up; the period itself becomes 0."""
    return int(floor(minute + 0.5) % period_min)


def largest_gap(minutes: Sequence[float], period_min: float) -> float:
    """Return the longest time without a train; the period for a single one, infinite for none."""
    held = sorted(m % period_min for m in minutes)
    if not held:
        return float("inf")
    return max((b - a) if b > a else 0.0 for a, b in zip(held, [*held[1:], held[0] + period_min], strict=True))


def _parts(gaps: Sequence[float], n_trains: int, turn: int) -> list[int]:
    """Return in how many pieces each gap is cut; of equal gaps those from ``turn`` on come first."""
    parts = [1] * len(gaps)
    order = [*range(turn, len(gaps)), *range(turn)]
    for _ in range(n_trains):
        gained = {i: gaps[i] ** 2 / parts[i] - gaps[i] ** 2 / (parts[i] + 1) for i in order}
        best = max(gained.values())
        parts[next(i for i in order if gained[i] >= best - 1e-9)] += 1
    return parts


def _unevenness(held: Sequence[float], way: Minutes, period_min: float) -> float:
    minutes = sorted([*held, *way])
    gaps = (b - a for a, b in zip(minutes, [*minutes[1:], minutes[0] + period_min], strict=True))
    return round(sum(g * g for g in gaps), 6)
