"""The statistics of a window in slow, obvious Python: cut at every moment at which anything could differ.

Exact fractions throughout; the other half of :mod:`bereikbaar.clock.reference`.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import NamedTuple

from bereikbaar.clock.question import Question
from bereikbaar.clock.reference import Found, Reference, walks


def summary(twin: Reference, origin: int, destination: int) -> dict[str, float]:
    """Return what :class:`TravelTimes` holds for one pair, by its names."""
    q = twin.question
    found = twin.journeys(origin, destination)
    on_foot = min(walks(twin.trips, origin).get(destination, []), default=None)
    if on_foot is not None and on_foot > q.longest_s:
        on_foot = None
    cuts = {q.start_s, q.end_s} | {j.leave for j in found} | {j.arrive - q.longest_s for j in found}
    if on_foot is not None:
        cuts |= {j.arrive - on_foot for j in found}
    inside = sorted(c for c in cuts if q.start_s <= c <= q.end_s)
    pieces = [_piece(found, on_foot, q, a, b) for a, b in itertools.pairwise(inside)]
    out = _added([p for p in pieces if p is not None], q.end_s - q.start_s)
    useful = {
        (j.leave, j.arrive)
        for j in found
        if q.start_s <= j.leave < q.end_s
        and j.arrive - j.leave <= q.longest_s
        and (on_foot is None or j.arrive - j.leave < on_foot)
        and not any(
            (x.leave, x.arrive) != (j.leave, j.arrive) and x.leave >= j.leave and x.arrive <= j.arrive for x in found
        )
    }
    out["best"] = min([out["best"], *((arrive - leave) / 60 for leave, arrive in useful)])
    out["departures_per_hour"] = len(useful) * 3600 / (q.end_s - q.start_s)
    if not useful and any(p is not None and p.on_foot for p in pieces):
        out["departures_per_hour"] = float("inf")
    return out


class _Piece(NamedTuple):
    """Moments a .. b that all take the same journey: travel time at b and at a, parts at their middle, s."""

    low: Fraction
    high: Fraction
    seconds: int
    wait: Fraction
    longest_wait: Fraction
    in_vehicle: int
    changes: int
    on_foot: bool


def _piece(found: list[Found], on_foot: int | None, q: Question, a: int, b: int) -> _Piece | None:
    middle = Fraction(a + b, 2)
    options = [j for j in found if j.leave >= middle and j.arrive - middle <= q.longest_s]
    best = min(options, key=lambda j: (j.arrive, -j.leave, j.changes, j.in_vehicle), default=None)
    if on_foot is not None and (best is None or middle + on_foot < best.arrive):
        return _Piece(Fraction(on_foot), Fraction(on_foot), b - a, Fraction(0), Fraction(0), 0, 0, True)
    if best is None:
        return None
    return _Piece(
        Fraction(best.arrive - b),
        Fraction(best.arrive - a),
        b - a,
        best.leave - middle,
        Fraction(best.leave - a),
        best.in_vehicle,
        best.changes,
        False,
    )


def _added(pieces: list[_Piece], length: int) -> dict[str, float]:
    covered = sum(p.seconds for p in pieces)
    whole = covered == length
    infinite = float("inf")
    mean: dict[str, Fraction | int] = {
        "expected": sum((p.low + p.high) / 2 * p.seconds for p in pieces),
        "first_wait": sum(p.wait * p.seconds for p in pieces),
        "in_vehicle": sum(Fraction(p.in_vehicle) * p.seconds for p in pieces),
    }
    mean["transfer"] = mean["expected"] - mean["first_wait"] - mean["in_vehicle"]
    out = {name: float(total / length / 60) if whole else infinite for name, total in mean.items()}
    out["changes"] = float(Fraction(sum(p.changes * p.seconds for p in pieces), length)) if whole else infinite
    out["longest_gap"] = float(max(p.longest_wait for p in pieces) / 60) if whole else infinite
    out["worst"] = float(max(p.high for p in pieces) / 60) if whole else infinite
    out["best"] = float(min(p.low for p in pieces) / 60) if pieces else infinite
    out["share"] = float(Fraction(covered, length))
    out["median"] = _quantile(pieces, Fraction(length, 2))
    out["p90"] = _quantile(pieces, Fraction(9 * length, 10))
    return out


def _quantile(pieces: list[_Piece], wanted: Fraction) -> float:
    """Return the shortest time, min, that ``wanted`` seconds of the window do not exceed."""
    before = Fraction(0)
    cuts = sorted({p.low for p in pieces} | {p.high for p in pieces})
    for k, x in enumerate(cuts):
        here = Fraction(sum(_not_above(p, x) for p in pieces))
        if here >= wanted:
            jump = sum(p.seconds for p in pieces if p.low == p.high == x)
            rising = here - jump - before
            if rising > 0 and wanted <= here - jump:
                return float((cuts[k - 1] + (wanted - before) / rising * (x - cuts[k - 1])) / 60)
            return float(x / 60)
        before = here
    return float("inf")


def _not_above(p: _Piece, x: Fraction) -> Fraction:
    """Return the seconds of a piece whose travel time is not above x."""
    if p.low == p.high:
        return Fraction(p.seconds if x >= p.low else 0)
    return min(max(x - p.low, Fraction(0)), Fraction(p.seconds))
