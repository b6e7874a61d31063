"""One direction of a service as stops, minutes standing and minutes running: the form in which it is edited.

A leg or dwell that an edit does not touch keeps its minutes exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bereikbaar.network.model import Pattern


@dataclass(frozen=True, slots=True)
class Calls:
    """Stops in order with the minutes between them.

    stations  : (n,) codes. run_min : (n - 1,) minutes from departure to the next arrival.
    dwell_min : (n,) minutes standing. leg_source : (n - 1,) where the minutes of each leg come from.
    """

    stations: tuple[str, ...]
    run_min: tuple[float, ...]
    dwell_min: tuple[float, ...]
    leg_source: tuple[str, ...]

    def leg(self, a: str, b: str) -> list[int]:
        """Return the positions of the legs that run from ``a`` to ``b`` without a stop."""
        pairs = zip(self.stations[:-1], self.stations[1:], strict=True)
        return [i for i, pair in enumerate(pairs) if pair == (a, b)]

    def at(self, station: str) -> list[int]:
        """Return the positions at which the service calls at a station."""
        return [i for i, s in enumerate(self.stations) if s == station]


def calls_of(pattern: Pattern) -> Calls:
    """Return the stops of a pattern with running and standing minutes."""
    n = len(pattern.stations)
    source = pattern.leg_source or ("",) * n
    return Calls(
        stations=pattern.stations,
        run_min=tuple(_tidy(pattern.arrive_min[i + 1] - pattern.depart_min[i]) for i in range(n - 1)),
        dwell_min=tuple(_tidy(pattern.depart_min[i] - pattern.arrive_min[i]) for i in range(n)),
        leg_source=tuple(source[1:]),
    )


def pattern_of(pattern: Pattern, calls: Calls) -> Pattern:
    """Return a pattern of the same direction and frequency with these stops; the first departs at 0."""
    if calls == calls_of(pattern):
        return pattern
    arrive, depart = [0.0], [0.0]
    last = len(calls.stations) - 1
    for i, run in enumerate(calls.run_min):
        arrive.append(_tidy(depart[-1] + run))
        depart.append(_tidy(arrive[-1] + (calls.dwell_min[i + 1] if i + 1 < last else 0.0)))
    return replace(
        pattern,
        stations=calls.stations,
        arrive_min=tuple(arrive),
        depart_min=tuple(depart),
        leg_source=("", *calls.leg_source),
        board=_kept(pattern.board[:-1], pattern.stations[:-1], calls.stations),
        alight=_kept(pattern.alight[1:], pattern.stations[1:], calls.stations),
    )


def _kept(allowed: tuple[bool, ...], before: Sequence[str], now: Sequence[str]) -> tuple[bool, ...]:
    """Return where one may get in (or out) after a change of stops: as before at the same stations, else everywhere.

    That nobody gets in at the last stop, or out at the first, is no rule of a station: there the service may go on.
    """
    known = dict(zip(before, allowed, strict=True)) if allowed else {}
    return tuple(known.get(code, True) for code in now) if allowed else ()


def new_pattern(direction: str, calls: Calls, tph: tuple[float, ...]) -> Pattern:
    """Return a pattern made from stops."""
    return pattern_of(Pattern(direction, ("", ""), (0.0, 0.0), (0.0, 0.0), tph), calls)


def insert_stop(calls: Calls, leg: int, station: str, runs: tuple[float, float], dwell: float, source: str) -> Calls:
    """Return the calls with a stop in the middle of a leg."""
    return Calls(
        stations=(*calls.stations[: leg + 1], station, *calls.stations[leg + 1 :]),
        run_min=(*calls.run_min[:leg], *runs, *calls.run_min[leg + 1 :]),
        dwell_min=(*calls.dwell_min[: leg + 1], dwell, *calls.dwell_min[leg + 1 :]),
        leg_source=(*calls.leg_source[:leg], source, source, *calls.leg_source[leg + 1 :]),
    )


def drop_stop(calls: Calls, at: int, run: float, source: str) -> Calls:
    """Return the calls without an intermediate stop; the leg over it takes ``run`` minutes."""
    return Calls(
        stations=(*calls.stations[:at], *calls.stations[at + 1 :]),
        run_min=(*calls.run_min[: at - 1], run, *calls.run_min[at + 1 :]),
        dwell_min=(*calls.dwell_min[:at], *calls.dwell_min[at + 1 :]),
        leg_source=(*calls.leg_source[: at - 1], source, *calls.leg_source[at + 1 :]),
    )


def part_of(calls: Calls, first: int, last: int) -> Calls:
    """Return the calls from one position to another, both included."""
    return Calls(
        stations=calls.stations[first : last + 1],
        run_min=calls.run_min[first:last],
        dwell_min=calls.dwell_min[first : last + 1],
        leg_source=calls.leg_source[first:last],
    )


def joined(parts: Sequence[Calls], dwell: Sequence[float]) -> Calls:
    """Join parts that meet at a station; ``dwell`` holds the minutes standing at each meeting."""
    out = parts[0]
    for part, standing in zip(parts[1:], dwell, strict=True):
        out = Calls(
            stations=(*out.stations, *part.stations[1:]),
            run_min=(*out.run_min, *part.run_min),
            dwell_min=(*out.dwell_min[:-1], standing, *part.dwell_min[1:]),
            leg_source=(*out.leg_source, *part.leg_source),
        )
    return out


def set_leg(calls: Calls, leg: int, run: float, source: str) -> Calls:
    """Return the calls with other minutes on one leg."""
    return replace(
        calls,
        run_min=(*calls.run_min[:leg], run, *calls.run_min[leg + 1 :]),
        leg_source=(*calls.leg_source[:leg], source, *calls.leg_source[leg + 1 :]),
    )


def set_standing(calls: Calls, at: int, dwell: float) -> Calls:
    """Return the calls with another dwell time at one stop."""
    return replace(calls, dwell_min=(*calls.dwell_min[:at], dwell, *calls.dwell_min[at + 1 :]))


def turned(calls: Calls) -> Calls:
    """Return the calls of the way back with the same minutes."""
    return Calls(calls.stations[::-1], calls.run_min[::-1], calls.dwell_min[::-1], calls.leg_source[::-1])


def _tidy(minutes: float) -> float:
    """Take away the dust of adding and subtracting (a billionth of a minute)."""
    return round(minutes, 9)
