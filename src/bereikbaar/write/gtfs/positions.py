"""Where stations are: GTFS wants a position of every one, also of those of which a feed has none."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import isfinite

from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.write.gtfs.model import Plan

Position = tuple[float, float]


def positions(net: Network, plan: Plan) -> tuple[dict[str, Position], tuple[str, ...]]:
    """Return (lat, lon) of every station of a plan, and the stations that had none, sorted.

    Those are put in the middle of the stations before and after them on their trains, or of all stations when none of
    these has a position. Raises InputError when no station at all has one.
    """
    codes = sorted(set(plan.places.values()))
    known = {c: (net.stations[c].lat, net.stations[c].lon) for c in codes}
    known = {c: at for c, at in known.items() if all(map(isfinite, at))}
    lost = [c for c in codes if c not in known]
    if not known:
        raise InputError(f"no station of network {net.name!r} has a position; a GTFS feed needs them")
    beside = _neighbours(plan, set(lost)) if lost else {}
    placed = dict(known)
    waiting = list(lost)
    while waiting:
        found = {c: [placed[n] for n in sorted(beside[c]) if n in placed] for c in waiting}
        ready = [c for c in waiting if found[c]] or waiting
        for c in ready:
            placed[c] = _middle(found[c] or list(known.values()))
        waiting = [c for c in waiting if c not in placed]
    return placed, tuple(lost)


def _neighbours(plan: Plan, wanted: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for places in {run.calls.places for run in plan.runs}:
        for a, b in pairwise(plan.places[p] for p in places):
            if a in wanted:
                found[a].add(b)
            if b in wanted:
                found[b].add(a)
    return found


def _middle(some: list[Position]) -> Position:
    return sum(lat for lat, _ in some) / len(some), sum(lon for _, lon in some) / len(some)
