"""One trip of a timetable after its pattern got other stops or minutes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bereikbaar.network.model import Pattern

#: Minutes of a pattern that differ by less than this are the same, min.
_SAME_MIN = 1e-6


def retimed(
    stations: Sequence[str], arrive_s: Sequence[int], depart_s: Sequence[int], before: Pattern, after: Pattern
) -> tuple[list[int], list[int]]:
    """Return arrivals and departures, s, of a trip on the stops of its edited pattern.

    What the edit left alone keeps the trip's own seconds: a leg between the same stations, or a stop, whose minutes
    in the pattern are the same before and after. The rest gets the minutes of the edited pattern. The trip is held
    at its departure from the first stop, or from the first stop that both have where that is gone; without any, it
    leaves the new first stop when it left the old one.
    """
    run, dwell = _own(stations, arrive_s, depart_s)
    old_run, old_dwell = _own(before.stations, before.arrive_min, before.depart_min)
    arrive, depart = [0], [0]
    for i, leg in enumerate(after.legs()):
        minutes = after.arrive_min[i + 1] - after.depart_min[i]
        kept = leg in run and leg in old_run and abs(old_run[leg] - minutes) < _SAME_MIN
        arrive.append(depart[-1] + int(run[leg] if kept else round(60 * minutes)))
        stop, stands = leg[1], after.depart_min[i + 1] - after.arrive_min[i + 1]
        if i + 2 == len(after.stations):
            stands = 0.0
        kept = stop in dwell and stop in old_dwell and abs(old_dwell[stop] - stands) < _SAME_MIN
        depart.append(arrive[-1] + int(dwell[stop] if kept else round(60 * stands)))
    shift = _anchor(stations, depart_s, after.stations, depart)
    return [a + shift for a in arrive], [d + shift for d in depart]


def _own(
    stations: Sequence[str], arrive: Sequence[float], depart: Sequence[float]
) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """Return the run time of every leg and the dwell time of every stop on the way, in the unit given."""
    run = {leg: arrive[i + 1] - depart[i] for i, leg in enumerate(pairwise(stations))}
    return run, {stations[i]: depart[i] - arrive[i] for i in range(1, len(stations) - 1)}


def _anchor(stations: Sequence[str], depart_s: Sequence[int], new: Sequence[str], depart: Sequence[int]) -> int:
    for code, leaves in zip(stations[:-1], depart_s[:-1], strict=True):
        if code in new[:-1]:
            return leaves - depart[list(new).index(code)]
    return depart_s[0] - depart[0]
